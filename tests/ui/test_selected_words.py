# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The status bar counts what is selected."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desk import Program

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def said(program: Program) -> str:
    return program.window.status.words.text()


def test_words_that_are_selected_are_counted_in_the_status_bar(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(2)
    for _ in range(2):
        qtbot.keyClick(program.text, Qt.Key.Key_Right, CTRL | SHIFT)
    qtbot.waitUntil(lambda: said(program) == "2 words selected")


def test_without_a_selection_the_document_is_counted_again(program: Program, qtbot: QtBot) -> None:
    before = said(program)
    program.put_caret(2, 0, select=3)
    qtbot.waitUntil(lambda: said(program) == "1 word selected")
    qtbot.keyClick(program.text, Qt.Key.Key_Right)
    assert said(program) == before == "16 of 110 words"


def test_headings_in_a_selection_do_not_count(program: Program, qtbot: QtBot) -> None:
    qtbot.keyClick(program.text, Qt.Key.Key_A, CTRL)
    written = program.document.written_words
    qtbot.waitUntil(lambda: said(program) == f"{written} words selected")


def test_words_that_are_typed_over_are_counted_no_more(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2, 0, select=9)
    qtbot.waitUntil(lambda: said(program) == "2 words selected")
    qtbot.keyClicks(program.text, "It")
    qtbot.waitUntil(lambda: said(program) == "15 of 110 words")
