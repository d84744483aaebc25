# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The offer to go on with a section speaks of the plan as it is now."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.notice_bar import Message
from tests.ui.conftest import SECOND
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine
from tests.ui.test_outline import choose
from tests.ui.test_writing import FIVE, begin, idle, state_of


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(FIVE, hold_after=3), Script((" the lamp",)))


def stopped(program: Program, qtbot: QtBot, number: int) -> None:
    """Write a section and stop it in the middle."""
    program.services.preferences.set("plan.rebalance", False)
    begin(program, qtbot, number)
    program.window.writing.stop()
    qtbot.waitUntil(idle(program))


def message(program: Program) -> Message:
    shown = program.window.notices.message
    assert shown is not None
    return shown


def test_sections_merged_in_front_change_the_number_and_undo_brings_it_back(
    program: Program, qtbot: QtBot
) -> None:
    stopped(program, qtbot, 3)
    choose(program, 1)
    program.window.outline_desk.merge()
    assert message(program).text == "Section 2 was stopped at 6 of 10 words. Continue?"
    program.text.undo_step()
    assert message(program).text == "Section 3 was stopped at 6 of 10 words. Continue?"


def test_a_section_merged_into_the_one_before_is_gone_on_with_there(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    stopped(program, qtbot, 2)
    choose(program, 1)
    program.window.outline_desk.merge()
    assert message(program).text == "Section 1 was stopped at 17 of 100 words. Continue?"
    qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.words_of(1).endswith("the lamp"))
    qtbot.waitUntil(idle(program))
    assert engine.requests[1].prefill.endswith("He rose at dusk and lit")


@pytest.mark.parametrize("way", ["remove", "empty", "another document"])
def test_an_offer_that_no_longer_applies_goes(program: Program, qtbot: QtBot, way: str) -> None:
    stopped(program, qtbot, 3)
    choose(program, 3)
    if way == "remove":
        program.window.outline_desk.remove()
    elif way == "empty":
        program.put_caret(3, select=len(program.words_of(3)))
        qtbot.keyClick(program.text, Qt.Key.Key_Delete)
    else:
        program.window.documents.new()
    assert program.window.notices.message is None


def test_a_dead_model_is_said_with_the_number_that_its_section_has_now(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.services.preferences.set("plan.rebalance", False)
    engine.scripts = [Script(FIVE, dies_after=3)]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(idle(program))
    assert "writing section 3." in message(program).text
    choose(program, 1)
    program.window.outline_desk.merge()
    assert "writing section 2." in message(program).text
    assert message(program).action == "Restart model"


def test_a_model_that_is_back_is_asked_to_go_on_where_it_died(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(FIVE, dies_after=3), Script((" the lamp",))]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(idle(program))
    assert message(program).action == "Restart model"
    program.services.engine.load(Path("model.gguf"))
    qtbot.waitUntil(lambda: message(program).action == "Continue")
    assert message(program).text == "The model stopped section 3 at 6 of 10 words. Continue?"
    qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "dusk and lit the lamp" in program.words_of(3))
    qtbot.waitUntil(idle(program))


def test_a_section_that_was_emptied_by_hand_is_planned_again_and_undo_brings_it_back(
    program: Program, qtbot: QtBot
) -> None:
    stopped(program, qtbot, 3)
    assert state_of(program, 3) == "stopped"
    program.put_caret(3, select=len(program.words_of(3)))
    program.text.setFocus()
    qtbot.keyClick(program.text, Qt.Key.Key_Delete)
    assert state_of(program, 3) == "planned"
    qtbot.keyClicks(program.text, "Mine.")
    assert state_of(program, 3) == "edited"
    while program.words_of(3) != "He rose at dusk and lit":
        program.text.undo_step()
    assert state_of(program, 3) == "stopped"
    assert program.words_of(2) == SECOND
