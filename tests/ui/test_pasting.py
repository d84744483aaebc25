# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Formatted text of other programs, pasted into the manuscript."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import SectionText
from tests.ui.conftest import FIRST, SECOND
from tests.ui.desk import Program
from tests.ui.test_text_drop import drop
from tests.ui.test_typing import whole

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
HTML = "<p>a <i>slow</i> tide</p>"


def formatted(html: str, text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    return data


def copied(html: str, text: str) -> None:
    QApplication.clipboard().setMimeData(formatted(html, text))


def test_pasted_italics_stay_in_the_line(program: Program, qtbot: QtBot) -> None:
    copied(HTML, "a slow tide")
    program.put_caret(2, 4)
    qtbot.keyClick(program.text, Qt.Key.Key_V, CONTROL)
    assert program.words_of(2) == "The a *slow* tidetower stood for centuries."
    assert program.shown() == whole(program)


def test_a_pasted_heading_gets_lines_of_its_own(program: Program) -> None:
    program.put_caret(2, len(SECOND))
    data = formatted("<h1>Ebb</h1><p>It <b>fell</b>.</p>", "Ebb\nIt fell.")
    program.text.insertFromMimeData(data)
    assert program.words_of(2) == f"{SECOND}\n\n## Ebb\n\nIt **fell**."


def test_a_formatted_paste_is_one_step_to_undo(program: Program) -> None:
    program.put_caret(2, 0, len("The tower "))
    program.text.insertFromMimeData(formatted("<h2>A</h2><ul><li>b</li></ul>", "A\nb"))
    assert program.words_of(2) == "## A\n\n- b\n\nstood for centuries."
    program.text.undo_step()
    assert program.words_of(2) == SECOND


def test_a_formatted_paste_over_two_sections_goes_into_the_first(program: Program) -> None:
    last = program.text.page.body_range(program.section(2))[0] + 4
    program.put_caret(1, 6)
    cursor = program.text.textCursor()
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    program.text.setTextCursor(cursor)
    program.text.insertFromMimeData(formatted("<p>kept</p><h1>Watch</h1>", "kept\nWatch"))
    assert program.words_of(1) == "Monks kept\n\n## Watch"
    assert program.words_of(2) == "tower stood for centuries."
    assert program.shown() == whole(program)


def test_html_without_formatting_is_pasted_as_its_plain_text(program: Program) -> None:
    program.put_caret(2)
    program.text.insertFromMimeData(formatted("<p>*a*</p><p>b</p>", "*a*\r\nb "))
    assert program.words_of(2) == f"*a*\nb {SECOND}"


def test_the_keys_for_plain_text_leave_the_formatting_out(program: Program, qtbot: QtBot) -> None:
    copied(HTML, "a slow tide")
    program.text.setFocus()
    program.put_caret(2)
    qtbot.keyClick(program.text, Qt.Key.Key_V, CONTROL | SHIFT)
    assert program.words_of(2) == f"a slow tide{SECOND}"


def test_both_menus_paste_plain_text(program: Program) -> None:
    action = program.window.actions_.named["text.paste_plain"]
    assert action in program.window.space.text_menu.actions()
    assert action in program.window.actions_.menu("text").actions()
    copied(HTML, "a slow tide")
    program.put_caret(2)
    action.trigger()
    assert program.words_of(2) == f"a slow tide{SECOND}"


def test_pasting_plain_text_from_an_empty_clipboard_changes_nothing(program: Program) -> None:
    QApplication.clipboard().clear()
    program.put_caret(2, 0, 3)
    program.window.actions_.named["text.paste_plain"].trigger()
    assert program.words_of(2) == SECOND


def test_markdown_copied_in_the_manuscript_is_pasted_as_it_is(
    program: Program, qtbot: QtBot
) -> None:
    text = SectionText("*kept* [1] \\* and\n# so", "take")
    program.services.session.set_text(program.section(1), text)
    program.put_caret(1, 0, len(text.text))
    qtbot.keyClick(program.text, Qt.Key.Key_C, CONTROL)
    program.put_caret(2, 0)
    qtbot.keyClick(program.text, Qt.Key.Key_V, CONTROL)
    assert program.words_of(2) == text.text + SECOND


def test_in_a_block_of_code_only_the_plain_text_is_pasted(program: Program) -> None:
    text = SectionText("```\nx = \n```", "take")
    program.services.session.set_text(program.section(3), text)
    program.put_caret(3, len("```\nx = "))
    program.text.insertFromMimeData(formatted("<b>a</b>*b", "a*b"))
    assert program.words_of(3) == "```\nx = a*b\n```"


def test_a_heading_of_the_plan_takes_no_formatted_text(program: Program) -> None:
    program.text.setTextCursor(QTextCursor(program.text.page.heading(program.section(2))))
    program.text.insertFromMimeData(formatted(HTML, "a slow tide"))
    assert program.words_of(1) == FIRST
    assert program.words_of(2) == SECOND
    assert program.shown() == whole(program)


def test_formatted_text_is_dropped_as_it_is_pasted(program: Program) -> None:
    drop(program, formatted(HTML, "a slow tide"), 2, 0, Qt.DropAction.CopyAction)
    assert program.words_of(2) == f"a *slow* tide{SECOND}"


@pytest.mark.parametrize("html", ["<![<i>x", "<i>x</i>" + "<div>" * 5_000], ids=["bad", "deep"])
def test_damaged_html_loses_nothing(program: Program, html: str) -> None:
    program.put_caret(2)
    program.text.insertFromMimeData(formatted(html, "x "))
    assert program.words_of(2) == f"x {SECOND}"
