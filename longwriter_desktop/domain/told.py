# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model was told about the plan, so that a changed plan need not be read anew.

The first turn of a conversation holds the whole plan. If it were rewritten with every change,
everything behind it would have to be read again. So it stays as it was told; what changed
since stands in the turn that asks for the next section, and every turn stays as it was asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from longwriter_desktop.domain.outline import Outline, OutlineItem

MOST_CHANGES = 12  # lines; with more of them the plan is told anew


@dataclass(frozen=True)
class Told:
    """The conversation about one document as far as it has gone; it is no part of the document.

    `plan` stands in the first turn; `latest` is the plan with all that later turns told.
    `turns` are the turns that asked for sections, by section; `changes` the parts of them
    that told of changes to the plan.
    """

    plan: Outline
    latest: Outline
    turns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    changes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def asked(self, section_id: str, turn: str, changes: str, now: Outline) -> "Told":
        """The same conversation after a section was asked for, the plan being `now`."""
        return replace(
            self,
            latest=now,
            turns=MappingProxyType({**self.turns, section_id: turn}),
            changes=MappingProxyType({**self.changes, section_id: changes}),
        )


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
    changed = [item for item in now if item.id not in old or _said(old[item.id]) != _said(item)]
    removed = [item for item in before if item.id not in new]
    if len(changed) + len(removed) > MOST_CHANGES:
        return None
    return (*changed, *removed)


def _said(item: OutlineItem) -> tuple[str, str, int]:
    """What the plan in a prompt says of an item."""
    return item.heading, item.main_point, item.target_words
