# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing in the window: streaming in place, stopping, going on, takes, and a dead model."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui.outline_model import Role
from tests.ui.conftest import FIRST, SECOND, keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

FIVE = ("He rose ", "at dusk ", "and lit ", "the great ", "lamp.")
WRITTEN = "He rose at dusk and lit the great lamp."


@pytest.fixture
def engine() -> ScriptedEngine:
    """Holds in the middle of its first answer, until it is told to go on or to stop."""
    return ScriptedEngine(Script(FIVE, hold_after=3), Script(FIVE))


def idle(program: Program) -> Callable[[], bool]:
    return lambda: not program.services.writing.is_busy


def begin(program: Program, qtbot: QtBot, number: int = 3) -> None:
    """Start writing a section and wait until its first words are shown."""
    program.window.writing.write(program.section(number))
    qtbot.waitUntil(lambda: "He rose at dusk and lit" in program.shown())


def state_of(program: Program, number: int) -> str:
    return str(program.outline.rows.index_of(program.section(number)).data(Role.STATE))


def test_streamed_text_stands_in_its_section_before_the_session_has_it(
    program: Program, qtbot: QtBot
) -> None:
    begin(program, qtbot)
    assert program.words_of(3) == ""
    assert program.text.page.text(program.section(3)).startswith("He rose at dusk")
    assert state_of(program, 3) == "writing"
    assert not program.services.undo_stack.canUndo()


def test_a_written_section_is_one_undo_step(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, qtbot)
    engine.go_on()
    qtbot.waitUntil(idle(program))
    assert program.words_of(3) == WRITTEN
    assert program.shown().endswith(WRITTEN)
    assert program.services.undo_stack.count() == 1
    assert program.window.actions_.undo.text() == "Undo writing a section"
    program.text.undo_step()
    assert program.words_of(3) == ""
    assert program.shown().endswith("A life\n")


def test_the_section_being_written_cannot_be_typed_into(program: Program, qtbot: QtBot) -> None:
    begin(program, qtbot)
    program.put_caret(3, 2)
    before = program.shown()
    qtbot.keyClicks(program.text, "x")
    qtbot.keyClick(program.text, Qt.Key.Key_Backspace)
    assert program.shown() == before
    message = program.window.notices.message
    assert message is not None
    assert "is writing this section" in message.text


def test_typing_elsewhere_goes_on_while_a_section_is_written(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, qtbot)
    program.put_caret(2, len(SECOND))
    qtbot.keyClicks(program.text, " Then it fell.")
    engine.go_on()
    qtbot.waitUntil(idle(program))
    assert program.words_of(2) == f"{SECOND} Then it fell."
    assert program.words_of(3) == WRITTEN
    program.text.undo_step()
    program.text.undo_step()
    assert (program.words_of(2), program.words_of(3)) == (SECOND, "")


def test_a_selection_over_everything_spares_the_section_being_written(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, qtbot)
    program.text.selectAll()
    qtbot.keyClick(program.text, Qt.Key.Key_Delete)
    engine.go_on()
    qtbot.waitUntil(idle(program))
    assert [program.words_of(n) for n in (1, 2, 3)] == ["", "", WRITTEN]


