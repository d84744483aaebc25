# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Notes are found in the library, said to be notes, and opened where they stand."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Document, Note, NoteKind
from longwriter_desktop.domain.outline import update_item
from longwriter_desktop.ui.library_dialog import LibraryDialog
from longwriter_desktop.ui.notes_desk import NotesDesk
from longwriter_desktop.ui.notes_page import NotesPage
from longwriter_desktop.ui.outline_notes import OutlineNotes
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.test_library import a_book, open_where, titles

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ANNA = Note("anna", NoteKind.CHARACTER, "Anna", "She winds the clock.")
UNTITLED = Note("book", NoteKind.SOURCE, "", "A clock book of 1811.")


@pytest.fixture
def noted(program: Program) -> Program:
    """The Keepers with notes, a style sample and a note to the model; Bells is open."""
    document = keepers()
    second = document.outline.sections[1].id
    outline = update_item(document.outline, second, must="Name the ferry.")
    program.library.save(
        replace(document, notes=(ANNA, UNTITLED), outline=outline, style_sample="The tide again.")
    )
    program.open(a_book("bells", "Bells"))
    return program


def page_of(program: Program) -> NotesPage:
    return program.window.feature(NotesDesk).page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("winds the", "The Keepers  ›  Note: Characters, Anna"),
        ("1811", "The Keepers  ›  Note: Sources"),
        ("tide again", "The Keepers  ›  Style sample"),
        ("ferry", "The Keepers  ›  Notes to the model: Pharos"),
    ],
)
def test_a_hit_says_which_note_it_is(
    noted: Program, qtbot: QtBot, text: str, expected: str
) -> None:
    window = noted.window
    dialog = LibraryDialog(noted.services.documents, window.look, "bells", window)
    qtbot.addWidget(dialog)
    dialog.search.setText(text)
    dialog.refresh()
    assert titles(dialog) == ["In texts and notes: 1 place", expected]


def test_a_note_is_opened_on_the_page_of_notes_whatever_kind_that_shows(
    noted: Program, qtbot: QtBot
) -> None:
    page = page_of(noted)
    page.filter.setCurrentIndex(page.filter.findData(NoteKind.SOURCE.value))
    open_where(noted, qtbot, "winds the")
    assert noted.document.id == "keepers"
    assert noted.window.pages.currentWidget() is noted.window.space
    card = page.card("anna")
    assert card is not None
    assert card.isVisible()
    assert noted.window.focusWidget() is card.title


def test_a_note_of_the_open_document_is_opened_too(noted: Program, qtbot: QtBot) -> None:
    noted.window.documents.open("keepers")
    open_where(noted, qtbot, "1811")
    card = page_of(noted).card("book")
    assert card is not None
    assert noted.window.focusWidget() is card.title


def test_the_style_sample_is_opened(noted: Program, qtbot: QtBot) -> None:
    open_where(noted, qtbot, "tide again")
    assert noted.document.id == "keepers"
    assert noted.window.focusWidget() is page_of(noted).sample


def test_a_sections_note_to_the_model_is_opened_under_the_plan(
    noted: Program, qtbot: QtBot
) -> None:
    open_where(noted, qtbot, "ferry")
    pane = noted.window.feature(OutlineNotes).pane
    assert pane.title.text() == "Notes for 2. Pharos"
    assert pane.must.toPlainText() == "Name the ferry."
    assert noted.window.focusWidget() is pane.must


def test_a_document_that_holds_notes_alone_is_opened_at_its_note(
    noted: Program, qtbot: QtBot
) -> None:
    noted.library.save(Document("bare", "", "", 2_000, notes=(replace(ANNA, text="A key."),)))
    open_where(noted, qtbot, "a key")
    assert noted.document.id == "bare"
    card = page_of(noted).card("anna")
    assert card is not None
    assert noted.window.focusWidget() is card.title


def test_a_note_typed_just_now_is_found(noted: Program, qtbot: QtBot) -> None:
    desk = noted.window.feature(NotesDesk)
    desk.add_here()
    qtbot.keyClicks(desk.page.cards[-1].title, "Zebra")
    noted.window.documents.open("keepers")
    open_where(noted, qtbot, "zebra")
    assert noted.document.id == "bells"
    assert noted.window.focusWidget() is desk.page.cards[-1].title
