# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows that are written one by one, so that a run that breaks off goes on behind them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from longwriter_training.manifest import write_bytes

Row = dict[str, Any]


def read(place: Path) -> list[Row]:
    """The rows of a file that may have broken off in one; none of a file that is not there."""
    return [json.loads(line) for line in _whole_lines(place)]


@contextmanager
def going_on(place: Path) -> Iterator[Callable[[Row], None]]:
    """A function that adds a row behind those of an earlier run, at once. Raises `OSError`."""
    lines = _whole_lines(place)
    if place.is_file():
        write_bytes(place, "".join(f"{line}\n" for line in lines).encode())
    with place.open("a", encoding="utf-8") as out:

        def add(row: Row) -> None:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()

        yield add


def _whole_lines(place: Path) -> list[str]:
    if not place.is_file():
        return []
    lines = place.read_text(encoding="utf-8", errors="replace").split("\n")
    return [line for line in lines[:-1] if line]  # behind the last line break nothing is whole
