# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Changing the plan in words: ask, watch, review item by item, accept or refuse, undo."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.plan_diff import PlanChangeKind
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui.replan_desk import ReplanDesk
from tests.ui.conftest import FIRST, SECOND, keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

ANSWER = (
    "Chapter 1 - Keep\n",
    "Paragraph 1 - Heading: First fires - Main Point: beacons on cliffs - Word Count: 50 words\n",
    "Chapter 2 - Keep\n",
    "New - Heading: Costs - Main Point: who paid for the oil - Word Count: 90 words\n",
    "Paragraph 3 - Keep\n",
)


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(ANSWER))


@pytest.fixture
def desk(program: Program) -> ReplanDesk:
    return program.window.feature(ReplanDesk)


def ask(desk: ReplanDesk, qtbot: QtBot, wish: str = "drop the tower, add costs") -> None:
    desk.action.trigger()
    qtbot.keyClicks(desk.panel.wish, wish)
    qtbot.keyClick(desk.panel.wish, Qt.Key.Key_Return)


def review(desk: ReplanDesk, qtbot: QtBot) -> None:
    ask(desk, qtbot)
    qtbot.waitUntil(lambda: desk.panel.page == "review")


def check_all(desk: ReplanDesk, qtbot: QtBot) -> None:
    """Accept every row by its key."""
    for _ in range(desk.panel.rows.count()):
        qtbot.keyClick(desk.panel.rows, Qt.Key.Key_A)


def headings(program: Program) -> list[str]:
    return [item.heading for item in program.document.outline]


def message(program: Program) -> str:
    shown = program.window.notices.message
    return shown.text if shown else ""


def kinds(desk: ReplanDesk) -> list[tuple[PlanChangeKind, str]]:
    diff = desk._replanning.diff
    return [(c.kind, c.item.heading) for c in diff.changes] if diff else []


def at(desk: ReplanDesk, heading: str) -> int:
    return [name for _, name in kinds(desk)].index(heading)


