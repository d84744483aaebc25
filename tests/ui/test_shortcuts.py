# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The table of shortcuts: record, conflicts, reset, and the keys at work."""

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui.preferences_desk import PreferencesDesk
from longwriter_desktop.ui.shortcuts_page import ShortcutsPage
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier
STANDARD = {
    "new": "Ctrl+N", "save": "Ctrl+S", "open": "Ctrl+O", "find": "Ctrl+F", "replace": "Ctrl+H",
    "find_next": "F3",
    "preferences": "Ctrl+,", "all_commands": "Ctrl+K", "move_up": "Alt+Up", "undo": "Ctrl+Z",
    "move_down": "Alt+Down", "edit_heading": "F2", "write": "Ctrl+Return", "stop": "Esc",
}  # fmt: skip


@pytest.fixture
def page(program: Program) -> ShortcutsPage:
    program.window.actions_.shortcuts.trigger()
    dialog = program.window.feature(PreferencesDesk).dialog
    assert dialog is not None
    assert dialog.shortcuts.isVisible()
    return dialog.shortcuts


def keys(program: Program, name: str) -> list[str]:
    return [key.toString() for key in program.window.actions_.named[name].shortcuts()]


def record(page: ShortcutsPage, qtbot: QtBot, name: str, key: Qt.Key, with_: object) -> None:
    """Choose a command, press Enter on its row, then the new keys."""
    page.choose(name)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.record, key, with_)


def test_the_usual_keys_are_those_that_writers_know(program: Program) -> None:
    assert {name: keys(program, name)[0] for name in STANDARD} == STANDARD


def test_no_two_commands_have_the_same_keys(program: Program) -> None:
    table = program.window.feature(PreferencesDesk).shortcuts
    every = Counter(key.toString() for name in table.actions for key in table.keys(name))
    assert [key for key, count in every.items() if count > 1] == []


def test_new_keys_are_recorded_kept_and_at_work_at_once(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    record(page, qtbot, "find", Qt.Key.Key_G, CONTROL)
    assert keys(program, "find") == ["Ctrl+G"]
    assert program.services.preferences.text("keys.changed") == "find=Ctrl+G"
    program.window.feature(PreferencesDesk).dialog.close()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    program.text.setFocus()
    qtbot.keyClick(program.text, Qt.Key.Key_G, CONTROL)
    assert program.window.space.find_bar.isVisible()


def test_changed_keys_are_there_at_the_next_start(
    program: Program,
    start_program: Callable[[LocalEngine], Program],
    page: ShortcutsPage,
    qtbot: QtBot,
) -> None:
    record(page, qtbot, "find", Qt.Key.Key_G, CONTROL)
    program.close()
    again = start_program(ScriptedEngine())
    assert keys(again, "find") == ["Ctrl+G"]


def test_keys_of_another_command_are_refused_by_its_name(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    record(page, qtbot, "find", Qt.Key.Key_E, CONTROL)
    assert "Ctrl+E belongs to “Export…”" in page.say.text()
    qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    assert keys(program, "find") == ["Ctrl+F"]
    assert keys(program, "export") == ["Ctrl+E"]


def test_escape_leaves_the_recording_and_the_keys_as_they_are(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    record(page, qtbot, "find", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not page.record.isVisible()
    assert page.list.hasFocus()
    assert keys(program, "find") == ["Ctrl+F"]
    assert keys(program, "stop") == ["Esc"]


def test_the_keys_of_two_commands_can_be_swapped(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    record(page, qtbot, "find", Qt.Key.Key_E, CONTROL)
    qtbot.mouseClick(page.swap, Qt.MouseButton.LeftButton)
    assert keys(program, "find") == ["Ctrl+E"]
    assert keys(program, "export") == ["Ctrl+F"]


@pytest.mark.parametrize(
    ("key", "with_", "why"),
    [
        (Qt.Key.Key_G, Qt.KeyboardModifier.NoModifier, "needed for typing"),
        (Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier, "needed for typing"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, "needed for typing"),
        (Qt.Key.Key_C, CONTROL, "belongs to every text field"),
    ],
)
def test_keys_that_typing_needs_are_refused(
    program: Program, page: ShortcutsPage, qtbot: QtBot, key: Qt.Key, with_: object, why: str
) -> None:
    record(page, qtbot, "find", key, with_)
    assert why in page.say.text()
    assert keys(program, "find") == ["Ctrl+F"]


def test_a_command_can_be_without_keys_and_gets_its_own_back(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    page.choose("export")
    qtbot.mouseClick(page.none, Qt.MouseButton.LeftButton)
    assert keys(program, "export") == []
    assert "changed" in page.list.currentItem().text(1)
    qtbot.mouseClick(page.reset, Qt.MouseButton.LeftButton)
    assert keys(program, "export") == ["Ctrl+E"]
    assert program.services.preferences.text("keys.changed") == ""


def test_usual_keys_that_another_command_has_by_now_stay_there(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    page.choose("export")
    page.none.click()
    record(page, qtbot, "find", Qt.Key.Key_E, CONTROL)
    page.choose("export")
    page.reset.click()
    assert "Ctrl+E belongs to “Find…”" in page.say.text()
    assert keys(program, "export") == []


def test_usual_keys_that_are_taken_come_back_by_swapping(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    record(page, qtbot, "save", Qt.Key.Key_E, CONTROL)
    qtbot.mouseClick(page.swap, Qt.MouseButton.LeftButton)
    assert keys(program, "save") == ["Ctrl+E"]
    qtbot.mouseClick(page.reset, Qt.MouseButton.LeftButton)
    assert "Ctrl+S belongs to “Export…”. Swap" in page.say.text()
    qtbot.mouseClick(page.swap, Qt.MouseButton.LeftButton)
    assert (keys(program, "save"), keys(program, "export")) == (["Ctrl+S"], ["Ctrl+E"])
    assert program.services.preferences.text("keys.changed") == ""


def test_all_keys_are_reset_at_once(program: Program, page: ShortcutsPage, qtbot: QtBot) -> None:
    record(page, qtbot, "find", Qt.Key.Key_E, CONTROL)
    page.swap.click()
    qtbot.mouseClick(page.reset_all, Qt.MouseButton.LeftButton)
    assert keys(program, "find") == ["Ctrl+F"]
    assert keys(program, "export") == ["Ctrl+E"]


def test_the_search_of_the_dialog_finds_commands_and_keys(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    dialog = program.window.feature(PreferencesDesk).dialog
    qtbot.keyClicks(dialog.search, "ctrl+,")
    shown = [row.text(0) for row in page._rows() if not row.isHidden()]
    assert shown == ["Preferences…"]


def test_a_tool_tip_names_the_keys_in_use(
    program: Program, page: ShortcutsPage, qtbot: QtBot
) -> None:
    record(page, qtbot, "export", Qt.Key.Key_G, CONTROL)
    assert program.window.space.header.export.toolTip() == "Export… (Ctrl+G)"


def test_keys_of_a_command_that_this_version_lacks_are_kept(program: Program) -> None:
    preferences = program.services.preferences
    preferences.set("keys.changed", "later.thing=F9")
    program.window.feature(PreferencesDesk).shortcuts.give("find", [QKeySequence("Ctrl+G")])
    assert preferences.text("keys.changed") == "later.thing=F9\nfind=Ctrl+G"


def test_keys_that_the_writer_gave_away_are_not_those_of_a_newer_command(
    program: Program,
) -> None:
    program.services.preferences.set("keys.changed", "find=Ctrl+E")
    assert keys(program, "find") == ["Ctrl+E"]
    assert keys(program, "export") == []
