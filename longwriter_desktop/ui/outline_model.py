# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan of the open document as a tree model: chapters with their sections."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import IntEnum
from operator import attrgetter

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from longwriter_desktop.app.session import Change, ChangeKind, DocumentSession
from longwriter_desktop.domain.outline import Outline, OutlineItem
from longwriter_desktop.domain.status import (
    UNFINISHED,
    Measure,
    SectionStatus,
    State,
    state_of,
    status_of,
    together,
)
from longwriter_desktop.ui import words_outline
from longwriter_desktop.ui.outline_rows import Node, Row, Tree, shape_of

_LATE_MS = 120
_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
)  # fmt: skip
ITEMS_MIME = "application/x-longwriter-item"
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row answers besides the standard roles."""

    ITEM = Qt.ItemDataRole.UserRole
    NUMBER = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    WRITTEN = Qt.ItemDataRole.UserRole + 3
    TARGET = Qt.ItemDataRole.UserRole + 4
    ROW = Qt.ItemDataRole.UserRole + 5  # all of it, as a `Row`


def _whole(row: Row) -> Row:
    return row


_ANSWERS: Mapping[int, Callable[[Row], object]] = {
    Qt.ItemDataRole.DisplayRole: attrgetter("item.heading"),
    Qt.ItemDataRole.EditRole: attrgetter("item.heading"),
    Qt.ItemDataRole.ToolTipRole: words_outline.tip,
    Qt.ItemDataRole.AccessibleTextRole: words_outline.spoken,
    Role.NUMBER: attrgetter("number"),
    Role.STATE: attrgetter("state"),
    Role.WRITTEN: attrgetter("measure.written"),
    Role.TARGET: attrgetter("measure.target"),
    Role.ROW: _whole,
}


class OutlineModel(QAbstractItemModel):
    """Shows the session's outline. It is changed through `edit_asked` and `move_asked` only.

    Signals:
        edit_asked(item_id, field, value): `field` is heading, main_point or target_words.
        move_asked(item_ids, position, level): rows were dropped.
        followed(): the rows show the plan and its texts as they are now.
    """

    edit_asked = Signal(str, str, object)
    move_asked = Signal(list, int, int)
    followed = Signal()

    def __init__(self, session: DocumentSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._being_written: Mapping[str, int] = {}  # words of each by now
        self._stale: Collection[str] = frozenset()
        self._typed: set[str] = set()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(self._refresh_typed)
        self._tree = Tree(session.document.outline)
        session.subscribe(self._on_change)

    @property
    def outline(self) -> Outline:
        return self._session.document.outline

    @property
    def items(self) -> Iterator[OutlineItem]:
        """The items that the rows show, also while the plan has become another one."""
        return (node.item for node in self._tree.by_id.values() if node.item is not None)

    @property
    def total(self) -> Measure:
        """Words written in the whole plan against its targets."""
        return self._measure(self._tree.root)

    @property
    def is_complete(self) -> bool:
        """Whether every section has been written to its end."""
        return UNFINISHED.isdisjoint(self._each_state(self._tree.root))

    def set_stale(self, section_ids: Collection[str]) -> None:
        """Mark the sections that were written from something that has changed since."""
        changed = set(section_ids) ^ set(self._stale)
        self._stale = frozenset(section_ids)
        self._refresh_all(changed)

    def set_writing(self, words: Mapping[str, int]) -> None:
        """Mark the sections that the model is writing; `words` long each is by now."""
        touched = {*self._being_written, *words}
        self._being_written = dict(words)
        self._refresh_all(touched)

    def index_of(self, item_id: str) -> QModelIndex:
        """The index of an item, invalid where it is not in the plan."""
        node = self._tree.by_id.get(item_id)
        return self.createIndex(node.row, 0, node.key) if node else QModelIndex()

    def item(self, index: Index) -> OutlineItem | None:
        return self._node(index).item

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        children = self._node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].key)

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent
        if above is None or above is self._tree.root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.key)

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._node(parent).children)

    def columnCount(self, parent: Index | None = None) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if self._node(index).item else Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._node(index)
        if node.item is None:
            return None
        if role == Role.ITEM:
            return node.item
        answer = _ANSWERS.get(role)
        return answer(self._row(node)) if answer else None

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [ITEMS_MIME]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]
        ids = [item.id for item in map(self.item, indexes) if item is not None]
        data = QMimeData()
        data.setData(ITEMS_MIME, "\n".join(ids).encode())
        return data

    def dragged(self, data: QMimeData) -> list[str]:
        """The items of this plan that a drag carries."""
        ids = bytes(data.data(ITEMS_MIME).data()).decode().split("\n")
        return [item_id for item_id in ids if item_id in self._tree.by_id]

    def _node(self, index: Index | None) -> Node:
        if index is None or not index.isValid():
            return self._tree.root
        return self._tree.by_key.get(index.internalId(), self._tree.root)

    def _words(self, section: OutlineItem) -> int:
        if section.id in self._being_written:
            return self._being_written[section.id]
        return self._session.document.text_of(section.id).words

    def _measure(self, node: Node) -> Measure:
        sections = list(node.sections())
        return Measure(
            sum(map(self._words, sections)), sum(section.target_words for section in sections)
        )

    def _each_state(self, node: Node) -> Iterator[State]:
        document = self._session.document
        for section in node.sections():
            is_stale = section.id in self._stale
            yield state_of(document, section.id, section.id in self._being_written, is_stale)

    def _row(self, node: Node) -> Row:
        if node.item is None:
            raise ValueError("the root has no row")
        item, states = node.item, set(self._each_state(node))
        if item.is_section:
            status = status_of(
                self._session.document, item.id, item.id in self._being_written,
                item.id in self._stale,
            )  # fmt: skip
        else:
            locked = {section.locked for section in node.sections()}
            status = SectionStatus(together(states), locked == {True})
        return Row(item, node.number, status, self._measure(node), not UNFINISHED & states)

    def _on_change(self, change: Change) -> None:
        if change.kind is ChangeKind.TEXT and change.origin is not None:
            # Somebody types: the row may be late, the next key press may not.
            self._typed.add(change.section_id or "")
            self._late.start()
        elif change.kind is ChangeKind.TEXT:
            self._refresh_all([change.section_id or ""])
        elif change.kind is ChangeKind.OUTLINE:
            self._follow()

    @Slot()
    def _refresh_typed(self) -> None:
        typed, self._typed = self._typed, set()
        self._refresh_all(typed)

    def _refresh_all(self, item_ids: Iterable[str]) -> None:
        for item_id in item_ids:
            self._refresh(item_id)
        self.followed.emit()

    def _refresh(self, item_id: str) -> None:
        node = self._tree.by_id.get(item_id)
        while node is not None and node is not self._tree.root:
            at = self.createIndex(node.row, 0, node.key)
            self.dataChanged.emit(at, at)
            node = node.parent

    def _follow(self) -> None:
        """Take the new outline over; a change of words alone keeps every row."""
        items = self.outline.items
        if shape_of(items) == self._tree.shape:
            for item in items:
                self._tree.by_id[item.id].item = item
            self._refresh_under(self._tree.root)
        else:
            self.beginResetModel()
            self._tree = Tree(items, self._tree.last_key)
            self.endResetModel()
        self.followed.emit()

    def _refresh_under(self, node: Node) -> None:
        """Announce all rows, with one signal for those of one parent."""
        if not node.children:
            return
        first, last = node.children[0], node.children[-1]
        self.dataChanged.emit(
            self.createIndex(first.row, 0, first.key), self.createIndex(last.row, 0, last.key)
        )
        for child in node.children:
            self._refresh_under(child)
