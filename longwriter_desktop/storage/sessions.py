# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The folder of what models have read: a file for each document and model, of bounded size.

The worker writes and reads the files (`engine/worker/state_file.py`); here they are only
named, counted and thrown away. Beside each stands what the model was told of the plan. All of
them can be lost at any time: it costs seconds.
"""

import contextlib
import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from longwriter_desktop.domain.told import Told
from longwriter_desktop.storage import told_file
from longwriter_desktop.storage.atomic import file_problem, write_atomic

_SUFFIX = ".state"
_TOLD = ".told"
_TEMPORARY = ".tmp"
_MINUTE = 60 * 10**9  # nanoseconds


class SessionFiles:
    """State files under `folder`, which is made when the first is written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, document_id: str, model: str) -> Path:
        """Where the state of a document with a model, named by its fingerprint, is kept.

        Raises `EnvironmentProblem` (`cannot_write`, `disk_full`) without a folder for it.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise file_problem(error, self._folder) from error
        return self._folder / f"{document_id}-{model}{_SUFFIX}"

    def keep_told(self, path: Path, told: Told | None) -> None:
        """Keep what the model was told beside the state at `path`.

        Raises `EnvironmentProblem` (`cannot_write`, `disk_full`).
        """
        beside = path.with_suffix(_TOLD)
        if told is None:
            _remove(beside)
        else:
            write_atomic(beside, told_file.encode(told))

    def find_told(self, path: Path) -> Told | None:
        """What the model was told with the state at `path`, where that can be read."""
        try:
            return told_file.decode(path.with_suffix(_TOLD).read_bytes())
        except OSError:
            return None

    def note_use(self, path: Path) -> None:
        """A file was used; among those that are thrown away it is the last now."""
        with contextlib.suppress(OSError):
            os.utime(path)

    def tidy(self, limit_bytes: int, documents: Collection[str]) -> None:
        """Throw away what a crash left half written, the files of all but these documents, and
        the least recently used ones until no more than `limit_bytes` are left.

        What cannot be thrown away stays, and so does what was written to in the last minute: the
        program that was just closed may be at it.
        """
        for path in self._files(_TEMPORARY):
            for used, _size, _path in _measured(path):
                if time.time_ns() - used > _MINUTE:
                    _remove(path)
        kept = []
        for path in self._files(_SUFFIX):
            if path.name.rpartition("-")[0] in documents:
                kept += _measured(path)
            else:
                _remove(path)
        total = sum(size for _used, size, _path in kept)
        for _used, size, path in sorted(kept):
            if total > limit_bytes:
                _remove(path)
                total -= size
        for path in self._files(_TOLD):
            if not path.with_suffix(_SUFFIX).exists():
                _remove(path)

    def _files(self, suffix: str) -> Iterator[Path]:
        try:
            yield from [path for path in self._folder.iterdir() if path.name.endswith(suffix)]
        except OSError:
            return


def _measured(path: Path) -> list[tuple[int, int, Path]]:
    """When a file was used last (ns), its bytes, its path; nothing where it has gone."""
    try:
        status = path.stat()
    except OSError:
        return []
    return [(status.st_mtime_ns, status.st_size, path)]


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
