# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The library's dialog, by keyboard and mouse, over a real library."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.ui import library_words
from longwriter_desktop.ui.library_dialog import LibraryDialog
from tests.ui.desk import Program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
Opener = Callable[[], LibraryDialog]


def a_book(name: str, title: str, text: str = "", target: int = 100) -> Document:
    item = replace(new_section("The rope", "how it is pulled", 100), id=f"{name}-1")
    texts = {item.id: SectionText(text)} if text else {}
    return Document(
        name, title, f"Write on {title}.", target, outline=Outline((item,)), texts=texts
    )


@pytest.fixture
def opened(program: Program, qtbot: QtBot) -> Opener:
    """Opens the dialog over three documents: Bells, Ropes, and The Keepers, which is open."""
    program.library.save(a_book("bells", "Bells", "The ringer pulled. The bell swung. " * 20))
    program.library.save(a_book("ropes", "Ropes"))

    def show() -> LibraryDialog:
        dialog = LibraryDialog(
            program.services.documents, program.window.look, "keepers", program.window
        )
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.waitUntil(dialog.search.hasFocus)
        return dialog

    return show


def titles(dialog: LibraryDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def show(dialog: LibraryDialog, which: str) -> None:
    dialog.shown.setCurrentIndex(dialog.shown.findData(which))


def look_for(dialog: LibraryDialog, qtbot: QtBot, text: str) -> None:
    """Type into the search field and wait for the answer."""
    qtbot.keyClicks(dialog.search, text)
    qtbot.waitUntil(lambda: not dialog._typing.isActive())


def choose(dialog: LibraryDialog, title: str) -> None:
    dialog.list.setFocus()
    dialog.list.setCurrentRow(titles(dialog).index(title))


def test_documents_are_listed_with_figures_and_the_last_change_first(opened: Opener) -> None:
    dialog = opened()
    assert titles(dialog) == ["Ropes", "Bells", "The Keepers"]
    said = dialog.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Bells, 120 of 100 words  ·  1 of 1 section  ·  changed just now, 120 % written"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("changed", ["Ropes", "Bells", "The Keepers"]),
        ("title", ["Bells", "Ropes", "The Keepers"]),
        ("length", ["Bells", "The Keepers", "Ropes"]),
    ],
)
def test_the_list_is_sorted_as_the_writer_likes(
    opened: Opener, order: str, expected: list[str]
) -> None:
    dialog = opened()
    dialog.sorted.setCurrentIndex(dialog.sorted.findData(order))
    assert titles(dialog) == expected


def test_return_in_the_search_field_opens_the_title_that_fits(
    program: Program, opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened()
    qtbot.keyClicks(dialog.search, "bell")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)  # does not wait for the search
    assert (dialog.chosen, dialog.place) == ("bells", None)
    program.window.documents.open(dialog.chosen or "")
    assert program.document.title == "Bells"


