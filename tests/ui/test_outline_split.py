# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Sections split and merged, in the plan and at the caret."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FIRST, SECOND
from tests.ui.desk import Program
from tests.ui.test_outline import choose, headings
from tests.ui.test_typing import whole


@pytest.fixture(autouse=True)
def _targets_stay(program: Program) -> None:
    program.services.preferences.set("plan.rebalance", False)


def test_splitting_a_written_section_parts_its_text_at_a_paragraph(program: Program) -> None:
    choose(program, 1)
    program.window.outline_desk.split()
    assert (program.words_of(1), program.words_of(2)) == (
        "Monks lit the first fires.", "Men at sea steered by them.",
    )  # fmt: skip
    targets = [section.target_words for section in program.document.outline.sections]
    assert sum(targets[:2]) == 60
    assert program.shown() == whole(program)
    program.text.undo_step()
    assert program.words_of(1) == FIRST
    assert program.shown() == whole(program)


def test_splitting_with_the_caret_in_the_text_parts_it_there(program: Program) -> None:
    choose(program, 2)
    program.put_caret(2, len("The tower "))
    program.text.setFocus()
    program.window.outline_desk.split()
    assert (program.words_of(2), program.words_of(3)) == ("The tower", "stood for centuries.")


def test_the_halves_of_a_section_can_be_told_apart_in_plan_and_text(program: Program) -> None:
    choose(program, 1)
    program.window.outline_desk.split()
    assert headings(program) == ["Origins", "Fires", "Fires (2)", "Pharos", "Keepers", "A life"]
    assert "Fires (2)\nMen at sea" in program.shown()
    program.text.undo_step()
    assert headings(program) == ["Origins", "Fires", "Pharos", "Keepers", "A life"]
    assert program.shown() == whole(program)


def put_caret_into_heading(program: Program, item_id: str, qtbot: QtBot) -> None:
    """Click into the heading of an item, or into the title."""
    cursor = program.text.textCursor()
    cursor.setPosition(program.text.page.heading(item_id).position() + 1)
    place = program.text.cursorRect(cursor).center()
    qtbot.mouseClick(program.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(program.text.hasFocus)


@pytest.mark.parametrize("place", ["the heading of a chapter", "the title"])
@pytest.mark.parametrize("key", [Qt.Key.Key_D, Qt.Key.Key_J])
def test_nothing_is_split_or_merged_from_outside_a_section(
    program: Program, qtbot: QtBot, place: str, key: Qt.Key
) -> None:
    choose(program, 1)
    chapter = program.document.outline.items[3].id
    put_caret_into_heading(program, chapter if "chapter" in place else "", qtbot)
    before = headings(program)
    with_ = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(program.text, key, with_)
    assert headings(program) == before
    message = program.window.notices.message
    assert message is not None
    assert message.text == "Put the caret into a section, or choose one in the plan."


def test_a_section_too_short_to_split_is_left_alone(program: Program) -> None:
    choose(program, 3)
    program.window.outline_desk.split()
    assert len(program.document.outline.sections) == 3
    message = program.window.notices.message
    assert message is not None
    assert "10 to 5,000 words" in message.text


def test_merging_joins_the_texts_with_a_blank_line(program: Program) -> None:
    choose(program, 1)
    program.window.outline_desk.merge()
    assert program.words_of(1) == f"{FIRST}\n\n{SECOND}"
    assert program.document.outline.get(program.section(1)).target_words == 100
    assert program.shown() == whole(program)
    program.text.undo_step()
    assert (program.words_of(1), program.words_of(2)) == (FIRST, SECOND)
    assert program.shown() == whole(program)


def test_the_rows_that_are_chosen_are_merged_whichever_is_the_current_one(
    program: Program, qtbot: QtBot
) -> None:
    program.outline.choose([program.section(1), program.section(2)], program.section(2))
    program.outline.setFocus()
    with_ = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(program.outline, Qt.Key.Key_J, with_)
    assert headings(program) == ["Origins", "Fires", "Keepers", "A life"]
    assert program.words_of(1) == f"{FIRST}\n\n{SECOND}"


def test_the_last_section_of_a_chapter_has_nothing_to_merge_with(program: Program) -> None:
    choose(program, 2)
    program.window.outline_desk.merge()
    message = program.window.notices.message
    assert message is not None
    assert message.text == "There is no section right below to merge with."


def test_the_plan_follows_the_caret_into_the_heading_of_a_chapter(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(2)
    chapter = program.document.outline.items[3].id
    put_caret_into_heading(program, chapter, qtbot)
    assert program.outline.current_item == chapter
