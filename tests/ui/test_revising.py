# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Revising in the window: the answer is a diff, and nothing is put in that was not accepted."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import StopReason, TakeOrigin
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.domain.revision import Revision, RevisionKind
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui.revise_desk import ReviseDesk
from longwriter_desktop.ui.revise_text import Decision
from longwriter_desktop.ui.theme import READABLE_CONTRAST, contrast
from tests.ui.conftest import FIRST, SECOND, keepers
from tests.ui.desk import Program
from tests.ui.revise_steps import CTRL, MEN, NEW, begin, go_on, message, revise, select, takes
from tests.ui.scripted import Script, ScriptedEngine


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(("Sailors at ", "sea lived ", "by them.")))


@pytest.fixture
def desk(program: Program) -> ReviseDesk:
    return program.window.feature(ReviseDesk)


def test_an_answer_streams_into_the_card_and_leaves_the_text_alone(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, desk, engine, qtbot)
    assert desk.card.isVisible()
    assert program.words_of(1) == FIRST
    assert MEN in program.shown()


def test_the_answer_shows_what_is_added_underlined_and_what_is_removed_struck_through(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    formats: dict[str, tuple[bool, bool]] = {}
    block = desk.card.text.document().firstBlock()
    iterator = block.begin()
    while not iterator.atEnd():
        piece = iterator.fragment()
        chars = piece.charFormat()
        formats[piece.text()] = (chars.fontUnderline(), chars.fontStrikeOut())
        iterator += 1
    assert formats["Sailors"] == (True, False)
    assert formats["Men"] == (False, True)
    assert formats[" at sea "] == (False, False)


def test_ctrl_enter_accepts_the_whole_and_one_undo_takes_it_back(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Return, CTRL)
    assert program.words_of(1) == FIRST.replace(MEN, NEW)
    assert NEW in program.shown()
    assert not desk.card.isVisible()
    assert program.services.undo_stack.count() == 1
    program.text.undo_step()
    assert program.words_of(1) == FIRST


def test_esc_refuses_and_the_text_stays(program: Program, desk: ReviseDesk, qtbot: QtBot) -> None:
    revise(program, desk, qtbot)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Escape)
    assert not desk.card.isVisible()
    assert program.words_of(1) == FIRST
    assert not program.services.undo_stack.canUndo()
    assert program.text.hasFocus()


def test_the_text_before_is_always_a_take(program: Program, desk: ReviseDesk, qtbot: QtBot) -> None:
    revise(program, desk, qtbot)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Return, CTRL)
    assert takes(program, 1)[0] == (TakeOrigin.WRITER, FIRST)


def test_a_change_is_refused_by_r_and_the_others_are_put_in(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    assert desk.card.text.count == 2
    qtbot.keyClick(desk.card.text, Qt.Key.Key_R)
    assert desk.card.text.decisions == (Decision.REFUSED, Decision.OPEN)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_A)
    assert desk.card.text.decisions == (Decision.REFUSED, Decision.ACCEPTED)
    assert desk.card.accept.text() == "Accept 1 of 2"
    assert desk.card.state.text() == "2 changes \u00b7 1 accepted \u00b7 1 refused"
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Return, CTRL)
    assert program.words_of(1) == FIRST.replace("steered", "lived")


def test_tab_goes_from_change_to_change_and_back(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    qtbot.waitUntil(desk.card.text.hasFocus)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Tab)
    assert desk.card.text.current == 1
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.card.text.current == 0


def test_tab_behind_the_last_change_reaches_the_buttons(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    qtbot.waitUntil(desk.card.text.hasFocus)
    for _ in range(2):
        qtbot.keyClick(desk.card.text, Qt.Key.Key_Tab)
    assert desk.card.keep.hasFocus()
    qtbot.keyClick(desk.card.keep, Qt.Key.Key_Escape)
    assert not desk.card.isVisible()


def test_the_same_key_again_opens_a_change_again(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_R)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_R)
    assert desk.card.text.decisions == (Decision.OPEN, Decision.OPEN)


