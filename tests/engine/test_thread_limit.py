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
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker.native import ThreadLimit
from tests.engine.asking import STORY, answer, ask, turns

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells the time of another process's threads"
)
LONG = LengthGoal(10_000, 9_000, 11_000)  # nothing ends early


@pytest.fixture
def two_threads(engine: WorkerEngine, starter_path: Path) -> WorkerEngine:
    """The starter on two threads, which it would not choose by itself."""
    for _progress in engine.load(starter_path, settings=EngineSettings(threads=2)):
        pass
    return engine


def helpers_seconds(engine: WorkerEngine) -> float:
    """Processor time of the worker's threads without its main one."""
    threads = psutil.Process(engine.worker_pid).threads()
    return sum(
        item.user_time + item.system_time for item in threads if item.id != engine.worker_pid
    )


def spent(engine: WorkerEngine, tokens: int = 500) -> float:
    """Seconds that helping threads took while so many tokens were written."""
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


def test_without_a_limit_each_kind_of_work_has_its_own_threads_again(tiny_path: Path) -> None:
    model = llama.llama_model_load_from_file(bytes(tiny_path), llama.llama_model_default_params())
    params = llama.llama_context_default_params()
    params.n_threads, params.n_threads_batch = 2, 3
    context = llama.llama_init_from_model(model, params)
    limit, applied, seen = ThreadLimit(), 0, []
    for count in (2, 1, 0):
        limit.set(count)
        applied = limit.apply(context, (2, 3), applied)
        seen.append((llama.llama_n_threads(context), llama.llama_n_threads_batch(context)))
    llama.llama_free(context)
    llama.llama_model_free(model)
    assert seen == [(2, 2), (1, 1), (2, 3)]
