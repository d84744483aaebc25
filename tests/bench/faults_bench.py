# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the engine does when its worker is killed or its model file damaged.

`python -m tests.bench faults`. 500 workers are killed at random moments and 1,000 damaged
copies of models loaded: a quarter of an hour. Each is told with its reason, and the next
request works; what did not go that way is printed. Cancels are measured to the job's end.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.bundled import starter_path
from tests.bench.figures import Figure
from tests.engine.faults import JOBS, REASONS, Files, Outcome, kill_while, load_mutants
from tests.engine.tiny_gguf import write_tiny_model

KILLS, MUTANTS = 500, 1_000
_ANSWER_SECONDS = 2.0
_KILLED = {"worker_crashed", "replaced"}


def run() -> list[Figure]:
    """Do all the harm."""
    kills = list(_told(_kills()))
    mutants = list(_told(_mutants()))
    told = [one for one in (*kills, *mutants) if one.reason]
    survived = sum(_is_well(one, _KILLED) for one in kills)
    replaced = sum(one.reason == "replaced" for one in kills)
    answered = sum(_is_well(one, {"", *REASONS}) for one in mutants)
    refused = sum(one.reason != "" for one in mutants)
    longest = max(told, key=_seconds)
    wrong = KILLS - survived + MUTANTS - answered
    restart = statistics.median(one.next_seconds for one in kills)
    return [
        Figure(f"workers killed and replaced, of {KILLS}", survived, "", KILLS, "higher",
               f"({replaced} of them with nothing to do, and replaced)"),
        Figure(f"damaged models answered, of {MUTANTS:,}", answered, "", MUTANTS, "higher",
               f"({refused} refused, the others wrote)"),
        Figure("from a fault to the answer, longest", longest.seconds, "s", _ANSWER_SECONDS,
               "lower", f"({longest.what})"),
        Figure("wrong or missing reasons", wrong, "", 0, "lower"),
        Figure("from a kill to the end of the next request, median", restart, "s"),
    ]  # fmt: skip


def _kills() -> Iterator[Outcome]:
    with closing(WorkerEngine()) as engine, tempfile.TemporaryDirectory() as place:
        files = Files(starter_path(), Path(place) / "document.state")
        engine.load_now(files.model)
        jobs = list(JOBS)
        for seed in range(KILLS):
            yield kill_while(engine, files, jobs[seed % len(jobs)], seed)


def _mutants() -> Iterator[Outcome]:
    with closing(WorkerEngine()) as engine, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        tiny = write_tiny_model(folder / "tiny.gguf")
        for source in (tiny, starter_path()):
            seeds = range(MUTANTS // 2)
            yield from load_mutants(engine, source, tiny, folder, seeds)


def _told(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """Print what was slow or went wrong, as it comes."""
    good = {"", *_KILLED, *REASONS}
    for one in outcomes:
        if not _is_well(one, good) or one.seconds > _ANSWER_SECONDS:
            print(one, file=sys.stderr, flush=True)
        yield one


def _is_well(one: Outcome, reasons: set[str]) -> bool:
    return one.goes_on and one.reason in reasons


def _seconds(one: Outcome) -> float:
    return one.seconds
