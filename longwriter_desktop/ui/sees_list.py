# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The parts of a prompt as a list: what each is, how large, and whether it is shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from longwriter_desktop.app.seeing import BlockKind, BlockState, SeenRow
from longwriter_desktop.ui import words_sees
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.row_paint import Index, RowPaint
from longwriter_desktop.ui.sees_bar import paint_block

ROW = Qt.ItemDataRole.UserRole
_TITLE = Qt.ItemDataRole.UserRole + 1
_HEIGHT, _CAPTION_HEIGHT = 28, 32
_PAD, _SWATCH, _FIGURES, _ICON = 10, 14, 48, 14
_ICONS = {
    BlockState.PINNED: ("pin", "accent"),
    BlockState.CUT: ("cut_short", "warn"),
    BlockState.SUMMARISED: ("summary", "accent"),
    BlockState.OUTDATED: ("stale", "warn"),
    BlockState.NO_ROOM: ("drop", "muted"),
    BlockState.DROPPED: ("drop", "warn"),
}


class SeesList(QListWidget):
    """One row a part; what is not shown stands under a caption at the end.

    Signals:
        row_chosen(row): the writer went to another `SeenRow`, or to none.
    """

    row_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("SeesList")
        self.setAccessibleName(words_sees.LIST_NAME)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setItemDelegate(_SeesRows(look, self))
        self.currentItemChanged.connect(self._on_current)
        look.changed.connect(self.viewport().update)

    @property
    def rows(self) -> list[SeenRow]:
        """The rows as they stand, captions left out."""
        found = [self.item(at).data(ROW) for at in range(self.count())]
        return [row for row in found if row is not None]

    @property
    def current(self) -> SeenRow | None:
        item = self.currentItem()
        row: SeenRow | None = item.data(ROW) if item is not None else None
        return row

    def show_rows(self, rows: Sequence[SeenRow], number: Callable[[str], int]) -> None:
        """Show rows; the current one stays the current one where it still is there."""
        before = _key(self.current)
        self.blockSignals(True)
        self.clear()
        was_sent = True
        for row in rows:
            if was_sent and not row.is_sent:
                self._add_caption()
            was_sent = row.is_sent
            is_section = row.section_id is not None
            at = number(row.section_id) if is_section and row.section_id else None
            item = QListWidgetItem(self)
            item.setData(ROW, row)
            item.setData(_TITLE, words_sees.row_title(row, at))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words_sees.row_name(row, at))
            item.setToolTip(words_sees.row_tip(row, at))
            item.setSizeHint(QSize(120, _HEIGHT))
            if before is not None and _key(row) == before:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def choose_block(self, block: int) -> None:
        """Make the row that holds a block of the view the current one."""
        for at in range(self.count()):
            row = self.item(at).data(ROW)
            if row is not None and block in row.blocks:
                self.setCurrentRow(at)
                return

    def _add_caption(self) -> None:
        caption = QListWidgetItem(self)
        caption.setFlags(Qt.ItemFlag.NoItemFlags)
        caption.setData(_TITLE, words_sees.LEFT_OUT)
        caption.setData(Qt.ItemDataRole.AccessibleTextRole, words_sees.LEFT_OUT)
        caption.setSizeHint(QSize(120, _CAPTION_HEIGHT))

    def _on_current(self, current: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self.row_chosen.emit(current.data(ROW) if current is not None else None)


def _key(row: SeenRow | None) -> tuple[object, ...] | None:
    """What makes a row the same as before; a section is one, whole or as its summary."""
    if row is None:
        return None
    kind = BlockKind.SECTION if row.kind is BlockKind.SUMMARY else row.kind
    return (kind, row.section_id, row.is_earlier)


class _SeesRows(QStyledItemDelegate):
    """Paints a row: picture of its kind, title, state, tokens."""

    def __init__(self, look: Look, parent: SeesList) -> None:
        super().__init__(parent)
        self._look = look
        self._paint = RowPaint(look, parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size: QSize = index.data(Qt.ItemDataRole.SizeHintRole)
        return size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: SeenRow | None = index.data(ROW)
        title: str = index.data(_TITLE)
        if row is None:
            place = option.rect.adjusted(_PAD, 6, -_PAD, 0)
            self._paint.write(painter, place, title, "muted", 12, QFont.Weight.DemiBold)
        else:
            self._paint.ground(painter, option)
            self._paint_row(painter, option.rect, row, title)
        painter.restore()

    def _paint_row(self, painter: QPainter, place: QRect, row: SeenRow, title: str) -> None:
        theme = self._look.theme
        top = place.center().y() - _SWATCH / 2 + 1
        swatch = QRectF(place.left() + _PAD, top, _SWATCH, _SWATCH)
        painter.setOpacity(1.0 if row.is_sent else 0.45)
        paint_block(painter, swatch, row.kind, theme)
        painter.setOpacity(1.0)
        right = place.right() - _PAD
        figures = QRect(right - _FIGURES, place.top(), _FIGURES, place.height())
        self._paint.write(painter, figures, f"{row.tokens:,}", "muted", 12, right=True)
        left = place.left() + _PAD + _SWATCH + 8
        line = QRect(left, place.top(), figures.left() - left - 6, place.height())
        state = words_sees.STATES[row.state]
        if state:
            line.setRight(line.right() - self._paint_state(painter, line, row.state, state))
        self._paint.write(painter, line, title, "ink" if row.is_sent else "muted")

    def _paint_state(self, painter: QPainter, line: QRect, state: BlockState, word: str) -> int:
        """Icon and word at the right end of the line; returns their width in px."""
        width = QFontMetrics(self._paint.font(11)).horizontalAdvance(word) + _ICON + 4
        purpose, role = _ICONS[state]
        icon = self._look.icon(purpose, role).pixmap(_ICON, _ICON)
        top = line.center().y() - _ICON // 2 + 1
        painter.drawPixmap(QRect(line.right() - width, top, _ICON, _ICON), icon)
        self._paint.write(painter, line, word, role, 11, right=True)
        return width + 8
