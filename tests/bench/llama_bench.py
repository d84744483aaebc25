# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Decoding through worker and client against llama.cpp's own `llama-bench`.

`python -m tests.bench llama [--large]`. Both run the same shared libraries with the same
threads and cache types, behind as many tokens of context, started in turn: `llama-bench` in the
worker's environment, and in that of a shell, which is how anybody runs it. It draws no tokens and
makes no text: all of that is in the worker's time only. How much of it is llama.cpp's own drawing
is told by the barest loop that does draw.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from longwriter_desktop.domain.ports import EngineInfo
from longwriter_desktop.domain.tuning import BATCH
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.process import WORKER_ENVIRONMENT
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import big_model
from tests.bench.decoding import decode
from tests.bench.engine_bench import bare_loop, bare_speed
from tests.bench.figures import Figure
from tests.bench.huge_model import huge_model
from tests.bench.llama_build import CannotBuildError, library_environment, llama_bench

_SENTENCE = " The sea and the wind over it, and a light that nobody had seen before."
_TEMPLATE_TOKENS = 24  # more than what a chat's template adds, and what is rounded up


@dataclass(frozen=True)
class Against:
    """One model: `starts` times a new worker, in each `rounds` of `tokens` tokens. Without
    the bare loop where the memory is for two models of this size, not for three.

    `llama-bench` makes its context as large as depth and tokens need, in steps of 256; the
    prompt fills the worker's, so that both have `context` cells.
    """

    name: str
    path: Path
    goal: float
    context: int
    tokens: int
    starts: int
    rounds: int
    has_bare: bool = True


@dataclass(frozen=True)
class Speeds:
    """Tokens a second of one round."""

    worker: float
    bench: float
    shell: float
    bare: float = 0.0


def run(large: bool) -> list[Figure]:
    """Compare the starter, the random model of 0.7 billion weights and, where the `large` one
    is asked for, one with the shape of Llama 3.1 8B."""
    try:
        llama_bench()
    except CannotBuildError as reason:
        print(reason, file=sys.stderr)
        return []
    starter, big = starter_path(), big_model(starter_path())
    models = [
        Against("starter", starter, 0.97, context=768, tokens=512, starts=6, rounds=6),
        Against("0.7B Q4_0", big, 0.99, context=256, tokens=96, starts=6, rounds=4),
    ]
    if large:
        path = huge_model(starter)
        models.append(
            Against(
                "8B shape Q4_K_M", path, 0.99, context=256, tokens=32, starts=1, rounds=6,
                has_bare=False,
            )
        )  # fmt: skip
    return [figure for item in models for figure in figures(item)]


def figures(item: Against) -> list[Figure]:
    """Medians over all rounds of the speeds against that of `llama-bench`."""
    rounds = [speeds for _ in range(item.starts) for speeds in _rounds(item)]
    worker = statistics.median(one.worker / one.bench for one in rounds)
    speed = statistics.median(one.worker for one in rounds)
    bench = statistics.median(one.bench for one in rounds)
    note = f"({speed:,.1f} against {bench:,.1f} tok/s, {len(rounds)} rounds)"
    shell = statistics.median(one.worker / one.shell for one in rounds)
    found = [
        Figure(f"decoding / llama-bench, {item.name}", worker, "", item.goal, note=note),
        Figure(f"decoding / llama-bench as a shell runs it, {item.name}", shell, "", item.goal),
    ]
    if item.has_bare:
        bare = statistics.median(one.bare / one.bench for one in rounds)
        found.append(Figure(f"bare loop that draws tokens / llama-bench, {item.name}", bare, ""))
    return found


def _rounds(item: Against) -> Iterator[Speeds]:
    """All in turn, each of them first in one round after another."""
    with closing(WorkerEngine()) as engine, ExitStack() as stack:
        info = engine.load_now(item.path, item.context)
        prompt = _prompt(engine, item.context - item.tokens - _TEMPLATE_TOKENS)
        depth = decode(engine, item.tokens, prompt=prompt).prompt_tokens
        measures: dict[str, Callable[[], float]] = {
            "worker": partial(_worker_speed, engine, item.tokens, prompt),
            "bench": partial(bench_speed, item.path, info, item.tokens, depth, WORKER_ENVIRONMENT),
            "shell": partial(bench_speed, item.path, info, item.tokens, depth, {}),
        }
        if item.has_bare:
            bare = stack.enter_context(bare_loop(item.path, item.context, info.threads, prompt))
            bare_speed(bare, item.tokens)  # it has loaded its model by then
            measures["bare"] = partial(bare_speed, bare, item.tokens)
        for number in range(item.rounds):
            first = number % len(measures)
            names = [*measures][first:] + [*measures][:first]
            yield Speeds(**{name: measures[name]() for name in names})


def _prompt(engine: WorkerEngine, tokens: int) -> str:
    """A text of at most so many tokens."""
    each = engine.count_tokens([_SENTENCE * 2])[0] - engine.count_tokens([_SENTENCE])[0]
    return _SENTENCE * (tokens // (each + 1))


def _worker_speed(engine: WorkerEngine, tokens: int, prompt: str) -> float:
    return decode(engine, tokens, prompt=prompt).evaluated


def bench_speed(
    path: Path, info: EngineInfo, tokens: int, depth: int, more: Mapping[str, str]
) -> float:
    """Start `llama-bench` with the settings that the worker has, and `more` in its environment;
    its tokens a second."""
    use = info.settings
    command = [
        str(llama_bench()), "-m", str(path), "-p", "0", "-n", str(tokens), "-d", str(depth),
        "-r", "1", "-t", str(use.threads), "-ctk", use.type_k, "-ctv", use.type_v,
        "-fa", use.flash_attention, "-b", str(BATCH), "-ub", str(use.batch),
        "-ngl", str(info.gpu_layers), "-o", "jsonl",
    ]  # fmt: skip
    environment = {**os.environ, **more, **library_environment()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["avg_ts"])
