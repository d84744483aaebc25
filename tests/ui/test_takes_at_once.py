# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Several takes at once, written beside the text."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import StopReason, Take
from longwriter_desktop.domain.events import SectionGrew
from longwriter_desktop.ui.takes_desk import TakesDesk
from longwriter_desktop.ui.takes_live import LiveRow
from longwriter_desktop.ui.takes_page import TakesPage
from tests.ui.conftest import SECOND, keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEN = ("He rose ", "at dusk ", "and lit ", "the great ", "old lamp.")
NINE = ("He rose ", "at dusk ", "and lit ", "the great ", "lamp.")
LONG = (*NINE[:4], "brass lamp ", "of the ", "north ", "tower.")
MINE = "My own ten words stand here in this very section."


@pytest.fixture
def engine() -> ScriptedEngine:
    """Writes nine words, ten, and fourteen."""
    return ScriptedEngine(Script(NINE), Script(TEN), Script(LONG))


def idle(program: Program) -> Callable[[], bool]:
    return lambda: not program.services.jobs.is_busy


def page_of(program: Program) -> TakesPage:
    return program.window.feature(TakesDesk).page


def write_several(program: Program, qtbot: QtBot, number: int = 3) -> None:
    """Press the key for several takes with the caret in a section."""
    program.put_caret(number)
    qtbot.keyClick(program.text, Qt.Key.Key_T, CONTROL | SHIFT)


def takes(program: Program, number: int = 3) -> list[Take]:
    return program.library.takes(program.section(number))


def type_text(program: Program, number: int = 3) -> None:
    """Give a section a text of the writer's."""
    program.put_caret(number)
    program.text.replace_selection(MINE)


def test_the_key_writes_three_takes_beside_the_text(program: Program, qtbot: QtBot) -> None:
    type_text(program)
    write_several(program, qtbot)
    qtbot.waitUntil(idle(program))
    assert [take.words for take in takes(program)] == [9, 10, 14]
    assert program.words_of(3) == MINE
    assert program.library.load("keepers").text_of(program.section(3)).text == MINE
    assert page_of(program).list.count() == 3


