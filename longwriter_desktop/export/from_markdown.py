# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Markdown text to blocks, from the element tree of the `markdown` package.

Raw HTML is plain text here, code is fenced (indented prose stays prose), and a line of
dashes is a change of scene, never the underline of a heading.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.util import AtomicString

from longwriter_desktop.export.blocks import (
    LINE_BREAK,
    Block,
    BlockQuote,
    CodeBlock,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Runs,
    Table,
    ThematicBreak,
    tidy_runs,
)
from longwriter_desktop.export.formulas import FORMULA
from longwriter_desktop.export.source_lines import FenceTaker, Formula, ListNormaliser

_ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_TAGS = frozenset({"p", "ul", "ol", "blockquote", "hr", "table", *_HEADINGS})
_PASSED_ON = "passed-on"
_NOTE_MARK = re.compile(r"(?<!\\)\[\^([^\]\\\s]+)\]")
_CITATION = r"(?<![\\!])\[[^\[\]\n]*?-?@[\w{][^\[\]\n]*\](?!\()"
_TASK = r"^\[[ xX]\](?= )"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def strip_illegal(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def read_markdown(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text. Any text is valid; unknown marks stay as they are."""
    md = Markdown(extensions=[SaneListExtension(), TableExtension(use_align_attribute=True)])
    fences = _set_up(md)
    lines = strip_illegal(text).split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = md.parser.parseDocument(lines).getroot()
    for treeprocessor in md.treeprocessors:
        replaced = treeprocessor.run(root)
        root = root if replaced is None else replaced
    return tuple(_blocks(root, fences))


class _SpacedHashHeader(HashHeaderProcessor):
    """A heading needs a space behind its marks, so that "#1" stays text."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>(?:\\.|[^\\\n])*?)(?:[ ]+#+)?[ ]*(?:\n|$)"
    )


class _PassedOn(InlineProcessor):
    """What this program does not read stays as it was typed."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:
        element = Element(_PASSED_ON)
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class _Entity(InlineProcessor):
    """A character reference becomes its character."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:
        return html.unescape(m[0]), m.start(0), m.end(0)


def _set_up(md: Markdown) -> FenceTaker:
    md.ESCAPED_CHARS = list(_ASCII_PUNCTUATION)
    fences = FenceTaker(md)
    md.preprocessors.deregister("html_block")
    md.preprocessors.register(fences, "fences", 26)
    md.preprocessors.register(ListNormaliser(md), "lists", 25)
    for name in ("code", "setextheader", "hashheader"):
        md.parser.blockprocessors.deregister(name)
    md.parser.blockprocessors.register(_SpacedHashHeader(md.parser), "hashheader", 70)
    for name in ("html", "entity", "automail"):
        md.inlinePatterns.deregister(name)
    md.inlinePatterns.register(
        _Entity(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});", md), "entity", 80
    )
    md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 185)
    passed_on = "|".join((_NOTE_MARK.pattern, _CITATION, FORMULA, _TASK))
    md.inlinePatterns.register(_PassedOn(passed_on, md), "passed_on", 186)
    md.treeprocessors.deregister("prettify")
    return fences


def _blocks(parent: Element, fences: FenceTaker) -> Iterator[Block]:
    """The blocks inside an element; text beside them becomes paragraphs."""
    loose: list[Run] = [Run(parent.text or "")]
    for child in parent:
        if child.tag in _BLOCK_TAGS:
            yield from _paragraph(loose, fences)
            yield from _block(child, fences, parent.tag)
            loose = []
        else:
            loose += _inline(child, Run(""))
        loose.append(Run(child.tail or ""))
    yield from _paragraph(loose, fences)


def _block(element: Element, fences: FenceTaker, parent: str) -> Iterator[Block]:
    tag = element.tag
    if tag == "p":
        for runs in _paragraphs(_children(element, Run("")), parent):
            yield from _paragraph(runs, fences)
    elif tag in _HEADINGS:
        title = tidy_runs(_children(element, Run("")))
        if title:
            yield Heading(_HEADINGS[tag], title)
    elif tag == "hr":
        yield ThematicBreak()
    elif tag == "blockquote":
        yield BlockQuote(tuple(_blocks(element, fences)))
    elif tag == "table":
        yield _table(element)
    else:
        items = tuple(tuple(_blocks(item, fences)) for item in element)
        yield ListBlock(tag == "ol", items, int(element.get("start", "1")))


def _paragraphs(runs: list[Run], parent: str) -> list[list[Run]]:
    """A paragraph of Markdown as a writer means it who pressed Return once: each line is one of
    its own, as it was seen while writing. In a quotation, which may be a verse, the lines stay
    together; in lists they are taken for wrapped.
    """
    if parent == "li":
        return [runs]
    if parent == "blockquote":
        return [[_with_its_lines(run) for run in runs]]
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *others = [run.text] if run.is_verbatim else run.text.split("\n")
        found[-1].append(replace(run, text=first))
        found += [[replace(run, text=line)] for line in others]
    return found


def _with_its_lines(run: Run) -> Run:
    return run if run.is_verbatim else replace(run, text=run.text.replace("\n", LINE_BREAK))


def _paragraph(runs: list[Run], fences: FenceTaker) -> Iterator[Block]:
    taken = fences.block_at("".join(run.text for run in runs))
    if isinstance(taken, CodeBlock):
        yield taken
        return
    if isinstance(taken, Formula):
        yield Paragraph((Run(taken.source, source=taken.source),))
        return
    if taken is not None:
        yield Footnote(taken.name, _note_runs(taken.text))
        return
    tidied = tidy_runs(runs)
    if tidied:
        yield Paragraph(tidied)


def _children(element: Element, look: Run) -> list[Run]:
    runs = [replace(look, text=element.text or "")]
    for child in element:
        runs += _inline(child, look)
        runs.append(replace(look, text=child.tail or ""))
    return runs


def _inline(element: Element, look: Run) -> list[Run]:
    tag = element.tag
    if tag == "br":
        return [replace(look, text=LINE_BREAK)]
    if tag == "img":
        return [replace(look, text=element.get("alt", ""), source=_picture(element))]
    if tag == _PASSED_ON:
        text = element.text or ""
        name = _NOTE_MARK.fullmatch(text)
        return [replace(look, text=text, source="" if name else text, note=name[1] if name else "")]
    if tag == "strong":
        look = replace(look, bold=True)
    elif tag == "em":
        look = replace(look, italic=True)
    elif tag == "code":
        look = replace(look, code=True)
    elif tag == "a":
        look = replace(look, link=element.get("href", ""))
    return _children(element, look)


def _picture(element: Element) -> str:
    source, title = element.get("src", ""), element.get("title", "")
    if re.search(r"[\s()]", source):
        source = f"<{source}>"
    named = f' "{title}"' if title else ""
    return f"![{element.get('alt', '')}]({source}{named})"


def _note_runs(text: str) -> Runs:
    """A footnote in one paragraph: Word has no room for more between the lines of a page."""
    runs: list[Run] = []
    for block in read_markdown(" ".join(line for line in text.split("\n") if line)):
        inner = block.runs if isinstance(block, Paragraph) else (Run(text),)
        runs += [Run(LINE_BREAK), *inner] if runs else inner
    return tidy_runs(runs)


def _table(element: Element) -> Table:
    rows = [tuple(_cell(cell) for cell in row) for row in element.iter("tr")]
    aligned = tuple(cell.get("align", "") for cell in element.iter("th"))
    return Table(rows[0], tuple(rows[1:]), aligned if any(aligned) else ())


def _cell(cell: Element) -> Runs:
    return tidy_runs(_children(cell, Run("")))
