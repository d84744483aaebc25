# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the window is told of a model that is loaded or freed."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import LoadProgress
from tests.ui.scripted import ScriptedEngine

MODEL = Path("model.gguf")


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def engine(runner: JobRunner, told: list[str]) -> EngineController:
    engine = EngineController(ScriptedEngine(loaded=False), runner)
    engine.loaded.connect(lambda info: told.append("loaded"))
    engine.unloaded.connect(lambda: told.append("unloaded"))
    engine.rested.connect(lambda: told.append("rested"))
    engine.failed.connect(lambda notice: told.append(f"{notice.severity} {notice.code}"))
    return engine


def test_a_model_chosen_while_the_last_one_is_freed_is_told_as_loaded(
    engine: EngineController, runner: JobRunner, told: list[str], qtbot: QtBot
) -> None:
    engine.unload()
    engine.load(MODEL)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert (told, engine.model_path) == (["loaded"], MODEL)


def test_a_model_freed_while_it_is_loaded_is_told_as_gone(
    engine: EngineController, runner: JobRunner, told: list[str], qtbot: QtBot
) -> None:
    engine.load(MODEL)
    engine.unload()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert (told, engine.info) == (["unloaded"], None)


class SlowEngine(ScriptedEngine):
    """Loads one file for as long as nobody cancels it."""

    def __init__(self) -> None:
        super().__init__(loaded=False)
        self.loading = threading.Event()
        self.loads: list[Path] = []

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        self.loads.append(path)
        if path == MODEL:
            self.loading.set()
            self._released.wait(20)
            raise EngineProblem("load_cancelled", path=str(path))
        yield from super().load(path, context_tokens)


def test_another_model_does_not_wait_for_the_one_that_is_being_loaded(
    runner: JobRunner, qtbot: QtBot
) -> None:
    slow = SlowEngine()
    engine = EngineController(slow, runner)
    engine.load(MODEL)
    assert slow.loading.wait(20)
    with qtbot.assertNotEmitted(engine.failed), qtbot.waitSignal(engine.loaded):
        engine.load(Path("other.gguf"))
    assert engine.info is not None


def test_a_model_that_was_chosen_and_changed_again_is_never_read(
    runner: JobRunner, qtbot: QtBot
) -> None:
    slow, go_on = SlowEngine(), threading.Event()
    engine = EngineController(slow, runner)

    def wait() -> Iterator[object]:
        go_on.wait(20)
        yield from ()

    runner.start(wait)
    engine.load(MODEL)
    engine.load(Path("other.gguf"))
    with qtbot.waitSignal(engine.loaded):
        go_on.set()
    assert slow.loads == [Path("other.gguf")]


def test_a_model_at_rest_is_not_in_memory_but_stays_chosen(
    engine: EngineController, runner: JobRunner, told: list[str], qtbot: QtBot
) -> None:
    engine.load(MODEL)
    qtbot.waitUntil(lambda: engine.is_ready)
    engine.rest()
    qtbot.waitUntil(lambda: engine.is_resting)
    assert (told, engine.info, engine.model_path) == (["loaded", "rested"], None, MODEL)


def test_a_model_at_rest_is_loaded_before_the_job_that_needs_it(
    engine: EngineController, runner: JobRunner, told: list[str], qtbot: QtBot
) -> None:
    engine.load(MODEL)
    qtbot.waitUntil(lambda: engine.is_ready)
    engine.rest()
    engine.wake()
    found: list[bool] = []

    def job() -> Iterator[object]:
        found.append(engine.info is not None)
        yield from ()

    runner.start(job)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert (found, told[-1], engine.is_resting) == ([True], "loaded", False)


def test_without_a_model_there_is_nothing_to_rest_or_to_wake(
    engine: EngineController, runner: JobRunner
) -> None:
    engine.rest()
    engine.wake()
    assert not runner.is_busy


def test_a_model_that_was_freed_for_good_is_not_woken(
    engine: EngineController, runner: JobRunner, qtbot: QtBot
) -> None:
    engine.load(MODEL)
    engine.unload()
    qtbot.waitUntil(lambda: not runner.is_busy)
    engine.wake()
    assert not runner.is_busy


def test_loading_that_is_stopped_is_no_error(runner: JobRunner, qtbot: QtBot) -> None:
    slow = SlowEngine()
    engine = EngineController(slow, runner)
    engine.load(MODEL)
    assert slow.loading.wait(20)
    with qtbot.waitSignal(engine.failed) as failed:
        engine.stop_loading()
    assert failed.args[0].severity == "info"
    assert (engine.info, engine.is_loading, engine.is_resting) == (None, False, False)


def test_a_model_stopped_before_its_loading_began_leaves_the_one_before(
    engine: EngineController, runner: JobRunner, told: list[str], qtbot: QtBot
) -> None:
    engine.load(MODEL)
    qtbot.waitUntil(lambda: engine.is_ready)
    go_on = threading.Event()

    def wait() -> Iterator[object]:
        go_on.wait(20)
        yield from ()

    runner.start(wait)
    engine.load(Path("other.gguf"))
    engine.stop_loading()
    go_on.set()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert (told, engine.model_path, engine.is_ready) == (["loaded", "loaded"], MODEL, True)
