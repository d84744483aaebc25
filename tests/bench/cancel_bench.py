# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How fast writing stops: the engine, from the call of `cancel` to the end of what ran; and the
command line, from Ctrl-C at a terminal to the end of its process, with the text kept.

`python -m tests.bench cancel [--large]`. At random moments of writing, reading, loading, planning.
"""

import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from longwriter_desktop.cli.parser import EXIT_STOPPED
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import GenerateRequest, PromptProgress, TextDelta
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import big_model
from tests.bench.figures import Figure
from tests.bench.huge_model import huge_model
from tests.cli.terminal import at_terminal
from tests.engine.asking import turns
from tests.engine.faults import endless

CONTEXT = 4_096
_WRITING, _READING, _LOADING = 20, 50, 500  # milliseconds
_ENDED = 200  # milliseconds, from Ctrl-C to the end of the process
_PRESSES = 10  # for each thing that the command line does
_COMMAND = (
    sys.executable, "-c",
    "import sys; from longwriter_desktop.main import run_cli; sys.exit(run_cli())",
)  # fmt: skip
_TEXT = "the sea and the wind over it "

Once = Callable[[WorkerEngine, random.Random], float]


@dataclass(frozen=True)
class Cancelled:
    """A model to be interrupted in: how often, and up to which moments (seconds) of it.

    `written` tokens at most come before a cancel while it writes."""

    name: str
    path: Path
    trials: int
    read: float
    load: float
    deltas: int


def run(large: bool) -> list[Figure]:
    """Interrupt the starter, the random model of 0.7 billion weights and, where the `large`
    one is asked for, one with the shape of Llama 3.1 8B."""
    models = [
        Cancelled("starter", starter_path(), trials=200, read=0.2, load=0.03, deltas=4),
        Cancelled("0.7B Q4_0", big_model(starter_path()), trials=40, read=2.0, load=0.5, deltas=4),
    ]
    if large:
        path = huge_model(starter_path())
        models.append(Cancelled("8B shape Q4_K_M", path, trials=12, read=5.0, load=8.0, deltas=2))
    of_the_engine = [figure for model in models for figure in figures(model)]
    small, middle, *_ = models
    return of_the_engine + command_figures(small) + command_figures(middle)


def figures(model: Cancelled) -> list[Figure]:
    """Median and 99th percentile of each kind of cancel."""
    found: list[Figure] = []
    with closing(WorkerEngine()) as engine:
        kinds: tuple[tuple[str, Once, int], ...] = (
            ("writing", partial(cancelled_writing, deltas=model.deltas), _WRITING),
            ("reading", partial(cancelled_reading, longest=model.read), _READING),
            ("reading ahead", partial(given_way, longest=model.read), _READING),
            ("loading", partial(cancelled_loading, model=model), _LOADING),
        )
        for name, once, goal in kinds:
            engine.load_now(model.path, CONTEXT)
            found += _cancels(f"while {name}, {model.name}", engine, once, goal, model.trials)
    return found


@dataclass(frozen=True)
class Pressed:
    """A command, what the terminal shows when it may be interrupted, and how many seconds the
    moment of Ctrl-C lies behind that at most."""

    name: str
    arguments: tuple[str, ...]
    shown: str
    latest: float


def command_figures(model: Cancelled) -> list[Figure]:
    """Median and slowest of Ctrl-C at a terminal, in each thing that the command does."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "plan.md"
        plan.write_text("# Lamps\n\n" + "".join(f"{n}. Part (900 words)\n" for n in range(1, 5)))
        long = f"Write about this. {_TEXT * 380}"
        kinds = (
            Pressed("loading", ("write", str(plan)), "Loading", 0.3),
            Pressed("planning", ("write", "Write.", "--words", "8000"), "Planning", 0.3),
            Pressed(
                "reading", ("write", long, "--words", "900", "--structure", "essay"), "Planned",
                model.read,
            ),
            Pressed("writing", ("write", str(plan)), "tokens/s", 1.0),
            Pressed("a fast draft", ("write", str(plan), "--fast-draft"), "tokens/s", 1.0),
        )  # fmt: skip
        return [figure for kind in kinds for figure in _pressed(kind, model, folder)]


def _pressed(kind: Pressed, model: Cancelled, folder: Path) -> list[Figure]:
    name = f"Ctrl-C while {kind.name}, {model.name}"
    chance = random.Random(name)
    options = ("--model", str(model.path), "--context", str(CONTEXT), "--data-dir")
    times = []
    for trial in range(_PRESSES):
        data = folder / f"{kind.name} {trial}"
        command = (*_COMMAND, *kind.arguments, *options, str(data))
        ran = at_terminal(command, press_at=kind.shown, delay=chance.uniform(0, kind.latest))
        if ran.code != EXIT_STOPPED or ran.seconds is None:
            raise RuntimeError(f"{name}: exit code {ran.code}, {ran.sent[-300:]!r}")
        times.append(ran.seconds * 1000)
    return [
        Figure(f"{name}, median", statistics.median(times), "ms"),
        Figure(f"{name}, slowest", max(times), "ms", _ENDED, "lower", f"({len(times)} trials)"),
    ]


def cancelled_writing(engine: WorkerEngine, chance: random.Random, deltas: int) -> float:
    """Seconds from a cancel, at a random moment, to the end of the answer."""
    request = endless(chance.randrange(10**6))
    count = chance.randint(1, deltas)
    return _cancel_after(engine, request, TextDelta, count, chance.uniform(0, 0.1))


def cancelled_reading(engine: WorkerEngine, chance: random.Random, longest: float) -> float:
    """Seconds from a cancel, at a random moment of a long prompt, to the end of the answer."""
    request = GenerateRequest(turns(f"{chance.random()} {_TEXT * 220}"), 2)
    return _cancel_after(engine, request, PromptProgress, 1, chance.uniform(0, longest))


def given_way(engine: WorkerEngine, chance: random.Random, longest: float) -> float:
    """Seconds from a request, at a random moment of reading ahead, to its own first event."""
    ahead = engine.prepare(GenerateRequest(turns(f"{chance.random()} {_TEXT * 220}"), 2))
    next(ahead)
    reading = threading.Thread(target=lambda: list(ahead), name="reading ahead")
    reading.start()
    threading.Event().wait(chance.uniform(0, longest))
    is_late = not reading.is_alive()
    started = time.perf_counter()
    with closing(engine.generate(GenerateRequest(turns(str(chance.random())), 2))) as events:  # type: ignore[type-var]
        next(events)
        seconds = time.perf_counter() - started
    reading.join()
    return 0.0 if is_late else seconds


def cancelled_loading(engine: WorkerEngine, chance: random.Random, model: Cancelled) -> float:
    """Seconds from a cancel, at a random moment of loading, to the end of loading."""
    canceller = _Canceller(engine, chance.uniform(0, model.load))
    canceller.start()
    try:
        engine.load_now(model.path, CONTEXT)
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
    once: Once,
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
