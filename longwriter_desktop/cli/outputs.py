# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Refuses the name of a file before the work that is to go there, not after; what has no place
all the same is printed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem

EXPORT_SUFFIXES = (".docx", ".md", ".markdown")


def check_exports(paths: Iterable[Path]) -> None:
    """Raise `InputProblem` for a file that no document can be exported to: `export_format` or
    `folder_missing`."""
    for path in paths:
        if path.suffix.lower() not in EXPORT_SUFFIXES:
            raise InputProblem("export_format", suffix=path.suffix or path.name)
        check_folder(path)


def check_folder(path: Path) -> None:
    """Raise `InputProblem("folder_missing")` where a file's folder is not there."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise InputProblem("folder_missing", path=str(folder))


@contextmanager
def plan_not_lost(text: str) -> Iterator[None]:
    """Print a plan that could not be kept: a model made it, and would make another one the next
    time."""
    try:
        yield
    except EnvironmentProblem:
        print(text, end="", flush=True)
        raise
