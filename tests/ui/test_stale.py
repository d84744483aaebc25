# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Sections written from older text, in the window: seen, written again, kept, undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.outline import remove_item
from longwriter_desktop.domain.ports import LocalEngine, Notice
from longwriter_desktop.ui import words_stale
from longwriter_desktop.ui.revise_desk import ReviseDesk
from longwriter_desktop.ui.stale_desk import StaleDesk
from longwriter_desktop.ui.workspace import PLAN_WIDTH
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

WRITTEN = "A keeper lived there alone for years and was content."
AGAIN = "Nobody has ever lived there, or so the sailors say."


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script((WRITTEN,)), Script((AGAIN,)))


@pytest.fixture
def desk(program: Program, qtbot: QtBot) -> StaleDesk:
    """Section 3 was written by the model, then section 1 was changed by hand."""
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: program.words_of(3) == WRITTEN)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    desk = program.window.feature(StaleDesk)
    desk.look_again()
    assert desk.stale == {}
    assert not desk.strip.isVisible()
    program.put_caret(1, 0)
    qtbot.keyClicks(program.text, "Long ago ")
    qtbot.waitUntil(desk.strip.isVisible)
    return desk


def test_a_section_behind_an_edit_is_named_with_the_reason(
    program: Program, desk: StaleDesk
) -> None:
    assert list(desk.stale) == [program.section(3)]
    row = program.outline.rows.index_of(program.section(3))
    assert "stale" in str(row.data(Qt.ItemDataRole.AccessibleTextRole))
    assert desk.strip.text.whole == "Section 3 was written from older text."
    assert "section 1" in desk.strip.text.toolTip()