def test_titles_come_first_and_places_in_texts_below_with_a_preview(
    opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened()
    look_for(dialog, qtbot, "bell")
    assert titles(dialog) == [
        "Bells",
        "In texts and notes: 2 places",
        "Bells  ›  Instruction",
        "Bells  ›  The rope",
    ]
    assert "The bell swung" in dialog.list.item(3).toolTip()


def open_where(program: Program, qtbot: QtBot, text: str) -> None:
    """Ask for a document, look for a text, and take the first place where it stands."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LibraryDialog)
        dialog.search.setText(text)
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)

    QTimer.singleShot(0, program.window, answer)
    program.window.documents.ask_open()


@pytest.mark.usefixtures("opened")
def test_a_document_is_opened_at_the_section_where_the_words_were_found(
    program: Program, qtbot: QtBot
) -> None:
    program.window.documents.open("bells")
    open_where(program, qtbot, "tower stood")
    assert program.document.id == "keepers"
    start, _ = program.text.page.body_range(program.section(2))
    assert program.text.textCursor().position() == start


def test_words_typed_just_now_are_found(program: Program) -> None:
    program.put_caret(2)
    program.text.insertPlainText("Zebras ")
    found: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LibraryDialog)
        dialog.search.setText("zebras")
        dialog.refresh()
        found.extend(titles(dialog))
        dialog.reject()

    QTimer.singleShot(0, program.window, answer)
    program.window.documents.ask_open()
    assert found == ["In texts and notes: 1 place", "The Keepers  ›  Pharos"]


def test_what_is_nowhere_is_said(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened()
    look_for(dialog, qtbot, "giraffe")
    assert dialog.empty.isVisible()
    assert dialog.empty.text() == "Nothing fits “giraffe”."
    assert not dialog.open_button.isEnabled()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.chosen is None
    assert dialog.isVisible()


def test_down_goes_into_the_list_and_return_opens_the_chosen_row(
    opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.chosen == "bells"


def test_a_double_click_opens(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened()
    place = dialog.list.visualItemRect(dialog.list.item(1)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.chosen == "bells"


def rename_to(dialog: LibraryDialog, qtbot: QtBot, text: str, key: Qt.Key) -> None:
    qtbot.keyClick(dialog.list, Qt.Key.Key_F2)
    editor = dialog.list.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, key)
    qtbot.waitUntil(lambda: not dialog.list.findChildren(QLineEdit))


def test_f2_renames_in_place_and_the_dialog_stays(
    program: Program, opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened()
    choose(dialog, "Bells")
    rename_to(dialog, qtbot, "Great bells", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Great bells" in titles(dialog))
    assert dialog.isVisible()
    assert program.library.load("bells").title == "Great bells"
    assert dialog.list.document is not None
    assert dialog.list.document.id == "bells"


def test_esc_leaves_the_title_as_it_was(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened()
    choose(dialog, "Bells")
    rename_to(dialog, qtbot, "Other", Qt.Key.Key_Escape)
    assert "Bells" in titles(dialog)
    assert dialog.isVisible()


def test_a_new_title_of_the_open_document_reaches_the_window(program: Program) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LibraryDialog)
        dialog.list.delegate.renamed.emit("keepers", "Lamps")
        dialog.reject()

    QTimer.singleShot(0, program.window, answer)
    program.window.documents.ask_open()
    assert program.document.title == "Lamps"
    assert program.window.windowTitle().startswith("Lamps")


def test_a_copy_is_chosen_when_it_has_been_made(
    program: Program, opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened()
    choose(dialog, "Bells")
    qtbot.keyClick(dialog.list, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert titles(dialog) == ["Bells (copy)", "Ropes", "Bells", "The Keepers"]
    assert dialog.list.document is not None
    assert dialog.list.document.title == "Bells (copy)"
    assert dialog.list.document.written_words == 120


def test_an_archived_document_is_in_the_archive_and_comes_back(
    opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened()
    choose(dialog, "Bells")
    dialog.archive.trigger()
    assert titles(dialog) == ["Ropes", "The Keepers"]
    show(dialog, "archive")
    assert titles(dialog) == ["Bells"]
    assert dialog.archive.text() == library_words.UNARCHIVE
    dialog.archive.trigger()
    assert dialog.empty.text() == library_words.EMPTY["archive"]
    show(dialog, "documents")
    assert titles(dialog) == ["Ropes", "Bells", "The Keepers"]


def test_the_start_page_offers_no_archived_document(program: Program, opened: Opener) -> None:
    opened()
    program.services.documents.archive("bells", True)
    program.window.start.show_recent(program.services.documents.documents())
    grid = program.window.start.recent.layout()
    assert grid is not None
    cards = [grid.itemAt(at).widget().property("document") for at in range(grid.count())]
    assert cards == ["ropes", "keepers"]


def test_delete_puts_a_document_in_the_bin_and_return_restores_it(
    program: Program, opened: Opener, qtbot: QtBot
) -> None:
    dialog = opened()
    for title in ("Bells", "Ropes"):
        choose(dialog, title)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert titles(dialog) == ["The Keepers"]
    show(dialog, "bin")
    assert titles(dialog) == ["Ropes", "Bells"]
    assert dialog.open_button.text() == library_words.RESTORE
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert titles(dialog) == ["Bells"]
    assert dialog.isVisible()
    assert {row.id for row in program.library.documents()} == {"keepers", "ropes"}


def test_the_bin_offers_nothing_but_to_restore(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened()
    choose(dialog, "Bells")
    dialog.to_bin.trigger()
    show(dialog, "bin")
    offered = [action.text() for action in dialog.list.actions() if action.isVisible()]
    assert offered == [library_words.RESTORE]
    assert not any(button.isVisible() for button in dialog.tools)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert titles(dialog) == ["Bells"]


def test_the_open_document_cannot_be_put_in_the_bin(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened()
    choose(dialog, "The Keepers")
    assert not dialog.to_bin.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert "The Keepers" in titles(dialog)


def test_delete_in_the_search_field_deletes_a_letter(opened: Opener, qtbot: QtBot) -> None:
    dialog = opened()
    look_for(dialog, qtbot, "be")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Home)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Delete)
    assert dialog.search.text() == "e"
    dialog.refresh()
    assert "Bells" in titles(dialog)


def test_a_problem_is_said_in_place(program: Program, opened: Opener) -> None:
    dialog = opened()
    choose(dialog, "Bells")
    program.library._db.execute("PRAGMA query_only = 1")  # type: ignore[attr-defined]
    dialog.to_bin.trigger()
    assert "may not be written" in dialog.problem.text()
    assert dialog.problem.isVisible()
    program.library._db.execute("PRAGMA query_only = 0")  # type: ignore[attr-defined]
    dialog.to_bin.trigger()
    assert not dialog.problem.isVisible()
    assert "Bells" not in titles(dialog)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_ring_is_painted_in_the_themes_colours(
    program: Program, opened: Opener, mode: str
) -> None:
    program.window.look.use(mode)
    dialog = opened()
    dialog.search.clear()
    picture = dialog.list.viewport().grab().toImage()
    place = dialog.list.visualItemRect(dialog.list.item(1))
    scale = picture.devicePixelRatio()
    accent = program.window.look.theme.color("accent")

    def is_accent(color: QColor) -> bool:
        return abs(color.red() - accent.red()) + abs(color.green() - accent.green()) < 12

    middle = place.center().y()
    row = [picture.pixelColor(round(x * scale), round(middle * scale)) for x in range(60)]
    assert any(is_accent(color) for color in row)


def test_a_moment_is_said_in_words() -> None:
    now = datetime(2026, 5, 20, 15, 0, tzinfo=UTC)
    spans = {
        timedelta(seconds=20): "just now",
        timedelta(minutes=1): "1 minute ago",
        timedelta(minutes=59): "59 minutes ago",
        timedelta(hours=2): "2 hours ago",
        timedelta(days=1): "yesterday",
        timedelta(days=3): "3 days ago",
        timedelta(days=20): "2 weeks ago",
        timedelta(seconds=-9): "just now",
    }
    assert {span: library_words.ago(now - span, now) for span in spans} == spans
    assert library_words.ago(now - timedelta(days=100), now).endswith("Feb 2026")


def test_the_start_page_shows_a_title_as_it_is_written(program: Program) -> None:
    program.services.session.update_meta(title="The Town's <b>Water</b> & Light")
    program.services.autosave.flush()
    program.window.start.show_recent(program.services.documents.documents())
    grid = program.window.start.recent.layout()
    assert grid is not None
    head = grid.itemAt(0).widget().findChildren(QLabel)[0]
    shown = QTextDocument()
    shown.setHtml(head.text())
    assert head.textFormat() is Qt.TextFormat.RichText
    assert shown.toPlainText() == "The Town's <b>Water</b> & Light"
