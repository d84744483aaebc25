# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Progress bars with figures beside them, a line each however narrow the terminal is."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

CONSOLE = Console(stderr=True)
# No bars in a log file; rich would draw them there where a variable asks for colours.
IS_QUIET = not sys.stderr.isatty()

_ROOMY = 80  # columns, from which on there is room for all figures and for whole words
_BAR, _LEAST_BAR = 30, 10  # columns
_LEAST_NAME = 8  # columns


@dataclass(frozen=True)
class Row:
    """What a line says: `done` of `total` words, and figures; fewer in `brief`."""

    name: str
    done: int
    total: int
    figures: str = ""
    brief: str = ""


class Bars:
    """Draws rows below what else is printed, from `start` to `stop`; then they are gone."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)
        self._live = Live(
            console=CONSOLE, transient=True, refresh_per_second=10, get_renderable=self._drawn
        )

    def start(self) -> None:
        if not IS_QUIET:
            self._live.start()

    def stop(self) -> None:
        self._live.stop()

    def show(self, rows: Sequence[Row]) -> None:
        """Draw these from now on."""
        self._rows = tuple(rows)

    def _drawn(self) -> Table:
        return drawn(self._rows, CONSOLE.width)


def drawn(rows: Sequence[Row], width: int) -> Table:
    """The rows in `width` columns. Words and figures are shown before name and bar."""
    is_roomy = width >= _ROOMY
    words = [_words(row, is_roomy) for row in rows]
    figures = [row.figures if is_roomy else row.brief for row in rows]
    left = width - _widest(words) - _widest(figures) - 3  # for the gaps
    name, bar = _shared(left, _widest([row.name for row in rows]))
    table = Table.grid(padding=(0, 1))
    if name:
        table.add_column(width=name, no_wrap=True, overflow="ellipsis")
    if bar:
        table.add_column(width=bar)
    table.add_column(no_wrap=True, overflow="ellipsis")
    table.add_column(no_wrap=True, overflow="ellipsis")
    for row, count, more in zip(rows, words, figures, strict=True):
        front = [Text(row.name)] if name else []
        middle = [ProgressBar(max(row.total, 1), row.done, bar)] if bar else []
        table.add_row(*front, *middle, Text(count), Text(more))
    return table


def _words(row: Row, is_roomy: bool) -> str:
    of = " of " if is_roomy else "/"
    return f"{row.done:,}{of}{row.total:,} words"


def _widest(texts: Sequence[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _shared(left: int, name: int) -> tuple[int, int]:
    """Columns of the name, `name` wide, and of the bar, which goes first."""
    bar = min(_BAR, max(left - name, _LEAST_BAR))
    if left - bar < _LEAST_NAME:
        return max(min(name, left + 1), 0), 0
    return min(name, left - bar), bar
