# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The main menu: everything is in it, in its place, and a feature finds its own."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.desk import Program

AREAS = ("document", "plan", "text", "view", "model", "help")


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_main_menu_is_short_and_grouped(program: Program) -> None:
    menu = program.window.space.header.menu_button.menu()
    assert texts(menu) == [
        "Document", "Plan", "Text", "View", "Model", "All commands…", "Preferences…", "Help",
        "Quit",
    ]  # fmt: skip


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_something_in_it(program: Program, area: str) -> None:
    assert texts(program.window.actions_.menu(area))


def test_a_feature_adds_its_action_to_an_area(program: Program) -> None:
    menu = program.window.actions_.menu("view")
    menu.addAction(QAction("Focus", program.window))
    assert texts(menu)[-1] == "Focus"


def test_an_unknown_area_is_a_mistake(program: Program) -> None:
    with pytest.raises(KeyError):
        program.window.actions_.menu("nowhere")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_start_page_has_the_menu_too(program: Program, qtbot: QtBot) -> None:
    program.window.documents.new()
    seen: list[str] = []

    def leave() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(texts(menu))
        menu.close()

    QTimer.singleShot(100, program.window, leave)
    qtbot.mouseClick(program.window.start.menu_button, Qt.MouseButton.LeftButton)
    assert "Help" in seen


def test_save_now_puts_the_last_words_into_the_library(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    program.text.replace_selection("The lamp.")
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    program.text.setFocus()
    with qtbot.waitSignal(program.services.autosave.saved):
        qtbot.keyClick(program.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stored = program.library.load(program.document.id)
    assert stored.text_of(program.section(3)).text == "The lamp."


def test_what_the_model_can_do_is_in_the_main_menu_once(program: Program) -> None:
    plan, text = (program.window.actions_.menu(area).actions() for area in ("plan", "text"))
    named = program.window.actions_.named
    for name in ("plan.indent", "plan.outdent", "plan.duplicate", "plan.notes", "plan.ask_change"):
        assert plan.count(named[name]) == 1
    for name in ("takes.several", "takes.note", "text.revise", "find_next", "find_previous"):
        assert text.count(named[name]) == 1
    assert named["to_plan"] not in plan
    assert named["to_plan"] in program.window.actions_.menu("view").actions()
