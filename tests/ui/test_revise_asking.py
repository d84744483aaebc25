# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is revised: a selection, a passage over paragraphs, a whole section; and how it is said."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.revision import Revision, RevisionKind, passage_in
from longwriter_desktop.ui.revise_desk import ReviseDesk
from tests.ui.conftest import FIRST, SECOND
from tests.ui.desk import Program
from tests.ui.revise_steps import CTRL, MEN, NEW, message, revise, select
from tests.ui.scripted import Script, ScriptedEngine

# The platform without a screen can neither raise a menu nor let it take the keyboard.
shows_menu = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(("Sailors at ", "sea lived ", "by them.")))


@pytest.fixture
def desk(program: Program) -> ReviseDesk:
    return program.window.feature(ReviseDesk)


def test_a_section_being_written_is_not_revised(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("He rose ", "at dusk."), hold_after=1)]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: "He rose" in program.shown())
    program.put_caret(3, 0, 4)
    desk.asking.start(Revision(RevisionKind.REWRITE))
    assert message(program).startswith("This section is being written")
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_an_empty_section_has_nothing_to_revise(program: Program, desk: ReviseDesk) -> None:
    program.put_caret(3)
    desk.asking.start(Revision(RevisionKind.REWRITE))
    assert message(program) == "There is no text to revise in this section yet."


