# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How many threads the model may use, on battery and while somebody types."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_threads import SETTING, ThreadUse, threads_now
from longwriter_desktop.domain.tuning import EngineSettings
from tests.ui.scripted import ScriptedEngine


@pytest.mark.parametrize(
    ("most", "saves", "typing", "threads"),
    [(8, False, False, 8), (8, True, False, 4), (8, False, True, 7), (8, True, True, 3),
     (3, True, False, 1), (2, True, True, 1), (1, True, True, 1)],
)  # fmt: skip
def test_threads_are_halved_to_save_and_one_is_left_to_the_typist(
    most: int, saves: bool, typing: bool, threads: int
) -> None:
    assert threads_now(most, saves, typing) == threads


class Machine:
    """An engine with eight threads on a computer whose plug a test can pull."""

    def __init__(self, typing_ms: int) -> None:
        self.on_battery = False
        self.scripted = ScriptedEngine(loaded=False)
        self.scripted.known = replace(self.scripted.known, threads=8)
        self.runner = JobRunner()
        self.engine = EngineController(self.scripted, self.runner)
        self.preferences = Preferences({}, _kept)
        self.use = ThreadUse(self.engine, self.preferences, self._reads, typing_ms)

    @property
    def limits(self) -> list[int]:
        return self.scripted.thread_limits

    def _reads(self) -> bool:
        return self.on_battery


def _kept(_chosen: object) -> None:
    """Nothing is kept in a file."""


@pytest.fixture
def machine(qtbot: QtBot) -> Iterator[Machine]:
    machine = Machine(typing_ms=50)
    with qtbot.waitSignal(machine.engine.loaded):
        machine.engine.load(Path("m.gguf"))
    yield machine
    machine.runner.close()
    shiboken6.delete(machine.use)  # its timers belong to this thread


def test_a_computer_on_its_plug_uses_all_threads(machine: Machine) -> None:
    machine.preferences.set(SETTING, True)
    assert (machine.limits, machine.use.saving) == ([], 0)


def test_on_battery_half_of_the_threads_are_used_when_that_is_wanted(machine: Machine) -> None:
    machine.on_battery = True
    machine.use.look()
    assert machine.limits == []
    machine.preferences.set(SETTING, True)
    assert (machine.limits, machine.use.saving) == ([4], 4)


def test_back_on_the_plug_all_threads_are_used_again(machine: Machine, qtbot: QtBot) -> None:
    machine.on_battery = True
    machine.preferences.set(SETTING, True)
    machine.on_battery = False
    with qtbot.waitSignal(machine.use.changed):
        machine.use.look()
    assert (machine.limits, machine.use.saving) == ([4, 0], 0)


def test_a_model_of_one_thread_saves_nothing(machine: Machine) -> None:
    machine.scripted.known = replace(machine.scripted.known, threads=1)
    machine.on_battery = True
    machine.preferences.set(SETTING, True)
    assert (machine.limits, machine.use.saving) == ([], 0)


def test_a_key_takes_one_thread_away_for_a_while(machine: Machine, qtbot: QtBot) -> None:
    machine.use.note_key()
    machine.use.note_key()
    qtbot.waitUntil(lambda: len(machine.limits) == 2)
    assert machine.limits == [7, 0]


def test_a_model_that_reads_with_more_threads_than_it_writes_with_gives_up_one_of_those(
    machine: Machine, qtbot: QtBot
) -> None:
    settings = EngineSettings(threads=1, threads_batch=4)
    machine.scripted.known = replace(machine.scripted.known, threads=1, settings=settings)
    machine.use.note_key()
    qtbot.waitUntil(lambda: len(machine.limits) == 2)
    assert machine.limits == [3, 0]
