# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""State files that are bad, and saving that goes wrong: the worker lives, the old file is good."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import psutil
import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.process import WorkerProcess
from tests.engine.asking import STORY, ask
from tests.engine.test_branches import ENDLESS, HOT
from tests.engine.tiny_gguf import write_tiny_model

LOST = (0, "damaged")


@pytest.fixture
def own_worker(tiny_path: Path, saved: Path) -> Iterator[WorkerProcess]:
    """A worker without a client in between, with the state in its cache. Jobs go on from 3."""
    worker = WorkerProcess()
    worker.send(protocol.Load(1, str(tiny_path)))
    last_event(worker)
    worker.send(protocol.RestoreState(2, str(saved)))
    last_event(worker)
    yield worker
    worker.kill()


def last_event(worker: WorkerProcess) -> object:
    """The event that ends a job."""
    while True:
        event = worker.events.get(timeout=20)
        if not isinstance(event, protocol.LoadProgress | protocol.StateProgress):
            return event


@pytest.fixture
def background() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


@contextmanager
def half_saved(
    engine: WorkerEngine,
    kept: Path,
    background: ThreadPoolExecutor,
    spared_seconds: float = 0.0,
) -> Iterator[tuple[Future[tuple[int, str]], BinaryIO]]:
    """A save that stands still in the middle of writing, as on a disk that hangs, till all of it
    is read from the other end."""
    blocked = kept.with_name(f".{kept.name}.tmp")
    os.mkfifo(blocked)
    saving = background.submit(engine.save_state, kept, spared_seconds=spared_seconds)
    with blocked.open("rb") as disk:  # opens when the worker has opened it too
        yield saving, disk


def test_only_the_owner_can_read_the_file(saved: Path) -> None:
    assert saved.stat().st_mode & 0o077 == 0


