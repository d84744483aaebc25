# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keeping a plan at its total: the sections that may change share what the others leave."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import (
    MAX_SECTION_WORDS,
    MIN_SECTION_WORDS,
    Outline,
)
from longwriter_desktop.domain.targets import SECTION_HIGH, SECTION_LOW, share_within


@dataclass(frozen=True)
class Bounds:
    """What a section gets when targets are shared out, in words.

    `by_hand`: a target outside was set by the writer. It moves no further out, and is not
    brought in.
    """

    low: int = SECTION_LOW
    high: int = SECTION_HIGH
    by_hand: bool = False

    def around(self, words: int) -> tuple[int, int]:
        """The least and the most for a section that has `words` now."""
        if self.by_hand:
            return min(self.low, words), max(self.high, words)
        return self.low, self.high


USUAL_BOUNDS = Bounds()


def rebalance(
    outline: Outline, total: int, fixed: Collection[str] = (), bounds: Bounds = USUAL_BOUNDS
) -> Outline:
    """Give the sections targets that have `total` words together.

    Locked sections and those whose ids are in `fixed` keep their targets. The others share
    the rest in proportion to the targets they have, each within `bounds`; where that cannot
    be, within what a section can have at all. A plan without sections stays.

    Raises:
        InputProblem: `rebalance_no_room` (kept, total) when the sections that stay leave the
            others too little or too much, `length_out_of_reach` (low, high, total) when none
            stays and `total` is too little or too much for all.
    """
    sections = outline.sections
    if not sections:
        return outline
    open_ones = [item for item in sections if not item.locked and item.id not in fixed]
    kept = sum(item.target_words for item in sections) - sum(i.target_words for i in open_ones)
    rest, count = total - kept, len(open_ones)
    if not MIN_SECTION_WORDS * count <= rest <= MAX_SECTION_WORDS * count:
        if count == len(sections):
            low, high = MIN_SECTION_WORDS * count, MAX_SECTION_WORDS * count
            raise InputProblem("length_out_of_reach", low=low, high=high, total=total)
        raise InputProblem("rebalance_no_room", kept=kept, total=total)
    around = [bounds.around(item.target_words) for item in open_ones]
    lows, highs = [low for low, _ in around], [high for _, high in around]
    if sum(lows) > rest:
        lows = [MIN_SECTION_WORDS] * count
    if sum(highs) < rest:
        highs = [MAX_SECTION_WORDS] * count
    shares = share_within([item.target_words for item in open_ones], rest, lows, highs)
    targets = dict(zip((item.id for item in open_ones), shares, strict=True))
    return Outline(
        tuple(replace(i, target_words=targets.get(i.id, i.target_words)) for i in outline)
    )
