# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Dialogs open, say what is wrong in place, and are freed when they close."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import ExportRequest
from longwriter_desktop.ui.export_dialog import ExportDialog
from tests.ui.desk import Program


def message(program: Program) -> str:
    shown = program.window.notices.message
    return shown.text if shown else ""


def test_export_asks_for_a_request_and_remembers_it(program: Program, qtbot: QtBot) -> None:
    dialog = ExportDialog(program.document, program.settings, program.window)
    dialog.contents.setChecked(True)
    dialog.author.setText("A. Keeper")
    dialog.format.setCurrentIndex(dialog.format.findData(".md"))
    dialog.accept()
    request = dialog.request()
    assert request.path.name == "The Keepers.md"
    assert (request.table_of_contents, request.author) == (True, "A. Keeper")
    again = ExportDialog(program.document, program.settings, program.window)
    assert again.contents.isChecked()
    assert again.request().path.suffix == ".md"


def test_a_file_name_without_an_ending_gets_the_formats(program: Program) -> None:
    dialog = ExportDialog(program.document, program.settings, program.window)
    dialog.file.setText("/somewhere/My book v1.2")
    assert dialog.request().path == Path("/somewhere/My book v1.2.docx")


@pytest.mark.parametrize("suffix", [".docx", ".md"])
def test_exporting_writes_the_file_and_says_what_is_in_it(
    program: Program, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    program.window.documents.export(ExportRequest(path))
    assert path.stat().st_size > 0
    assert message(program).startswith(f"16 words exported to out{suffix}.")
    assert "1 section has no text yet" in message(program)


def test_an_export_that_cannot_be_written_is_said_in_a_sentence(
    program: Program, tmp_path: Path
) -> None:
    program.window.documents.export(ExportRequest(tmp_path / "missing" / "out.md"))
    assert "cannot be written" in message(program)


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("name", ["ask_open", "ask_export", "ask_import"])
def test_every_dialog_opens_and_is_freed_when_it_is_left(
    program: Program, qtbot: QtBot, name: str
) -> None:
    seen: list[str] = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            seen.append(dialog.windowTitle())
            dialog.reject()

    QTimer.singleShot(50, program.window, leave)
    getattr(program.window.documents, name)()
    assert len(seen) == 1
    qtbot.waitUntil(lambda: not program.window.findChildren(QDialog))


def test_what_only_a_word_document_can_have_is_not_offered_for_markdown(program: Program) -> None:
    dialog = ExportDialog(program.document, program.settings, program.window)
    boxes = (dialog.contents, dialog.breaks, dialog.layout_box)
    assert all(box.isEnabled() for box in boxes)
    dialog.format.setCurrentIndex(dialog.format.findData(".md"))
    assert not any(box.isEnabled() for box in boxes)
    assert dialog.headings.isEnabled()


def test_a_folder_that_has_gone_is_not_offered_again(program: Program, tmp_path: Path) -> None:
    program.settings.setValue("export/folder", str(tmp_path / "gone"))
    dialog = ExportDialog(program.document, program.settings, program.window)
    assert dialog.request().path.parent.is_dir()


def test_a_file_that_was_changed_since_its_export_is_replaced_only_when_asked_twice(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "book.md"
    program.window.documents.export(ExportRequest(path))
    path.write_text("Put right in another program.", encoding="utf-8")
    dialog = ExportDialog(program.document, program.settings, program.window)
    dialog.file.setText(str(path))
    dialog.export.click()
    assert not dialog.result()
    assert 'There is a file "book.md" already' in dialog.warning.text()
    dialog.export.click()
    assert dialog.result()


def test_what_was_agreed_to_for_one_file_does_not_hold_for_another(
    program: Program, tmp_path: Path
) -> None:
    dialog = ExportDialog(program.document, program.settings, program.window)
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text("Mine.", encoding="utf-8")
        dialog.file.setText(str(tmp_path / name))
        dialog.export.click()
        assert not dialog.result()


def test_a_file_that_is_as_it_was_exported_is_exported_again_unasked(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "book.md"
    program.window.documents.export(ExportRequest(path))
    dialog = ExportDialog(program.document, program.settings, program.window)
    dialog.file.setText(str(path))
    dialog.export.click()
    assert dialog.result()
