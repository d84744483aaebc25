# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Locks and Rebalance in the window: the targets follow, one undo step at a time."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSpinBox, QToolButton
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.session import new_document
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.ui.outline_paint import Field
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine
from tests.ui.test_outline import choose, commit, edit

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def program(start_program: Callable[[LocalEngine], Program], engine: ScriptedEngine) -> Program:
    """Three sections of 600, 400 and 500 words, 1,500 in all as the document is to have."""
    program = start_program(engine)
    program.services.preferences.set("plan.rebalance", False)
    document = keepers()
    words = iter((600, 400, 500))
    items = tuple(
        replace(item, target_words=next(words)) if item.is_section else item
        for item in document.outline
    )
    program.open(replace(document, target_words=1_500, outline=Outline(items)))
    return program


def targets(program: Program) -> list[int]:
    return [section.target_words for section in program.document.outline.sections]


def lock(program: Program, number: int) -> None:
    choose(program, number)
    program.window.actions_.lock.trigger()


def said(program: Program) -> str:
    message = program.window.notices.message
    return message.text if message else ""


def switch(program: Program) -> QToolButton:
    """The button in the header of the plan."""
    buttons = program.window.space.plan.findChildren(QToolButton)
    return next(button for button in buttons if button.text() == "Rebalance")


def set_length(program: Program, words: str, qtbot: QtBot) -> None:
    """Type a length and press Return."""
    length = program.window.space.brief.length
    length.selectAll()
    qtbot.keyClicks(length, words)
    qtbot.keyClick(length, Qt.Key.Key_Return)


def test_a_lock_is_set_and_taken_off_by_key_and_undone(program: Program, qtbot: QtBot) -> None:
    choose(program, 2)
    program.outline.setFocus()
    qtbot.keyClick(program.outline, Qt.Key.Key_L, CONTROL_SHIFT)
    assert [item.locked for item in program.document.outline.sections] == [False, True, False]
    assert program.services.undo_stack.undoText() == "locking a target"
    program.text.undo_step()
    assert not program.document.outline.get(program.section(2)).locked
    program.text.undo_step(redo=True)
    qtbot.keyClick(program.outline, Qt.Key.Key_L, CONTROL_SHIFT)
    assert not program.document.outline.get(program.section(2)).locked


def test_the_menu_says_whether_it_will_lock_or_unlock(program: Program) -> None:
    menu, action = program.window.space.plan_menu, program.window.actions_.lock
    lock(program, 2)
    menu.aboutToShow.emit()
    assert action.text() == "Unlock target"
    choose(program, 1)
    menu.aboutToShow.emit()
    assert action.text() == "Lock target"
    assert action in menu.actions()


def test_a_locked_row_says_so_in_the_picture_and_aloud(program: Program) -> None:
    index = program.outline.rows.index_of(program.section(2))
    row = program.outline.visualRect(index)

    def picture() -> QImage:
        return program.outline.viewport().grab(row).toImage()

    choose(program, 2)
    before = picture()
    program.window.actions_.lock.trigger()
    assert picture() != before
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("2. Pharos, the first tower, 5 of 400 words, edited, locked")


def test_a_lock_is_in_the_library(program: Program, library_folder: Path) -> None:
    lock(program, 2)
    program.close()
    library = open_library(library_folder, app="tests")
    stored = library.load("keepers").outline
    library.close()
    assert [item.locked for item in stored.sections] == [False, True, False]


def test_with_rebalance_off_a_target_changes_alone(program: Program, qtbot: QtBot) -> None:
    edit(program, 1, Field.TARGET, "700", qtbot)
    assert targets(program) == [700, 400, 500]
    set_length(program, "3000", qtbot)
    assert targets(program) == [700, 400, 500]


def test_with_rebalance_on_the_other_targets_follow_in_one_step(
    program: Program, qtbot: QtBot
) -> None:
    qtbot.mouseClick(switch(program), Qt.MouseButton.LeftButton)
    assert targets(program) == [600, 400, 500]
    edit(program, 1, Field.TARGET, "690", qtbot)
    assert targets(program) == [690, 360, 450]
    assert program.window.space.plan.total.text() == "1,500 words in all"
    program.text.undo_step()
    assert targets(program) == [600, 400, 500]


