# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From the text into the search of all documents, and from there into the text again."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.library_dialog import LibraryDialog
from tests.ui.conftest import keepers
from tests.ui.desk import Program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ships(program: Program, qtbot: QtBot) -> Program:
    """Another document, without the texts of `keepers`, is open in a window with the focus."""
    program.open(replace(keepers(), id="ships", title="Ships", texts={}))
    qtbot.waitUntil(program.text.hasFocus)
    return program


def in_the_library(program: Program, act: Callable[[LibraryDialog], None]) -> None:
    """Do something in the library's dialog as soon as it is open."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LibraryDialog)
        act(dialog)

    QTimer.singleShot(0, program.window, answer)


def test_words_selected_in_the_text_are_looked_for_in_all_documents_by_one_key(
    program: Program, qtbot: QtBot
) -> None:
    looked_for: list[str] = []

    def read(dialog: LibraryDialog) -> None:
        looked_for.append(dialog.search.selectedText())
        dialog.reject()

    program.put_caret(2, len("The tower "), select=len("stood for"))
    in_the_library(program, read)
    qtbot.keyClick(program.text, Qt.Key.Key_F, CTRL | SHIFT)
    assert looked_for == ["stood for"]


def test_a_selection_over_paragraphs_is_not_looked_for(program: Program, qtbot: QtBot) -> None:
    looked_for: list[str] = []

    def read(dialog: LibraryDialog) -> None:
        looked_for.append(dialog.search.text())
        dialog.reject()

    qtbot.keyClick(program.text, Qt.Key.Key_A, CTRL)
    in_the_library(program, read)
    qtbot.keyClick(program.text, Qt.Key.Key_F, CTRL | SHIFT)
    assert looked_for == [""]


def test_words_found_in_the_library_are_found_again_in_the_document_that_opens(
    ships: Program, qtbot: QtBot
) -> None:
    def find(dialog: LibraryDialog) -> None:
        qtbot.keyClicks(dialog.search, "STOOD for")
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)

    in_the_library(ships, find)
    qtbot.keyClick(ships.text, Qt.Key.Key_F, CTRL | SHIFT)
    assert ships.document.id == "keepers"
    bar = ships.window.space.find_bar
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    qtbot.keyClick(bar.text, Qt.Key.Key_Escape)
    assert ships.text.textCursor().selectedText() == "stood for"


def test_a_document_opened_by_its_title_opens_without_the_find_bar(
    ships: Program, qtbot: QtBot
) -> None:
    def find(dialog: LibraryDialog) -> None:
        qtbot.keyClicks(dialog.search, "the keepers")
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)

    in_the_library(ships, find)
    qtbot.keyClick(ships.text, Qt.Key.Key_O, CTRL)
    assert ships.document.id == "keepers"
    assert not ships.window.space.find_bar.isVisible()
