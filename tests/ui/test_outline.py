# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan as an outline: every edit, in the view and in the text, can be undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.outline import ItemKind, update_item
from longwriter_desktop.ui.outline_model import Role
from longwriter_desktop.ui.outline_paint import Field
from tests.ui.conftest import FIRST, SECOND
from tests.ui.desk import Program
from tests.ui.test_typing import whole


@pytest.fixture(autouse=True)
def _targets_stay(program: Program) -> None:
    program.services.preferences.set("plan.rebalance", False)


def headings(program: Program) -> list[str]:
    return [item.heading for item in program.document.outline]


def levels(program: Program) -> list[int]:
    return [item.level for item in program.document.outline]


def choose(program: Program, number: int) -> None:
    """Make a section the current row of the plan, and be in the plan."""
    program.outline.follow(program.section(number))
    program.outline.setFocus()


def editor(program: Program, kind: type) -> QLineEdit | QSpinBox:
    return program.outline.viewport().findChild(kind)


def edit(program: Program, number: int, field: Field, typed: str, qtbot: QtBot) -> None:
    """Type into a field of a section's row and press Return."""
    program.outline.edit_field(program.section(number), field)
    widget = editor(program, QSpinBox if field is Field.TARGET else QLineEdit)
    widget.selectAll()
    qtbot.keyClicks(widget, typed)
    commit(program, widget, qtbot)


def commit(program: Program, widget: QLineEdit | QSpinBox, qtbot: QtBot) -> None:
    """Press Return; the view takes the value when the key has been dealt with."""
    with qtbot.waitSignal(program.outline.delegate.commitData):
        qtbot.keyClick(widget, Qt.Key.Key_Return)


def test_a_heading_edited_in_the_plan_changes_in_the_text(program: Program, qtbot: QtBot) -> None:
    edit(program, 2, Field.HEADING, "The  great tower", qtbot)
    assert headings(program)[2] == "The great tower"
    assert program.shown() == whole(program)
    program.text.undo_step()
    assert headings(program)[2] == "Pharos"
    assert program.shown() == whole(program)


def test_a_main_point_is_edited_in_place(program: Program, qtbot: QtBot) -> None:
    edit(program, 2, Field.POINT, "its mirror", qtbot)
    assert program.document.outline.get(program.section(2)).main_point == "its mirror"
    assert program.services.undo_stack.undoText() == "main point"


def test_a_target_steps_by_fifty_and_is_undone(program: Program, qtbot: QtBot) -> None:
    program.outline.edit_field(program.section(1), Field.TARGET)
    spin = editor(program, QSpinBox)
    qtbot.keyClick(spin, Qt.Key.Key_Up)
    commit(program, spin, qtbot)
    assert program.document.outline.get(program.section(1)).target_words == 110
    program.text.undo_step()
    assert program.document.outline.get(program.section(1)).target_words == 60


@pytest.mark.parametrize("typed", ["0", "99999"])
def test_an_impossible_target_is_refused_with_a_sentence(
    program: Program, qtbot: QtBot, typed: str
) -> None:
    edit(program, 1, Field.TARGET, typed, qtbot)
    assert program.document.outline.get(program.section(1)).target_words == 60
    message = program.window.notices.message
    assert message is not None
    assert "A section can have 10 to 5,000 words" in message.text


def test_the_figures_are_seen_while_a_target_is_edited(program: Program) -> None:
    program.outline.edit_field(program.section(1), Field.TARGET)
    spin = editor(program, QSpinBox)
    assert spin.lineEdit().width() > spin.fontMetrics().horizontalAdvance("10,000")


def test_typing_letters_on_a_row_edits_its_heading(program: Program, qtbot: QtBot) -> None:
    choose(program, 1)
    qtbot.keyClicks(program.outline, "B")
    line = editor(program, QLineEdit)
    assert line.text() == "B"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert headings(program)[1] == "Fires"


def test_typing_figures_on_a_row_edits_its_target(program: Program, qtbot: QtBot) -> None:
    choose(program, 1)
    qtbot.keyClicks(program.outline, "8")
    spin = editor(program, QSpinBox)
    qtbot.keyClicks(spin.lineEdit(), "0")
    commit(program, spin, qtbot)
    assert program.document.outline.get(program.section(1)).target_words == 80


def test_tab_goes_from_heading_to_main_point_to_target(program: Program, qtbot: QtBot) -> None:
    program.outline.edit_field(program.section(1), Field.HEADING)
    qtbot.keyClick(editor(program, QLineEdit), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: program.outline.delegate.field is Field.POINT)
    names = [line.accessibleName() for line in program.outline.findChildren(QLineEdit)]
    assert "Main point" in names


