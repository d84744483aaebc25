# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the marks of Markdown mean in one line of text. Nothing is changed, only found.

Offsets and lengths count UTF-16 code units, as Qt does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from longwriter_desktop.domain.markdown_inline import Found, SpanKind, inline_spans

_WITH_MARKS = re.compile(r"[*_`\[<~\\]|https?:|www\.|@|^\s*(?:[#>+\-]|\d{1,9}[.)])")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\Z")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_TAB_COLUMNS, _LEVEL_COLUMNS = 4, 2


class LineKind(StrEnum):
    """What a line is as a whole."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    RULE = "rule"
    FENCE = "fence"  # opens or closes a block of code
    CODE = "code"


@dataclass(frozen=True)
class Span:
    """A part of a line: `length` UTF-16 code units from `start`."""

    start: int
    length: int
    kind: SpanKind

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True)
class Line:
    """A line with its marks. `level` is 1 to 6 for a heading, else how deep a list or quote is;
    `lead` the length of the marks and blanks at its beginning (code units)."""

    kind: LineKind
    spans: tuple[Span, ...] = ()
    level: int = 0
    lead: int = 0


PLAIN = Line(LineKind.TEXT)


@lru_cache(maxsize=256)  # about what is in sight, which is read again with every key
def read_line(text: str, fence: str = "") -> Line:
    """What a line is. `fence` is the mark of the block of code that it stands in, or ""."""
    if fence or _FENCE.match(text):
        return _fenced(text, fence)
    if not _WITH_MARKS.search(text):
        return PLAIN
    if _RULE.match(text):
        return Line(LineKind.RULE, (Span(0, units(text), SpanKind.LEAD),))
    kind, level, lead = _beginning(text)
    found = [Found(0, lead, SpanKind.MARK if kind is LineKind.HEADING else SpanKind.LEAD)]
    found = [*(found if lead else ()), *inline_spans(text, lead)]
    return Line(kind, _in_units(text, found), level, units(text[:lead]))


def fence_behind(text: str, fence: str) -> str:
    """The mark of the block of code that goes on behind a line, or ""."""
    match = _FENCE.match(text)
    if not fence:
        return match[1] if match else ""
    closes = match is not None and match[1].startswith(fence) and not text[match.end() :].strip()
    return "" if closes else fence


def fences(lines: Iterable[str]) -> list[str]:
    """For each line, the mark of the block of code that it stands in, or ""."""
    result, fence = [], ""
    for line in lines:
        result.append(fence)
        fence = fence_behind(line, fence)
    return result


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


def _fenced(text: str, fence: str) -> Line:
    is_edge = not fence or not fence_behind(text, fence)
    kind = SpanKind.LEAD if is_edge else SpanKind.CODE
    spans = (Span(0, units(text), kind),) if text else ()
    return Line(LineKind.FENCE if is_edge else LineKind.CODE, spans)


def _beginning(text: str) -> tuple[LineKind, int, int]:
    """Kind and level of a line, and how many characters its leading marks are."""
    heading = _HEADING.match(text)
    if heading:
        return LineKind.HEADING, len(heading[1]), heading.end()
    lead = depth = 0
    while quote := _QUOTE.match(text, lead):
        lead, depth = quote.end(), depth + 1
    item = _ITEM.match(text, lead)
    if item and depth:
        return LineKind.QUOTE, depth, item.end()
    if item:
        columns = len(item[1].expandtabs(_TAB_COLUMNS))
        return LineKind.ITEM, 1 + columns // _LEVEL_COLUMNS, item.end()
    return (LineKind.QUOTE if depth else LineKind.TEXT), depth, lead


def _in_units(text: str, found: Iterable[Found]) -> tuple[Span, ...]:
    if text.isascii() or max(text) <= "\uffff":
        return tuple(Span(start, end - start, kind) for start, end, kind in found)
    places = [0]
    for char in text:
        places.append(places[-1] + (2 if char > "\uffff" else 1))
    return tuple(
        Span(places[start], places[end] - places[start], kind) for start, end, kind in found
    )