def test_a_file_cut_at_any_length_is_damaged_and_the_worker_goes_on(
    tiny: WorkerEngine, saved: Path
) -> None:
    pid = tiny.worker_pid
    whole = saved.read_bytes()
    edges = [*range(90), *range(90, len(whole), len(whole) // 60), len(whole) - 1]
    for length in edges:
        saved.write_bytes(whole[:length])
        assert tiny.restore_state(saved) == LOST, length
    saved.write_bytes(whole + b"\0")
    assert tiny.restore_state(saved) == LOST
    assert ask(tiny, STORY, tokens=5).text
    assert tiny.worker_pid == pid


def test_a_flipped_bit_anywhere_is_noticed_and_the_worker_goes_on(
    new_worker: Callable[[Path], WorkerEngine], tiny_path: Path, saved: Path
) -> None:
    engine = new_worker(tiny_path)
    pid = engine.worker_pid
    whole = saved.read_bytes()
    places = [*range(100), *range(100, len(whole), len(whole) // 150), len(whole) - 1]
    for number, place in enumerate(places):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << number % 8
        saved.write_bytes(spoilt)
        assert engine.restore_state(saved) == LOST, place
    assert engine.save_state(saved) == (0, "nothing")
    assert ask(engine, STORY, tokens=5).stats.reused_tokens == 0
    assert engine.worker_pid == pid


def test_a_state_of_another_model_is_told_apart(
    new_worker: Callable[[Path], WorkerEngine], saved: Path, tmp_path: Path
) -> None:
    twin = new_worker(write_tiny_model(tmp_path / "twin.gguf", seed=1))
    assert twin.restore_state(saved) == (0, "other_model")
    assert ask(twin, STORY, tokens=5).stats.reused_tokens == 0


@pytest.mark.parametrize("what", ["missing", "empty", "folder", "pipe", "in no folder"])
def test_what_is_no_state_file_is_refused_with_a_reason(
    tiny: WorkerEngine, kept: Path, what: str
) -> None:
    wanted = {"missing": "missing", "empty": "damaged", "in no folder": "missing"}
    if what == "empty":
        kept.touch()
    elif what == "folder":
        kept.mkdir()
    elif what == "pipe":
        os.mkfifo(kept)
    elif what == "in no folder":
        kept = kept.parent / "nowhere" / kept.name
    assert tiny.restore_state(kept) == (0, wanted.get(what, "cannot_read"))
    assert ask(tiny, STORY, tokens=5).text


def test_a_file_that_may_not_be_written_is_a_reason(tiny: WorkerEngine, kept: Path) -> None:
    ask(tiny, STORY, tokens=5)
    kept.mkdir()
    assert tiny.save_state(kept) == (0, "cannot_write")
    assert tiny.save_state(kept.parent / "nowhere" / "a.state") == (0, "cannot_write")
    assert list(kept.parent.iterdir()) == [kept]


def test_a_full_disk_is_a_reason_and_the_old_file_stays(
    new_worker: Callable[[Path], WorkerEngine], tiny_path: Path, saved: Path
) -> None:
    old = saved.read_bytes()
    engine = new_worker(tiny_path)
    ask(engine, STORY, tokens=200, sampling=HOT, length=ENDLESS)
    worker = psutil.Process(engine.worker_pid)
    worker.rlimit(psutil.RLIMIT_FSIZE, (20_000, 20_000))
    assert engine.save_state(saved) == (0, "disk_full")
    assert saved.read_bytes() == old
    assert list(saved.parent.iterdir()) == [saved]
    assert ask(engine, STORY, tokens=5).text


def test_a_state_over_the_limit_is_not_written(tiny: WorkerEngine, kept: Path) -> None:
    ask(tiny, STORY, tokens=5)
    assert tiny.save_state(kept, 1_000) == (0, "too_large")
    assert not kept.exists()


def test_a_disk_that_hangs_does_not_keep_the_writer_from_the_model(
    new_worker: Callable[[Path], WorkerEngine],
    tiny_path: Path,
    saved: Path,
    background: ThreadPoolExecutor,
) -> None:
    old = saved.read_bytes()
    engine = new_worker(tiny_path)
    ask(engine, STORY, tokens=80, sampling=HOT, length=ENDLESS)
    with half_saved(engine, saved, background) as (saving, _disk):
        assert ask(engine, STORY, tokens=20).text
        assert saving.result() == (0, "cancelled")
    assert saved.read_bytes() == old


def test_a_save_that_is_spared_comes_to_its_end_before_the_writer_is_answered(
    new_worker: Callable[[Path], WorkerEngine],
    tiny_path: Path,
    saved: Path,
    background: ThreadPoolExecutor,
) -> None:
    engine = new_worker(tiny_path)
    ask(engine, STORY, tokens=80, sampling=HOT, length=ENDLESS)
    with half_saved(engine, saved, background, spared_seconds=3_600.0) as (saving, disk):
        asking = background.submit(ask, engine, STORY, tokens=20)
        while not engine._turns.is_wanted:
            time.sleep(0.001)
        assert len(disk.read()) > 0
        assert saving.result() == (0, "cannot_write")  # no pipe is gone back in; not "cancelled"
        assert asking.result().text


def test_a_save_is_spared_no_longer_than_was_said(
    new_worker: Callable[[Path], WorkerEngine],
    tiny_path: Path,
    saved: Path,
    background: ThreadPoolExecutor,
) -> None:
    engine = new_worker(tiny_path)
    ask(engine, STORY, tokens=80, sampling=HOT, length=ENDLESS)
    with half_saved(engine, saved, background, spared_seconds=0.3) as (saving, _disk):
        assert ask(engine, STORY, tokens=20).text
        assert saving.result() == (0, "cancelled")


def test_a_worker_killed_in_the_middle_of_saving_leaves_the_old_file_good(
    new_worker: Callable[[Path], WorkerEngine],
    tiny_path: Path,
    saved: Path,
    background: ThreadPoolExecutor,
) -> None:
    old = saved.read_bytes()
    engine = new_worker(tiny_path)
    ask(engine, STORY, tokens=80, sampling=HOT, length=ENDLESS)
    with half_saved(engine, saved, background) as (saving, _disk):
        pid = engine.worker_pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(EngineProblem) as caught:
            saving.result()
    assert caught.value.code == "worker_crashed"
    assert saved.read_bytes() == old
    assert new_worker(tiny_path).restore_state(saved)[1] == ""


def test_a_save_that_is_cancelled_leaves_the_old_file_and_nothing_else(
    own_worker: WorkerProcess, saved: Path
) -> None:
    old = saved.read_bytes()
    own_worker.send(protocol.Cancel(3))
    own_worker.send(protocol.SaveState(3, str(saved)))
    assert last_event(own_worker) == protocol.StateSaved(3, 0, "cancelled")
    assert saved.read_bytes() == old
    assert list(saved.parent.iterdir()) == [saved]


def test_a_restore_that_is_cancelled_leaves_the_cache_as_it_was(
    own_worker: WorkerProcess, tiny_path: Path, saved: Path
) -> None:
    own_worker.send(protocol.Load(3, str(tiny_path)))
    last_event(own_worker)
    own_worker.send(protocol.Cancel(4))
    own_worker.send(protocol.RestoreState(4, str(saved)))
    assert last_event(own_worker) == protocol.StateRestored(4, 0, "cancelled")
    own_worker.send(protocol.SaveState(5, str(saved)))
    assert last_event(own_worker) == protocol.StateSaved(5, 0, "nothing")


@pytest.mark.parametrize("events", range(3))
def test_a_worker_killed_at_any_point_of_saving_leaves_one_whole_file(
    own_worker: WorkerProcess, tiny: WorkerEngine, saved: Path, events: int
) -> None:
    own_worker.send(protocol.SaveState(3, str(saved)))
    for _event in range(events):
        own_worker.events.get(timeout=20)
    own_worker.kill()
    assert tiny.restore_state(saved)[1] == ""
