# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Blocks to CommonMark text."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

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
    Title,
)
from longwriter_desktop.export.formulas import DOLLARS

_SPECIAL = re.compile(r"([\\`*\[\]<])|(?<![^\W_])(_)|(_)(?![^\W_])|(&)(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)([#>+\-~|=]|\d{1,9}(?=[.)]))")
_FORMULA = re.compile(DOLLARS)
_ALIGNED = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}
_URL_ESCAPES = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C"}


def render_markdown(blocks: Iterable[Block]) -> str:
    """CommonMark text (tables: GitHub's form), one blank line between blocks.

    Under a title, which takes the first level, every heading moves one level down. A table
    of contents leaves no trace: readers of Markdown make their own.
    """
    blocks = list(blocks)
    if any(isinstance(block, Title) for block in blocks):
        blocks = [
            replace(block, level=block.level + 1) if isinstance(block, Heading) else block
            for block in blocks
        ]
    text = "\n\n".join(rendered for block in blocks if (rendered := _block(block)))
    return f"{text}\n" if text else ""


def _block(block: Block) -> str:
    match block:
        case Title(text, author):
            by = f"\n\n*{_escaped(author)}*" if author else ""
            return f"# {_heading_text((Run(text),))}{by}"
        case Heading(level, runs):
            return f"{'#' * min(level, 6)} {_heading_text(runs)}"
        case Paragraph(runs):
            return _paragraph(runs)
        case ListBlock():
            return _list(block)
        case BlockQuote(inner):
            return _prefixed(_joined(inner), "> ", "> ").replace("> \n", ">\n")
        case CodeBlock(text, info):
            fence = _fence(text, 3)
            return f"{fence}{info}\n{text}\n{fence}" if text else f"{fence}{info}\n{fence}"
        case ThematicBreak():
            return "* * *"
        case Table():
            return _table(block)
        case Footnote(name, runs):
            return f"[^{name}]: {_inline(runs)}".replace("\n", "\n    ")
    return ""


def _joined(blocks: Iterable[Block]) -> str:
    return "\n\n".join(_block(block) for block in blocks)


def _list(block: ListBlock) -> str:
    tight = all(_is_tight(item) for item in block.items)
    lines = []
    for number, item in enumerate(block.items, start=block.start):
        marker = f"{number}. " if block.ordered else "- "
        inner = ("\n" if tight else "\n\n").join(_block(part) for part in item)
        lines.append(_prefixed(inner, marker, " " * len(marker)))
    return ("\n" if tight else "\n\n").join(lines)


def _is_tight(item: tuple[Block, ...]) -> bool:
    kinds = [type(block) for block in item]
    return kinds in ([], [Paragraph], [Paragraph, ListBlock])


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    rest = [others + line if line or others.strip() else "" for line in lines[1:]]
    return "\n".join([f"{first}{lines[0]}".rstrip(), *rest])


def _table(table: Table) -> str:
    marks = [_ALIGNED[aligned] for aligned in table.aligned or ("",) * len(table.header)]
    rows = [_row(table.header), f"| {' | '.join(marks)} |"]
    return "\n".join([*rows, *(_row(row) for row in table.rows)])


def _row(cells: Iterable[Runs]) -> str:
    texts = (_inline(cell).replace("|", "\\|").replace("\\\n", " ") for cell in cells)
    return "| " + " | ".join(texts) + " |"


def _heading_text(runs: Runs) -> str:
    text = _inline(runs).replace("\\\n", " ")
    return re.sub(r"(#+)$", r"\\\1", text)


def _paragraph(runs: Runs) -> str:
    if len(runs) == 1 and runs[0].source:
        return runs[0].source
    lines = _inline(runs).split("\n")
    if any(line.startswith(r"\[") for line in lines):  # else it would be a formula in brackets
        lines = [re.sub(r"\\\]$", "]", line) for line in lines]
    return "\n".join(_LINE_START.sub(_escape_line_start, line) for line in lines)


def _escape_line_start(match: re.Match[str]) -> str:
    if match[2].isdigit():
        return f"{match[1]}{match[2]}\\"
    return f"{match[1]}\\{match[2]}"


def _inline(runs: Runs) -> str:
    parts = []
    for link, group in groupby(runs, key=_link):
        inside = "".join(_styled(run) for run in group)
        parts.append(f"[{inside}]({_url(link)})" if link else inside)
    return "".join(parts)


def _link(run: Run) -> str:
    return run.link


def _styled(run: Run) -> str:
    if run.code:
        marks = "*" * (2 * run.bold + run.italic)
        return f"{marks}{_code(run.text)}{marks}"
    marks = "*" * (2 * run.bold + run.italic)
    if run.source or run.note:
        return f"{marks}{run.source or f'[^{run.note}]'}{marks}"
    if not marks:
        return _escaped(run.text)
    # Emphasis must begin and end at a letter, so spaces and line breaks go outside.
    return "".join(_marked(piece, marks) for piece in re.split(rf"(\s*{LINE_BREAK}\s*)", run.text))


def _marked(text: str, marks: str) -> str:
    core = text.strip()
    if not core:
        return _escaped(text)
    start = text.index(core)
    before, behind = text[:start], text[start + len(core) :]
    return f"{before}{marks}{_escaped(core)}{marks}{behind}"


def _escaped(text: str) -> str:
    marked = _SPECIAL.sub(r"\\\g<0>", text)
    # A person who typed \$ did not mean a formula.
    plain = _FORMULA.sub(lambda found: found[0].replace("$", "\\$"), marked)
    return plain.replace(LINE_BREAK, "\\\n")


def _code(text: str) -> str:
    fence = _fence(text, 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _fence(text: str, shortest: int) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    return "`" * max(shortest, longest + 1)


def _url(url: str) -> str:
    return "".join(_URL_ESCAPES.get(character, character) for character in url)
