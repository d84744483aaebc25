# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A tree of the plan whose chosen rows can be dragged between others."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from longwriter_desktop.domain.outline_moves import tops
from longwriter_desktop.ui import words_outline
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.outline_drop import DropPlace, label_pixmap, paint_place, place_at
from longwriter_desktop.ui.outline_model import OutlineModel

_UNFOLD_MS = 700  # that a drag rests on a folded chapter
_HOT_SPOT = QPoint(-14, -14)  # the label hangs beside the pointer, clear of the line


class DraggingTree(QTreeView):
    """Asks through the model's `move_asked` for what is dropped; a line shows where it goes."""

    def __init__(self, model: OutlineModel, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = model
        self._look = look
        self._press: int | None = None  # where a drag began
        self._drop: DropPlace | None = None
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(False)  # the view paints its own, which shows the level
        self.setAutoExpandDelay(_UNFOLD_MS)

    @property
    def current_item(self) -> str | None:
        """Id of the current row's item."""
        item = self.rows.item(self.currentIndex())
        return item.id if item else None

    @property
    def chosen_items(self) -> tuple[str, ...]:
        """Ids of all chosen rows' items in the plan's order; the current one's at least."""
        rows = self.selectionModel().selectedRows()
        chosen = {item.id for item in map(self.rows.item, rows) if item is not None}
        return tops(self.rows.outline, chosen or {self.current_item or ""})

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position().toPoint().x()
        super().mousePressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag what is chosen; the rows stay until the plan has changed."""
        ids = self.chosen_items
        if not ids:
            return
        drag = QDrag(self)
        drag.setMimeData(self.rows.mimeData([self.rows.index_of(item_id) for item_id in ids]))
        text = words_outline.dragged(len(ids), self.rows.outline.get(ids[0]).heading)
        drag.setPixmap(label_pixmap(text, self.font(), self._look, self.devicePixelRatioF()))
        drag.setHotSpot(_HOT_SPOT)
        drag.exec(actions)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        self._show_drop(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges, unfolds
        self._show_drop(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._end_drop()

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_drop(event)
        place, ids = self._drop, self.rows.dragged(event.mimeData())
        self._end_drop()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if place is not None:
            self.rows.move_asked.emit(ids, place.position, place.level)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is not None:
            painter = QPainter(self.viewport())
            paint_place(painter, self._drop, self, self._look)
            painter.end()

    def _show_drop(self, event: QDropEvent) -> None:
        """Show where the drag would go, and take it only where it can."""
        ids = self.rows.dragged(event.mimeData())
        point = event.position().toPoint()
        from_x = point.x() if self._press is None else self._press
        self._drop = place_at(self, self.rows, ids, point, from_x) if ids else None
        if self._drop is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        self.viewport().update()

    def _end_drop(self) -> None:
        self._drop = None
        self.viewport().update()