@pytest.mark.parametrize("typed", ["P", "The great tower of Pharos"])
def test_a_heading_of_another_length_leaves_caret_and_row_where_they_are(
    program: Program, qtbot: QtBot, typed: str
) -> None:
    program.put_caret(2, len(SECOND))
    program.outline.edit_field(program.section(2), Field.HEADING)
    program.put_caret(2, len(SECOND))
    line = editor(program, QLineEdit)
    line.setText(typed)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: program.outline.delegate.field is Field.POINT)
    assert program.text.caret_offset(program.section(2)) == len(SECOND)
    assert program.outline.current_item == program.section(2)


@pytest.mark.parametrize(
    ("field", "kind", "typed"),
    [
        (Field.HEADING, QLineEdit, "The tower"),
        (Field.POINT, QLineEdit, "its mirror"),
        (Field.TARGET, QSpinBox, "777"),
    ],
)
def test_what_is_typed_into_a_row_stays_while_its_section_is_written(
    program: Program, qtbot: QtBot, field: Field, kind: type, typed: str
) -> None:
    program.outline.edit_field(program.section(2), field)
    widget = editor(program, kind)
    widget.selectAll()
    for words, letter in enumerate(typed):
        qtbot.keyClicks(widget, letter)
        program.outline.rows.set_writing({program.section(2): words})
    commit(program, widget, qtbot)
    item = program.document.outline.get(program.section(2))
    assert typed in (item.heading, item.main_point, str(item.target_words))


def test_an_editor_in_which_nothing_was_typed_shows_what_changed_and_changes_nothing_back(
    program: Program, qtbot: QtBot
) -> None:
    program.outline.edit_field(program.section(2), Field.TARGET)
    widget = editor(program, QSpinBox)
    outline = update_item(program.document.outline, program.section(2), target_words=123)
    program.services.session.set_outline(outline)
    assert widget.text() == "123"
    program.outline.finish_editing()
    assert program.document.outline.get(program.section(2)).target_words == 123


def test_another_field_keeps_what_was_typed_in_the_one_before(
    program: Program, qtbot: QtBot
) -> None:
    program.outline.edit_field(program.section(1), Field.HEADING)
    qtbot.keyClicks(editor(program, QLineEdit), "Beacons")
    program.outline.edit_field(program.section(1), Field.TARGET)
    assert headings(program)[1] == "Beacons"
    assert editor(program, QSpinBox).value() == 60


