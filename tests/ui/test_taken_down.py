# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A window that is closed goes by Qt, while Python's side of it is whole."""

import gc
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from tests.ui.conftest import keepers
from tests.ui.desk import Program, start
from tests.ui.scripted import ScriptedEngine


def shown(folder: Path, engine: ScriptedEngine, qtbot: QtBot) -> Program:
    program = start(folder, engine)
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    return program


def test_pythons_collector_finds_no_window_to_take_down(
    library_folder: Path, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program = shown(library_folder, engine, qtbot)
    program.close()
    with qtbot.captureExceptions() as exceptions:
        del program
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert exceptions == []


def test_all_that_hangs_on_the_window_goes_with_it(
    library_folder: Path, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program = shown(library_folder, engine, qtbot)
    hanging = [program.window, *program.window.features, program.window.look]
    program.close()
    assert [type(each) for each in hanging if shiboken6.isValid(each)] == []
