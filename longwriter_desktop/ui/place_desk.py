# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the writer was in a document: found again when it is opened the next time."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QTextCursor

from longwriter_desktop.ui.shell import Shell

_KEY = "place/{}"  # of a document: the section's id and the offset in it, in UTF-16 units


class PlaceDesk(QObject):
    """Remembers the caret of each document, and puts it back."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._session = shell.services.session
        self._settings = shell.settings
        self._text = shell.space.manuscript
        self._document = ""  # the one whose places are followed
        self._place: tuple[str, int] | None = None
        self._text.cursorPositionChanged.connect(self._on_caret)
        shell.services.autosave.saved.connect(self._keep)
        shell.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Close:
            self._keep()
        return False

    @Slot()
    def _on_caret(self) -> None:
        page, position = self._text.page, self._text.textCursor().position()
        if self._session.document.id != self._document or page.is_applying:
            return
        section = page.section_at(position)
        if section is not None:
            self._place = section, position - page.body_range(section)[0]

    @Slot()
    def _keep(self) -> None:
        if self._place is not None:
            self._settings.setValue(_KEY.format(self._document), list(self._place))

    def restore(self) -> None:
        """Put the caret where it was in the document that has been opened."""
        self._keep()
        self._document, self._place = self._session.document.id, None
        kept = self._settings.value(_KEY.format(self._document))
        if isinstance(kept, list):
            self._go_to(str(kept[0]), int(kept[1]))
        self._on_caret()

    def _go_to(self, section: str, offset: int) -> None:
        page = self._text.page
        if section not in page.map:
            return
        start, end = page.body_range(section)
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(min(start + offset, end))
        self._text.setTextCursor(cursor)
        bar, third = self._text.verticalScrollBar(), self._text.viewport().height() // 3
        bar.setValue(bar.value() + self._text.cursorRect().top() - third)
