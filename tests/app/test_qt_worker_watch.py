# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Who tells of a worker that has died: the job that met it, else the watch."""

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_worker_watch import WorkerWatch
from longwriter_desktop.domain.errors import EngineProblem

DEATH = EngineProblem("worker_crashed")


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def watch(runner: JobRunner) -> WorkerWatch:
    return WorkerWatch(runner)


def dies_in_a_job(watch: WorkerWatch, failing: bool) -> Callable[[], Iterator[object]]:
    def events() -> Iterator[object]:
        watch.note(DEATH)
        if failing:
            raise DEATH
        yield 1

    return events


def test_a_death_in_a_thread_is_told_while_nothing_runs(watch: WorkerWatch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.lost) as told:
        threading.Thread(target=watch.note, args=(DEATH,)).start()
    assert told.args == [DEATH]


def test_a_death_that_a_job_fails_by_is_left_to_it(
    watch: WorkerWatch, runner: JobRunner, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(watch.lost), qtbot.waitSignal(runner.ended) as ended:
        runner.start(dies_in_a_job(watch, failing=True))
    assert ended.args is not None
    assert ended.args[1] is DEATH


def test_a_death_that_a_job_did_not_meet_is_told_behind_it(
    watch: WorkerWatch, runner: JobRunner, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([runner.ended, watch.lost], order="strict"):
        runner.start(dies_in_a_job(watch, failing=False))


def test_after_the_end_of_the_program_nothing_is_told(
    watch: WorkerWatch, runner: JobRunner, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(watch.lost, wait=10):
        runner.close()
        watch.note(DEATH)
