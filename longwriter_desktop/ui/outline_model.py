# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan of the open document as a tree model: chapters with their sections."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

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
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import OutlineItem
from longwriter_desktop.ui import words

_LATE_MS = 120
_MIME = "application/x-longwriter-item"
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row answers besides the standard roles."""

    ITEM = Qt.ItemDataRole.UserRole
    NUMBER = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    WRITTEN = Qt.ItemDataRole.UserRole + 3
    TARGET = Qt.ItemDataRole.UserRole + 4


class State(StrEnum):
    """What a section is at. A chapter has the state of its sections together."""

    PLANNED = "planned"
    WRITING = "writing"
    WRITTEN = "written"
    STOPPED = "stopped"
    EDITED = "edited"


@dataclass(eq=False)
class _Node:
    item: OutlineItem | None
    parent: "_Node | None"
    key: int = 0  # what an index carries: a number stays safe when the node is gone
    number: int = 0
    row: int = 0  # among its siblings
    children: list["_Node"] = field(default_factory=list)


def section_state(document: Document, section_id: str, being_written: str | None) -> State:
    """The state of one section."""
    text = document.text_of(section_id)
    if section_id == being_written:
        return State.WRITING
    if not text.text.strip():
        return State.STOPPED if text.is_unfinished else State.PLANNED
    if text.is_unfinished:
        return State.STOPPED
    return State.EDITED if text.is_edited else State.WRITTEN


class OutlineModel(QAbstractItemModel):
    """Shows the session's outline. It is changed through `edit_asked` and `move_asked` only.

    Signals:
        edit_asked(item_id, field, value): `field` is heading, main_point or target_words.
        move_asked(item_id, position, level): a row was dropped.
    """

    edit_asked = Signal(str, str, object)
    move_asked = Signal(str, int, int)

    def __init__(self, session: DocumentSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._being_written: str | None = None
        self._words_being_written = 0
        self._root = _Node(None, None)
        self._nodes: dict[str, _Node] = {}
        self._by_key: dict[int, _Node] = {}
        self._last_key = 0
        self._typed: set[str] = set()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(self._refresh_typed)
        self._build()
        session.subscribe(self._on_change)

    def set_writing(self, section_id: str | None, words: int = 0) -> None:
        """Mark the section that the model is writing, and how long it is by now."""
        touched = {self._being_written, section_id}
        self._being_written, self._words_being_written = section_id, words
        for item_id in touched - {None}:
            self._refresh(item_id or "")

    def index_of(self, item_id: str) -> QModelIndex:
        """The index of an item, invalid where it is not in the plan."""
        node = self._nodes.get(item_id)
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
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.key)

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return len(self._node(parent).children)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        item = self.item(index)
        if item is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        )  # fmt: skip
        return flags if item.is_section else flags | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._node(index)
        if node.item is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return node.item.heading
            case Qt.ItemDataRole.ToolTipRole:
                return node.item.main_point
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(node)
            case Role.ITEM:
                return node.item
            case Role.NUMBER:
                return node.number
            case Role.STATE:
                return self._state(node)
            case Role.WRITTEN:
                return sum(self._words(section) for section in _sections(node))
            case Role.TARGET:
                return sum(section.target_words for section in _sections(node))
        return None

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        return [_MIME]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override] # noqa: N802
        data = QMimeData()
        item = self.item(indexes[0]) if indexes else None
        data.setData(_MIME, (item.id if item else "").encode())
        return data

    def dropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; False, so that the view does not take the row out by itself."""
        item_id = bytes(data.data(_MIME).data()).decode()
        if item_id in self._nodes:
            above = self._node(parent)
            level = above.item.level + 1 if above.item else 1
            self.move_asked.emit(item_id, self._position(above, row), level)
        return False

    def _position(self, above: _Node, row: int) -> int:
        """The position in the outline that a drop before `row` under `above` means."""
        outline = self._session.document.outline
        if 0 <= row < len(above.children):
            item = above.children[row].item
            return outline.index(item.id) if item else 0
        return outline.block(above.item.id)[1] if above.item else len(outline)

    def _node(self, index: Index | None) -> _Node:
        if index is None or not index.isValid():
            return self._root
        return self._by_key.get(index.internalId(), self._root)

    def _words(self, section: OutlineItem) -> int:
        if section.id == self._being_written:
            return self._words_being_written
        return self._session.document.text_of(section.id).words

    def _state(self, node: _Node) -> State:
        states = {
            section_state(self._session.document, section.id, self._being_written)
            for section in _sections(node)
        }
        for state in (State.WRITING, State.STOPPED, State.PLANNED, State.EDITED, State.WRITTEN):
            if state in states:
                return state
        return State.PLANNED

    def _spoken(self, node: _Node) -> str:
        item = node.item
        if item is None:
            return ""
        written = sum(self._words(section) for section in _sections(node))
        target = sum(section.target_words for section in _sections(node))
        name = f"{node.number}. {item.heading}" if item.is_section else item.heading
        locked = f", {words.LOCKED}" if item.locked else ""
        figures = f"{written} of {target} words, {self._state(node)}{locked}"
        return f"{name}, {item.main_point}, {figures}"

    def _on_change(self, change: Change) -> None:
        if change.kind is ChangeKind.TEXT and change.origin is not None:
            # Somebody types: the row may be late, the next key press may not.
            self._typed.add(change.section_id or "")
            self._late.start()
        elif change.kind is ChangeKind.TEXT:
            self._refresh(change.section_id or "")
        elif change.kind is ChangeKind.OUTLINE:
            self._follow()

    @Slot()
    def _refresh_typed(self) -> None:
        typed, self._typed = self._typed, set()
        for item_id in typed:
            self._refresh(item_id)

    def _refresh(self, item_id: str) -> None:
        node = self._nodes.get(item_id)
        while node is not None and node is not self._root:
            at = self.createIndex(node.row, 0, node.key)
            self.dataChanged.emit(at, at)
            node = node.parent

    def _follow(self) -> None:
        """Take the new outline over; a change of words alone keeps every row."""
        items = self._session.document.outline.items
        shape = [(item.id, item.kind, item.level) for item in items]
        if shape == [
            (n.item.id, n.item.kind, n.item.level) for n in self._nodes.values() if n.item
        ]:
            for item in items:
                self._nodes[item.id].item = item
                self._refresh(item.id)
            return
        self.beginResetModel()
        self._build()
        self.endResetModel()

    def _build(self) -> None:
        self._root, self._nodes, self._by_key = _Node(None, None), {}, {}
        open_nodes = [self._root]
        number = 0
        for item in self._session.document.outline:
            while len(open_nodes) > 1 and (open_nodes[-1].item.level >= item.level):  # type: ignore[union-attr]
                open_nodes.pop()
            number += item.is_section
            self._last_key += 1
            number_shown = number if item.is_section else 0
            node = _Node(item, open_nodes[-1], self._last_key, number_shown)
            node.row = len(open_nodes[-1].children)
            open_nodes[-1].children.append(node)
            self._nodes[item.id] = self._by_key[node.key] = node
            if not item.is_section:
                open_nodes.append(node)


def _sections(node: _Node) -> list[OutlineItem]:
    if node.item is not None and node.item.is_section:
        return [node.item]
    return [section for child in node.children for section in _sections(child)]
