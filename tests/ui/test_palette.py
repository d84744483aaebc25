# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of all commands, driven by keyboard and mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.palette import Entry, Palette
from longwriter_desktop.ui.palette_desk import PaletteDesk
from tests.ui.desk import Program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(program: Program, qtbot: QtBot) -> Palette:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    program.text.setFocus()
    qtbot.keyClick(program.text, Qt.Key.Key_K, CONTROL)
    found = program.window.feature(PaletteDesk).palette
    assert found.isVisible()
    return found


def texts(palette: Palette) -> list[str]:
    return [palette.model.entry(row).text for row in range(palette.model.rowCount())]


def run(palette: Palette, qtbot: QtBot, typed: str) -> None:
    qtbot.keyClicks(palette.field, typed)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def test_it_offers_commands_headings_and_themes(palette: Palette) -> None:
    shown = texts(palette)
    assert {"New document", "Write all", "Theme: Dark", "Preferences…"} <= set(shown)
    assert [text for text in shown if text.startswith("Go to: ")] == [
        "Go to: Origins", "Go to: 1 Fires", "Go to: 2 Pharos", "Go to: Keepers", "Go to: 3 A life",
    ]  # fmt: skip


def test_what_cannot_be_done_now_is_not_offered(program: Program, palette: Palette) -> None:
    assert not program.window.actions_.stop.isEnabled()
    assert "Stop" not in texts(palette)
    assert "All commands…" not in texts(palette)


def test_typed_letters_leave_what_fits_and_enter_runs_it(
    program: Program, palette: Palette, qtbot: QtBot
) -> None:
    run(palette, qtbot, "thm dark")
    assert program.window.look.mode == "dark"
    assert not palette.isVisible()


def test_what_fits_equally_stays_in_the_order_of_the_document(
    palette: Palette, qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.field, "go to:")
    assert texts(palette)[:3] == ["Go to: Origins", "Go to: 1 Fires", "Go to: 2 Pharos"]


def test_the_keys_of_a_command_stand_beside_it(palette: Palette) -> None:
    keys = {entry.text: entry.keys for entry in palette.model._all}
    assert keys["Find…"] == "Ctrl+F"


def test_a_heading_is_gone_to(program: Program, palette: Palette, qtbot: QtBot) -> None:
    run(palette, qtbot, "pharos")
    assert program.text.caret_section == program.section(2)
    assert program.window.focusWidget() is program.text


def test_another_document_is_opened(program: Program, qtbot: QtBot) -> None:
    other = program.services.documents.start("Write about bells.", 900, "The bell founders")
    program.window.actions_.all_commands.trigger()
    run(program.window.feature(PaletteDesk).palette, qtbot, "bell founders")
    assert program.document.id == other.id


def test_arrows_move_through_the_list(program: Program, palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "theme")
    first = palette.model.entry(0).text
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.model.entry(palette.list.currentIndex().row()).text == first


def test_a_click_runs_an_entry(program: Program, palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "theme dark")
    place = palette.list.visualRect(palette.model.index(0, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert program.window.look.mode == "dark"


def test_escape_closes_it_and_the_writer_is_back_in_the_text(
    program: Program, palette: Palette, qtbot: QtBot
) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert program.window.focusWidget() is program.text


def test_nothing_that_fits_is_said(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "xyzzy")
    assert palette.nothing.isVisible()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_it_opens_with_nothing_typed_and_the_first_row_chosen(
    program: Program, palette: Palette, qtbot: QtBot
) -> None:
    qtbot.keyClicks(palette.field, "find")
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    program.window.actions_.all_commands.trigger()
    assert palette.field.text() == ""
    assert palette.list.currentIndex().row() == 0


def test_five_hundred_entries_are_filtered_and_all_reachable(
    palette: Palette, qtbot: QtBot
) -> None:
    entries = [Entry(f"Heading number {at}", "", QIcon(), lambda: None) for at in range(500)]
    palette.open_with(entries)
    assert palette.model.rowCount() == 500
    qtbot.keyClicks(palette.field, "heading 499")
    assert texts(palette) == ["Heading number 499"]
