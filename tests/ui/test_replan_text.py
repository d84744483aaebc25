# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Changing the plan in words takes no written text out of the document unasked."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.replan_desk import ReplanDesk
from tests.ui.conftest import SECOND
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine
from tests.ui.test_replan import ANSWER, at, check_all, headings, review


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(ANSWER))


@pytest.fixture
def desk(program: Program) -> ReplanDesk:
    return program.window.feature(ReplanDesk)


def test_a_removed_section_says_what_it_holds_and_is_not_lost(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    pharos = program.section(2)
    review(desk, qtbot)
    html = desk.panel.rows.item(1).data(Qt.ItemDataRole.UserRole)
    assert "5 words would leave the document; they stay in the library" in html
    check_all(desk, qtbot)
    desk.panel.accept.click()
    program.services.autosave.flush()
    assert [take.text for take in program.library.takes(pharos)] == [SECOND]
    program.text.undo_step()
    program.services.autosave.flush()
    assert program.library.load("keepers").text_of(pharos).text == SECOND


def test_enter_alone_takes_no_text_out_of_the_document(
    program: Program, desk: ReplanDesk, qtbot: QtBot
) -> None:
    review(desk, qtbot)
    qtbot.keyClick(desk.panel.rows, Qt.Key.Key_Return)
    assert headings(program) == ["Origins", "First fires", "Pharos", "Keepers", "Costs", "A life"]
    assert program.words_of(2) == SECOND


def test_a_chapter_is_not_taken_away_from_over_written_sections(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("Chapter 2 - Keep\n", "Paragraph 3 - Keep\n"))]
    review(desk, qtbot)
    rows = desk.panel.rows
    removed = {at(desk, heading) for heading in ("Origins", "Fires", "Pharos")}
    assert not removed & set(rows.accepted)


def test_a_section_without_text_may_go_at_once(
    program: Program, desk: ReplanDesk, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    lines = ("Chapter 1 - Keep\n", "Paragraph 1 - Keep\n", "Paragraph 2 - Keep\n")
    engine.scripts = [Script(lines)]
    review(desk, qtbot)
    assert {at(desk, "Keepers"), at(desk, "A life")} <= set(desk.panel.rows.accepted)
