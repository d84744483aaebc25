# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding and replacing in the passages of a document.

All offsets count characters of a passage. Matches without characters ("x*" between two
other letters) are left out: there is nothing to show and nothing to replace.
"""

import re
import unicodedata
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from longwriter_desktop.domain.counting import CJK
from longwriter_desktop.domain.errors import InputProblem

Span = tuple[int, int]  # first offset, and the one behind the last
Place = tuple[int, int]  # number of a passage from 0, and an offset in it

# The blocks of marks that join the letter before them; `re` knows no Unicode categories.
_MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f"
)
_CLUSTER = re.compile(f".[{_MARKS}]*", re.DOTALL)
_WORD_PART = rf"(?:[^\W{CJK}]|[{_MARKS}])"
_WORD_EDGE = rf"(?!(?<={_WORD_PART}){_WORD_PART})"
_OPEN = "unterminated"  # what `re` says of a bracket that is not closed, CPython 3.11 to 3.14


@dataclass(frozen=True)
class Query:
    """What to look for. Letters are matched however they are composed (NFC or NFD)."""

    text: str
    whole_word: bool = False
    match_case: bool = False
    is_expression: bool = False  # a regular expression as Python's `re` reads it


@dataclass(frozen=True)
class Passage:
    """A heading, or the text of a section."""

    item_id: str
    is_heading: bool
    text: str


@dataclass(frozen=True)
class Results:
    """The matches in the passages of a document, in its order; `spans` has one entry each."""

    passages: tuple[Passage, ...] = ()
    spans: tuple[tuple[Span, ...], ...] = ()

    @cached_property
    def _before(self) -> tuple[int, ...]:
        """Number of matches before each passage, and at last of all."""
        return tuple(accumulate(map(len, self.spans), initial=0))

    @property
    def total(self) -> int:
        return self._before[-1]

    def number(self, place: Place) -> int | None:
        """Which match begins exactly at a place, from 1."""
        rank = self._rank(place)
        return rank + 1 if rank < self.total and self.at(rank) == place else None

    def at(self, rank: int) -> Place:
        """Where a match begins; `rank` counts from 0."""
        passage = bisect_right(self._before, rank) - 1
        return passage, self.spans[passage][rank - self._before[passage]][0]

    def span(self, place: Place) -> Span:
        """The match that begins at a place; there must be one."""
        spans = self.spans[place[0]]
        return spans[bisect_left(spans, (place[1], 0))]

    def at_or_after(self, place: Place) -> Place | None:
        """The first match from a place on; behind the last one comes the first."""
        return self.at(self._rank(place) % self.total) if self.total else None

    def after(self, place: Place) -> Place | None:
        """The first match that begins behind a place, or else the first of all."""
        return self.at_or_after((place[0], place[1] + 1))

    def before(self, place: Place) -> Place | None:
        """The last match that begins before a place, or else the last of all."""
        return self.at((self._rank(place) - 1) % self.total) if self.total else None

    def _rank(self, place: Place) -> int:
        """How many matches begin before a place."""
        passage, offset = place
        return self._before[passage] + bisect_left(self.spans[passage], (offset, 0))


def nothing_in(passages: Sequence[Passage]) -> Results:
    """No match in any of the passages."""
    return Results(tuple(passages), ((),) * len(passages))


def compiled(query: Query) -> re.Pattern[str]:
    """The pattern of a query that is not empty.

    Raises `InputProblem`: `expression_open` or `expression_invalid` (position from 1).
    """
    flags = re.NOFLAG if query.match_case else re.IGNORECASE
    if not query.is_expression:
        literal = f"{_literal(query.text)}(?![{_MARKS}])"
        edge = _WORD_EDGE if query.whole_word else ""
        return re.compile(f"{edge}{literal}{edge}", flags)
    pattern = _expression(query.text, flags | re.MULTILINE)
    if query.whole_word:
        pattern = _expression(f"{_WORD_EDGE}(?:{query.text}){_WORD_EDGE}", flags | re.MULTILINE)
    return pattern


def spans_of(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """Where a pattern matches, ascending, never overlapping."""
    return tuple(match.span() for match in _matches(pattern, text))


def checked_replacement(query: Query, pattern: re.Pattern[str], replacement: str) -> str:
    """The replacement as a template of `re`.

    Only a regular expression has groups: then raises `InputProblem("replacement_invalid")` for
    one that the pattern does not have.
    """
    if not query.is_expression:
        return replacement.replace("\\", r"\\")
    try:
        pattern.sub(replacement, "")
    except (re.error, IndexError):
        raise InputProblem("replacement_invalid") from None
    return replacement


def replaced(
    pattern: re.Pattern[str], text: str, template: str, only: Span | None = None
) -> tuple[str, int]:
    """A text with each match, or the one at `only`, replaced; and how many there were."""
    parts: list[str] = []
    done = count = 0
    for match in _matches(pattern, text):
        if only is None or match.span() == only:
            parts += (text[done : match.start()], match.expand(template))
            done = match.end()
            count += 1
    return "".join((*parts, text[done:])), count


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return (match for match in pattern.finditer(text) if match.end() > match.start())


def _literal(text: str) -> str:
    """A pattern for a text in which each letter may be composed or decomposed."""
    parts = []
    for cluster in _CLUSTER.findall(text):
        forms = {cluster, *(unicodedata.normalize(form, cluster) for form in ("NFC", "NFD"))}
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        parts.append(f"(?:{'|'.join(map(re.escape, longest_first))})")
    return "".join(parts)


def _expression(source: str, flags: int) -> re.Pattern[str]:
    try:
        with warnings.catch_warnings():
            # "[[" may change its meaning in a later `re`; that is no matter of the writer's.
            warnings.simplefilter("ignore")
            return re.compile(source, flags)
    except re.error as error:
        if _OPEN in error.msg:
            raise InputProblem("expression_open") from None
        raise InputProblem("expression_invalid", position=(error.pos or 0) + 1) from None
    except (OverflowError, RecursionError):
        raise InputProblem("expression_invalid", position=1) from None
