# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Notes to the model under the plan, by keyboard, kept and undone; and the model reads them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.outline import OutlineItem
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.ui.outline_model import Role
from longwriter_desktop.ui.outline_notes import NotesPane, OutlineNotes
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine
from tests.ui.test_outline import choose

ALT = Qt.KeyboardModifier.AltModifier


def pane(program: Program) -> NotesPane:
    return program.window.feature(OutlineNotes).pane


def section(program: Program, number: int) -> OutlineItem:
    return program.document.outline.sections[number - 1]


def open_notes(program: Program, number: int, qtbot: QtBot) -> NotesPane:
    choose(program, number)
    program.outline.setFocus()
    qtbot.keyClick(program.outline, Qt.Key.Key_Return, ALT)
    return pane(program)


def test_alt_return_opens_the_notes_of_the_row_and_escape_goes_back(
    program: Program, qtbot: QtBot
) -> None:
    assert pane(program).isHidden()
    notes = open_notes(program, 2, qtbot)
    assert notes.isVisible()
    assert notes.must.hasFocus()
    assert notes.title.text() == "Notes for 2. Pharos"
    qtbot.keyClick(notes.must, Qt.Key.Key_Escape)
    assert program.outline.hasFocus()
    assert notes.isVisible()


def test_notes_are_kept_when_typing_pauses_and_can_be_undone(
    program: Program, qtbot: QtBot
) -> None:
    notes = open_notes(program, 2, qtbot)
    qtbot.keyClicks(notes.must, "the mirror")
    qtbot.waitUntil(lambda: section(program, 2).must == "the mirror")
    assert notes.must.hasFocus()
    assert program.services.undo_stack.undoText() == "notes to the model"
    program.text.undo_step()
    assert section(program, 2).must == ""
    assert notes.must.toPlainText() == ""
    program.text.undo_step(redo=True)
    assert notes.must.toPlainText() == "the mirror"


def test_what_must_not_be_in_it_is_kept_when_the_field_is_left(
    program: Program, qtbot: QtBot
) -> None:
    notes = open_notes(program, 1, qtbot)
    qtbot.keyClick(notes.must, Qt.Key.Key_Tab)
    assert notes.must_not.hasFocus()
    qtbot.keyClicks(notes.must_not, "no dates")
    qtbot.keyClick(notes.must_not, Qt.Key.Key_Escape)
    assert section(program, 1).must_not == "no dates"


def test_another_row_keeps_what_was_typed_and_shows_its_own_notes(
    program: Program, qtbot: QtBot
) -> None:
    notes = open_notes(program, 1, qtbot)
    qtbot.keyClicks(notes.must, "seaweed")
    choose(program, 2)
    assert section(program, 1).must == "seaweed"
    assert notes.title.text() == "Notes for 2. Pharos"
    assert notes.must.toPlainText() == ""
    choose(program, 1)
    assert notes.must.toPlainText() == "seaweed"


def test_a_chapter_has_no_notes(program: Program, qtbot: QtBot) -> None:
    notes = open_notes(program, 1, qtbot)
    program.outline.follow(program.document.outline.items[0].id)
    assert not notes.must.isEnabled()
    assert notes.title.text() == "Notes belong to a section. Choose one in the plan."


def test_the_notes_close_by_the_same_key_and_by_their_button(
    program: Program, qtbot: QtBot
) -> None:
    notes = open_notes(program, 1, qtbot)
    qtbot.keyClick(notes.must, Qt.Key.Key_Return, ALT)
    assert notes.isHidden()
    assert program.outline.hasFocus()
    open_notes(program, 1, qtbot)
    qtbot.mouseClick(notes.close_button, Qt.MouseButton.LeftButton)
    assert notes.isHidden()


def test_a_row_with_notes_has_a_mark_and_tells_them(program: Program, qtbot: QtBot) -> None:
    index = program.outline.rows.index_of(program.section(2))
    rect = program.outline.visualRect(index)
    choose(program, 2)
    before = program.outline.viewport().grab(rect).toImage()
    assert not index.data(Role.ROW).has_notes
    notes = open_notes(program, 2, qtbot)
    qtbot.keyClicks(notes.must, "a <mirror>")
    notes.keep()
    assert program.outline.viewport().grab(rect).toImage() != before
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "What must be in it: a &lt;mirror&gt;" in tip
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("has notes")


def test_notes_are_in_the_library(program: Program, qtbot: QtBot, library_folder: Path) -> None:
    notes = open_notes(program, 2, qtbot)
    qtbot.keyClicks(notes.must, "the mirror")
    program.close()
    library = open_library(library_folder, app="tests")
    stored = library.load("keepers").outline.sections[1]
    library.close()
    assert stored.must == "the mirror"


def test_the_model_is_told_the_notes_of_the_section_it_writes(
    program: Program, qtbot: QtBot, engine: ScriptedEngine
) -> None:
    notes = open_notes(program, 3, qtbot)
    qtbot.keyClicks(notes.must, "the brass telescope")
    notes.keep()
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    assert "the brass telescope" in str(engine.requests[-1])


def test_the_starter_writes_a_section_with_notes_and_the_rows_follow(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, starter_path: Path
) -> None:
    program = start_program(WorkerEngine())
    program.open(keepers())
    with qtbot.waitSignal(program.services.engine.loaded, timeout=60_000):
        program.services.engine.load(starter_path)
    notes = open_notes(program, 3, qtbot)
    qtbot.keyClicks(notes.must, "the stairs")
    qtbot.keyClick(notes.must, Qt.Key.Key_Escape)
    index = program.outline.rows.index_of(program.section(3))
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: index.data(Role.STATE) == "writing")
    qtbot.waitUntil(lambda: not program.services.writing.is_busy, timeout=60_000)
    assert index.data(Role.STATE) in ("written", "stopped")
    assert index.data(Role.WRITTEN) == program.document.text_of(program.section(3)).words > 0
