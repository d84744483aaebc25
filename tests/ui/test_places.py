# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document that is opened again goes on where the writer left it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.library_port import SearchHit
from longwriter_desktop.domain.ports import LocalEngine
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

Start = Callable[[LocalEngine], Program]


def other() -> Document:
    """A second document, with items of its own."""
    return replace(keepers(), id="other", title="The Ships")


def long_document() -> Document:
    """A document whose first section does not fit into the window."""
    document = keepers()
    first = document.outline.sections[0].id
    text = "\n".join(f"Line {number} of the log." for number in range(80))
    return replace(document, texts={**document.texts, first: SectionText(text, None)})


@pytest.fixture
def again(start_program: Start, program: Program) -> Callable[[], Program]:
    """Close the window and open the program anew over the same library."""

    def begin() -> Program:
        program.close()
        return start_program(ScriptedEngine())

    return begin


def caret_top(program: Program) -> int:
    return program.text.cursorRect().top()


def test_after_a_restart_typing_goes_on_where_the_caret_was(
    program: Program, again: Callable[[], Program], qtbot: QtBot
) -> None:
    program.text.setFocus()
    program.put_caret(2, len("The tower"))
    reopened = again()
    qtbot.waitUntil(reopened.text.hasFocus)
    qtbot.keyClicks(reopened.text, " of stone")
    assert reopened.words_of(2) == "The tower of stone stood for centuries."


def test_the_plan_shows_the_row_of_the_section_gone_on_with(
    program: Program, again: Callable[[], Program]
) -> None:
    program.put_caret(2)
    reopened = again()
    assert reopened.outline.current_item == reopened.section(2)


def test_the_lines_stand_where_they_stood_in_the_view(
    program: Program, again: Callable[[], Program], qtbot: QtBot
) -> None:
    program.window.documents.new()
    program.open(replace(long_document(), id="log"))
    program.put_caret(1, 1_200)
    bar = program.text.verticalScrollBar()
    bar.setValue(bar.value() + 90)
    top, value = caret_top(program), bar.value()
    assert 0 < top < program.text.viewport().height() - 60
    reopened = again()
    qtbot.waitUntil(lambda: abs(caret_top(reopened) - top) <= 1)
    assert abs(reopened.text.verticalScrollBar().value() - value) <= 1


def test_each_document_has_a_place_of_its_own(program: Program) -> None:
    program.put_caret(2, 4)
    program.open(other())
    assert program.text.textCursor().position() == 0
    program.put_caret(1, 7)
    program.window.documents.open("keepers")
    assert program.text.caret_offset(program.section(2)) == 4
    program.window.documents.open("other")
    assert program.text.caret_offset(program.section(1)) == 7


def test_the_place_is_gone_back_to_from_a_new_document_too(program: Program) -> None:
    program.put_caret(2, 4)
    program.window.documents.new()
    program.window.documents.open("keepers")
    assert program.text.caret_offset(program.section(2)) == 4


def test_choosing_the_open_document_in_the_library_leaves_the_caret_alone(
    program: Program,
) -> None:
    program.put_caret(2, 4)
    program.window.documents.open("keepers")
    assert program.text.caret_offset(program.section(2)) == 4


def test_a_document_opened_at_a_section_does_not_go_to_the_place_kept(program: Program) -> None:
    program.put_caret(2, 4)
    program.open(other())
    program.window.documents.open("keepers", found_in(program, "keepers", 1))
    assert program.text.caret_offset(program.section(1)) == 0


def test_a_place_behind_the_end_of_a_text_that_got_shorter_is_its_end(program: Program) -> None:
    program.put_caret(2, 20)
    section = program.section(2)
    program.open(other())
    program.library.save_text("keepers", section, SectionText("Gone.", None))
    program.window.documents.open("keepers")
    assert program.text.caret_offset(section) == len("Gone.")


def test_a_section_that_is_gone_leaves_the_beginning(program: Program) -> None:
    program.put_caret(3)
    section = program.section(3)
    program.open(other())
    document = program.library.load("keepers")
    rest = tuple(item for item in document.outline if item.id != section)
    program.library.save_outline(replace(document, outline=type(document.outline)(rest)))
    program.window.documents.open("keepers")
    assert program.text.textCursor().position() == 0


def test_the_place_survives_a_window_that_never_closed(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    program.text.setFocus()
    with qtbot.waitSignal(program.services.autosave.saved):
        qtbot.keyClicks(program.text, "Up")
        qtbot.keyClick(program.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    kept = QSettings(program.settings.fileName(), QSettings.Format.IniFormat)
    assert str(kept.value("places/keepers")).startswith(program.section(3))


def test_a_broken_entry_is_the_beginning(program: Program) -> None:
    program.open(other())
    program.settings.setValue("places/keepers", "one two three")
    program.window.documents.open("keepers")
    assert program.text.textCursor().position() == 0


def found_in(program: Program, document: str, number: int) -> SearchHit:
    """What a search shows for a section."""
    section = program.library.load(document).outline.sections[number - 1]
    return SearchHit(document, "", section.id, section.heading, "heading", "", "", "", 1)
