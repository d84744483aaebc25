# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of models, driven by keyboard and mouse over fakes of what is below it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.models_page import DownloadState
from longwriter_desktop.domain.catalogue import DownloadProgress
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import ModelFile, Notice
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.models_desk import ModelsDesk
from longwriter_desktop.ui.models_dialog import ModelsDialog
from tests.ui.desk import Program
from tests.ui.model_parts import PLANNER, SMALL, WRITER, FakeShop
from tests.ui.models_steps import captions, choose, click, open_page, row, tab_to
from tests.ui.scripted import Script, ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
AGREED = "models.network_agreed"
LONG_ENOUGH = "The keeper climbed the stairs and lit the lamp again."


@pytest.fixture
def program(shop_program: Program) -> Program:
    return shop_program


@pytest.fixture
def dialog(program: Program, qtbot: QtBot) -> ModelsDialog:
    return open_page(program, qtbot)


def test_models_for_this_computer_stand_first_with_words_beside_their_marks(
    dialog: ModelsDialog,
) -> None:
    assert captions(dialog) == [
        "For this computer",
        "LongWriter Llama 3.1 8B, fits  ·  5.7 GB  ·  English, 中文",
        "Harbour Instruct 1.5B, fits  ·  1.7 GB  ·  English, 中文, Deutsch…",
        "All other models",
        "Watchtower 27B, does not fit  ·  16.5 GB  ·  needs an account",
    ]


def test_a_file_says_size_quantisation_fit_and_time_for_this_document(
    dialog: ModelsDialog,
) -> None:
    choose(dialog, WRITER.repository)
    first = row(dialog)
    assert first.title.text() == "Q3_K_M  ·  3 bits  ·  4.0 GB"
    assert first.mark.text.text() == (
        "fits: needs 5.1 GB, 8.0 GB are free. About 9.0 tokens/s, 15 s for this document."
    )
    assert not first.mark.icon.pixmap().isNull()


def test_the_model_for_this_computer_is_chosen_and_its_best_file_stands_first(
    dialog: ModelsDialog,
) -> None:
    assert dialog.shop.list.model_chosen == WRITER
    best, *others = dialog.shop.details.rows
    assert best.title.text() == "Q5_K_M  ·  5 bits  ·  5.7 GB  ·  recommended here"
    assert best.start.property("kind") == "primary"
    assert [one.title.text().split()[0] for one in others] == ["Q3_K_M", "Q4_K_M", "Q8_0"]
    assert not any(words.RECOMMENDED in one.title.text() for one in others)
    choose(dialog, PLANNER.repository)
    assert words.RECOMMENDED not in row(dialog).title.text()  # it does not fit


