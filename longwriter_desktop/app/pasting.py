# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Formatted text of other programs as the manuscript's Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from longwriter_desktop.export.blocks import Block, CodeBlock, Heading, Paragraph
from longwriter_desktop.export.html_in import read_html
from longwriter_desktop.export.to_markdown import render_markdown

MOST_HTML = 1_000_000  # characters, more than a long chapter; some seconds to read at most
_TOP_LEVEL = 2  # of headings inside a section; the document's title has the first
_LOWEST_LEVEL = 6


@dataclass(frozen=True)
class Pasted:
    """Markdown, and whether what comes first and last in it needs lines of its own."""

    text: str
    opens_apart: bool
    ends_apart: bool

    def between(self, before: str, behind: str) -> str:
        """The text with the line ends that it needs between what stands before and behind it."""
        start = _line_ends(before[::-1]) if self.opens_apart else ""
        end = _line_ends(behind) if self.ends_apart else ""
        return f"{start}{self.text}{end}"


def markdown_of_html(html: str) -> Pasted | None:
    """What Markdown can hold of HTML; None where that is no more than the plain text.

    So it is for HTML without formatting too, or of more than `MOST_HTML` characters, or so
    damaged that nothing can be read in it.
    """
    if len(html) > MOST_HTML or _is_cut_off(html):
        return None
    try:
        blocks = read_html(html)
    except (AssertionError, ValueError):  # what html.parser raises for damage
        return None
    if not any(_is_formatted(block) for block in blocks):
        return None
    text = render_markdown(_at_levels(blocks)).rstrip("\n")
    opens, ends = (not isinstance(block, Paragraph) for block in (blocks[0], blocks[-1]))
    return Pasted(text, opens, ends)


def _is_cut_off(html: str) -> bool:
    """Whether a tag or comment is left open, over which html.parser can take minutes."""
    return html.rfind("<") > html.rfind(">") or html.rfind("<!--") > html.rfind("-->")


def _is_formatted(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return any(
            run.bold or run.italic or run.code or run.link or run.source for run in block.runs
        )
    return not isinstance(block, CodeBlock)


def _at_levels(blocks: Iterable[Block]) -> Iterable[Block]:
    """The headings at levels that follow each other from the highest one of a section."""
    blocks = list(blocks)
    used = sorted({block.level for block in blocks if isinstance(block, Heading)})
    levels = {old: min(new, _LOWEST_LEVEL) for new, old in enumerate(used, start=_TOP_LEVEL)}
    return [
        replace(block, level=levels[block.level]) if isinstance(block, Heading) else block
        for block in blocks
    ]


def _line_ends(text: str) -> str:
    """The line ends that are missing for an empty line, where `text` goes on from here."""
    standing = len(text[:2]) - len(text[:2].lstrip("\n"))
    return "\n" * (2 - standing) if text else ""
