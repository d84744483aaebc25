# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Taking sections out of the plan, and putting them back through the dialog."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.removed_dialog import RemovedDialog
from tests.ui.desk import Program


@dataclass
class Seen:
    """What the dialog showed."""

    rows: list[str] = field(default_factory=list)
    text: str = ""


def remove(program: Program, number: int, qtbot: QtBot) -> None:
    """Take a section out of the plan by its key."""
    program.outline.follow(program.section(number))
    program.outline.setFocus()
    qtbot.keyClick(program.outline, Qt.Key.Key_Delete)


def put_back(program: Program, qtbot: QtBot, everything: bool = False) -> Seen:
    """Put the first of the removed sections back, or all of them."""
    seen = Seen()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RemovedDialog)
        seen.rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        seen.text = dialog.text.toPlainText()
        if everything:
            dialog.list.selectAll()
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)

    QTimer.singleShot(50, program.window, answer)
    program.window.actions_.named["plan.removed"].trigger()
    return seen
