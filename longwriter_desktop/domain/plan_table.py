# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A plan that is a Markdown table, with a column of word counts, as lines of a plan."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from longwriter_desktop.domain.counting import count_words

_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_LAST_BORDER = re.compile(r"(?<!\\)\|$")
_BETWEEN = re.compile(r"(?<!\\)\|")
_WORDS = re.compile(r"\bwords?\b|\blength\b|\btarget\b|字数|字數|篇幅", re.IGNORECASE)
_HEADING = re.compile(
    r"\bsections?\b|\bheading\b|\btitle\b|\bchapters?\b|\bparts?\b|\btopic\b|章|节|節|标题|標題|部分|段落",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,3})*)?\W*$")
_COUNT = re.compile(r"\d")
_TOTAL = re.compile(
    r"^\W*(?:total|sum|合计|合計|总计|總計|总字数)(?:\s+words?)?\W*$", re.IGNORECASE
)
_UNIT = re.compile(r"\s*(?:words?|[个個]?字)\W*$", re.IGNORECASE)
_MOST_BESIDE = 100  # words of the text beside it; a draft with a table in it is no plan


@dataclass(frozen=True)
class _Table:
    """Where a table stands, by the lines of its head and of its last row, and its cells."""

    first: int
    last: int
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def with_table_as_lines(text: str) -> str:
    """A text with each row of its plan in a table as a line of a plan, in its place, and what
    stands behind the table in front of that; any other text, and one with more than a plan in it,
    as it is. What is in other columns than the heading's and the counts' is the main point."""
    lines = text.splitlines()
    table = _table(lines)
    if table is None:
        return text
    beside = [*lines[: table.first], *lines[table.last + 1 :]]
    counts = _counts(table)
    is_draft = count_words("\n".join(beside)) > _MOST_BESIDE
    if counts is None or is_draft or sum(line.startswith("#") for line in beside) > 1:
        return text
    # Below the last row it would belong to the last section.
    behind = " ".join(line.strip() for line in lines[table.last + 1 :] if line.strip())
    return "\n".join([*lines[: table.first], "", behind, *_plan_lines(table, counts)])


def _table(lines: Sequence[str]) -> _Table | None:
    """The first table of a text."""
    rule = next((at for at, line in enumerate(lines) if at and _RULE.match(line)), None)
    if rule is None or "|" not in lines[rule - 1]:
        return None
    last = rule
    while last + 1 < len(lines) and "|" in lines[last + 1]:
        last += 1
    head = _cells(lines[rule - 1])
    rows = [(_cells(line) + [""] * len(head))[: len(head)] for line in lines[rule + 1 : last + 1]]
    return _Table(rule - 1, last, head, rows)


def _cells(line: str) -> list[str]:
    inner = _LAST_BORDER.sub("", line.strip().removeprefix("|"))
    return [cell.strip().replace(r"\|", "|") for cell in _BETWEEN.split(inner)]


def _counts(table: _Table) -> int | None:
    """The column of word counts: it says so, and has a number in every row but one."""
    for column, name in enumerate(table.head):
        numbered = sum(bool(_COUNT.search(row[column])) for row in table.rows)
        if _WORDS.search(name) and numbered and numbered >= len(table.rows) - 1:
            return column
    return None


def _plan_lines(table: _Table, counts: int) -> Iterator[str]:
    """A line for each row, an empty one for a sum."""
    others = [column for column in range(len(table.head)) if column != counts]
    named = [
        column for column in others if any(not _NUMBER.match(row[column]) for row in table.rows)
    ]
    headings = [column for column in named if _HEADING.search(table.head[column])] or named[:1]
    number = 0
    for row in table.rows:
        heading = ": ".join(row[column] for column in headings if row[column])
        points = "; ".join(
            row[column] for column in named if column not in headings and row[column]
        )
        if any(_TOTAL.match(row[column]) for column in others) or not (heading or points):
            yield ""
            continue
        number += 1
        words = _UNIT.sub("", row[counts])
        fields = (
            f"Section {number}",
            f"Heading: {heading}" if heading else "",
            f"Main Point: {points}" if points else "",
            f"Word Count: {words} words" if _COUNT.search(words) else "",
        )
        yield " - ".join(filter(None, fields))
