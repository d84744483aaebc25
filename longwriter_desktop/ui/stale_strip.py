# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The strip over the text that says which sections were written from older text."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from longwriter_desktop.ui import words_stale as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.status import ElidingLabel
from longwriter_desktop.ui.words import said


class StaleStrip(QFrame):
    """A sentence, and what can be done; nothing here decides.

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
        self.icon = PlainLabel(self)
        self.text = ElidingLabel(self)  # never pushes the columns beside the text
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.refresh = self._button(words.refresh(2), words.REFRESH_TIP)
        self.keep = self._button(words.keep(2), words.KEEP_TIP)
        self.smooth = self._button(words.SMOOTH, words.SMOOTH_TIP)
        self.hide_button = QToolButton(self)
        self.hide_button.setAccessibleName(words.HIDE)
        self.hide_button.setToolTip(words.HIDE)
        look.dress(self.hide_button, "close", "muted")
        self._look = look
        self._said = QHBoxLayout()
        self._said.setSpacing(6)
        self._said.addWidget(self.icon)
        self._said.addWidget(self.text, 1)
        self._done = QHBoxLayout()
        self._done.setSpacing(6)
        for button in (self.refresh, self.keep, self.smooth):
            self._done.addWidget(button)
        self._done.addStretch(1)
        self._done.addWidget(self.hide_button)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(16, 4, 8, 4)
        self._rows.setSpacing(6)
        self._rows.addLayout(self._said, 1)
        self._rows.addLayout(self._done)
        self.refresh.clicked.connect(self.refresh_asked)
        self.keep.clicked.connect(self.keep_asked)
        self.smooth.clicked.connect(self.smooth_asked)
        self.hide_button.clicked.connect(self.hide_asked)
        look.changed.connect(self._tint)
        self._tint()
        self.hide()

    def say(self, text: str, tip: str, sections: int) -> None:
        """Say which `sections` (so many) are meant; the buttons agree in number."""
        self.text.say(text)
        self.refresh.setText(words.refresh(sections))
        self.keep.setText(words.keep(sections))
        self.text.setToolTip(said(text, tip))
        self.text.setAccessibleName(said(text, tip))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the buttons stand under the sentence."""
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        room = self.contentsRect().marginsRemoved(self._rows.contentsMargins()).width()
        text = self.icon.sizeHint().width() + self._said.spacing() + self.text.whole_width
        need = text + self._rows.spacing() + self._done.sizeHint().width()
        self._rows.setDirection(beside if need <= room else below)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("kind", "link")
        button.setToolTip(tip)
        button.setAccessibleName(text)
        return button

    def _tint(self) -> None:
        self.icon.setPixmap(self._look.icon("stale", "warn").pixmap(QSize(16, 16)))
