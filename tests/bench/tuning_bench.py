# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The settings that tuning finds, against llama.cpp's defaults and against the program's usual
ones, behind 4,096 tokens of text.

`python -m tests.bench tuning`. The worker tunes in its few seconds; this compares what
it chose in a longer run. All contexts live in this process, in turn; they are opened anew several
times, as where their memory comes to lie alone makes one 5 % faster than another. All with 0.7
billion weights, behind 4,096 tokens.
"""

import os
import statistics
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.tuning import EngineSettings, Tuning
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.process import WORKER_ENVIRONMENT
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog
from longwriter_desktop.engine.worker.probe import Probe
from longwriter_desktop.engine.worker.settings import physical_cores
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import big_model
from tests.bench.figures import Figure

CELLS = 4_096
STARTS, ROUNDS, TOKENS, CHUNK = 9, 8, 16, 32
_Round = list[tuple[float, float]]  # seconds a token of each settings: written, and read
_Start = list[_Round]
# What llama.cpp's own programs take where nobody says otherwise.
_DEFAULTS = EngineSettings(
    threads=physical_cores(), threads_batch=physical_cores(), flash_attention="auto",
    type_k="f16", type_v="f16", batch=512,
)  # fmt: skip


def run() -> list[Figure]:
    """Tune the 0.7B model in a real worker, then compare."""
    # Read when OpenMP starts, which is at the first computation of this process.
    os.environ.update(WORKER_ENVIRONMENT)
    log = NativeLog()
    log.install()  # else everything that llama.cpp tells of itself would be printed
    path = big_model(starter_path())
    with closing(WorkerEngine()) as engine:
        engine.load_now(path, 2_048)
        tuning = next(event for event in engine.tune() if isinstance(event, Tuning))
    model = llama.llama_model_load_from_file(os.fsencode(path), llama.llama_model_default_params())
    use, usual = tuning.best.settings, tuning.trials[0].settings
    asked = (use, _DEFAULTS) if use == usual else (use, _DEFAULTS, usual)
    starts = [list(_interleaved(model, asked)) for _ in range(STARTS)]
    llama.llama_model_free(model)
    note = (
        f"({use.threads} threads, flash attention {use.flash_attention}, keys {use.type_k}, "
        f"values {use.type_v}; {tuning.gain:.2f} when it was tuned, behind {tuning.depth:,} tokens)"
    )
    figures = _against(starts, 1, "llama.cpp's defaults")
    if use != usual:
        figures += _against(starts, 2, "the program's usual ones")
    speed = statistics.median(1 / one[0][0] for rounds in starts for one in rounds)
    figures.append(Figure("writing with the best settings", speed, "tok/s", note=note))
    return figures


def _against(starts: Sequence[_Start], at: int, name: str) -> list[Figure]:
    """How many times as fast as with other settings, whose times stand `at` this place."""
    figures = []
    for number, done in enumerate(("writing", "reading")):
        ratios = sorted(
            statistics.median(one[at][number] / one[0][number] for one in rounds)
            for rounds in starts
        )
        each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        figures.append(
            Figure(f"{done}: best settings / {name}", statistics.median(ratios), "", 1.0,
                   note=f"(starts: {each})")
        )  # fmt: skip
    return figures


def _interleaved(model: Any, asked: Sequence[EngineSettings]) -> Iterator[_Round]:
    """What each of the settings takes, which are first in turn."""
    flag = CancelFlag()
    probes = [Probe(model, CELLS + 1_024, settings, flag) for settings in asked]
    for probe in probes:
        probe.fill(CHUNK, CELLS)
    for number in range(ROUNDS):
        taken = [(0.0, 0.0)] * len(asked)
        for at in range(len(asked)):
            one = (at + number) % len(asked)
            written = probes[one].write(asked[one], TOKENS)
            taken[one] = written, probes[one].read(asked[one], CHUNK)
        yield taken
    for probe in probes:
        probe.close()
