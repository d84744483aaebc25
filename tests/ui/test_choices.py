# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Giving out choices for training: consent, counts before anything is written, the file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.choices_file import check_header, decode
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.ui import words_choices
from longwriter_desktop.ui.choices_desk import ChoicesDesk
from longwriter_desktop.ui.choices_dialog import ChoicesDialog
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


def message(program: Program) -> str:
    shown = program.window.notices.message
    return shown.text if shown else ""


@pytest.fixture
def other(program: Program) -> Document:
    """A second document of the library, with one text."""
    document = replace(keepers(), id="other", title="Bells")
    first, second = document.outline.sections[:2]
    document = replace(document, texts={first.id: SectionText("Bells rang.", None)})
    program.library.save(document)
    program.window.documents.open("keepers")
    return document


@pytest.fixture
def dialog(program: Program, other: Document, qtbot: QtBot) -> Iterator[ChoicesDialog]:
    dialog = ChoicesDialog(program.services.documents, program.settings, "keepers", program.window)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()
    dialog.deleteLater()


def tick(dialog: ChoicesDialog, row: int, qtbot: QtBot) -> None:
    """Click the box in front of a document."""
    item = dialog.table.topLevelItem(row)
    assert item is not None
    place = dialog.table.visualItemRect(item)
    at = QPoint(place.left() + 19, place.center().y())
    qtbot.mouseClick(dialog.table.viewport(), LEFT, pos=at)


def test_the_dialog_says_what_goes_into_the_file_and_that_nothing_is_sent(
    dialog: ChoicesDialog,
) -> None:
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for part in ("instruction", "whole text", "did not keep", "names of the models", "is sent"):
        assert part in said


def test_only_the_open_document_is_ticked_and_counted_before_anything_is_written(
    dialog: ChoicesDialog,
) -> None:
    assert dialog.document_ids == ["keepers"]
    assert dialog.total.text() == "2 accepted texts, 0 pairs."
    assert not dialog.path.exists()


def test_documents_are_ticked_by_mouse_and_by_key(dialog: ChoicesDialog, qtbot: QtBot) -> None:
    tick(dialog, 1, qtbot)
    assert dialog.document_ids == ["keepers", "other"]
    assert dialog.total.text() == "3 accepted texts, 0 pairs."
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.document_ids == ["other"]
    tick(dialog, 1, qtbot)
    assert dialog.total.text() == words_choices.NOTHING_TICKED
    assert not dialog.write.isEnabled()


def test_texts_that_do_not_count_are_named(
    program: Program, other: Document, dialog: ChoicesDialog, qtbot: QtBot
) -> None:
    first = other.outline.sections[0]
    stale = SectionText("Bells.", None, written_from='[1,"a","b",{}]')
    program.library.save(replace(other, texts={first.id: stale}))
    tick(dialog, 1, qtbot)
    assert "1 text was written before its plan or brief changed." in dialog.total.text()


def test_a_document_that_has_gone_meanwhile_is_named_in_a_sentence(
    program: Program, dialog: ChoicesDialog, qtbot: QtBot
) -> None:
    row = dialog.table.topLevelItem(1)
    assert row is not None
    row.setData(0, Qt.ItemDataRole.UserRole, "gone")
    tick(dialog, 1, qtbot)
    assert "no longer in the library" in dialog.problem.text()
    assert dialog.total.text() == "2 accepted texts, 0 pairs."


def agree(path: Path, qtbot: QtBot) -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChoicesDialog)
    dialog.file.selectAll()
    qtbot.keyClicks(dialog.file, str(path))
    qtbot.mouseClick(dialog.write, LEFT)


def write_third_section(program: Program, engine: ScriptedEngine, text: str, qtbot: QtBot) -> None:
    engine.scripts = [Script((text,))]
    with qtbot.waitSignal(program.services.jobs.busy_changed):
        program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)


def test_a_rewritten_section_becomes_a_pair_in_the_file(
    program: Program, engine: ScriptedEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(tmp_path / "any.gguf")
    refused = "Nothing happened at all in this tower on that day."
    accepted = "Each dusk he climbed, trimmed the wicks and wound the clock."
    for text in (refused, accepted):
        write_third_section(program, engine, text, qtbot)
    path = tmp_path / "mine"
    QTimer.singleShot(50, program.window, lambda: agree(path, qtbot))
    program.window.feature(ChoicesDesk).action.trigger()
    assert message(program) == "mine.jsonl is written: 3 accepted texts, 1 pair."
    header, line = (tmp_path / "mine.jsonl").read_text(encoding="utf-8").splitlines()
    check_header(header)
    document, choices = decode(line)
    assert document.text_of(choices[2].section_id).text == accepted
    assert [one.text for one in choices[2].refused] == [refused]
    qtbot.waitUntil(lambda: not program.window.findChildren(ChoicesDialog))


def test_nothing_is_written_where_the_writer_does_not_agree(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    program.settings.setValue("export/folder", str(tmp_path))

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ChoicesDialog)
        assert dialog.path.parent == tmp_path
        buttons = dialog.buttons.findChildren(QPushButton)
        [button] = [button for button in buttons if button is not dialog.write]
        qtbot.mouseClick(button, LEFT)

    QTimer.singleShot(50, program.window, cancel)
    program.window.feature(ChoicesDesk).action.trigger()
    assert not list(tmp_path.glob("*.jsonl"))
    assert message(program) == ""


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(
    program: Program, tmp_path: Path
) -> None:
    program.window.feature(ChoicesDesk).export(["keepers"], tmp_path / "gone" / "mine.jsonl")
    assert "cannot be written" in message(program)


def test_the_command_stands_behind_the_export_of_a_document(program: Program) -> None:
    actions = program.window.actions_.menu("document").actions()
    at = actions.index(program.window.actions_.export)
    assert actions[at + 1] is program.window.feature(ChoicesDesk).action
