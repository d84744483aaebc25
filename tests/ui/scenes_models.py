# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenes of the page of models, and of the models of one document."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from longwriter_desktop.app.models_page import DownloadState, ModelParts
from longwriter_desktop.domain.catalogue import DownloadProgress, HubFile
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui.models_desk import ModelsDesk
from longwriter_desktop.ui.models_dialog import ModelsDialog
from tests.ui import sample_text
from tests.ui.model_parts import PLANNER, SMALL, WRITER, FakeDownloads
from tests.ui.stage import STARTER, Scenes, Stage, load, wait_until


def parts_of(stage: Stage) -> ModelParts:
    parts = stage.program.services.models
    assert parts is not None
    return parts


def downloads_of(stage: Stage) -> FakeDownloads:
    downloads = parts_of(stage).downloads
    assert isinstance(downloads, FakeDownloads)
    return downloads


def open_page(stage: Stage) -> ModelsDialog:
    """The page, with all marks known."""
    stage.program.open(sample_text.keepers())
    desk = stage.program.window.feature(ModelsDesk)
    desk.open()
    shelf, dialog = desk.shelf, desk.dialog
    assert shelf is not None
    assert dialog is not None
    width, height = stage.program.window.width(), stage.program.window.height()
    dialog.resize(min(width, 1200), min(height, 860) - 60)
    wait_until(lambda: len(shelf.fits) >= 7 + len(shelf.here))
    choose(dialog, WRITER.repository)
    return dialog


def choose(dialog: ModelsDialog, repository: str) -> None:
    rows = range(dialog.shop.list.count())
    for row in rows:
        dialog.shop.list.setCurrentRow(row)
        model = dialog.shop.list.model_chosen
        if model is not None and model.repository == repository:
            return


def scene_models(stage: Stage) -> None:
    load(stage)
    dialog = open_page(stage)
    stage.take(dialog)
    fetch(stage, WRITER.files)
    stage.take(dialog)
    stage.take(stage.program.window)
    dialog.close()


def fetch(stage: Stage, files: tuple[HubFile, ...]) -> None:
    """A download in each state."""
    downloads = downloads_of(stage)
    first, second, third, last = files
    rate = 12_300_000.0
    downloads.put(first, DownloadState.PAUSED, DownloadProgress(900_000_000, first.size_bytes))
    downloads.put(second, DownloadState.RUNNING,
                  DownloadProgress(1_200_000_000, second.size_bytes, rate, 310))  # fmt: skip
    problem = Notice("error", "disk_full", {"path": third.name})
    downloads.put(third, DownloadState.FAILED, DownloadProgress(0, third.size_bytes), problem)
    downloads.put(last, DownloadState.WAITING, DownloadProgress(0, last.size_bytes))


def scene_models_consent(stage: Stage) -> None:
    load(stage)
    dialog = open_page(stage)
    choose(dialog, PLANNER.repository)
    dialog.shop.details.rows[0].start.click()
    stage.take(dialog)
    dialog.close()


def scene_models_here(stage: Stage) -> None:
    load(stage)
    dialog = open_page(stage)
    dialog.tabs.setCurrentIndex(1)
    stage.take(dialog)
    row = dialog.here.rows[-1]
    row.delete.click()
    wait_until(row.yes.isVisible)
    stage.take(dialog)
    dialog.close()


def scene_models_loading(stage: Stage) -> None:
    """A model that is tight: what is advised, and the fields for it."""
    load(stage)
    dialog = open_page(stage)
    dialog.tabs.setCurrentIndex(1)
    row = dialog.here.rows[-1]
    stage.take(dialog)
    row.adjust.click()
    panel = row.loading
    assert panel is not None
    wait_until(lambda: panel.mark.follow.isVisible())
    stage.take(dialog)
    panel.mark.follow.click()
    panel.cache.setCurrentIndex(panel.cache.findData("q8_0"))
    wait_until(lambda: "8,192" in panel.mark.text.text() or "8192" in panel.mark.text.text())
    stage.take(dialog)
    dialog.close()


def scene_models_of_document(stage: Stage) -> None:
    load(stage)
    planner = ModelChoice(SMALL.name, STARTER.resolve().parent / "none.gguf")
    document = replace(
        sample_text.keepers(), planner=planner, writer=ModelChoice("Watchtower 27B", Path("x"))
    )
    stage.program.open(document)
    window = stage.program.window
    window.space.header.fold.click()
    stage.take(window)
    window.space.models.planner.list.popup(window.mapToGlobal(window.rect().center()))
    stage.take(window.space.models.planner.list)
    window.space.models.planner.list.close()
    show_list(window.space.models.list, stage)


def show_list(box: QComboBox, stage: Stage) -> None:
    box.showPopup()
    QTest.qWait(30)
    stage.take(box.view())
    box.hidePopup()


SCENES: Scenes = {
    "models": scene_models,
    "models_consent": scene_models_consent,
    "models_here": scene_models_here,
    "models_loading": scene_models_loading,
    "models_of_document": scene_models_of_document,
}
