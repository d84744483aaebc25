# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Measuring the model: by a button of the preferences, and by itself while nobody needs it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_tuning import TuningController
from longwriter_desktop.app.session import DocumentSession, new_document
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import EngineInfo, LocalEngine
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui import words_tuning as words
from longwriter_desktop.ui.preferences_desk import PreferencesDesk
from longwriter_desktop.ui.tuning_row import TuningRow
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DEFAULTS = Trial(EngineSettings(2, 2, "auto", "f16", "f16", 512, "CPU"), 0.028, 0.004)
BEST = Trial(EngineSettings(2, 2, "off", "q8_0", "f16", 512, "CPU"), 0.025, 0.004)
TUNING = Tuning(BEST, (DEFAULTS, BEST))
INFO = EngineInfo("Scripted", "0" * 64, 4_096, threads=2, layers=32, settings=BEST.settings)


@pytest.fixture
def engine() -> ScriptedEngine:
    engine = ScriptedEngine()
    engine.known = INFO
    engine.measured = TUNING
    return engine


@pytest.fixture
def row(program: Program, qtbot: QtBot) -> TuningRow:
    """The row in the preferences' part about the model, in sight."""
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    qtbot.keyClick(program.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = program.window.feature(PreferencesDesk).dialog
    assert dialog is not None
    qtbot.waitExposed(dialog)
    dialog.show_group("model")
    return dialog.tuning


def running(settings: EngineSettings) -> EngineInfo:
    return replace(INFO, settings=settings)


def press(row: TuningRow, qtbot: QtBot) -> None:
    row.button.setFocus()
    qtbot.keyClick(row.button, Qt.Key.Key_Space)


def test_the_model_part_says_what_the_model_runs_on(row: TuningRow) -> None:
    assert row.isVisible()
    assert row.backend.text() == "Scripted runs on the processor, with 2 threads."


def test_the_button_measures_and_the_result_is_in_plain_words(row: TuningRow, qtbot: QtBot) -> None:
    assert row.button.text() == words.MEASURE
    press(row, qtbot)
    said = "2 threads, keys in 8 bits: 12 % faster than the usual settings."
    qtbot.waitUntil(lambda: row.result.text() == said)
    qtbot.waitUntil(row.button.isEnabled)
    assert row.button.text() == words.MEASURE_AGAIN


def test_how_far_measuring_is_stands_in_the_row_and_the_button_keeps_the_focus(
    row: TuningRow, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    engine.holds_measuring = True
    press(row, qtbot)
    qtbot.waitUntil(lambda: row.result.text() == words.measuring(0.5))
    assert row.button.text() == words.STOP
    assert row.button.hasFocus()
    engine.go_on()
    qtbot.waitUntil(lambda: row.button.text() == words.MEASURE_AGAIN)
    assert row.button.hasFocus()


def test_the_button_ends_a_measuring(row: TuningRow, qtbot: QtBot, engine: ScriptedEngine) -> None:
    engine.holds_measuring = True
    press(row, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    press(row, qtbot)
    qtbot.waitUntil(lambda: row.result.text() == words.ENDED)
    qtbot.waitUntil(lambda: row.button.text() == words.MEASURE)


def test_a_measuring_that_was_cut_short_is_said_so(
    row: TuningRow, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    engine.holds_measuring = True
    press(row, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    engine.cancel()
    qtbot.waitUntil(lambda: row.result.text() == words.ENDED)
    assert row.button.isEnabled()


def test_a_measuring_that_failed_says_why(
    row: TuningRow, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    engine.measured = EngineProblem("disk_full", path="library")
    press(row, qtbot)
    qtbot.waitUntil(lambda: "library" in row.result.text())
    assert row.button.isEnabled()


def test_settings_that_the_present_load_does_not_use_are_said_to_come(
    row: TuningRow, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    engine.known = replace(INFO, settings=DEFAULTS.settings)
    press(row, qtbot)
    qtbot.waitUntil(lambda: row.result.text().endswith(words.NEXT_LOAD))


def test_without_a_model_there_is_nothing_to_measure(
    row: TuningRow, qtbot: QtBot, program: Program
) -> None:
    program.services.engine.unload()
    qtbot.waitUntil(lambda: row.backend.text() == words.NO_MODEL)
    assert not row.button.isEnabled()


def test_the_row_is_found_by_a_search(row: TuningRow, program: Program) -> None:
    dialog = program.window.feature(PreferencesDesk).dialog
    assert dialog is not None
    dialog.search.setText("processor")
    assert row.isVisible()
    dialog.search.setText("curly")
    assert not row.isVisible()


@pytest.mark.parametrize(
    ("gpu_layers", "said"),
    [
        (32, "Scripted runs on the graphics card (CUDA)."),
        (24, "with 24 of its 32 layers"),
    ],
)
def test_the_graphics_card_and_its_share_are_named(gpu_layers: int, said: str) -> None:
    assert said in words.running_on(replace(INFO, backend="CUDA", gpu_layers=gpu_layers))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.020, "40 % faster than the usual settings."),
        (0.007, "4.0 times as fast as the usual settings."),
    ],
)
def test_a_gain_is_said_as_people_say_it(seconds: float, said: str) -> None:
    tuning = replace(TUNING, best=replace(BEST, write_seconds=seconds))
    assert words.result(tuning, running(BEST.settings)).endswith(said)


def test_usual_settings_that_stay_are_said_to_be_the_best() -> None:
    tuning = Tuning(DEFAULTS, (DEFAULTS, BEST))
    said = "The usual settings are the best here: 2 threads."
    assert words.result(tuning, running(DEFAULTS.settings)) == said


def test_best_settings_that_do_not_run_yet_are_for_the_next_load() -> None:
    assert words.result(TUNING, running(DEFAULTS.settings)).endswith(words.NEXT_LOAD)


def test_a_cache_that_the_writer_chose_is_not_promised_for_the_next_load() -> None:
    chosen = replace(running(DEFAULTS.settings), chosen_cache="f16")
    assert words.result(TUNING, chosen).endswith(words.CHOSEN)
    assert words.CHOSEN not in words.result(TUNING, replace(INFO, chosen_cache="keys_q8_0"))


def test_keys_and_values_in_eight_bits_are_named_with_flash_attention() -> None:
    settings = EngineSettings(1, 1, "on", "q8_0", "q8_0", 512, "CPU")
    tuning = replace(TUNING, best=replace(BEST, settings=settings))
    text = words.result(tuning, running(settings))
    assert text.startswith("1 thread, flash attention, keys and values in 8 bits:")


class Idle(QObject):
    """A controller that waits for no time at all, with a model in use beside it."""

    def __init__(self, engine: LocalEngine) -> None:
        super().__init__()
        self.session = DocumentSession(new_document("Write.", 100))
        self.runner = JobRunner(self)
        self.engine = engine
        self.is_on_battery = False
        self.tuning = TuningController(
            self.session, engine, self.runner, lambda: self.is_on_battery, quiet_ms=0
        )

    def use_model(self) -> None:
        """As a section that was written."""
        self.tuning.note_use(True)
        self.runner.start(empty)

    @property
    def waits(self) -> bool:
        """Whether the next pause is waited for, or a measuring runs."""
        (timer,) = self.tuning.findChildren(QTimer)
        return timer.isActive() or self.tuning.is_measuring

    def close(self) -> None:
        self.tuning.stop()
        self.tuning.close()
        self.runner.close()


def empty() -> Iterator[object]:
    return iter(())


@pytest.fixture
def idle(engine: ScriptedEngine, qtbot: QtBot) -> Iterator[Idle]:
    idle = Idle(engine)
    yield idle
    idle.close()


def is_false(value: bool) -> bool:
    return not value


def test_a_new_model_is_measured_after_its_first_use(idle: Idle, qtbot: QtBot) -> None:
    idle.use_model()
    qtbot.waitUntil(lambda: idle.tuning.result == TUNING)


def test_a_model_that_was_only_loaded_is_not_measured(idle: Idle, qtbot: QtBot) -> None:
    with qtbot.waitSignal(idle.runner.busy_changed, check_params_cb=is_false):
        idle.runner.start(empty)
    assert not idle.waits
    assert idle.tuning.result is None


def test_on_battery_nothing_is_measured_in_a_pause(
    idle: Idle, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    idle.is_on_battery = True
    idle.use_model()
    (timer,) = idle.tuning.findChildren(QTimer)
    with qtbot.waitSignal(timer.timeout):
        pass
    assert not idle.tuning.is_measuring
    idle.tuning.measure()
    qtbot.waitUntil(lambda: idle.tuning.result == TUNING)


def test_a_model_that_was_measured_earlier_is_left_alone(
    idle: Idle, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    earlier = replace(TUNING, best=DEFAULTS)
    engine.tuning = earlier
    with qtbot.waitSignal(idle.runner.busy_changed, check_params_cb=is_false):
        idle.use_model()
    assert not idle.waits
    assert idle.tuning.result is earlier


def test_a_measuring_cut_short_is_begun_again_in_the_next_pause(
    idle: Idle, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    engine.holds_measuring = True
    idle.use_model()
    qtbot.waitUntil(engine.holding.is_set)
    engine.holds_measuring = False
    engine.cancel()
    qtbot.waitUntil(lambda: idle.tuning.result == TUNING)


def test_a_measuring_that_the_writer_ended_is_not_begun_again(
    idle: Idle, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    engine.holds_measuring = True
    idle.use_model()
    qtbot.waitUntil(engine.holding.is_set)
    idle.tuning.give_up()
    qtbot.waitUntil(lambda: not idle.tuning.is_measuring)
    assert not idle.waits
    assert idle.tuning.was_ended


def test_who_types_on_ends_the_measuring(idle: Idle, qtbot: QtBot, engine: ScriptedEngine) -> None:
    engine.holds_measuring = True
    idle.use_model()
    qtbot.waitUntil(engine.holding.is_set)
    engine.holds_measuring = False
    idle.session.update_meta(title="The keeper")
    qtbot.waitUntil(lambda: idle.tuning.result == TUNING)


def test_a_window_that_closes_does_not_wait_for_a_measuring(
    program: Program, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    engine.holds_measuring = True
    program.services.tuning.measure()
    qtbot.waitUntil(engine.holding.is_set)
    program.window.close()
    qtbot.waitUntil(lambda: not program.services.tuning.is_measuring)


def test_a_model_that_cannot_be_measured_is_not_tried_again(
    idle: Idle, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    engine.measured = EngineProblem("context_no_room", need=2, free=1)
    idle.use_model()
    qtbot.waitUntil(lambda: idle.tuning.problem is not None)
    engine.measured = TUNING
    with qtbot.waitSignal(idle.runner.busy_changed, check_params_cb=is_false):
        idle.use_model()
    assert not idle.waits
    assert idle.tuning.result is None


def test_the_real_worker_is_measured_from_the_preferences(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    program = start_program(WorkerEngine())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path)
    row = TuningRow(program.services.tuning, program.window)
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "usual settings" in row.result.text(), timeout=40_000)
    info = program.services.tuning.info
    assert info is not None
    assert program.services.tuning.result is not None
    assert info.settings == program.services.tuning.result.best.settings
