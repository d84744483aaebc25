# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which blocks of the manuscript belong to which item of the plan.

The title has one block; a chapter one, its heading; a section one for its heading and, for
its text, one block a line, at least one. Nothing else is in the document.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

TITLE = ""  # the id of the title's span


@dataclass
class Span:
    """The blocks of one item: a heading block, then `lines` blocks of text."""

    item_id: str
    is_section: bool
    lines: int = 0

    @property
    def blocks(self) -> int:
        return 1 + self.lines


class ManuscriptMap:
    """Spans in the order of the document. Block numbers count from 0."""

    def __init__(self) -> None:
        self._spans = [Span(TITLE, False)]
        self._refresh()

    @property
    def blocks(self) -> int:
        """Number of blocks that the document must have."""
        return self._starts[-1] + self._spans[-1].blocks

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(self._spans)

    def __contains__(self, item_id: object) -> bool:
        return item_id in self._index

    def splice(self, first: int, last: int, spans: Iterable[Span]) -> None:
        """Put `spans` in place of the half-open range of spans [first, last)."""
        self._spans[first:last] = spans
        self._refresh()

    def place(self, item_id: str) -> int:
        """Which of the spans an item has, counted from 0."""
        return self._index[item_id]

    def heading_block(self, item_id: str) -> int:
        return self._starts[self._index[item_id]]

    def body(self, section_id: str) -> tuple[int, int]:
        """Number of a section's first block of text, and how many there are."""
        at = self._index[section_id]
        return self._starts[at] + 1, self._spans[at].lines

    def set_lines(self, section_id: str, lines: int) -> None:
        span = self._spans[self._index[section_id]]
        if span.lines != lines:
            span.lines = lines
            self._refresh()

    def at(self, block: int) -> tuple[Span, bool]:
        """The span of a block, and whether the block is its heading."""
        place = bisect_right(self._starts, block) - 1
        return self._spans[place], block == self._starts[place]

    def start(self, place: int) -> int:
        """The first block of the span at a place; behind the last one, the number of blocks."""
        return self._starts[place] if place < len(self._starts) else self.blocks

    def _refresh(self) -> None:
        sizes = [span.blocks for span in self._spans]
        self._starts = list(accumulate(sizes[:-1], initial=0))
        self._index = {span.item_id: at for at, span in enumerate(self._spans)}
