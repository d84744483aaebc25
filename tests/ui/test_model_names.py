# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""No two models look alike in a list."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.models.places import Place, find_models
from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from longwriter_desktop.ui.model_names import bare_name, name_and_size, told_apart
from tests.engine.tiny_gguf import write_tiny_model
from tests.ui.desk import Program

TALE = ModelFile(Path("/one/tale.gguf"), "Tale", 8_000_000, quantisation="Q8_0")
FULL = "Tale  ·  Q8_0  ·  8 MB"


def named(*models: ModelFile) -> list[str]:
    names = told_apart(models, bare_name, name_and_size)
    return [names[model.path] for model in models]


def at(path: str, source: str = "") -> ModelFile:
    return replace(TALE, path=Path(path), source=source)


def test_a_name_is_no_longer_than_it_takes() -> None:
    other = replace(TALE, path=Path("/one/other.gguf"), name="Other")
    assert named(TALE, other) == ["Tale", "Other"]
    small = replace(TALE, path=Path("/one/small.gguf"), quantisation="Q4_0", size_bytes=4_000_000)
    assert named(TALE, small) == [FULL, "Tale  ·  Q4_0  ·  4 MB"]


def test_files_of_one_name_quantisation_and_size_say_where_they_lie() -> None:
    assert named(TALE, at("/two/tale.gguf")) == [f"{FULL}  ·  one", f"{FULL}  ·  two"]
    assert named(at("/a/models/tale.gguf"), at("/b/models/tale.gguf")) == [
        f"{FULL}  ·  a/models", f"{FULL}  ·  b/models",
    ]  # fmt: skip


def test_files_in_one_folder_say_what_they_are_called() -> None:
    assert named(TALE, at("/one/copy.gguf")) == [f"{FULL}  ·  tale.gguf", f"{FULL}  ·  copy.gguf"]


def test_a_file_of_the_hub_says_its_repository_and_one_of_ollama_whose_it_is() -> None:
    snapshot = "/me/.cache/huggingface/hub/models--ann--Tale-GGUF/snapshots/00ff/tale.gguf"
    blob = "/me/.ollama/models/blobs/sha256-00ff"
    assert named(at(snapshot, "hub"), at(blob, "ollama")) == [
        f"{FULL}  ·  tale.gguf", f"{FULL}  ·  Ollama",
    ]  # fmt: skip
    assert named(at(snapshot, "hub"), at("/one/tale.gguf")) == [
        f"{FULL}  ·  Tale-GGUF", f"{FULL}  ·  one",
    ]  # fmt: skip


def test_one_file_that_is_named_twice_stands_there_once() -> None:
    assert told_apart((TALE, TALE), bare_name) == {TALE.path: "Tale"}


def test_the_lists_of_writers_and_planners_tell_two_files_of_one_model_apart(
    program: Program, tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in ("laptop", "stick")]
    for folder in folders:
        folder.mkdir()
        write_tiny_model(folder / "tale.gguf", name="Tale")
    picker = program.window.space.models
    picker.show_found(find_models([Place("added", folder) for folder in folders]))
    rows = [picker.list.itemText(row) for row in range(picker.list.count())]
    ends = [row.rpartition("  ·  ")[2] for row in rows if row.startswith("Tale")]
    assert ends == ["laptop", "stick"]
    planners = [action.text() for action in picker.planner.list.actions()]
    assert [row.rpartition("  ·  ")[2] for row in planners if row.startswith("Tale")] == ends
    action = next(each for each in picker.planner.list.actions() if each.text().endswith("stick"))
    action.trigger()
    assert picker.planner.text().startswith("Plan with: Tale")
    assert picker.planner.accessibleName().endswith("stick")


def test_files_that_were_chosen_by_hand_are_told_apart_too(program: Program) -> None:
    picker = program.window.space.models
    for folder in ("one", "two"):
        picker.choose(Path("/", folder, "tale.gguf"))
    picker.refresh()
    rows = [picker.list.itemText(row) for row in range(picker.list.count())]
    assert "tale.gguf  ·  one" in rows
    assert "tale.gguf  ·  two" in rows


def test_a_row_of_the_list_says_in_its_tip_which_file_it_is(program: Program) -> None:
    picker = program.window.space.models
    picker.show_found((TALE, at("/two/tale.gguf")))
    role = Qt.ItemDataRole.ToolTipRole
    tips = [picker.list.itemData(row, role) or "" for row in range(picker.list.count())]
    assert [tip for tip in tips if str(TALE.path) in tip]
    assert picker.list.view().minimumWidth() >= picker.list.view().sizeHintForColumn(0)


def test_a_model_file_is_first_looked_for_among_what_was_downloaded(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: QWidget, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        asked.append(folder)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    program.window.space.models.ask_for_file()
    program.window.feature(FirstRunDesk).page.other.click()
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    assert asked == [downloads, downloads]
