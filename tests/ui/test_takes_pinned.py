# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A take that the writer pinned is put away only after they were asked."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desk import Program
from tests.ui.test_takes import BEGUN, OLD, model_take, opened, rows


def test_a_pinned_take_is_asked_about_before_it_is_deleted(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD, pinned=True)
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    (kept,) = program.library.takes(program.section(2))
    assert kept.deleted is None
    assert page.question.text.text().startswith("You pinned take 1. Delete it?")
    assert page.question.keep.hasFocus()
    qtbot.mouseClick(page.question.delete, Qt.MouseButton.LeftButton)
    assert not page.question.isVisible()
    assert [row.split(",")[0] for row in rows(page)] == ["Deleted takes (1)"]


def test_a_pinned_take_that_was_deleted_is_restored_with_its_pin(
    program: Program, qtbot: QtBot
) -> None:
    model_take(program, OLD, pinned=True, deleted=BEGUN)
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert rows(page)[0].startswith("Take 1, pinned")


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keys_keep_a_pinned_take_and_go_back_to_the_list(
    program: Program, qtbot: QtBot, key: Qt.Key
) -> None:
    model_take(program, OLD, pinned=True)
    page = opened(program, qtbot)
    qtbot.mouseClick(page.reader.delete, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.question.keep, key)
    assert not page.question.isVisible()
    assert rows(page)[0].startswith("Take 1, pinned")
    assert page.list.hasFocus()


def test_a_pinned_take_is_deleted_by_keys_alone(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD, pinned=True)
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    qtbot.keyClick(page.question.keep, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert page.question.delete.hasFocus()
    qtbot.keyClick(page.question.delete, Qt.Key.Key_Return)
    (kept,) = program.library.takes(program.section(2))
    assert kept.deleted is not None


def test_going_to_another_take_withdraws_the_question(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD, 1, pinned=True)
    model_take(program, "Two.", 2)
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    page.list.setCurrentRow(1)
    assert not page.question.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert [row.split(",")[0] for row in rows(page)] == ["Take 1", "Deleted takes (1)"]
