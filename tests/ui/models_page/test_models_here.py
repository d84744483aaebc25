# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Models on this computer, names that are no rich text, and the ways to the page of models."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.models_page import DownloadState, add_folder, own_folders
from longwriter_desktop.domain.catalogue import DownloadProgress
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from longwriter_desktop.ui.models_desk import ModelsDesk
from longwriter_desktop.ui.models_dialog import ModelsDialog
from longwriter_desktop.ui.models_here import HerePage
from tests.ui.clipping import clipped
from tests.ui.desk import Program, start
from tests.ui.model_parts import SMALL, FakeShop
from tests.ui.models_steps import choose, open_page, row
from tests.ui.scripted import ScriptedEngine
from tests.ui.test_controls import _KINDS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
EVIL = '<img src="x"><b>Bold</b> & co'


def test_models_on_this_computer_stand_by_their_places_the_starter_first(
    dialog: ModelsDialog,
) -> None:
    dialog.tabs.setCurrentIndex(1)
    heads = [head.name.text() for head in dialog.here.heads if hasattr(head, "name")]
    assert heads == ["Came with the program", "LM Studio"]
    assert [one.title.text() for one in dialog.here.rows] == ["Starter", "Held 3B"]
    assert not dialog.here.rows[0].delete.isVisible()


