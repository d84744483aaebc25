# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Nothing is lost: autosave, closing in the middle of a section, a disk that is full."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from longwriter_desktop.app import qt_autosave
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import LocalEngine, Notice
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.ui.outline_paint import Field
from tests.ui.conftest import SECOND, keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

PIECES = ("He rose ", "at dusk ", "and lit ", "the great ", "lamp.")


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(PIECES, hold_after=3))


def reopened(program: Program, folder: Path, number: int) -> str:
    """The text of a section as the library on disk has it once the program is closed."""
    section = program.section(number)
    program.close()
    library = open_library(folder, app="tests")
    try:
        library.recover_streams()
        return library.load("keepers").text_of(section).text
    finally:
        library.close()


def test_what_is_typed_is_in_the_library_soon_after(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2)
    with qtbot.waitSignal(program.services.autosave.saved):
        qtbot.keyClicks(program.text, "Once, ")
    stored = program.library.load("keepers").text_of(program.section(2)).text
    assert stored == f"Once, {SECOND}"
    assert program.window.status.saved.text() == "Saved"


def test_who_types_on_without_a_pause_has_it_in_the_library_all_the_same(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(2)

    def is_saved_while_typing() -> bool:
        qtbot.keyClicks(program.text, "x")
        text = program.library.load("keepers").text_of(program.section(2)).text
        return text.startswith("x") and len(text) < len(program.words_of(2))

    qtbot.waitUntil(is_saved_while_typing)


def test_an_edit_of_the_plan_is_in_the_library_soon_after(program: Program, qtbot: QtBot) -> None:
    program.outline.follow(program.section(1))
    with qtbot.waitSignal(program.services.autosave.saved):
        program.window.outline_desk.remove()
    assert [item.heading for item in program.library.load("keepers").outline][1] == "Pharos"


def test_closing_right_after_typing_loses_nothing(
    program: Program, qtbot: QtBot, library_folder: Path
) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, "He rose")
    assert program.window.close()
    assert reopened(program, library_folder, 3) == "He rose"


def test_closing_with_an_editor_open_in_the_plan_keeps_what_was_typed_in_it(
    program: Program, qtbot: QtBot, library_folder: Path
) -> None:
    program.window.activateWindow()
    program.outline.follow(program.section(2))
    program.outline.edit_field(program.section(2), Field.HEADING)
    qtbot.keyClicks(program.outline.viewport().findChild(QLineEdit), "Towers")
    program.close()
    library = open_library(library_folder, app="tests")
    headings = [item.heading for item in library.load("keepers").outline]
    library.close()
    assert "Towers" in headings


def test_closing_in_the_middle_of_a_section_keeps_what_has_come(
    program: Program, qtbot: QtBot, library_folder: Path
) -> None:
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: "and lit" in program.shown())
    assert program.window.close()
    assert reopened(program, library_folder, 3).rstrip() == "He rose at dusk and lit"


def test_opening_another_document_stops_the_writing_and_keeps_it(
    program: Program, qtbot: QtBot
) -> None:
    section = program.section(3)
    program.window.writing.write(section)
    qtbot.waitUntil(lambda: "and lit" in program.shown())
    program.window.documents.new()
    qtbot.waitUntil(lambda: program.document.id != "keepers")
    kept = program.library.load("keepers").text_of(section)
    assert kept.text.rstrip() == "He rose at dusk and lit"
    assert kept.stop_reason is StopReason.CANCELLED
    assert not program.services.undo_stack.canUndo()


def test_a_window_that_cannot_save_stays_open_once_and_says_why(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentProblem("disk_full", path="library.db")

    program.put_caret(3)
    qtbot.keyClicks(program.text, "He rose")
    monkeypatch.setattr(program.library, "save_text", full)
    assert not program.window.close()
    message = program.window.notices.message
    assert message is not None
    assert "The disk is full" in message.text
    assert "Close it again to leave: what is not saved is lost then." in message.text
    assert program.text.hasFocus()
    assert program.words_of(3) == "He rose"
    assert program.window.close()
    monkeypatch.undo()


def test_what_could_not_be_saved_before_leaving_is_saved_as_soon_as_it_can_be(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentProblem("disk_full", path="library.db")

    monkeypatch.setattr(qt_autosave, "RETRY_MS", 0)
    program.put_caret(3)
    qtbot.keyClicks(program.text, "He rose")
    with monkeypatch.context() as disk:
        disk.setattr(program.library, "save_text", full)
        assert not program.window.close()
    with qtbot.waitSignal(program.services.autosave.saved):
        pass  # nobody types
    assert program.library.load("keepers").text_of(program.section(3)).text == "He rose"
    assert program.window.notices.message is None


def test_an_autosave_that_failed_is_said_and_tried_again(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.services.autosave.failed.emit(Notice("error", "disk_full", {"path": "library.db"}))
    message = program.window.notices.message
    assert message is not None
    assert "The disk is full" in message.text
    program.put_caret(3)
    qtbot.keyClicks(program.text, "He rose")
    with qtbot.waitSignal(program.services.autosave.saved):
        qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    assert program.window.notices.message is None


def test_the_last_document_theme_and_size_come_back(
    start_program: Callable[[LocalEngine], Program], library_folder: Path
) -> None:
    first = start_program(ScriptedEngine())
    first.open(keepers())
    first.window.resize(860, 701)  # the offscreen screen is small
    first.settings.setValue("theme", "dark")
    first.close()
    second = start_program(ScriptedEngine())
    assert second.document.title == "The Keepers"
    assert (second.window.width(), second.window.height()) == (860, 701)
    assert second.window.look.theme.scheme == "dark"


def test_a_bug_report_is_offered_and_the_text_is_safe(program: Program, tmp_path: Path) -> None:
    program.window.show_crash(tmp_path / "crash-1.txt")
    message = program.window.notices.message
    assert message is not None
    assert "Your text is saved" in message.text
    assert message.action == "Show the report"
