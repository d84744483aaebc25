# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page about the program."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from longwriter_desktop import __version__
from longwriter_desktop.ui.about_dialog import AboutDialog
from tests.ui.desk import Program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def about(program: Program, qtbot: QtBot) -> AboutDialog:
    dialog = AboutDialog(program.window)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_it_says_the_version_and_the_sentence_on_privacy(about: AboutDialog) -> None:
    said = [label.text() for label in about.findChildren(QLabel)]
    assert f"Version {__version__}" in said
    assert "Nothing leaves this computer unless you ask for it." in said


def test_every_part_stands_there_with_its_licence(about: AboutDialog) -> None:
    rows = [about.parts.topLevelItem(at) for at in range(about.parts.topLevelItemCount())]
    licences = {row.text(0): row.text(2) for row in rows}
    assert licences["llama_cpp_python"] == "MIT"
    assert "LGPL" in licences["PySide6_Essentials"]
    assert all(licences.values())


def test_system_information_is_copied_and_said_so(about: AboutDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(about.copy, Qt.MouseButton.LeftButton)
    assert f"LongWriter Desktop {__version__}" in QGuiApplication.clipboard().text()
    assert about.copy.text() == "Copied"


def test_it_opens_from_the_help_menu_and_is_freed(program: Program, qtbot: QtBot) -> None:
    actions = program.window.actions_
    assert actions.about in actions.menu("help").actions()
    seen: list[str] = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AboutDialog)
        seen.append(dialog.windowTitle())
        dialog.reject()

    QTimer.singleShot(50, program.window, leave)
    actions.about.trigger()
    assert seen == ["About LongWriter Desktop"]
    qtbot.waitUntil(lambda: not program.window.findChildren(AboutDialog))
