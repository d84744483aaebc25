# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The one place that says what an SQLite error means to the writer."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.backups import latest_backup

# Prefixes of SQLite's extended result names (sqlite.org/rescode.html), the first match counts.
_CODES = (
    ("SQLITE_FULL", "disk_full"),
    ("SQLITE_CORRUPT", "library_corrupt"),
    ("SQLITE_NOTADB", "library_corrupt"),
    ("SQLITE_READONLY", "library_read_only"),
    ("SQLITE_CANTOPEN", "library_read_only"),
    ("SQLITE_PERM", "library_read_only"),
    ("SQLITE_BUSY", "library_busy"),
    ("SQLITE_LOCKED", "library_busy"),
    ("SQLITE_IOERR", "library_io"),
)


@contextmanager
def sqlite_problems(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the library at `path` into an `EnvironmentProblem`.

    Codes: `disk_full`, `library_corrupt` (with the latest `backup`), `library_read_only`,
    `library_busy`, `library_io`. Any other SQLite error is a bug and passes unchanged.
    """
    try:
        yield
    except sqlite3.Error as error:
        problem = _problem(error, path)
        if problem is None:
            raise
        raise problem from error


def corrupt(path: Path, detail: str) -> EnvironmentProblem:
    """`library_corrupt` with the path of the newest backup, "" where there is none."""
    backup = latest_backup(path.parent)
    return EnvironmentProblem(
        "library_corrupt", path=str(path), detail=detail, backup=str(backup or "")
    )


def _problem(error: sqlite3.Error, path: Path) -> EnvironmentProblem | None:
    # Errors that Python's own module raises (a closed connection) have no SQLite name.
    name = getattr(error, "sqlite_errorname", "")
    for prefix, code in _CODES:
        if name.startswith(prefix):
            if code == "library_corrupt":
                return corrupt(path, str(error))
            if code == "library_io":
                return EnvironmentProblem(code, path=str(path), detail=name)
            return EnvironmentProblem(code, path=str(path))
    return None
