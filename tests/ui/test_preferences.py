# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The preferences dialog, driven by keyboard and mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.network import HOSTS, hosts
from longwriter_desktop.domain.settings import SETTINGS
from longwriter_desktop.ui import words_preferences as words
from longwriter_desktop.ui.preferences_desk import PreferencesDesk
from longwriter_desktop.ui.preferences_dialog import PreferencesDialog
from longwriter_desktop.ui.preferences_pages import SettingRow
from longwriter_desktop.ui.view_menu import Themes
from tests.checks.source import PACKAGE, imports, python_files
from tests.ui.desk import Program, start
from tests.ui.scripted import ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SHOWN = [name for name, setting in SETTINGS.items() if not setting.internal]


@pytest.fixture
def dialog(program: Program, qtbot: QtBot) -> PreferencesDialog:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    qtbot.keyClick(program.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    found = program.window.feature(PreferencesDesk).dialog
    assert found is not None
    qtbot.waitExposed(found)
    return found


def visible_rows(dialog: PreferencesDialog) -> list[str]:
    return [name for name, row in dialog.rows.items() if row.isVisible()]


@pytest.mark.parametrize("name", SHOWN)
def test_every_setting_has_a_label_a_help_text_and_a_group(name: str) -> None:
    setting = SETTINGS[name]
    assert words.LABELS[name]
    assert words.HELP[name].endswith(".")
    assert words.GROUPS[name.partition(".")[0]]
    if setting.choices:
        assert tuple(words.CHOICES[name]) == setting.choices
    elif isinstance(setting.default, int | float) and not isinstance(setting.default, bool):
        assert words.UNITS[name]


def test_no_words_are_kept_for_settings_that_are_gone() -> None:
    assert set(words.LABELS) == set(words.HELP) == set(SHOWN)
    assert set(words.UNITS) | set(words.CHOICES) | set(words.HINTS) | set(words.ZEROS) <= set(SHOWN)


def test_the_dialog_shows_every_setting_in_its_group(dialog: PreferencesDialog) -> None:
    assert list(dialog.rows) == SHOWN
    for name in dialog.pages:
        dialog.show_group(name)
        shown = [row for row in SHOWN if row.startswith(f"{name}.")]
        assert visible_rows(dialog) == shown


def test_groups_are_walked_through_by_keyboard(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    dialog.groups.setFocus()
    qtbot.keyClick(dialog.groups, Qt.Key.Key_Down)
    assert visible_rows(dialog)[0] == "text.font"


def test_the_search_finds_names_and_help_in_all_groups(
    dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    assert dialog.search.hasFocus()
    qtbot.keyClicks(dialog.search, "quotes")
    assert visible_rows(dialog) == ["text.markdown_styling", "text.smart_quotes"]
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, "AWAKE sleep")
    assert visible_rows(dialog) == ["writing.keep_awake"]
    dialog.search.setText("xyzzy")
    assert visible_rows(dialog) == []
    assert dialog.nothing.isVisible()


def test_choosing_a_group_ends_the_search(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    dialog.search.setText("quotes")
    item = dialog.groups.item(0)
    place = dialog.groups.visualItemRect(item).center()
    qtbot.mouseClick(dialog.groups.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.search.text() == ""
    assert visible_rows(dialog) == ["interface.language", "interface.theme"]


def test_a_switch_is_thrown_by_space_and_holds_at_once(
    program: Program, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.show_group("text")
    switch = dialog.rows["text.smart_quotes"].control.widget
    switch.setFocus()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not program.services.preferences.flag("text.smart_quotes")
    path = Path(program.services.preferences.place.path)
    assert "smart_quotes = false" in path.read_text()


def test_a_number_is_typed_within_its_bounds(
    program: Program, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.show_group("text")
    field = dialog.rows["text.size"].control.widget
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "22")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert program.services.preferences.number("text.size") == 22
    assert dialog.isVisible()
    height = dialog.rows["text.line_height"].control.widget
    height.setFocus()
    qtbot.keyClick(height, Qt.Key.Key_Up)
    assert program.services.preferences.fraction("text.line_height") == pytest.approx(1.7)


@pytest.mark.parametrize("name", ["goals.session_words", "goals.daily_words"])
def test_a_goal_that_is_not_set_is_called_no_goal(
    program: Program, dialog: PreferencesDialog, qtbot: QtBot, name: str
) -> None:
    dialog.show_group("goals")
    field = dialog.rows[name].control.widget
    assert field.text() == "no goal"
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "500")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "500 words"
    assert program.services.preferences.number(name) == 500


def test_the_theme_is_chosen_by_keyboard_and_worn_at_once(
    program: Program, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    program.window.look.use("light")
    choice = dialog.rows["interface.theme"].control.widget
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert program.services.preferences.text("interface.theme") == "dark"
    assert program.window.look.theme.scheme == "dark"


def test_the_theme_of_the_menu_stands_in_the_dialog(
    program: Program, dialog: PreferencesDialog
) -> None:
    program.window.feature(Themes).by_mode["dark"].trigger()
    assert program.services.preferences.text("interface.theme") == "dark"
    assert dialog.rows["interface.theme"].control.list.currentData() == "dark"


def test_a_setting_is_reset_by_its_button_which_shows_only_where_it_helps(
    program: Program, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.show_group("text")
    row: SettingRow = dialog.rows["text.size"]
    assert not row.reset.isVisible()
    program.services.preferences.set("text.size", 30)
    assert row.reset.isVisible()
    qtbot.mouseClick(row.reset, Qt.MouseButton.LeftButton)
    assert program.services.preferences.number("text.size") == 17
    assert row.control.widget.value() == 17


def test_all_settings_are_reset_after_a_question(
    program: Program, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    preferences = program.services.preferences
    preferences.set("text.size", 30)
    preferences.set("keys.changed", "find=Ctrl+G")

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.buttons()[0].click()

    QTimer.singleShot(50, dialog, answer)
    qtbot.mouseClick(dialog.reset_all, Qt.MouseButton.LeftButton)
    assert dict(preferences.chosen) == {"keys.changed": "find=Ctrl+G"}


def test_the_wheel_over_a_field_changes_nothing(
    program: Program, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.show_group("text")
    field = dialog.rows["text.size"].control.widget
    middle = QPointF(field.rect().center())
    wheel = QWheelEvent(
        middle, QPointF(field.mapToGlobal(middle)), QPoint(0, 0), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, wheel)
    assert program.services.preferences.number("text.size") == 17


def test_the_dialog_says_where_the_file_is_and_what_is_unknown_in_it(
    library_folder: Path, qtbot: QtBot
) -> None:
    (library_folder / "settings.toml").write_text('[text]\ncolour = "red"\n')
    program = start(library_folder, ScriptedEngine())
    desk = program.window.feature(PreferencesDesk)
    desk.open()
    assert desk.dialog is not None
    assert str(library_folder / "settings.toml") in desk.dialog.place.text()
    assert "text.colour" in desk.dialog.place.text()
    desk.dialog.close()
    program.close()


def test_a_restart_is_announced_where_one_is_needed(dialog: PreferencesDialog) -> None:
    assert dialog.rows["interface.language"].help.text().endswith(words.RESTART)
    assert words.RESTART not in dialog.rows["interface.theme"].help.text()


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http", "https", "all", "ftp", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)


@pytest.mark.usefixtures("no_proxies")
def test_the_privacy_page_names_every_host_that_can_be_contacted(
    dialog: PreferencesDialog, program: Program
) -> None:
    dialog.show_group("privacy")
    assert dialog.privacy.isVisible()
    named = [line.partition(",")[0] for line in dialog.privacy.names.text().splitlines()]
    assert named == [host.name for host in HOSTS]
    use = program.services.endpoints
    endpoint = use.new("Big", "https://models.example/v1")
    use.keep(endpoint)
    assert "models.example, a server of yours" in dialog.privacy.names.text()
    use.remove(endpoint)
    assert "models.example" not in dialog.privacy.names.text()


def test_a_mirror_of_the_hub_stands_in_its_place_and_is_said_to_send_downloads_on() -> None:
    found = [words.host_line(host) for host in hosts((), "https://mirror.example")]
    assert found == [
        "mirror.example, to list and fetch models",
        "mirror.example may send a download on to other hosts, which it alone knows",
    ]


@pytest.mark.usefixtures("no_proxies")
@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"https_proxy": "http://me:secret@proxy.example:3128"}, "proxy.example, a proxy that"),
        ({"all_proxy": "proxy.example:3128"}, "proxy.example, a proxy that"),
        ({"http_proxy": "socks5://127.0.0.1:7890"}, "127.0.0.1, a proxy on this computer"),
        ({"https_proxy": "http://proxy.example", "no_proxy": "localhost, *"}, ""),
        ({"ftp_proxy": "http://proxy.example"}, ""),
        ({}, ""),
    ],
)
def test_a_proxy_is_named_with_the_hosts_that_are_reached_through_it(
    dialog: PreferencesDialog,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    said: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    dialog.show_group("privacy")
    dialog.privacy.refresh()
    lines = dialog.privacy.names.text().splitlines()
    assert lines[: len(HOSTS)] == [words.host_line(host) for host in HOSTS]
    assert len(lines) == len(HOSTS) + bool(said)
    assert lines[-1].startswith(said)
    assert "secret" not in dialog.privacy.names.text()


def test_no_module_reaches_for_a_network_beside_those_that_are_for_it(checkout: Path) -> None:
    network = {"socket", "http", "ssl", "ftplib", "requests", "httpx", "httpx2", "openai",
               "huggingface_hub"}  # fmt: skip
    found = {
        path.parent.name if path.parent.name in ("models", "serving") else path.name
        for path in python_files(checkout, PACKAGE)
        for item in imports(checkout, path)
        if item.module.partition(".")[0] in network
        or item.module in ("PySide6.QtNetwork", "urllib.request")
    }
    # The library's lock asks for this computer's own name; a second start speaks to the first,
    # and what ends the program from outside comes through a pair of sockets of its own.
    for_it = {
        "lock.py",
        "qt_one_window.py",
        "qt_signals.py",
        "remote_line.py",
        "remote_problems.py",
        "remote_server.py",
    }
    assert found - {"models", "serving"} == for_it


def test_every_control_has_a_name_for_those_who_hear_it(dialog: PreferencesDialog) -> None:
    fields: list[QWidget] = [row.control.widget for row in dialog.rows.values()]
    fields += [dialog.search, dialog.groups, dialog.shortcuts.list, dialog.shortcuts.record]
    assert [field for field in fields if not field.accessibleName()] == []


def test_a_value_that_was_refused_is_named_in_a_message(library_folder: Path, qtbot: QtBot) -> None:
    (library_folder / "settings.toml").write_text("[text]\nsize = 900\n")
    program = start(library_folder, ScriptedEngine())
    message = program.window.notices.message
    assert message is not None
    assert '"text.size" cannot be "900"' in message.text
    assert "settings-before-1.toml" in message.text
    program.close()


def test_the_dialog_is_freed_when_it_is_closed(
    program: Program, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not program.window.findChildren(PreferencesDialog))
    program.services.preferences.set("text.size", 20)
