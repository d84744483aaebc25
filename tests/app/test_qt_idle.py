# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""When the model is unloaded by itself."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_idle import SETTING, IdleRest
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.document import Document
from tests.ui.scripted import ScriptedEngine


class Desk:
    """A loaded engine over a runner, and what lets it rest; a minute takes a millisecond."""

    def __init__(self, minute_ms: int) -> None:
        self.runner = JobRunner()
        self.engine = EngineController(ScriptedEngine(loaded=False), self.runner)
        self.session = DocumentSession(Document("d", "Lamps", "Write about lamps.", 180))
        self.preferences = Preferences({}, _kept)
        self.idle = IdleRest(self.engine, self.runner, self.session, self.preferences, minute_ms)


def _kept(_chosen: object) -> None:
    """Nothing is kept in a file."""


@pytest.fixture
def quick(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(1)
    yield desk
    desk.runner.close()
    shiboken6.delete(desk.idle)  # its timers belong to this thread


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(60_000)
    yield desk
    desk.runner.close()
    shiboken6.delete(desk.idle)  # its timers belong to this thread


def test_an_idle_model_is_unloaded(quick: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(quick.engine.rested):
        quick.engine.load(Path("m.gguf"))
    assert quick.engine.is_resting


def test_with_zero_minutes_the_model_is_never_unloaded(desk: Desk, qtbot: QtBot) -> None:
    desk.preferences.set(SETTING, 0)
    with qtbot.waitSignal(desk.engine.loaded):
        desk.engine.load(Path("m.gguf"))
    assert not desk.idle.is_waiting


def test_while_the_model_works_no_time_runs(desk: Desk, qtbot: QtBot) -> None:
    go_on = threading.Event()

    def job() -> Iterator[object]:
        go_on.wait(20)
        yield from ()

    desk.runner.start(job)
    desk.session.update_meta(title="Lights")
    assert not desk.idle.is_waiting
    with qtbot.waitSignal(desk.runner.busy_changed):
        go_on.set()
    assert desk.idle.is_waiting


def test_a_change_of_the_document_is_a_use(desk: Desk) -> None:
    desk.session.update_meta(title="Lights")
    assert desk.idle.is_waiting


def test_a_changed_setting_counts_at_once(desk: Desk) -> None:
    desk.session.update_meta(title="Lights")
    desk.preferences.set(SETTING, 0)
    assert not desk.idle.is_waiting
