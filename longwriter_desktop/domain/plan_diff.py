# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What differs between two plans, item by item, to accept or refuse one by one.

An item of the new plan is the old one with the same id where they resemble each other,
else the one that resembles it most, else the one with the same id after all. It keeps the
old one's id, and with it texts, takes, lock and notes.
"""

import re
import uuid
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from longwriter_desktop.domain.outline import Outline, OutlineItem

_ALIKE = 0.6  # from here on two items are taken for the same one
_RELATED = 0.3  # enough, where the ids agree
_NOT_LETTERS = re.compile(r"[\W_]+")
_HEADING_SHARE = 0.6  # of the resemblance; the main point has the rest


class PlanChangeKind(StrEnum):
    """What happens to one item. One that only moves is `CHANGED`."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class PlanChange:
    """One item that differs; `before` is None for a new one, `after` for a removed one.

    `fields` are those of heading, main_point and target_words that differ; `moved` says that
    it stands elsewhere among the items that stay, or on another level.
    """

    kind: PlanChangeKind
    before: OutlineItem | None
    after: OutlineItem | None
    fields: tuple[str, ...] = ()
    moved: bool = False

    @property
    def item(self) -> OutlineItem:
        """The item as it will be, or as it was where it goes."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class PlanDiff:
    """Two plans and their changes, in the order of the new plan; what goes stands where it was.

    In `after`, items that are in both plans carry the old plan's ids, locks and notes.
    """

    before: Outline
    after: Outline
    changes: tuple[PlanChange, ...]


def plan_diff(before: Outline, after: Outline) -> PlanDiff:
    """Match the items of two plans and list what differs."""
    pairs = _matched(before, after)
    olds = {item.id: item for item in before}
    items = tuple(
        _merged(olds[pairs[at]], item) if at in pairs else _fresh(item, olds)
        for at, item in enumerate(after)
    )
    identified = Outline(items)
    moved = displaced(before, identified)
    changes = [change for item in items if (change := _change(olds.get(item.id), item, moved))]
    return PlanDiff(before, identified, tuple(_with_removed(before, identified, changes)))


def apply(diff: PlanDiff, accepted: Collection[int]) -> Outline:
    """The plan with the changes at the indices `accepted` made and no others.

    None gives `diff.before`, all give `diff.after`.
    """
    chosen = {
        change.item.id: change for at, change in enumerate(diff.changes) if at in set(accepted)
    }
    taken_out = {
        key
        for key, change in chosen.items()
        if change.moved or change.kind is PlanChangeKind.REMOVED
    }
    placed = {key for key, change in chosen.items() if change.moved or change.before is None}
    items = [
        chosen[item.id].item if item.id in chosen else item
        for item in diff.before
        if item.id not in taken_out
    ]
    refused_moves = {c.item.id for c in diff.changes if c.moved} - chosen.keys()
    anchor: str | None = None  # the item that the next new or moved one stands behind
    for item in diff.after:
        if item.id in placed:
            at = _behind(items, anchor)
            items.insert(at, item)
        if item.id in placed or (item.id not in refused_moves and _has(items, item.id)):
            anchor = item.id
    return Outline(tuple(items))


def takes_text(diff: PlanDiff, at: int, written: Collection[str]) -> bool:
    """Whether the change at an index takes sections that are `written` (ids) out of the document.

    A chapter that goes counts for those that go from under it: it should not go without them.
    """
    change = diff.changes[at]
    if change.kind is not PlanChangeKind.REMOVED:
        return False
    staying = {item.id for item in diff.after}
    return any(
        item.id in written and item.id not in staying
        for item in diff.before.items[slice(*diff.before.block(change.item.id))]
    )


def displaced(before: Outline, after: Outline) -> frozenset[str]:
    """Ids of the fewest items that must be taken out so that the others keep their order."""
    places = {item.id: at for at, item in enumerate(before)}
    kept = [item.id for item in after if item.id in places]
    ends: list[int] = []  # smallest last place of an ascending run of each length
    lengths = []
    for key in kept:
        at = bisect_left(ends, places[key])
        ends[at : at + 1] = [places[key]]
        lengths.append(at + 1)
    wanted, last, staying = len(ends), len(places), set()
    for key, length in reversed(list(zip(kept, lengths, strict=True))):
        if length == wanted and places[key] < last:
            staying.add(key)
            wanted, last = wanted - 1, places[key]
    return frozenset(kept) - staying


def _behind(items: list[OutlineItem], anchor: str | None) -> int:
    if anchor is None:
        return 0
    return next(at for at, item in enumerate(items, start=1) if item.id == anchor)


def _has(items: list[OutlineItem], item_id: str) -> bool:
    return any(item.id == item_id for item in items)


def _matched(before: Outline, after: Outline) -> dict[int, str]:
    """Position in the new plan -> id of the item of the old plan that it is."""
    shapes = {item.id: _shape(item) for item in before}
    new_shapes = [_shape(item) for item in after]
    olds = {item.id: item for item in before}
    pairs: dict[int, str] = {}
    same_id = {
        at: item.id
        for at, item in enumerate(after)
        if item.id in olds and olds[item.id].kind is item.kind
    }
    for at, key in same_id.items():
        if key not in pairs.values() and _resemblance(new_shapes[at], shapes[key]) >= _RELATED:
            pairs[at] = key
    for _, at, key in sorted(_candidates(before, after, shapes, new_shapes, pairs)):
        if at not in pairs and key not in pairs.values():
            pairs[at] = key
    for at, key in same_id.items():
        if at not in pairs and key not in pairs.values():
            pairs[at] = key
    return pairs


def _candidates(
    before: Outline,
    after: Outline,
    shapes: dict[str, "_Shape"],
    new_shapes: list["_Shape"],
    pairs: dict[int, str],
) -> Iterator[tuple[float, int, str]]:
    """Unmatched items that resemble each other, as (minus resemblance, position, id)."""
    taken = set(pairs.values())
    free = [item for item in before if item.id not in taken]
    for at, item in enumerate(after):
        if at in pairs:
            continue
        for old in free:
            if old.kind is item.kind:
                alike = _resemblance(new_shapes[at], shapes[old.id])
                if alike >= _ALIKE:
                    yield (-alike, at, old.id)


@dataclass(frozen=True)
class _Shape:
    """What an item says, as sets of letter pairs: good enough in every script, and quick."""

    heading: frozenset[str]
    point: frozenset[str]


def _shape(item: OutlineItem) -> _Shape:
    return _Shape(_pairs(item.heading), _pairs(item.main_point))


def _pairs(text: str) -> frozenset[str]:
    plain = _NOT_LETTERS.sub(" ", text.casefold()).strip()
    if not plain:
        return frozenset()
    padded = f" {plain} "
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))


def _resemblance(first: _Shape, second: _Shape) -> float:
    """0 for nothing in common, 1 for the same heading."""
    if not first.heading or not second.heading:
        return _overlap(first.heading | first.point, second.heading | second.point)
    headings = _overlap(first.heading, second.heading)
    if headings == 1.0:
        return 1.0
    points = _overlap(first.point, second.point)
    return max(
        _HEADING_SHARE * headings + (1 - _HEADING_SHARE) * points,
        points if first.point and second.point and points > 0.9 else 0.0,
    )


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def _merged(old: OutlineItem, new: OutlineItem) -> OutlineItem:
    return replace(
        old,
        level=new.level,
        heading=new.heading,
        main_point=new.main_point,
        target_words=new.target_words,
    )


def _fresh(item: OutlineItem, olds: dict[str, OutlineItem]) -> OutlineItem:
    """An item that is in the new plan only must not carry the id of another one."""
    return replace(item, id=uuid.uuid4().hex) if item.id in olds else item


def _change(old: OutlineItem | None, new: OutlineItem, moved: frozenset[str]) -> PlanChange | None:
    if old is None:
        return PlanChange(PlanChangeKind.ADDED, None, new)
    names = ("heading", "main_point", "target_words")
    fields = tuple(name for name in names if getattr(old, name) != getattr(new, name))
    is_moved = new.id in moved or old.level != new.level
    if not fields and not is_moved:
        return None
    return PlanChange(PlanChangeKind.CHANGED, old, new, fields, is_moved)


def _with_removed(before: Outline, after: Outline, changes: list[PlanChange]) -> list[PlanChange]:
    """Put the removed items among the changes, each behind what stood before it."""
    staying = {item.id for item in after}
    order = [item.id for item in after]
    removed: dict[str, PlanChange] = {}
    anchor: str | None = None
    for item in before:
        if item.id not in staying:
            removed[item.id] = PlanChange(PlanChangeKind.REMOVED, item, None)
            order.insert(order.index(anchor) + 1 if anchor else 0, item.id)
        anchor = item.id
    by_id = {change.item.id: change for change in changes} | removed
    return [by_id[key] for key in order if key in by_id]
