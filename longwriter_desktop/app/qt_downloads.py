# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Downloads for the window: one after another, beside the engine, so that writing goes on."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.app.downloads import (
    PASSES_BY_ITSELF,
    Download,
    DownloadsFile,
    State,
    download_key,
)
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.domain.catalogue import DownloadProgress, HubFile, ModelHub
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import Notice

_RETRY_MS = 60_000


@dataclass
class _Fetch:
    """One run of a download, which `stop` ends at its next sign of life."""

    hub: ModelHub
    file: HubFile
    stop: threading.Event = field(default_factory=threading.Event)

    def events(self) -> Iterator[DownloadProgress | Path]:
        """Progress, and at last the path of the file, in the thread of the job."""
        if self.stop.is_set():
            return
        with closing(self.hub.download(self.file)) as steps:
            while not self.stop.is_set():
                try:
                    progress = next(steps)
                except StopIteration as end:
                    yield end.value
                    return
                yield progress


class DownloadsController(QObject):
    """The queue of downloads. What is not finished is there again, paused, at the next start.

    A download that failed because the network or the server was gone is tried again by itself.

    Signals:
        listed(): one came or went.
        changed(key): the state or the progress of one is another.
        finished(key, path): one is done.
        failed(key, notice): one failed; with an empty key, the list could not be kept.
    """

    listed = Signal()
    changed = Signal(str)
    finished = Signal(str, object)
    failed = Signal(str, object)

    def __init__(
        self,
        hub: ModelHub,
        file: DownloadsFile,
        parent: QObject | None = None,
        retry_ms: int = _RETRY_MS,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._file = file
        self._downloads = {item.key: self._counted(item) for item in file.load()}
        self._runner = JobRunner(self)
        self._runner.happened.connect(self._on_event)
        self._runner.ended.connect(self._on_ended)
        self._fetch: _Fetch | None = None
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(retry_ms)
        self._retry.timeout.connect(self._on_retry)

    @property
    def downloads(self) -> list[Download]:
        """All of them, in the order in which they were asked for."""
        return list(self._downloads.values())

    def find(self, key: str) -> Download | None:
        return self._downloads.get(key)

    def add(self, file: HubFile) -> str:
        """Ask for a file; one that is in the list already goes on. Returns its key."""
        key = download_key(file)
        download = self._downloads.get(key)
        if download is None or download.state == "done":
            self._downloads.pop(key, None)
            self._downloads[key] = self._counted(Download(file))
            self.listed.emit()
            self._keep()
            self._begin_next()
        else:
            self.resume(key)
        return key

    def pause(self, key: str) -> None:
        """Stop a download; what came stays. The next one in the queue begins."""
        download = self._downloads[key]
        if download.state in ("waiting", "running", "checking"):
            self._stop(key)
            self._set(key, "paused")

    def resume(self, key: str) -> None:
        """Go on with a download that is paused or has failed, or that waits for the network."""
        download = self._downloads[key]
        is_stuck = download.is_active and download.progress.waits_seconds > 0
        if is_stuck:
            self._stop(key)  # it begins anew when it has ended
        if is_stuck or download.state in ("paused", "failed"):
            self._set(key, "waiting")
            self._begin_next()

    def cancel(self, key: str) -> None:
        """Take a download off the list, and delete what came of it unless it is done."""
        download = self._downloads.pop(key)
        self._stop(key)
        self.listed.emit()
        self._keep()
        if download.state != "done" and not self._runs(key):
            self._discard(download.file)

    def close(self) -> None:
        """Pause everything, within a moment, and keep the list."""
        self._retry.stop()
        if self._fetch is not None:
            self._fetch.stop.set()
        self._runner.close()
        self._keep()

    def _counted(self, download: Download) -> Download:
        """With the bytes that are here already."""
        try:
            done = self._hub.kept(download.file)
        except EnvironmentProblem:
            done = 0  # a name that the Hub would refuse is told when it is asked for
        return replace(download, progress=DownloadProgress(done, download.file.size_bytes))

    def _runs(self, key: str) -> bool:
        return self._fetch is not None and download_key(self._fetch.file) == key

    def _stop(self, key: str) -> None:
        if self._fetch is not None and self._runs(key):
            self._fetch.stop.set()

    def _begin_next(self) -> None:
        waiting = (item for item in self._downloads.values() if item.state == "waiting")
        download = next(waiting, None)
        if self._fetch is not None or download is None:
            return
        self._fetch = _Fetch(self._hub, download.file)
        self._set(download.key, "running")
        self._runner.start(self._fetch.events)

    @Slot(int, object)
    def _on_event(self, job: int, event: object) -> None:
        fetch = self._fetch
        if fetch is None:
            return
        key = download_key(fetch.file)
        if isinstance(event, Path):
            self._on_done(key, event)
        elif isinstance(event, DownloadProgress) and not fetch.stop.is_set():
            state: State = "checking" if event.is_checking else "running"
            self._downloads[key] = replace(self._downloads[key], state=state, progress=event)
            self.changed.emit(key)

    def _on_done(self, key: str, path: Path) -> None:
        download = self._downloads.get(key)
        if download is None:
            return  # it was taken off the list in its last moment
        total = download.progress.total
        self._downloads[key] = replace(download, path=path, progress=DownloadProgress(total, total))
        self._set(key, "done")
        self.finished.emit(key, path)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        fetch, self._fetch = self._fetch, None
        if fetch is None:
            return
        key = download_key(fetch.file)
        if key not in self._downloads:
            self._discard(fetch.file)
        elif isinstance(problem, EnvironmentProblem) and not fetch.stop.is_set():
            self._on_failed(key, problem)
        elif self._downloads[key].is_active:
            self._set(key, "paused")  # it ended by a bug, which is told below
        self._begin_next()
        if problem is not None and not isinstance(problem, EnvironmentProblem):
            raise problem

    def _on_failed(self, key: str, problem: EnvironmentProblem) -> None:
        notice = Notice("error", problem.code, problem.params)
        self._set(key, "failed", notice)
        self.failed.emit(key, notice)
        if problem.code in PASSES_BY_ITSELF:
            self._retry.start()

    @Slot()
    def _on_retry(self) -> None:
        for download in self.downloads:
            notice = download.notice
            if download.state == "failed" and notice and notice.code in PASSES_BY_ITSELF:
                self.resume(download.key)

    def _set(self, key: str, state: State, notice: Notice | None = None) -> None:
        download = self._downloads[key]
        progress = replace(download.progress, waits_seconds=0.0)
        self._downloads[key] = replace(download, state=state, progress=progress, notice=notice)
        self._keep()
        self.changed.emit(key)

    def _discard(self, file: HubFile) -> None:
        try:
            self._hub.discard(file)
        except EnvironmentProblem as problem:
            self.failed.emit("", Notice("error", problem.code, problem.params))

    def _keep(self) -> None:
        try:
            self._file.save(self._downloads.values())
        except EnvironmentProblem as problem:
            self.failed.emit("", Notice("error", problem.code, problem.params))
