# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A take that was cut off in the middle still says which model wrote it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine
from tests.ui.test_takes import opened, rows
from tests.ui.test_writing import FIVE, idle


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(FIVE, dies_after=3))


def test_the_row_of_a_take_whose_model_died_names_the_model(program: Program, qtbot: QtBot) -> None:
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(idle(program))
    (row,) = rows(opened(program, qtbot, 3))
    assert "Scripted, " in row
    assert row.endswith("interrupted")


def test_takes_written_at_once_whose_model_died_name_the_model(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(3)
    with_ = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(program.text, Qt.Key.Key_T, with_)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    shown = rows(opened(program, qtbot, 3))
    assert shown
    assert all("Scripted, " in row for row in shown)


def test_a_section_that_was_written_in_one_go_names_the_model_that_died(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(FIVE * 20, dies_after=90)]
    program.window.writing.write_in_one()
    qtbot.waitUntil(idle(program))
    (row,) = rows(opened(program, qtbot, 3))
    assert "Scripted, in one go, " in row
