# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A run and the desktop around the window: awake, seen, told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.progress import Progress
from longwriter_desktop.ui.status import StatusLine
from tests.ui.clipping import clipped
from tests.ui.conftest import keepers
from tests.ui.desk import Program, start
from tests.ui.scripted import Script, ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TEN_WORDS = "He rose at dusk and lit the great brass lamp."


class RecordingDesktop:
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        self.awake: list[bool] = []
        self.progress: list[float | None] = []
        self.told: list[tuple[str, str]] = []

    def keep_awake(self, awake: bool) -> None:
        self.awake.append(awake)

    def notify(self, title: str, text: str, otherwise: Callable[[str, str], None]) -> None:
        self.told.append((title, text))

    def show_progress(self, fraction: float | None) -> None:
        self.progress.append(fraction)

    def close(self) -> None:
        self.awake.append(False)


@pytest.fixture
def desktop() -> RecordingDesktop:
    return RecordingDesktop()


@pytest.fixture
def program(library_folder: Path, desktop: RecordingDesktop, qtbot: QtBot):
    """A window that is not the active one: nobody looks at it."""
    program = start(library_folder, ScriptedEngine(Script((TEN_WORDS,))), desktop=desktop)
    program.open(keepers())
    yield program
    program.close()


def write_all(program: Program, qtbot: QtBot) -> None:
    program.window.writing.write_all()
    qtbot.waitUntil(lambda: program.words_of(3) == TEN_WORDS)
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_the_machine_is_kept_awake_while_a_run_lasts(program, desktop, qtbot):
    write_all(program, qtbot)
    assert desktop.awake == [True, False]


def test_the_machine_may_sleep_when_the_writer_says_so(program, desktop, qtbot):
    program.services.preferences.set("writing.keep_awake", False)
    write_all(program, qtbot)
    assert desktop.awake == [False, False]


def test_the_end_of_a_run_is_told_where_nobody_looks(program, desktop, qtbot):
    write_all(program, qtbot)
    assert desktop.told == [("Writing has ended", "The Keepers: 1 section, 10 words.")]


def test_every_section_of_a_run_is_told(program, desktop, qtbot):
    both = [program.section(number) for number in (2, 3)]
    program.window.writing.write_these(both)
    qtbot.waitUntil(lambda: program.words_of(3) == TEN_WORDS)
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    assert desktop.told == [("Writing has ended", "The Keepers: 2 sections, 50 words.")]
    assert desktop.awake == [True, False]


def test_nothing_is_told_when_the_writer_wants_it_quiet(program, desktop, qtbot):
    program.services.preferences.set("writing.notify_when_done", False)
    write_all(program, qtbot)
    assert desktop.told == []


def test_nothing_is_told_to_somebody_who_looks(program, desktop, qtbot):
    program.window.show()
    qtbot.waitActive(program.window).__enter__()
    qtbot.waitUntil(program.window.isActiveWindow)
    write_all(program, qtbot)
    assert desktop.told == []


def test_progress_shows_in_the_dock_and_goes_at_the_end(program, desktop, qtbot):
    write_all(program, qtbot)
    assert desktop.progress[-1] is None
    assert all(0 < share <= 1 for share in desktop.progress[:-1])
    assert len(desktop.progress) > 1


def test_the_forecast_says_what_the_model_takes_of_the_memory(program, qtbot):
    engine = program.services.engine
    known = replace(engine.info, memory_bytes=1_200_000_000, machine_bytes=16_000_000_000)
    program.engine.known = known
    assert "1.2 GB of 16.0 GB of memory" in program.window.writing.forecast()


def test_the_status_line_says_speed_and_time_for_the_section_and_for_all(program):
    progress = Progress(2, 6, 100, 300, 1_200, 40.0, 30.0, 360.0, 10.0)
    status = program.window.status
    status.say_progress(progress)
    assert status.place.text() == "section 2 of 6, 10 s to its end"
    assert status.rate.text() == "40.0 tokens/s, 1,800 words/min"
    assert status.time.whole == "about 6 min left"


def test_no_speed_is_said_before_the_first_words_are_timed(program):
    status = program.window.status
    status.say_progress(Progress(2, 6, 0, 300, 1_200, 40.0, None, None, 0.0))
    assert status.rate.text() == ""


@pytest.fixture
def line(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    status = StatusLine(window)
    status.say_model("LongWriter Starter, this computer")
    status.say_progress(Progress(2, 6, 100, 300, 1_200, 40.0, 30.0, 360.0, 10.0))
    status.say_saved(True)
    window.show()
    status.resize(1_280, status.height())
    qtbot.waitUntil(status.rate.isVisible)
    yield status
    window.close()


def test_a_wide_status_line_shows_all_of_it(line, qtbot):
    qtbot.waitUntil(lambda: line.time.text() == "about 6 min left")
    assert line.model.isVisible()
    assert line.toolTip() == ""


def test_a_narrow_status_line_leaves_out_what_matters_least_and_says_it_in_the_tip(line, qtbot):
    line.resize(500, line.height())
    qtbot.waitUntil(lambda: not line.rate.isVisible())
    assert line.place.isVisible()
    assert "words/min" in line.toolTip()
    qtbot.waitUntil(lambda: clipped(line) == [])


def test_a_forecast_that_has_no_room_ends_in_an_ellipsis_and_is_whole_in_the_tip(line, qtbot):
    line.clear_run()
    line.say_forecast("14 sections, 6,000 words, about 48 minutes on this computer")
    line.resize(240, line.height())
    qtbot.waitUntil(lambda: line.time.text().endswith("…"))
    assert line.time.toolTip().endswith("on this computer")


def test_the_time_left_stands_beside_what_the_model_no_longer_sees(line, qtbot):
    line.say_view("The model no longer sees sections 1–5; it sees the plan.")
    qtbot.waitUntil(lambda: line.view.text().startswith("The model"))
    qtbot.waitUntil(lambda: line.time.text() == "about 6 min left")
    assert line.time.geometry().right() < line.view.geometry().left()


def test_words_that_come_later_make_room_for_themselves(line, qtbot):
    line.resize(800, line.height())
    line.say_forecast("14 sections, 6,000 words, about 48 minutes on this computer")
    qtbot.waitUntil(lambda: line.time.text().endswith("on this computer"))
    qtbot.waitUntil(lambda: clipped(line) == [])
