# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page "Notes": kinds, pins, order, the style sample; nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Note, NoteKind
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui import words_notes
from longwriter_desktop.ui.notes_card import NoteCard
from longwriter_desktop.ui.notes_desk import NotesDesk
from longwriter_desktop.ui.notes_page import NotesPage
from tests.ui.conftest import FIRST, keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

THREE = (
    Note("a", NoteKind.CHARACTER, "Hale", "He limps."),
    Note("b", NoteKind.FACT, "Oil", "It is dear."),
    Note("c", NoteKind.CHARACTER, "Bell", "His wife."),
)


@pytest.fixture
def page(program: Program) -> NotesPage:
    """The page in sight, with three notes."""
    program.services.session.update_meta(notes=THREE)
    desk = program.window.feature(NotesDesk)
    desk.open()
    return desk.page


def titles(page: NotesPage) -> list[str]:
    return [card.title.text() for card in page.cards]


def card(page: NotesPage, note_id: str) -> NoteCard:
    found = page.card(note_id)
    assert found is not None
    return found


def test_the_notes_stand_with_their_kind_title_and_text(page: NotesPage) -> None:
    assert titles(page) == ["Hale", "Oil", "Bell"]
    assert [c.text.toPlainText() for c in page.cards] == ["He limps.", "It is dear.", "His wife."]
    assert card(page, "b").kind.accessibleName() == "Kind: Fact"
    assert not card(page, "b").kind.icon().isNull()


def test_a_note_is_added_and_typed_without_the_mouse(
    program: Program, page: NotesPage, qtbot: QtBot
) -> None:
    page.add.setFocus()
    qtbot.keyClick(page.add, Qt.Key.Key_Space)
    new = page.cards[-1]
    qtbot.waitUntil(new.title.hasFocus)
    qtbot.keyClicks(new.title, "Fog")
    qtbot.keyClick(new.title, Qt.Key.Key_Tab)
    assert new.text.hasFocus()
    qtbot.keyClicks(new.text, "It came at noon.")
    note = program.document.notes[-1]
    assert (note.kind, note.title, note.text) == (NoteKind.OTHER, "Fog", "It came at noon.")


def test_typing_in_a_field_is_one_step_of_undo(
    program: Program, page: NotesPage, qtbot: QtBot
) -> None:
    field = card(page, "a").text
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "He runs.")
    assert program.document.notes[0].text == "He runs."
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.document.notes == THREE
    assert field.toPlainText() == "He limps."
    qtbot.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText() == "He runs."


def test_typing_in_a_note_keeps_the_caret_where_it_is(page: NotesPage, qtbot: QtBot) -> None:
    title = card(page, "a").title
    title.setFocus()
    title.setCursorPosition(1)
    qtbot.keyClicks(title, "ei")
    assert title.text() == "Heiale"
    assert title.cursorPosition() == 3


def test_pinning_shows_a_note_to_the_model(program: Program, page: NotesPage, qtbot: QtBot) -> None:
    pin = card(page, "b").pin
    pin.setFocus()
    qtbot.keyClick(pin, Qt.Key.Key_Space)
    assert program.document.pinned_notes == "Oil: It is dear."
    assert pin.text() == words_notes.PINNED
    program.text.undo_step()
    assert program.document.pinned_notes == ""
    assert not card(page, "b").pin.isChecked()


def test_the_kind_is_chosen_from_a_menu(program: Program, page: NotesPage) -> None:
    menu = card(page, "a").kind.menu()
    next(action for action in menu.actions() if action.text() == "Source").trigger()
    assert program.document.notes[0].kind is NoteKind.SOURCE
    assert card(page, "a").kind.accessibleName() == "Kind: Source"


def test_a_removed_note_comes_back_with_undo(program: Program, page: NotesPage) -> None:
    menu = card(page, "b").more.menu()
    next(action for action in menu.actions() if action.text() == words_notes.REMOVE).trigger()
    assert titles(page) == ["Hale", "Bell"]
    assert card(page, "c").title.hasFocus()
    program.text.undo_step()
    assert titles(page) == ["Hale", "Oil", "Bell"]
    assert program.document.notes == THREE


def test_alt_with_an_arrow_moves_a_note_and_not_the_plan(
    program: Program, page: NotesPage, qtbot: QtBot
) -> None:
    outline = program.document.outline
    title = card(page, "a").title
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert titles(page) == ["Oil", "Hale", "Bell"]
    assert title.hasFocus()
    assert program.document.outline == outline
    program.text.undo_step()
    assert titles(page) == ["Hale", "Oil", "Bell"]


