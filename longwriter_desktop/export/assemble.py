# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document as one stream of blocks: title, headings, and the sections' Markdown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import Outline, OutlineItem
from longwriter_desktop.export.blocks import (
    Block,
    BlockQuote,
    Heading,
    ListBlock,
    Run,
    TableOfContents,
    Title,
)
from longwriter_desktop.export.from_markdown import read_markdown, strip_illegal
from longwriter_desktop.export.notes import with_own_names
from longwriter_desktop.export.options import ExportOptions

MAX_HEADING_LEVEL = 3  # of the plan's own; headings in a text go below
_LOWEST_LEVEL = 6
_LABEL = re.compile(
    r"^(?:(?:section|chapter|part|paragraph)\s+[\divxlc]+|第\s*[\d一二三四五六七八九十百]+\s*[章节節部篇段]"
    r"|\d+(?:\.\d+)*[.):、])(?=[\W_]|$)",
    re.IGNORECASE,
)
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Assembled:
    """Blocks in order, how many sections had no text, and the words of those that had."""

    blocks: tuple[Block, ...]
    sections_left_out: int
    words: int


def assemble(document: Document, options: ExportOptions) -> Assembled:
    """The blocks of a document. Sections without text are left out, and so are chapters
    in which no section has any."""
    outline = document.outline
    written = {
        item.id: document.text_of(item.id).text
        for item in outline.sections
        if document.text_of(item.id).text.strip()
    }
    blocks: list[Block] = []
    notes: set[str] = set()
    if document.title.strip():
        blocks.append(Title(_one_line(document.title), _one_line(options.author)))
    if options.table_of_contents:
        blocks.append(TableOfContents())
    for item in outline:
        if item.is_section and item.id in written:
            names = (item.heading, document.title)
            section = _section(item, _level(outline, item), written[item.id], names, options)
            blocks += with_own_names(tuple(section), notes)
        elif any(below.id in written for below in outline.under(item.id)):
            blocks.append(_chapter(item, options))
    return Assembled(
        tuple(blocks),
        len(outline.sections) - len(written),
        sum(count_words(text) for text in written.values()),
    )


def without_repeated_heading(text: str, names: Iterable[str]) -> str:
    """`text` without the lines at its start that only say one of `names` again.

    Local models like to begin a section with its heading, as a Markdown heading, in bold
    or bare, and sometimes with its number.
    """
    wanted = {_spoken(name) for name in names} - {""}
    while True:
        first, _, rest = text.lstrip().partition("\n")
        if not rest.strip() or _spoken(first) not in wanted:
            return text
        text = rest


def _section(
    item: OutlineItem, level: int, text: str, names: tuple[str, str], options: ExportOptions
) -> Iterator[Block]:
    heading = _one_line(item.heading)
    if options.section_headings and heading:
        yield Heading(level, (Run(heading),))
    blocks = read_markdown(without_repeated_heading(text, names))
    levels = enumerate(sorted(set(_heading_levels(blocks))), start=level + 1)
    yield from _demoted(blocks, {typed: min(new, _LOWEST_LEVEL) for new, typed in levels})


def _chapter(item: OutlineItem, options: ExportOptions) -> Heading:
    return Heading(
        min(item.level, MAX_HEADING_LEVEL),
        (Run(_one_line(item.heading) or "*"),),
        new_page=options.page_break_before_chapters and item.level == 1,
    )


def _level(outline: Outline, section: OutlineItem) -> int:
    chapter = outline.chapter_of(section.id)
    return min(chapter.level + 1, MAX_HEADING_LEVEL) if chapter else 1


def _heading_levels(blocks: Iterable[Block]) -> Iterator[int]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.level
        elif isinstance(block, BlockQuote):
            yield from _heading_levels(block.blocks)
        elif isinstance(block, ListBlock):
            for entry in block.items:
                yield from _heading_levels(entry)


def _demoted(blocks: Iterable[Block], levels: Mapping[int, int]) -> Iterator[Block]:
    """Blocks with other levels for their headings."""
    for block in blocks:
        if isinstance(block, Heading):
            yield replace(block, level=levels[block.level])
        elif isinstance(block, BlockQuote):
            yield BlockQuote(tuple(_demoted(block.blocks, levels)))
        elif isinstance(block, ListBlock):
            items = tuple(tuple(_demoted(entry, levels)) for entry in block.items)
            yield replace(block, items=items)
        else:
            yield block


def _spoken(line: str) -> str:
    """A line as one would read it out: no marks, no number, no case."""
    bare = line.strip(" #*_:：\t").strip()
    without_label = _LABEL.sub("", bare, count=1)
    return _NOT_LETTERS.sub(" ", without_label or bare).strip().casefold()


def _one_line(text: str) -> str:
    return " ".join(strip_illegal(text).split())
