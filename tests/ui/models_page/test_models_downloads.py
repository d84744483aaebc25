# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Downloads on the page of models and behind it, over fakes of what is below it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.models_page import DownloadState
from longwriter_desktop.domain.catalogue import DownloadProgress, HubFile
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.models_desk import ModelsDesk
from longwriter_desktop.ui.models_dialog import ModelsDialog
from tests.ui.desk import Program
from tests.ui.model_parts import PLANNER, SMALL, WRITER, FakeShop
from tests.ui.models_steps import captions, choose, click, open_page, row, tab_to

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
AGREED = "models.network_agreed"
LONG_ENOUGH = "The keeper climbed the stairs and lit the lamp again."


def test_nothing_is_contacted_before_the_writer_has_agreed_once(
    program: Program, shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    choose(dialog, SMALL.repository)
    click(row(dialog), "start", qtbot)
    assert dialog.consent.isVisible()
    assert "huggingface.co" in dialog.consent.text.text()
    assert shop.downloads.list() == ()
    qtbot.mouseClick(dialog.consent.no, Qt.MouseButton.LeftButton)
    assert not dialog.consent.isVisible()
    assert shop.downloads.list() == ()
    click(row(dialog), "start", qtbot)
    qtbot.mouseClick(dialog.consent.yes, Qt.MouseButton.LeftButton)
    assert [one.file for one in shop.downloads.list()] == [SMALL.files[0]]
    assert program.services.preferences.flag(AGREED)
    shop.downloads.cancel(SMALL.files[0])
    click(row(dialog), "start", qtbot)
    assert not dialog.consent.isVisible()
    assert len(shop.downloads.list()) == 1


def test_the_whole_way_to_a_model_goes_by_keyboard(
    program: Program, shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.shop.search, "harbour")
    tab_to(dialog, row(dialog).start, qtbot)
    qtbot.keyClick(row(dialog).start, Qt.Key.Key_Space)
    assert dialog.consent.yes.hasFocus()
    qtbot.keyClick(dialog.consent.yes, Qt.Key.Key_Space)
    tab_to(dialog, row(dialog).pause, qtbot)
    qtbot.keyClick(row(dialog).pause, Qt.Key.Key_Space)
    assert shop.downloads.list()[0].state is DownloadState.PAUSED
    assert row(dialog).resume.hasFocus()
    qtbot.keyClick(row(dialog).resume, Qt.Key.Key_Space)
    assert row(dialog).pause.hasFocus()
    size = SMALL.files[0].size_bytes
    progress = DownloadProgress(size, size)
    shop.downloads.put(SMALL.files[0], DownloadState.DONE, progress, path=Path("harbour.gguf"))
    assert row(dialog).use.hasFocus()
    qtbot.keyClick(row(dialog).use, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    assert program.services.engine.model_path == Path("harbour.gguf")


def test_a_download_says_how_far_how_fast_and_how_long_still(
    dialog: ModelsDialog, shop: FakeShop
) -> None:
    choose(dialog, SMALL.repository)
    file = SMALL.files[0]
    progress = DownloadProgress(250_000_000, 1_000_000_000, 12_000_000.0, 62)
    shop.downloads.put(file, DownloadState.RUNNING, progress)
    assert row(dialog).state.text() == "250 MB of 1.0 GB  ·  12 MB/s  ·  about 1 min left"
    assert row(dialog).bar.value() == 250
    slow = replace(progress, bytes_per_second=480_000.0)
    shop.downloads.put(file, DownloadState.RUNNING, slow)
    assert "480 kB/s" in row(dialog).state.text()
    shop.downloads.put(file, DownloadState.RUNNING, replace(progress, is_checking=True))
    assert row(dialog).state.text() == words.CHECKING
    shop.downloads.put(file, DownloadState.PAUSED, progress)
    assert row(dialog).state.text() == "Paused at 250 MB of 1.0 GB"
    shop.downloads.put(file, DownloadState.WAITING, progress)
    assert row(dialog).state.text() == words.WAITING


def test_a_download_that_waits_says_until_when_and_can_be_tried_at_once(
    program: Program, dialog: ModelsDialog, shop: FakeShop, qtbot: QtBot
) -> None:
    program.services.preferences.set(AGREED, True)
    choose(dialog, SMALL.repository)
    file = SMALL.files[0]
    lost = DownloadProgress(250_000_000, 1_000_000_000, 9.0, 62, waits_seconds=11.2)
    shop.downloads.put(file, DownloadState.RUNNING, lost)
    assert row(dialog).state.text() == (
        "250 MB of 1.0 GB  ·  waiting for the network, tries again in 12 s"
    )
    assert row(dialog).resume.text() == words.TRY_NOW
    assert row(dialog).pause.isVisible()
    shop.downloads.put(file, DownloadState.RUNNING, replace(lost, waits_seconds=0.0))
    assert not row(dialog).resume.isVisible()
    shop.downloads.put(file, DownloadState.RUNNING, lost)
    click(row(dialog), "resume", qtbot)
    assert shop.downloads.resumed == [file]


def test_a_failure_that_passes_is_said_to_be_tried_again(
    dialog: ModelsDialog, shop: FakeShop
) -> None:
    choose(dialog, SMALL.repository)
    gone = Notice("error", "no_network", {"host": "huggingface.co"})
    shop.downloads.put(SMALL.files[0], DownloadState.FAILED, DownloadProgress(10, 100), gone)
    assert row(dialog).state.text().startswith("huggingface.co cannot be reached.")
    assert row(dialog).state.text().endswith(words.TRIED_AGAIN)
    full = Notice("error", "download_disk_full", {"path": "hub"})
    shop.downloads.put(SMALL.files[0], DownloadState.FAILED, DownloadProgress(10, 100), full)
    assert words.TRIED_AGAIN not in row(dialog).state.text()


def test_a_download_that_failed_says_why_and_can_be_tried_again(
    program: Program, dialog: ModelsDialog, shop: FakeShop, qtbot: QtBot
) -> None:
    program.services.preferences.set(AGREED, True)
    choose(dialog, SMALL.repository)
    problem = Notice("error", "download_disk_full", {"path": "hub"})
    progress = DownloadProgress(10, 100)
    shop.downloads.put(SMALL.files[0], DownloadState.FAILED, progress, problem)
    assert 'The disk with "hub" is full' in row(dialog).state.text()
    assert row(dialog).resume.text() == words.TRY_AGAIN
    click(row(dialog), "resume", qtbot)
    assert shop.downloads.list()[0].state is DownloadState.RUNNING
    click(row(dialog), "cancel", qtbot)
    assert shop.downloads.list() == ()
    assert row(dialog).start.isVisible()


def test_downloads_go_on_behind_a_closed_page_and_are_seen_in_the_status_line(
    program: Program, dialog: ModelsDialog, shop: FakeShop, qtbot: QtBot
) -> None:
    desk = program.window.feature(ModelsDesk)
    file = SMALL.files[0]
    shop.downloads.start(file)
    dialog.close()
    shop.downloads.put(file, DownloadState.RUNNING, DownloadProgress(420_000_000, 1_000_000_000))
    assert desk.mark.isVisible()
    assert desk.mark.text() == "Downloading, 42 %"
    qtbot.mouseClick(desk.mark, Qt.MouseButton.LeftButton)
    assert desk.dialog is not None
    shop.downloads.put(file, DownloadState.DONE, DownloadProgress(1, 1), path=Path("harbour.gguf"))
    assert not desk.mark.isVisible()
    shown = program.window.notices.message
    assert shown is not None
    assert shown.text == "harbour-1.5b-Q4_K_M.gguf is on this computer now."
    qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    assert program.services.engine.model_path == Path("harbour.gguf")


@pytest.mark.parametrize(
    ("state", "waits", "problem", "text"),
    [
        (DownloadState.RUNNING, 9.0, "", "Download waits for the network"),
        (DownloadState.FAILED, 0.0, "no_network", "Download waits for the network"),
        (DownloadState.FAILED, 0.0, "checksum_wrong", "Download failed"),
        (DownloadState.PAUSED, 0.0, "", "Download paused"),
    ],
)
def test_a_download_that_does_not_go_on_keeps_its_mark_which_leads_to_it(
    program: Program, shop: FakeShop, qtbot: QtBot,
    state: DownloadState, waits: float, problem: str, text: str,
) -> None:  # fmt: skip
    desk = program.window.feature(ModelsDesk)
    notice = Notice("error", problem, {"name": "x.gguf", "host": "the Hub"}) if problem else None
    progress = DownloadProgress(1, 100, waits_seconds=waits)
    shop.downloads.put(PLANNER.files[0], state, progress, notice)
    assert desk.mark.text() == text
    qtbot.mouseClick(desk.mark, Qt.MouseButton.LeftButton)
    dialog = desk.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.shop.list.model_chosen == PLANNER)
    shop.downloads.cancel(PLANNER.files[0])
    assert not desk.mark.isVisible()


def test_a_download_that_fails_behind_a_closed_page_says_why_once(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    file, progress = SMALL.files[0], DownloadProgress(1, 100)
    wrong = Notice("error", "checksum_wrong", {"name": "harbour.gguf"})
    shop.downloads.put(file, DownloadState.FAILED, progress, wrong)
    shown = program.window.notices.message
    assert shown is not None
    assert shown.text == (
        "harbour-1.5b-Q4_K_M.gguf was not downloaded."
        ' "harbour.gguf" was damaged on its way and was thrown away. Download it again.'
    )
    program.window.notices.clear("download")
    shop.downloads.put(WRITER.files[0], DownloadState.RUNNING, progress)
    assert program.window.notices.message is None
    gone = Notice("error", "no_network", {"host": "huggingface.co"})
    shop.downloads.put(WRITER.files[0], DownloadState.FAILED, progress, gone)
    assert program.window.notices.message is None  # it is tried again by itself


def test_a_download_of_a_repository_outside_the_catalogue_is_found_after_a_restart(
    shop: FakeShop, program: Program, qtbot: QtBot
) -> None:
    program.services.preferences.set(AGREED, True)
    file = HubFile("lamps/other", "other-Q4_0.gguf", 1_000_000_000, quantisation="Q4_0")
    shop.downloads.put(file, DownloadState.PAUSED, DownloadProgress(10, 1_000_000_000))
    dialog = open_page(program, qtbot)
    assert captions(dialog)[0] == words.OTHER
    choose(dialog, "lamps/other")
    qtbot.waitUntil(lambda: "fits" in row(dialog).mark.text.text())
    click(row(dialog), "resume", qtbot)
    assert shop.downloads.resumed == [file]
    shop.downloads.cancel(file)
    assert captions(dialog)[0] == words.SUGGESTED


@pytest.mark.parametrize("code", ["hub_gated", "hub_token_refused"])
def test_a_download_that_wants_a_token_brings_the_field_for_it(
    dialog: ModelsDialog, shop: FakeShop, code: str
) -> None:
    choose(dialog, SMALL.repository)
    assert not dialog.shop.details.gate.isVisible()
    said = {"repository": SMALL.repository, "page": "https://hub/a", "host": "hub"}
    progress = DownloadProgress(0, 100)
    problem = Notice("error", code, said)
    shop.downloads.put(SMALL.files[0], DownloadState.FAILED, progress, problem)
    assert dialog.shop.details.gate.token.isVisible()


def test_once_a_token_is_given_what_waited_for_it_is_tried_again(
    program: Program, dialog: ModelsDialog, shop: FakeShop, qtbot: QtBot
) -> None:
    file, other = PLANNER.files[0], SMALL.files[0]
    choose(dialog, PLANNER.repository)
    progress = DownloadProgress(0, 100)
    said = {"repository": PLANNER.repository, "page": "https://hub/a"}
    shop.downloads.put(file, DownloadState.FAILED, progress, Notice("error", "hub_gated", said))
    full = Notice("error", "download_disk_full", {"path": "hub"})
    shop.downloads.put(other, DownloadState.FAILED, progress, full)
    gate = dialog.shop.details.gate
    qtbot.keyClicks(gate.token, "hf_secret")
    qtbot.keyClick(gate.token, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shop.downloads.resumed == [file])
    assert gate.kept.isVisible()
    said = {"host": "hub", "page": "https://hub/a"}
    wrong = Notice("error", "hub_token_refused", said)
    shop.downloads.put(file, DownloadState.FAILED, progress, wrong)
    assert gate.token.isVisible()  # for a better one


def test_a_long_word_pushes_no_button_out_of_sight(shop: FakeShop, dialog: ModelsDialog) -> None:
    choose(dialog, SMALL.repository)
    problem = Notice("error", "download_disk_full", {"path": "/disk/" + "0123456789abcdef" * 8})
    shop.downloads.put(SMALL.files[0], DownloadState.FAILED, DownloadProgress(10, 100), problem)
    QApplication.processEvents()
    for button in (row(dialog).resume, row(dialog).cancel):
        assert button.visibleRegion().boundingRect() == button.rect()
