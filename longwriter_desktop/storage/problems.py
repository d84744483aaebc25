# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The one place that says what an SQLite error means to the writer."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.backups import latest_backup


@contextmanager
def sqlite_problems(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the library at `path` into an `EnvironmentProblem`.

    Codes: `disk_full`, `library_corrupt` (with the latest `backup`),
    `library_corrupt_no_backup`, `library_read_only`, `library_busy`, `library_io`. Any
    other SQLite error is a bug and passes unchanged.
    """
    try:
        yield
    except sqlite3.Error as error:
        problem = _problem(error, path)
        if problem is None:
            raise
        raise problem from error


def corrupt(path: Path, detail: str) -> EnvironmentProblem:
    """`library_corrupt` naming the newest backup, `library_corrupt_no_backup` without one."""
    backup = latest_backup(path.parent)
    if backup is None:
        return EnvironmentProblem("library_corrupt_no_backup", path=str(path), detail=detail)
    return EnvironmentProblem("library_corrupt", path=str(path), detail=detail, backup=str(backup))


def _problem(error: sqlite3.Error, path: Path) -> EnvironmentProblem | None:
    """By the extended result name (sqlite.org/rescode.html)."""
    # Errors that Python's own module raises (a closed connection) have no SQLite name.
    name = getattr(error, "sqlite_errorname", "")
    # The second: no room for the file that lies in memory beside the write-ahead log.
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")):
        return EnvironmentProblem("disk_full", path=str(path))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return corrupt(path, str(error))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return EnvironmentProblem("library_read_only", path=str(path))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return EnvironmentProblem("library_busy", path=str(path))
    if name.startswith("SQLITE_IOERR"):
        return EnvironmentProblem("library_io", path=str(path), detail=name)
    return None
