# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One writer at a time: a lock of the operating system, and a note that names its holder.

The system drops the lock when its process ends, however it ends, so a note left by a
dead process stops nobody.
"""

import json
import os
import socket
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from longwriter_desktop.domain.errors import EnvironmentProblem


@dataclass(frozen=True)
class Holder:
    """Who has the library open for writing. `since` is ISO 8601; pid 0 means unknown."""

    pid: int = 0
    host: str = ""
    app: str = ""
    since: str = ""


class LibraryLock:
    """The right to write to the library in `folder`. May be released from any thread."""

    def __init__(self, folder: Path, app: str, now: datetime) -> None:
        """Take the lock, at once or not at all.

        Raises:
            EnvironmentProblem: `library_locked` with path, pid, host, app and since.
            OSError: the lock file cannot be made.
        """
        self._note = folder / "library.holder.json"
        self._lock = FileLock(folder / "library.lock", thread_local=False)
        try:
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise EnvironmentProblem(
                "library_locked", path=str(folder), **asdict(_read_note(self._note))
            ) from error
        with ExitStack() as not_noted:
            not_noted.callback(self._lock.release)
            _write_note(self._note, Holder(os.getpid(), socket.gethostname(), app, now.isoformat()))
            not_noted.pop_all()

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._lock.is_locked:
            with suppress(OSError):  # Windows keeps a file that somebody is reading
                self._note.unlink()
            self._lock.release()


def _write_note(path: Path, holder: Holder) -> None:
    # Renamed into place, so that a second program never reads half a note.
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(asdict(holder)), encoding="utf-8")
    os.replace(temporary, path)


def _read_note(path: Path) -> Holder:
    """The present holder; unknown while the note is being written or was damaged."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return Holder(
            int(fields["pid"]), str(fields["host"]), str(fields["app"]), str(fields["since"])
        )
    except (OSError, ValueError, TypeError, KeyError):
        return Holder()
