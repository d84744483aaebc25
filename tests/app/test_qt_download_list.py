# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The queue of downloads as the page of models sees it."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.models_page import DownloadState
from longwriter_desktop.app.qt_download_list import DownloadList
from longwriter_desktop.domain.catalogue import DownloadProgress, HubFile
from longwriter_desktop.domain.ports import Notice

FILE = HubFile("lamps/harbour", "q4.gguf", 100)


@dataclass(frozen=True)
class One:
    file: HubFile = FILE
    state: str = "waiting"
    progress: DownloadProgress = DownloadProgress(10, 100)
    notice: Notice | None = None
    path: Path | None = None

    @property
    def key(self) -> str:
        return f"{self.file.repository}/{self.file.name}"


class FakeQueue(QObject):
    listed = Signal()
    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.downloads: list[One] = []
        self.asked: list[tuple[str, str]] = []

    def add(self, file: HubFile) -> str:
        self.downloads.append(One(file))
        self.listed.emit()
        return self.downloads[-1].key

    def pause(self, key: str) -> None:
        self.asked.append(("pause", key))

    def resume(self, key: str) -> None:
        self.asked.append(("resume", key))

    def cancel(self, key: str) -> None:
        self.asked.append(("cancel", key))


def test_a_file_is_queued_and_told_of(qtbot: QtBot) -> None:
    queue = FakeQueue()
    downloads = DownloadList(queue)
    with qtbot.waitSignal(downloads.changed):
        downloads.start(FILE)
    (one,) = downloads.list()
    assert (one.file, one.state, one.progress.done) == (FILE, DownloadState.WAITING, 10)


@pytest.mark.parametrize("name", ["pause", "resume", "cancel"])
def test_what_is_asked_of_a_file_is_asked_by_its_key(name: str) -> None:
    queue = FakeQueue()
    downloads = DownloadList(queue)
    getattr(downloads, name)(FILE)
    assert queue.asked == []
    downloads.start(FILE)
    getattr(downloads, name)(FILE)
    assert queue.asked == [(name, "lamps/harbour/q4.gguf")]


def test_checking_is_a_part_of_running(qtbot: QtBot) -> None:
    queue = FakeQueue()
    downloads = DownloadList(queue)
    queue.downloads = [replace(One(), state="checking")]
    with qtbot.waitSignal(downloads.changed):
        queue.changed.emit(queue.downloads[0].key)
    (one,) = downloads.list()
    assert one.state is DownloadState.RUNNING
    assert one.progress.is_checking


def test_a_failure_and_a_path_are_passed_on() -> None:
    queue = FakeQueue()
    problem = Notice("error", "disk_full", {"path": "x"})
    queue.downloads = [replace(One(), state="failed", notice=problem, path=Path("x"))]
    (one,) = DownloadList(queue).list()
    assert (one.state, one.problem, one.path) == (DownloadState.FAILED, problem, Path("x"))
