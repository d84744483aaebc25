# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The strip over the text that holds what the model thinks, folded until it is opened."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from longwriter_desktop.ui import words_thinking as words
from longwriter_desktop.ui.look import Look

_HEIGHT = 140  # pixels of the opened text; the manuscript keeps its room


class ThinkingStrip(QFrame):
    """A line to fold and unfold, and the text behind it.

    Signals:
        hide_asked()
    """

    hide_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ThinkingStrip")
        self.setAccessibleName(words.STRIP_NAME)
        self.fold = QToolButton(self)
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setAccessibleName(words.STRIP_NAME)  # until a count stands on it
        self.fold.setToolTip(words.SHOW_TIP)
        self.hide_button = QToolButton(self)
        self.hide_button.setAutoRaise(True)
        self.hide_button.setAccessibleName(words.HIDE)
        self.hide_button.setToolTip(words.HIDE)
        look.dress(self.hide_button, "close", "muted")
        self.body = QPlainTextEdit(self)  # whatever stands in it is text, never markup
        self.body.setReadOnly(True)
        self.body.setAccessibleName(words.STRIP_NAME)
        self.body.setTabChangesFocus(True)
        self.body.setFixedHeight(_HEIGHT)
        line = QHBoxLayout()
        line.addWidget(self.fold)
        line.addStretch(1)
        line.addWidget(self.hide_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 8, 2)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.body)
        self.fold.toggled.connect(self._unfold)
        self.hide_button.clicked.connect(self.hide_asked)
        self._unfold(False)
        self.hide()

    def begin(self) -> None:
        """Nothing has been thought yet; it stays folded or open as it is."""
        self.body.clear()
        self.hide()

    def grow(self, text: str) -> None:
        """The model thought this much more. Who reads further up is not moved."""
        bar = self.body.verticalScrollBar()
        follows = bar.value() >= bar.maximum()
        end = QTextCursor(self.body.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        end.insertText(text)
        if follows:
            bar.setValue(bar.maximum())
        self.show()

    def say(self, text: str) -> None:
        """What stands on the line."""
        self.fold.setText(text)
        self.fold.setAccessibleName(text)

    def _unfold(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self.fold.setArrowType(arrow)
