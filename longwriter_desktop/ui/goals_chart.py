# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the last days as bars, painted by hand in the theme's colours."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from longwriter_desktop.app.goals import DayWords
from longwriter_desktop.ui import words_goals as words
from longwriter_desktop.ui.look import Look, tabular

_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 8, 36, 22  # px around the bars
_GAP = 3
_SIZE = QSize(560, 200)
_TEXT_PIXELS = 11
_STEPS = (1, 2, 2.5, 5)
_LEAST_SCALE = 100  # words
_LABEL_EVERY = 7  # days


class GoalChart(QWidget):
    """Bars over days, a line at the goal. Arrow keys and the pointer read single days."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._days: tuple[DayWords, ...] = ()
        self._goal = 0
        self.chosen = -1  # place of the day that is read, -1 for none
        self.setAccessibleName(words.CHART_NAME)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        font = tabular(self.font())
        font.setPixelSize(_TEXT_PIXELS)
        self.setFont(font)
        look.changed.connect(self._on_look)

    def show_days(self, days: tuple[DayWords, ...], goal: int) -> None:
        """Show these days, oldest first, and a line at the daily goal (0: none)."""
        self._days, self._goal = days, goal
        self._choose(min(self.chosen, len(days) - 1))

    @property
    def reading(self) -> str:
        """The day that is pointed at with its words, empty where none is."""
        return words.day_line(self._days[self.chosen]) if self.chosen >= 0 else ""

    def bar(self, place: int) -> QRectF:
        """Where a day's bar is; one without words has no height."""
        room = self._room()
        wide = room.width() / max(len(self._days), 1)
        high = room.height() * max(self._days[place].words, 0) / self._scale()
        left = room.left() + wide * place + _GAP / 2
        return QRectF(left, room.bottom() - high, wide - _GAP, high)

    def sizeHint(self) -> QSize:
        return _SIZE

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 140)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._days) - 1
        now = last + 1 if self.chosen < 0 else self.chosen
        places = {
            Qt.Key.Key_Left: max(now - 1, 0),
            Qt.Key.Key_Right: min(now + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
            return
        self._choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose(self._place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._choose(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_scale(painter)
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        for place in range(len(self._days)):
            box = self.bar(place)
            if place == self.chosen:
                column = QRectF(
                    box.left() - _GAP / 2, _TOP, box.width() + _GAP, self._room().height()
                )
                painter.fillRect(column, theme.mixed("row"))
            painter.setBrush(theme.color("accent"))
            if box.height() > 0:
                painter.drawRoundedRect(box, 2, 2)
        self._paint_days(painter)
        self._paint_reading(painter)
        if self._goal:
            self._paint_goal(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.mixed("focus"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_scale(self, painter: QPainter) -> None:
        room, theme = self._room(), self._look.theme
        for share in (0.0, 0.5, 1.0):
            y = round(room.bottom() - room.height() * share) + 0.5
            painter.setPen(theme.color("line"))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(theme.color("muted"))
            box = QRectF(0, y - 10, _LEFT - 8, 20)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, f"{round(self._scale() * share):,}")

    def _paint_days(self, painter: QPainter) -> None:
        painter.setPen(self._look.theme.color("muted"))
        last = len(self._days) - 1
        for place in range(last, -1, -_LABEL_EVERY):
            middle = self.bar(place).center().x()
            left = min(max(middle - 30, 0), self.width() - _RIGHT - 60)
            box = QRectF(left, self.height() - _BOTTOM + 2, 60, _BOTTOM - 4)
            where = Qt.AlignmentFlag.AlignCenter
            if left < middle - 30:
                where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, where, words.short_day(self._days[place].day))

    def _paint_reading(self, painter: QPainter) -> None:
        """The day that is pointed at, over its bar; else how to read one."""
        theme, text = self._look.theme, self.reading or words.CHART_HINT
        painter.setPen(theme.color("ink" if self.reading else "muted"))
        wide = painter.fontMetrics().horizontalAdvance(text) + 2
        middle = self.bar(self.chosen).center().x() if self.reading else self._room().left()
        left = min(max(middle - wide / 2, _LEFT), self.width() - _RIGHT - wide)
        painter.drawText(QRectF(left, 4, wide, 20), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_goal(self, painter: QPainter) -> None:
        room = self._room()
        y = round(room.bottom() - room.height() * self._goal / self._scale()) + 0.5
        painter.setPen(QPen(self._look.theme.color("warn"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _scale(self) -> float:
        """The number of words at the top: a round one."""
        most = max([_LEAST_SCALE, self._goal, *(entry.words for entry in self._days)])
        unit: int = 10 ** (len(str(most)) - 1)
        return next((step * unit for step in _STEPS if step * unit >= most), 10 * unit)

    def _place_at(self, point: QPointF) -> int:
        room = self._room()
        if not self._days or not room.contains(point):
            return -1
        return int((point.x() - room.left()) / room.width() * len(self._days))

    def _choose(self, place: int) -> None:
        self.chosen = place
        self.setAccessibleDescription(self.reading)
        self.update()

    @Slot()
    def _on_look(self) -> None:
        self.update()
