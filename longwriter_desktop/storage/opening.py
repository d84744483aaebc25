# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening the library: check the file, take the lock, back up, upgrade the tables."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.atomic import file_problem
from longwriter_desktop.storage.backups import backups, latest_backup, make_backup
from longwriter_desktop.storage.database import Database
from longwriter_desktop.storage.library import SqliteLibrary, utc_now
from longwriter_desktop.storage.lock import LibraryLock
from longwriter_desktop.storage.problems import corrupt, sqlite_problems
from longwriter_desktop.storage.schema import (
    MIGRATIONS,
    Migration,
    Version,
    check_version,
    migrate,
)

FILE_NAME = "library.db"
_BUSY_SECONDS = 5.0


def open_library(
    folder: Path,
    read_only: bool = False,
    app: str = "longwriter",
    *,
    clock: Callable[[], datetime] = utc_now,
    migrations: tuple[Migration, ...] = MIGRATIONS,
) -> SqliteLibrary:
    """Open the library in `folder`; make folder and library where there are none.

    One program may open it for writing; with `read_only` any number may, at any time.
    `app` names this program and its version, for who finds the library locked or too new.
    At most once a day a backup is made, and always before an upgrade of the tables.

    Raises:
        EnvironmentProblem: `library_locked` (path, pid, host, app, since),
            `library_read_only` (path), `library_corrupt` (path, detail, backup),
            `library_corrupt_no_backup` (path, detail),
            `library_too_new` (path, written_by, schema), `library_foreign` (path),
            `disk_full` (path), and to a reader `library_missing` (path) or
            `library_needs_upgrade` (path).
    """
    path = folder / FILE_NAME
    if read_only:
        return _open_for_reading(path, clock, migrations)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with sqlite_problems(path):
            return _open_for_writing(path, app, clock, migrations)
    except OSError as error:
        problem = file_problem(error, path)
        if problem.code == "cannot_write":
            problem = EnvironmentProblem("library_read_only", path=str(path))
        raise problem from error


def _open_for_writing(
    path: Path, app: str, clock: Callable[[], datetime], migrations: tuple[Migration, ...]
) -> SqliteLibrary:
    newest = migrations[-1].to
    with ExitStack() as stack:
        lock = stack.enter_context(ExitStack())  # entered first, so given back last
        _check_not_emptied(path)
        db = _connect(path, "rwc", stack)
        _check_file(db, path, newest)
        lock.callback(LibraryLock(path.parent, app, clock()).release)
        _configure(db)
        # Looked at again: another program may have upgraded the file before the lock was ours.
        version = check_version(db, str(path), newest)
        problem = None
        if Version(0, 0) < version < newest:
            make_backup(db.conn, path.parent, clock(), before=str(newest))
        elif version > Version(0, 0):
            problem = _daily_backup(db.conn, path, clock())
        migrate(db, migrations)
        if version <= newest:
            db.table("meta").upsert({"key": "written_by", "value": app}, pk="key")
        return SqliteLibrary(
            db,
            path,
            resources=stack.pop_all(),
            read_only=False,
            clock=clock,
            backup_problem=problem,
        )


def _open_for_reading(
    path: Path, clock: Callable[[], datetime], migrations: tuple[Migration, ...]
) -> SqliteLibrary:
    if not path.exists():
        raise EnvironmentProblem("library_missing", path=str(path))
    _check_not_emptied(path)
    with sqlite_problems(path), ExitStack() as stack:
        db = _connect(path, "ro", stack)
        try:
            version = _check_file(db, path, migrations[-1].to)
        except sqlite3.OperationalError as error:
            if not _lies_on_read_only_disk(error, path):
                raise
            db = _connect(path, "ro&immutable=1", stack)
            version = _check_file(db, path, migrations[-1].to)
        if version < migrations[-1].to:
            raise EnvironmentProblem("library_needs_upgrade", path=str(path))
        return SqliteLibrary(db, path, resources=stack.pop_all(), read_only=True, clock=clock)


def _lies_on_read_only_disk(error: sqlite3.OperationalError, path: Path) -> bool:
    """Whether the file can't be read only because its shared-memory file can't be made.

    With no write-ahead log beside it nobody is writing, and the file alone is the whole.
    """
    cannot_make = error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
    return cannot_make and not path.with_name(path.name + "-wal").exists()


def _connect(path: Path, mode: str, stack: ExitStack) -> Database:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        check_same_thread=False,
    )
    stack.callback(connection.close)
    return Database(connection, execute_plugins=False)


def _check_not_emptied(path: Path) -> None:
    """SQLite takes a file cut to nothing for a new database; with backups beside it, it is not."""
    if path.exists() and path.stat().st_size == 0 and latest_backup(path.parent):
        raise corrupt(path, "the file is empty")


def _check_file(db: Database, path: Path, newest: Version) -> Version:
    """Read without writing: is it ours, not too new, and whole?"""
    version = check_version(db, str(path), newest)
    answer = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if answer != "ok":
        raise corrupt(path, answer)
    return version


def _configure(db: Database) -> None:
    with db.ensure_autocommit_on():
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")


def _daily_backup(
    connection: sqlite3.Connection, path: Path, now: datetime
) -> EnvironmentProblem | None:
    """Back up when the last copy is a day old. A failure must not keep a writer out."""
    newest = max(backups(path.parent), default=None)
    if newest is not None and now - newest < timedelta(days=1):
        return None
    try:
        with sqlite_problems(path):
            make_backup(connection, path.parent, now)
    except OSError as error:
        return file_problem(error, path.parent / "backups")
    except EnvironmentProblem as problem:
        return problem
    return None
