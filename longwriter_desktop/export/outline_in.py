# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Blocks of any format read as a plan: headings and lists become chapters and sections.

A file is an outline where it has nothing but headings and lists of short items: then each
item without items under it is a section. Else it is a draft: each heading without headings
under it is a section, with what stands below it as its text, whose first sentence is the
main point and whose length is the target.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from longwriter_desktop.domain.amounts import join_thousands
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.errors import PlanParseError
from longwriter_desktop.domain.outline import (
    MAX_LEVEL,
    MAX_SECTION_WORDS,
    MIN_SECTION_WORDS,
    Outline,
    OutlineItem,
    new_chapter,
    new_section,
)
from longwriter_desktop.domain.plan_format import DEFAULT_SECTION_WORDS, parse_plan
from longwriter_desktop.domain.sentences import sentence_ends
from longwriter_desktop.export.blocks import (
    Block,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Title,
    plain_text,
)
from longwriter_desktop.export.to_markdown import render_markdown

_ITEM_WORDS = 40  # a list item of an outline is not longer
_POINT_WORDS = 40  # nor is a main point
_NAME_WORDS = 8
_COUNT = re.compile(
    r"\s*[(\[（]\D{0,8}(\d[\d,]{0,8})\s*(?:words?|字|词)\s*[)\]）]\s*$", re.IGNORECASE
)
_MARK = r"\n[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+"
_CHECK_BOX = re.compile(r"^\[[ xX]\]\s+")
_MARKUP = re.compile(r"(?m)^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+)+|[*`]+|(?<!\w)_+|_+(?!\w)")
_NEXT_ITEM = re.compile(rf"(?<=[^.!?:。！？：\n]){_MARK}")
_ITEM_BEHIND_SENTENCE = re.compile(rf"(?<=[.!?。！？]){_MARK}")
_POINT_END = re.compile(r"\s*[:：]\s+|\s+[-–—]\s+|：")


@dataclass(frozen=True)
class ImportedPlan:
    """A plan that was read, and the text that stood under each section (Markdown), by id."""

    title: str
    outline: Outline
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text_words(self) -> int:
        """Words of all texts."""
        return sum(count_words(text) for text in self.texts.values())


@dataclass(frozen=True)
class Node:
    """One entry of an outline as it was found: `depth` counts from 1, `text` is Markdown."""

    depth: int
    heading: str
    text: str = ""
    main_point: str = ""
    words: int = 0  # 0: the text's, or the usual number


@dataclass(frozen=True)
class Source:
    """Markdown between headings that is kept as it was typed."""

    text: str


Part = Block | Source


def plan_of_blocks(blocks: Iterable[Part]) -> ImportedPlan:
    """The plan of a document's blocks; one without headings and lists has no items."""
    title, rest = _title(list(blocks))
    if any(isinstance(block, Heading) for block in rest):
        nodes = list(_outline_nodes(rest)) if _is_outline(rest) else list(_draft_nodes(rest))
    else:
        nodes = [node for block in rest if isinstance(block, ListBlock) for node in _items(block)]
    return plan_of_nodes(nodes, title)


def plan_of_nodes(nodes: Sequence[Node], title: str = "") -> ImportedPlan:
    """Chapters and sections: a node with deeper ones behind it is a chapter.

    Depths are closed up from 1; what lies deeper than three levels joins the text, or else
    the main point, of the section above it.
    """
    kept = _three_levels(_closed_up(nodes))
    items: list[OutlineItem] = []
    texts: dict[str, str] = {}
    for at, node in enumerate(kept):
        if at + 1 < len(kept) and kept[at + 1].depth > node.depth:
            items.append(new_chapter(node.heading, node.main_point, node.depth))
            if not node.text:
                continue
            node = replace(node, heading="", main_point="", depth=node.depth + 1)
        section = _section(node)
        items.append(section)
        if node.text:
            texts[section.id] = node.text
    return ImportedPlan(title, Outline(tuple(items)), MappingProxyType(texts))


def first_sentence(text: str, most: int = _POINT_WORDS) -> str:
    """The first sentence of a text, or the items of the list that it is, without Markdown's
    marks, cut where it is very long.
    """
    line = one_line(_ITEM_BEHIND_SENTENCE.split(text[:2_000], maxsplit=1)[0])
    ends = sentence_ends(line)
    sentence = line[: ends[0]] if ends else line
    words = sentence.split()
    cut = " ".join(words[:most]) if len(words) > most else sentence
    return cut[:300].rstrip(" .。")


def one_line(text: str) -> str:
    """A text, or the items of the list that it is, in one line without Markdown's marks."""
    listed = re.sub(_MARK, "\n", _NEXT_ITEM.sub("; ", f"\n{text}"))
    return " ".join(_MARKUP.sub("", listed).split())


def _section(node: Node) -> OutlineItem:
    words = node.words or count_words(node.text) or DEFAULT_SECTION_WORDS
    point = node.main_point or first_sentence(node.text)
    target = max(MIN_SECTION_WORDS, min(words, MAX_SECTION_WORDS))
    return new_section(node.heading, point, target, min(node.depth, MAX_LEVEL))


