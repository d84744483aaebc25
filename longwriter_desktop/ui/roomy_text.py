# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A text that scrolls, and is copied, as writers like it."""

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtWidgets import QApplication, QScrollBar, QTextEdit, QWidget

from longwriter_desktop.ui.own_text import mime_of

_LINES_BELOW = 3  # of the caret's height, kept in sight below it


class TextScrollBar(QScrollBar):
    """Keeps its place beside the text and shows a handle only where there is a way to go."""

    def sliderChange(self, change: QScrollBar.SliderChange) -> None:
        super().sliderChange(change)
        if change is QScrollBar.SliderChange.SliderRangeChange:
            self.setEnabled(self.maximum() > self.minimum())


class RoomyText(QTextEdit):
    """Scrolls by the wheel beside its column too, and never leaves the caret on the lowest line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setVerticalScrollBar(TextScrollBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def ensureCursorVisible(self) -> None:
        """Nobody likes to write on the lowest line: what stands below the caret is seen too."""
        super().ensureCursorVisible()
        line, bar = self.cursorRect(), self.verticalScrollBar()
        over = line.bottom() + _LINES_BELOW * line.height() - self.viewport().height()
        if over > 0:
            bar.setValue(bar.value() + over)

    def createMimeDataFromSelection(self) -> QMimeData:
        return mime_of(self.textCursor())

    def event(self, event: QEvent) -> bool:
        """The wheel scrolls beside the column too."""
        if event.type() is QEvent.Type.Wheel:
            return QApplication.sendEvent(self.verticalScrollBar(), event)
        return super().event(event)