def test_the_state_of_a_change_is_seen_and_said(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    assert desk.card.text.said() == (
        "Change 1 of 2, open: \u201cMen\u201d becomes \u201cSailors\u201d"
    )
    qtbot.keyClick(desk.card.text, Qt.Key.Key_R)
    shown = desk.card.text.toPlainText()
    assert shown.startswith(
        "\ufffc\u2009Men at sea steered\u2009lived"
    )  # a sign stands for "refused"
    assert "Sailors" not in shown


def test_every_change_refused_leaves_nothing_to_accept(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_R)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_R)
    assert not desk.card.accept.isEnabled()


def test_try_again_asks_with_another_seed(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    with qtbot.waitSignal(program.services.revising.answered):
        qtbot.keyClick(desk.card.text, Qt.Key.Key_T)
    first, second = engine.requests
    assert first.messages == second.messages
    assert first.seed != second.seed


def test_the_answer_is_kept_as_a_take_when_the_writer_asks_for_it(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    qtbot.mouseClick(desk.card.keep, Qt.MouseButton.LeftButton)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Escape)
    assert takes(program, 1) == [(TakeOrigin.MODEL, FIRST.replace(MEN, NEW))]
    assert program.words_of(1) == FIRST


def test_stop_keeps_what_came_and_it_can_be_accepted(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, desk, engine, qtbot)
    with qtbot.waitSignal(program.services.revising.answered):
        qtbot.keyClick(desk.card.text, Qt.Key.Key_Escape)
    assert desk.card.isVisible()
    assert desk.card.note.text() == "Stopped by you: this is what had come."
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Return, CTRL)
    assert program.words_of(1) == FIRST.replace(MEN, "Sailors at sea lived")


def test_typing_in_another_section_goes_on_while_the_answer_comes(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, desk, engine, qtbot)
    program.text.setFocus()
    program.put_caret(2, len(SECOND))
    qtbot.keyClicks(program.text, " It fell.")
    go_on(program, engine, qtbot)
    assert program.text.hasFocus()
    desk.accept()
    assert program.words_of(2) == f"{SECOND} It fell."
    assert program.words_of(1) == FIRST.replace(MEN, NEW)


def test_typing_around_the_passage_moves_the_change_along(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, desk, engine, qtbot)
    program.put_caret(1, 0)
    qtbot.keyClicks(program.text, "Long ago. ")
    go_on(program, engine, qtbot)
    desk.accept()
    assert program.words_of(1) == "Long ago. " + FIRST.replace(MEN, NEW)


def test_a_passage_that_the_writer_changed_is_compared_as_it_is_now(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, desk, engine, qtbot)
    select(program, 1, "steered")
    qtbot.keyClicks(program.text, "went")
    go_on(program, engine, qtbot)
    assert desk.card.note.text().startswith("The passage has changed meanwhile")
    assert "went" in desk.card.text.toPlainText()
    desk.accept()
    assert program.words_of(1) == FIRST.replace(MEN, NEW)
    program.text.undo_step()
    assert program.words_of(1) == FIRST.replace("steered", "went")


def test_nothing_is_overwritten_when_the_passage_cannot_be_found_again(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, desk, engine, qtbot)
    select(program, 1, "steered")
    qtbot.keyClicks(program.text, "went")
    program.put_caret(1, 0)
    qtbot.keyClicks(program.text, "Once, ")
    now = program.words_of(1)
    go_on(program, engine, qtbot)
    assert "nothing is put in" in desk.card.note.text()
    assert not desk.card.accept.isVisible()
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Return, CTRL)
    assert program.words_of(1) == now


