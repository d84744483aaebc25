# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Unloading the model, giving up loading it, and what the status line says of its threads."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.composition import runs_on_battery
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import LoadProgress, LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui.model_desk import ModelDesk
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

MODEL = Path("lamp.gguf")
TEXT = "The keeper climbed the stairs and lit the lamp again."


class HeldEngine(ScriptedEngine):
    """Holds a load still until it is cancelled or told to go on."""

    def __init__(self) -> None:
        super().__init__(Script((TEXT,)), loaded=False)
        self.holds = True
        self.loading = threading.Event()

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        self._cancelled.clear()
        self._loaded = False
        yield LoadProgress(0.25)
        if self.holds:
            self.loading.set()
            self._released.wait(20)
            self._released.clear()
        if self._cancelled.is_set():
            raise EngineProblem("load_cancelled", path=str(path))
        yield from super().load(path, context_tokens)


@pytest.fixture
def engine() -> HeldEngine:
    return HeldEngine()


@pytest.fixture
def desk(program: Program) -> ModelDesk:
    return program.window.feature(ModelDesk)


def load(program: Program, engine: HeldEngine, qtbot: QtBot) -> None:
    engine.holds = False
    program.services.engine.load(MODEL)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    engine.holds = True


def rest(program: Program, desk: ModelDesk, qtbot: QtBot) -> None:
    desk.unload.trigger()
    qtbot.waitUntil(lambda: program.services.engine.is_resting)


def test_without_a_model_there_is_nothing_to_unload_or_to_stop(desk: ModelDesk) -> None:
    assert not desk.unload.isEnabled()
    assert not desk.stop_loading.isEnabled()


def test_the_actions_are_in_the_menu_of_the_model(program: Program, desk: ModelDesk) -> None:
    actions = program.window.actions_.menu("model").actions()
    assert desk.unload in actions
    assert desk.stop_loading in actions


def test_an_unloaded_model_is_said_to_be_unloaded(
    program: Program, engine: HeldEngine, desk: ModelDesk, qtbot: QtBot
) -> None:
    load(program, engine, qtbot)
    rest(program, desk, qtbot)
    assert program.window.status.model.text() == "Scripted, unloaded until it is needed"
    assert not desk.unload.isEnabled()


def test_writing_loads_an_unloaded_model_again_and_waits_for_it(
    program: Program, engine: HeldEngine, desk: ModelDesk, qtbot: QtBot
) -> None:
    load(program, engine, qtbot)
    rest(program, desk, qtbot)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.loading.is_set)
    qtbot.waitUntil(lambda: "25 %" in program.window.status.model.text())
    assert engine.requests == []
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert program.words_of(3) == TEXT


def test_loading_can_be_stopped_beside_its_progress(
    program: Program, engine: HeldEngine, desk: ModelDesk, qtbot: QtBot
) -> None:
    program.services.engine.load(MODEL)
    qtbot.waitUntil(engine.loading.is_set)
    qtbot.mouseClick(desk.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    shown = program.window.notices.message
    assert shown is not None
    assert shown.text == "Loading the model was stopped; no model is loaded."
    assert shown.action == "Load the model again"
    assert program.window.status.model.text() == "No model is loaded"
    assert desk.stop.isHidden()


def test_what_waits_for_a_model_is_given_up_with_its_loading(
    program: Program, engine: HeldEngine, desk: ModelDesk, qtbot: QtBot
) -> None:
    load(program, engine, qtbot)
    rest(program, desk, qtbot)
    before = program.words_of(3)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.loading.is_set)
    desk.stop_loading.trigger()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    shown = program.window.notices.message
    assert shown is not None
    assert shown.text == "Loading the model was stopped; no model is loaded."
    assert (engine.requests, program.words_of(3)) == ([], before)


def test_a_model_that_is_at_work_is_not_unloaded(
    program: Program, engine: HeldEngine, desk: ModelDesk, qtbot: QtBot
) -> None:
    load(program, engine, qtbot)
    engine.scripts = [Script((TEXT[:20], TEXT[20:]), hold_after=1)]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    assert not desk.unload.isEnabled()
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert desk.unload.isEnabled()


def test_typing_leaves_a_thread_to_the_window(
    program: Program, engine: HeldEngine, desk: ModelDesk, qtbot: QtBot
) -> None:
    engine.known = replace(engine.known, threads=4)
    load(program, engine, qtbot)
    program.put_caret(1)
    qtbot.keyClicks(program.text, "a")
    assert engine.thread_limits == [3]


def test_the_real_model_comes_back_with_nothing_lost(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    worker = WorkerEngine()
    program = start_program(worker)
    program.open(keepers())
    program.services.engine.load(starter_path)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    rest(program, program.window.feature(ModelDesk), qtbot)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert program.words_of(3)
    assert worker.is_loaded


@pytest.mark.parametrize(
    ("plugged", "said"),
    [(False, "Scripted, 2 threads on battery"), (True, "Scripted, this computer")],
)
def test_the_status_line_says_that_the_battery_is_saved(
    start_program: Callable[[LocalEngine], Program],
    engine: HeldEngine,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    plugged: bool,
    said: str,
) -> None:
    battery = SimpleNamespace(percent=80, power_plugged=plugged)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    engine.known = replace(engine.known, threads=4)
    program = start_program(engine)
    load(program, engine, qtbot)
    program.services.preferences.set("model.save_battery", True)
    assert program.window.status.model.text() == said


def test_a_computer_without_a_battery_never_saves_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    assert not runs_on_battery()
    monkeypatch.delattr(psutil, "sensors_battery")
    assert not runs_on_battery()