def test_what_the_writer_chose_stays_chosen_when_the_page_is_read_anew(
    program: Program, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    shelf = program.window.feature(ModelsDesk).shelf
    assert shelf is not None
    choose(dialog, PLANNER.repository)
    with qtbot.waitSignals([shelf.changed] * 2):
        shelf.refresh()
    assert dialog.shop.list.model_chosen == PLANNER


def test_a_file_that_does_not_fit_says_what_would(dialog: ModelsDialog) -> None:
    choose(dialog, WRITER.repository)
    assert row(dialog, 3).mark.text.text() == (
        "does not fit: needs 10.5 GB, 8.0 GB are free. Choose the smaller Q3_K_M."
    )


def test_the_minutes_are_for_what_the_document_still_needs(
    program: Program, shop: FakeShop, dialog: ModelsDialog
) -> None:
    document = program.document
    assert document.outline.total_words - document.written_words in shop.asked_words


def test_the_licence_and_the_languages_are_told(dialog: ModelsDialog) -> None:
    choose(dialog, WRITER.repository)
    values = dialog.shop.details.values
    assert values[words.LICENCE].text() == "Llama 3.1 Community License"
    assert values[words.LANGUAGES_LABEL].text() == "English, 中文"


@pytest.mark.parametrize(
    ("box", "value", "left"),
    [("language", "zh", 2), ("size_choice", "large", 2), ("purpose", "plan", 2)],
)
def test_a_filter_leaves_the_models_that_are_like_that(
    dialog: ModelsDialog, box: str, value: str, left: int
) -> None:
    choice = getattr(dialog.shop, box)
    choice.setCurrentIndex(choice.findData(value))
    names = [text for text in captions(dialog) if "GB" in text]
    assert len(names) == left


def test_what_is_typed_is_sought_and_the_keyboard_goes_on_into_the_list(
    dialog: ModelsDialog, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.shop.search, "watch")
    assert [text for text in captions(dialog) if "GB" in text] == [
        "Watchtower 27B, does not fit  ·  16.5 GB  ·  needs an account"
    ]
    qtbot.keyClick(dialog.shop.search, Qt.Key.Key_Down)
    assert dialog.shop.list.hasFocus()
    dialog.shop.search.setText("no such model")
    assert dialog.shop.empty.text() == words.NOTHING_FITS
    assert dialog.shop.empty.isVisible()


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
        "250 MB of 1.0 GB  ·  waiting for the network or the server, tries again in 12 s"
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
    full = Notice("error", "disk_full", {"path": "harbour.gguf"})
    shop.downloads.put(SMALL.files[0], DownloadState.FAILED, DownloadProgress(10, 100), full)
    assert words.TRIED_AGAIN not in row(dialog).state.text()


def test_what_cannot_be_read_of_the_writers_own_catalogue_is_said_in_sentences(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    shop.mistakes = [
        Notice("warning", "catalogue_entry",
               {"path": "/home/me/catalogue.toml", "entry": number, "field": "sha256"})
        for number in range(1, 6)
    ]  # fmt: skip
    dialog = open_page(program, qtbot)
    assert dialog.shop.mistakes.isVisible()
    assert dialog.shop.mistakes.text().splitlines() == [
        *(
            f"Entry {number} in the catalogue of models /home/me/catalogue.toml is left out:"
            ' its "sha256" cannot be used.'
            for number in range(1, 4)
        ),
        "2 more entries are left out.",
    ]
    dialog.close()
    shop.mistakes = []
    again = open_page(program, qtbot)
    qtbot.waitUntil(lambda: not again.shop.mistakes.isVisible())


def test_a_download_that_failed_says_why_and_can_be_tried_again(
    program: Program, dialog: ModelsDialog, shop: FakeShop, qtbot: QtBot
) -> None:
    program.services.preferences.set(AGREED, True)
    choose(dialog, SMALL.repository)
    problem = Notice("error", "disk_full", {"path": "harbour.gguf"})
    progress = DownloadProgress(10, 100)
    shop.downloads.put(SMALL.files[0], DownloadState.FAILED, progress, problem)
    assert "The disk is full" in row(dialog).state.text()
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


def test_writing_goes_on_while_the_page_is_open(
    program: Program, engine: ScriptedEngine, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    assert not dialog.isModal()
    engine.scripts = [Script((LONG_ENOUGH[:20], LONG_ENOUGH[20:]), hold_after=1)]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    choose(dialog, SMALL.repository)
    program.put_caret(1)
    qtbot.keyClicks(program.text, "Yes. ")
    assert program.words_of(1).startswith("Yes. ")
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert program.words_of(3) == LONG_ENOUGH


def test_another_repository_lists_its_files(
    program: Program, shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    program.services.preferences.set(AGREED, True)
    shop.hub.listed = SMALL.files
    qtbot.keyClicks(dialog.shop.other, "https://huggingface.co/lamps/other/tree/main")
    qtbot.keyClick(dialog.shop.other, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: captions(dialog)[0] == "Other repository")
    assert shop.hub.asked == ["lamps/other"]
    assert dialog.isVisible()
    details = dialog.shop.details
    assert details.name.text() == "lamps/other"
    qtbot.waitUntil(lambda: len(details.rows) == 2)
    assert [row(dialog, at).name.text() for at in range(2)] == [file.name for file in SMALL.files]
    assert details.values[words.LICENCE].text() == words.LICENCE_UNKNOWN
    qtbot.waitUntil(lambda: "fits" in row(dialog).mark.text.text())


def test_what_is_no_repository_is_said_in_place(dialog: ModelsDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.shop.other, "harbour")
    qtbot.mouseClick(dialog.shop.list_files, Qt.MouseButton.LeftButton)
    assert dialog.problem.text().startswith('"harbour" is no repository.')
    assert not dialog.consent.isVisible()


def test_without_a_network_one_sentence_is_said_and_the_rest_works(
    program: Program, shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    program.services.preferences.set(AGREED, True)
    shop.hub.problem = EnvironmentProblem("disk_full", path="hub")
    dialog.shop.other.setText("lamps/other")
    qtbot.mouseClick(dialog.shop.list_files, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert len(captions(dialog)) == 5
    assert dialog.shop.list_files.text() == words.OTHER_LIST
    shop.hub.problem = None
    qtbot.mouseClick(dialog.shop.list_files, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: captions(dialog)[0] == "Other repository")
    assert not dialog.problem.isVisible()
    assert dialog.shop.details.nothing.text() == words.NO_FILES


def test_a_gated_model_asks_for_a_token_and_puts_it_into_the_keyring(
    shop: FakeShop, dialog: ModelsDialog, qtbot: QtBot
) -> None:
    choose(dialog, SMALL.repository)
    gate = dialog.shop.details.gate
    assert not gate.isVisible()
    choose(dialog, PLANNER.repository)
    assert "huggingface.co" in gate.text.text()
    qtbot.keyClicks(gate.token, "hf_secret")
    assert gate.token.displayText() != "hf_secret"
    qtbot.keyClick(gate.token, Qt.Key.Key_Return)
    qtbot.waitUntil(gate.kept.isVisible)
    assert shop.secrets.kept == {"hub": "hf_secret"}
    assert gate.token.text() == ""
    qtbot.mouseClick(gate.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(gate.token.isVisible)
    assert shop.secrets.kept == {"hub": ""}


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


def test_a_file_that_is_here_is_used_and_not_fetched(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    file = SMALL.files[0]
    shop.here.append(ModelFile(Path("cache") / Path(file.name).name, "Harbour", file.size_bytes))
    dialog = open_page(program, qtbot)
    choose(dialog, SMALL.repository)
    assert not row(dialog).start.isVisible()
    assert row(dialog).state.text() == words.IS_HERE
    click(row(dialog), "use", qtbot)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    assert row(dialog).state.text() == words.IN_USE
    assert not row(dialog).use.isEnabled()
