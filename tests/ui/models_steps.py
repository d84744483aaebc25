# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of the page of models do again and again."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui.models_desk import ModelsDesk
from longwriter_desktop.ui.models_dialog import ModelsDialog
from longwriter_desktop.ui.models_file_row import FileRow
from tests.ui.desk import Program

STARTER = ModelFile(Path("starter.gguf"), "Starter", 11_000_000, "llama", "Q8_0", is_bundled=True)


def open_page(program: Program, qtbot: QtBot) -> ModelsDialog:
    """Open the page and wait until all marks are known."""
    desk = program.window.feature(ModelsDesk)
    desk.action.trigger()
    shelf, dialog = desk.shelf, desk.dialog
    assert shelf is not None
    assert dialog is not None
    qtbot.waitExposed(dialog)
    files = [file for model in shelf.parts.catalogue().models for file in model.files]
    qtbot.waitUntil(lambda: all(file in shelf.fits for file in files))
    qtbot.waitUntil(lambda: all(model in shelf.fits for model in shelf.here if not model.problem))
    return dialog


def captions(dialog: ModelsDialog) -> list[str]:
    """The texts of the list from the top: captions, and rows as they are heard."""
    rows = dialog.shop.list
    return [
        rows.item(at).text() or rows.item(at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(rows.count())
    ]


def choose(dialog: ModelsDialog, repository: str) -> None:
    for at in range(dialog.shop.list.count()):
        dialog.shop.list.setCurrentRow(at)
        model = dialog.shop.list.model_chosen
        if model is not None and model.repository == repository:
            return
    raise AssertionError(repository)


def row(dialog: ModelsDialog, number: int = 0) -> FileRow:
    """A row of the chosen model by the size of its file, the smallest first."""
    return sorted(dialog.shop.details.rows, key=lambda row: row.file.size_bytes)[number]


def click(widget: FileRow, name: str, qtbot: QtBot) -> None:
    button = getattr(widget, name)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def tab_to(dialog: ModelsDialog, wanted: object, qtbot: QtBot) -> None:
    for _ in range(60):
        focus = dialog.focusWidget()
        if focus is wanted:
            return
        qtbot.keyClick(focus or dialog, Qt.Key.Key_Tab)
    raise AssertionError("the keyboard does not come there")
