# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the engine does when its worker is killed or its model file damaged; how fast it stops.

`python -m tests.bench faults`. 500 workers are killed at random moments and 1,000 damaged
copies of models loaded: a quarter of an hour. Each is told with its reason, and the next
request works; what did not go that way is printed. Cancels are measured to the job's end.
"""

import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import GenerateRequest, PromptProgress, TextDelta
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import big_model
from tests.bench.figures import Figure
from tests.engine.asking import turns
from tests.engine.faults import JOBS, REASONS, Outcome, endless, kill_while, load_mutants
from tests.engine.tiny_gguf import write_tiny_model

KILLS, MUTANTS = 500, 1_000
CANCELS = 200
BIG_CANCELS = 40
_ANSWER_SECONDS = 2.0
_QUIET = 0.5  # load of the machine up to which the big model is measured
_TEXT = "the sea and the wind over it "


def run() -> list[Figure]:
    """Do all the harm, then measure the cancels."""
    kills = list(_told(_kills()))
    mutants = list(_told(_mutants()))
    told = [one for one in (*kills, *mutants) if one.reason]
    survived = sum(_is_well(one, {"worker_crashed"}) for one in kills)
    answered = sum(_is_well(one, {"", *REASONS}) for one in mutants)
    refused = sum(one.reason != "" for one in mutants)
    longest = max(told, key=_seconds)
    wrong = KILLS - survived + MUTANTS - answered
    restart = statistics.median(one.next_seconds for one in kills)
    return [
        Figure(f"workers killed and replaced, of {KILLS}", survived, "", KILLS),
        Figure(f"damaged models answered, of {MUTANTS:,}", answered, "", MUTANTS, "higher",
               f"({refused} refused, the others wrote)"),
        Figure("from a fault to the answer, longest", longest.seconds, "s", _ANSWER_SECONDS,
               "lower", f"({longest.what})"),
        Figure("wrong or missing reasons", wrong, "", 0, "lower"),
        Figure("from a kill to the end of the next request, median", restart, "s"),
        *cancel_figures(),
    ]  # fmt: skip


def cancel_figures() -> list[Figure]:
    """Median and 99th percentile, from the call of `cancel` to the end of the job."""
    figures: list[Figure] = []
    with closing(WorkerEngine()) as engine:
        for name, once, goal in (
            ("while writing", cancelled_writing, 20),
            ("while reading", cancelled_reading, 50),
            ("while loading", cancelled_loading, 500),
        ):
            engine.load_now(starter_path())
            figures += _cancels(f"{name}, starter", engine, once, goal, CANCELS)
        if os.getloadavg()[0] > _QUIET:
            print("not measured, the machine is busy: cancels of the 0.7B model", file=sys.stderr)
            return figures
        engine.load_now(big_model(starter_path()), 4_096)
        figures += _cancels("while reading, 0.7B Q4_0", engine, cancelled_reading, 50, BIG_CANCELS)
    return figures


def cancelled_writing(engine: WorkerEngine, chance: random.Random) -> float:
    """Seconds from a cancel, at a random moment, to the end of the answer."""
    request = endless(chance.randrange(10**6))
    return _cancel_after(engine, request, TextDelta, chance.randint(1, 4), chance.uniform(0, 0.1))


def cancelled_reading(engine: WorkerEngine, chance: random.Random) -> float:
    """Seconds from a cancel, at a random moment of a long prompt, to the end of the answer."""
    request = GenerateRequest(turns(f"{chance.random()} {_TEXT * 220}"), 2)
    return _cancel_after(engine, request, PromptProgress, 1, chance.uniform(0, 0.2))


def cancelled_loading(engine: WorkerEngine, chance: random.Random) -> float:
    """Seconds from a cancel, at a random moment of loading, to the end of loading."""
    canceller = _Canceller(engine, chance.uniform(0, 0.03))
    canceller.start()
    try:
        engine.load_now(starter_path())
    except EngineProblem as problem:
        if problem.code != "load_cancelled":
            raise
    ended = time.perf_counter()
    canceller.join()
    return max(0.0, ended - canceller.at)


class _Canceller(threading.Thread):
    """Cancels what runs after some seconds; `at` is when."""

    def __init__(self, engine: WorkerEngine, delay: float) -> None:
        super().__init__(name="canceller")
        self._engine = engine
        self._delay = delay
        self.at = 0.0

    def run(self) -> None:
        threading.Event().wait(self._delay)
        self.at = time.perf_counter()
        self._engine.cancel()


def _cancel_after(
    engine: WorkerEngine, request: GenerateRequest, kind: type, count: int, delay: float = 0.0
) -> float:
    """Cancel some seconds behind so many events of a kind; seconds from there to the end."""
    canceller = _Canceller(engine, delay)
    for event in engine.generate(request):
        count -= isinstance(event, kind)
        if count == 0:
            count = -1
            canceller.start()
    ended = time.perf_counter()
    canceller.join()
    return max(0.0, ended - canceller.at)


def _cancels(
    name: str,
    engine: WorkerEngine,
    once: Callable[[WorkerEngine, random.Random], float],
    goal: float,
    trials: int,
) -> list[Figure]:
    chance = random.Random(name)
    times = sorted(once(engine, chance) * 1000 for _ in range(trials))
    # What had ended before the cancel took no time at all, and says nothing.
    times = [value for value in times if value > 0]
    last = times[min(len(times) - 1, int(len(times) * 0.99))]
    return [
        Figure(f"cancel {name}, median", statistics.median(times), "ms"),
        Figure(f"cancel {name}, p99", last, "ms", goal, "lower", f"({len(times)} trials)"),
    ]


def _kills() -> Iterator[Outcome]:
    with closing(WorkerEngine()) as engine:
        engine.load_now(starter_path())
        jobs = list(JOBS)
        for seed in range(KILLS):
            yield kill_while(engine, starter_path(), jobs[seed % len(jobs)], seed)


def _mutants() -> Iterator[Outcome]:
    with closing(WorkerEngine()) as engine, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        tiny = write_tiny_model(folder / "tiny.gguf")
        for source in (tiny, starter_path()):
            seeds = range(MUTANTS // 2)
            yield from load_mutants(engine, source, tiny, folder, seeds)


def _told(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Print what was slow or went wrong, as it comes."""
    good = {"", "worker_crashed", *REASONS}
    for one in outcomes:
        if not _is_well(one, good) or one.seconds > _ANSWER_SECONDS:
            print(one, file=sys.stderr, flush=True)
        yield one


def _is_well(one: Outcome, reasons: set[str]) -> bool:
    return one.goes_on and one.reason in reasons


def _seconds(one: Outcome) -> float:
    return one.seconds
