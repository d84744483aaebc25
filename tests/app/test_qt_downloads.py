# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's downloads, from a Hub on this machine."""

import random
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.downloads import DOWNLOADS_NAME, DownloadsFile
from longwriter_desktop.app.qt_downloads import DownloadsController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.domain.catalogue import DownloadProgress, HubFile
from longwriter_desktop.models.hub import HubStore
from tests.support.hub_server import HubServer, serving

REPOSITORY = "someone/Small-GGUF"
SIZE = 300_000
STALL = 98_304  # bytes after which a server that stalls says nothing more

Make = Callable[..., DownloadsController]


class NoSecrets:
    def get(self, name: str) -> str:
        return ""

    def set(self, name: str, value: str) -> None:
        raise AssertionError("nothing is kept here")


@pytest.fixture
def hub() -> Iterator[HubServer]:
    with serving() as server:
        yield server


@pytest.fixture
def files(hub: HubServer) -> list[HubFile]:
    found = []
    for number in range(3):
        data = random.Random(number).randbytes(SIZE)
        name = f"model-{number}.gguf"
        found.append(HubFile(REPOSITORY, name, SIZE, hub.add(REPOSITORY, name, data)))
    return found


@pytest.fixture
def store(hub: HubServer, tmp_path: Path) -> HubStore:
    return HubStore(NoSecrets(), hub.url, tmp_path / "cache", tick_seconds=0.01)


@pytest.fixture
def make(
    store: HubStore, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[..., DownloadsController]]:
    """Controllers as of one start of the program after another."""
    made: list[DownloadsController] = []

    def start(**given: object) -> DownloadsController:
        given = {"hub": store, "file": DownloadsFile(tmp_path / "data"), **given}
        made.append(DownloadsController(**given))
        return made[-1]

    yield start
    for controller in made:
        controller.close()


@pytest.fixture
def downloads(make: Make) -> DownloadsController:
    return make()


def states(downloads: DownloadsController) -> list[str]:
    return [item.state for item in downloads.downloads]


def stalled(downloads: DownloadsController, key: str) -> Callable[[], bool]:
    def check() -> bool:
        found = downloads.find(key)
        return found is not None and found.progress.done == STALL

    return check


