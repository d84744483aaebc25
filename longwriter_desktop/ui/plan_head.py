# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The totals of the document over its plan: words written, words planned, a meter."""

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from longwriter_desktop.domain.status import Measure
from longwriter_desktop.ui import words_outline
from longwriter_desktop.ui.look import Look, tabular
from longwriter_desktop.ui.outline_model import OutlineModel
from longwriter_desktop.ui.outline_paint import METER, paint_meter
from longwriter_desktop.ui.plain_text import PlainLabel

_METER_ROOM = 9  # px: the tick of a meter is higher than the meter


class Meter(QWidget):
    """A meter as wide as there is room."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._measure, self._is_complete = Measure(0, 0), False
        self.setFixedHeight(_METER_ROOM)
        look.changed.connect(self.update)

    def show_measure(self, measure: Measure, is_complete: bool) -> None:
        """Show a measure; one that is complete warns where it is too short."""
        self._measure, self._is_complete = measure, is_complete
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, _METER_ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0, (self.height() - METER) / 2, self.width(), METER)
        paint_meter(painter, track, self._measure, self._is_complete, self._look)
        painter.end()


class PlanHead(QFrame):
    """Follows the rows of the plan and shows what they come to together."""

    def __init__(self, rows: OutlineModel, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("PlanHead")
        self._rows = rows
        self.total = PlainLabel(self)
        self.total.setFont(tabular(self.total.font()))
        self.total.setAccessibleName(words_outline.WRITTEN_NAME)
        self.meter = Meter(look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 18, 6)
        column.setSpacing(2)
        column.addWidget(self.total)
        column.addWidget(self.meter)
        rows.followed.connect(self.follow)
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Show the totals of the rows as they are now."""
        measure = self._rows.total
        is_complete = self._rows.is_complete
        self.total.setText(words_outline.figures(measure))
        self.meter.show_measure(measure, is_complete)
        self.setToolTip(words_outline.total_tip(measure, is_complete))
