# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a key does to the marks of a line: emphasis on and off, lists going on and nesting.

Offsets and lengths count UTF-16 code units of the line.
"""

import re
from dataclasses import dataclass

from longwriter_desktop.domain.markdown_inline import SpanKind
from longwriter_desktop.domain.markdown_spans import Line, LineKind

MARKS = {SpanKind.STRONG: "**", SpanKind.EMPHASIS: "*"}
_NUMBER = re.compile(r"\d{1,9}(?=[.)][ \t]+(?:\[[ xX]\][ \t]+)?\Z)")
_DONE = re.compile(r"\[[xX]\]")


@dataclass(frozen=True)
class Patch:
    """Replace `removed` code units at `start` by `text`."""

    start: int
    removed: int
    text: str


@dataclass(frozen=True)
class Toggled:
    """Patches in the order in which to make them, and what is selected behind them."""

    patches: tuple[Patch, ...]
    start: int
    end: int


def toggle(line: Line, start: int, end: int, kind: SpanKind) -> Toggled:
    """Take the marks of `kind` around a range away, or put them there."""
    mark = MARKS[kind]
    size = len(mark)
    for span in line.spans:
        if span.kind is kind and span.start - size <= start and end <= span.end + size:
            patches = (Patch(span.end, size, ""), Patch(span.start - size, size, ""))
            low, high = (min(max(at, span.start), span.end) - size for at in (start, end))
            return Toggled(patches, low, high)
    return Toggled((Patch(end, 0, mark), Patch(start, 0, mark)), start + size, end + size)


def next_lead(lead: str) -> str:
    """The marks of the item or quote that follows one: numbers go on, tasks are open."""
    counted = _NUMBER.sub(_one_more, lead)
    return _DONE.sub("[ ]", counted)


def nesting(line: Line, lead: str) -> int:
    """How many blanks take an item one level in, or out: as many as its own mark has."""
    return len(lead.lstrip(" \t").partition("[")[0]) if line.kind is LineKind.ITEM else 0


def can_nest(line: Line, above: Line | None) -> bool:
    """Whether an item may go one level in, below the item above it."""
    is_item = line.kind is LineKind.ITEM
    return is_item and above is not None and above.kind is line.kind and above.level >= line.level


def _one_more(match: re.Match[str]) -> str:
    return str(int(match[0]) + 1)
