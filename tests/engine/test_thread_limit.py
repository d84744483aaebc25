# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How many threads the worker uses can be limited while it writes."""

import sys
from pathlib import Path

import llama_cpp.llama_cpp as llama
import psutil
import pytest

from longwriter_desktop.domain.ports import EngineEvent, GenerateRequest, LengthGoal, TextDelta
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine import process
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker.native import ThreadLimit
from longwriter_desktop.engine.worker.others import CoreWatch
from tests.engine.asking import STORY, answer, ask, turns

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells the time of another process's threads"
)
LONG = LengthGoal(10_000, 9_000, 11_000)  # nothing ends early


# As if no other program ran: on a busy machine the worker gives up a thread by itself.
ALONE = """
from longwriter_desktop.engine.worker import main, others
others.OtherPrograms.share = lambda self: 0.0
main.main()
"""


@pytest.fixture
def two_threads(
    engine: WorkerEngine, starter_path: Path, monkeypatch: pytest.MonkeyPatch
) -> WorkerEngine:
    """The starter on two threads, which it would not choose by itself."""
    _command, environment = process.own_command("--worker")
    alone = [sys.executable, "-c", ALONE], environment
    monkeypatch.setattr(process, "own_command", lambda *_: alone)
    for _progress in engine.load(starter_path, settings=EngineSettings(threads=2)):
        pass
    return engine


def helpers_seconds(engine: WorkerEngine) -> float:
    """Processor time of the worker's threads without its main one."""
    threads = psutil.Process(engine.worker_pid).threads()
    return sum(
        item.user_time + item.system_time for item in threads if item.id != engine.worker_pid
    )


def spent(engine: WorkerEngine, tokens: int = 150) -> float:
    """Seconds that helping threads took while so many tokens were written: few, for two threads
    on cores that others keep busy wait for each other at every step."""
    before = helpers_seconds(engine)
    ask(engine, STORY, tokens=tokens, length=LONG, loop_guard=False)
    return helpers_seconds(engine) - before


def test_a_model_on_two_threads_uses_both(two_threads: WorkerEngine) -> None:
    assert spent(two_threads) > 0.05


def test_a_limit_holds_from_the_next_batch_on(two_threads: WorkerEngine) -> None:
    both = spent(two_threads)
    two_threads.limit_threads(1)
    assert spent(two_threads) < both / 4


def test_without_a_limit_the_threads_come_back(two_threads: WorkerEngine) -> None:
    two_threads.limit_threads(1)
    ask(two_threads, STORY)
    two_threads.limit_threads(0)
    assert spent(two_threads) > 0.05


def test_a_limit_is_kept_for_a_model_loaded_later(engine: WorkerEngine, starter_path: Path) -> None:
    engine.limit_threads(1)
    for _progress in engine.load(starter_path, settings=EngineSettings(threads=2)):
        pass
    assert spent(engine) < 0.05


def test_a_limit_in_the_middle_of_an_answer_changes_no_word(two_threads: WorkerEngine) -> None:
    request = GenerateRequest(turns(STORY), 120)
    plain = answer(list(two_threads.generate(request)))
    events: list[EngineEvent] = []
    for event in two_threads.generate(request):
        if isinstance(event, TextDelta) and len(events) % 2 == 0:
            two_threads.limit_threads(1 if len(events) % 4 else 0)
        events.append(event)
    assert answer(events).text == plain.text


class Shares:
    """Other programs that take what they are said to, look after look."""

    def __init__(self, *shares: float) -> None:
        self.left = list(shares)

    def __call__(self) -> "Shares":
        return self

    def share(self) -> float:
        return self.left.pop(0)


class Clock:
    """Seconds that pass only where a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def threads_beside(cores: int, most: int, *shares: float) -> list[int]:
    """How many threads run before and after each look at other programs."""
    clock = Clock()
    watch = CoreWatch(Shares(*shares), clock, cores)
    used = []
    for _ in range(len(shares) + 1):
        used.append(watch.threads(most))
        clock.seconds += 1.0
        watch.done()
    return used


@pytest.mark.parametrize(
    ("cores", "most", "share", "threads"),
    [
        (2, 2, 0.0, 2),
        (2, 2, 0.15, 2),
        (2, 2, 0.5, 1),
        (2, 2, 1.0, 1),
        (8, 8, 0.125, 7),
        (8, 4, 0.25, 4),
        (8, 4, 0.7, 2),
        (8, 7, 1.0, 4),
    ],
)
def test_a_thread_gives_way_where_another_program_has_its_core(
    cores: int, most: int, share: float, threads: int
) -> None:
    assert threads_beside(cores, most, share) == [most, threads]


def test_threads_come_back_when_the_other_program_has_ended() -> None:
    assert threads_beside(2, 2, 0.5, 0.5, 0.0) == [2, 1, 1, 2]


def test_what_ran_while_the_model_rested_costs_no_thread() -> None:
    clock = Clock()
    watch = CoreWatch(Shares(0.0, 1.0), clock, 2)
    used = []
    for rest in (0.0, 0.8, 0.0):  # seconds; another program has both cores in the middle one
        used.append(watch.threads(2))
        clock.seconds += 1.0
        watch.done()
        clock.seconds += rest
    assert used == [2, 2, 2]


def test_the_limit_that_was_asked_for_holds_beside_what_others_leave(tiny_path: Path) -> None:
    model = llama.llama_model_load_from_file(bytes(tiny_path), llama.llama_model_default_params())
    context = llama.llama_init_from_model(model, llama.llama_context_default_params())
    limit = ThreadLimit(CoreWatch(Shares(), Clock(), cores=2))
    limit.set(5)
    in_use = [limit.apply(context, most, (1, 1)) for most in ((8, 4), (12, 2), (1, 1))]
    llama.llama_free(context)
    llama.llama_model_free(model)
    assert in_use == [(4, 2), (5, 2), (1, 1)]


def test_without_a_limit_each_kind_of_work_has_its_own_threads_again(tiny_path: Path) -> None:
    model = llama.llama_model_load_from_file(bytes(tiny_path), llama.llama_model_default_params())
    params = llama.llama_context_default_params()
    params.n_threads, params.n_threads_batch = 2, 3
    context = llama.llama_init_from_model(model, params)
    limit, in_use, seen = ThreadLimit(), (2, 3), []
    for count in (2, 1, 0):
        limit.set(count)
        in_use = limit.apply(context, (2, 3), in_use)
        seen.append((llama.llama_n_threads(context), llama.llama_n_threads_batch(context)))
    llama.llama_free(context)
    llama.llama_model_free(model)
    assert seen == [(2, 2), (1, 1), (2, 3)]
