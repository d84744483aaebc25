# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The strip over the text that says which sections were written from older text."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from longwriter_desktop.ui import words_stale as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.status import ElidingLabel
from longwriter_desktop.ui.words import said


class StaleStrip(QFrame):
    """One line with what can be done; nothing here decides.

    Signals:
        refresh_asked(), keep_asked(), smooth_asked(), hide_asked()
    """

    refresh_asked = Signal()
    keep_asked = Signal()
    smooth_asked = Signal()
    hide_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("StaleStrip")
        self.setAccessibleName(words.STRIP_NAME)
        self.icon = QLabel(self)
        self.text = ElidingLabel(self)  # a long one must not push the columns
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.refresh = self._button(words.REFRESH, words.REFRESH_TIP)
        self.keep = self._button(words.KEEP, words.KEEP_TIP)
        self.smooth = self._button(words.SMOOTH, words.SMOOTH_TIP)
        self.hide_button = QToolButton(self)
        self.hide_button.setAccessibleName(words.HIDE)
        self.hide_button.setToolTip(words.HIDE)
        look.dress(self.hide_button, "close", "muted")
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4, 8, 4)
        self._row.setSpacing(6)
        self._row.addWidget(self.icon)
        self._row.addWidget(self.text, 1)
        for widget in (self.refresh, self.keep, self.smooth, self.hide_button):
            self._row.addWidget(widget)
        self.refresh.clicked.connect(self.refresh_asked)
        self.keep.clicked.connect(self.keep_asked)
        self.smooth.clicked.connect(self.smooth_asked)
        self.hide_button.clicked.connect(self.hide_asked)
        look.changed.connect(self._tint)
        self._tint()
        self.hide()

    def say(self, text: str, tip: str) -> None:
        self.text.say(text)
        self.text.setToolTip(tip)
        self.text.setAccessibleName(said(text, tip))

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("kind", "link")
        button.setToolTip(tip)
        button.setAccessibleName(text)
        return button

    def _tint(self) -> None:
        self.icon.setPixmap(self._look.icon("stale", "warn").pixmap(QSize(16, 16)))