def test_stop_keeps_what_has_come_and_offers_to_go_on(program: Program, qtbot: QtBot) -> None:
    begin(program, qtbot)
    qtbot.mouseClick(program.window.space.bars.writing.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(idle(program))
    kept = program.document.text_of(program.section(3))
    assert kept.text == "He rose at dusk and lit"
    assert kept.stop_reason is StopReason.CANCELLED
    assert state_of(program, 3) == "stopped"
    message = program.window.notices.message
    assert message is not None
    assert (message.text, message.action) == (
        "Section 3 was stopped at 6 of 10 words. Continue?", "Continue",
    )  # fmt: skip


def test_continue_goes_on_behind_the_text_that_stands_there(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts[1] = Script((" the lamp",))
    begin(program, qtbot)
    program.window.writing.stop()
    qtbot.waitUntil(idle(program))
    qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.words_of(3).endswith("lamp"))
    qtbot.waitUntil(idle(program))
    assert engine.requests[-1].prefill.startswith("He rose at dusk and lit")
    assert program.words_of(3).startswith("He rose at dusk and lit the lamp")
    assert program.shown().endswith(program.words_of(3))


def test_esc_stops_the_writing(program: Program, qtbot: QtBot) -> None:
    begin(program, qtbot)
    qtbot.keyClick(program.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(idle(program))
    assert program.words_of(3) == "He rose at dusk and lit"


def test_ctrl_return_writes_the_section_of_the_caret(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.put_caret(2)
    qtbot.keyClick(program.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: engine.holding.is_set())
    assert program.services.writing.section == program.section(2)


def test_write_all_writes_only_what_has_no_text(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(FIVE)]
    qtbot.mouseClick(program.window.space.header.write_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.words_of(3) != "")
    qtbot.waitUntil(idle(program))
    assert (program.words_of(1), program.words_of(2)) == (FIRST, SECOND)


def test_write_all_says_that_there_is_nothing_left_to_write(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    status, button = program.window.status, program.window.space.header.write_all
    qtbot.waitUntil(lambda: "1 section" in status.time.text())
    engine.scripts = [Script(FIVE)]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.words_of(3) != "")
    qtbot.waitUntil(lambda: status.time.text() == "every section is written")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    message = program.window.notices.message
    assert message is not None
    assert message.text.startswith("Every section is written.")
    assert not program.services.writing.is_busy


def test_a_dead_model_process_leaves_the_text_and_a_button_to_restart(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = ScriptedEngine(Script(FIVE, dies_after=3))
    program = start_program(engine)
    program.open(keepers())
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: program.window.notices.message is not None)
    qtbot.waitUntil(idle(program))
    message = program.window.notices.message
    assert message is not None
    assert message.text == ("The model process ended while writing section 3. Your text is saved.")
    assert program.words_of(3).rstrip() == "He rose at dusk and lit"
    assert program.library.load("keepers").text_of(program.section(3)).text == program.words_of(3)
    assert not engine.is_loaded


def test_restart_loads_the_model_again_and_leaves_the_offer_to_go_on(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, tmp_path
) -> None:
    engine = ScriptedEngine(Script(FIVE, dies_after=3))
    program = start_program(engine)
    program.open(keepers())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(tmp_path / "scripted.gguf")
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: program.window.notices.message is not None)
    qtbot.waitUntil(idle(program))
    with qtbot.waitSignal(program.services.engine.loaded):
        qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    assert engine.is_loaded
    message = program.window.notices.message
    assert message is not None
    assert message.action == "Continue"


def test_a_model_that_cannot_be_loaded_is_said_in_a_sentence(
    program: Program, engine: ScriptedEngine, qtbot: QtBot, tmp_path
) -> None:
    engine.load_problem = EngineProblem("model_not_gguf", path="notes.txt")
    with qtbot.waitSignal(program.services.engine.failed):
        program.window.space.models.choose(tmp_path / "notes.txt")
    message = program.window.notices.message
    assert message is not None
    assert "notes.txt" in message.text
    assert program.window.status.model.text() == "No model is loaded"


def test_streaming_leaves_the_view_where_the_reader_is(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("One line.\n\n",) * 60)]
    program.put_caret(2)
    program.text.replace_selection("\n".join(f"line {n}" for n in range(120)))
    program.window.resize(900, 600)
    program.text.go_to(program.section(3))
    anchored = program.text.heading_top(program.section(3))
    program.window.writing.write(program.section(1))
    qtbot.waitUntil(lambda: program.words_of(1) != FIRST)
    qtbot.waitUntil(idle(program))
    assert abs(program.text.heading_top(program.section(3)) - anchored) <= 1


def test_the_view_follows_the_text_when_its_end_is_in_sight(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("One line.\n\n",) * 60)]
    program.window.resize(900, 600)
    program.text.go_to(program.section(3))
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: program.words_of(3) != "")
    qtbot.waitUntil(idle(program))
    bottom = program.text.section_span(program.section(3))[1]
    assert bottom <= program.text.viewport().height()
    assert program.text.verticalScrollBar().value() > 0


def test_the_status_line_says_which_sections_the_model_no_longer_sees(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = ScriptedEngine(Script(FIVE))
    program = start_program(engine)
    program.open(keepers())
    program.put_caret(1)
    program.text.replace_selection("water " * 3_000)
    said: list[str] = []
    program.services.writing.writing.connect(
        lambda event: said.append(program.window.status.view.whole)
    )
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: program.words_of(3) != "")
    qtbot.waitUntil(idle(program))
    assert "The model no longer sees section 1; it sees the plan and section 2." in said


def test_a_section_removed_while_it_is_written_is_refused(program: Program, qtbot: QtBot) -> None:
    begin(program, qtbot)
    program.outline.follow(program.section(3))
    program.window.outline_desk.remove()
    assert len(program.document.outline.sections) == 3


def test_the_forecast_names_sections_words_and_time(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(FIVE)]
    assert program.window.writing.forecast() == "1 section to write, 10 words"
    program.settings.setValue(f"rate/{'0' * 16}", 0.5)
    assert program.window.writing.forecast() == ("1 section, 10 words, about 20 s on this computer")


def test_a_section_that_undo_takes_away_and_redo_brings_back_is_still_being_written(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.outline.follow(program.section(3))
    program.window.outline_desk.add_section()
    added = program.document.outline.items[-1].id
    program.window.writing.write(added)
    qtbot.waitUntil(lambda: "He rose at dusk and lit" in program.shown())
    program.text.undo_step()
    assert "He rose" not in program.shown()
    program.text.undo_step(redo=True)
    assert program.text.page.text(added).startswith("He rose at dusk and lit")
    engine.cancel()
    qtbot.waitUntil(idle(program))
    assert program.document.text_of(added).text.startswith("He rose at dusk and lit")


def test_text_that_came_out_of_sight_stands_there_once_the_writer_scrolls_to_it(
    program: Program, qtbot: QtBot
) -> None:
    long = "A line of the first section.\n" * 80
    program.services.session.edit_text(program.section(1), long)
    program.text.show_beginning()
    third = program.section(3)
    program.text.begin_writing(third, "")
    for piece in ("He rose ", "at dusk."):
        program.text.previews.grow(third, piece)
    assert program.text.page.text(third) == "He rose "
    bar = program.text.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert program.text.page.text(third) == "He rose at dusk."
    program.text.end_writing()
