# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Footnotes of a whole document, whose sections each count their own from 1."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from longwriter_desktop.export.blocks import (
    Block,
    BlockQuote,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Runs,
    Table,
)


def footnotes(blocks: Iterable[Block]) -> Iterator[Footnote]:
    """The texts of footnotes among blocks, also inside lists and quotations."""
    for block in blocks:
        if isinstance(block, Footnote):
            yield block
        elif isinstance(block, BlockQuote):
            yield from footnotes(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from footnotes(item)


def runs_of(blocks: Iterable[Block]) -> Iterator[Run]:
    """All runs of blocks, in order."""
    for block in blocks:
        match block:
            case Heading(runs=runs) | Paragraph(runs) | Footnote(runs=runs):
                yield from runs
            case ListBlock(items=items):
                for item in items:
                    yield from runs_of(item)
            case BlockQuote(inner):
                yield from runs_of(inner)
            case Table(header, rows):
                for row in (header, *rows):
                    for cell in row:
                        yield from cell


def with_own_names(blocks: tuple[Block, ...], taken: set[str]) -> tuple[Block, ...]:
    """Blocks of one section, their footnotes' names changed where another section has them;
    all names are added to `taken`."""
    names: dict[str, str] = {}
    for note in footnotes(blocks):
        names[note.name] = _free_name(note.name, taken) if note.name in taken else note.name
        taken.add(names[note.name])
    return tuple(_renamed(blocks, names))


def _free_name(name: str, taken: set[str]) -> str:
    stem = "" if name.isdecimal() else f"{name}-"
    return next(
        free for number in range(1, len(taken) + 2) if (free := f"{stem}{number}") not in taken
    )


def _renamed(blocks: Iterable[Block], names: dict[str, str]) -> Iterator[Block]:
    def renamed(runs: Runs) -> Runs:
        return tuple(_renamed_run(run, names) for run in runs)

    for block in blocks:
        match block:
            case Footnote(name, runs):
                yield Footnote(names[name], renamed(runs))
            case Heading() | Paragraph():
                yield replace(block, runs=renamed(block.runs))
            case ListBlock():
                items = tuple(tuple(_renamed(item, names)) for item in block.items)
                yield replace(block, items=items)
            case BlockQuote(inner):
                yield BlockQuote(tuple(_renamed(inner, names)))
            case Table():
                rows = tuple(tuple(map(renamed, row)) for row in block.rows)
                yield replace(block, header=tuple(map(renamed, block.header)), rows=rows)
            case _:
                yield block


def _renamed_run(run: Run, names: dict[str, str]) -> Run:
    name = names.get(run.note, run.note)
    return replace(run, note=name, text=f"[^{name}]") if name != run.note else run
