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
from dataclasses import dataclass

from longwriter_desktop.domain.errors import PlanParseError
from longwriter_desktop.domain.outline import (
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
_MARKS = re.compile(r"^\s*(?:[-*+•>]\s+|#{1,6}\s+)*|\*\*|__|`")
_TITLE = re.compile(r"^(?:title|标题|题目)\s*[:：]\s*(?P<title>.+)$", re.IGNORECASE)
_CHAPTER = re.compile(
    rf"^(?:chapter|part|section group)\s*(?:\d+|[ivxlc]+)\b|^第\s*{_NUMERAL}\s*[章部篇]",
    re.IGNORECASE,
)
_SECTION = re.compile(
    rf"^(?:paragraph|section|step|段落|章节|小节)\s*(?:#\s*)?\d+\b|^第\s*{_NUMERAL}\s*[段节部分]+"
    rf"|^(?:段落|章节)\s*{_NUMERAL}|^\(?\d+(?:\.\d+)*\s*[.):、）]",
    re.IGNORECASE,
)
_COUNT_FIELD = re.compile(
    r"(?:word\s*count|words|length|字数|词数)\s*[:：]\s*(?:about|approx\.?|around|约|大约|~)?\s*"
    r"(?P<count>\d[\d,]*)\s*(?:words?|characters?|字|词|个字)?\.?",
    re.IGNORECASE,
)
_COUNT_LOOSE = re.compile(
    r"[(\[（【]?\s*(?:about|approx\.?|around|约|大约|~)?\s*(?P<count>\d[\d,]*)"
    r"(?:\s*(?:-|–|to|至)\s*\d[\d,]*)?\s*(?:words?|字|词)\s*[)\]）】]?\.?\s*$",
    re.IGNORECASE,
)
_HEADING_FIELD = re.compile(r"(?:heading|小标题|标题)\s*[:：]\s*", re.IGNORECASE)
_POINT_FIELD = re.compile(r"(?:main\s*points?|主要内容|要点|主旨|内容)\s*[:：]\s*", re.IGNORECASE)
_EDGE = " \t-–—:：|.;,，。；、*_"


@dataclass(frozen=True)
class Plan:
    """A parsed plan. `title` is empty where the text names none."""

    title: str
    outline: Outline


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


def parse_plan(text: str, default_words: int = DEFAULT_SECTION_WORDS) -> Plan:
    """Read a plan in English or Chinese form, however it was typed.

    A section without a count gets `default_words`; counts are kept within the bounds of
    a section. Lines that are neither title, chapter nor section are left out.

    Raises:
        PlanParseError: `plan_empty`, `plan_no_sections`, `plan_too_long`, or
            `plan_target` for a section whose count is 0.
    """
    if not text.strip():
        raise PlanParseError("plan_empty")
    lines = text.splitlines()
    if len(lines) > _MAX_LINES:
        raise PlanParseError("plan_too_long", line=_MAX_LINES, lines=len(lines))
    title = ""
    items: list[OutlineItem] = []
    for number, raw in enumerate(lines, start=1):
        line = _MARKS.sub("", raw).strip()
        named = _TITLE.match(line)
        if named and not items:
            title = title or named["title"].strip(_EDGE)
        elif _CHAPTER.match(line):
            items.append(_parse_chapter(line))
        elif _SECTION.match(line):
            items.append(_parse_section(line, number, default_words))
        elif not title and not items and raw.lstrip().startswith("# "):
            title = line
    if not any(item.is_section for item in items):
        raise PlanParseError("plan_no_sections")
    return Plan(title, Outline(_levelled(items)))


def _parse_chapter(line: str) -> OutlineItem:
    rest = _COUNT_FIELD.sub("", _CHAPTER.sub("", line, count=1))
    heading, point = _split_fields(rest)
    return new_chapter(heading or point or "Chapter", point if heading else "")


def _parse_section(line: str, number: int, default_words: int) -> OutlineItem:
    rest = _SECTION.sub("", line, count=1)
    counted = _COUNT_FIELD.search(rest) or _COUNT_LOOSE.search(rest)
    words = default_words
    if counted:
        words = int(counted["count"].replace(",", ""))
        rest = rest[: counted.start()] + rest[counted.end() :]
        if words == 0:
            raise PlanParseError("plan_target", line=number)
    heading, point = _split_fields(rest)
    return new_section(heading, point, max(MIN_SECTION_WORDS, min(words, MAX_SECTION_WORDS)))


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


def _levelled(items: list[OutlineItem]) -> tuple[OutlineItem, ...]:
    """Sections behind a chapter go one level down."""
    levelled: list[OutlineItem] = []
    below = 1
    for item in items:
        if item.kind is ItemKind.CHAPTER:
            below = 2
            levelled.append(item)
        else:
            levelled.append(
                OutlineItem(
                    item.id, item.kind, below, item.heading, item.main_point, item.target_words
                )
            )
    return tuple(levelled)


def _fields(item: OutlineItem) -> str:
    fields = f" - Heading: {_one_line(item.heading)}" if item.heading else ""
    if item.main_point:
        fields += f" - Main Point: {_one_line(item.main_point)}"
    return fields


def _one_line(text: str) -> str:
    return " ".join(text.split())