def test_locked_targets_do_not_follow(program: Program, qtbot: QtBot) -> None:
    program.window.actions_.rebalance.trigger()
    lock(program, 2)
    edit(program, 1, Field.TARGET, "700", qtbot)
    assert targets(program) == [700, 400, 400]


def test_a_target_is_refused_when_the_locked_ones_leave_no_room(
    program: Program, qtbot: QtBot
) -> None:
    program.window.actions_.rebalance.trigger()
    lock(program, 2)
    lock(program, 3)
    steps = program.services.undo_stack.count()
    edit(program, 1, Field.TARGET, "700", qtbot)
    assert targets(program) == [600, 400, 500]
    assert program.services.undo_stack.count() == steps
    assert said(program).startswith("What is locked or was just set takes 1,600 of 1,500 words")


def test_switching_rebalance_on_fits_a_plan_that_differs(program: Program, qtbot: QtBot) -> None:
    edit(program, 1, Field.TARGET, "100", qtbot)
    program.outline.setFocus()
    qtbot.keyClick(program.outline, Qt.Key.Key_B, CONTROL_SHIFT)
    assert program.document.outline.total_words == 1_500
    program.text.undo_step()
    assert targets(program) == [100, 400, 500]


def test_the_length_typed_moves_the_targets_and_both_are_undone_together(
    program: Program, qtbot: QtBot
) -> None:
    program.window.actions_.rebalance.trigger()
    program.window.space.header.fold.click()
    set_length(program, "3000", qtbot)
    assert targets(program) == [1_000, 1_000, 1_000]
    assert program.services.undo_stack.count() == 1
    program.text.undo_step()
    assert targets(program) == [600, 400, 500]
    assert program.document.target_words == 1_500
    assert program.window.space.brief.length.value() == 1_500
    program.text.undo_step(redo=True)
    assert (program.document.target_words, program.document.outline.total_words) == (3_000, 3_000)
    assert program.window.space.brief.length.value() == 3_000


def test_the_length_stepped_moves_the_targets_after_a_moment(
    program: Program, qtbot: QtBot
) -> None:
    program.window.actions_.rebalance.trigger()
    program.window.space.header.fold.click()
    qtbot.keyClick(program.window.space.brief.length, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: program.document.outline.total_words == 1_600)
    assert program.document.target_words == 1_600


def test_half_a_typed_length_moves_nothing(program: Program, qtbot: QtBot) -> None:
    program.window.actions_.rebalance.trigger()
    program.window.space.header.fold.click()
    length = program.window.space.brief.length
    length.selectAll()
    qtbot.keyClicks(length, "20")
    qtbot.waitUntil(lambda: program.document.target_words == 20)
    assert targets(program) == [600, 400, 500]
    qtbot.keyClicks(length, "00")
    qtbot.keyClick(length, Qt.Key.Key_Return)
    assert targets(program) == [800, 530, 670]


def test_a_length_that_the_locked_targets_do_not_leave_is_told(
    program: Program, qtbot: QtBot
) -> None:
    program.window.actions_.rebalance.trigger()
    lock(program, 1)
    lock(program, 2)
    program.window.space.header.fold.click()
    set_length(program, "1000", qtbot)
    assert targets(program) == [600, 400, 500]
    assert said(program).startswith("What is locked or was just set takes 1,000 of 1,000 words")
    assert program.window.space.plan.total.text() == "1,500 of 1,000 words"


def test_with_rebalance_on_the_plan_keeps_its_length_when_a_section_comes_or_goes(
    program: Program,
) -> None:
    program.window.actions_.rebalance.trigger()
    choose(program, 3)
    program.window.outline_desk.add_section()
    assert len(targets(program)) == 4
    assert program.document.outline.total_words == 1_500
    program.text.undo_step()
    assert targets(program) == [600, 400, 500]
    choose(program, 3)
    program.window.outline_desk.remove()
    assert targets(program) == [900, 600]
    program.text.undo_step()
    assert targets(program) == [600, 400, 500]


def test_with_rebalance_off_a_section_goes_with_its_words(program: Program) -> None:
    choose(program, 3)
    program.window.outline_desk.remove()
    assert targets(program) == [600, 400]


