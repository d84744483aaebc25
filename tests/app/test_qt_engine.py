# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the window is told of a model that is loaded or freed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
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
