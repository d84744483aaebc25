# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The queue of downloads as the page of models sees it: files in, one signal out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from longwriter_desktop.app.models_page import Download, DownloadState
from longwriter_desktop.domain.catalogue import DownloadProgress, HubFile
from longwriter_desktop.domain.ports import Notice

_CHECKING = "checking"


class Queued(Protocol):
    """A download of the queue. `state` is one of `DownloadState`, or "checking"."""

    @property
    def key(self) -> str: ...
    @property
    def file(self) -> HubFile: ...
    @property
    def state(self) -> str: ...
    @property
    def progress(self) -> DownloadProgress: ...
    @property
    def notice(self) -> Notice | None: ...
    @property
    def path(self) -> Path | None: ...


class Queue(Protocol):
    """Downloads that are known by their keys."""

    @property
    def listed(self) -> SignalInstance: ...
    @property
    def changed(self) -> SignalInstance: ...
    @property
    def downloads(self) -> Sequence[Queued]: ...

    def add(self, file: HubFile) -> str: ...
    def pause(self, key: str) -> None: ...
    def resume(self, key: str) -> None: ...
    def cancel(self, key: str) -> None: ...
    def close(self) -> None: ...


class DownloadList(QObject):
    """`Downloads` over a queue.

    Signals:
        changed(): a download came, went, has gone on or stands otherwise.
    """

    changed = Signal()

    def __init__(self, queue: Queue) -> None:
        super().__init__()
        self._queue = queue
        queue.listed.connect(self._on_changed)
        queue.changed.connect(self._on_changed)

    def list(self) -> Sequence[Download]:
        return tuple(_seen(one) for one in self._queue.downloads)

    def start(self, file: HubFile) -> None:
        self._queue.add(file)

    @Slot(object)
    def pause(self, file: HubFile) -> None:
        for key in self._keys(file):
            self._queue.pause(key)

    def resume(self, file: HubFile) -> None:
        for key in self._keys(file):
            self._queue.resume(key)

    @Slot(object)
    def cancel(self, file: HubFile) -> None:
        for key in self._keys(file):
            self._queue.cancel(key)

    def close(self) -> None:
        """Pause what runs; nothing is fetched any more."""
        self._queue.close()

    def _keys(self, file: HubFile) -> tuple[str, ...]:
        return tuple(one.key for one in self._queue.downloads if one.file == file)

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()


def _seen(one: Queued) -> Download:
    is_checking = one.state == _CHECKING
    progress = replace(one.progress, is_checking=is_checking or one.progress.is_checking)
    state = DownloadState.RUNNING if is_checking else DownloadState(one.state)
    return Download(one.file, state, progress, one.notice, one.path)
