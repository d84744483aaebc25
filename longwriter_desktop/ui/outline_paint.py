# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a row of the plan looks: two lines, figures over a meter, state by icon and word."""

from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from longwriter_desktop.domain.status import Fit, Measure, State
from longwriter_desktop.ui import words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.outline_model import Index, Role
from longwriter_desktop.ui.outline_rows import Row
from longwriter_desktop.ui.row_paint import RowPaint
from longwriter_desktop.ui.words_outline import STATES

SECTION_HEIGHT = 58
CHAPTER_HEIGHT = 40
METER = 3
LEFT = 30  # px for number and state
_FIGURES = 92  # px for written/target
_METER_WIDTH = 64
_PAD = 10
_SMALL = 11  # px, type of the words under the figures
_MARK = 13  # px, the icon for notes
_LOCK = 12
_TICK = 7  # px, height of the mark for the target in a meter that is over it
STATE_ROLES = {
    State.PLANNED: "muted",
    State.WRITING: "accent",
    State.WRITTEN: "accent",
    State.STOPPED: "warn",
    State.EDITED: "ink",
    State.STALE: "warn",
}


class Field(StrEnum):
    """What of a row is edited."""

    HEADING = "heading"
    POINT = "main_point"
    TARGET = "target_words"


class OutlinePainter:
    """Paints rows, and knows where in them a field stands. `owner` has the font."""

    def __init__(self, look: Look, owner: QWidget) -> None:
        self._look = look
        self._owner = owner
        self._paint = RowPaint(look, owner)
        self._pixmaps: dict[tuple[str, str, int, str, float], QPixmap] = {}

    def size(self, index: Index) -> QSize:
        return QSize(120, SECTION_HEIGHT if index.data(Role.ITEM).is_section else CHAPTER_HEIGHT)

    def place(self, row: Row, rect: QRect, field: Field) -> QRect:
        """Where a field stands in the row's rectangle."""
        right, left = rect.right() - _PAD, rect.left() + LEFT
        if not row.item.is_section:
            top, height = rect.top() + 8, 20
        else:
            top, height = rect.top() + (9 if field is not Field.POINT else 29), 20
            left += 6
        if field is Field.TARGET:
            return QRect(right - _FIGURES, top, _FIGURES, height)
        is_heading = field is Field.HEADING
        beside = self._figures_width(row) if is_heading else self._said_width(row)
        if row.is_locked and not row.item.is_section:
            beside += _LOCK + 6
        mark = _MARK + 4 if row.has_notes and is_heading else 0
        return QRect(left, top, right - beside - mark - left - 10, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(Role.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint.ground(painter, option, right=4)
        if row.item.is_section:
            self._paint_section(painter, option.rect, row)
        else:
            is_open = bool(option.state & QStyle.StateFlag.State_Open)
            self._paint_chapter(painter, option.rect, row, is_open)
        painter.restore()

    def _paint_section(self, painter: QPainter, rect: QRect, row: Row) -> None:
        role = STATE_ROLES[row.state]
        number = QRect(rect.left(), rect.top() + 9, LEFT - 3, 20)
        self._paint.write(painter, number, str(row.number), "muted", right=True, pixels=12)
        pixmap = self._pixmap(row.state.value, role, 15)
        painter.drawPixmap(rect.left() + LEFT - 17, rect.top() + 32, pixmap)
        heading = row.item.heading or words.untitled_section(row.number)
        self._paint_heading(painter, rect, row, heading, QFont.Weight.Medium)
        self._paint.write(painter, self.place(row, rect, Field.POINT), row.item.main_point, "muted")
        figures = self.place(row, rect, Field.TARGET)
        self._paint_figures(painter, figures, row)
        under = figures.translated(0, 20)
        self._paint.write(painter, under, STATES[row.state], role, right=True, pixels=_SMALL)
        if row.is_locked:
            self._paint_lock(painter, under, row)
        self._paint_track(painter, figures.right(), rect.bottom() - 8, row)

    def _paint_lock(self, painter: QPainter, under: QRect, row: Row) -> None:
        """Icon and word, left of the word for the state."""
        metrics = QFontMetrics(self._paint.font(_SMALL))
        word = f"{words.LOCKED} \u00b7"
        right = under.right() - metrics.horizontalAdvance(STATES[row.state]) - 4
        width = metrics.horizontalAdvance(word) + 2  # rounding must not cut it short
        place = QRect(right - width, under.top(), width, under.height())
        self._paint.write(painter, place, word, "muted", right=True, pixels=_SMALL)
        pixmap = self._pixmap("lock", "muted", _LOCK)
        painter.drawPixmap(place.left() - 13, place.center().y() - 5, pixmap)

    def _said_width(self, row: Row) -> int:
        """Room for what stands under the figures: the lock and the state."""
        metrics = QFontMetrics(self._paint.font(_SMALL))
        width = metrics.horizontalAdvance(STATES[row.state])
        if row.is_locked:
            width += metrics.horizontalAdvance(f"{words.LOCKED} \u00b7") + 24
        return width

    def _figures_width(self, row: Row) -> int:
        metrics = QFontMetrics(self._paint.font(13))
        return metrics.horizontalAdvance(f"{row.measure.written:,}{_target(row.measure)}")

    def _paint_chapter(self, painter: QPainter, rect: QRect, row: Row, is_open: bool) -> None:
        pixmap = self._pixmap("unfold" if is_open else "folded", "muted", 14)
        painter.drawPixmap(rect.left() + 8, rect.top() + 11, pixmap)
        self._paint_heading(painter, rect, row, row.item.heading, QFont.Weight.DemiBold)
        figures = self.place(row, rect, Field.TARGET)
        self._paint_figures(painter, figures, row)
        if row.is_locked:
            left = figures.right() - self._figures_width(row) - _LOCK - 6
            painter.drawPixmap(left, figures.top() + 4, self._pixmap("lock", "muted", _LOCK))
        self._paint_track(painter, figures.right(), rect.bottom() - 8, row)

    def _paint_heading(
        self, painter: QPainter, rect: QRect, row: Row, heading: str, weight: QFont.Weight
    ) -> None:
        place = self.place(row, rect, Field.HEADING)
        width = self._paint.write(painter, place, heading, "ink", weight=weight)
        if row.has_notes:
            pixmap = self._pixmap("notes", "accent", _MARK)
            painter.drawPixmap(place.left() + width + 5, place.center().y() - _MARK // 2, pixmap)

    def _paint_track(self, painter: QPainter, right: int, top: int, row: Row) -> None:
        track = QRectF(right - _METER_WIDTH, top, _METER_WIDTH, METER)
        paint_meter(painter, track, row.measure, row.is_complete, self._look)

    def _paint_figures(self, painter: QPainter, place: QRect, row: Row) -> None:
        """Words written, in ink, over the target, muted; figures equally wide."""
        measure = row.measure
        target = _target(measure)
        width = QFontMetrics(self._paint.font(13)).horizontalAdvance(target)
        self._paint.write(painter, place, target, "muted", right=True)
        place = place.adjusted(0, 0, -width, 0)
        role = "ink" if measure.written else "muted"
        self._paint.write(painter, place, f"{measure.written:,}", role, right=True)

    def _pixmap(self, purpose: str, role: str, size: int) -> QPixmap:
        """An icon, made once for a theme and a screen."""
        ratio = self._owner.devicePixelRatioF()
        key = (purpose, role, size, self._look.theme.name, ratio)
        if key not in self._pixmaps:
            icon = self._look.icon(purpose, role)
            self._pixmaps[key] = icon.pixmap(QSize(size, size), ratio)
        return self._pixmaps[key]


def _target(measure: Measure) -> str:
    return f"\u2009/\u2009{measure.target:,}"


def paint_meter(
    painter: QPainter, track: QRectF, measure: Measure, is_complete: bool, look: Look
) -> None:
    """A bar as long as what is written. It warns where all is written and the length is out of
    tolerance; one that is over its target has a tick where the target is.
    """
    theme = look.theme
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("meter"))
    painter.drawRoundedRect(track, METER / 2, METER / 2)
    fit = measure.fit
    if fit is Fit.NOTHING:
        return
    off = fit is Fit.LONG or (fit is Fit.SHORT and is_complete)
    bar = QRectF(track)
    bar.setWidth(max(track.width() * min(measure.written / max(measure.target, 1), 1.0), METER))
    painter.setBrush(theme.color("warn" if off else "accent"))
    painter.drawRoundedRect(bar, METER / 2, METER / 2)
    if fit is Fit.LONG:
        at = track.left() + track.width() * measure.target / measure.written
        tick = QRectF(at - 1, track.center().y() - _TICK / 2, 2, _TICK)
        painter.setBrush(theme.color("panel"))
        painter.drawRect(tick.adjusted(-1, 0, 1, 0))
        painter.setBrush(theme.color("ink"))
        painter.drawRect(tick)
