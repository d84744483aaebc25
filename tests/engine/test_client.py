# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The client: cancel, crash, restart, and nothing left behind."""

import os
import queue
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    PromptProgress,
    Sampling,
    TextDelta,
)
from longwriter_desktop.engine import jobs
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.asking import STORY, answer, ask, events_of, shown, turns
from tests.engine.tiny_gguf import Shape, write_tiny_model

LONG = GenerateRequest(
    turns(STORY), 100_000, sampling=Sampling(temperature=2.0), loop_guard=False,
    grammar="root ::= part{40}\npart ::= [a-z ]{100}",
)  # fmt: skip


@pytest.fixture(scope="module")
def slow_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that takes seconds to read its context of 8,192 tokens."""
    shape = Shape(layers=6, width=256, heads=4, feed_forward=1024, context=8_192)
    return write_tiny_model(tmp_path_factory.mktemp("slow") / "slow.gguf", shape)


def first_text(events: Iterator[EngineEvent]) -> list[EngineEvent]:
    """The events up to the first text."""
    seen = []
    for event in events:
        seen.append(event)
        if isinstance(event, TextDelta):
            return seen
    raise AssertionError("no text came")


def kill_worker(engine: WorkerEngine, how: signal.Signals = signal.SIGKILL) -> None:
    assert engine.worker_pid is not None
    os.kill(engine.worker_pid, how)
    while engine.worker_pid is not None:
        time.sleep(0.01)


def test_loading_reports_progress_up_to_the_whole(engine: WorkerEngine, tiny_path: Path) -> None:
    fractions = [progress.fraction for progress in engine.load(tiny_path)]
    assert fractions[-1] == 1.0
    assert all(before < after for before, after in pairwise(fractions))


def test_what_was_loaded_is_told(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path, context_tokens=256)
    info = engine.info
    assert (info.name, info.context_tokens, info.trained_context_tokens) == ("tiny", 256, 4_096)
    assert info.size_bytes == tiny_path.stat().st_size
    assert info.parameters > 50_000
    assert info.threads >= 1
    assert len(info.fingerprint) == 24


def test_without_a_model_there_is_nothing_to_ask(engine: WorkerEngine) -> None:
    assert not engine.is_loaded
    for use in (lambda: engine.info, lambda: engine.count_tokens(["a"]), engine.restart):
        with pytest.raises(EngineProblem) as caught:
            use()
        assert caught.value.code == "no_model"


def test_another_model_takes_the_place_of_the_first(
    engine: WorkerEngine, tiny_path: Path, tmp_path: Path
) -> None:
    engine.load_now(tiny_path)
    pid = engine.worker_pid
    engine.load_now(write_tiny_model(tmp_path / "other.gguf", name="other"))
    assert (engine.info.name, engine.worker_pid) == ("other", pid)


def test_unloading_keeps_the_worker_for_the_next_model(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.unload()
    engine.load_now(tiny_path)
    pid = engine.worker_pid
    engine.unload()
    assert not engine.is_loaded
    engine.load_now(tiny_path)
    assert engine.worker_pid == pid


def test_cancel_in_the_middle_of_a_text_keeps_what_was_written(tiny: WorkerEngine) -> None:
    events = tiny.generate(LONG)
    seen = first_text(events)
    tiny.cancel()
    seen += events
    assert answer(seen).stop_reason is StopReason.CANCELLED
    assert answer(seen).text == shown(seen) != ""


def test_cancel_in_the_middle_of_the_prompt_ends_before_it_is_read(
    engine: WorkerEngine, slow_path: Path
) -> None:
    engine.load_now(slow_path)
    request = GenerateRequest(turns("word " * 1_500), 5)
    events = engine.generate(request)
    assert isinstance(next(events), PromptProgress)
    engine.cancel()
    result = answer(list(events))
    assert result.stop_reason is StopReason.CANCELLED
    assert result.text == ""
    assert result.stats.evaluated_tokens < result.stats.prompt_tokens
    with closing(engine.generate(request)) as again:  # type: ignore[type-var]
        started = next(iter(again))
    assert isinstance(started, PromptProgress)
    assert started.reused >= result.stats.evaluated_tokens


def test_cancel_with_nothing_running_does_not_touch_the_next_answer(tiny: WorkerEngine) -> None:
    tiny.cancel()
    assert ask(tiny, STORY, grammar='root ::= "yes"').text == "yes"


def test_cancel_from_another_thread_ends_a_text_that_is_waited_for(tiny: WorkerEngine) -> None:
    timer = threading.Timer(0.1, tiny.cancel)
    timer.start()
    assert answer(list(tiny.generate(LONG))).stop_reason is StopReason.CANCELLED


def test_an_abandoned_text_is_cancelled_and_the_engine_goes_on(tiny: WorkerEngine) -> None:
    events = tiny.generate(LONG)
    first_text(events)
    events.close()  # type: ignore[attr-defined]
    assert ask(tiny, STORY, grammar='root ::= "yes"').text == "yes"


def test_an_abandoned_load_is_cancelled_and_the_engine_goes_on(
    engine: WorkerEngine, slow_path: Path, tiny_path: Path
) -> None:
    load = engine.load(slow_path)
    next(load)
    load.close()  # type: ignore[attr-defined]
    assert engine.load_now(tiny_path).name == "tiny"


def test_a_worker_killed_in_the_middle_of_a_text_is_a_problem(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    events = engine.generate(LONG)
    first_text(events)
    kill_worker(engine)
    with pytest.raises(EngineProblem) as caught:
        list(events)
    assert caught.value.code == "worker_crashed"
    assert caught.value.params["signal"] == signal.SIGKILL
    assert not engine.is_loaded


def test_a_llama_for_another_processor_is_named_as_the_reason(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    kill_worker(engine, signal.SIGILL)
    with pytest.raises(EngineProblem) as caught:
        list(engine.generate(LONG))
    assert caught.value.code == "wrong_processor"
    assert "processor" in sentence(caught.value.code, caught.value.params)


def test_a_dead_worker_stays_a_problem_until_it_is_restarted(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    kill_worker(engine)
    for _ in range(2):
        with pytest.raises(EngineProblem) as caught:
            ask(engine, STORY)
        assert caught.value.code == "worker_crashed"
    assert [progress.fraction for progress in engine.restart()][-1] == 1.0
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


def test_the_death_of_an_idle_worker_is_told_at_once(engine: WorkerEngine, tiny_path: Path) -> None:
    lost: queue.Queue[EngineProblem] = queue.Queue()
    engine.watch(lost.put)
    engine.load_now(tiny_path)
    kill_worker(engine)
    assert lost.get(timeout=20).params["signal"] == signal.SIGKILL
    assert not engine.is_loaded


def test_a_worker_that_was_to_end_or_has_no_model_is_no_loss(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    lost: list[EngineProblem] = []
    engine.watch(lost.append)
    engine.load_now(tiny_path)
    list(engine.restart())
    engine.unload()
    kill_worker(engine)
    engine.load_now(tiny_path)
    engine.close()
    assert lost == []


def test_loading_after_a_crash_starts_a_new_worker(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    kill_worker(engine)
    engine.load_now(tiny_path)
    assert engine.is_loaded


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be stopped here")
def test_a_worker_that_does_not_answer_a_cancel_is_killed_and_started_again_on_use(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    events = engine.generate(LONG)
    seen = first_text(events)
    pid = engine.worker_pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    engine.cancel()
    seen += events
    assert answer(seen).stop_reason is StopReason.CANCELLED
    assert answer(seen).text == shown(seen)
    assert engine.is_loaded
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"
    assert engine.worker_pid != pid


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be stopped here")
def test_a_load_is_cancelled_at_once_while_its_worker_is_only_starting(
    engine: WorkerEngine, tiny_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "CANCEL_SECONDS", 1_000.0)  # which nobody would wait
    over = threading.Event()

    def stop_and_cancel() -> None:
        while (pid := engine.worker_pid) is None:
            over.wait(0.001)
        os.kill(pid, signal.SIGSTOP)
        while not over.wait(0.01):
            engine.cancel()  # the job may not have begun

    canceller = threading.Thread(target=stop_and_cancel)
    canceller.start()
    with pytest.raises(EngineProblem) as caught:
        engine.load_now(tiny_path)
    over.set()
    canceller.join()
    assert caught.value.code == "load_cancelled"
    engine.load_now(tiny_path)
    assert engine.is_loaded


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process cannot be stopped here")
def test_a_stuck_worker_whose_text_was_abandoned_is_started_again_on_use(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    events = engine.generate(LONG)
    first_text(events)
    assert engine.worker_pid is not None
    os.kill(engine.worker_pid, signal.SIGSTOP)
    events.close()  # type: ignore[attr-defined]
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


def test_closing_in_the_middle_of_a_text_ends_the_worker(tiny_path: Path) -> None:
    engine = WorkerEngine()
    engine.load_now(tiny_path)
    started = threading.Event()
    ends: list[object] = []

    def write() -> None:
        for event in engine.generate(LONG):
            started.set()
            if isinstance(event, Generated):
                ends.append(event.stop_reason)

    thread = threading.Thread(target=write)
    thread.start()
    started.wait()
    worker = psutil.Process(engine.worker_pid)
    engine.close()
    thread.join()
    assert ends == [StopReason.CANCELLED]
    assert not worker.is_running()


def test_closing_twice_is_fine_and_the_engine_can_load_again(tiny_path: Path) -> None:
    engine = WorkerEngine()
    engine.close()
    engine.load_now(tiny_path)
    engine.close()
    engine.close()
    assert engine.load_now(tiny_path).name == "tiny"
    engine.close()


def test_a_reader_who_follows_the_events_has_the_text(tiny: WorkerEngine) -> None:
    events = events_of(tiny, STORY, tokens=300, sampling=Sampling(temperature=0.0))
    assert shown(events) == answer(events).text