def test_takes_at_once_have_one_prompt_and_different_seeds(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    write_several(program, qtbot)
    qtbot.waitUntil(idle(program))
    assert len({request.messages for request in engine.requests}) == 1
    assert len({request.seed for request in engine.requests}) == 3


def test_into_an_empty_section_comes_the_best_take_in_one_step(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    write_several(program, qtbot)
    qtbot.waitUntil(idle(program))
    assert program.words_of(3) == "".join(TEN)
    assert program.services.undo_stack.count() == 1
    program.text.undo_step()
    assert program.words_of(3) == ""
    assert len(takes(program)) == 3


def test_a_take_in_which_a_loop_was_cut_is_not_the_best(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[1] = Script(TEN, StopReason.LOOP_CUT)
    write_several(program, qtbot)
    qtbot.waitUntil(idle(program))
    assert program.words_of(3) == "".join(NINE)


def test_what_the_writer_typed_meanwhile_is_not_replaced(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=2)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    type_text(program)
    engine.go_on()
    qtbot.waitUntil(idle(program))
    assert program.words_of(3) == MINE
    assert len(takes(program)) == 3


def test_each_take_has_a_row_that_shows_its_words_as_they_come_all_at_once(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    write_several(program, qtbot)
    rows = page_of(program).live.rows
    qtbot.waitUntil(
        lambda: [row.tail.text() for row in rows.values()] == ["He rose at dusk and lit"] * 3
    )
    assert [row.state.text() for row in rows.values()] == [
        f"Take {number}: 6 of 10 words" for number in (1, 2, 3)
    ]
    assert program.words_of(3) == ""
    assert "He rose" not in program.shown()
    engine.go_on()
    qtbot.waitUntil(idle(program))
    assert not page_of(program).live.isVisible()


def test_a_take_that_the_engine_has_no_room_for_yet_waits(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    engine.room = 2
    write_several(program, qtbot)
    rows = page_of(program).live.rows
    qtbot.waitUntil(lambda: rows[2].state.text() == "Take 2: 6 of 10 words")
    assert rows[3].state.text() == "Take 3: waiting"
    engine.go_on()
    qtbot.waitUntil(idle(program))
    assert len(takes(program)) == 3


def test_one_take_is_stopped_alone_and_what_came_of_it_is_kept(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    type_text(program)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    rows = page_of(program).live.rows
    qtbot.mouseClick(rows[2].stop, Qt.MouseButton.LeftButton)
    engine.go_on()
    qtbot.waitUntil(idle(program))
    kept = {take.text: take.stop_reason for take in takes(program)}
    assert kept == {
        "He rose at dusk and lit": StopReason.CANCELLED,
        "".join(NINE): StopReason.FINISHED,
        "".join(LONG): StopReason.FINISHED,
    }


def test_esc_stops_all_takes_and_keeps_what_came(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    type_text(program)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.keyClick(program.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(idle(program))
    assert [take.text for take in takes(program)] == ["He rose at dusk and lit"] * 3
    assert {take.stop_reason for take in takes(program)} == {StopReason.CANCELLED}
    assert program.words_of(3) == MINE


def test_the_button_in_the_header_stops_the_takes(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.mouseClick(program.window.space.header.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(idle(program))
    assert {take.stop_reason for take in takes(program)} == {StopReason.CANCELLED}
    assert program.window.space.header.write_all.isVisible()


def test_what_streams_is_in_the_library_before_it_is_a_take(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    type_text(program)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    path = program.library.path  # type: ignore[attr-defined] # it is a SqliteLibrary
    with closing(sqlite3.connect(path)) as db:
        (streamed,) = db.execute("SELECT group_concat(text, '') FROM chunks").fetchone()
    assert streamed.startswith("He rose")
    engine.go_on()
    qtbot.waitUntil(idle(program))


def test_nothing_else_is_written_while_takes_are(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    program.window.writing.write(program.section(2))
    qtbot.keyClick(program.text, Qt.Key.Key_Return, CONTROL)
    assert not program.services.writing.is_busy
    assert not program.window.actions_.write.isEnabled()
    assert not program.window.feature(TakesDesk).several.isEnabled()
    engine.go_on()
    qtbot.waitUntil(idle(program))
    assert program.words_of(2) == SECOND
    assert program.window.actions_.write.isEnabled()


def test_a_dead_model_process_keeps_what_came_and_can_be_restarted(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, dies_after=3)
    type_text(program)
    write_several(program, qtbot)
    qtbot.waitUntil(lambda: program.window.notices.message is not None)
    qtbot.waitUntil(idle(program))
    message = program.window.notices.message
    assert message is not None
    assert message.text == (
        "The model process ended while writing takes. What had come is kept as takes."
    )
    assert message.action == "Restart model"
    kept = {(take.text.rstrip(), take.stop_reason) for take in takes(program)}
    assert kept == {("He rose at dusk and lit", StopReason.INTERRUPTED)}
    assert len(takes(program)) == 3
    assert program.words_of(3) == MINE


def test_without_a_model_there_is_a_way_to_one(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.close()
    write_several(program, qtbot)
    qtbot.waitUntil(lambda: program.window.notices.message is not None)
    message = program.window.notices.message
    assert message is not None
    assert message.action == "Open model file…"
    assert takes(program) == []


def test_closing_the_window_keeps_what_came_as_takes(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    type_text(program)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    assert program.window.close()
    assert [take.text for take in takes(program)] == ["He rose at dusk and lit"] * 3


def test_takes_that_end_when_the_window_has_gone_do_nothing_to_its_parts(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    assert program.window.close()
    QApplication.processEvents()
    assert program.services.undo_stack.count() == 0
    assert program.words_of(3) == ""
    assert len(takes(program)) == 3


def test_opening_another_document_stops_the_takes(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    section = program.section(3)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    program.window.documents.new()
    qtbot.waitUntil(idle(program))
    kept = [(take.text, take.stop_reason) for take in program.library.takes(section)]
    assert kept == [("He rose at dusk and lit", StopReason.CANCELLED)] * 3
    assert not program.services.undo_stack.canUndo()


def test_the_number_of_takes_is_a_setting(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.services.preferences.set("writing.takes_at_once", 2)
    assert program.window.feature(TakesDesk).several.text() == "Write 2 takes"
    write_several(program, qtbot)
    qtbot.waitUntil(idle(program))
    assert len(engine.requests) == 2


def test_the_live_rows_are_hidden_while_the_writer_is_in_another_section(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[0] = Script(NINE, hold_after=3)
    write_several(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    program.put_caret(2)
    assert not page_of(program).live.isVisible()
    program.put_caret(3)
    assert page_of(program).live.isVisible()
    engine.go_on()
    qtbot.waitUntil(idle(program))


def test_the_menu_of_the_sections_bar_writes_several_takes(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    bar = program.window.space.bars.section
    program.put_caret(3)
    _note, several = bar.more.menu().actions()
    assert several.text() == "Write 3 takes"
    several.trigger()
    qtbot.waitUntil(idle(program))
    assert len(engine.requests) == 3


def test_a_take_is_not_chosen_into_a_section_that_is_being_written(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    write_several(program, qtbot)
    qtbot.waitUntil(idle(program))
    engine.scripts = [Script(NINE, hold_after=2)]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.keyClick(page_of(program).list, Qt.Key.Key_Return)
    message = program.window.notices.message
    assert message is not None
    assert "is writing this section" in message.text
    engine.go_on()
    qtbot.waitUntil(idle(program))
    assert program.words_of(3) == "".join(NINE)


def test_takes_of_another_start_are_there_again(program: Program, qtbot: QtBot) -> None:
    write_several(program, qtbot)
    qtbot.waitUntil(idle(program))
    program.window.documents.new()
    program.window.documents.open(keepers().id)
    program.put_caret(3)
    qtbot.keyClick(program.text, Qt.Key.Key_T, CONTROL)
    assert page_of(program).list.count() == 3


def test_what_looks_like_rich_text_in_a_take_is_shown_as_it_is(program: Program) -> None:
    row = LiveRow(1, 100, program.window.look, program.window)
    row.follow(SectionGrew("a", "<b>bold</b> <img src='file:///etc/hostname'>", 2, 2))
    row.show_figures()
    assert "<img src='file:///etc/hostname'>" in row.tail.text()
    assert row.tail.textFormat() == Qt.TextFormat.PlainText
