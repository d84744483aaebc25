# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Tells whether a line is a heading that is awaited, however a model has dressed it up."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from longwriter_desktop.domain.sentences import ends_sentence

_LONGEST = 160  # characters, with marks and number
_LONGEST_OF_PLAN = 800  # the same, where a line of the plan is said again
_ALIKE = 0.82  # of the letters, for a line that is marked as a heading
_ALIKE_WITH_NUMBER = 0.5
_SHORTEST_ALIKE = 3  # letters

_MARKS = re.compile(r"^\s*(?:#{1,6}(?=\s|$|[^#\s])|<h[1-6][^<>]*>|\*\*|__)\s*(?:\*\*|__)?", re.I)
_HEADING_ALONE = re.compile(r"\s*(?:#|<h[1-6]\b)", re.IGNORECASE)
_OF_PLAN = re.compile(r"^[\W_]*(?:(?:paragraph|section|段落|章节)\s*\d+\W*)?heading\s*[:：]", re.I)
_RULE = re.compile(r"^ {0,3}(?:={2,}|-{2,}|([-*_])(?:[ \t]*\1){2,})\s*$")
_DIGITS = "0-9一二三四五六七八九十百零〇两"
_FIELD = r"(?:heading|标题|小标题)\s*[:：]\s*"
_LABEL = re.compile(
    r"^\s*(?:(?P<word>chapter|section|part|paragraph|step|kapitel|abschnitt|teil|chapitre|partie"
    r"|cap[ií]tulo|capitolo|parte|secci[oó]n|se[cç][aã]o|hoofdstuk|глава|часть)"
    r"\s+(?P<spoken>\d+|[ivxlc]+)\b"
    rf"|(?P<zh>第)\s*(?P<counted>[{_DIGITS}]+)\s*(?:章|节|部分|段|回|篇)"
    rf"|[(（](?P<inside>[{_DIGITS}]+)[)）]"
    rf"|(?P<plain>\d+|[{_DIGITS}]+(?=\s*、)|[ivxlc]+(?=\s*[.)]))(?:\.\d+)*(?=\s*[-–—:：.．、)]|\s)"
    rf"|(?={_FIELD}))\s*[-–—:：.．、)]*\s*(?:{_FIELD})?",
    re.IGNORECASE,
)
# What may stand behind the words: the end of a mark, a length, more of the plan's line.
_BEHIND = re.compile(
    r"(?:</h[1-6]>|\s[-–—]\s+main points?\s*[:：].*"
    r"|\s*[(（\[]\s*(?:about|approx\.?|around|[~≈约]|大约)?\s*\d[\d,.]*\s*[-–]?\s*"
    r"(?:words?|w[oö]rter|mots|palabras|parole|字|词)\s*[)）\]])\s*(?:\*\*|__|#+)?\s*$",
    re.IGNORECASE,
)
_CHINESE = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True)
class Title:
    """A heading that is awaited; `number` is what it may be counted as, if that tells it."""

    text: str
    number: int | None = None


def is_heading(line: str, titles: Iterable[Title]) -> bool:
    """Whether `line` is one of the titles: capitals, signs, numbering and Markdown aside.

    A line that is marked or numbered as a heading may differ a little in its words too.
    """
    if not line.strip() or is_too_long(line):
        return False
    return any(_is_title(line, title) for title in titles)


def is_too_long(line: str) -> bool:
    """Whether a line is no heading, whatever may still be added to it."""
    return len(line) > (_LONGEST_OF_PLAN if _OF_PLAN.match(line) else _LONGEST)


def is_marked(line: str) -> bool:
    """Whether Markdown calls the line a heading."""
    return _HEADING_ALONE.match(line) is not None


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: between sections, or below a heading."""
    return _RULE.match(line) is not None


def _is_title(line: str, title: Title) -> bool:
    marks = _MARKS.match(line)
    bare = _BEHIND.sub("", line[marks.end() :] if marks else line)
    label = _LABEL.match(bare)
    number = _number(label) if label else None
    words = _letters(bare[label.end() :] if label else bare)
    sought = _letters(title.text)
    if not words:
        is_named = label is not None and bool(label["word"] or label["zh"])
        return is_named and number is not None and number == title.number
    if not sought:
        return False
    if sought in (words, _letters(bare), _letters(line)):
        return bool(marks or label) or ends_sentence(line) == ends_sentence(title.text)
    if not (marks or label) or min(len(words), len(sought)) < _SHORTEST_ALIKE:
        return False
    is_numbered = number is not None and number == title.number
    enough = _ALIKE_WITH_NUMBER if marks and is_numbered else _ALIKE
    return SequenceMatcher(None, words, sought, autojunk=False).ratio() >= enough


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def _number(label: re.Match[str]) -> int | None:
    digits = label["spoken"] or label["counted"] or label["inside"] or label["plain"]
    if not digits:
        return None
    if digits.isdecimal():
        return int(digits)
    return _roman(digits.lower()) if digits.isascii() else _chinese(digits)


def _roman(digits: str) -> int:
    values = [_ROMAN[digit] for digit in digits]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _chinese(digits: str) -> int | None:
    """Numbers below a thousand; None for a mixture that is none."""
    total = present = 0
    for digit in digits:
        if digit in ("十", "百"):
            total += (present or 1) * (10 if digit == "十" else 100)
            present = 0
        elif digit in _CHINESE:
            present = _CHINESE[digit]
        else:
            return None
    return total + present
