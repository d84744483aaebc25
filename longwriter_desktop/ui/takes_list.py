# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of a section's takes, one row each, and the folded group of deleted ones behind it."""

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from longwriter_desktop.app.takes import NumberedTake, Shelf
from longwriter_desktop.ui import words_takes
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.row_paint import Index, RowPaint

_ROW, _GROUP = 66, 34  # px
_PAD = 10
_LINES = (8, 27, 44)  # px from the row's top to each line
_LINE = 16
_ICON = 14
_TAKE = Qt.ItemDataRole.UserRole
_CURRENT = Qt.ItemDataRole.UserRole + 1
_FOLDED = Qt.ItemDataRole.UserRole + 2


class _Delegate(QStyledItemDelegate):
    """Paints three lines: number, marks and words; who and how fast; when, and why it ended."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._paint = RowPaint(look, parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW if index.data(_TAKE) is not None else _GROUP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint.ground(painter, option)
        row = index.data(_TAKE)
        if row is None:
            self._paint_group(painter, option.rect, index)
        else:
            self._paint_take(painter, option.rect, row, bool(index.data(_CURRENT)))
        painter.restore()

    def _paint_group(self, painter: QPainter, place: QRect, index: Index) -> None:
        purpose = "folded" if index.data(_FOLDED) else "unfold"
        pixmap = self._look.icon(purpose, "muted").pixmap(_ICON, _ICON)
        painter.drawPixmap(place.left() + _PAD, place.center().y() - _ICON // 2 + 1, pixmap)
        text = place.adjusted(_PAD + _ICON + 6, 0, -_PAD, 0)
        self._paint.write(painter, text, str(index.data(Qt.ItemDataRole.DisplayRole)), "muted", 12)

    def _paint_take(
        self, painter: QPainter, place: QRect, row: NumberedTake, is_current: bool
    ) -> None:
        take = row.take
        first, second, third = (
            QRect(place.left() + _PAD, place.top() + top, place.width() - 2 * _PAD, _LINE)
            for top in _LINES
        )
        role = "muted" if take.deleted is not None else "ink"
        count = words_takes.words_written(take.words)
        left = self._paint.write(
            painter, first, words_takes.title(row.number), role, 13, QFont.Weight.DemiBold
        )
        if is_current:
            left = self._mark(painter, first, left, "check", words_takes.NOW)
        if take.pinned:
            self._mark(painter, first, left, "pin", words_takes.PINNED)
        self._paint.write(painter, first, count, role, 13, right=True)
        score = words_takes.score(take)
        width = self._paint.write(painter, second, score, "muted", 12, right=True)
        beside = second.adjusted(0, 0, -width - _PAD, 0)
        self._paint.write(painter, beside, words_takes.made_by(take), "muted", 12)
        self._paint.write(painter, third, words_takes.made_when(take), "muted", 12)

    def _mark(self, painter: QPainter, line: QRect, left: int, icon: str, word: str) -> int:
        """An icon with its word, `left` px behind the line's beginning; its right end."""
        at = line.left() + left + 10
        pixmap = self._look.icon(icon, "accent").pixmap(_ICON, _ICON)
        painter.drawPixmap(at, line.center().y() - _ICON // 2 + 1, pixmap)
        place = QRect(at + _ICON + 3, line.top(), line.width(), line.height())
        return left + 10 + _ICON + 3 + self._paint.write(painter, place, word, "accent", 12)


class TakesList(QListWidget):
    """Rows of takes.

    Enter chooses, C compares, P pins, Delete puts away, Ctrl+C copies, Esc leaves.

    Signals:
        shown(row): another `NumberedTake` is the current row, or None.
        chosen(take): the writer wants this `Take` in the text; a deleted one, in the list again.
        pin_asked(take), delete_asked(take), copy_asked(take): what is to be done with a `Take`.
        compare_asked(): the take is to be shown against the text, or no longer.
        left(): the writer goes back to the text.
    """

    shown = Signal(object)
    chosen = Signal(object)
    pin_asked = Signal(object)
    delete_asked = Signal(object)
    copy_asked = Signal(object)
    compare_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("TakesList")
        self.setAccessibleName(words_takes.LIST_NAME)
        self.setItemDelegate(_Delegate(look, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shelf = Shelf((), ())
        self._present: str | None = None
        self._is_folded = True
        self._is_chosen = False  # whether the writer went to the current row
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_clicked)
        self.itemDoubleClicked.connect(self._on_double_clicked)
        look.changed.connect(self.viewport().update)

    @property
    def row_shown(self) -> NumberedTake | None:
        """The take of the current row."""
        item = self.currentItem()
        take: NumberedTake | None = item.data(_TAKE) if item is not None else None
        return take

    def show_shelf(self, shelf: Shelf, present: str | None) -> None:
        """List takes; `present` is the id of the one in the text.

        The row that the writer went to stays the current one; else that is the take in the
        text, or the first.
        """
        wanted = self.row_shown.take.id if self.row_shown else None
        row = self.currentRow()
        known = {entry.take.id for entry in (*self._shelf.kept, *self._shelf.deleted)}
        stays = known & {entry.take.id for entry in (*shelf.kept, *shelf.deleted)}
        self._is_chosen = self._is_chosen and bool(stays)
        self._shelf, self._present = shelf, present
        self.blockSignals(True)
        self._fill()
        if self._is_chosen:
            if not self._go_to(wanted):
                self.setCurrentRow(min(max(row, 0), max(len(shelf.kept) - 1, 0)))
        elif not self._go_to(present):
            self.setCurrentRow(0)
        self.blockSignals(False)
        self.shown.emit(self.row_shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.row_shown, Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._use(self.currentItem())
        elif row is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit(row.take)
        elif row is not None and key is Qt.Key.Key_C and not event.modifiers():
            self.compare_asked.emit()
        elif row is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_asked.emit(row.take)
        elif row is not None and key is Qt.Key.Key_P and row.take.deleted is None:
            self.pin_asked.emit(row.take)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of their own here."""

    def _fill(self) -> None:
        self.clear()
        for row in self._shelf.kept:
            self._add(row)
        if not self._shelf.deleted:
            return
        group = QListWidgetItem(words_takes.deleted(len(self._shelf.deleted)), self)
        group.setData(_FOLDED, self._is_folded)
        if not self._is_folded:
            for row in self._shelf.deleted:
                self._add(row)

    def _add(self, row: NumberedTake) -> None:
        is_current = row.take.id == self._present
        item = QListWidgetItem(self)
        item.setData(_TAKE, row)
        item.setData(_CURRENT, is_current)
        item.setToolTip(words_takes.row_tip(row.take))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words_takes.row_name(row, is_current))

    def _go_to(self, take_id: str | None) -> bool:
        """Make a take's row the current one, if it is listed."""
        for at in range(self.count()):
            row = self.item(at).data(_TAKE)
            if row is not None and row.take.id == take_id:
                self.setCurrentRow(at)
                return True
        return False

    def _use(self, item: QListWidgetItem | None) -> None:
        row = item.data(_TAKE) if item is not None else None
        if row is not None:
            self.chosen.emit(row.take)
        elif item is not None:
            self._fold(item)

    def _fold(self, item: QListWidgetItem) -> None:
        """Open or close the group of deleted takes."""
        at = self.row(item)
        self._is_folded = not self._is_folded
        self.blockSignals(True)
        self._fill()
        self.blockSignals(False)
        self.setCurrentRow(at)

    @Slot()
    def _on_current(self) -> None:
        self._is_chosen = True
        self.shown.emit(self.row_shown)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        if item.data(_TAKE) is None:
            self._fold(item)

    @Slot(QListWidgetItem)
    def _on_double_clicked(self, item: QListWidgetItem) -> None:
        if item.data(_TAKE) is not None:
            self._use(item)
