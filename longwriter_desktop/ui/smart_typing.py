# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Quotation marks, apostrophes, dashes and ellipses made typographic while they are typed.

Pasted text and the model's never pass here. Backspace or undo right behind a change gives
back what was typed.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor

from longwriter_desktop.domain.smart_quotes import smart_change
from longwriter_desktop.ui.shell import Shell


class SmartTyping(QObject):
    """Puts typed signs right in the manuscript, by the document's language."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._session = shell.services.session
        self._preferences = shell.services.preferences
        self._text = shell.space.manuscript
        self._made = ""  # the last change, while the caret stands right behind it
        self._was = ""
        self._place = -1
        self._text.typed.connect(self._on_typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._text and event.type() is QEvent.Type.KeyPress:
            is_backspace = isinstance(event, QKeyEvent) and _is_backspace(event)
            if is_backspace and self._stands_behind_change():
                self._text.replace_before(len(self._made), self._was)
                self._forget()
                return True
        return False

    @Slot(str)
    def _on_typed(self, sign: str) -> None:
        self._forget()
        quotes = self._preferences.flag("text.smart_quotes")
        dashes = self._preferences.flag("text.smart_dashes")
        if len(sign) != 1 or not (quotes or dashes):
            return
        lines = self._lines()
        if not lines or not lines[-1].endswith(sign):
            return
        language = self._session.document.language
        change = smart_change(lines, sign, language, quotes, dashes)
        if change is None:
            return
        self._was = lines[-1][-change.removes :]
        self._text.replace_before(change.removes, change.text)
        self._made, self._place = change.text, self._text.textCursor().position()
        # Only while there is something to give back: a filter is asked about ten events a key.
        self._text.installEventFilter(self)

    def _forget(self) -> None:
        if self._made:
            self._made = ""
            self._text.removeEventFilter(self)

    def _lines(self) -> list[str]:
        """The lines of the caret's section down to the caret; none where nobody can type."""
        cursor = self._text.textCursor()
        section = self._text.page.section_at(cursor.position())
        if section is None or section in self._text.writing_sections:
            return []
        first = self._text.page.map.body(section)[0]
        above = self._text.page.text(section).split("\n")[: cursor.blockNumber() - first]
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        return [*above, cursor.selectedText()]

    def _stands_behind_change(self) -> bool:
        cursor = self._text.textCursor()
        if cursor.hasSelection() or cursor.position() != self._place:
            return False
        left, keep = QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor
        cursor.movePosition(left, keep, len(self._made))
        return cursor.selectedText() == self._made


def _is_backspace(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Backspace and not event.modifiers()
