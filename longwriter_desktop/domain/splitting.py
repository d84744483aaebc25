# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Splits a text that grows into the sections of its plan.

A section begins at its heading, or, where none comes, at the end of the paragraph that is
nearest to the target of the section before it. Decisions are made in the order of the text and
never depend on the pieces that it came in. One is made only when some text stands behind it,
so that a text that is taken back a little takes back no decision.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.headings import Title, is_heading, is_marked, is_rule, is_too_long
from longwriter_desktop.domain.sentences import ends_sentence

SETTLED = 300  # characters behind a decision that make it hold; more than a loop takes back
_EARLIEST = 0.25  # of the words planned in front of a heading that must be there
_PATIENCE = 1.3  # times its target that a section may grow while a heading may come
_PATIENCE_WITH_HEADINGS = 3.0  # where headings have come before
_FENCE = ("```", "~~~")
_RULE_BEFORE = re.compile(r"(?<=\n)[ \t]*\n( {0,3}([-*_])(?:[ \t]*\2){2,}[ \t]*\n\s*)\Z")
_LONGEST_RULE = 100  # characters, with the empty lines around it
_ITEM = re.compile(r"\s*(?:[-*+>|]|\d+[.)])\s?")


@dataclass(frozen=True)
class Expected:
    """A section to come: the headings that may stand in front of it, and its length in words.

    The last of `titles` is its own; those before it are of the chapters that it begins.
    """

    titles: tuple[Title, ...]
    target_words: int


@dataclass(frozen=True)
class Part:
    """The section with this index has the text's characters from `start` to `end`."""

    index: int
    start: int
    end: int


@dataclass(frozen=True)
class _Beginning:
    """Where a section begins: its headings at `at`, decided when the text reached `decided`."""

    index: int
    at: int
    decided: int
    by_heading: bool = False


class DocumentSplitter:
    """Follows a growing text; `parts` says what belongs to which section.

    It may begin inside a section, with the text that this has already. What lies between two
    parts is headings, rules and white space.
    """

    def __init__(
        self, expected: Sequence[Expected], index: int = 0, text: str = "", title: str = ""
    ) -> None:
        self._expected = expected
        self._lead = (Title(title),) if title.strip() and not index and not text else ()
        self._is_begun = bool(text)  # the first section; it has its heading already
        self._text = text
        self._beginnings = [_Beginning(index, 0, 0, by_heading=bool(index or text))]
        self._is_over = False

    @property
    def text(self) -> str:
        return self._text

    @property
    def index(self) -> int:
        """The section that the text has reached."""
        return self._beginnings[-1].index

    def grow(self, piece: str) -> None:
        self._text += piece
        self._decide()

    def rewind(self, keep: int) -> None:
        """Take back what stands behind the first `keep` characters, decisions included that
        were made with it."""
        self._text = self._text[:keep]
        while len(self._beginnings) > 1 and self._beginnings[-1].decided > keep:
            self._beginnings.pop()

    def finish(self) -> None:
        """Nothing more will come."""
        self._is_over = True
        self._decide()

    def parts(self) -> tuple[Part, ...]:
        """The sections met so far, in order; the last one is still growing."""
        ends = [beginning.at for beginning in self._beginnings[1:]] + [len(self._text)]
        found = []
        for beginning, end in zip(self._beginnings, ends, strict=True):
            start = self._body(beginning)
            found.append(Part(beginning.index, end if start is None else min(start, end), end))
        return tuple(found)

    def text_of(self, part: Part) -> str:
        """A part's text without white space at its end."""
        return self._text[part.start : part.end].rstrip()

    def _decide(self) -> None:
        while True:
            found = self._next_beginning(self._beginnings[-1])
            if found is None or not self._is_over and len(self._text) < found.decided + SETTLED:
                return
            self._beginnings.append(found)

    def _body(self, beginning: _Beginning) -> int | None:
        """Where a section's text begins behind its headings; None while that is open."""
        first = beginning is self._beginnings[0]
        if first and self._is_begun:
            return 0
        titles = self._expected[beginning.index].titles + (self._lead if first else ())
        at, left = beginning.at, len(titles) + 1  # a model may say a heading again
        is_border = beginning.by_heading and not first
        for start, end, is_whole in self._lines(at):
            line = self._text[start:end]
            if not line.strip():
                at = end
                continue
            if not is_whole and not is_too_long(line):
                return None
            if is_border and is_rule(line):
                at = end
                continue
            if not left or not is_heading(line, titles):
                return start
            at, left, is_border = end, left - 1, True
        return at if self._is_over else None

    def _next_beginning(self, present: _Beginning) -> _Beginning | None:
        """The first beginning of a later section behind that of the present one."""
        body = self._body(present)
        if body is None or present.index + 1 >= len(self._expected):
            return None
        target = self._expected[present.index].target_words
        limit = target * self._patience(present.index)
        words, before, is_fenced = 0, "", False
        ends: list[tuple[int, int]] = []  # of paragraphs: offset, words in front of it
        for start, end, is_whole in self._lines(body):
            line = self._text[start:end]
            if not is_whole:
                return None
            if line.lstrip().startswith(_FENCE):
                is_fenced = not is_fenced
            elif not is_fenced and (not before.strip() or ends_sentence(before) or is_marked(line)):
                index = self._heading_of(line, present.index, words)
                if index is not None:
                    return _Beginning(index, self._border(start), end, by_heading=True)
            words += count_words(line)
            if words and not is_fenced and (not line.strip() or _ends_paragraph(line)):
                ends.append((start if not line.strip() else end, words))
                if words >= limit:
                    at = min(ends, key=lambda place: abs(place[1] - target))[0]
                    return _Beginning(present.index + 1, at, end)
            before = line
        return None

    def _border(self, start: int) -> int:
        """Where a section ends whose next one has its heading at `start`: in front of a rule
        that is drawn between them."""
        first = max(0, start - _LONGEST_RULE)
        rule = _RULE_BEFORE.search(self._text[first:start])
        return first + rule.start(1) if rule else start

    def _heading_of(self, line: str, present: int, words: int) -> int | None:
        """The later section that a line is the heading of, where that may stand here."""
        planned = 0
        for index in range(present + 1, len(self._expected)):
            planned += self._expected[index - 1].target_words
            if words < planned * _EARLIEST:
                return None
            if is_heading(line, self._expected[index].titles):
                return index
        return None

    def _patience(self, present: int) -> float:
        if not any(title.text.strip() for title in self._expected[present + 1].titles):
            return 1.0
        return _PATIENCE_WITH_HEADINGS if self._has_headings() else _PATIENCE

    def _has_headings(self) -> bool:
        if any(beginning.by_heading for beginning in self._beginnings):
            return True
        first = self._beginnings[0]
        if self._is_begun:
            return False
        own = self._expected[first.index].titles
        return any(
            is_heading(self._text[start:end], own)
            for start, end, _is_whole in self._lines(0, self._body(first) or 0)
        )

    def _lines(self, start: int, stop: int | None = None) -> Iterator[tuple[int, int, bool]]:
        """Lines with their breaks, as offsets, and whether nothing more can be added to them."""
        stop = len(self._text) if stop is None else stop
        while start < stop:
            end = self._text.find("\n", start) + 1
            yield start, end or len(self._text), bool(end) or self._is_over
            start = end or len(self._text)


def _ends_paragraph(line: str) -> bool:
    """Whether a line break alone ends a paragraph: behind a sentence, outside of a list."""
    return line.endswith("\n") and ends_sentence(line) and not _ITEM.match(line)
