# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of models, driven by keyboard and mouse over fakes of what is below it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.fit_report import FitReport, Verdict
from longwriter_desktop.domain.ports import ModelFile, Notice
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.models_desk import ModelsDesk
from longwriter_desktop.ui.models_dialog import ModelsDialog
from tests.ui.desk import Program
from tests.ui.model_parts import PLANNER, SMALL, WRITER, FakeShop
from tests.ui.models_steps import captions, choose, click, open_page, row
from tests.ui.scripted import Script, ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
AGREED = "models.network_agreed"
LONG_ENOUGH = "The keeper climbed the stairs and lit the lamp again."


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


def test_of_a_file_of_unknown_size_no_mark_says_whether_it_fits(dialog: ModelsDialog) -> None:
    choose(dialog, WRITER.repository)
    mark = row(dialog).mark
    assert not mark.icon.pixmap().isNull()
    mark.say(FitReport(Verdict.UNKNOWN, 0, 8_000_000_000))
    assert mark.icon.pixmap().isNull()
    assert mark.text.text() == "Its size is not known, and so nor is whether it fits."


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


def test_the_page_of_a_model_on_the_hub_is_opened_in_the_browser(
    dialog: ModelsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    choose(dialog, PLANNER.repository)
    qtbot.mouseClick(dialog.shop.details.page, Qt.MouseButton.LeftButton)
    assert opened == [f"https://huggingface.co/{PLANNER.repository}"]


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


def test_what_cannot_be_read_of_the_writers_own_catalogue_is_said_in_sentences(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    shop.mistakes = [
        Notice("warning", "catalogue_entry",
               {"path": "catalogue.toml", "entry": number, "field": "sha256"})
        for number in range(1, 6)
    ]  # fmt: skip
    dialog = open_page(program, qtbot)
    assert dialog.shop.mistakes.isVisible()
    assert dialog.shop.mistakes.text().splitlines() == [
        *(
            f"Entry {number} in the catalogue of models catalogue.toml is left out:"
            ' its "sha256" cannot be used.'
            for number in range(1, 4)
        ),
        "2 more entries are left out.",
    ]
    dialog.close()
    shop.mistakes = []
    again = open_page(program, qtbot)
    qtbot.waitUntil(lambda: not again.shop.mistakes.isVisible())


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
    shop.hub.problem = EnvironmentProblem("no_network", host="huggingface.co")
    dialog.shop.other.setText("lamps/other")
    qtbot.mouseClick(dialog.shop.list_files, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text().startswith("huggingface.co cannot be reached. Check the network")
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


@pytest.mark.parametrize(
    ("count", "english", "chinese"),
    [
        (8_030_000_000, "8 billion parameters", "80.3 亿参数"),
        (1_540_000_000, "1.5 billion parameters", "15.4 亿参数"),
        (361_000_000, "361 million parameters", "3.6 亿参数"),
        (70_600_000_000, "70.6 billion parameters", "706 亿参数"),
        (500_000, "0.5 million parameters", "50 万参数"),
    ],
)
def test_parameters_are_counted_in_the_steps_of_a_language(
    count: int, english: str, chinese: str
) -> None:
    assert words.parameters(count) == english
    steps = "100000000: {count} 亿参数 | 10000: {count} 万参数"
    assert words.in_steps(count, steps) == chinese
