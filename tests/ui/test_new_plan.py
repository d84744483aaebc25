# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A new plan from a text, a file, a structure or the model, seen before it is taken."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui import words
from longwriter_desktop.ui.import_dialog import ImportDialog
from tests.ui.conftest import FIRST, SECOND
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

DRAFT = (
    "# Bells\n\n## Casting\n\nThe pit was dug in winter. Nobody slept.\n\n## Ringing\n\nIt rang.\n"
)
OUTLINE = "# Bells\n\n## Casting\n\n- Pit (300 words)\n- Mould\n\n## Ringing\n\n- Rope\n"


@pytest.fixture
def dialog(program: Program, qtbot: QtBot) -> ImportDialog:
    shown = ImportDialog(program.document, program.window.look, program.window)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "bells.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(widget: QWidget, data: QMimeData) -> bool:
    """Drag something over a widget; whether it may be dropped there."""
    event = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def drop(widget: QWidget, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def rows(dialog: ImportDialog) -> list[tuple[str, str]]:
    tree = dialog.preview.tree
    shown = []
    for at in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(at)
        shown.append((top.text(0), top.text(1)))
        shown += [(f"- {top.child(n).text(0)}", top.child(n).text(1))
                  for n in range(top.childCount())]  # fmt: skip
    return shown


def paste(dialog: ImportDialog, text: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.source.read):
        dialog.source.text.setPlainText(text)


def answer_dialog(program: Program, act: Callable[[ImportDialog], None]) -> None:
    """Do something in the dialog as soon as it is open."""

    def go() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, ImportDialog)
        act(shown)

    QTimer.singleShot(50, program.window, go)


def test_what_is_pasted_is_shown_as_a_plan_with_totals(dialog: ImportDialog, qtbot: QtBot) -> None:
    paste(
        dialog,
        "# Bells\n\n## Casting\n\n- Pit (300 words)\n- Mould\n\n## Ringing\n\n- Rope\n",
        qtbot,
    )
    assert rows(dialog) == [
        ("Casting", ""), ("- Pit", "300"), ("- Mould", "400"), ("Ringing", ""), ("- Rope", "400"),
    ]  # fmt: skip
    assert dialog.preview.totals.text() == "2 chapters, 3 sections, 1,100 words"
    assert dialog.preview.title.text() == "Bells"
    assert not dialog.with_texts.isVisible()