def test_a_section_can_go_although_the_locked_ones_cannot_follow(program: Program) -> None:
    program.window.actions_.rebalance.trigger()
    lock(program, 1)
    lock(program, 2)
    choose(program, 3)
    program.window.outline_desk.remove()
    assert targets(program) == [600, 400]
    assert said(program).startswith("What is locked or was just set takes 1,000 of 1,500 words")
    assert program.window.space.plan.fit.isVisible()


def test_a_plan_that_is_still_too_short_for_its_length_grows_without_a_warning(
    program: Program, qtbot: QtBot
) -> None:
    program.window.actions_.rebalance.trigger()
    program.open(new_document("Write.", 20_000))
    for _ in range(2):
        program.window.outline_desk.add_section()
    assert (targets(program), said(program)) == ([400, 400], "")
    qtbot.mouseClick(program.window.space.plan.fit, Qt.MouseButton.LeftButton)
    assert said(program).startswith("These sections can have 20 to 10,000 words together, not 20,")
    assert targets(program) == [400, 400]


def test_fitting_respects_locks_with_rebalance_off(program: Program, qtbot: QtBot) -> None:
    lock(program, 1)
    set_length(program, "1600", qtbot)
    qtbot.mouseClick(program.window.space.plan.fit, Qt.MouseButton.LeftButton)
    assert (targets(program)[0], program.document.outline.total_words) == (600, 1_600)


def test_a_written_section_follows_and_keeps_its_text(program: Program, qtbot: QtBot) -> None:
    program.window.actions_.rebalance.trigger()
    text = program.words_of(2)
    edit(program, 1, Field.TARGET, "690", qtbot)
    assert (targets(program)[1], program.words_of(2)) == (360, text)
    assert said(program) == ""


def test_the_switch_is_a_setting(program: Program) -> None:
    preferences = program.services.preferences
    program.window.actions_.rebalance.trigger()
    assert preferences.flag("plan.rebalance")
    preferences.set("plan.rebalance", False)
    assert not switch(program).isChecked()


def test_the_switch_is_remembered(
    program: Program,
    start_program: Callable[[LocalEngine], Program],
    engine: ScriptedEngine,
) -> None:
    program.window.actions_.rebalance.trigger()
    program.close()
    again = start_program(engine)
    assert again.window.actions_.rebalance.isChecked()
    assert switch(again).isChecked()
    assert targets(again) == [600, 400, 500]


def test_a_chapters_target_is_typed_and_shared_out_in_one_step(
    program: Program, qtbot: QtBot
) -> None:
    program.window.actions_.rebalance.trigger()
    program.outline.edit_field(program.document.outline.items[0].id, Field.TARGET)
    spin = program.outline.viewport().findChild(QSpinBox)
    assert spin.value() == 1_000
    spin.selectAll()
    qtbot.keyClicks(spin, "800")
    commit(program, spin, qtbot)
    assert targets(program) == [480, 320, 700]
    program.text.undo_step()
    assert targets(program) == [600, 400, 500]


def test_a_chapter_without_sections_has_no_target_to_edit(program: Program) -> None:
    program.window.outline_desk.add_chapter()
    program.outline.edit_field(program.document.outline.items[-1].id, Field.TARGET)
    assert program.outline.viewport().findChild(QSpinBox) is None


def test_the_others_stay_within_the_bounds_of_the_preferences(
    program: Program, qtbot: QtBot
) -> None:
    program.window.actions_.rebalance.trigger()
    program.services.preferences.set("plan.section_low", 350)
    edit(program, 1, Field.TARGET, "750", qtbot)
    assert targets(program) == [750, 350, 400]
    assert program.document.outline.total_words == 1_500


def test_a_target_typed_out_of_bounds_stays_when_others_change(
    program: Program, qtbot: QtBot
) -> None:
    program.window.actions_.rebalance.trigger()
    edit(program, 3, Field.TARGET, "100", qtbot)
    assert targets(program) == [840, 560, 100]
    program.window.outline_desk.change(program.section(1), Field.TARGET, 800)
    assert targets(program) == [800, 590, 110]
