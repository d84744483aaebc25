# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Dated copies of the library in `<folder>/backups/`, and which of them are kept."""

import os
import re
import sqlite3
from collections.abc import Hashable, Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from longwriter_desktop.storage.atomic import sync_file, sync_folder

NEWEST_OF_LAST_DAY = 5
DAYS = 7
WEEKS = 8
_FORMAT = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"^library-(\d{8}T\d{6}Z)(-before-[\d.]+)?\.db$")


def kept_backups(times: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Which backups to keep, of those made at `times` (all with a time zone).

    The newest five of the last 24 hours, the newest of each of the last seven days, the
    newest of each of the last eight ISO weeks, and always the newest of all.
    """
    newest_first = sorted((time.astimezone(UTC) for time in times), reverse=True)
    kept = set(newest_first[:1])
    kept.update([t for t in newest_first if now - t < timedelta(days=1)][:NEWEST_OF_LAST_DAY])
    newest_of: dict[Hashable, datetime] = {}
    for time in newest_first:
        if now - time < timedelta(days=DAYS):
            newest_of.setdefault(time.date(), time)
        if now - time < timedelta(weeks=WEEKS):
            newest_of.setdefault(time.isocalendar()[:2], time)
    return frozenset(kept.union(newest_of.values()))


def backups(folder: Path) -> dict[datetime, Path]:
    """The dated backups of the library in `folder`, by the time they were made (UTC).

    Those made before an upgrade are not among them: they are never dropped.
    """
    found = {}
    for path in (folder / "backups").glob("library-*.db"):
        match = _NAME.match(path.name)
        if match and not match[2]:
            found[datetime.strptime(match[1], _FORMAT).replace(tzinfo=UTC)] = path
    return found


def latest_backup(folder: Path) -> Path | None:
    """The newest copy in `<folder>/backups/`, those made before an upgrade included."""
    copies = [path for path in (folder / "backups").glob("*.db") if _NAME.match(path.name)]
    return max(copies, key=_name, default=None)


def make_backup(
    connection: sqlite3.Connection, folder: Path, now: datetime, before: str = ""
) -> Path:
    """Copy the library with `VACUUM INTO`, then drop the copies that age out.

    `before` names the schema version of an upgrade; such a copy is never dropped. The
    connection must have no open transaction.

    Raises:
        OSError, sqlite3.Error: no copy was made, and none was dropped.
    """
    target_folder = folder / "backups"
    target_folder.mkdir(exist_ok=True)
    label = f"-before-{before}" if before else ""
    target = target_folder / f"library-{now.astimezone(UTC).strftime(_FORMAT)}{label}.db"
    temporary = target.with_suffix(".tmp")
    for unfinished in target_folder.glob("library-*.tmp"):  # of a program that was killed
        unfinished.unlink()
    with ExitStack() as half_done:
        half_done.callback(temporary.unlink, missing_ok=True)
        connection.execute("VACUUM INTO ?", [str(temporary)])
        sync_file(temporary)  # SQLite leaves that to whoever asks
        os.replace(temporary, target)
    sync_folder(target_folder)
    present = backups(folder)
    for time in present.keys() - kept_backups(present, now):
        present[time].unlink()
    return target


def _name(path: Path) -> str:
    return path.name
