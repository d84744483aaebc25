# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Markdown, plan lines and plain text read as a plan."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from longwriter_desktop.domain.amounts import join_thousands
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.errors import InputProblem, PlanParseError
from longwriter_desktop.domain.outline import MIN_SECTION_WORDS
from longwriter_desktop.domain.plan_format import (
    Plan,
    checked_words,
    parse_plan,
    split_heading,
    take_line,
)
from longwriter_desktop.domain.plan_table import with_table_as_lines
from longwriter_desktop.export.blocks import Heading, Paragraph, Run
from longwriter_desktop.export.from_markdown import read_markdown
from longwriter_desktop.export.outline_in import (
    ImportedPlan,
    Node,
    Part,
    Source,
    item_node,
    plan_of_blocks,
    plan_of_nodes,
)

_MOST_ITEMS = 2_000
_HEADING_WORDS = 12  # a longer line of plain text is no heading
_MOST_POINT_WORDS = 200  # below a heading; more is a text, not what to write
_HEADING_LINE = re.compile(r"^(#{1,6})[ \t]+(\S.*)$", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_OUTLINE_NUMBER = re.compile(
    r"\s*(?:[IVX]+[.)]\s|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]"
    r"|第\s*[0-9一二三四五六七八九十]+\s*[章节節])"
)
_NUMBERED = re.compile(
    rf"{_OUTLINE_NUMBER.pattern}|\s*(?:[A-H][.)]|\d{{1,3}}(?:\.\d{{1,3}})*[.)、]?)\s"
)
_MOST_OUTLINE_WORDS = 40  # of a line
_LIST_LINE = re.compile(r"^(?:[-*+•]|\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+[.)]?)\s+(?=\S)")
_TARGETED = re.compile(  # a number of words in brackets or behind a dash
    r"\w.*(?:[(\[（【]|\s[-–—]\s)\s*(?:(?:about|around|约|~)\s*)?\d[\d,.]*\s*(?:words?|[个個]?字)",
    re.IGNORECASE,
)
_PLAN_LINE = re.compile(
    r"^\W*(?:paragraph|section|step|段落|小节)\s*\d+\b.*?"
    r"(?:main\s*points?|word\s*count|heading|主要内容|要点|字数)\s*[:：]",
    re.IGNORECASE | re.MULTILINE,
)
_UNDERLINE = re.compile(r"^(=|-)\1{2,}[ \t]*$")
_MARKED = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+\S")
_OUTLINE_LINE = re.compile(r"^(?:#{1,6} |\s*(?:[-*+]|\d{1,3}[.)])(?:\s|$)|\s)")
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})", re.MULTILINE)
_NAME = re.compile(r"^\s*\*([^*\n]+)\*[ \t]*(?:\n[ \t]*\n|\Z)")
_BLOCK_MARKS = "#>|`~"
_SENTENCE_END = tuple(".!?…。！？；;,，:：")
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode_text(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark in front. `name` stands in messages.

    Raises:
        InputProblem: `import_binary`, or `import_encoding` for a text in another encoding.
    """
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data[:8_000]:
        raise InputProblem("import_binary", name=name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        is_binary = sum(byte < 9 or 13 < byte < 32 for byte in data[:2_000]) > 20
        code = "import_binary" if is_binary or encoding == "utf-16" else "import_encoding"
        raise InputProblem(code, name=name) from error
    if "\0" in text:
        raise InputProblem("import_binary", name=name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_plan_text(text: str) -> ImportedPlan:
    """A plan out of plan lines, Markdown headings and lists, or a plain text with headings.

    Raises:
        InputProblem: `plan_empty`, `import_no_headings`, `import_too_many`, or what
            `parse_plan` raises for plan lines.
    """
    if not text.strip():
        raise PlanParseError("plan_empty")
    text = with_table_as_lines(text)
    if has_plan_lines(text):
        plan = parse_plan(text)
        return ImportedPlan(plan.title, plan.outline)
    if _is_numbered_outline(text):
        plan = parse_plan(text, by_hand=True)
        return ImportedPlan(plan.title, plan.outline)
    read = plan_of_blocks(_parts(text))
    if not read.outline.sections:
        try:
            plan = parse_plan(text)
        except PlanParseError as error:
            raise InputProblem("import_no_headings") from error
        return ImportedPlan(plan.title, plan.outline)
    return checked(read)


def has_plan_lines(text: str) -> bool:
    """Whether there is a line with a section's number and a field, as plans have them."""
    return _PLAN_LINE.search(text) is not None


def _is_numbered_outline(text: str) -> bool:
    """Whether a text is little else than numbered lines, some with numbers that Markdown takes for
    words: "I.", "一、", "第一章". A draft has such headings too, with more below them."""
    lines = [line for line in text.splitlines() if line.strip()]
    numbered = sum(bool(_NUMBERED.match(line)) for line in lines)
    is_brief = all(count_words(line) <= _MOST_OUTLINE_WORDS for line in lines)
    own = sum(bool(_OUTLINE_NUMBER.match(line)) for line in lines)
    return own >= 2 and is_brief and 2 * numbered >= len(lines)


def headed_plan(text: str) -> Plan | None:
    """The plan of a text with Markdown headings, each with what to write below it; None where
    there is no heading but the title, or the lines below are those of a plan.

    Raises:
        PlanParseError: as `parse_plan` does of a plan by hand, or `plan_is_text` where there
            is more below a heading than says what to write.
    """
    marks = [len(mark) for mark, _ in _HEADING_LINE.findall(text)]
    if has_plan_lines(text) or len(marks) < 2:
        return None
    has_title = marks[0] < min(marks[1:])
    nodes: list[Node] = []
    preface: list[str] = []
    depth = 1
    lines = join_thousands(text).splitlines()
    items = _sections_in_lists(lines)
    for number, line in enumerate(lines, start=1):
        if marked := _HEADING_LINE.match(line):
            heading, words = split_heading(marked[2])
            given = checked_words(words, number) if words is not None else 0
            depth = len(marked[1])
            nodes.append(Node(depth, heading, words=given))
        elif not nodes or (has_title and len(nodes) == 1):
            preface.append(line)
        elif number in items:
            _, words = split_heading(items[number])
            checked_words(words or MIN_SECTION_WORDS, number)
            nodes.append(item_node(items[number], depth + 1))
        elif count_words(line):
            nodes[-1] = _with_line(nodes[-1], _BULLET.sub("", line).strip(), number)
    title = nodes.pop(0).heading if has_title else ""
    read = plan_of_nodes(_shared(nodes), title)
    return Plan(title, read.outline, "\n".join(preface).strip())


def _sections_in_lists(lines: Sequence[str]) -> dict[int, str]:
    """The items of the lists below headings that are sections, without their marks, by line: all
    that stand at the margin, where one of them names a target."""
    found: dict[int, str] = {}
    for _, below in groupby(
        enumerate(lines, start=1), key=lambda line: bool(_HEADING_LINE.match(line[1]))
    ):
        items = {number: line[mark.end() :] for number, line in below
                 if (mark := _LIST_LINE.match(line))}  # fmt: skip
        if any(map(_TARGETED.search, items.values())):
            found |= items
    return found


def _with_line(node: Node, line: str, number: int) -> Node:
    _, point, words = take_line(line)
    points = "; ".join(filter(None, (node.main_point, point)))
    if count_words(points) > _MOST_POINT_WORDS:
        raise PlanParseError("plan_is_text", line=number, heading=node.heading)
    given = node.words if words is None else checked_words(words, number)
    return replace(node, main_point=points, words=given)


def _shared(nodes: Sequence[Node]) -> list[Node]:
    """Nodes; those below one with a target get equal parts of it, where none has its own."""
    shared = list(nodes)
    for at, node in enumerate(nodes):
        end = next((i for i in range(at + 1, len(nodes)) if nodes[i].depth <= node.depth), None)
        below = range(at + 1, len(nodes) if end is None else end)
        if node.words and below and not any(nodes[i].words for i in below):
            for i in below:
                shared[i] = replace(
                    nodes[i], words=max(MIN_SECTION_WORDS, node.words // len(below))
                )
    return shared


def checked(read: ImportedPlan) -> ImportedPlan:
    """`read`, if it is a plan.

    Raises:
        InputProblem: `import_no_headings` for one without sections, `import_too_many`.
    """
    if not read.outline.sections:
        raise InputProblem("import_no_headings")
    if len(read.outline) > _MOST_ITEMS:
        raise InputProblem("import_too_many", most=_MOST_ITEMS)
    return read


def _parts(text: str) -> list[Part]:
    """The text as headings and what stands between them, or, where it has none, as blocks."""
    lines = [line for line in text.split("\n") if line.strip()]
    if all(_OUTLINE_LINE.match(line) for line in lines):
        return list(read_markdown(text))
    marked = _with_marks(text)
    if not _MARKED.search(text):
        marked = "\n\n".join(_with_headings(re.split(r"\n[ \t]*\n", marked)))
    if _MARKED.search(marked):
        return list(_between_headings(marked))
    has_items = any(_ITEM.match(line) for line in lines)
    return list(read_markdown(marked)) if has_items else []


def _between_headings(text: str) -> Iterator[Part]:
    """Headings, and the source between them untouched; a "#" inside a fence is no heading."""
    body: list[str] = []
    is_fenced, headings = False, 0
    for line in text.split("\n"):
        is_fenced ^= bool(_FENCE.match(line))
        heading = None if is_fenced else _heading(line)
        if heading is None:
            body.append(line)
            continue
        yield from _source("\n".join(body), is_first=headings == 1)
        yield heading
        body, headings = [], headings + 1
    yield from _source("\n".join(body), is_first=headings == 1)


def _heading(line: str) -> Heading | None:
    read = read_markdown(line) if _MARKED.match(line) else ()
    return read[0] if read and isinstance(read[0], Heading) else None


def _source(text: str, is_first: bool) -> Iterator[Part]:
    """What stands under a heading; a name in italics under the first one is a block of its own."""
    text = text.strip("\n")
    name = _NAME.match(text) if is_first else None
    if name is not None:
        yield Paragraph((Run(name[1], italic=True),))
        text = text[name.end() :]
    if text.strip():
        yield Source(text.strip("\n"))


def _with_marks(text: str) -> str:
    """Underlined headings with "#" in front; dashes under a sentence are a change of scene."""
    lines = text.split("\n")
    for at in range(1, len(lines)):
        under, over = _UNDERLINE.match(lines[at]), lines[at - 1].strip()
        if under is None or not over or over[0] in _BLOCK_MARKS:
            continue
        is_rule = under[1] == "-" and (
            over.endswith(_SENTENCE_END) or count_words(over) > _HEADING_WORDS
        )
        if not is_rule and count_words(over):
            lines[at - 1], lines[at] = f"\n{'#' if under[1] == '=' else '##'} {over}", ""
    return "\n".join(lines)


def _with_headings(paragraphs: list[str]) -> Iterator[str]:
    """Short lines without a stop at their end, in front of longer text, become headings."""
    is_fenced = False
    for at, paragraph in enumerate(paragraphs):
        behind = paragraphs[at + 1].strip() if at + 1 < len(paragraphs) else ""
        was_fenced = is_fenced
        is_fenced ^= len(_FENCE.findall(paragraph)) % 2 == 1
        if not (was_fenced or is_fenced) and _reads_like_heading(paragraph.strip(), behind):
            yield f"# {' '.join(paragraph.split())}"
        else:
            yield paragraph


def _reads_like_heading(text: str, behind: str) -> bool:
    if not text or not behind or text[0] in _BLOCK_MARKS or _ITEM.match(text):
        return False
    if text.endswith(_SENTENCE_END) or not 0 < count_words(text) <= _HEADING_WORDS:
        return False
    return bool(_ITEM.match(behind)) or (
        behind[0] not in _BLOCK_MARKS and count_words(behind) > count_words(text)
    )
