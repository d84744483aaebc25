# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The one stream of blocks that every format is written from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

_CJK = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_BREAK_IN_CJK = re.compile(rf"(?<=[{_CJK}])[ \t]*\n[ \t]*(?=[{_CJK}])")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
LINE_BREAK = "\u2028"


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look. U+2028 (`LINE_BREAK`) in it is a forced line break.

    `source` is the Markdown of what is only passed on, a formula or a picture for instance:
    other formats have `text` in its place. `note` names the footnote that stands here.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    source: str = ""
    note: str = ""

    @property
    def is_verbatim(self) -> bool:
        """Whether spaces and line ends in the text stay as they are."""
        return bool(self.code or self.source or self.note)


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Title:
    """The document's title, with the author's name where it is known."""

    text: str
    author: str = ""


@dataclass(frozen=True)
class TableOfContents:
    """The place of a table of contents."""


@dataclass(frozen=True)
class Heading:
    """A heading; `level` counts from 1 to 6."""

    level: int
    runs: Runs
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True)
class ListBlock:
    """A list; each item is a sequence of blocks, mostly one paragraph, and may hold a list."""

    ordered: bool
    items: tuple[tuple["Block", ...], ...]
    start: int = 1


@dataclass(frozen=True)
class BlockQuote:
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class CodeBlock:
    """Text kept as it is; lines end with "\\n", the last one without."""

    text: str
    info: str = ""


@dataclass(frozen=True)
class ThematicBreak:
    """A change of scene."""


@dataclass(frozen=True)
class Table:
    """A table with one header row; every cell is a sequence of runs. `aligned` says "left",
    "center", "right" or "" for each column."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Footnote:
    """The text of a footnote, which runs refer to by its name."""

    name: str
    runs: Runs


Block = (
    Title | TableOfContents | Heading | Paragraph | ListBlock | BlockQuote | CodeBlock
    | ThematicBreak | Table | Footnote
)  # fmt: skip


def plain_text(runs: Iterable[Run]) -> str:
    """The text of runs, line breaks as spaces."""
    return "".join(run.text for run in runs).replace(LINE_BREAK, " ")


def tidy_runs(runs: Iterable[Run]) -> Runs:
    """Runs as a paragraph holds them: white space collapsed, equal neighbours joined.

    A line end in the source is a space, and nothing between two CJK characters. No space
    stands at either end or beside a forced line break. Code keeps its spaces.
    """
    tidied: list[Run] = []
    for run in _joined(runs):
        text = run.text
        if not run.is_verbatim:
            text = _SPACE.sub(" ", _BREAK_IN_CJK.sub("", text))
            text = re.sub(f" ?{LINE_BREAK} ?", LINE_BREAK, text)
            if not tidied or tidied[-1].text.endswith((" ", LINE_BREAK)):
                text = text.lstrip(" ")
        if text.startswith(LINE_BREAK) and tidied and not tidied[-1].is_verbatim:
            tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" "))
        if text:
            tidied.append(replace(run, text=text))
    while tidied and not tidied[-1].is_verbatim and not tidied[-1].text.rstrip(f" {LINE_BREAK}"):
        tidied.pop()
    if tidied and not tidied[-1].is_verbatim:
        tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(f" {LINE_BREAK}"))
    if tidied and not tidied[0].is_verbatim:
        tidied[0] = replace(tidied[0], text=tidied[0].text.lstrip(f" {LINE_BREAK}"))
    return _joined(run for run in tidied if run.text)


def _joined(runs: Iterable[Run]) -> Runs:
    joined: list[Run] = []
    for run in runs:
        is_one = run.source or run.note
        if joined and not is_one and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
