# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan as text: LongWriter's interchange format, written strictly and read tolerantly.

Written form, one item a line, numbers counted over the whole document:

    # Title
    Chapter 1 - Heading: Origins - Main Point: how it began
    Paragraph 1 - Heading: First fires - Main Point: beacons on headlands - Word Count: 400 words

`Paragraph N - Main Point: … - Word Count: N words` is the form of LongWriter
(arXiv 2408.07055, AgentWrite step 1); heading and chapters are ours and optional.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from longwriter_desktop.domain.amounts import AMOUNT, amount_of, join_thousands
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.errors import PlanParseError
from longwriter_desktop.domain.outline import (
    MAX_LEVEL,
    MAX_SECTION_WORDS,
    MIN_SECTION_WORDS,
    ItemKind,
    Outline,
    OutlineItem,
    new_chapter,
    new_section,
)

DEFAULT_SECTION_WORDS = 400
_MAX_LINES = 2_000

_NUMERAL = "[0-9一二三四五六七八九十百零〇两]+"
_MARKS = re.compile(r"^\s*(?:[-*+•>]\s+|#{1,6}\s+|\[[ xX]\]\s+)*|\*\*|__|`")
_TITLE = re.compile(r"^(?:title|标题|標題|题目|題目)\s*[:：]\s*(?P<title>.+)$", re.IGNORECASE)
_CHAPTER = re.compile(
    rf"^(?:chapter|part|section group)\s*(?:\d+|[ivxlc]+)\b|^第\s*{_NUMERAL}\s*[章部篇]",
    re.IGNORECASE,
)
_SECTION = re.compile(
    rf"^(?:paragraph|section|step|段落|章节|章節|小节|小節)\s*(?:#\s*)?\d+\b"
    rf"|^第\s*{_NUMERAL}\s*[段节節部分]+|^(?:段落|章节|章節)\s*{_NUMERAL}"
    r"|^(?P<top>[一二三四五六七八九十]+\s*[、．.]|(?-i:[IVX]+)[.)](?=\s))"
    r"|^(?P<below>[(（][一二三四五六七八九十]+[)）]|(?P<letter>(?-i:[A-H]))[.)](?=\s))"
    r"|^\(?(?P<dotted>\d+(?:\.\d+)+)\.?\s*(?:[):、）]|\s)|^\(?(?P<plain>\d+)\s*[.):、）](?!\d)",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^(?P<plain>\d+)\s+(?=\D)")  # "2 Methods", where there is a 2.1
_FIRST_PART = re.compile(r"^\W*(\d+)\.1\b", re.MULTILINE)
_ABOUT = r"(?:(?:about|approx\.?|around|约|大约|~|≈)\s*)?"
_SPAN = (
    rf"{_ABOUT}(?:(?P<low>{AMOUNT})\s*(?:-|\u2013|\u2014|~|\uff5e|to|至|到)\s*)?(?P<count>{AMOUNT})"
)
_COUNT_FIELD = re.compile(
    rf"[(\[（【]?\s*(?:word\s*count|words|length|target|字数|詞數|字數|词数|篇幅)\s*[:：]\s*[(\[（【]?\s*{_SPAN}"
    r"\s*(?:words?|characters?|[个個]?字|[词詞])?\.?\s*[)\]）】]?",
    re.IGNORECASE,
)
_COUNT_LOOSE = re.compile(
    rf"[(\[（【]?\s*{_SPAN}[\s-]*(?:words?|[个個]?字|[词詞])(?:左右|上下|以内|\s(?:or so|at most))?"
    r"\s*[)\]）】]?\.?\s*$",
    re.IGNORECASE,
)
_COUNT_INSIDE = re.compile(  # "Oil (300 words): whale oil", "Oil - 300 words - whale oil"
    rf"(?:[(\[（【]|(?<=[-–—]\s))\s*{_SPAN}[\s-]*(?:words?|[个個]?字|[词詞])\s*[)\]）】]?"
    r"(?=\s*[:：]|\s+[-–—]\s)",
    re.IGNORECASE,
)
_HEADING_FIELD = re.compile(r"(?:heading|小标题|小標題|标题|標題)\s*[:：]\s*", re.IGNORECASE)
_POINT_FIELD = re.compile(
    r"(?:main\s*points?|主要内容|主要內容|要点|要點|主旨|内容|內容)\s*[:：]\s*", re.IGNORECASE
)
_POINT_END = re.compile(r"\s*[:：]\s+|\s+[-–—]\s+|：")
_HEADING_WORDS = 12  # a longer line without a colon is a main point
_WORD = re.compile(r"[^\W_]")
_KINDS = ("top", "below", "plain")  # of numbers, by depth
_TOP = 1
_EDGE = " \t-–—:：|.;,，。；、*_"


@dataclass(frozen=True)
class Plan:
    """A parsed plan. `title` is empty where the text names none, and so is `preface`, what
    stood in front of the first item."""

    title: str
    outline: Outline
    preface: str = ""


def render_plan(outline: Outline, title: str = "") -> str:
    """The plan as text, in the strict form that `parse_plan` reads back unchanged."""
    lines = [f"# {title}"] if title else []
    chapters = sections = 0
    for item in outline:
        if item.is_section:
            sections += 1
            lines.append(render_section_line(item, sections))
        else:
            chapters += 1
            lines.append(f"Chapter {chapters}{_fields(item)}")
    return "\n".join(lines)


def render_section_line(section: OutlineItem, number: int) -> str:
    """One section's line, `Paragraph N - Main Point: … - Word Count: N words`."""
    return f"Paragraph {number}{_fields(section)} - Word Count: {section.target_words} words"


def parse_plan(
    text: str, default_words: int = DEFAULT_SECTION_WORDS, by_hand: bool = False
) -> Plan:
    """Read a plan in English or Chinese form, however it was typed.

    A section without a count gets `default_words`. A number with deeper ones behind it
    ("2", then "2.1") is a chapter. Of a model's plan, counts are kept within the bounds of a
    section, and lines that are neither title, chapter nor section are left out. In one that
    was written `by_hand` every line was meant: such a line joins the main point of what it
    stands under, or the plan's preface.

    Raises:
        PlanParseError: `plan_empty`, `plan_no_sections`, `plan_too_long`, `plan_target` for
            a section whose count is 0, or `by_hand` `plan_target_bounds` for one out of bounds.
    """
    if not text.strip():
        raise PlanParseError("plan_empty")
    lines = join_thousands(text).splitlines()
    if len(lines) > _MAX_LINES:
        raise PlanParseError("plan_too_long", line=_MAX_LINES, lines=len(lines))
    reading = _Reading(default_words, by_hand, frozenset(_FIRST_PART.findall(text)))
    for number, raw in enumerate(lines, start=1):
        reading.take(number, raw, _MARKS.sub("", raw).strip())
    if not any(item.is_section for item in reading.items):
        raise PlanParseError("plan_no_sections")
    outline = Outline(_levelled(reading.items, reading.depths))
    return Plan(reading.title, outline, "\n".join(reading.preface))


def take_count(text: str) -> tuple[str, int | None]:
    """A line without the number of words that it names, and that number; of a range the
    middle. A number far below, as in "Apollo 11 - 400 words", is no end of a range."""
    patterns = (_COUNT_FIELD, _COUNT_LOOSE, _COUNT_INSIDE)
    counted = next(filter(None, (pattern.search(text) for pattern in patterns)), None)
    if counted is None:
        return text, None
    start, high = counted.start(), amount_of(counted["count"])
    low = amount_of(counted["low"]) if counted["low"] else high
    if not high / 5 <= low <= high:
        start, low = counted.start("count"), high
    return text[:start] + text[counted.end() :], round((low + high) / 2)


def split_heading(line: str) -> tuple[str, int | None]:
    """The words of a heading without its number, and the target that it names."""
    label = _CHAPTER.match(line) or _SECTION.match(line) or _BARE_NUMBER.match(line)
    rest, words = take_count(line[label.end() :] if label else line)
    return rest.strip(_EDGE) or line, words


def take_line(line: str) -> tuple[str, str, int | None]:
    """Heading, main point and target that a line below an item gives it; a target only where
    the line names nothing else, or says that it is one."""
    rest, words = take_count(line)
    if words is None or (rest.strip(_EDGE) and not _COUNT_FIELD.search(line)):
        return (*_split_fields(line), None)
    return (*_split_fields(rest), words)


def checked_words(words: int, line: int) -> int:
    """`words`, if a section can have as many. Raises `PlanParseError`, see `parse_plan`."""
    if words == 0:
        raise PlanParseError("plan_target", line=line)
    if not MIN_SECTION_WORDS <= words <= MAX_SECTION_WORDS:
        bounds = {"low": MIN_SECTION_WORDS, "high": MAX_SECTION_WORDS}
        raise PlanParseError("plan_target_bounds", line=line, words=words, **bounds)
    return words


class _Reading:
    """What was read so far; `depths` are of the numbers in front of the items, 0 without one."""

    def __init__(self, default_words: int, by_hand: bool, with_parts: frozenset[str]) -> None:
        self._default_words = default_words
        self._by_hand = by_hand
        self._with_parts = with_parts
        self.title = ""
        self.preface: list[str] = []
        self.items: list[OutlineItem] = []
        self.depths: list[int] = []

    def take(self, number: int, raw: str, line: str) -> None:
        """The next line, `raw` as it stands and without Markdown's marks."""
        named = None if self.items else _TITLE.match(line)
        if named:
            self.title = self.title or named["title"].strip(_EDGE)
        elif _CHAPTER.match(line) or (self._by_hand and self.items and raw.startswith("#")):
            self._add(_parse_chapter(line), 0)
        elif label := self._label(line):
            self._add(self._section(line[label.end() :], number), _depth(label))
        elif not self.title and not self.items and raw.lstrip().startswith("# "):
            self.title = line
        elif not self.items:
            is_said_of_it = line.endswith((":", "："))  # "Here is the plan:"
            self.preface += [line] if line and not is_said_of_it else []
        elif self._by_hand and _WORD.search(line):
            self.items[-1] = _with_line(self.items[-1], line, number)

    def _add(self, item: OutlineItem, depth: int) -> None:
        self.items.append(item)
        self.depths.append(depth)

    def _label(self, line: str) -> re.Match[str] | None:
        bare = _BARE_NUMBER.match(line)
        has_parts = bare is not None and bare["plain"] in self._with_parts
        label = bare if has_parts else _SECTION.match(line)
        if label and label.groupdict().get("letter") and _TOP not in self.depths:
            return None  # "A." below "1." says what to write; below "I." it is a section
        return label

    def _section(self, rest: str, number: int) -> OutlineItem:
        rest, counted = take_count(rest)
        words = self._default_words if counted is None else counted
        if self._by_hand or words == 0:
            checked_words(words, number)
        heading, point = _split_fields(rest)
        if self._by_hand and not _POINT_FIELD.search(rest):
            heading, point = _named(heading, point)
        return new_section(heading, point, max(MIN_SECTION_WORDS, min(words, MAX_SECTION_WORDS)))


def _depth(label: re.Match[str]) -> int:
    """How deep a number lies, however far the plan goes: "I." or "一、", "A." or "（一）", "1.",
    "1.1"; 0 for a label that is a word."""
    numbers = label.groupdict()
    if dotted := numbers.get("dotted"):
        return dotted.count(".") + 3
    return next((depth for depth, kind in enumerate(_KINDS, start=1) if numbers.get(kind)), 0)


def _parse_chapter(line: str) -> OutlineItem:
    rest = _COUNT_FIELD.sub("", _CHAPTER.sub("", line, count=1))
    heading, point = _split_fields(rest)
    return new_chapter(heading or point or "Chapter", point if heading else "")


def _named(heading: str, point: str) -> tuple[str, str]:
    """Heading and main point of a line like "Tea: where it comes from"; a long one is a point."""
    name, *rest = _POINT_END.split(point, maxsplit=1)
    if heading or count_words(name) > _HEADING_WORDS:
        return heading, point
    return name.strip(_EDGE), rest[0].strip(_EDGE) if rest else ""


def _with_line(item: OutlineItem, line: str, number: int) -> OutlineItem:
    """An item with what a further line says of it: its target, heading or main point."""
    heading, point, words = take_line(line)
    if words is not None and item.is_section:
        item = replace(item, target_words=checked_words(words, number))
    points = "; ".join(filter(None, (item.main_point, point)))
    return replace(item, heading=heading or item.heading, main_point=points)


def _split_fields(text: str) -> tuple[str, str]:
    """Heading and main point of a line whose label and count are gone."""
    point = _POINT_FIELD.search(text)
    before, behind = (text[: point.start()], text[point.end() :]) if point else ("", text)
    heading = _HEADING_FIELD.search(before or behind)
    if point and heading:
        return before[heading.end() :].strip(_EDGE), behind.strip(_EDGE)
    if point:
        return before.strip(_EDGE), behind.strip(_EDGE)
    if heading:
        return behind[heading.end() :].strip(_EDGE), ""
    return "", behind.strip(_EDGE)


def _levelled(items: Sequence[OutlineItem], depths: Sequence[int]) -> tuple[OutlineItem, ...]:
    """Sections behind a chapter go one level down; so does what has a deeper number."""
    levelled: list[OutlineItem] = []
    top = 1  # the level of sections
    above: list[int] = []  # the depths of the numbers that these are under
    for item, depth, next_depth in zip(items, depths, (*depths[1:], 0), strict=True):
        if item.kind is ItemKind.CHAPTER:
            top, above = 2, []
            levelled.append(item)
            continue
        above = [other for other in above if other < depth]
        level = min(top + len(above), MAX_LEVEL)
        if 0 < depth < next_depth and level < MAX_LEVEL:
            heading, point = item.heading or item.main_point, item.main_point
            levelled.append(new_chapter(heading, point if item.heading else "", level))
            above.append(depth)
        else:
            levelled.append(replace(item, level=level))
    return tuple(levelled)


def _fields(item: OutlineItem) -> str:
    fields = f" - Heading: {_one_line(item.heading)}" if item.heading else ""
    if item.main_point:
        fields += f" - Main Point: {_one_line(item.main_point)}"
    return fields


def _one_line(text: str) -> str:
    return " ".join(text.split())
