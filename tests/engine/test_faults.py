# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A worker that is killed, and files that are damaged: the rest of what the bench does whole."""

import signal
from pathlib import Path

import pytest

from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.faults import JOBS, REASONS, Files, kill_while, load_mutants

KILLS = 5  # of each job; `python -m tests.bench faults` has 500 in all
MUTANTS = 36  # of each model; the bench has 1,000 in all


@pytest.mark.parametrize("job", list(JOBS))
def test_a_worker_killed_at_any_moment_is_told_and_replaced(
    engine: WorkerEngine, starter_path: Path, kept: Path, job: str
) -> None:
    engine.load_now(starter_path)
    for seed in range(KILLS):
        outcome = kill_while(engine, Files(starter_path, kept), job, seed)
        if outcome.reason != "replaced":
            assert outcome.reason == "worker_crashed", outcome
            assert f"signal={signal.SIGKILL.value}" in outcome.detail
        assert outcome.goes_on, outcome


@pytest.mark.parametrize("source", ["tiny", "starter"])
def test_a_damaged_copy_of_a_model_is_refused_with_a_reason_or_works(
    engine: WorkerEngine, tiny_path: Path, starter_path: Path, tmp_path: Path, source: str
) -> None:
    path = {"tiny": tiny_path, "starter": starter_path}[source]
    outcomes = list(load_mutants(engine, path, tiny_path, tmp_path, range(MUTANTS)))
    assert [one for one in outcomes if one.reason not in {"", *REASONS}] == []
    assert [one for one in outcomes if not one.goes_on] == []
    assert sum(one.reason != "" for one in outcomes) > MUTANTS // 2
