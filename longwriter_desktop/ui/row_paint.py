# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the rows of every list have in common: the ground behind them, and a line of words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from longwriter_desktop.ui.look import Look, tabular

Index = QModelIndex | QPersistentModelIndex
_CORNER = 6  # px


class RowPaint:
    """Paints parts of rows in the look in use. `owner`, the list, has the font."""

    def __init__(self, look: Look, owner: QWidget) -> None:
        self._look = look
        self._owner = owner

    def font(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The list's font in a size and weight."""
        font = tabular(self._owner.font())
        font.setPixelSize(pixels)
        font.setWeight(weight)
        return font

    def ground(self, painter: QPainter, option: QStyleOptionViewItem, right: int = 2) -> None:
        """Show that a row is chosen, under the mouse or in focus; `right` px stay free there."""
        theme = self._look.theme
        ground = QRectF(option.rect).adjusted(2, 1, -right, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.color("row"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(ground, _CORNER, _CORNER)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), _CORNER, _CORNER)

    def write(
        self, painter: QPainter, place: QRect, text: str, role: str, pixels: int = 13,
        weight: QFont.Weight = QFont.Weight.Normal, right: bool = False,
    ) -> int:  # fmt: skip
        """Write a line, cut with an ellipsis where it is too long; return its width in px."""
        font = self.font(pixels, weight)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(place.width(), 0))
        painter.setFont(font)
        painter.setPen(self._look.theme.color(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)
