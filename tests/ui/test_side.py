# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The right column: the keys of its pages, and what it tells."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.side_panel import SidePanel
from tests.ui.desk import Program

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def side(program: Program) -> SidePanel:
    program.text.setFocus()
    return program.window.space.side


def press(program: Program, qtbot: QtBot, key: Qt.Key, more: Qt.KeyboardModifier = CONTROL) -> None:
    qtbot.keyClick(program.window, key, CONTROL | more)


def test_each_page_has_its_keys(program: Program, side: SidePanel, qtbot: QtBot) -> None:
    named = program.window.actions_.named
    for number, name in enumerate(side.names[:9], start=1):
        keys = [key.toString() for key in named[f"side.{name}"].shortcuts()]
        assert keys == [f"Ctrl+Shift+{number}"]
        press(program, qtbot, Qt.Key(Qt.Key.Key_0 + number), SHIFT)
        assert side.page == name
        page = side.pages.currentWidget()
        assert page is not None
        assert page.isAncestorOf(program.window.focusWidget())


def test_the_page_in_sight_is_told(side: SidePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(side.page_shown, check_params_cb=lambda name: name == "notes"):
        side.show_page("notes")
    with qtbot.waitSignal(side.page_shown, check_params_cb=lambda name: name == ""):
        side.hide()
    assert side.page == ""


def test_a_page_that_comes_later_has_its_keys_and_a_tip(
    program: Program, side: SidePanel, qtbot: QtBot
) -> None:
    side.add_page("more", "More", QWidget())
    number = side.names.index("more") + 1
    assert side.tabs.tabToolTip(number - 1) == f"More (Ctrl+Shift+{number})"
    press(program, qtbot, Qt.Key(Qt.Key.Key_0 + number), SHIFT)
    assert side.page == "more"


def test_the_tabs_are_walked_through_by_arrows(
    program: Program, side: SidePanel, qtbot: QtBot
) -> None:
    side.show_page(side.names[0])
    side.tabs.setFocus()
    qtbot.keyClick(side.tabs, Qt.Key.Key_Right)
    assert side.page == side.names[1]
