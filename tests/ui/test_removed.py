# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Sections that were taken out of the plan are had back, also on another day."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FIRST, SECOND
from tests.ui.desk import Program
from tests.ui.removed_steps import put_back, remove
from tests.ui.test_typing import whole


def reopened(program: Program) -> None:
    """Leave the document and come back: undo reaches no further."""
    program.window.documents.new()
    program.window.documents.open("keepers")
    assert not program.services.undo_stack.canUndo()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_removed_section_is_put_back_with_its_text_on_another_day(
    program: Program, qtbot: QtBot
) -> None:
    remove(program, 2, qtbot)
    reopened(program)
    program.outline.follow(program.section(1))
    seen = put_back(program, qtbot)
    assert [row.split("\n")[0] for row in seen.rows] == ["Pharos"]
    assert seen.text == SECOND
    assert [section.heading for section in program.document.outline.sections] == [
        "Fires", "Pharos", "A life",
    ]  # fmt: skip
    assert program.words_of(2) == SECOND
    assert program.shown() == whole(program)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_putting_back_is_one_step_to_undo(program: Program, qtbot: QtBot) -> None:
    remove(program, 2, qtbot)
    reopened(program)
    put_back(program, qtbot)
    program.text.undo_step()
    assert len(program.document.outline.sections) == 2
    assert program.shown() == whole(program)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_sections_of_a_removed_chapter_come_back_in_their_order(
    program: Program, qtbot: QtBot
) -> None:
    program.outline.choose([program.document.outline.items[0].id])
    program.window.actions_.remove.trigger()
    reopened(program)
    seen = put_back(program, qtbot, everything=True)
    assert [row.split("\n")[0] for row in seen.rows] == ["Fires", "Pharos"]
    assert {program.words_of(number) for number in (1, 2, 3)} == {FIRST, SECOND, ""}
    headings = [section.heading for section in program.document.outline.sections]
    assert headings.index("Fires") + 1 == headings.index("Pharos")


def test_a_section_whose_text_went_into_another_is_not_among_the_removed(
    program: Program, qtbot: QtBot
) -> None:
    program.outline.follow(program.section(1))
    program.outline.setFocus()
    program.window.actions_.merge.trigger()
    assert SECOND in program.words_of(1)
    program.services.autosave.flush()
    assert program.services.documents.removed("keepers") == []


def test_without_removed_sections_it_says_so_and_does_not_warn(program: Program) -> None:
    program.window.actions_.named["plan.removed"].trigger()
    message = program.window.notices.message
    assert message is not None
    assert message.text == "No section with a text was removed from this plan."
    assert message.severity == "info"
