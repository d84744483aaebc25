# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where in the plan something that is dragged would go, and the line that shows it."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QTreeView

from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.outline_moves import levels_at, tops
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.outline_model import OutlineModel
from longwriter_desktop.ui.outline_paint import LEFT

_LEVEL_WIDTH = 24  # px to the side that the pointer goes for another level
_PAD = 10


@dataclass(frozen=True)
class DropPlace:
    """Before `position` of the outline, at `level`; the line is at `top` in the viewport."""

    position: int
    level: int
    top: int


def place_at(
    view: QTreeView, model: OutlineModel, ids: Collection[str], point: QPoint, from_x: int
) -> DropPlace | None:
    """Where a drag of `ids` that began at `from_x` goes when it is dropped at `point` of the
    viewport: between two rows, deeper the further to the right. None where it cannot go.
    """
    outline = model.outline
    position, top = _gap(view, model, outline, point)
    levels = levels_at(outline, ids, position)
    chosen = tops(outline, ids)
    if not levels or not chosen:
        return None
    wanted = outline.get(chosen[0]).level + round((point.x() - from_x) / _LEVEL_WIDTH)
    return DropPlace(position, min(max(wanted, levels[0]), levels[-1]), top)


def _gap(view: QTreeView, model: OutlineModel, outline: Outline, point: QPoint) -> tuple[int, int]:
    """The position in the outline that the gap nearest to a point is, and where it is."""
    index = view.indexAt(point)
    item = model.item(index)
    if item is None:
        last = view.indexAt(QPoint(point.x(), 0))
        while view.indexBelow(last).isValid():
            last = view.indexBelow(last)
        return len(outline), view.visualRect(last).bottom()
    rect = view.visualRect(index)
    if point.y() < rect.center().y():
        return outline.index(item.id), rect.top()
    start, end = outline.block(item.id)
    return start + 1 if view.isExpanded(index) else end, rect.bottom()


def paint_place(painter: QPainter, place: DropPlace, view: QTreeView, look: Look) -> None:
    """A line that begins where the row would."""
    left = LEFT + 2 + (place.level - 1) * view.indentation()
    right = view.viewport().width() - _PAD
    top = max(place.top, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.color("accent"))
    painter.drawRoundedRect(QRectF(left, top - 1, right - left, 2), 1, 1)
    painter.drawEllipse(QRectF(left - 5, top - 4, 8, 8))
    painter.setBrush(look.theme.color("panel"))
    painter.drawEllipse(QRectF(left - 3, top - 2, 4, 4))


def label_pixmap(text: str, font: QFont, look: Look, ratio: float) -> QPixmap:
    """What hangs on the pointer: how many items, or which one."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 220)
    width, height = metrics.horizontalAdvance(shown) + 2 * _PAD, metrics.height() + 10
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.theme.color("line"))
    painter.setBrush(look.theme.color("raised"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 6, 6)
    painter.setFont(font)
    painter.setPen(look.theme.color("ink"))
    painter.drawText(QRect(_PAD, 0, width, height), Qt.AlignmentFlag.AlignVCenter, shown)
    painter.end()
    return pixmap
