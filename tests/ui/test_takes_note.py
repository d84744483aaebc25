# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Rewriting a section with a note to the model, for once."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.takes_desk import TakesDesk
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WRITTEN = "He rose at dusk and lit the great lamp."


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script((WRITTEN,)))


def idle(program: Program) -> Callable[[], bool]:
    return lambda: not program.services.jobs.is_busy


def ask_note(program: Program, qtbot: QtBot, note: str, number: int = 3) -> None:
    """Press the key for a note with the caret in a section, and type it."""
    program.put_caret(number)
    qtbot.keyClick(program.text, Qt.Key.Key_Return, CONTROL | ALT)
    field = program.window.feature(TakesDesk).note_field
    assert field.isVisible()
    qtbot.keyClicks(field.note, note)


def test_a_note_stands_in_the_last_turn_and_is_kept_with_the_take(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    ask_note(program, qtbot, "less about the weather")
    field = program.window.feature(TakesDesk).note_field
    qtbot.keyClick(field.note, Qt.Key.Key_Return)
    qtbot.waitUntil(idle(program))
    assert not field.isVisible()
    *before, last = engine.requests[0].messages
    assert last.content.endswith("\nWord Count: 10 words\nNote: less about the weather")
    assert not any("weather" in turn.content for turn in before)
    assert program.words_of(3) == WRITTEN
    (take,) = program.library.takes(program.section(3))
    assert take.provenance is not None
    assert take.provenance.note == "less about the weather"


def test_a_note_is_for_once(program: Program, engine: ScriptedEngine, qtbot: QtBot) -> None:
    ask_note(program, qtbot, "less about the weather")
    qtbot.keyClick(program.window.feature(TakesDesk).note_field.note, Qt.Key.Key_Return)
    qtbot.waitUntil(idle(program))
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: len(engine.requests) == 2)
    qtbot.waitUntil(idle(program))
    assert "weather" not in engine.requests[1].messages[-1].content


def test_a_note_can_be_for_several_takes(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    ask_note(program, qtbot, "as a letter")
    field = program.window.feature(TakesDesk).note_field
    qtbot.mouseClick(field.several, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(idle(program))
    assert len(engine.requests) == 3
    assert all(r.messages[-1].content.endswith("Note: as a letter") for r in engine.requests)


def test_without_a_word_a_note_cannot_be_sent_and_esc_closes_the_field(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.window.activateWindow()
    ask_note(program, qtbot, " ")
    field = program.window.feature(TakesDesk).note_field
    assert not field.rewrite.isEnabled()
    assert not field.several.isEnabled()
    qtbot.keyClick(field.note, Qt.Key.Key_Return)
    assert engine.requests == []
    qtbot.keyClick(field.note, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert program.window.focusWidget() is program.text


def test_the_menu_of_the_sections_bar_asks_for_a_note(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2)
    note, _several = program.window.space.bars.section.more.menu().actions()
    note.trigger()
    field = program.window.feature(TakesDesk).note_field
    assert field.isVisible()
    assert field.section_id == program.section(2)


def test_the_field_for_a_note_goes_with_its_section(program: Program, qtbot: QtBot) -> None:
    ask_note(program, qtbot, "short", 2)
    field = program.window.feature(TakesDesk).note_field
    program.outline.follow(program.section(2))
    program.window.outline_desk.remove()
    assert not field.isVisible()
