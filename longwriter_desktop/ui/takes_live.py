# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes that are being written: a row for each, with its words as they come and its Stop."""

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from longwriter_desktop.app.takes import TakeEvent, TakeKept
from longwriter_desktop.domain.events import PromptRead, SectionGrew, SectionRewound, SectionThought
from longwriter_desktop.domain.ports import TOO_LONG
from longwriter_desktop.ui import words_takes
from longwriter_desktop.ui.look import Look, tabular
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label
from longwriter_desktop.ui.thinking_strip import ThinkingStrip

_FIGURES_MS = 100  # nobody reads them faster
_TAIL = 160  # characters of the text's end that are shown, at most
_TAIL_LINES = 2


class LiveRow(QFrame):
    """One take that is written or waits.

    Signals:
        stop_asked(number)
    """

    stop_asked = Signal(int)

    def __init__(self, number: int, target: int, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("TakeBeingWritten")
        self._number, self._target = number, target
        self._text = ""
        self.state = PlainLabel(words_takes.waiting(number), self)
        self.state.setFont(tabular(self.state.font()))
        self.tail = plain_label(self, "muted", wrap=True)
        self.tail.setFixedHeight(self.tail.fontMetrics().lineSpacing() * _TAIL_LINES + 2)
        self.tail.hide()
        self.stop = QToolButton(self)
        self.stop.setIconSize(QSize(14, 14))
        self.stop.setToolTip(words_takes.stop_one(number))
        self.stop.setAccessibleName(words_takes.stop_one(number))
        look.dress(self.stop, "stop", "ink")
        self.stop.clicked.connect(self._on_stop)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 4, 4, 4)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.state, 0, 0)
        grid.addWidget(self.stop, 0, 1)
        grid.addWidget(self.tail, 1, 0, 1, 2)
        self.thoughts = ThinkingStrip(look, self)
        grid.addWidget(self.thoughts, 2, 0, 1, 2)
        self._written = 0
        self._say = words_takes.writing

    def follow(self, event: object) -> None:
        """Take an event in; `show_figures` shows what has come."""
        match event:
            case PromptRead() if 0 < event.read < event.total:
                self.state.setText(words_takes.reading(self._number, event.read, event.total))
            case SectionThought():
                self.state.setText(words_takes.thinking(self._number))
                self.thoughts.grow(event.text)
            case SectionGrew():
                self.thoughts.over()
                self._text += event.text
                self._written = event.words
            case SectionRewound():
                self._text = self._text[: event.keep]
                if event.reason == TOO_LONG:
                    self._say, self._written = words_takes.condensing, 0
                    self.state.setText(self._say(self._number, 0, self._target))

    def show_figures(self) -> None:
        """Show the count and the end of the text."""
        if not self._text:
            return
        self.state.setText(self._say(self._number, self._written, self._target))
        self.tail.setText(self._end())
        self.tail.show()

    def _end(self) -> str:
        """As much of the text's end as fits, beginning with a whole word."""
        text = " ".join(self._text[-_TAIL:].split())
        room = (_TAIL_LINES - 0.3) * max(self.tail.width(), 160)
        metrics = self.tail.fontMetrics()
        while metrics.horizontalAdvance(text) > room and " " in text:
            text = text.split(" ", 1)[1]
        return f"… {text}" if len(text) < len(self._text.strip()) else text

    @Slot()
    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop_asked.emit(self._number)


class TakesLive(QWidget):
    """The rows of the takes that are not over yet.

    Signals:
        stop_asked(number): one take is to stop.
    """

    stop_asked = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.rows: dict[int, LiveRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 0, 12, 8)
        self._column.setSpacing(4)
        self._figures = QTimer(self)
        self._figures.setSingleShot(True)
        self._figures.setInterval(_FIGURES_MS)
        self._figures.timeout.connect(self._show_figures)
        self.hide()

    def begin(self, count: int, target: int) -> None:
        """Make a row for each of `count` takes of `target` words."""
        self.end()
        for number in range(1, count + 1):
            row = LiveRow(number, target, self._look, self)
            row.stop_asked.connect(self.stop_asked)
            self.rows[number] = row
            self._column.addWidget(row)
        self.show()

    def follow(self, event: TakeEvent) -> None:
        """Show what happens to a take; the row of one that is over goes."""
        row = self.rows.get(event.number)
        if row is None:
            return
        if isinstance(event.event, TakeKept):
            self._drop(event.number)
            return
        row.follow(event.event)
        if not self._figures.isActive():
            self._figures.start()

    def end(self) -> None:
        """Take all rows away."""
        self._figures.stop()
        for number in list(self.rows):
            self._drop(number)
        self.hide()

    def _drop(self, number: int) -> None:
        row = self.rows.pop(number)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _show_figures(self) -> None:
        for row in self.rows.values():
            row.show_figures()