def test_a_text_that_is_no_plan_is_refused_in_place_and_stays(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    paste(dialog, "Just some words. And more.", qtbot)
    assert dialog.problem.text().startswith("No headings or lists were found")
    dialog.use.click()
    assert dialog.chosen is None
    assert dialog.isVisible()
    assert dialog.source.text.toPlainText() == "Just some words. And more."


def test_an_empty_field_says_so_only_when_it_is_to_be_used(dialog: ImportDialog) -> None:
    assert not dialog.problem.isVisible()
    dialog.use.click()
    assert dialog.problem.text().startswith("The plan is empty.")


def test_a_draft_comes_with_its_text_unless_the_writer_says_no(
    dialog: ImportDialog, draft: Path
) -> None:
    dialog.read(draft)
    assert rows(dialog) == [("Casting", "10"), ("Ringing", "10")]
    assert dialog.with_texts.text() == "Bring the text along (10 words)"
    assert dialog.source.file_name.text() == "bells.md"
    dialog.with_texts.setChecked(False)
    dialog.use.click()
    assert dialog.chosen is not None
    assert not dialog.chosen.with_texts


def test_a_text_that_comes_along_is_the_writers_own_and_one_step(
    program: Program, draft: Path
) -> None:
    answer_dialog(program, ImportDialog.accept)
    steps = program.services.undo_stack.index()
    program.window.documents.ask_import(draft)
    assert [program.words_of(n) for n in range(1, 5)] == [
        FIRST, SECOND, "The pit was dug in winter. Nobody slept.", "It rang.",
    ]  # fmt: skip
    section = program.section(3)
    assert program.document.text_of(section).is_edited
    assert program.document.outline.get(section).main_point == "The pit was dug in winter"
    assert program.services.undo_stack.index() == steps + 1
    program.services.autosave.flush()
    assert program.library.load("keepers").text_of(section).text.startswith("The pit")
    program.text.undo_step()
    assert [item.heading for item in program.document.outline] == [
        "Origins", "Fires", "Pharos", "Keepers", "A life",
    ]  # fmt: skip


def test_a_file_can_be_put_away_and_the_typed_text_is_used_again(
    dialog: ImportDialog, draft: Path, qtbot: QtBot
) -> None:
    paste(dialog, "- Rope\n", qtbot)
    dialog.read(draft)
    assert not dialog.source.text.isEnabled()
    qtbot.mouseClick(dialog.source.forget, Qt.MouseButton.LeftButton)
    assert dialog.source.text.toPlainText() == "- Rope\n"
    assert rows(dialog) == [("Rope", "400")]


def test_a_bad_file_is_refused_in_place_and_loses_nothing(
    dialog: ImportDialog, draft: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    paste(dialog, "- Rope\n", qtbot)
    broken = tmp_path / "bells.docx"
    broken.write_bytes(b"not a Word file")
    dialog.read(broken)
    assert '"bells.docx" is not a Word document' in dialog.problem.text()
    assert rows(dialog) == [("Rope", "400")]
    dialog.read(draft)
    assert not dialog.problem.isVisible()
    dialog.read(broken)
    assert rows(dialog) == [("Casting", "10"), ("Ringing", "10")]


def test_a_word_file_dropped_on_the_dialog_is_read(dialog: ImportDialog, tmp_path: Path) -> None:
    file = docx.Document()
    file.add_heading("Casting", 1)
    file.add_heading("Ringing", 1)
    path = tmp_path / "bells.docx"
    file.save(str(path))
    for widget in (dialog, dialog.source):
        assert drag(widget, files(path))
    drop(dialog.source, files(path))
    assert rows(dialog) == [("Casting", "400"), ("Ringing", "400")]
    assert not dialog.source.text.canInsertFromMimeData(files(path))
    assert not drag(dialog.source, files(path, path))


@pytest.mark.parametrize("place", ["window", "manuscript", "outline"])
def test_a_file_dropped_on_the_window_opens_the_dialog_with_it(
    program: Program, draft: Path, place: str
) -> None:
    widget = {
        "window": program.window,
        "manuscript": program.text.viewport(),
        "outline": program.outline.viewport(),
    }[place]
    seen: list[list[tuple[str, str]]] = []

    def look(dialog: ImportDialog) -> None:
        seen.append(rows(dialog))
        dialog.reject()

    answer_dialog(program, look)
    before = program.document
    assert drag(widget, files(draft))
    drop(widget, files(draft))
    assert seen == [[("Casting", "10"), ("Ringing", "10")]]
    assert program.document == before


def test_a_file_of_another_kind_is_not_taken_by_the_window(
    program: Program, tmp_path: Path
) -> None:
    assert not drag(program.window, files(tmp_path / "model.gguf"))


def test_structures_are_named_in_the_language_of_the_window(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(words.STRUCTURES, "essay", "短文")
    shown = ImportDialog(program.document, program.window.look, program.window)
    assert shown.structures.item(0).text() == "短文"
    assert shown.structures.item(1).text() == words.STRUCTURES["report"]


def test_a_structure_is_previewed_and_planned(program: Program) -> None:
    def choose(dialog: ImportDialog) -> None:
        dialog.sources.setCurrentIndex(1)
        dialog.structures.setCurrentRow(1)
        assert rows(dialog)[0][0] == "Question and scope"
        dialog.accept()

    program.services.session.update_meta(target_words=400)
    answer_dialog(program, choose)
    program.window.actions_.import_plan.trigger()
    assert "Question and scope" in [item.heading for item in program.document.outline]
    assert program.words_of(1) == FIRST


def test_a_structure_without_an_instruction_is_refused_in_place(
    start_program: Callable[[LocalEngine], Program],
) -> None:
    program = start_program(ScriptedEngine())

    def choose(dialog: ImportDialog) -> None:
        dialog.sources.setCurrentIndex(1)
        assert dialog.problem.text().startswith("There is no instruction yet.")
        dialog.accept()
        assert dialog.isVisible()
        dialog.reject()

    answer_dialog(program, choose)
    program.window.actions_.import_plan.trigger()
    assert not len(program.document.outline)


def test_a_file_on_the_start_page_makes_the_document(
    start_program: Callable[[LocalEngine], Program], draft: Path
) -> None:
    program = start_program(ScriptedEngine())
    answer_dialog(program, ImportDialog.accept)
    field = program.window.start.instruction.viewport()
    assert drag(field, files(draft))
    drop(field, files(draft))
    assert (program.document.title, program.document.instruction) == ("Bells", "Bells")
    assert program.document.target_words == program.document.outline.total_words
    assert program.window.pages.currentWidget() is program.window.space
    assert not program.window.space.brief.isVisible()


def test_the_model_is_asked_from_the_same_dialog(
    program: Program, engine: ScriptedEngine, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(tmp_path / "scripted.gguf")
    engine.scripts = [
        Script(("Paragraph 1 - Heading: Bells - Main Point: how - Word Count: 150 words\n",))
    ]

    def choose(dialog: ImportDialog) -> None:
        dialog.sources.setCurrentIndex(2)
        assert dialog.use.text() == "Let the model plan"
        dialog.accept()

    answer_dialog(program, choose)
    program.window.actions_.import_plan.trigger()
    qtbot.waitUntil(lambda: program.document.outline.sections[-1].heading == "Bells")
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_every_control_of_the_dialog_is_named_and_reached_by_keyboard(
    dialog: ImportDialog, qtbot: QtBot
) -> None:
    for widget in (dialog.sources, dialog.source.text, dialog.structures, dialog.preview.tree,
                   dialog.source.forget):  # fmt: skip
        assert widget.accessibleName()
    seen = set()
    for _ in range(12):
        seen.add(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    wanted = {dialog.source.text, dialog.source.open, dialog.sources, dialog.use}
    assert wanted <= seen
