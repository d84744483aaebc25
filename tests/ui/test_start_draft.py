# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What was typed on the first page is there again until a document was begun with it."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.desk import Program, start
from tests.ui.scripted import ScriptedEngine

WISH = "Letters from a keeper to his sister."


def type_wish(program: Program, qtbot: QtBot) -> None:
    program.window.documents.new()
    qtbot.keyClicks(program.window.start.instruction, WISH)


def test_an_instruction_outlives_a_look_at_another_document(program: Program, qtbot: QtBot) -> None:
    type_wish(program, qtbot)
    program.window.documents.open("keepers")
    program.window.documents.new()
    assert program.window.start.instruction.toPlainText() == WISH


def test_an_instruction_outlives_the_program(
    program: Program, qtbot: QtBot, library_folder: Path
) -> None:
    type_wish(program, qtbot)
    program.close()
    again = start(library_folder, ScriptedEngine())
    try:
        again.window.documents.new()
        assert again.window.start.instruction.toPlainText() == WISH
    finally:
        again.close()


def test_an_instruction_that_became_a_document_is_not_offered_again(
    program: Program, qtbot: QtBot
) -> None:
    type_wish(program, qtbot)
    qtbot.mouseClick(program.window.start.skip, Qt.MouseButton.LeftButton)
    assert program.document.instruction == WISH
    program.window.documents.new()
    assert program.window.start.instruction.toPlainText() == ""