def test_deleting_asks_in_place_and_says_what_it_frees(
    shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    dialog.tabs.setCurrentIndex(1)
    held = dialog.here.rows[1]
    qtbot.mouseClick(held.delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(held.yes.isVisible)
    assert held.question.text() == 'Delete "Held 3B"? This frees 2.0 GB.'
    qtbot.mouseClick(held.keep, Qt.MouseButton.LeftButton)
    assert shop.deleted == []
    qtbot.mouseClick(held.delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(held.yes.isVisible)
    qtbot.mouseClick(held.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.here.rows) == 1)
    assert shop.deleted == [held.model.path]


def test_a_downloaded_model_that_is_deleted_can_be_downloaded_again(
    shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    held = dialog.here.rows[1]
    file = SMALL.files[0]
    choose(dialog, SMALL.repository)
    done = DownloadProgress(file.size_bytes, file.size_bytes)
    shop.downloads.put(file, DownloadState.DONE, done, path=held.model.path)
    assert row(dialog).use.isVisible()
    held.delete_confirmed.emit(held.model)
    qtbot.waitUntil(lambda: len(dialog.here.rows) == 1)
    assert row(dialog).start.isVisible()
    assert not row(dialog).use.isVisible()


def test_a_model_in_use_cannot_be_deleted(
    program: Program, shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    dialog.tabs.setCurrentIndex(1)
    held = dialog.here.rows[1]
    qtbot.mouseClick(held.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    assert held.state.text() == words.IN_USE
    assert not held.delete.isEnabled()


def test_a_folder_is_added_and_taken_off_the_list(
    program: Program, shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    folder = tmp_path / "mine"
    folder.mkdir()
    mine = ModelFile(folder / "mine.gguf", "Mine", 1_000_000, "llama", "Q4_0")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog.tabs.setCurrentIndex(1)
    shop.here.append(mine)
    shop.places[mine.path] = str(folder)
    qtbot.mouseClick(dialog.here.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.here.rows) == 3)
    assert own_folders(program.services.preferences) == [folder]
    head = dialog.here.heads[2]
    assert head.name.text() == f"Your folder: {folder}"
    shop.here.remove(mine)
    qtbot.mouseClick(head.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(dialog.here.rows) == 2)
    assert own_folders(program.services.preferences) == []
    assert dialog.here.add.hasFocus()


def test_a_folder_whose_disk_is_gone_says_so_and_one_that_is_empty_too(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("empty", "gone"):
        add_folder(program.services.preferences, tmp_path / name)
    (tmp_path / "empty").mkdir()
    page = open_page(program, qtbot).here
    qtbot.waitUntil(lambda: texts_of(page) == [words.FOLDER_EMPTY, words.FOLDER_MISSING])
    (tmp_path / "gone").mkdir()
    shelf = program.window.feature(ModelsDesk).shelf
    assert shelf is not None
    shelf.refresh_here()
    qtbot.waitUntil(lambda: texts_of(page) == [words.FOLDER_EMPTY, words.FOLDER_EMPTY])


def texts_of(page: HerePage) -> list[str]:
    """What stands under places without models."""
    return [head.text() for head in page.heads if isinstance(head, QLabel)]


def test_the_folder_of_a_model_is_shown(
    dialog: ModelsDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog.tabs.setCurrentIndex(1)
    qtbot.mouseClick(dialog.here.rows[1].folder, Qt.MouseButton.LeftButton)
    assert opened == [str(tmp_path)]


def test_a_broken_model_says_what_is_wrong_and_cannot_be_used(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    shop.here.append(ModelFile(Path("cut.gguf"), "Cut", 10, problem="model_damaged"))
    dialog = open_page(program, qtbot)
    dialog.tabs.setCurrentIndex(1)
    cut = dialog.here.rows[-1]
    assert "damaged or incomplete" in cut.problem.text()
    assert not cut.use.isEnabled()
    assert cut.delete.isEnabled()


def test_names_are_never_rich_text(program: Program, shop: FakeShop, qtbot: QtBot) -> None:
    evil = replace(SMALL, name=EVIL, summary=EVIL, licence=EVIL)
    shop.catalogue = (evil,)
    shop.here.append(ModelFile(Path("evil.gguf"), EVIL, 1_000_000))
    dialog = open_page(program, qtbot)
    holding = [label for label in dialog.findChildren(QLabel) if "<img" in label.text()]
    assert len(holding) >= 4
    for label in holding:
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert EVIL in label.text()
    program.window.status.say_model(EVIL)
    assert program.window.status.model.textFormat() is Qt.TextFormat.PlainText
    assert program.window.notices.text.textFormat() is Qt.TextFormat.PlainText
    planner = program.window.space.models.planner
    assert "&&" in planner.list.actions()[-3].text()


def test_every_control_of_the_page_has_a_name_and_can_be_reached(
    dialog: ModelsDialog, shop: FakeShop, qtbot: QtBot
) -> None:
    choose(dialog, SMALL.repository)
    shop.downloads.start(SMALL.files[0])
    qtbot.waitUntil(lambda: not dialog.shop.details.verticalScrollBar().isVisible())
    for page in range(2):
        dialog.tabs.setCurrentIndex(page)
        for control in dialog.findChildren(QWidget):
            if not isinstance(control, _KINDS) or not control.isVisible():
                continue
            if not control.objectName().startswith("qt_"):
                assert control.accessibleName() or control.text(), control
        qtbot.waitUntil(lambda: clipped(dialog) == [])  # what wraps takes its place late


def test_the_lists_of_models_lead_to_the_page(program: Program, qtbot: QtBot) -> None:
    desk = program.window.feature(ModelsDesk)
    assert desk.action in program.window.actions_.menu("model").actions()
    models = program.window.space.models
    at = models.list.findText(words.GET_MODELS)
    models.list.activated.emit(at)
    assert desk.dialog is not None
    desk.dialog.close()
    qtbot.waitUntil(lambda: desk.dialog is None)
    assert desk.action in models.planner.list.actions()


def test_models_found_anywhere_are_in_the_list_at_the_top(program: Program, qtbot: QtBot) -> None:
    box = program.window.space.models.list
    qtbot.waitUntil(lambda: any("Held 3B" in box.itemText(at) for at in range(box.count())))


def test_the_first_steps_lead_to_the_page_and_offer_what_is_chosen_there(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    first = program.window.feature(FirstRunDesk)
    first.open()
    qtbot.mouseClick(first.page.get, Qt.MouseButton.LeftButton)
    dialog = program.window.feature(ModelsDesk).dialog
    assert dialog is not None
    dialog.use_asked.emit(Path("harbour.gguf"))
    assert first.page.choices().model == Path("harbour.gguf")
    assert not dialog.isVisible()


def test_a_model_that_is_chosen_twice_in_the_first_steps_is_offered_once(
    program: Program, qtbot: QtBot
) -> None:
    first = program.window.feature(FirstRunDesk)
    first.open()
    page = first.page
    page.add_file(Path("harbour.gguf"))
    before = len(page.models.findChildren(QRadioButton))
    page.models.findChildren(QRadioButton)[0].setChecked(True)
    page.add_file(Path("harbour.gguf"))
    assert len(page.models.findChildren(QRadioButton)) == before
    assert page.choices().model == Path("harbour.gguf")


def test_models_of_one_name_are_told_apart_by_their_files() -> None:
    model = ModelFile(Path("a/tiny-q8.gguf"), "Tiny", 8_000_000, quantisation="Q8_0")
    assert words.here_detail(model) == "tiny-q8.gguf  ·  Q8_0  ·  8 bits  ·  8 MB"
    blob = replace(model, path=Path("blobs/sha256-00ff"), source="ollama")
    assert words.here_detail(blob) == "Q8_0  ·  8 bits  ·  8 MB"


def test_without_parts_nothing_leads_to_the_page(
    library_folder: Path, engine: ScriptedEngine
) -> None:
    bare = start(library_folder, engine)
    desk = bare.window.feature(ModelsDesk)
    assert desk.action not in bare.window.actions_.menu("model").actions()
    assert bare.window.space.models.list.findText(words.GET_MODELS) == -1
    bare.close()
