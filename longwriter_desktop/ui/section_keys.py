# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys that act on the section that the writer is in, or go to the one before or behind it."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextCursor

from longwriter_desktop.ui import words
from longwriter_desktop.ui.shell import Shell


class SectionKeys(QObject):
    """Connects the actions with the section that holds the caret, or the plan's current row."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._text = shell.space.manuscript
        actions = shell.actions
        actions.write.triggered.connect(self._on_write)
        previous = actions.make("text.previous_section", words.PREVIOUS_SECTION, "up", "Ctrl+PgUp")
        following = actions.make("text.next_section", words.NEXT_SECTION, "down", "Ctrl+PgDown")
        previous.triggered.connect(self._on_previous)
        following.triggered.connect(self._on_next)
        select = actions.make(
            "text.select_section", words.SELECT_SECTION, "select_all", "Ctrl+Shift+A"
        )
        select.triggered.connect(self._on_select)
        here = shell.space.text_menu
        here.insertAction(here.actions()[here.actions().index(actions.select_all) + 1], select)
        menu = actions.menu("text")
        behind = menu.actions().index(actions.to_text) + 1
        menu.insertActions(menu.actions()[behind], [previous, following])

    @Slot()
    def _on_write(self) -> None:
        section = self._shell.space.current_section
        if section is not None:
            self._shell.writing.write(section)

    @Slot()
    def _on_previous(self) -> None:
        """To the beginning of this section's text, and from there to the one before."""
        before = [start for start in self._starts() if start < self._caret]
        if before:
            self._go(before[-1])

    @Slot()
    def _on_next(self) -> None:
        behind = [start for start in self._starts() if start > self._caret]
        if behind:
            self._go(behind[0])

    @Slot()
    def _on_select(self) -> None:
        """Select the text of the section that holds the caret, without its heading."""
        section = self._text.caret_section
        if section is not None:
            cursor = self._text.textCursor()
            start, end = self._text.page.body_range(section)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self._text.setTextCursor(cursor)
            self._text.setFocus()

    @property
    def _caret(self) -> int:
        return self._text.textCursor().position()

    def _starts(self) -> list[int]:
        """Where the sections' texts begin, in the order of the document."""
        page = self._text.page
        return [page.body_range(span.item_id)[0] for span in page.map.spans if span.is_section]

    def _go(self, start: int) -> None:
        section = self._text.page.section_at(start)
        if section is not None:
            self._text.go_to(section)
            self._text.setFocus()
