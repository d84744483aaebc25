# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is painted behind the manuscript's text: paper, the section being written, hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QTextCursor

from longwriter_desktop.ui.words import empty_section_hint, untitled_section

if TYPE_CHECKING:
    from longwriter_desktop.ui.manuscript_view import ManuscriptView

SIDE = 24  # px of the viewport left and right of the column
_TINT_SIDE = 14


def paint_under_text(view: ManuscriptView, rect: QRect) -> None:
    """Paint a part of the viewport, all but the text."""
    painter = QPainter(view.viewport())
    painter.fillRect(rect, view.look.theme.color("paper"))
    _paint_writing(view, painter)
    _paint_hints(view, painter, rect.bottom())
    painter.end()


def _paint_writing(view: ManuscriptView, painter: QPainter) -> None:
    """Tint the sections being written and mark their growing ends."""
    theme = view.look.theme
    left, right = SIDE - _TINT_SIDE, view.viewport().width() - SIDE + _TINT_SIDE
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("streaming"))
    for section in view.writing_sections:
        if section not in view.page.map:
            continue
        top, bottom = view.section_span(section)
        painter.drawRoundedRect(QRectF(left, top - 3, right - left, bottom - top + 9), 6, 6)
        cursor = QTextCursor(view.document())
        cursor.setPosition(view.page.body_range(section)[1])
        place = view.cursorRect(cursor)
        end = QRectF(place.x() + 1, place.y() + 4, 2, place.height() - 8)
        painter.fillRect(end, theme.color("accent"))


def _paint_hints(view: ManuscriptView, painter: QPainter, bottom: int) -> None:
    """In sections without text: what they will say. In sections without heading: a name."""
    block = view.cursorForPosition(QPoint(SIDE, 0)).block()
    layout, value = view.document().documentLayout(), view.verticalScrollBar().value()
    width = view.viewport().width() - 2 * SIDE
    font = view.font()
    font.setItalic(True)
    painter.setFont(font)
    painter.setPen(view.look.theme.color("muted"))
    while block.isValid():
        box = layout.blockBoundingRect(block)
        if box.top() - value > bottom:
            return
        hint = "" if block.text() else _hint(view, block.blockNumber())
        if hint:
            elided = painter.fontMetrics().elidedText(hint, Qt.TextElideMode.ElideRight, width - 2)
            room = QRectF(SIDE, box.top() - value, width, box.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
        block = block.next()


def _hint(view: ManuscriptView, number: int) -> str:
    span, is_heading = view.page.map.at(number)
    if not span.is_section or span.item_id in view.writing_sections:
        return ""
    outline = view.session.document.outline
    if is_heading:
        return untitled_section(outline.number(span.item_id))
    return "" if span.lines > 1 else empty_section_hint(outline.get(span.item_id).main_point)
