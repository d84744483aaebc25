# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of a selection, counted for the status bar."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QTextCursor

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.ui.manuscript import section_parts
from longwriter_desktop.ui.shell import Shell

_PAUSE_MS = 120  # a selection that still grows is not counted


class SelectedWords(QObject):
    """Counts by the document's rule: the texts of sections, no headings."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._text = shell.space.manuscript
        self._status = shell.status
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._count)
        self._text.selectionChanged.connect(self._on_selection)

    @Slot()
    def _on_selection(self) -> None:
        if self._text.textCursor().hasSelection():
            self._timer.start()
        else:
            self._timer.stop()
            self._status.say_selected(0)

    @Slot()
    def _count(self) -> None:
        cursor = self._text.textCursor()
        if not cursor.hasSelection():
            return
        words, part = 0, QTextCursor(self._text.document())
        for _, start, end in section_parts(self._text.page, cursor):
            part.setPosition(start)
            part.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            words += count_words(part.selectedText())
        self._status.say_selected(words)