def test_files_are_fetched_one_after_another(
    downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    finished: list[tuple[str, Path]] = []
    downloads.finished.connect(lambda key, path: finished.append((key, path)))
    keys = [downloads.add(file) for file in files]
    assert states(downloads) == ["running", "waiting", "waiting"]
    qtbot.waitUntil(lambda: len(finished) == 3)
    assert [key for key, _ in finished] == keys
    assert [path.name for _, path in finished] == [file.name for file in files]
    assert states(downloads) == ["done"] * 3
    assert all(item.progress == DownloadProgress(SIZE, SIZE) for item in downloads.downloads)


def test_pausing_stops_at_once_and_lets_the_next_one_begin(
    hub: HubServer, downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.stall_after = STALL
    first, second = [downloads.add(file) for file in files[:2]]
    qtbot.waitUntil(stalled(downloads, first))
    downloads.pause(first)
    assert downloads.find(first).state == "paused"
    qtbot.waitUntil(stalled(downloads, second))
    assert states(downloads) == ["paused", "running"]


def test_resuming_goes_on_where_it_was_paused(
    hub: HubServer, downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.stall_after = STALL
    key = downloads.add(files[0])
    qtbot.waitUntil(stalled(downloads, key))
    downloads.pause(key)
    hub.stall_after = None
    downloads.resume(key)
    assert downloads.find(key).state == "waiting"
    with qtbot.waitSignal(downloads.finished):
        pass
    assert [sent.start for sent in hub.sent] == [0, STALL]


def test_a_download_that_waits_can_be_paused(
    hub: HubServer, downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.stall_after = STALL
    downloads.add(files[0])
    key = downloads.add(files[1])
    downloads.pause(key)
    assert states(downloads) == ["running", "paused"]


def test_after_a_restart_what_was_not_finished_is_there_paused_with_what_came(
    hub: HubServer, make: Make, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.stall_after = STALL
    before = make()
    key = before.add(files[0])
    before.add(files[1])
    qtbot.waitUntil(stalled(before, key))
    before.close()
    asked = len(hub.requests)
    after = make()
    assert states(after) == ["paused", "paused"]
    assert [item.progress.done for item in after.downloads] == [STALL, 0]
    assert len(hub.requests) == asked
    hub.stall_after = None
    after.resume(key)
    with qtbot.waitSignal(after.finished):
        pass
    assert hub.sent[-1].start == STALL


def test_what_is_done_is_not_listed_after_a_restart(
    make: Make, files: list[HubFile], qtbot: QtBot
) -> None:
    before = make()
    with qtbot.waitSignal(before.finished):
        before.add(files[0])
    before.close()
    assert make().downloads == []


def test_cancelling_deletes_what_came(
    hub: HubServer, store: HubStore, downloads: DownloadsController, files: list[HubFile],
    qtbot: QtBot,
) -> None:  # fmt: skip
    hub.stall_after = STALL
    key = downloads.add(files[0])
    qtbot.waitUntil(stalled(downloads, key))
    downloads.cancel(key)
    assert downloads.downloads == []
    qtbot.waitUntil(lambda: store.kept(files[0]) == 0)


def test_a_download_that_was_cancelled_can_be_asked_for_again_at_once(
    hub: HubServer, downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.stall_after = STALL
    key = downloads.add(files[0])
    qtbot.waitUntil(stalled(downloads, key))
    downloads.cancel(key)
    hub.stall_after = None
    with qtbot.waitSignal(downloads.finished):
        downloads.add(files[0])
    assert states(downloads) == ["done"]


def test_taking_a_finished_one_off_the_list_leaves_the_file(
    downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(downloads.finished) as finished:
        key = downloads.add(files[0])
    downloads.cancel(key)
    assert downloads.downloads == []
    assert finished.args[1].is_file()


def test_a_failure_is_told_and_the_next_one_begins(
    hub: HubServer, downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.repositories[REPOSITORY].files.pop(files[0].name)
    failed: list[tuple[str, str]] = []
    downloads.failed.connect(lambda key, notice: failed.append((key, notice.code)))
    with qtbot.waitSignal(downloads.finished):
        key = downloads.add(files[0])
        downloads.add(files[1])
    assert failed == [(key, "hub_file_missing")]
    assert states(downloads) == ["failed", "done"]
    assert downloads.find(key).notice.code == "hub_file_missing"


def test_what_failed_for_want_of_a_network_is_tried_again_by_itself(
    hub: HubServer, make: Make, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.fail("resolve", 429, Retry_After="3600")
    downloads = make(retry_ms=0)
    failed: list[str] = []
    downloads.failed.connect(lambda key, notice: failed.append(notice.code))
    with qtbot.waitSignal(downloads.finished):
        downloads.add(files[0])
    assert failed == ["hub_busy"]


def test_one_that_waits_for_the_server_can_be_tried_at_once(
    hub: HubServer, downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.fail("file", 503, Retry_After="200")  # longer than a test may take
    key = downloads.add(files[0])
    qtbot.waitUntil(lambda: downloads.find(key).progress.waits_seconds > 0)
    downloads.resume(key)
    assert downloads.find(key).progress.waits_seconds == 0
    with qtbot.waitSignal(downloads.finished):
        pass
    assert states(downloads) == ["done"]


def test_one_that_goes_on_is_not_begun_anew(
    hub: HubServer, downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.stall_after = STALL
    key = downloads.add(files[0])
    qtbot.waitUntil(stalled(downloads, key))
    downloads.resume(key)
    assert states(downloads) == ["running"]


def test_closing_in_the_middle_is_no_failure(
    hub: HubServer, make: Make, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.stall_after = STALL
    downloads = make()
    told: list[str] = []
    downloads.failed.connect(lambda key, notice: told.append(notice.code))
    key = downloads.add(files[0])
    qtbot.waitUntil(stalled(downloads, key))
    downloads.close()
    qtbot.wait(1)
    assert told == []


def test_the_engine_works_on_while_a_download_says_nothing(
    hub: HubServer, downloads: DownloadsController, files: list[HubFile], qtbot: QtBot
) -> None:
    hub.stall_after = STALL
    key = downloads.add(files[0])
    qtbot.waitUntil(stalled(downloads, key))
    engine = JobRunner()
    with qtbot.waitSignal(engine.ended):
        engine.start(lambda: iter([1]))
    engine.close()
    assert states(downloads) == ["running"]


def test_a_list_that_is_damaged_counts_as_none(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for text in ("", "[]", '{"version": 1, "downloads": [{"a": 1}]}', '{"version": 9}',
                 '{"version": 1, "downloads": [{"repository": 1, "name": "b"}]}'):  # fmt: skip
        (folder / DOWNLOADS_NAME).write_text(text)
        assert make().downloads == []


def test_a_name_in_the_list_that_leads_elsewhere_is_refused_like_any_other(
    make: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    DownloadsFile(tmp_path / "data").save([])
    path = tmp_path / "data" / DOWNLOADS_NAME
    path.write_text('{"version": 1, "downloads": [{"repository": "a/b", "name": "../x.gguf"}]}')
    downloads = make()
    with qtbot.waitSignal(downloads.failed) as failed:
        downloads.resume(downloads.downloads[0].key)
    assert failed.args[1].code == "hub_unsafe_name"


class BrokenHub:
    """A hub with a bug in it."""

    def kept(self, file: HubFile) -> int:
        return 0

    def download(self, file: HubFile) -> Generator[DownloadProgress, None, Path]:
        yield DownloadProgress(0, 1)
        raise ZeroDivisionError(threading.current_thread().name)


def test_a_bug_in_a_download_is_no_failure_of_it_but_reaches_the_crash_report(
    make: Make, qtbot: QtBot
) -> None:
    downloads = make(hub=BrokenHub())
    with qtbot.captureExceptions() as caught:
        key = downloads.add(HubFile("a/b", "x.gguf"))
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
    assert downloads.find(key).state == "paused"