def test_writing_it_again_writes_only_it_and_keeps_the_old_take(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    before = program.words_of(1), program.words_of(2)
    qtbot.mouseClick(desk.strip.refresh, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.words_of(3) == AGAIN)
    qtbot.waitUntil(lambda: not desk.stale and not desk.strip.isVisible())
    assert program.text.hasFocus()
    assert (program.words_of(1), program.words_of(2)) == before
    takes = [take.text for take in program.library.takes(program.section(3))]
    assert takes == [WRITTEN, AGAIN]


def test_smoothing_offers_new_sentences_at_each_join_and_leaves_the_rest(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    revising = program.services.revising
    qtbot.mouseClick(desk.strip.smooth, Qt.MouseButton.LeftButton)
    assert desk.stale == {}
    assert revising.asked is not None
    assert revising.asked.section_ids == (program.section(2), program.section(3))
    qtbot.waitUntil(lambda: not revising.is_busy and bool(revising.changes))
    first = program.words_of(1)
    revising.discard()
    assert revising.asked is None
    assert (program.words_of(1), program.words_of(3)) == (first, WRITTEN)


def test_a_stale_section_that_is_removed_is_named_no_more_when_the_next_job_begins(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    outline = program.document.outline
    program.services.session.set_outline(remove_item(outline, program.section(3)))
    program.window.writing.write(program.section(2))
    assert desk.stale == {}
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert not desk.strip.isVisible()


def test_join_after_join_is_shown_and_what_is_accepted_makes_nothing_stale(
    program: Program, desk: StaleDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    card = program.window.feature(ReviseDesk).card
    engine.scripts = [Script(("They left the lamp to him.",))] * 8
    desk.smooth_all()
    desk._joins.append((program.section(1), program.section(2)))
    qtbot.waitUntil(card.accept.isVisible)
    assert "2 and 3" in card.title.text()
    card.accept.click()
    qtbot.waitUntil(lambda: card.isVisible() and "1 and 2" in card.title.text())
    qtbot.waitUntil(card.accept.isVisible)
    card.refuse.click()
    qtbot.waitUntil(lambda: not card.isVisible())
    desk.look_again()
    assert "They left the lamp to him." in program.words_of(2) + program.words_of(3)
    assert desk.stale == {}


def test_joins_that_could_not_be_smoothed_do_not_come_up_later(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    revising = program.services.revising
    desk.smooth_all()
    qtbot.waitUntil(lambda: not revising.is_busy)
    program.put_caret(1, 0)
    desk._joins.append((program.section(1), program.section(2)))
    revising.noticed.emit(Notice("error", "worker_crashed"))
    revising.discard()
    assert revising.asked is None


def test_a_long_line_in_the_strip_gives_way_to_the_buttons(desk: StaleDesk) -> None:
    narrow = desk.strip.minimumSizeHint().width()
    desk.strip.say("Sections 1, 2, 4, 6, 8 and 10 were written from older text. " * 3, "why", 6)
    assert desk.strip.minimumSizeHint().width() <= narrow
    assert desk.strip.text.text().endswith("…")


@pytest.mark.parametrize(
    ("sections", "buttons"),
    [(1, ("Write it again", "Keep as it is")), (2, ("Write them again", "Keep as they are"))],
)
def test_the_buttons_of_the_strip_agree_in_number(
    desk: StaleDesk, sections: int, buttons: tuple[str, str]
) -> None:
    desk.strip.say("Written from older text.", "why", sections)
    assert (desk.strip.refresh.text(), desk.strip.keep.text()) == buttons


def test_keeping_it_as_it_is_can_be_undone(program: Program, desk: StaleDesk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.strip.keep, Qt.MouseButton.LeftButton)
    assert desk.stale == {}
    assert not desk.strip.isVisible()
    program.text.undo_step()
    qtbot.waitUntil(desk.strip.isVisible)
    assert list(desk.stale) == [program.section(3)]


def test_what_was_kept_as_it_is_stays_so_when_the_document_is_opened_again(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    desk.keep_all()
    name = program.document.id
    program.window.documents.new()
    program.window.documents.open(name)
    desk.look_again()
    assert program.words_of(3) == WRITTEN
    assert desk.stale == {}


def test_a_strip_that_was_hidden_comes_back_with_the_next_change(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(desk.strip.hide_button, Qt.MouseButton.LeftButton)
    assert not desk.strip.isVisible()
    program.put_caret(2, 0)
    qtbot.keyClicks(program.text, "Then ")
    qtbot.waitUntil(desk.strip.isVisible)


def test_one_section_can_be_kept_from_the_menu(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    program.put_caret(3, 0)
    program.window.space.text_menu.aboutToShow.emit()
    assert desk.keep_one.isEnabled()
    desk.keep_one.trigger()
    assert desk.stale == {}


def test_a_fresh_section_offers_nothing_in_the_menu(program: Program, desk: StaleDesk) -> None:
    program.put_caret(1, 0)
    program.window.space.text_menu.aboutToShow.emit()
    assert not desk.keep_one.isEnabled()
    assert not desk.refresh_one.isEnabled()


def test_an_edit_taken_back_takes_the_strip_away(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    program.text.undo_step()
    qtbot.waitUntil(lambda: not desk.strip.isVisible())
    assert desk.stale == {}


def test_nothing_is_stale_in_a_document_that_only_the_writer_wrote(
    start_program: Callable[[LocalEngine], Program], program: Program
) -> None:
    desk = program.window.feature(StaleDesk)
    desk.look_again()
    assert desk.stale == {}


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ([2], "Section 2 was"),
        ([2, 3], "Sections 2, 3 were"),
        ([2, 3, 4, 6], "Sections 2–4, 6 were"),
        ([1, 3, 5, 7, 9, 11, 13, 14, 15], "Sections 1, 3, 5, 7, 9, 11 and 3 more were"),
    ],
)
def test_neighbours_are_named_by_the_first_and_the_last(numbers: list[int], named: str) -> None:
    assert words_stale.strip(numbers) == f"{named} written from older text."


def test_a_strip_in_a_narrow_window_has_its_buttons_below_and_pushes_no_column(
    program: Program, desk: StaleDesk, qtbot: QtBot
) -> None:
    splitter, strip = program.window.space.splitter, desk.strip
    program.window.resize(1_600, 800)
    qtbot.waitUntil(lambda: strip.refresh.y() <= strip.text.geometry().bottom())
    program.window.resize(860, 640)
    qtbot.waitUntil(lambda: strip.refresh.y() > strip.text.geometry().bottom())
    assert strip.text.text() == strip.text.whole
    with_strip = splitter.sizes()
    qtbot.mouseClick(strip.hide_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    assert splitter.sizes() == with_strip
    assert splitter.sizes()[0] == PLAN_WIDTH
