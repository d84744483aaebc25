# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The right column: its keys, its pages, and what it remembers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui.side_panel import SidePanel
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def side(program: Program) -> SidePanel:
    program.text.setFocus()
    return program.window.space.side


def press(program: Program, qtbot: QtBot, key: Qt.Key, more: Qt.KeyboardModifier = CONTROL) -> None:
    qtbot.keyClick(program.window, key, CONTROL | more)


def test_ctrl_3_shows_and_hides_the_column(program: Program, side: SidePanel, qtbot: QtBot) -> None:
    assert not side.isVisible()
    press(program, qtbot, Qt.Key.Key_3)
    assert side.isVisible()
    qtbot.waitUntil(lambda: side.width() == 320)
    press(program, qtbot, Qt.Key.Key_3)
    assert not side.isVisible()


def test_hiding_the_column_gives_the_keyboard_back_to_the_text(
    program: Program, side: SidePanel, qtbot: QtBot
) -> None:
    side.show_page("notes")
    side.pages.currentWidget().setFocus()
    press(program, qtbot, Qt.Key.Key_3)
    assert program.text.hasFocus()


def test_each_page_has_its_keys(program: Program, side: SidePanel, qtbot: QtBot) -> None:
    named = program.window.actions_.named
    for number, name in enumerate(side.names[:9], start=1):
        keys = [key.toString() for key in named[f"side.page.{name}"].shortcuts()]
        assert keys == [f"Ctrl+Shift+{number}"]
        press(program, qtbot, Qt.Key(Qt.Key.Key_0 + number), SHIFT)
        assert side.page == name


def test_the_keys_of_the_column_are_nobody_elses(program: Program) -> None:
    keys = [
        key.toString() for action in program.window.actions_.named.values()
        for key in action.shortcuts()
    ]  # fmt: skip
    mine = [key for key in keys if key == "Ctrl+3" or key.startswith("Ctrl+Shift+1")]
    assert len(mine) == len(set(mine)) >= 2


def test_the_page_in_sight_is_told(side: SidePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(side.page_shown, check_params_cb=lambda name: name == "notes"):
        side.show_page("notes")
    with qtbot.waitSignal(side.page_shown, check_params_cb=lambda name: name == ""):
        side.hide()
    assert side.chosen == "notes"


def test_column_page_and_width_are_remembered(
    program: Program,
    side: SidePanel,
    start_program: Callable[[LocalEngine], Program],
    qtbot: QtBot,
) -> None:
    side.show_page("notes")
    splitter = program.window.space.splitter
    splitter.moveSplitter(splitter.width() - 380, 2)
    width = side.width()
    assert width > 340
    program.close()
    again = start_program(ScriptedEngine())
    again.open(keepers())
    again.window.resize(1280, 800)  # the screen of the tests is too small to come back to that
    side = again.window.space.side
    qtbot.waitUntil(side.isVisible)
    assert side.page == "notes"
    qtbot.waitUntil(lambda: abs(side.width() - width) <= 2)


def test_a_hidden_column_stays_hidden_at_the_next_start(
    program: Program, side: SidePanel, start_program: Callable[[LocalEngine], Program]
) -> None:
    side.show_page("notes")
    side.hide()
    program.close()
    again = start_program(ScriptedEngine())
    again.open(keepers())
    assert not again.window.space.side.isVisible()


def test_a_page_that_is_gone_is_not_missed(side: SidePanel) -> None:
    side.choose_first("no such page")
    side.add_page("more", "More", QWidget())
    assert side.chosen == side.names[0]


def test_closing_the_window_does_not_hide_the_column_for_the_next_start(
    program: Program, side: SidePanel
) -> None:
    side.show_page("notes")
    program.window.close()
    assert program.settings.value("side/shown", False, type=bool)
