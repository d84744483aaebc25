# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Typing in the manuscript: into one section, protected headings, one undo for all."""

import gc
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.undo import TypingCommand
from tests.ui.conftest import FIRST, SECOND
from tests.ui.desk import Program


def whole(program: Program) -> str:
    """What the manuscript must show for the session's document."""
    lines = [program.document.title]
    for item in program.document.outline:
        lines.append(item.heading)
        if item.is_section:
            lines.append(program.document.text_of(item.id).text)
    return "\n".join(lines)


def test_the_manuscript_shows_title_headings_and_texts_in_order(program: Program) -> None:
    assert program.shown() == (
        f"The Keepers\nOrigins\nFires\n{FIRST}\nPharos\n{SECOND}\nKeepers\nA life\n"
    )


def test_typing_reaches_the_session_and_counts_as_the_writers_own(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(1, 5)
    qtbot.keyClicks(program.text, " and nuns")
    assert program.words_of(1) == FIRST.replace("Monks", "Monks and nuns")
    assert program.document.text_of(program.section(1)).take_id is None
    assert program.shown() == whole(program)


def test_return_makes_a_new_line_in_the_text(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2, 9)
    qtbot.keyClick(program.text, Qt.Key.Key_Return)
    qtbot.keyClick(program.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert program.words_of(2) == "The tower\n\n stood for centuries."


def test_letters_beyond_the_basic_plane_keep_their_place(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2, 3)
    program.text.replace_selection(" 🗼🗼")
    qtbot.keyClicks(program.text, "!")
    assert program.words_of(2) == SECOND.replace("The", "The 🗼🗼!")
    program.text.undo_step()
    program.text.undo_step()
    assert program.shown() == whole(program)
    assert program.words_of(2) == SECOND


def test_a_run_of_typing_is_one_undo_step(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, "He rose at dusk")
    program.text.undo_step()
    assert program.words_of(3) == ""
    assert program.shown() == whole(program)


def test_typing_leaves_no_steps_behind_that_undo_does_not_hold(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, "x" * 50)
    gc.collect()
    alive = [kept for kept in gc.get_objects() if type(kept) is TypingCommand]
    assert len(alive) == program.services.undo_stack.count() == 1
    program.text.undo_step()
    assert program.words_of(3) == ""
    program.text.undo_step(redo=True)
    assert program.words_of(3) == "x" * 50


def test_typing_after_an_undo_is_a_step_of_its_own(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, "one")
    program.text.undo_step()
    qtbot.keyClicks(program.text, "two")
    program.text.undo_step()
    assert program.words_of(3) == ""
    program.text.undo_step(redo=True)
    assert program.words_of(3) == "two"


def test_typing_in_another_place_is_a_step_of_its_own(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, "He rose")
    program.put_caret(2)
    qtbot.keyClicks(program.text, "X")
    program.text.undo_step()
    assert (program.words_of(2), program.words_of(3)) == (SECOND, "He rose")


def test_redo_brings_the_typing_back_and_the_caret_with_it(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, "He rose")
    program.text.undo_step()
    program.put_caret(1)
    program.text.undo_step(redo=True)
    assert program.words_of(3) == "He rose"
    assert program.text.caret_section == program.section(3)


def test_the_undo_keys_reach_the_window_from_the_text(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, "He rose")
    qtbot.keyClick(program.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.words_of(3) == ""


@pytest.mark.parametrize(
    ("section", "offset", "key"),
    [
        (2, 0, Qt.Key.Key_Backspace),
        (2, len(SECOND), Qt.Key.Key_Delete),
        (1, 0, Qt.Key.Key_Backspace),
        (3, 0, Qt.Key.Key_Backspace),
        (3, 0, Qt.Key.Key_Delete),
    ],
)
def test_deleting_over_the_edge_of_a_section_is_refused(
    program: Program, qtbot: QtBot, section: int, offset: int, key: Qt.Key
) -> None:
    before = program.shown()
    program.put_caret(section, offset)
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        qtbot.keyClick(program.text, key, modifier)
    assert program.shown() == before == whole(program)
    assert not program.services.undo_stack.canUndo()


def test_typing_into_a_heading_is_refused_and_says_where_to_change_it(
    program: Program, qtbot: QtBot
) -> None:
    before = program.shown()
    cursor = QTextCursor(program.text.page.heading(program.section(2)))
    program.text.setTextCursor(cursor)
    qtbot.keyClicks(program.text, "x")
    assert program.shown() == before
    message = program.window.notices.message
    assert message is not None
    assert "Headings belong to the plan" in message.text


def test_typing_over_everything_keeps_the_headings(program: Program, qtbot: QtBot) -> None:
    program.text.selectAll()
    qtbot.keyClicks(program.text, "N")
    assert [program.words_of(n) for n in (1, 2, 3)] == ["N", "", ""]
    assert program.shown() == whole(program)


def test_typing_over_everything_is_one_undo_step(program: Program, qtbot: QtBot) -> None:
    program.text.selectAll()
    qtbot.keyClicks(program.text, "N")
    program.text.undo_step()
    assert [program.words_of(n) for n in (1, 2, 3)] == [FIRST, SECOND, ""]
    assert program.shown() == whole(program)


def test_a_paste_over_two_sections_goes_into_the_first(program: Program) -> None:
    last = program.text.page.body_range(program.section(2))[0] + 4
    program.put_caret(1, 6)
    cursor = program.text.textCursor()
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    program.text.setTextCursor(cursor)
    data = QMimeData()
    data.setText("kept\r\nwatch")
    data.setHtml("<p>kept<br>watch</p>")
    program.text.insertFromMimeData(data)
    assert program.words_of(1) == "Monks kept\nwatch"
    assert program.words_of(2) == "tower stood for centuries."
    assert program.shown() == whole(program)


def test_cutting_takes_the_text_out_and_undo_brings_it_back(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2, 0, len("The tower "))
    qtbot.keyClick(program.text, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert program.words_of(2) == "stood for centuries."
    assert QApplication.clipboard().text() == "The tower "
    program.text.undo_step()
    assert program.words_of(2) == SECOND


def test_a_change_that_gets_past_the_guards_is_put_back(program: Program, qtbot: QtBot) -> None:
    cursor = QTextCursor(program.text.page.heading(program.section(2)))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()  # as dragging a selection out of the window does
    qtbot.waitUntil(lambda: program.shown() == whole(program))
    assert "Pharos" in program.shown()


def test_a_removed_border_between_two_sections_is_put_back(program: Program, qtbot: QtBot) -> None:
    cursor = QTextCursor(program.text.document())
    cursor.setPosition(program.text.page.body_range(program.section(1))[1] - 3)
    end = program.text.page.body_range(program.section(2))[0] + 3
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    qtbot.waitUntil(lambda: program.shown() == whole(program))
    assert program.words_of(1) == FIRST


def test_a_title_typed_at_the_top_stands_in_the_manuscript(program: Program, qtbot: QtBot) -> None:
    title = program.window.space.header.title
    title.selectAll()
    qtbot.keyClicks(title, "The Last Keeper")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert program.document.title == "The Last Keeper"
    assert program.shown().startswith("The Last Keeper\nOrigins")


@pytest.mark.parametrize(("in_heading", "expected"), [(False, "海The tower"), (True, "The tower")])
def test_composed_text_goes_where_typed_text_may_go(
    program: Program, in_heading: bool, expected: str
) -> None:
    program.put_caret(2)
    if in_heading:
        program.text.setTextCursor(QTextCursor(program.text.page.heading(program.section(2))))
    composed = QInputMethodEvent()
    composed.setCommitString("海")
    QApplication.sendEvent(program.text, composed)
    assert program.words_of(2).startswith(expected)
    assert program.shown() == whole(program)


def test_pasting_from_an_empty_clipboard_changes_nothing(program: Program, qtbot: QtBot) -> None:
    QApplication.clipboard().clear()
    program.put_caret(2)
    qtbot.keyClick(program.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    program.window.actions_.paste.trigger()
    assert program.words_of(2) == SECOND


def test_what_is_composed_where_nothing_may_be_typed_does_not_stay_in_sight(
    program: Program,
) -> None:
    heading = program.text.page.heading(program.section(2))
    program.text.setTextCursor(QTextCursor(heading))
    QApplication.sendEvent(program.text, QInputMethodEvent("hai", []))
    composed = QInputMethodEvent()
    composed.setCommitString("海")
    QApplication.sendEvent(program.text, composed)
    assert heading.layout().preeditAreaText() == ""


@pytest.mark.parametrize("sign", ["\u2028", "\ufdd0", "\ufdd1"])
def test_signs_that_begin_a_line_for_qt_take_no_line_of_another_section(
    program: Program, qtbot: QtBot, sign: str
) -> None:
    section = program.section(1)
    text = replace(program.document.text_of(section), text=f"One{sign}two")
    program.services.session.set_text(section, text)
    program.put_caret(2)
    qtbot.keyClicks(program.text, "X")
    assert program.words_of(2) == f"X{SECOND}"
    assert program.shown() == whole(program).replace(sign, "\n")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_the_text_respects_headings_too(program: Program, qtbot: QtBot) -> None:
    program.text.selectAll()
    program.text.customContextMenuRequested.emit(program.text.viewport().rect().center())
    menu = program.window.space.text_menu
    assert menu.isVisible()
    program.window.actions_.cut.trigger()
    menu.close()
    assert [program.words_of(n) for n in (1, 2, 3)] == ["", "", ""]
    assert program.shown() == whole(program)
    program.put_caret(2)
    program.window.actions_.paste.trigger()
    assert program.words_of(2) == QApplication.clipboard().text()
