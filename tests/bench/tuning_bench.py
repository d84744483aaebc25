# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The settings that tuning finds, against llama.cpp's defaults and against the program's usual
ones, behind 4,096 tokens of text.

`python -m tests.bench tuning`. The worker tunes in its few seconds; this compares what
it chose in a longer run. All contexts live in this process, in turn.
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
ROUNDS, TOKENS, CHUNK = 15, 8, 64
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
    rounds = list(_interleaved(model, asked))
    llama.llama_model_free(model)
    against_defaults, against_usual = (
        statistics.median(one[at] / one[0] for one in rounds) for at in (1, 2 if asked[2:] else 0)
    )
    speed = statistics.median(1 / one[0] for one in rounds)
    note = (
        f"({use.threads} threads, flash attention {use.flash_attention}, keys {use.type_k}, "
        f"values {use.type_v}; {tuning.gain:.2f} when it was tuned)"
    )
    return [
        Figure("best settings / llama.cpp's defaults, 0.7B at 4,096 tokens", against_defaults,
               "", 1.0, note=note),
        Figure("best settings / the program's usual ones, 0.7B at 4,096 tokens", against_usual,
               "", 1.0, note="(they are the best)" if use == usual else ""),
        Figure("writing with the best settings, 0.7B at 4,096 tokens", speed, "tok/s"),
    ]  # fmt: skip


def _interleaved(model: Any, asked: Sequence[EngineSettings]) -> Iterator[list[float]]:
    """Seconds a token with each of the settings, which are first in turn."""
    flag = CancelFlag()
    probes = [Probe(model, CELLS + 1_024, settings, flag) for settings in asked]
    for probe in probes:
        probe.fill(CHUNK, CELLS)
    for number in range(ROUNDS):
        taken = [0.0] * len(asked)
        for at in range(len(asked)):
            one = (at + number) % len(asked)
            taken[one] = probes[one].write(asked[one], TOKENS)
        yield taken
    for probe in probes:
        probe.close()
