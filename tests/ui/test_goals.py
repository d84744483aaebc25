# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Goals in the window: the meter, what is stored when, and the last thirty days."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.app.qt_goals import GoalKeeper
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui.goals_desk import GoalsDesk
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine


@pytest.fixture
def desk(program: Program) -> GoalsDesk:
    """A window with a goal of ten words a day."""
    program.services.preferences.set("goals.daily_words", 10)
    return program.window.feature(GoalsDesk)


def write(program: Program, qtbot: QtBot, text: str) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, text)


def stored(program: Program) -> int:
    """The words that the library has for today."""
    return program.library.written_days(date.today()).get(date.today(), 0)


def test_without_a_goal_there_is_no_meter(program: Program) -> None:
    assert not program.window.feature(GoalsDesk).meter.isVisible()


def test_the_meter_says_how_far_the_day_has_come(
    program: Program, desk: GoalsDesk, qtbot: QtBot
) -> None:
    assert desk.meter.isVisible()
    assert desk.meter.text() == "0 of 10 today"
    write(program, qtbot, "three words here")
    qtbot.waitUntil(lambda: desk.meter.text() == "3 of 10 today")
    assert desk.meter.state.share == pytest.approx(0.3)


def test_the_models_words_count_too(program: Program, desk: GoalsDesk, qtbot: QtBot) -> None:
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    words = program.document.text_of(program.section(3)).words
    assert words > 0
    qtbot.waitUntil(lambda: desk.meter.text() == f"{words} of 10 today")