def test_typing_in_the_passage_while_its_changes_are_shown_makes_them_anew(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    select(program, 1, "Men at sea steered by")
    qtbot.keyClicks(program.text, "Sailors at sea lived by")
    assert desk.card.text.count == 0
    assert program.services.revising.changes is not None


def test_undo_while_the_changes_are_shown_keeps_them_right(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    program.put_caret(1, 0)
    qtbot.keyClicks(program.text, "Yes. ")
    revise(program, desk, qtbot)
    program.text.undo_step()
    desk.accept()
    assert program.words_of(1) == FIRST.replace(MEN, NEW)


def test_a_dead_model_says_so_and_what_came_can_be_accepted(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("Sailors at ", "sea lived ", "on."), dies_after=2)]
    revise(program, desk, qtbot)
    qtbot.waitUntil(lambda: message(program) != "")
    assert message(program) == "The model process ended. Your text is saved. Start it again."
    assert program.services.revising.answers[0].stop_reason is StopReason.INTERRUPTED
    desk.accept()
    assert program.words_of(1) == FIRST.replace(MEN, "Sailors at sea lived")


def test_without_a_model_the_usual_message_comes_and_no_card_stays(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    program = start_program(ScriptedEngine(loaded=False))
    program.open(keepers())
    desk = program.window.feature(ReviseDesk)
    revise(program, desk, qtbot)
    qtbot.waitUntil(lambda: message(program) != "")
    assert message(program).startswith("No model is loaded")
    assert not desk.card.isVisible()


def test_a_busy_model_is_not_asked_twice(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, desk, engine, qtbot)
    select(program, 2, "tower")
    desk.asking.start(Revision(RevisionKind.EXPAND))
    assert message(program).startswith("The model is busy")
    assert len(engine.requests) == 1
    go_on(program, engine, qtbot)


def test_a_whole_answer_becomes_the_models_take_with_its_provenance(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    take = program.document.text_of(program.section(2))
    program.services.session.set_text(program.section(2), take)
    program.window.writing.write(program.section(2))
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    written = program.document.text_of(program.section(2)).take_id
    revise(program, desk, qtbot, 2, "Sailors", Revision(RevisionKind.TONE, wish="plain"))
    desk.accept()
    after = program.document.text_of(program.section(2))
    found = {take.id: take for take in program.library.takes(program.section(2))}
    assert written in found
    assert after.take_id in found
    assert found[after.take_id].provenance is not None
    assert found[after.take_id].provenance.written_from == found[written].provenance.written_from


def test_smoothing_a_join_shows_both_sides_and_is_one_undo_step(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("At sea men followed them.",)), Script(("A tower came.",))]
    with qtbot.waitSignal(program.services.revising.answered):
        program.services.revising.smooth(program.section(1), program.section(2))
    assert desk.card.isVisible()
    assert desk.card.title.text() == "Smooth the join \u00b7 sections 1 and 2"
    desk.accept()
    assert program.words_of(1).endswith("At sea men followed them.")
    assert program.words_of(2) == "A tower came."
    program.text.undo_step()
    assert (program.words_of(1), program.words_of(2)) == (FIRST, SECOND)


def test_another_document_takes_the_answer_away(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    other = program.services.documents.start("Write about bells.", 300, "Bells")
    program.window.documents.open(other.id)
    assert not desk.card.isVisible()
    assert program.services.revising.answers == ()


def test_a_window_closed_in_the_middle_of_an_answer_closes(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    begin(program, desk, engine, qtbot)
    assert program.window.close()
    assert not program.services.jobs.is_busy
    assert program.library.load("keepers").text_of(program.section(1)).text == FIRST


def test_the_real_worker_revises_a_section_and_the_answer_is_accepted(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, starter_path
) -> None:
    program = start_program(WorkerEngine())
    program.open(keepers())
    desk = program.window.feature(ReviseDesk)
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    program.put_caret(1, 3)
    with qtbot.waitSignal(program.services.revising.answered):
        desk.asking.start(Revision(RevisionKind.EXPAND))
    assert desk.card.text.count > 0
    answer = program.services.revising.answers[0]
    assert answer.provenance is not None
    assert answer.provenance.generated_tokens > 0
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Return, CTRL)
    assert program.words_of(1) == answer.text
    program.text.undo_step()
    assert program.words_of(1) == FIRST


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_removed_text_is_read_easily_in_every_theme(
    program: Program, desk: ReviseDesk, mode: str
) -> None:
    program.window.look.use(mode)
    theme = program.window.look.theme
    assert contrast(desk.card.text.removed_color(), theme.color("raised")) >= READABLE_CONTRAST
    assert contrast(theme.color("accent"), theme.color("raised")) >= READABLE_CONTRAST


def test_a_long_answer_stays_inside_the_view_and_scrolls(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("Sailors at sea lived by them. " * 120,))]
    revise(program, desk, qtbot, wish=Revision(RevisionKind.EXPAND, 600))
    card, view = desk.card.geometry(), program.text.viewport().rect()
    assert view.contains(card)
    assert desk.card.text.verticalScrollBar().maximum() > 0