def test_a_double_click_opens_the_field_under_it(program: Program, qtbot: QtBot) -> None:
    index = program.outline.rows.index_of(program.section(1))
    row = program.outline.visualRect(index)
    place = QPoint(row.right() - 20, row.top() + 18)
    qtbot.mouseDClick(program.outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert program.outline.delegate.field is Field.TARGET
    assert editor(program, QSpinBox) is not None


def test_a_section_is_added_behind_the_current_one(program: Program) -> None:
    choose(program, 1)
    program.window.outline_desk.add_section()
    assert headings(program)[:4] == ["Origins", "Fires", "New section", "Pharos"]
    assert levels(program)[2] == 2
    assert program.shown() == whole(program)
    program.text.undo_step()
    assert headings(program)[:3] == ["Origins", "Fires", "Pharos"]
    assert program.shown() == whole(program)


def test_a_chapter_is_added_behind_the_current_chapter(program: Program) -> None:
    choose(program, 1)
    program.window.outline_desk.add_chapter()
    assert headings(program) == ["Origins", "Fires", "Pharos", "New chapter", "Keepers", "A life"]
    assert program.document.outline.items[3].kind is ItemKind.CHAPTER
    program.text.undo_step()
    assert program.shown() == whole(program)


def test_a_removed_section_comes_back_with_its_text(program: Program, qtbot: QtBot) -> None:
    choose(program, 1)
    program.outline.setFocus()
    qtbot.keyClick(program.outline, Qt.Key.Key_Delete)
    assert headings(program) == ["Origins", "Pharos", "Keepers", "A life"]
    assert FIRST not in program.shown()
    program.text.undo_step()
    assert program.words_of(1) == FIRST
    assert program.shown() == whole(program)


def test_a_removed_chapter_goes_and_comes_back_with_its_sections(program: Program) -> None:
    program.outline.follow(program.document.outline.items[0].id)
    program.window.outline_desk.remove()
    assert headings(program) == ["Keepers", "A life"]
    program.text.undo_step()
    assert (program.words_of(1), program.words_of(2)) == (FIRST, SECOND)
    assert program.shown() == whole(program)


def test_moving_a_section_takes_its_text_along(program: Program, qtbot: QtBot) -> None:
    choose(program, 1)
    qtbot.keyClick(program.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert headings(program) == ["Origins", "Pharos", "Fires", "Keepers", "A life"]
    assert (program.words_of(1), program.words_of(2)) == (SECOND, FIRST)
    assert program.shown() == whole(program)
    program.text.undo_step()
    assert program.words_of(1) == FIRST
    assert program.shown() == whole(program)


def test_a_section_walks_into_the_next_chapter_and_back(program: Program) -> None:
    choose(program, 2)
    program.window.outline_desk.move_down()
    assert headings(program) == ["Origins", "Fires", "Keepers", "Pharos", "A life"]
    assert levels(program) == [1, 2, 1, 2, 2]
    program.window.outline_desk.move_up()
    assert headings(program) == ["Origins", "Fires", "Pharos", "Keepers", "A life"]


def test_a_section_before_the_first_chapter_stands_on_its_own(program: Program) -> None:
    choose(program, 1)
    program.window.outline_desk.move_up()
    assert headings(program)[:2] == ["Fires", "Origins"]
    assert levels(program) == [1, 1, 2, 1, 2]
    program.text.undo_step()
    assert levels(program) == [1, 2, 2, 1, 2]


def test_targets_are_fitted_to_the_length_that_was_asked_for(
    program: Program, qtbot: QtBot
) -> None:
    panel = program.window.space.plan
    assert panel.total.text() == "110 of 150 words"
    qtbot.mouseClick(panel.fit, Qt.MouseButton.LeftButton)
    assert program.document.outline.total_words == 150
    assert not panel.fit.isVisible()
    program.text.undo_step()
    assert program.document.outline.total_words == 110


def test_every_structural_edit_can_be_undone_and_redone_in_a_row(program: Program) -> None:
    desk = program.window.outline_desk
    edits: list[Callable[[], None]] = [
        desk.split, desk.merge, desk.add_section, desk.add_chapter, desk.fit, desk.move_down,
        desk.remove,
    ]  # fmt: skip
    states = [program.document.outline]
    for make in edits:
        choose(program, 1)
        make()
        states.append(program.document.outline)
    for before in reversed(states[:-1]):
        program.text.undo_step()
        assert program.document.outline == before
        assert program.shown() == whole(program)
    for after in states[1:]:
        program.text.undo_step(redo=True)
        assert program.document.outline == after
        assert program.shown() == whole(program)


def test_chapters_show_the_totals_of_their_sections(program: Program) -> None:
    origins = program.outline.rows.index_of(program.document.outline.items[0].id)
    assert origins.data(Role.TARGET) == 100
    assert origins.data(Role.WRITTEN) == 16
    assert origins.data(Role.STATE) == "edited"


def test_a_folded_chapter_stays_folded_when_the_plan_changes(program: Program) -> None:
    first = program.document.outline.items[0].id
    program.outline.collapse(program.outline.rows.index_of(first))
    choose(program, 3)
    program.window.outline_desk.add_section()
    assert not program.outline.isExpanded(program.outline.rows.index_of(first))


def test_choosing_a_row_shows_its_section(program: Program, qtbot: QtBot) -> None:
    row = program.outline.visualRect(program.outline.rows.index_of(program.section(2)))
    qtbot.mouseClick(program.outline.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert program.text.caret_section == program.section(2)


def test_the_plan_follows_the_caret(program: Program) -> None:
    program.put_caret(2)
    assert program.outline.current_item == program.section(2)


def test_a_row_says_number_words_and_state_aloud(program: Program) -> None:
    spoken = program.outline.rows.index_of(program.section(2)).data(
        Qt.ItemDataRole.AccessibleTextRole
    )
    assert spoken == "2. Pharos, the first tower, 5 of 40 words, edited, 35 words short (88 %)"


def test_the_caret_stays_in_its_section_when_the_plan_changes(program: Program) -> None:
    program.put_caret(2, 4)
    choose(program, 1)
    program.window.outline_desk.add_section()
    section = next(item for item in program.document.outline if item.heading == "Pharos")
    assert program.text.caret_offset(section.id) == 4


def test_the_view_stays_where_it_is_when_a_section_above_is_removed(program: Program) -> None:
    program.put_caret(1)
    program.text.replace_selection("\n".join(["line"] * 80))
    program.put_caret(3)
    program.text.replace_selection("\n".join(["line"] * 80))
    program.text.go_to(program.section(3))
    before = program.text.heading_top(program.section(3))
    choose(program, 1)
    program.window.outline_desk.remove()
    assert abs(program.text.heading_top(program.section(2)) - before) <= 1
