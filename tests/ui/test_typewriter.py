# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Typewriter scrolling, and the room below the caret without it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.ui.view_typewriter import CARET_AT, Typewriter
from tests.ui.desk import Program

CONTROL = Qt.KeyboardModifier.ControlModifier
WIDE = 1280


@pytest.fixture
def long_text(program: Program) -> Program:
    """A section of sixty lines, in a window with typewriter scrolling."""
    program.window.resize(WIDE, 700)
    lines = "\n".join(f"Line {number} of the watch." for number in range(60))
    program.services.session.set_text(program.section(2), SectionText(lines))
    program.window.feature(Typewriter).action.trigger()
    program.text.setFocus()
    return program


def caret_height(program: Program) -> float:
    """Where the caret's line is, as a share of the height of the text."""
    return program.text.cursorRect().center().y() / program.text.viewport().height()


def test_the_line_with_the_caret_stays_where_the_eye_is(long_text: Program, qtbot: QtBot) -> None:
    long_text.put_caret(2, len("Line 0 of the watch.\n") * 20)
    for _ in range(12):
        qtbot.keyClick(long_text.text, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: abs(caret_height(long_text) - CARET_AT) < 0.02)
    qtbot.keyClick(long_text.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: abs(caret_height(long_text) - CARET_AT) < 0.02)


def test_the_last_line_comes_up_too(long_text: Program, qtbot: QtBot) -> None:
    qtbot.keyClick(long_text.text, Qt.Key.Key_End, CONTROL)
    qtbot.waitUntil(lambda: abs(caret_height(long_text) - CARET_AT) < 0.02)


def test_nothing_scrolls_while_the_mouse_selects(long_text: Program, qtbot: QtBot) -> None:
    long_text.put_caret(2, 200)
    qtbot.keyClick(long_text.text, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: abs(caret_height(long_text) - CARET_AT) < 0.02)
    qtbot.waitUntil(lambda: not long_text.window.feature(Typewriter).is_scrolling)
    bar, viewport = long_text.text.verticalScrollBar(), long_text.text.viewport()
    before = bar.value()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(60, 80))
    qtbot.mouseMove(viewport, QPoint(160, 120))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(160, 120))
    assert bar.value() == before


def test_without_typewriter_scrolling_the_caret_moves_through_the_view(
    long_text: Program,
) -> None:
    preferences: Preferences = long_text.services.preferences
    assert preferences.flag("text.typewriter")
    high = long_text.text.document().size().height()
    preferences.set("text.typewriter", False)
    assert not long_text.window.feature(Typewriter).action.isChecked()
    assert long_text.text.document().size().height() < high - 100
    cursor = long_text.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    long_text.text.setTextCursor(cursor)
    assert caret_height(long_text) > 0.8


def test_the_last_line_is_written_with_room_below_it(long_text: Program, qtbot: QtBot) -> None:
    long_text.services.preferences.set("text.typewriter", False)
    qtbot.keyClick(long_text.text, Qt.Key.Key_End, CONTROL)
    for _ in range(4):
        qtbot.keyClick(long_text.text, Qt.Key.Key_Return)
    qtbot.keyClicks(long_text.text, "And so to bed.")
    line, bar = long_text.text.cursorRect(), long_text.text.verticalScrollBar()
    assert long_text.text.viewport().height() - line.bottom() >= 3 * line.height()
    bar.setValue(bar.maximum())
    assert long_text.text.viewport().height() - long_text.text.cursorRect().bottom() >= 200


def test_a_line_in_the_middle_is_written_with_the_next_lines_in_sight(
    long_text: Program, qtbot: QtBot
) -> None:
    long_text.services.preferences.set("text.typewriter", False)
    long_text.put_caret(2, len("Line 00 of the watch.\n") * 30)
    line, bar = long_text.text.cursorRect(), long_text.text.verticalScrollBar()
    bar.setValue(bar.value() + line.bottom() - long_text.text.viewport().height() + 4)
    qtbot.keyClicks(long_text.text, "So")
    line = long_text.text.cursorRect()
    assert long_text.text.viewport().height() - line.bottom() >= 3 * line.height()


def test_room_below_the_end_follows_the_height_of_the_window(
    long_text: Program, qtbot: QtBot
) -> None:
    def room() -> float:
        return long_text.text.document().rootFrame().frameFormat().bottomMargin()

    before = room()
    long_text.window.resize(WIDE, 1_000)
    qtbot.waitUntil(lambda: room() > before + 100)