def test_the_key_opens_the_field_and_escape_closes_it(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    qtbot.keyClick(program.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert desk.panel.page == "ask"
    assert desk.panel.wish.hasFocus()
    assert desk.action in program.window.space.plan_menu.actions()
    qtbot.keyClick(desk.panel.wish, Qt.Key.Key_Escape)
    assert desk.panel.page == ""
    assert program.outline.hasFocus()


def test_the_changes_are_shown_item_by_item_and_all_but_one_that_takes_text_out_are_on(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    review(desk, qtbot)
    assert kinds(desk)[:3] == [
        (PlanChangeKind.CHANGED, "First fires"),
        (PlanChangeKind.REMOVED, "Pharos"),
        (PlanChangeKind.ADDED, "Costs"),
    ]
    rows = desk.panel.rows
    assert rows.accepted == [at for at in range(rows.count()) if at != 1]
    assert rows.hasFocus()
    assert not program.outline.isVisible()
    spoken = rows.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Removed: Pharos, 40 words,"
        " 5 words would leave the document; they stay in the library, refused"
    )
    spoken = rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Changed: First fires, new heading, new main point, 60 to 50 words, accepted"
    assert desk.panel.caption.text() == "1 added, 1 removed, 1 changed  ·  110 → 190 words"


def test_accepting_all_is_one_step_and_texts_stay_with_their_sections(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    before = program.document.outline
    review(desk, qtbot)
    steps = program.services.undo_stack.index()
    check_all(desk, qtbot)
    assert desk.panel.accept.text() == f"Accept all {desk.panel.rows.count()}"
    qtbot.keyClick(desk.panel.rows, Qt.Key.Key_Return)
    assert headings(program) == ["Origins", "First fires", "Keepers", "Costs", "A life"]
    assert program.words_of(1) == FIRST
    assert program.document.outline.total_words == 150
    assert program.services.undo_stack.index() == steps + 1
    assert desk.panel.page == ""
    assert program.outline.isVisible()
    qtbot.keyClick(program.outline, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.document.outline == before
    assert program.words_of(2) == SECOND


def test_what_is_unchecked_stays_as_it_was(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    review(desk, qtbot)
    rows = desk.panel.rows
    qtbot.keyClick(rows, Qt.Key.Key_R)
    assert rows.currentRow() == 1
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert rows.accepted[:2] == [1, 2]
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert desk.panel.accept.text() == f"Accept {rows.count() - 2} of {rows.count()}"
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert headings(program) == ["Origins", "Fires", "Pharos", "Keepers", "Costs", "A life"]


def test_keys_switch_rows_on_and_off_and_a_checks_again(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    review(desk, qtbot)
    rows = desk.panel.rows
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert 0 not in rows.accepted
    qtbot.keyClick(rows, Qt.Key.Key_A)
    assert 0 in rows.accepted
    box = rows.visualItemRect(rows.item(0)).topLeft() + QPoint(14, 14)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert 0 not in rows.accepted


def test_with_every_row_refused_there_is_nothing_to_accept(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    review(desk, qtbot)
    for _ in range(desk.panel.rows.count()):
        qtbot.keyClick(desk.panel.rows, Qt.Key.Key_R)
    assert not desk.panel.accept.isEnabled()


def test_escape_refuses_all_and_changes_nothing(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    before, steps = program.document, program.services.undo_stack.index()
    review(desk, qtbot)
    qtbot.keyClick(desk.panel.rows, Qt.Key.Key_Escape)
    assert program.document.outline == before.outline
    assert program.services.undo_stack.index() == steps
    assert (desk.panel.page, desk._replanning.diff) == ("", None)


def test_the_answer_streams_in_plain_words(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(ANSWER, hold_after=4)]
    ask(desk, qtbot)
    qtbot.waitUntil(lambda: "new: Costs" in desk.panel.stream.toPlainText())
    assert desk.panel.stream.toPlainText().startswith("Origins  ·  stays\nFires  →  First fires")
    assert program.window.space.header.stop.isVisible()
    engine.go_on()
    qtbot.waitUntil(lambda: desk.panel.page == "review")
    assert not program.window.space.header.stop.isVisible()


@pytest.mark.parametrize("way", ["escape", "button", "action"])
def test_the_answer_can_be_stopped_and_the_wish_is_still_there(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot, way: str
) -> None:
    engine.scripts = [Script(ANSWER, hold_after=2)]
    ask(desk, qtbot, "add costs")
    qtbot.waitUntil(engine.holding.is_set)
    if way == "escape":
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    else:
        (desk.panel.stop.click if way == "button" else program.window.actions_.stop.trigger)()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    qtbot.waitUntil(lambda: desk.panel.page == "ask")
    assert desk.panel.wish.toPlainText() == "add costs"
    assert program.window.notices.message is None
    assert program.outline.isVisible()
    assert not program.window.actions_.stop.isEnabled()


def test_an_empty_wish_is_asked_for(program: Program, desk: ReplanDesk, qtbot: QtBot) -> None:
    ask(desk, qtbot, "")
    assert message(program) == "Say what should be different about the plan."
    assert desk.panel.page == "ask"


def test_a_wish_that_names_a_length_says_so_and_changes_it_undoably(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    desk.action.trigger()
    qtbot.keyClicks(desk.panel.wish, "make the whole document 900 words")
    assert desk.panel.hint.text() == "The whole becomes 900 words"
    qtbot.keyClick(desk.panel.wish, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.panel.page == "review")
    check_all(desk, qtbot)
    desk.panel.accept.click()
    assert program.document.target_words == program.document.outline.total_words == 900
    program.text.undo_step()
    assert program.document.target_words == 150


def test_the_same_plan_again_is_said_to_be_none(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    document = keepers()
    program.services.session.update_meta(target_words=document.outline.total_words)
    lines = [f"Paragraph {n} - Keep\n" for n in (1, 2)]
    engine.scripts = [
        Script(("Chapter 1 - Keep\n", *lines, "Chapter 2 - Keep\n", "Paragraph 3 - Keep\n"))
    ]
    sections = program.document.outline.sections
    assert sum(s.target_words for s in sections) == program.document.target_words
    ask(desk, qtbot)
    qtbot.waitUntil(lambda: message(program).startswith("The model gave the same plan"))
    assert desk.panel.page == "ask"


def test_a_plan_edited_meanwhile_is_compared_anew(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    review(desk, qtbot)
    count = desk.panel.rows.count()
    program.window.outline_desk.change(program.section(3), "heading", "A keeper's life")
    assert desk.panel.rows.count() == count + 1
    desk.panel.accept.click()
    assert headings(program)[-1] == "A life"


def test_while_the_model_writes_it_is_not_asked(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("The keeper ", "slept."), hold_after=1)]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    ask(desk, qtbot)
    assert message(program).startswith("The model is busy.")
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_a_section_that_is_being_written_cannot_go(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    review(desk, qtbot)
    engine.scripts = [Script(("The keeper ", "slept."), hold_after=1)]
    program.window.writing.write(program.section(2))
    qtbot.waitUntil(engine.holding.is_set)
    check_all(desk, qtbot)
    desk.panel.accept.click()
    assert message(program).startswith("A section that would go is being written.")
    assert desk.panel.page == "review"
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_a_model_that_dies_can_be_started_again(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(ANSWER, dies_after=2)]
    ask(desk, qtbot)
    qtbot.waitUntil(lambda: "process ended" in message(program))
    shown = program.window.notices.message
    assert shown is not None
    assert shown.action == "Restart model"
    assert desk.panel.page == "ask"


def test_the_window_closes_while_the_model_answers_and_loses_nothing(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(ANSWER, hold_after=2)]
    ask(desk, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    assert program.window.close()
    assert not engine.holding.is_set()
    assert program.library.load("keepers").outline == program.document.outline


def test_another_document_while_the_model_answers_is_left_alone(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(ANSWER, hold_after=2)]
    ask(desk, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    program.window.documents.new()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert (desk.panel.page, len(program.document.outline)) == ("", 0)
    assert desk._replanning.diff is None


def test_without_a_plan_there_is_nothing_to_change(
    start_program: Callable[[LocalEngine], Program],
) -> None:
    program = start_program(ScriptedEngine())
    assert not program.window.feature(ReplanDesk).action.isEnabled()


def test_another_document_ends_the_review(program: Program, desk: ReplanDesk, qtbot: QtBot) -> None:
    review(desk, qtbot)
    program.window.documents.new()
    assert desk.panel.page == ""
    assert desk._replanning.diff is None


def test_a_text_with_little_in_common_is_struck_out_as_a_whole(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    answer = "Paragraph 1 - Heading: The men - Main Point: on the rocks at night, and why"
    engine.scripts = [Script((f"{answer} - Word Count: 60 words\n", "Paragraph 2 - Keep\n"))]
    review(desk, qtbot)
    html = desk.panel.rows.item(at(desk, "The men")).data(Qt.ItemDataRole.UserRole)
    assert ">beacons on headlands</s> <u" in html


def test_the_review_follows_the_theme(program: Program, desk: ReplanDesk, qtbot: QtBot) -> None:
    review(desk, qtbot)
    before = desk.panel.rows.item(0).data(Qt.ItemDataRole.UserRole)
    program.window.look.use("dark")
    assert desk.panel.rows.item(0).data(Qt.ItemDataRole.UserRole) != before


@pytest.fixture
def real(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> Iterator[Program]:
    with closing(WorkerEngine()) as worker:
        program = start_program(worker)
        with qtbot.waitSignal(program.services.engine.loaded):
            program.services.engine.load(starter_path)
        program.open(keepers())
        yield program


def test_the_bundled_starter_answers_and_its_changes_can_be_accepted(
    real: Program, qtbot: QtBot
) -> None:
    desk = real.window.feature(ReplanDesk)
    ask(desk, qtbot, "make the whole document 600 words and add a section on costs")
    qtbot.waitUntil(lambda: desk.panel.page == "review")
    check_all(desk, qtbot)
    desk.panel.accept.click()
    assert real.document.outline.total_words == 600
    real.text.undo_step()
    assert headings(real) == [item.heading for item in keepers().outline]
    assert real.words_of(1) == FIRST


def test_the_hint_of_the_wish_is_whole(desk: ReplanDesk, program: Program, qtbot: QtBot) -> None:
    qtbot.keyClick(program.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    wish = desk.panel.wish
    qtbot.waitUntil(wish.isVisible)
    room = wish.viewport().rect()
    wrapped = wish.fontMetrics().boundingRect(
        room, Qt.TextFlag.TextWordWrap, wish.placeholderText()
    )
    assert wrapped.height() <= room.height()
