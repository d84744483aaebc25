# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model was told about the plan, so that a changed plan need not be read anew.

The first turn of a conversation holds the whole plan. If it were rewritten with every change,
everything behind it would have to be read again. So it stays as it was told; what changed
since stands in the turn that asks for the next section, and every turn stays as it was asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from longwriter_desktop.domain.outline import Outline, OutlineItem
from longwriter_desktop.domain.plan_diff import displaced

MOST_CHANGES = 24  # lines; with more of them the plan is told anew


@dataclass(frozen=True)
class Turn:
    """The words that asked for a section, and what they told of the plan: items as they were
    then, and ids of those that had been removed. `order` holds the ids of the whole plan as it
    stood then, where the words told of another order or of new items."""

    words: str
    told: tuple[OutlineItem, ...] = ()
    removed: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """The conversation about one document as far as it has gone; it is no part of the document.

    `plan` stands in the first turn. `turns` are those that asked for sections last, by section.
    `earlier` are those that texts were written for which stood in a section when it was asked
    for again, by section and fingerprint of the text: such a text may be put back.
    """

    plan: Outline
    turns: Mapping[str, Turn] = field(default_factory=lambda: MappingProxyType({}))
    earlier: Mapping[tuple[str, str], Turn] = field(default_factory=lambda: MappingProxyType({}))

    def turn_of(self, section_id: str, text: str) -> Turn | None:
        """The turn that the text with this fingerprint was written for; None where unknown."""
        return self.earlier.get((section_id, text)) or self.turns.get(section_id)

    def asked(self, section_id: str, turn: Turn, standing: str = "") -> "Told":
        """The same conversation after a section was asked for, where a text with the fingerprint
        `standing` stood in it, if any did."""
        before = self.turn_of(section_id, standing)
        earlier = self.earlier
        if standing and before is not None:
            earlier = MappingProxyType({**earlier, (section_id, standing): before})
        turns = MappingProxyType({**self.turns, section_id: turn})
        return replace(self, turns=turns, earlier=earlier)

    def known(self, turns: Iterable[Turn]) -> dict[str, OutlineItem]:
        """The plan's items as the first turn and then these turns told them, by id and in the
        order that they told."""
        items = {item.id: item for item in self.plan}
        for turn in turns:
            items.update((item.id, item) for item in turn.told)
            for id_ in turn.removed:
                items.pop(id_, None)
            if turn.order:
                items = {id_: items[id_] for id_ in turn.order if id_ in items} | items
        return items


def plan_changes(before: Outline, now: Outline) -> tuple[OutlineItem, ...] | None:
    """Items that are new, changed or moved, in the plan's order, and removed ones behind them.

    None where it takes the whole plan to tell: items changed levels, or more than `MOST_CHANGES`
    of them differ.
    """
    old = {item.id: item for item in before}
    common = [item for item in now if item.id in old]
    if any((old[item.id].level, old[item.id].kind) != (item.level, item.kind) for item in common):
        return None
    changed, removed = untold(old, now)
    differing = {item.id for item in (*changed, *moved(old, now))}
    if len(differing) + len(removed) > MOST_CHANGES:
        return None
    return (*(item for item in now if item.id in differing), *removed)


def untold(
    known: Mapping[str, OutlineItem], now: Outline
) -> tuple[tuple[OutlineItem, ...], tuple[OutlineItem, ...]]:
    """Items that are new or say something else than the known ones, and removed ones."""
    present = {item.id for item in now}
    changed = [item for item in now if item.id not in known or _said(known[item.id]) != _said(item)]
    removed = [item for id_, item in known.items() if id_ not in present]
    return tuple(changed), tuple(removed)


def moved(known: Mapping[str, OutlineItem], now: Outline) -> tuple[OutlineItem, ...]:
    """Sections that stand elsewhere among the known ones, as few as explain the present order,
    and those under another known chapter."""
    present = {item.id for item in now}
    before = [item for item in known.values() if item.id in present]
    after = [item for item in now if item.id in known]
    if [item.id for item in before] == [item.id for item in after]:
        return ()
    elsewhere = displaced(_sections(before), _sections(after))
    old, new = _chapters(before), _chapters(after)
    return tuple(
        item
        for item in after
        if item.is_section and (item.id in elsewhere or old.get(item.id) != new[item.id])
    )


def _sections(items: Iterable[OutlineItem]) -> Outline:
    return Outline(tuple(item for item in items if item.is_section))


def _chapters(items: Iterable[OutlineItem]) -> dict[str, str]:
    """The id of the nearest chapter above each section; empty where there is none."""
    above: list[OutlineItem] = []
    found: dict[str, str] = {}
    for item in items:
        if item.is_section:
            inside = (chapter.id for chapter in reversed(above) if chapter.level < item.level)
            found[item.id] = next(inside, "")
        else:
            above = [chapter for chapter in above if chapter.level < item.level] + [item]
    return found


def _said(item: OutlineItem) -> tuple[str, str, int]:
    """What the plan in a prompt says of an item."""
    return item.heading, item.main_point, item.target_words
