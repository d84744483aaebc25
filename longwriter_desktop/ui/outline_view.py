# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan as a tree: choose, fold, edit in place, drag."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from longwriter_desktop.ui import words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.outline_delegate import OutlineDelegate
from longwriter_desktop.ui.outline_drag import DraggingTree
from longwriter_desktop.ui.outline_model import Index, OutlineModel, Role
from longwriter_desktop.ui.outline_paint import Field

_FIELDS = (Field.HEADING, Field.POINT, Field.TARGET)


class OutlineView(DraggingTree):
    """Rows of the plan.

    Signals:
        chosen(item_id): the writer chose a row.
        menu_asked(global_position): a context menu is wanted for the current row.
    """

    chosen = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, model: OutlineModel, look: Look, parent: QWidget) -> None:
        super().__init__(model, look, parent)
        self.setObjectName("Outline")
        self.setAccessibleName(words.OUTLINE_NAME)
        self.delegate = OutlineDelegate(look, self)
        self._folded: set[str] = set()
        self._current_before = ""
        self._above_before = ""
        self._chosen_before: tuple[str, ...] = ()
        self._is_following = False
        self._is_picking = False
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setIndentation(14)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.delegate.field_left.connect(self._on_field_left, Qt.ConnectionType.QueuedConnection)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        look.changed.connect(self.viewport().update)
        self.expandAll()

    def choose(self, ids: Iterable[str], current: str = "") -> None:
        """Let the rows of these items be the chosen ones; one of them, or `current`, is the
        current one. Items that are not in the plan are left out.
        """
        indexes = [index for index in map(self.rows.index_of, ids) if index.isValid()]
        if not indexes:
            self.follow(current)
            return
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index)
        at = self.rows.index_of(current)
        self._make_current(at if at.isValid() else indexes[0])
        command = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(selection, command)

    def beside(self, ids: Iterable[str]) -> str:
        """The item of the nearest row that stays when `ids` go: below them, else above."""
        outline = self.rows.outline
        blocks = [outline.block(item_id) for item_id in ids]
        gone = {at for block in blocks for at in range(*block)}
        last = blocks[-1][1]
        near = [*range(last, len(outline)), *range(last - 1, -1, -1)]
        return next((outline.items[at].id for at in near if at not in gone), "")

    def follow(self, item_id: str) -> None:
        """Make a row the current one without announcing it as chosen."""
        index = self.rows.index_of(item_id)
        if index.isValid() and index != self.currentIndex():
            self._make_current(index)

    def choose_none(self) -> None:
        """Let no row be the current one, and show the beginning."""
        self._make_current(QModelIndex())
        self.scrollToTop()

    def edit_field(self, item_id: str, field: Field, typed: str = "") -> None:
        """Open the editor of one field, with `typed` in place of its value if given. A chapter
        without sections has no target to edit.
        """
        index = self.rows.index_of(item_id)
        if field is Field.TARGET and not index.data(Role.TARGET):
            return
        self._pick(index)
        self.finish_editing()
        self.delegate.field = field
        self.edit(index)
        editor = self.indexWidget(index)
        if isinstance(editor, QSpinBox):
            editor = editor.lineEdit()
        if typed and isinstance(editor, QLineEdit):
            editor.setText(typed)

    def finish_editing(self) -> None:
        """Keep what is being typed into the current row, and close its editor."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        item = self.rows.item(current)
        if item is not None and not self._is_following:
            self.chosen.emit(item.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        item = self.rows.item(index)
        if item is not None:
            self.edit_field(item.id, self.delegate.field_at(index, self.visualRect(index), point))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a chapter's arrow folds it; a click on the current row chooses it again."""
        index = self.indexAt(event.position().toPoint())
        item = self.rows.item(index)
        was_current = index == self.currentIndex()
        super().mousePressEvent(event)
        if item is None or event.button() is not Qt.MouseButton.LeftButton or event.modifiers():
            return
        arrow = self.visualRect(index).left() + 26
        if not item.is_section and event.position().x() < arrow:
            self.setExpanded(index, not self.isExpanded(index))
        elif was_current:
            self.chosen.emit(item.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item_id, text = self.current_item, event.text()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if item_id is None or modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(item_id)
        elif text.isdigit():
            self.edit_field(item_id, Field.TARGET, text)
        elif text.isprintable() and text.strip():
            self.edit_field(item_id, Field.HEADING, text)
        else:
            super().keyPressEvent(event)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """What the program makes current is chosen alone, whichever keys are down meanwhile."""
        if self._is_picking:
            flags = QItemSelectionModel.SelectionFlag
            return flags.ClearAndSelect | flags.Rows
        return super().selectionCommand(index, event)

    def _make_current(self, index: QModelIndex) -> None:
        self._is_following = True
        self._pick(index)
        self._is_following = False

    def _pick(self, index: QModelIndex) -> None:
        self._is_picking = True
        self.setCurrentIndex(index)
        self._is_picking = False

    @Slot(QPoint)
    def _on_menu(self, point: QPoint) -> None:
        self.menu_asked.emit(self.viewport().mapToGlobal(point))

    @Slot(str, int)
    def _on_field_left(self, field: str, step: int) -> None:
        place = _FIELDS.index(Field(field)) + step
        item_id = self.current_item
        if item_id is not None and 0 <= place < len(_FIELDS):
            self.edit_field(item_id, _FIELDS[place])

    @Slot()
    def _remember(self) -> None:
        self._current_before = self.current_item or ""
        self._chosen_before = self.chosen_items
        order = [item.id for item in self.rows.items]
        at = order.index(self._current_before) if self._current_before in order else 0
        self._above_before = order[at - 1] if at else ""
        chapters = (item.id for item in self.rows.items if not item.is_section)
        self._folded = {
            item_id for item_id in chapters if not self.isExpanded(self.rows.index_of(item_id))
        }

    @Slot()
    def _restore(self) -> None:
        self.expandAll()
        for item_id in self._folded:
            self.collapse(self.rows.index_of(item_id))
        self.choose(self._chosen_before, self._current_before)
        if not self.currentIndex().isValid():
            self.follow(self._above_before)
