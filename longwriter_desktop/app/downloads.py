# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of downloads, and the file that keeps it from one start to the next."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from longwriter_desktop.domain.catalogue import DownloadProgress, HubFile
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.storage.atomic import file_problem, write_atomic

DOWNLOADS_NAME = "downloads.json"
State = Literal["waiting", "running", "checking", "paused", "done", "failed"]
PASSES_BY_ITSELF = frozenset({"no_network", "hub_busy"})  # such a download is tried again

_VERSION = 1
_DAMAGE = (OSError, ValueError, LookupError, TypeError, RecursionError, AttributeError)


@dataclass(frozen=True)
class Download:
    """A file that is wanted. `notice` says why it failed; `path` where it is once it is done."""

    file: HubFile
    state: State = "waiting"
    progress: DownloadProgress = DownloadProgress(0, 0)
    notice: Notice | None = None
    path: Path | None = None

    @property
    def key(self) -> str:
        """Names it in the list."""
        return download_key(self.file)

    @property
    def is_active(self) -> bool:
        """Whether bytes come or are checked now."""
        return self.state in ("running", "checking")


def download_key(file: HubFile) -> str:
    """The name of a file's download."""
    return f"{file.repository}/{file.name}"


class DownloadsFile:
    """Keeps which downloads are not finished. What came of them is in the Hub's cache.

    A file that is damaged counts as none: nothing of it is worth a question to the writer.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / DOWNLOADS_NAME

    def load(self) -> list[Download]:
        """The unfinished downloads, all of them paused: the network may cost money."""
        try:
            content = json.loads(self._path.read_bytes())
            if content["version"] != _VERSION:
                return []
            return [_download(item) for item in content["downloads"]]
        except _DAMAGE:
            return []

    def save(self, downloads: Iterable[Download]) -> None:
        """Keep the list. Raises `EnvironmentProblem`: `cannot_write` or `disk_full`."""
        items = [asdict(item.file) for item in downloads if item.state != "done"]
        data = json.dumps({"version": _VERSION, "downloads": items}, indent=1).encode()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise file_problem(error, self._path) from error
        write_atomic(self._path, data)


def _download(item: dict[str, Any]) -> Download:
    file = HubFile(**item)
    texts = (file.repository, file.name, file.sha256, file.quantisation, *file.parts)
    if not all(isinstance(text, str) for text in texts) or not isinstance(file.size_bytes, int):
        raise TypeError("no file of the Hub")
    file = replace(file, parts=tuple(file.parts))
    return Download(file, "paused", DownloadProgress(0, file.size_bytes))
