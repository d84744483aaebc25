# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a model thinks before it writes is shown folded, and never enters the text."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.thinking_desk import ThinkingDesk
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

THOUGHT = "A lighthouse. <b>Who</b> keeps it?"
WRITTEN = "A keeper lived there alone."


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(
        Script(("A keeper lived ", "there alone."), thinking=THOUGHT, hold_after=0),
        Script((WRITTEN,)),
    )


@pytest.fixture
def desk(program: Program, engine: ScriptedEngine, qtbot: QtBot) -> ThinkingDesk:
    """The model has thought and has not yet begun to write section 3."""
    desk = program.window.feature(ThinkingDesk)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(desk.strip.isVisible)
    return desk


def end(program: Program, engine: ScriptedEngine, qtbot: QtBot) -> None:
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)


def test_what_is_thought_is_folded_with_its_words_counted(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    assert desk.strip.fold.text() == "Thinking… 7 words"
    assert not desk.strip.body.isVisible()
    end(program, engine, qtbot)
    assert desk.strip.fold.text() == "Thought 7 words first"


def test_it_is_opened_with_mouse_or_keyboard_and_is_plain_text(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(desk.strip.fold, Qt.MouseButton.LeftButton)
    assert desk.strip.body.isVisible()
    assert desk.strip.body.toPlainText() == THOUGHT
    qtbot.keyClick(desk.strip.fold, Qt.Key.Key_Space)
    assert not desk.strip.body.isVisible()
    end(program, engine, qtbot)


def test_what_is_thought_again_behind_some_text_stands_apart(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [
        Script(("A keeper lived ",), thinking="One."),
        Script((WRITTEN,), thinking="Two."),
    ]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy and bool(program.words_of(3)))
    desk = program.window.feature(ThinkingDesk)
    assert desk.strip.body.toPlainText().startswith("One.\n\nTwo.")


def test_it_never_enters_the_text(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    end(program, engine, qtbot)
    assert program.words_of(3).replace(WRITTEN, "") == ""  # written in several answers
    assert "Who" not in program.shown()
    assert all("Who" not in take.text for take in program.library.takes(program.section(3)))


def test_it_goes_with_its_button_and_with_the_next_section(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    end(program, engine, qtbot)
    assert desk.strip.isVisible()
    qtbot.mouseClick(desk.strip.hide_button, Qt.MouseButton.LeftButton)
    assert not desk.strip.isVisible()
    program.window.writing.write(program.section(2))
    qtbot.waitUntil(lambda: program.words_of(2).startswith(WRITTEN))
    assert not desk.strip.isVisible()
    assert desk.strip.body.toPlainText() == ""


def test_a_model_that_is_stopped_while_it_thinks_leaves_the_text_as_it_was(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    before = program.words_of(3)
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert program.words_of(3) == before
    assert desk.strip.fold.text() == "Thought 7 words first"