def test_words_of_the_real_model_count(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    program = start_program(WorkerEngine())
    desk = program.window.feature(GoalsDesk)
    program.services.engine.load(starter_path)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    session = program.services.session
    session.update_meta(instruction="Write about keepers.", target_words=60)
    program.window.documents.make_plan("essay")
    section = program.section(1)
    program.window.writing.write(section)
    qtbot.waitUntil(lambda: not program.services.writing.is_busy, timeout=40_000)
    words = session.document.text_of(section).words
    assert words > 0
    qtbot.waitUntil(lambda: desk.keeper.daily.words == words)


def test_words_deleted_count_against_the_day(
    program: Program, desk: GoalsDesk, qtbot: QtBot
) -> None:
    program.put_caret(2, 0, select=10)
    qtbot.keyClick(program.text, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: desk.meter.text() == "-2 of 10 today")
    assert desk.meter.state.share == 0


def test_a_reached_goal_is_said_in_words(program: Program, desk: GoalsDesk, qtbot: QtBot) -> None:
    write(program, qtbot, "one two three four five six seven eight nine ten eleven")
    qtbot.waitUntil(lambda: desk.meter.state.is_reached)
    assert desk.meter.accessibleName() == "11 of 10 today, reached"


def test_a_session_goal_stands_alone_where_the_day_has_none(program: Program, qtbot: QtBot) -> None:
    program.services.preferences.set("goals.session_words", 20)
    meter = program.window.feature(GoalsDesk).meter
    assert meter.text() == "0 of 20 this session"
    write(program, qtbot, "two words")
    qtbot.waitUntil(lambda: meter.text() == "2 of 20 this session")


def test_typing_writes_nothing_to_the_library_until_the_text_is_saved(
    program: Program, desk: GoalsDesk, qtbot: QtBot
) -> None:
    write(program, qtbot, "three words here")
    qtbot.waitUntil(lambda: desk.keeper.daily.words == 3)
    assert stored(program) == 0
    program.services.autosave.flush()
    assert stored(program) == 3
    program.services.autosave.flush()
    assert stored(program) == 3
    assert desk.keeper.daily.words == 3


def test_closing_the_window_stores_the_words(
    program: Program, desk: GoalsDesk, qtbot: QtBot
) -> None:
    write(program, qtbot, "three words here")
    program.window.close()
    assert stored(program) == 3


def test_the_next_session_goes_on_with_the_day(
    program: Program,
    desk: GoalsDesk,
    qtbot: QtBot,
    start_program: Callable[[LocalEngine], Program],
    engine: ScriptedEngine,
) -> None:
    write(program, qtbot, "three words here")
    program.close()
    again = start_program(engine).window.feature(GoalsDesk).keeper
    assert again.daily.words == 3
    assert again.session.words == 0


def test_opening_another_document_counts_nothing(program: Program, desk: GoalsDesk) -> None:
    program.window.documents.new()
    program.window.documents.open("keepers")
    assert desk.keeper.daily.words == 0


def test_what_could_not_be_stored_waits_for_the_next_save(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = program.window.feature(GoalsDesk).keeper

    def refuse(self: LibraryUse, day: date, words: int) -> None:
        raise EnvironmentProblem("disk_full", path="library")

    write(program, qtbot, "three words here")
    with monkeypatch.context() as broken:
        broken.setattr(LibraryUse, "add_written", refuse)
        program.services.autosave.flush()
    assert keeper.daily.words == 3
    keeper.store()
    assert stored(program) == 3


def test_a_new_day_begins_at_nothing(program: Program, qtbot: QtBot) -> None:
    days = [date(2026, 3, 1)]
    services = program.services
    keeper = GoalKeeper(
        services.session, services.autosave, services.documents, services.preferences,
        lambda: days[-1],
    )  # fmt: skip
    write(program, qtbot, "three words here")
    qtbot.waitUntil(lambda: keeper.daily.words == 3)
    keeper.store()
    days.append(date(2026, 3, 2))
    assert keeper.daily.words == 0
    assert keeper.session.words == 3
    assert [entry.words for entry in keeper.history()[-2:]] == [3, 0]
    keeper.deleteLater()


@pytest.fixture
def history(program: Program, desk: GoalsDesk, qtbot: QtBot) -> GoalsDesk:
    """The history is open; there are words on two days before today."""
    today = date.today()
    program.library.add_written(today - timedelta(days=2), 1_200)
    program.library.add_written(today - timedelta(days=9), 300)
    qtbot.mouseClick(desk.meter, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.history.isVisible)
    return desk


def test_a_click_on_the_meter_opens_the_last_thirty_days(history: GoalsDesk) -> None:
    assert history.history.isVisible()
    summary = history.history.summary.text()
    assert "1,500 words on 2 of the last 30 days" in summary


def test_bars_are_as_high_as_their_words(history: GoalsDesk) -> None:
    chart = history.history.chart
    assert chart.bar(27).height() == pytest.approx(4 * chart.bar(20).height())
    assert chart.bar(28).height() == 0
    picture = chart.grab().toImage()
    middle = chart.bar(27).center().toPoint()
    accent = history.meter._look.theme.color("accent")
    assert picture.pixelColor(middle) == QColor(accent)


def test_pointing_at_a_bar_reads_its_words(history: GoalsDesk, qtbot: QtBot) -> None:
    chart = history.history.chart
    qtbot.mouseMove(chart, chart.bar(27).center().toPoint())
    assert chart.reading.endswith("1,200 words")
    assert str((date.today() - timedelta(days=2)).year) in chart.reading
    assert chart.accessibleDescription() == chart.reading


def test_arrow_keys_read_the_days(history: GoalsDesk, qtbot: QtBot) -> None:
    chart = history.history.chart
    chart.setFocus()
    for _ in range(3):
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.chosen == 27
    assert chart.reading.endswith("1,200 words")
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.chosen == 0
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.reading.endswith(": 0 words")


def test_the_days_can_be_read_as_a_table(history: GoalsDesk, qtbot: QtBot) -> None:
    dialog = history.history
    qtbot.mouseClick(dialog.switch, Qt.MouseButton.LeftButton)
    assert dialog.table.isVisible()
    assert dialog.table.rowCount() == 30
    assert dialog.table.item(2, 1).text() == "1,200"
    qtbot.mouseClick(dialog.switch, Qt.MouseButton.LeftButton)
    assert dialog.chart.isVisible()


def test_the_numbers_follow_what_is_written(
    program: Program, history: GoalsDesk, qtbot: QtBot
) -> None:
    write(program, qtbot, "three words here")
    qtbot.waitUntil(lambda: history.history.table.item(0, 1).text() == "3")


def test_goals_are_set_beside_the_chart(program: Program, history: GoalsDesk, qtbot: QtBot) -> None:
    field = history.history.daily
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "750")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert program.services.preferences.number("goals.daily_words") == 750
    assert history.meter.text() == "0 of 750 today"


def test_a_history_without_words_says_what_it_is_for(program: Program, qtbot: QtBot) -> None:
    desk = program.window.feature(GoalsDesk)
    desk.action.trigger()
    qtbot.waitUntil(desk.history.isVisible)
    assert "counted here" in desk.history.summary.text()


def test_esc_closes_the_history_and_gives_the_text_the_focus(
    program: Program, history: GoalsDesk, qtbot: QtBot
) -> None:
    qtbot.keyClick(history.history.chart, Qt.Key.Key_Escape)
    assert not history.history.isVisible()
    assert program.text.hasFocus()


def test_the_history_stays_in_its_corner(program: Program, history: GoalsDesk) -> None:
    program.window.resize(900, 600)
    panel = history.history.geometry()
    assert program.window.rect().contains(panel)
    assert panel.right() > 860


def test_another_size_of_the_window_takes_no_key_from_a_field(
    program: Program, history: GoalsDesk
) -> None:
    history.history.daily.setFocus()
    program.window.resize(900, 600)
    assert history.history.daily.hasFocus()
