# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Undo while the model's answer waits for a decision."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.revise_desk import ReviseDesk
from longwriter_desktop.ui.revise_text import Decision
from tests.ui.conftest import SECOND
from tests.ui.desk import Program
from tests.ui.revise_steps import CTRL, revise
from tests.ui.scripted import Script, ScriptedEngine


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(("Sailors at ", "sea lived ", "by them.")))


def test_undo_opens_the_changes_that_were_decided_and_only_then_undoes_in_the_text(
    program: Program, qtbot: QtBot
) -> None:
    desk = program.window.feature(ReviseDesk)
    program.put_caret(2)
    program.text.setFocus()
    qtbot.keyClicks(program.text, "Old. ")
    edited = program.words_of(2)
    revise(program, desk, qtbot)
    qtbot.waitUntil(desk.card.text.hasFocus)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_R)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_A)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Z, CTRL)
    assert desk.card.text.decisions == (Decision.REFUSED, Decision.OPEN)
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Z, CTRL)
    assert desk.card.text.decisions == (Decision.OPEN, Decision.OPEN)
    assert desk.card.text.current == 0
    assert program.words_of(2) == edited
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Z, CTRL)
    assert program.words_of(2) == SECOND
