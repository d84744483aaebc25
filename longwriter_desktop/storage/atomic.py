# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing a file whole or not at all. Export and settings write through nothing else."""

import errno
import os
import stat
import sys
import time
import uuid
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REPLACE_TRIES = 5


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` into the file at `path`; old bytes stay whole until the new ones are safe.

    A symbolic link is followed, a file's permissions are kept. The parent must exist.

    Raises:
        EnvironmentProblem: `cannot_write` (path, reason) or `disk_full` (path); the old
            file is as it was and no temporary file is left.
    """
    target = Path(os.path.realpath(path))
    temporary = _beside(target)
    try:
        mode = _mode_to_keep(target)
        try:
            _write_durably(temporary, data, mode)
            _replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)  # once renamed, it is missing
        sync_folder(target.parent)
    except OSError as error:
        raise file_problem(error, path) from error


def check_writable(path: Path) -> None:
    """See whether `write_atomic` could write to `path`, before the work that is to go there.

    A file is made in the folder and taken away again: what a folder's permissions say is not
    all that can be in the way.

    Raises:
        EnvironmentProblem: `cannot_write` (path, reason) or `disk_full` (path).
    """
    target = Path(os.path.realpath(path))
    temporary = _beside(target)
    try:
        _mode_to_keep(target)
        temporary.touch(exist_ok=False)
        temporary.unlink()
    except OSError as error:
        raise file_problem(error, path) from error


def file_problem(error: OSError, path: Path) -> EnvironmentProblem:
    """What an `OSError` on writing `path` means to the writer."""
    if error.errno in _NO_ROOM:
        return EnvironmentProblem("disk_full", path=str(path))
    return EnvironmentProblem("cannot_write", path=str(path), reason=error.strerror or str(error))


def sync_file(path: Path) -> None:
    """Make what was written to a file survive a power cut."""
    with open(path, "r+b") as file:  # Windows syncs only what could be written to
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system can (not Windows)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _beside(target: Path) -> Path:
    """A new name in the same folder, for only there a rename puts a file in place at once."""
    return target.with_name(f".{target.name[:100]}.{uuid.uuid4().hex}.tmp")


def _mode_to_keep(target: Path) -> int | None:
    """Permission bits of the present file, None for a new one.

    Raises `OSError` for a folder, and for a file marked read-only: replacing it would
    work, but whoever marked it asked for it to stay.
    """
    if not target.exists():
        return None
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(target.stat().st_mode)


def _write_durably(temporary: Path, data: bytes, mode: int | None) -> None:
    with open(temporary, "xb") as file:
        if mode is not None and sys.platform != "win32":
            os.fchmod(file.fileno(), mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace(temporary: Path, target: Path) -> None:
    """Rename; on Windows a virus scanner may hold the target for a moment, so try again."""
    tries = _REPLACE_TRIES if sys.platform == "win32" else 1
    for left in reversed(range(tries)):
        try:
            os.replace(temporary, target)
        except PermissionError:
            if not left:
                raise
            time.sleep(0.1)
        else:
            return
