# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Emphasis, code and links inside one line, by CommonMark's rules. Offsets are characters."""

import re
import string
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

_LITERAL = re.compile(
    rf"(?P<escape>\\[{re.escape(string.punctuation)}])"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|(?P<open>!?\[)(?P<label>(?:[^\[\]\\]|\\.)*)"
    r"(?P<target>\]\((?:[^()\s]|\([^()\s]*\))*(?: +\"[^\"]*\")?\))"
    r"|(?P<address><[a-zA-Z][\w+.\-]*:[^\s<>]*>|(?:https?://|www\.)[^\s<>)\]*]+"
    r"|(?<![\w.+\-])[\w.+\-]+@[\w\-]+\.[\w.\-]+)"
)
_RUN = re.compile(r"\*+|_+|~~")


class SpanKind(StrEnum):
    """What a part of a line is."""

    MARK = "mark"  # says how something looks; need not be seen where nobody edits
    LEAD = "lead"  # a mark that says what its line is: it stays in view
    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRIKE = "strike"
    CODE = "code"
    LINK = "link"
    ADDRESS = "address"


class Found(NamedTuple):
    """A half-open range of characters, and what it is."""

    start: int
    end: int
    kind: SpanKind


@dataclass
class _Run:
    """A run of equal marks. Unused are those between `start` and `end`: closing uses them
    from the start, opening from the end."""

    start: int
    end: int
    char: str
    opens: bool
    closes: bool
    length: int

    @property
    def left(self) -> int:
        return self.end - self.start


def inline_spans(text: str, start: int = 0) -> list[Found]:
    """What stands in a line from the character `start` on, in the order of the beginnings."""
    found: list[Found] = []
    closed: list[tuple[int, int]] = []  # emphasis neither begins nor ends in there
    for one in _LITERAL.finditer(text, start):
        found += _literal(one)
        closed += [one.span("open"), one.span("target")] if one["open"] else [one.span()]
    return sorted(found + _emphasis(_runs(text, start, closed)))


def _literal(one: re.Match[str]) -> list[Found]:
    """The parts of an escape, a piece of code, a link or an address."""
    begin, end = one.span()
    if one["escape"]:
        return [Found(begin, begin + 1, SpanKind.MARK)]
    if one["ticks"]:
        inner = one.span("code")
        return [
            Found(begin, inner[0], SpanKind.MARK),
            Found(*inner, SpanKind.CODE),
            Found(inner[1], end, SpanKind.MARK),
        ]
    if one["address"]:
        return [Found(begin, end, SpanKind.ADDRESS)]
    label, target = one.span("label"), one.span("target")
    return [
        Found(begin, label[0], SpanKind.MARK),
        Found(*label, SpanKind.LINK),
        Found(*target, SpanKind.MARK),
        Found(*target, SpanKind.ADDRESS),
    ]


def _runs(text: str, start: int, closed: list[tuple[int, int]]) -> list[_Run]:
    runs, at = [], 0
    for match in _RUN.finditer(text, start):
        begin, end = match.span()
        while at < len(closed) and closed[at][1] <= begin:
            at += 1
        if at == len(closed) or end <= closed[at][0]:
            opens, closes = _flanks(text, begin, end)
            runs.append(_Run(begin, end, match[0][0], opens, closes, end - begin))
    return runs


def _flanks(text: str, begin: int, end: int) -> tuple[bool, bool]:
    """Whether a run of marks can open and close emphasis (CommonMark 0.31, section 6.2)."""
    before = text[begin - 1] if begin else " "
    behind = text[end] if end < len(text) else " "
    left = not behind.isspace() and (
        not _is_punctuation(behind) or before.isspace() or _is_punctuation(before)
    )
    right = not before.isspace() and (
        not _is_punctuation(before) or behind.isspace() or _is_punctuation(behind)
    )
    if text[begin] != "_":
        return left, right
    return (
        left and (not right or _is_punctuation(before)),
        right and (not left or _is_punctuation(behind)),
    )


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _emphasis(runs: list[_Run]) -> list[Found]:
    """Pair the runs up, the innermost first."""
    found: list[Found] = []
    openers: list[_Run] = []
    for run in runs:
        while run.closes and run.left:
            at = _opener_of(run, openers)
            if at is None:
                break
            found += _pair(openers[at], run)
            del openers[at + 1 :]
            if not openers[at].left:
                del openers[at]
        if run.opens and run.left:
            openers.append(run)
    return found


def _opener_of(closer: _Run, openers: list[_Run]) -> int | None:
    for at in range(len(openers) - 1, -1, -1):
        one = openers[at]
        if one.char == closer.char and _fit(one, closer):
            return at
    return None


def _fit(opener: _Run, closer: _Run) -> bool:
    """CommonMark's rule of three: "*a**b*" has no strong text in it."""
    either_both = opener.closes or closer.opens
    odd = (opener.length + closer.length) % 3 == 0
    return not (either_both and odd and (opener.length % 3 or closer.length % 3))


def _pair(opener: _Run, closer: _Run) -> list[Found]:
    size = 2 if opener.left >= 2 and closer.left >= 2 else 1
    kind = SpanKind.STRONG if size == 2 else SpanKind.EMPHASIS
    if opener.char == "~":
        kind = SpanKind.STRIKE
    opener.end -= size
    closer.start += size
    inner = (opener.end + size, closer.start - size)
    return [
        Found(opener.end, inner[0], SpanKind.MARK),
        Found(*inner, kind),
        Found(inner[1], closer.start, SpanKind.MARK),
    ]
