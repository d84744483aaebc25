# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan as a tree of nodes, and what a row of it shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from longwriter_desktop.domain.outline import OutlineItem
from longwriter_desktop.domain.status import Measure, SectionStatus, State


@dataclass(frozen=True)
class Row:
    """What one row shows. A chapter's figures are those of the sections under it together;
    `number` is 0 for it. `is_complete`: everything has been written to its end.
    """

    item: OutlineItem
    number: int
    status: SectionStatus
    measure: Measure
    is_complete: bool

    @property
    def state(self) -> State:
        return self.status.state

    @property
    def is_locked(self) -> bool:
        return self.status.is_locked

    @property
    def has_notes(self) -> bool:
        return bool(self.item.must.strip() or self.item.must_not.strip())


@dataclass(eq=False)
class Node:
    """An item in the tree; the root has none."""

    item: OutlineItem | None
    parent: "Node | None"
    key: int = 0  # what an index carries: a number stays safe when the node is gone
    number: int = 0
    row: int = 0  # among its siblings
    children: list["Node"] = field(default_factory=list)

    def sections(self) -> Iterator[OutlineItem]:
        """The section itself, or all under a chapter."""
        if self.item is not None and self.item.is_section:
            yield self.item
        for child in self.children:
            yield from child.sections()


class Tree:
    """The nodes of an outline. Keys go on from `last_key`, so that none comes twice."""

    def __init__(self, items: Iterable[OutlineItem] = (), last_key: int = 0) -> None:
        self.root = Node(None, None)
        self.by_id: dict[str, Node] = {}
        self.by_key: dict[int, Node] = {}
        self.last_key = last_key
        open_nodes = [(self.root, 0)]
        number = 0
        for item in items:
            while open_nodes[-1][1] >= item.level:
                open_nodes.pop()
            number += item.is_section
            self.last_key += 1
            above = open_nodes[-1][0]
            node = Node(item, above, self.last_key, number if item.is_section else 0)
            node.row = len(above.children)
            above.children.append(node)
            self.by_id[item.id] = self.by_key[node.key] = node
            if not item.is_section:
                open_nodes.append((node, item.level))

    @property
    def shape(self) -> list[tuple[str, str, int]]:
        """Id, kind and level of every item, in order."""
        return shape_of(node.item for node in self.by_id.values() if node.item is not None)


def shape_of(items: Iterable[OutlineItem]) -> list[tuple[str, str, int]]:
    """Id, kind and level of items."""
    return [(item.id, item.kind, item.level) for item in items]
