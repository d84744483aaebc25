# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text dragged within the manuscript, and into it."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FIRST, SECOND
from tests.ui.desk import Program
from tests.ui.test_typing import whole

NO, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def drop(
    program: Program, data: QMimeData, number: int, offset: int, action: Qt.DropAction
) -> None:
    """Drop something in front of a character of a section's text."""
    place = QTextCursor(program.text.document())
    place.setPosition(program.text.page.body_range(program.section(number))[0] + offset)
    at = QPointF(program.text.cursorRect(place).center())
    left, viewport = Qt.MouseButton.LeftButton, program.text.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at.toPoint(), action, data, left, NO))
    both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    event = QDropEvent(at, both, data, left, NO)
    event.setDropAction(action)
    QApplication.sendEvent(viewport, event)
    # Told that its text was moved away, Qt would remove what is selected then.
    assert event.dropAction() is Qt.DropAction.CopyAction


def drag(program: Program, number: int, offset: int) -> None:
    """Move the selection to a place in a section's text."""
    data = program.text.createMimeDataFromSelection()
    drop(program, data, number, offset, Qt.DropAction.MoveAction)


def test_words_dragged_into_another_section_leave_the_one_they_were_in(program: Program) -> None:
    program.put_caret(1, 0, len("Monks "))
    drag(program, 2, 4)
    assert program.words_of(1) == FIRST.removeprefix("Monks ")
    assert program.words_of(2) == "The Monks tower stood for centuries."
    assert program.shown() == whole(program)
    assert program.text.textCursor().selectedText() == "Monks "


def test_dragging_is_one_step_to_undo(program: Program) -> None:
    program.put_caret(2, 4, len("tower "))
    drag(program, 1, 0)
    program.text.undo_step()
    assert (program.words_of(1), program.words_of(2)) == (FIRST, SECOND)
    assert program.shown() == whole(program)


def test_a_selection_dropped_onto_itself_stays(program: Program) -> None:
    program.put_caret(2, 4, len("tower "))
    drag(program, 2, 6)
    assert program.words_of(2) == SECOND


def test_a_selection_with_a_heading_in_it_is_not_dragged_away(program: Program) -> None:
    program.put_caret(1, 6)
    cursor = program.text.textCursor()
    end = program.text.page.body_range(program.section(2))[0] + 3
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    program.text.setTextCursor(cursor)
    drag(program, 3, 0)
    assert (program.words_of(1), program.words_of(2), program.words_of(3)) == (FIRST, SECOND, "")
    assert program.shown() == whole(program)


def test_text_of_another_program_is_dropped_as_it_is(program: Program) -> None:
    data = QMimeData()
    data.setText("kept\r\nwatch ")
    drop(program, data, 2, 0, Qt.DropAction.CopyAction)
    assert program.words_of(2) == "kept\nwatch The tower stood for centuries."
    assert program.shown() == whole(program)


def test_a_change_of_two_sections_at_once_is_put_back(program: Program, qtbot: QtBot) -> None:
    cursor = QTextCursor(program.text.document())
    cursor.beginEditBlock()  # as Qt moves a selection
    start = program.text.page.body_range(program.section(1))[0]
    cursor.setPosition(start + 6)
    cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    cursor.setPosition(program.text.page.body_range(program.section(2))[0])
    cursor.insertText("Monks ")
    cursor.endEditBlock()
    qtbot.waitUntil(lambda: program.shown() == whole(program))
    assert (program.words_of(1), program.words_of(2)) == (FIRST, SECOND)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_no_break_spaces_survive_cutting_and_pasting(
    program: Program, qtbot: QtBot, space: str
) -> None:
    program.put_caret(2)
    program.text.replace_selection(f"«{space}oui{space}» ")
    program.put_caret(2, 0, 8)
    qtbot.keyClick(program.text, Qt.Key.Key_X, CONTROL)
    qtbot.keyClick(program.text, Qt.Key.Key_V, CONTROL)
    assert program.words_of(2) == f"«{space}oui{space}» {SECOND}"
