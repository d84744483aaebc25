# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The whole main job without a mouse, with the starter model: ask, plan, write, edit, export."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from tests.ui.desk import Program

_MANY = 60  # presses of Tab after which a control counts as out of reach


@pytest.fixture
def program(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> Program:
    """An empty library and the starter model, loaded."""
    program = start_program(WorkerEngine())
    program.services.engine.load(starter_path)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    program.window.activateWindow()
    return program


def press(qtbot: QtBot, *keys: tuple[Qt.Key, Qt.KeyboardModifier] | Qt.Key | str) -> None:
    """Send keys to whatever has the focus."""
    for key in keys:
        focus = QApplication.focusWidget() or QApplication.activeWindow()
        if isinstance(key, str):
            qtbot.keyClicks(focus, key)
        elif isinstance(key, tuple):
            qtbot.keyClick(focus, key[0], key[1])
        else:
            qtbot.keyClick(focus, key)


def tab_to(qtbot: QtBot, wanted: QWidget) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(_MANY):
        if QApplication.focusWidget() is wanted:
            return
        press(qtbot, Qt.Key.Key_Tab)
    pytest.fail(f"{wanted.accessibleName()!r} cannot be reached with Tab")


def ctrl(key: Qt.Key) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    return key, Qt.KeyboardModifier.ControlModifier


def export_by_keyboard(qtbot: QtBot, path: Path) -> None:
    """Fill in the export dialog, which is open by then, and confirm it."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    tab_to(qtbot, dialog.file)  # type: ignore[attr-defined]
    press(qtbot, ctrl(Qt.Key.Key_A), str(path), Qt.Key.Key_Return)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # what Qt paints off screen with says so
def test_a_document_is_planned_written_edited_and_exported_by_keyboard_alone(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    window = program.window
    press(qtbot, ctrl(Qt.Key.Key_A), "Write about the keepers of a lighthouse.")
    tab_to(qtbot, window.start.length)
    press(qtbot, ctrl(Qt.Key.Key_A), "400")
    tab_to(qtbot, window.start.plan)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(program.document.outline.sections) > 0)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert program.document.target_words == 400

    qtbot.waitUntil(program.outline.hasFocus)  # the plan, now that there is one
    press(qtbot, Qt.Key.Key_Home, Qt.Key.Key_F2)
    press(qtbot, ctrl(Qt.Key.Key_A), "By night", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.document.outline.items[0].heading == "By night")

    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, (Qt.Key.Key_Return, both))
    qtbot.waitUntil(lambda: program.services.jobs.is_busy)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy, timeout=40_000)
    sections = program.document.outline.sections
    assert all(program.document.text_of(section.id).text for section in sections)

    press(qtbot, ctrl(Qt.Key.Key_2), ctrl(Qt.Key.Key_End), " The end.")
    assert program.document.text_of(sections[-1].id).text.endswith(" The end.")
    press(qtbot, ctrl(Qt.Key.Key_Z))
    assert not program.document.text_of(sections[-1].id).text.endswith(" The end.")

    path = tmp_path / "lighthouse.docx"
    QTimer.singleShot(200, window, lambda: export_by_keyboard(qtbot, path))
    press(qtbot, ctrl(Qt.Key.Key_E))
    assert path.stat().st_size > 1_000
