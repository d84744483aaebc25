# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The small ring in the status bar: how far the day's, or the session's, goal is reached."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from longwriter_desktop.app.goals import GoalState
from longwriter_desktop.app.qt_goals import GoalKeeper
from longwriter_desktop.ui import words_goals as words
from longwriter_desktop.ui.look import Look, tabular

_RING = 14  # px
_PEN = 3
_GAP = 6
_SIDE = 6
_HEIGHT = 22
_TEXT_PIXELS = 12


class GoalMeter(QAbstractButton):
    """A ring and "412 of 1,000 today"; hidden where there is no goal. A click asks for more."""

    def __init__(self, goals: GoalKeeper, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._goals = goals
        self._look = look
        self.state = GoalState(0, 0)
        self.setObjectName("GoalMeter")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        font = tabular(self.font())
        font.setPixelSize(_TEXT_PIXELS)
        self.setFont(font)
        goals.changed.connect(self.show_state)
        look.changed.connect(self._on_look)
        self.show_state()

    @Slot()
    def show_state(self) -> None:
        """Say where the goals stand: the day's, or the session's where that is the only one."""
        daily, session = self._goals.daily, self._goals.session
        self.state = daily if daily.goal or not session.goal else session
        text = words.daily(daily) if self.state is daily else words.session(session)
        self.setVisible(bool(self.state.goal))
        self.setText(text)
        self.setAccessibleName(words.reached(text) if self.state.is_reached else text)
        self.setToolTip(words.tip(daily.words, session.words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(2 * _SIDE + _RING + _GAP + text + 1, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(theme.mixed("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.mixed("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        ring = QRectF(_SIDE, (self.height() - _RING) / 2, _RING, _RING)
        ring.adjust(_PEN / 2, _PEN / 2, -_PEN / 2, -_PEN / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.mixed("meter"), _PEN))
        painter.drawEllipse(ring)
        painter.setPen(QPen(theme.color("accent"), _PEN, c=Qt.PenCapStyle.RoundCap))
        if self.state.share:
            painter.drawArc(ring, 90 * 16, -round(self.state.share * 360 * 16))
        if self.state.is_reached:
            # A dot in the ring: that the goal is reached is not said by the ring alone.
            painter.setBrush(theme.color("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(ring.center(), 2.5, 2.5)
        painter.setPen(theme.color("muted"))
        left = _SIDE + _RING + _GAP
        painter.drawText(
            self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )

    @Slot()
    def _on_look(self) -> None:
        self.update()