def test_without_a_selection_the_whole_section_is_revised(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.put_caret(2, 4)
    with qtbot.waitSignal(program.services.revising.answered):
        desk.asking.start(Revision(RevisionKind.REWRITE))
    assert desk.card.title.text() == "Rewrite \u00b7 section 2"
    desk.accept()
    assert program.words_of(2) == NEW


@shows_menu
def test_a_selection_over_two_sections_is_clipped_to_the_first_with_a_sentence(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    start = program.text.page.body_range(program.section(1))[0] + FIRST.index(MEN)
    end = program.text.page.body_range(program.section(2))[0] + 9
    cursor = program.text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    program.text.setTextCursor(cursor)
    desk.action.trigger()
    desk.asking.menu.menu.close()
    assert "only the part of the selection in section 1 is revised" in message(program)
    with qtbot.waitSignal(program.services.revising.answered):
        desk.asking.start(Revision(RevisionKind.REWRITE))
    desk.accept()
    assert (program.words_of(1), program.words_of(2)) == (FIRST.replace(MEN, NEW), SECOND)


def test_a_selection_over_paragraphs_keeps_its_line_breaks(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("Monks lit great fires.\n\n", "Sailors steered by them."))]
    revise(program, desk, qtbot, 1, FIRST)
    desk.accept()
    assert program.words_of(1) == "Monks lit great fires.\n\nSailors steered by them."


@pytest.mark.parametrize(
    ("text", "part", "answer"),
    [
        ("\u706f\u5854\u5f88\u9ad8\u3002\u4eba\u4eec\u770b\u89c1\u5b83\u3002",
         "\u706f\u5854\u5f88\u9ad8\u3002", "\u706f\u5854\u5f88\u8001\u3002"),
        ("The \u706f\u5854 \U0001f5fc stood. It was tall.", "It was tall.", "It was \u9ad8."),
        ("Three:\n\n- wood\n- oil\n- coal", "- wood\n- oil\n- coal", "- wood\n- fat\n- coal"),
        ("He said:\n\n> all is well\n> here", "> all is well\n> here", "> all is fine\n> here"),
    ],
    ids=["chinese", "mixed", "list", "quote"],
)  # fmt: skip
def test_chinese_mixed_text_lists_and_quotes_are_revised(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot, text, part, answer
) -> None:
    program.put_caret(3)
    program.text.replace_selection(text)
    engine.scripts = [Script((answer,))]
    start = len(text[: text.index(part)].encode("utf-16-le")) // 2
    program.put_caret(3, start, len(part.encode("utf-16-le")) // 2)
    with qtbot.waitSignal(program.services.revising.answered):
        desk.asking.start(Revision(RevisionKind.REWRITE))
    assert desk.card.text.count == 1
    desk.accept()
    assert program.words_of(3) == text.replace(part, answer)


@shows_menu
def test_ctrl_j_opens_the_menu_and_a_choice_asks_the_model(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    select(program, 1, MEN)
    qtbot.keyClick(program.text, Qt.Key.Key_J, CTRL)
    assert desk.asking.menu.menu.isVisible()
    with qtbot.waitSignal(program.services.revising.answered):
        qtbot.keyClick(desk.asking.menu.menu, Qt.Key.Key_Return)
    assert "Rewrite the passage" in engine.requests[0].messages[-1].content


@shows_menu
def test_the_sections_bar_revises_the_whole_section(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.put_caret(2, 3)
    bar = program.window.space.bars.section
    qtbot.mouseClick(bar.revise, Qt.MouseButton.LeftButton)
    assert desk.asking.menu.menu.isVisible()
    desk.asking.menu.menu.close()
    with qtbot.waitSignal(program.services.revising.answered):
        desk.asking.menu.menu.actions()[0].trigger()
    assert "the whole section above" in engine.requests[0].messages[-1].content


def test_a_wish_in_the_writers_own_words_is_asked_for_in_one_line(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    select(program, 1, MEN)
    qtbot.waitUntil(desk.asking.bar.isVisible)
    qtbot.mouseClick(desk.asking.bar.ask, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.asking.ask.wish.hasFocus)
    qtbot.keyClicks(desk.asking.ask.wish, "name the island")
    with qtbot.waitSignal(program.services.revising.answered):
        qtbot.keyClick(desk.asking.ask.wish, Qt.Key.Key_Return)
    assert "Task: name the island" in engine.requests[0].messages[-1].content
    assert desk.card.title.text() == "\u201cname the island\u201d \u00b7 selection in section 1"


def test_condensing_to_a_length_asks_for_the_number(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    select(program, 1, FIRST)
    desk.asking.menu.ask_wanted.emit(RevisionKind.CONDENSE)
    qtbot.waitUntil(desk.asking.ask.length.hasFocus)
    qtbot.keyClicks(desk.asking.ask.length, "7")
    with qtbot.waitSignal(program.services.revising.answered):
        qtbot.keyClick(desk.asking.ask.length, Qt.Key.Key_Return)
    assert "Word Count: 7 words" in engine.requests[0].messages[-1].content


def test_a_selection_shows_its_bar_and_typing_or_esc_hides_it(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    select(program, 1, MEN)
    qtbot.waitUntil(desk.asking.bar.isVisible)
    qtbot.keyClick(program.text, Qt.Key.Key_Escape)
    assert not desk.asking.bar.isVisible()
    assert program.text.textCursor().hasSelection()
    select(program, 1, "Monks")
    qtbot.waitUntil(desk.asking.bar.isVisible)
    qtbot.keyClicks(program.text, "x")
    assert not desk.asking.bar.isVisible()


def test_the_bar_stands_over_the_selection_and_does_not_cover_it(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    select(program, 1, MEN)
    qtbot.waitUntil(desk.asking.bar.isVisible)
    line = program.text.cursorRect()
    assert not desk.asking.bar.geometry().intersects(line)


def test_a_button_of_the_bar_asks_the_model(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    select(program, 1, MEN)
    qtbot.waitUntil(desk.asking.bar.isVisible)
    with qtbot.waitSignal(program.services.revising.answered):
        qtbot.mouseClick(desk.asking.bar.shorter, Qt.MouseButton.LeftButton)
    assert "Make the passage shorter" in engine.requests[0].messages[-1].content
    assert not desk.asking.bar.isVisible()


def test_no_bar_for_a_section_being_written(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("He rose ", "at dusk."), hold_after=1)]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: "He rose" in program.shown())
    program.put_caret(3, 0, 4)
    desk.asking.bar.place()
    assert not desk.asking.bar.isVisible()
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_every_control_of_the_card_and_the_bar_has_a_name(
    program: Program, desk: ReviseDesk
) -> None:
    card = desk.card
    buttons = (card.stop, card.keep, card.again, card.refuse, card.accept, *desk.asking.bar.buttons)
    assert all(button.accessibleName() or button.text() for button in buttons)
    assert card.close_button.accessibleName()
    assert desk.asking.ask.wish.accessibleName()
    assert desk.asking.ask.length.accessibleName()
    assert QApplication.focusWidget() is not None


def test_a_narrow_window_shows_the_bars_icons_and_the_card_in_full(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    program.window.resize(860, 560)
    program.window.space.side.show()
    select(program, 1, MEN)
    qtbot.waitUntil(desk.asking.bar.isVisible)
    view = program.text.viewport().rect()
    assert view.contains(desk.asking.bar.geometry())
    revise(program, desk, qtbot)
    assert view.contains(desk.card.geometry())
    buttons = (desk.card.keep, desk.card.again, desk.card.refuse, desk.card.accept)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


def test_the_card_takes_the_width_of_the_text_when_the_window_is_made_narrow(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    program.window.resize(1200, 760)
    revise(program, desk, qtbot)
    program.window.resize(860, 560)
    view = program.text.viewport()
    qtbot.waitUntil(lambda: 0 < desk.card.geometry().right() < view.width())
    assert desk.card.geometry().left() > 0


def test_an_answer_asked_for_again_is_not_struck_through_while_it_comes(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    desk.card.text.setCurrentCharFormat(desk.card.text._removed())
    desk.card.text.show_plain("Sailors")
    cursor = QTextCursor(desk.card.text.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    assert not cursor.charFormat().fontStrikeOut()


def test_ctrl_j_comes_back_to_an_answer_that_waits(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    program.text.setFocus()
    program.put_caret(2, 3)
    qtbot.keyClick(program.text, Qt.Key.Key_J, CTRL)
    qtbot.waitUntil(desk.card.text.hasFocus)
    assert not desk.asking.menu.menu.isVisible()


def test_esc_leaves_the_line_for_the_writers_words(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    select(program, 1, MEN)
    desk.asking.menu.ask_wanted.emit(RevisionKind.CUSTOM)
    qtbot.waitUntil(desk.asking.ask.wish.hasFocus)
    qtbot.keyClick(desk.asking.ask.wish, Qt.Key.Key_Escape)
    assert not desk.asking.ask.isVisible()
    assert program.text.hasFocus()
    assert engine.requests == []


def test_a_tone_and_a_language_are_chosen_from_the_menus(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    for menu, said in ((desk.asking.menu.tones, "tone: plain"),
                       (desk.asking.menu.languages, "into Chinese")):  # fmt: skip
        select(program, 1, MEN)
        with qtbot.waitSignal(program.services.revising.answered):
            menu.actions()[1].trigger()
        assert said in engine.requests[-1].messages[-1].content
        desk.refuse()


def test_a_translation_back_is_guessed_from_the_text_before_the_first_one(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("海上的人", "以此辨别方向。"))]
    revise(program, desk, qtbot, wish=Revision(RevisionKind.TRANSLATE, wish="zh"))
    before = program.words_of(1)
    desk.accept()
    section = program.section(1)
    passage = passage_in(section, program.words_of(1))
    with qtbot.waitSignal(program.services.revising.answered):
        program.services.revising.revise(passage, Revision(RevisionKind.TRANSLATE, wish="en"))
    assert engine.requests[-1].copied_from == before
    desk.refuse()


def test_an_answer_is_not_put_into_a_section_that_is_being_written(
    program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot)
    engine.scripts = [Script(("He rose ", "at dusk."), hold_after=1)]
    program.window.writing.write(program.section(1))
    qtbot.waitUntil(engine.holding.is_set)
    desk.accept()
    assert message(program).startswith("This section is being written")
    assert desk.card.isVisible()
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_a_long_wish_is_shortened_in_the_title_of_the_card(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    revise(program, desk, qtbot, wish=Revision(RevisionKind.CUSTOM, wish="name the island " * 9))
    assert len(desk.card.title.text()) < 70


@pytest.mark.parametrize("use", [ReviseDesk.accept, ReviseDesk.keep])
def test_a_disk_that_is_full_is_said_and_leaves_the_text_and_the_answer(
    program: Program,
    desk: ReviseDesk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    use: Callable[[ReviseDesk], None],
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentProblem("disk_full", path="library.db")

    revise(program, desk, qtbot)
    monkeypatch.setattr(program.library, "add_take", full)
    use(desk)
    assert "The disk is full" in message(program)
    assert program.words_of(1) == FIRST
    assert desk.card.isVisible()
    assert program.services.revising.changes


def test_the_length_in_the_card_is_that_of_the_text_without_what_was_refused(
    program: Program, desk: ReviseDesk, qtbot: QtBot
) -> None:
    before = len(MEN.split())
    revise(program, desk, qtbot)
    assert desk.card.figures.text() == f"{before} \u2192 {len(NEW.split())} words"
    for _ in range(desk.card.text.count):
        qtbot.keyClick(desk.card.text, Qt.Key.Key_R)
    assert desk.card.figures.text() == f"{before} \u2192 {before} words"
