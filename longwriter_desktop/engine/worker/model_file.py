# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The file behind a loaded model, which llama.cpp goes on reading from."""

from pathlib import Path

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.fingerprint import fingerprint


class ModelFile:
    """A model file as it was when it was loaded: `fingerprint`, `size` in bytes.

    Raises `EngineProblem("model_unreadable")`.

    Its pages are mapped into memory. A file that is cut short ends the process that touches
    what is gone, and one that is written over gives another model's numbers; a file that was
    deleted or replaced by another lives on until the process lets go of it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._seen = _state(path)
            self.fingerprint = fingerprint(path)
        except OSError as error:
            raise EngineProblem("model_unreadable", path=str(path), detail=str(error)) from error

    @property
    def size(self) -> int:
        return self._seen[1]

    def check(self) -> None:
        """Raise `EngineProblem("model_file_lost")` if the very file was written to since."""
        try:
            now = _state(self.path)
        except OSError:
            return
        if now[0] == self._seen[0] and now != self._seen:
            detail = "the file was written to while it was in use"
            raise EngineProblem("model_file_lost", path=str(self.path), detail=detail)


def _state(path: Path) -> tuple[tuple[int, int], int, int]:
    """Which file it is, its size in bytes, and when it was written to."""
    stat = path.stat()
    return (stat.st_dev, stat.st_ino), stat.st_size, stat.st_mtime_ns
