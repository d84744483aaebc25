# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom: model, place, speed, words, time left, and whether all is saved."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from longwriter_desktop.app.progress import Progress
from longwriter_desktop.ui import words

STATUS_HEIGHT = 28


class ElidingLabel(QLabel):
    """A label that gives way: what does not fit is cut with an ellipsis and stays in the tip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    @property
    def whole(self) -> str:
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width(), 0)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


class StatusLine(QFrame):
    """Shows what it is told; nothing here asks anybody."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Status")
        self.setFixedHeight(STATUS_HEIGHT)
        self.model = QLabel(self)
        self.place = QLabel(self)
        self.rate = QLabel(self)
        self.words = QLabel(self)
        self.time = QLabel(self)
        self.view = ElidingLabel(self)
        self.saved = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(20)
        for label in (self.model, self.place, self.rate, self.words, self.time):
            row.addWidget(label)
        row.addWidget(self.view, 1)
        row.addWidget(self.saved)
        self._written = ""
        self._selected = 0
        self.clear_run()

    def clear_run(self) -> None:
        """Nothing is being written."""
        for label in (self.place, self.rate, self.time):
            label.clear()
            label.hide()
        self.view.say("")

    @Slot(str)
    def say_model(self, text: str) -> None:
        self.model.setText(text)

    def say_words(self, written: int, target: int) -> None:
        self._written = words.words_of(written, target) if target else ""
        self._show_words()

    def say_selected(self, count: int) -> None:
        """How many words are selected; while there are any, they stand for the document's."""
        self._selected = count
        self._show_words()

    def say_reading(self, read: int, total: int) -> None:
        self._say(self.rate, words.reading(read, total) if read < total else "")

    def say_forecast(self, text: str) -> None:
        self._say(self.time, text)

    def say_view(self, text: str) -> None:
        """Which sections the model no longer sees."""
        self.view.say(text)

    def say_saved(self, saved: bool) -> None:
        self.saved.setText(words.SAVED if saved else words.UNSAVED)

    def say_progress(self, progress: Progress) -> None:
        place = words.section_of(progress.section_number, progress.sections)
        if progress.section_seconds_left is not None:
            place = words.section_left(place, progress.section_seconds_left)
        self._say(self.place, place)
        if progress.tokens_per_second:
            rates = words.rates(progress.tokens_per_second, progress.words_per_second)
            self._say(self.rate, rates)
        self.say_words(progress.document_words, progress.document_target)
        known = progress.seconds_left is not None
        self._say(self.time, words.time_left(progress.seconds_left or 0) if known else "")

    def _show_words(self) -> None:
        selected = self._selected
        self.words.setText(words.words_selected(selected) if selected else self._written)

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
