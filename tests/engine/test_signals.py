# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Signals that reach the worker from outside, in the middle of its work."""

import os
import signal
import threading
from pathlib import Path

import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import TextDelta
from longwriter_desktop.engine import jobs
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.asking import STORY, answer, ask
from tests.engine.faults import endless

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGSTOP"), reason="a process cannot be sent such signals here"
)


def send(engine: WorkerEngine, which: signal.Signals) -> None:
    assert engine.worker_pid is not None
    os.kill(engine.worker_pid, which)


@pytest.fixture
def loaded(engine: WorkerEngine, tiny_path: Path) -> WorkerEngine:
    engine.load_now(tiny_path)
    return engine


# Not SIGHUP: where `nohup` started the tests it ends nothing.
@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGUSR1, signal.SIGKILL])
def test_a_signal_that_ends_the_worker_is_named(
    loaded: WorkerEngine, which: signal.Signals
) -> None:
    events = loaded.generate(endless(1))
    seen = [next(events) for _ in range(5)]
    send(loaded, which)
    with pytest.raises(EngineProblem) as caught:
        seen.extend(events)
    assert (caught.value.code, caught.value.params["signal"]) == ("worker_crashed", which)
    assert isinstance(seen[-1], TextDelta)
    list(loaded.restart())
    assert ask(loaded, STORY, grammar='root ::= "yes"').text == "yes"


def test_an_interrupt_from_the_keyboard_changes_nothing(
    loaded: WorkerEngine, tiny_path: Path
) -> None:
    whole = answer(list(loaded.generate(endless(1)))).text
    loaded.load_now(tiny_path)
    seen = []
    for event in loaded.generate(endless(1)):
        seen.append(event)
        send(loaded, signal.SIGINT)
    assert answer(seen).text == whole


def test_a_worker_that_is_stopped_and_goes_on_loses_nothing(
    loaded: WorkerEngine, tiny_path: Path
) -> None:
    whole = answer(list(loaded.generate(endless(1)))).text
    loaded.load_now(tiny_path)
    seen, pid = [], loaded.worker_pid
    assert pid is not None
    for event in loaded.generate(endless(1)):
        seen.append(event)
        if len(seen) == 5:
            send(loaded, signal.SIGSTOP)
            timer = threading.Timer(0.3, os.kill, (pid, signal.SIGCONT))
            timer.start()
    timer.join()
    assert answer(seen).text == whole


def test_a_load_that_a_stopped_worker_does_not_end_can_be_cancelled(
    loaded: WorkerEngine, tiny_path: Path
) -> None:
    send(loaded, signal.SIGSTOP)
    timer = threading.Timer(0.2, loaded.cancel)
    timer.start()
    with pytest.raises(EngineProblem) as caught:
        loaded.load_now(tiny_path)
    timer.join()
    assert caught.value.code == "load_cancelled"
    assert loaded.load_now(tiny_path).name == "tiny"


def test_a_load_that_stands_still_is_given_up(
    loaded: WorkerEngine, tiny_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(loaded, signal.SIGSTOP)
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "LOAD_SECONDS", 0.3)
        with pytest.raises(EngineProblem) as caught:
            loaded.load_now(tiny_path)
    assert caught.value.code == "load_stalled"
    assert loaded.load_now(tiny_path).name == "tiny"


def test_counting_that_a_stopped_worker_does_not_end_can_be_cancelled(
    loaded: WorkerEngine,
) -> None:
    send(loaded, signal.SIGSTOP)
    timer = threading.Timer(0.2, loaded.cancel)
    timer.start()
    with pytest.raises(EngineProblem) as caught:
        loaded.count_tokens(["never counted before"])
    timer.join()
    assert caught.value.code == "engine_no_answer"
    assert loaded.count_tokens(["never counted before"])[0] > 0
