# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From section to section by keyboard."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desk import Program

CTRL = Qt.KeyboardModifier.ControlModifier
UP, DOWN = Qt.Key.Key_PageUp, Qt.Key.Key_PageDown


@pytest.fixture
def writing(program: Program, qtbot: QtBot) -> Program:
    """The caret stands in the middle of the second section."""
    program.text.setFocus()
    qtbot.waitUntil(program.text.hasFocus)
    program.put_caret(2, 5)
    return program


def where(program: Program) -> tuple[str | None, int | None]:
    section = program.text.caret_section
    return section, None if section is None else program.text.caret_offset(section)


def test_the_next_section_is_gone_to_also_over_the_heading_of_a_chapter(
    writing: Program, qtbot: QtBot
) -> None:
    qtbot.keyClick(writing.text, DOWN, CTRL)
    assert where(writing) == (writing.section(3), 0)
    assert writing.outline.current_item == writing.section(3)


def test_back_is_first_the_beginning_of_the_section_then_the_one_before(
    writing: Program, qtbot: QtBot
) -> None:
    qtbot.keyClick(writing.text, UP, CTRL)
    assert where(writing) == (writing.section(2), 0)
    qtbot.keyClick(writing.text, UP, CTRL)
    assert where(writing) == (writing.section(1), 0)


def test_the_first_and_the_last_section_are_the_ends(writing: Program, qtbot: QtBot) -> None:
    for _ in range(5):
        qtbot.keyClick(writing.text, DOWN, CTRL)
    assert where(writing) == (writing.section(3), 0)
    for _ in range(5):
        qtbot.keyClick(writing.text, UP, CTRL)
    assert where(writing) == (writing.section(1), 0)


def test_typing_goes_on_in_the_section_gone_to_from_the_plan(
    writing: Program, qtbot: QtBot
) -> None:
    writing.outline.setFocus()
    qtbot.keyClick(writing.outline, DOWN, CTRL)
    assert writing.text.hasFocus()
    qtbot.keyClicks(writing.text, "Up")
    assert writing.words_of(3) == "Up"


def test_the_text_of_one_section_is_selected_and_can_be_typed_over(
    writing: Program, qtbot: QtBot
) -> None:
    qtbot.keyClick(writing.text, Qt.Key.Key_A, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert writing.text.textCursor().selectedText() == writing.words_of(2)
    first = writing.words_of(1)
    qtbot.keyClicks(writing.text, "Gone.")
    assert (writing.words_of(1), writing.words_of(2)) == (first, "Gone.")


def test_on_a_chapter_there_is_no_section_to_select(writing: Program, qtbot: QtBot) -> None:
    chapter = writing.document.outline.items[3]
    writing.text.go_to(chapter.id)
    qtbot.keyClick(writing.text, Qt.Key.Key_A, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert not writing.text.textCursor().hasSelection()


def test_the_texts_own_menu_offers_the_section_behind_everything(writing: Program) -> None:
    offered = [action.text() for action in writing.window.space.text_menu.actions()]
    assert offered.index("Select section") == offered.index("Select all") + 1
