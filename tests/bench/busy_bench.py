# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing while another program keeps every core busy, against writing on a quiet machine.

`python -m tests.bench busy`. Quiet and busy in turn with the same worker, medians of the
ratios. The first second of each is left out: by then the worker has seen what others take.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker.settings import allowed_threads
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import big_model
from tests.bench.decoding import decode
from tests.bench.figures import Figure

GOAL = 0.4
_CONTEXT = 2_048
_SETTLING_SECONDS, _SETTLING_TOKENS = 1.2, 16
_STARTED = "started"
_BURNER = f"print({_STARTED!r}, flush=True)\nwhile True:\n    sum(range(10_000))"


@dataclass(frozen=True)
class Written:
    """One model: `rounds` of `tokens` tokens, quiet and busy."""

    name: str
    path: Path
    tokens: int
    rounds: int


def run() -> list[Figure]:
    """Measure the starter and the random model of 0.7 billion weights."""
    models = (
        Written("starter", starter_path(), tokens=500, rounds=8),
        Written("0.7B Q4_0", big_model(starter_path()), tokens=64, rounds=8),
    )
    return [figure for model in models for figure in figures(model)]


def figures(model: Written) -> list[Figure]:
    """Median of the ratios of a round, and both speeds."""
    pairs = list(_pairs(model))
    ratio = statistics.median(busy / quiet for quiet, busy in pairs)
    quiet = statistics.median(quiet for quiet, _busy in pairs)
    busy = statistics.median(busy for _quiet, busy in pairs)
    name = f"decoding on busy cores / on quiet ones, {model.name}"
    return [Figure(name, ratio, "", GOAL, note=f"({busy:,.1f} against {quiet:,.1f} tok/s)")]


def _pairs(model: Written) -> Iterator[tuple[float, float]]:
    """(quiet, busy) tokens a second; a first round is thrown away."""
    with closing(WorkerEngine()) as engine:
        engine.load_now(model.path, _CONTEXT)
        for number in range(model.rounds + 1):
            quiet = _settled_speed(engine, model.tokens)
            with _busy_cores():
                busy = _settled_speed(engine, model.tokens)
            if number:
                yield quiet, busy


def _settled_speed(engine: WorkerEngine, tokens: int) -> float:
    until = time.monotonic() + _SETTLING_SECONDS
    while time.monotonic() < until:
        decode(engine, _SETTLING_TOKENS)
    return decode(engine, tokens).evaluated


@contextmanager
def _busy_cores() -> Iterator[None]:
    """One process a core that computes without end, all of them running."""
    burners = [
        subprocess.Popen([sys.executable, "-S", "-c", _BURNER], stdout=subprocess.PIPE, text=True)
        for _ in range(allowed_threads())
    ]
    try:
        for burner in burners:
            assert burner.stdout is not None
            burner.stdout.readline()
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.communicate()
