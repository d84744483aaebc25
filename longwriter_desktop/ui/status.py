# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom: model, place, speed, words, time left, and whether all is saved."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from longwriter_desktop.app.progress import Progress
from longwriter_desktop.ui import words
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label, plain_tip

STATUS_HEIGHT = 28
_SPACING = 20  # px between the parts
_LEAST_VIEW = 120  # px: as much of it is shown before other parts are


class ElidingLabel(PlainLabel):
    """A label that gives way: what does not fit is cut with an ellipsis and stays in the tip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        self._whole = text
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self._fit()

    @property
    def whole(self) -> str:
        return self._whole

    @property
    def whole_width(self) -> int:
        """Pixels that the whole text takes."""
        return self.fontMetrics().horizontalAdvance(self._whole) + 1

    def fit(self, room: int) -> None:
        """Be so many pixels wide."""
        self.setFixedWidth(room)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(self.width(), 0)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


class StatusLine(QFrame):
    """Shows what it is told; nothing here asks anybody.

    What does not fit is left out, the least important first, and stays in the tip.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Status")
        self.setFixedHeight(STATUS_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.model = plain_label(self)
        self.place = PlainLabel(self)
        self.rate = PlainLabel(self)
        self.words = PlainLabel(self)
        self.time = ElidingLabel(self)
        # It gets its width here: a layout gives a size that it may ignore no room of its own.
        self.time.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.view = ElidingLabel(self)
        self.saved = PlainLabel(self)
        self._by_weight = (self.place, self.words, self.model, self.rate)
        self._added: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 12, 0)
        self._row.setSpacing(_SPACING)
        for label in (self.model, self.place, self.rate, self.words):
            self._row.addWidget(label)
        self._row.addWidget(self.time)
        self._row.addWidget(self.view, 1)
        self._row.addWidget(self.saved)
        self._written = ""
        self._selected = 0
        self._forecast = self._pause = ""
        self.clear_run()

    def add(self, widget: QWidget, behind: QWidget | None = None) -> None:
        """Put a widget behind a part, or before the word whether all is saved."""
        place = self._row.indexOf(self.saved if behind is None else behind)
        self._row.insertWidget(place if behind is None else place + 1, widget)
        self._added.append(widget)

    def clear_run(self) -> None:
        """Nothing is being written."""
        self.place.clear()
        self.rate.clear()
        self.view.say("")
        self.say_forecast("")

    @Slot(str)
    def say_model(self, text: str) -> None:
        self._say(self.model, text)

    def say_words(self, written: int, target: int) -> None:
        self._written = words.words_of(written, target) if target else ""
        self._show_words()

    def say_selected(self, count: int) -> None:
        """How many words are selected; while there are any, they stand for the document's."""
        self._selected = count
        self._show_words()

    def say_reading(self, read: int, total: int) -> None:
        is_read = read >= total or bool(self._pause)  # nothing is read in a pause
        self._say(self.rate, "" if is_read else words.reading(read, total))

    def say_forecast(self, text: str) -> None:
        self._forecast = text
        self._show_time()

    def say_pause(self, text: str) -> None:
        """What is waited for, in the place of the time that is left; "": nothing."""
        if text and not self._pause:
            self.rate.clear()
        self._pause = text
        self._show_time()

    def say_view(self, text: str) -> None:
        """Which sections the model no longer sees."""
        self.view.say(text)
        self._fit()

    def say_saved(self, saved: bool) -> None:
        self._say(self.saved, words.SAVED if saved else words.UNSAVED)

    def say_progress(self, progress: Progress) -> None:
        place = words.section_of(progress.section_number, progress.sections)
        if progress.section_seconds_left is not None:
            place = words.section_left(place, progress.section_seconds_left)
        self.place.setText(place)
        if progress.tokens_per_second and progress.words_per_second:
            rates = words.rates(progress.tokens_per_second, progress.words_per_second)
            self.rate.setText(rates)
        known = progress.seconds_left is not None
        self.say_forecast(words.time_left(progress.seconds_left or 0) if known else "")
        self.say_words(progress.document_words, progress.document_target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A part of the line has another size: its words, its font, or it came or went."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        self._fit()

    def _fit(self) -> None:
        """Show what there is room for."""
        room = self._room()
        shown = [label for label in self._by_weight if label.text()]
        while shown and sum(map(self._width, shown)) + self.time.whole_width > room:
            shown.pop()
        left_out = [label.text() for label in self._by_weight if label not in shown]
        self.setToolTip(plain_tip(words.listed(filter(None, left_out))))
        for label in self._by_weight:
            label.setVisible(label in shown)
        left = room - sum(map(self._width, shown))
        self.time.fit(max(0, min(self.time.whole_width, left)))

    def _room(self) -> int:
        """The width for what can be left out, and for the time."""
        always = [self.saved, *self._added]
        taken = sum(self._width(widget) for widget in always if not widget.isHidden())
        taken += min(self.view.whole_width, _LEAST_VIEW) + _SPACING
        margins = self._row.contentsMargins()
        return self.contentsRect().marginsRemoved(margins).width() - taken

    def _show_time(self) -> None:
        self.time.say(self._pause or self._forecast)
        self._fit()

    def _show_words(self) -> None:
        selected = self._selected
        self._say(self.words, words.words_selected(selected) if selected else self._written)

    @staticmethod
    def _width(widget: QWidget) -> int:
        return widget.sizeHint().width() + _SPACING