def test_the_filter_shows_one_kind_and_adds_to_it(
    program: Program, page: NotesPage, qtbot: QtBot
) -> None:
    page.filter.setCurrentText("Characters")
    assert titles(page) == ["Hale", "Bell"]
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    assert program.document.notes[-1].kind is NoteKind.CHARACTER
    assert len(page.cards) == 3
    page.filter.setCurrentText("Sources")
    assert page.cards == []
    assert page.empty.text() == words_notes.EMPTY_KIND


def test_without_notes_the_page_says_what_they_are_for(program: Program, page: NotesPage) -> None:
    program.services.session.update_meta(notes=())
    assert page.empty.isVisible()
    assert page.empty.text() == words_notes.EMPTY


def test_the_style_sample_is_typed_counted_and_undone(
    program: Program, page: NotesPage, qtbot: QtBot
) -> None:
    page.sample.setFocus()
    qtbot.keyClicks(page.sample, "Short. Dry.")
    assert program.document.style_sample == "Short. Dry."
    assert page.sample_words.text() == "2 words"
    qtbot.keyClick(page.sample, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.document.style_sample == ""
    assert page.sample.toPlainText() == ""


def test_the_selection_in_the_text_becomes_the_style_sample(
    program: Program, page: NotesPage, qtbot: QtBot
) -> None:
    assert not page.take.isEnabled()
    program.put_caret(1, select=len(FIRST))
    assert page.take.isEnabled()
    qtbot.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert program.document.style_sample == FIRST
    assert page.sample.toPlainText() == FIRST
    program.text.undo_step()
    assert program.document.style_sample == ""


def test_what_was_typed_is_there_after_closing_at_once(
    program: Program, page: NotesPage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(card(page, "a").text, " Slowly.")
    qtbot.keyClicks(card(page, "b").title, " and coal")
    qtbot.keyClicks(page.sample, "Dry.")
    program.window.close()
    kept = program.library.load("keepers")
    assert kept.notes[0].text == "He limps. Slowly."
    assert kept.notes[1].title == "Oil and coal"
    assert kept.style_sample == "Dry."


def test_another_document_has_its_own_notes_and_loses_none_of_these(
    program: Program, page: NotesPage, qtbot: QtBot
) -> None:
    qtbot.keyClicks(card(page, "a").text, " Slowly.")
    other = keepers()
    program.open(type(other)("other", "Other", "Write.", 100, outline=other.outline))
    assert titles(page) == []
    program.window.documents.open("keepers")
    assert card(page, "a").text.toPlainText() == "He limps. Slowly."


def test_notes_are_autosaved(program: Program, page: NotesPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(card(page, "a").title, "!")
    with qtbot.waitSignal(program.services.autosave.saved):
        program.services.autosave.save_soon()
    assert program.library.load("keepers").notes[0].title == "Hale!"


def test_every_control_of_a_note_has_a_name_and_takes_the_keyboard(page: NotesPage) -> None:
    note = card(page, "a")
    for control in (note.kind, note.title, note.text, note.pin, note.more, page.add, page.filter,
                    page.sample, page.take):  # fmt: skip
        assert control.accessibleName() or control.text()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_pinned_note_is_in_the_prompt_of_the_starter_model(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, starter_path: Path
) -> None:
    program = start_program(WorkerEngine())
    program.open(keepers())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path)
    desk = program.window.feature(NotesDesk)
    desk.add_here()
    note = desk.page.cards[0]
    qtbot.keyClicks(note.title, "Oil is dear")
    before = program.services.session.document
    qtbot.mouseClick(note.pin, Qt.MouseButton.LeftButton)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    taken = program.library.takes(program.section(3))[-1].provenance
    assert taken is not None
    assert program.document.pinned_notes == "Oil is dear"
    assert before.pinned_notes == ""
    assert taken.prompt_tokens > 0


def test_notes_work_without_a_model(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    program = start_program(ScriptedEngine(loaded=False))
    program.open(keepers())
    desk = program.window.feature(NotesDesk)
    desk.add_here()
    qtbot.keyClicks(desk.page.cards[0].title, "Fog")
    assert program.document.notes[0].title == "Fog"