def _title(blocks: list[Part]) -> tuple[str, list[Part]]:
    """The title, and the other blocks.

    The only heading of the highest level is the title if it comes first and there are other
    headings, or nothing but lists, under it.
    """
    named = [block for block in blocks if isinstance(block, Title)]
    if named:
        return named[0].text, [block for block in blocks if not isinstance(block, Title)]
    headings = [block for block in blocks if isinstance(block, Heading)]
    if headings and blocks[0] is headings[0]:
        top = [block for block in headings if block.level <= headings[0].level]
        lists_only = all(isinstance(block, ListBlock) for block in blocks[1:])
        if len(top) == 1 and (len(headings) > 1 or (lists_only and len(blocks) > 1)):
            author = int(_is_author(blocks[1]))
            return plain_text(headings[0].runs), blocks[1 + author :]
    return "", blocks


def _is_author(block: Part) -> bool:
    """A name in italics right under the title, as our own Markdown has it."""
    return (
        isinstance(block, Paragraph)
        and all(run.italic for run in block.runs)
        and count_words(plain_text(block.runs)) <= _NAME_WORDS
    )


def _is_outline(blocks: Iterable[Part]) -> bool:
    """Whether there is nothing but headings and lists of short items, at least one of these."""
    lists = [block for block in blocks if not isinstance(block, Heading)]
    return bool(lists) and all(
        isinstance(block, ListBlock) and _has_short_items(block) for block in lists
    )


def _has_short_items(block: ListBlock) -> bool:
    for item in block.items:
        for part in item:
            if isinstance(part, ListBlock):
                if not _has_short_items(part):
                    return False
            elif (
                not isinstance(part, Paragraph) or count_words(plain_text(part.runs)) > _ITEM_WORDS
            ):
                return False
    return True


def _outline_nodes(blocks: Iterable[Part]) -> Iterator[Node]:
    depth = 0
    for block in blocks:
        if isinstance(block, Heading):
            depth = block.level
            yield _headed(block, depth)
        elif isinstance(block, ListBlock):
            yield from _items(block, depth + 1)


def _headed(heading: Heading, depth: int, text: str = "") -> Node:
    """A heading with its text; a number of words in brackets behind it is its target."""
    said = join_thousands(plain_text(heading.runs))
    counted = _COUNT.search(said)
    if counted is None:
        return Node(depth, said, text)
    return Node(depth, said[: counted.start()], text, words=int(counted[1].replace(",", "")))


def _items(block: ListBlock, depth: int = 1) -> Iterator[Node]:
    for item in block.items:
        runs = [plain_text(part.runs) for part in item if isinstance(part, Paragraph)]
        yield item_node(" ".join(runs), depth)
        for part in item:
            if isinstance(part, ListBlock):
                yield from _items(part, depth + 1)


def item_node(text: str, depth: int) -> Node:
    """A list item as heading, main point and number of words, in any form that a plan has."""
    try:
        read = parse_plan(f"1. {_CHECK_BOX.sub('', text) or '-'}", default_words=MAX_SECTION_WORDS)
    except PlanParseError:  # it asks for 0 words
        return Node(depth, text)
    section = read.outline.sections[0]
    words = section.target_words if section.target_words < MAX_SECTION_WORDS else 0
    heading, point = section.heading, section.main_point
    if not heading:
        heading, *rest = _POINT_END.split(point, maxsplit=1)
        point = rest[0] if rest else ""
    return Node(depth, heading.strip(), "", point.strip(), words)


def _draft_nodes(blocks: Iterable[Part]) -> Iterator[Node]:
    """One node a heading, with everything up to the next one as its text.

    Text in front of the first heading is a section of its own. Headings below the third
    level of those in use stay in the text.
    """
    blocks = list(blocks)
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})[:MAX_LEVEL]
    heading: Heading | None = None
    body: list[Part] = []
    for block in [*blocks, Heading(levels[0], (Run(""),))]:
        if isinstance(block, Heading) and block.level in levels:
            text = _text(body)
            if heading is not None:
                yield _headed(heading, heading.level, text)
            elif text:
                yield Node(levels[0], "", text)
            heading, body = block, []
        else:
            body.append(block)


def _text(body: Iterable[Part]) -> str:
    """Markdown of what stands under a heading."""
    texts: list[str] = []
    gathered: list[Block] = []
    for part in body:
        if isinstance(part, Source):
            texts += [render_markdown(gathered).strip(), part.text.strip()]
            gathered = []
        else:
            gathered.append(part)
    texts.append(render_markdown(gathered).strip())
    return "\n\n".join(text for text in texts if text)


def _closed_up(nodes: Iterable[Node]) -> Iterator[Node]:
    """Nodes whose depth is at most one more than that of the node above them."""
    path: list[int] = []  # depths as they were found, of the nodes that the present one is under
    for node in nodes:
        while path and path[-1] >= node.depth:
            path.pop()
        path.append(node.depth)
        yield replace(node, depth=len(path))


def _three_levels(nodes: Iterable[Node]) -> list[Node]:
    kept: list[Node] = []
    for node in nodes:
        if node.depth <= MAX_LEVEL or not kept:
            kept.append(node)
            continue
        above = kept[-1]
        if node.text or above.text:
            text = f"{above.text}\n\n{'#' * node.depth} {node.heading}\n\n{node.text}".strip()
            kept[-1] = replace(above, text=text, words=0)
        else:
            points = (above.main_point, node.heading)
            kept[-1] = replace(above, main_point="; ".join(point for point in points if point))
    return kept
