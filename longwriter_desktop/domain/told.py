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

MOST_CHANGES = 24  # lines; with more of them the plan is told anew


@dataclass(frozen=True)
class Turn:
    """The words that asked for a section, and what they told of the plan: items as they were
    then, and ids of those that had been removed."""

    words: str
    told: tuple[OutlineItem, ...] = ()
    removed: tuple[str, ...] = ()


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
        """The plan's items as the first turn and then these turns told them, by id."""
        items = {item.id: item for item in self.plan}
        for turn in turns:
            items.update((item.id, item) for item in turn.told)
            for id_ in turn.removed:
                items.pop(id_, None)
        return items


def plan_changes(before: Outline, now: Outline) -> tuple[OutlineItem, ...] | None:
    """Items that are new or were changed, in the plan's order, and removed ones behind them.

    None where it takes the whole plan to tell: items changed places or levels, or more than
    `MOST_CHANGES` of them differ.
    """
    old = {item.id: item for item in before}
    new = {item.id: item for item in now}
    common = [item.id for item in now if item.id in old]
    if common != [item.id for item in before if item.id in new]:
        return None
    if any((old[id_].level, old[id_].kind) != (new[id_].level, new[id_].kind) for id_ in common):
        return None
    changed, removed = untold(old, now)
    if len(changed) + len(removed) > MOST_CHANGES:
        return None
    return (*changed, *removed)


def untold(
    known: Mapping[str, OutlineItem], now: Outline
) -> tuple[tuple[OutlineItem, ...], tuple[OutlineItem, ...]]:
    """Items that are new or say something else than the known ones, and removed ones."""
    present = {item.id for item in now}
    changed = [item for item in now if item.id not in known or _said(known[item.id]) != _said(item)]
    removed = [item for id_, item in known.items() if id_ not in present]
    return tuple(changed), tuple(removed)


def _said(item: OutlineItem) -> tuple[str, str, int]:
    """What the plan in a prompt says of an item."""
    return item.heading, item.main_point, item.target_words
