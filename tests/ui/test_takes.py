# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of takes: list, read, compare, choose, pin, delete and restore."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCharFormat, QTextCursor
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Provenance, StopReason, Take, TakeOrigin
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui.takes_desk import PAGE, TakesDesk
from longwriter_desktop.ui.takes_page import TakesPage
from tests.ui.conftest import SECOND
from tests.ui.desk import Program

OLD = "The tower fell long ago."
BEGUN = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def provenance(note: str = "") -> Provenance:
    return Provenance("Starter", "f" * 64, 7, {}, "", "", tokens_per_second=12.44, note=note)


def model_take(program: Program, text: str, number: int = 1, **changes: object) -> Take:
    """A take of section 2 in the library, made `number` hours after the first day began."""
    made = BEGUN + timedelta(hours=number)
    take = Take(
        f"t{number}", program.section(2), made, TakeOrigin.MODEL, text, 40,
        StopReason.CANCELLED, provenance(),
    )  # fmt: skip
    take = replace(take, **changes)  # type: ignore[arg-type]
    program.library.add_take("keepers", take)
    return take


def opened(program: Program, qtbot: QtBot, number: int = 2) -> TakesPage:
    """The page, opened by its key with the caret in a section."""
    program.put_caret(number)
    qtbot.keyClick(program.text, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert program.window.space.side.page == PAGE
    return program.window.feature(TakesDesk).page


def rows(page: TakesPage) -> list[str]:
    """What the rows of the list say, as it is read out."""
    role = Qt.ItemDataRole.AccessibleTextRole
    items = [page.list.item(at) for at in range(page.list.count())]
    return [str(item.data(role) or item.text()) for item in items]


def styled(page: TakesPage, text: str) -> QTextCharFormat:
    """How a word of the reader's text looks."""
    cursor = page.reader.text.document().find(text)
    assert not cursor.isNull(), text
    cursor.setPosition(cursor.selectionEnd(), QTextCursor.MoveMode.MoveAnchor)
    return cursor.charFormat()


def test_a_section_without_takes_is_told_what_takes_are(program: Program, qtbot: QtBot) -> None:
    page = opened(program, qtbot, 3)
    assert page.empty.isVisible()
    assert "Nothing is ever lost" in page.hint.text()
    assert not page.list.isVisible()
    assert page.section.whole == "3  A life"


def test_without_a_section_the_page_says_how_to_see_takes(program: Program, qtbot: QtBot) -> None:
    program.window.feature(TakesDesk).open("")
    page = program.window.feature(TakesDesk).page
    assert "Put the caret into a section" in page.hint.text()


def test_a_row_says_words_score_who_speed_when_and_why_it_ended(
    program: Program, qtbot: QtBot
) -> None:
    model_take(program, OLD)
    page = opened(program, qtbot)
    (row,) = rows(page)
    when = (BEGUN + timedelta(hours=1)).astimezone()
    assert row == (
        f"Take 1, 5 words, length 0, Starter, 12.4 tokens/s, 1 Mar 2026, {when:%H:%M},"
        " stopped by you"
    )


def test_the_newest_take_stands_first_and_a_pinned_one_before_it(
    program: Program, qtbot: QtBot
) -> None:
    for number, text in enumerate(("One.", "Two.", "Three."), start=1):
        model_take(program, text, number)
    page = opened(program, qtbot)
    assert [row.split(",")[0] for row in rows(page)] == ["Take 3", "Take 2", "Take 1"]
    page.list.setCurrentRow(2)
    qtbot.keyClick(page.list, Qt.Key.Key_P)
    assert [row.split(",")[0] for row in rows(page)] == ["Take 1", "Take 3", "Take 2"]
    assert rows(page)[0].startswith("Take 1, pinned")
    assert page.list.row_shown is not None
    assert page.list.row_shown.number == 1


def test_the_take_that_stands_in_the_text_is_marked(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD, 1)
    model_take(program, SECOND, 2)
    page = opened(program, qtbot)
    assert [("now" in row) for row in rows(page)] == [True, False]


def test_the_whole_text_of_a_take_can_be_read(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD + "\n\nNobody saw it.")
    page = opened(program, qtbot)
    assert page.reader.text.toPlainText() == OLD + "\n\nNobody saw it."
    assert page.reader.text.isReadOnly()


def test_changes_are_underlined_or_struck_through_word_by_word(
    program: Program, qtbot: QtBot
) -> None:
    model_take(program, "The tower fell for centuries.")
    page = opened(program, qtbot)
    qtbot.mouseClick(page.reader.as_changes, Qt.MouseButton.LeftButton)
    assert page.reader.text.toPlainText() == "The tower stood fell for centuries."
    theme = program.window.look.theme
    removed, added, kept = (styled(page, word) for word in ("stood", "fell", "tower"))
    assert removed.fontStrikeOut()
    assert removed.foreground().color() == theme.color("error")
    assert added.fontUnderline()
    assert added.foreground().color() == theme.color("accent")
    assert not kept.fontUnderline()
    assert not kept.fontStrikeOut()
    assert page.reader.caption.text() == ("Take 1 against the text: 1 added, 1 removed")


def test_changes_of_the_take_in_the_text_are_none(program: Program, qtbot: QtBot) -> None:
    model_take(program, SECOND)
    page = opened(program, qtbot)
    qtbot.mouseClick(page.reader.as_changes, Qt.MouseButton.LeftButton)
    assert page.reader.caption.text() == "This is the text that stands here now."
    assert not page.reader.use.isEnabled()


def test_enter_chooses_a_take_and_keeps_the_writers_own_text_as_one(
    program: Program, qtbot: QtBot
) -> None:
    model_take(program, OLD)
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert program.words_of(2) == OLD
    assert OLD in program.shown()
    mine = program.library.takes(program.section(2))[1]
    assert (mine.text, mine.origin) == (SECOND, TakeOrigin.WRITER)
    assert rows(page)[0].startswith("Take 2, 5 words")
    assert "yours" in rows(page)[0]
    assert rows(page)[1].startswith("Take 1, now")


def test_a_choice_is_undone_and_redone(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD)
    page = opened(program, qtbot)
    page.reader.use.setFocus()
    qtbot.mouseClick(page.reader.use, Qt.MouseButton.LeftButton)
    assert page.reader.text.hasFocus()
    program.text.undo_step()
    assert program.words_of(2) == SECOND
    program.text.undo_step(redo=True)
    assert program.words_of(2) == OLD
    assert program.document.text_of(program.section(2)).take_id == "t1"


def test_choosing_back_and_forth_keeps_the_writers_text_once(
    program: Program, qtbot: QtBot
) -> None:
    model_take(program, OLD, 1)
    model_take(program, "Another tower.", 2)
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    program.text.undo_step()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    mine = [t for t in program.library.takes(program.section(2)) if t.text == SECOND]
    assert len(mine) == 1


def test_a_deleted_take_goes_into_a_folded_group_and_can_be_restored(
    program: Program, qtbot: QtBot
) -> None:
    model_take(program, "One.", 1)
    model_take(program, "Two.", 2)
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert [row.split(",")[0] for row in rows(page)] == ["Take 1", "Deleted takes (1)"]
    page.list.setCurrentRow(1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert rows(page)[2].startswith("Take 2")
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.reader.text.toPlainText() == "Two."
    assert page.reader.use.text() == "Restore"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert [row.split(",")[0] for row in rows(page)] == ["Take 2", "Take 1"]
    assert program.words_of(2) == SECOND


def test_a_click_unfolds_and_folds_the_deleted_takes(program: Program, qtbot: QtBot) -> None:
    model_take(program, "One.", deleted=BEGUN)
    page = opened(program, qtbot)
    assert page.list.count() == 1
    for count in (2, 1):
        place = page.list.visualItemRect(page.list.item(0)).center()
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert page.list.count() == count


def test_nothing_that_was_deleted_leaves_the_library(program: Program, qtbot: QtBot) -> None:
    model_take(program, "One.")
    page = opened(program, qtbot)
    qtbot.mouseClick(page.reader.delete, Qt.MouseButton.LeftButton)
    (kept,) = program.library.takes(program.section(2))
    assert kept.text == "One."
    assert kept.deleted is not None


def test_the_text_of_a_take_can_be_copied(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD)
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == OLD
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(page.reader.copy_text, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == OLD


def test_a_take_can_be_pinned_and_unpinned_with_the_mouse(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD)
    page = opened(program, qtbot)
    qtbot.mouseClick(page.reader.pin, Qt.MouseButton.LeftButton)
    assert program.library.takes(program.section(2))[0].pinned
    assert page.reader.pin.accessibleName() == "Unpin"
    qtbot.mouseClick(page.reader.pin, Qt.MouseButton.LeftButton)
    assert not program.library.takes(program.section(2))[0].pinned


def test_the_present_text_becomes_a_take_on_demand(program: Program, qtbot: QtBot) -> None:
    page = opened(program, qtbot)
    qtbot.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert [take.text for take in program.library.takes(program.section(2))] == [SECOND]
    assert rows(page)[0].startswith("Take 1, now")
    assert not page.keep.isVisible()


def test_the_page_follows_the_caret(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD)
    page = opened(program, qtbot, 1)
    assert page.section.whole == "1  Fires"
    program.put_caret(2)
    assert page.section.whole == "2  Pharos"
    assert page.list.count() == 1


def test_the_page_follows_the_row_of_the_plan(program: Program, qtbot: QtBot) -> None:
    page = opened(program, qtbot, 1)
    index = program.outline.rows.index_of(program.section(2))
    place = program.outline.visualRect(index).center()
    qtbot.mouseClick(program.outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.section.whole == "2  Pharos"


def test_the_bar_of_a_section_opens_its_takes(program: Program, qtbot: QtBot) -> None:
    opened(program, qtbot, 1)
    bars = program.window.space.bars
    bars.hover(program.section(2))
    qtbot.mouseClick(bars.section.takes, Qt.MouseButton.LeftButton)
    assert program.window.feature(TakesDesk).page.section.whole == "2  Pharos"


def test_typing_changes_what_a_take_is_compared_with(program: Program, qtbot: QtBot) -> None:
    model_take(program, SECOND)
    page = opened(program, qtbot)
    qtbot.mouseClick(page.reader.as_changes, Qt.MouseButton.LeftButton)
    program.put_caret(2)
    qtbot.keyClicks(program.text, "Once ")
    qtbot.waitUntil(lambda: "removed" in page.reader.caption.text())
    assert styled(page, "Once").fontStrikeOut()


def test_esc_goes_back_to_the_text(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD)
    program.window.activateWindow()
    page = opened(program, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert program.window.focusWidget() is program.text


def test_a_note_is_shown_with_the_take_that_it_was_for(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD, provenance=provenance("less about the weather"))
    page = opened(program, qtbot)
    assert page.reader.caption.text() == "Note: less about the weather"


def test_a_revision_is_told_from_what_a_model_wrote_anew(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD, provenance=replace(provenance(), revises=True))
    page = opened(program, qtbot)
    assert "revision by Starter" in rows(page)[0]


def test_a_disk_that_is_full_changes_nothing_and_is_said(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentProblem("disk_full", path="library.db")

    model_take(program, OLD)
    page = opened(program, qtbot)
    monkeypatch.setattr(program.library, "add_take", full)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert program.words_of(2) == SECOND
    message = program.window.notices.message
    assert message is not None
    assert "The disk is full" in message.text


def test_the_rows_are_painted_in_every_state(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD, 1, pinned=True)
    model_take(program, SECOND, 2)
    model_take(program, "Gone.", 3, deleted=BEGUN)
    page = opened(program, qtbot)
    qtbot.mouseMove(page.list.viewport(), QPoint(20, 90))
    page.list.item(2).listWidget().setCurrentRow(2)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert not page.list.grab().isNull()
    program.window.look.use("dark")
    assert not page.list.grab().isNull()


def test_the_row_shown_is_that_of_the_text_until_the_writer_goes_to_another(
    program: Program, qtbot: QtBot
) -> None:
    model_take(program, OLD, 1)
    model_take(program, SECOND, 2)
    model_take(program, "Third.", 3)
    page = opened(program, qtbot)
    assert page.list.row_shown is not None
    assert page.list.row_shown.number == 2
    program.services.takes.choose(program.library.takes(program.section(2))[0], "take")
    assert page.list.row_shown.number == 1
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    assert page.list.row_shown.number == 3
    program.services.takes.pin(program.library.takes(program.section(2))[0], True)
    assert page.list.row_shown.number == 3


def test_c_shows_the_changes_and_the_text_again(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD)
    page = opened(program, qtbot)
    for shown in (page.reader.as_changes, page.reader.as_text):
        qtbot.keyClick(page.list, Qt.Key.Key_C)
        assert shown.isChecked()


def test_everything_on_the_page_is_named_and_reached_by_tab(program: Program, qtbot: QtBot) -> None:
    model_take(program, OLD)
    program.window.activateWindow()
    page = opened(program, qtbot)
    reader = page.reader
    for part in (
        reader.as_text, reader.pin, reader.copy_text, reader.delete, reader.text, reader.use,
    ):  # fmt: skip
        qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Tab)
        assert program.window.focusWidget() is part
        assert part.accessibleName() or part.text()
    reader.as_text.setFocus()
    qtbot.keyClick(reader.as_text, Qt.Key.Key_Right)
    assert reader.as_changes.isChecked()
