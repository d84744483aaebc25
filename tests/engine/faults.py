# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Does harm to a real worker, a seed at a time, and says what came of it."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import GenerateRequest, Sampling
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.asking import STORY, ask, turns
from tests.engine.mutants import MutantMaker

REASONS = frozenset(  # what a damaged file may be called
    ("model_damaged", "model_not_gguf", "model_unsupported", "model_without_weights",
     "model_cannot_write", "model_memory", "bad_template",
     "context_failed", "context_memory", "context_no_room"),
)  # fmt: skip
_WORDS = "the sea and the wind over it "


@dataclass(frozen=True)
class Outcome:
    """What a fault led to.

    `reason` is the problem's code, "" where the job ended well, "replaced" where a load did
    because the worker that was killed had nothing to do yet or was ending, and the next one
    loaded; `detail` is what more was said.
    `seconds` run from the fault to the answer, `next_seconds` to the end of the next request.
    """

    what: str
    reason: str
    detail: str
    seconds: float
    next_seconds: float
    goes_on: bool


@dataclass(frozen=True)
class Files:
    """The model, and where what it has read is kept."""

    model: Path
    state: Path


def _load(engine: WorkerEngine, files: Files, chance: random.Random) -> None:
    if chance.random() < 0.5:
        engine.close()
    engine.load_now(files.model)


def _read(engine: WorkerEngine, _files: Files, chance: random.Random) -> None:
    prompt = f"{chance.random()} {_WORDS * 220}"
    _consume(engine.generate(GenerateRequest(turns(prompt), 2)))


def _write(engine: WorkerEngine, _files: Files, chance: random.Random) -> None:
    _consume(engine.generate(endless(chance.randrange(10**6))))


def _write_takes(engine: WorkerEngine, _files: Files, chance: random.Random) -> None:
    seed = chance.randrange(10**6)
    _consume(engine.generate_together([endless(seed + at) for at in range(chance.randint(2, 6))]))


def _save(engine: WorkerEngine, files: Files, chance: random.Random) -> None:
    """Save over what is there, again and again: one save alone is over too soon."""
    _consume(engine.prepare(GenerateRequest(turns(f"{chance.random()} {_WORDS * 60}"), 2)))
    while True:
        engine.save_state(files.state)


# What a worker can be doing when it dies, and how many seconds that takes at most.
JOBS: dict[str, tuple[Callable[[WorkerEngine, Files, random.Random], None], float]] = {
    "load": (_load, 0.5),
    "read": (_read, 0.5),
    "write": (_write, 0.5),
    "takes": (_write_takes, 0.5),
    "save": (_save, 1.0),
}


def kill_while(engine: WorkerEngine, files: Files, job: str, seed: int) -> Outcome:
    """Kill the worker at a random moment of a job, and use the engine and what it kept again."""
    chance = random.Random(f"{job} {seed}")
    run, most = JOBS[job]
    delay = chance.uniform(0, most)
    killer = _Killer(engine, delay)
    killer.start()
    reason = detail = ""
    try:
        run(engine, files, chance)
        killer.join()
        if job == "load" and engine.worker_pid not in (None, killer.pid):
            reason = "replaced"
        ask(engine, STORY, tokens=1)
    except EngineProblem as problem:
        reason, detail = problem.code, str(problem)
    told = time.perf_counter()
    killer.join()
    engine.load_now(files.model)
    is_whole = engine.restore_state(files.state)[1] in ("", "missing")
    goes_on = _answers(engine) and is_whole
    done = time.perf_counter()
    what = f"{job} killed after {delay:.3f} s"
    return Outcome(what, reason, detail, told - killer.at, done - told, goes_on)


class _Killer(threading.Thread):
    """Kills the worker of an engine after some seconds, as soon as there is one."""

    def __init__(self, engine: WorkerEngine, delay: float) -> None:
        super().__init__(name="killer")
        self._engine = engine
        self._delay = delay
        self._wait = threading.Event()
        self.at = 0.0
        self.pid = 0

    def run(self) -> None:
        self._wait.wait(self._delay)
        while (pid := self._engine.worker_pid) is None:
            self._wait.wait(0.001)
        self.at, self.pid = time.perf_counter(), pid
        os.kill(pid, signal.SIGKILL)


def load_mutants(
    engine: WorkerEngine, source: Path, good: Path, folder: Path, seeds: Iterable[int]
) -> Iterable[Outcome]:
    """Load damaged copies of a model and write with those that load; then with a good one."""
    maker = MutantMaker(source.read_bytes())
    for seed in seeds:
        mutant = maker.mutant(seed)
        path = folder / f"mutant-{seed}.gguf"
        path.write_bytes(mutant.content)
        started = time.perf_counter()
        reason = detail = ""
        try:
            engine.load_now(path)
            ask(engine, STORY, tokens=12, seed=seed)
        except EngineProblem as problem:
            reason, detail = problem.code, str(problem.params)
        told = time.perf_counter()
        engine.load_now(good)
        goes_on = _answers(engine)
        path.unlink()
        done = time.perf_counter()
        yield Outcome(mutant.what, reason, detail, told - started, done - told, goes_on)


def _answers(engine: WorkerEngine) -> bool:
    return ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


def endless(seed: int) -> GenerateRequest:
    """A request whose answer goes on for thousands of characters."""
    hot = Sampling(temperature=2.0)
    return GenerateRequest(turns(STORY), 100_000, sampling=hot, seed=seed, loop_guard=False,
                           grammar="root ::= part{40}\npart ::= [a-z ]{100}")  # fmt: skip


def _consume(events: Iterable[object]) -> None:
    for _event in events:
        pass
