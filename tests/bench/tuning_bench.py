# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The settings that tuning finds, against the program's usual ones, behind 4,096 tokens of text.

`python -m tests.bench tuning`. The worker tunes in its few seconds; this compares what
it chose in a longer run. Both contexts live in this process, in turn.
"""

import os
import statistics
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.tuning import EngineSettings, Tuning
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.process import WORKER_ENVIRONMENT
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog
from longwriter_desktop.engine.worker.probe import Probe
from longwriter_desktop.models.bundled import starter_path
from tests.bench.big_model import big_model
from tests.bench.figures import Figure

CELLS = 4_096
ROUNDS, TOKENS, CHUNK = 15, 8, 64


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
    pairs = list(_interleaved(model, tuning.trials[0].settings, tuning.best.settings))
    llama.llama_model_free(model)
    same = tuning.best.settings == tuning.trials[0].settings
    ratio = 1.0 if same else statistics.median(usual / best for usual, best in pairs)
    speed = statistics.median(1 / best for _usual, best in pairs)
    use = tuning.best.settings
    note = (
        f"({use.threads} threads, flash attention {use.flash_attention}, keys {use.type_k}, "
        f"values {use.type_v}; {tuning.gain:.2f} when it was tuned)"
    )
    return [
        Figure("best settings / usual ones, 0.7B at 4,096 tokens", ratio, "", 1.0,
               note=note),
        Figure("writing with the best settings, 0.7B at 4,096 tokens", speed, "tok/s"),
    ]  # fmt: skip


def _interleaved(
    model: Any, usual: EngineSettings, best: EngineSettings
) -> Iterator[tuple[float, float]]:
    """(usual, best) seconds a token, each first in every other round."""
    flag = CancelFlag()
    first = Probe(model, CELLS + 1_024, usual, flag)
    second = Probe(model, CELLS + 1_024, best, flag)
    for probe in (first, second):
        probe.fill(CHUNK, CELLS)
    for number in range(ROUNDS):
        if number % 2:
            taken = second.write(best, TOKENS)
            yield first.write(usual, TOKENS), taken
        else:
            taken = first.write(usual, TOKENS)
            yield taken, second.write(best, TOKENS)
    first.close()
    second.close()
