# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model must read before it writes a section is told beside the section's buttons."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import ReadingCost
from longwriter_desktop.ui import cost_desk, words_sees
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

WAIT = "reads 1,840 tokens first, about 10 s"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost_desk, "_QUIET_MS", 0)


@pytest.fixture
def engine() -> ScriptedEngine:
    engine = ScriptedEngine()
    engine.cost = ReadingCost(1_840, 4_000, 9.2)
    return engine


def said(program: Program) -> str:
    """What the bar at the caret's section says of its section."""
    (label,) = program.window.space.bars.section.findChildren(QLabel)
    return label.text() if label.isVisible() else ""


@pytest.fixture
def waits(program: Program, qtbot: QtBot) -> Callable[[str], None]:
    def wait(text: str) -> None:
        qtbot.waitUntil(lambda: said(program) == text)

    program.put_caret(2)
    return wait


def test_a_wait_is_told_before_the_section_is_written(waits: Callable[[str], None]) -> None:
    waits(WAIT)


def test_an_edit_takes_it_back_until_it_is_known_again(
    program: Program, waits: Callable[[str], None]
) -> None:
    waits(WAIT)
    QTest.keyClicks(program.text, "Old. ")
    assert said(program) == ""
    waits(WAIT)


def test_nothing_is_told_once_it_was_read_ahead(
    program: Program, engine: ScriptedEngine, waits: Callable[[str], None]
) -> None:
    waits(WAIT)
    engine.cost = ReadingCost(1, 4_000, 0.01)
    program.services.read_ahead.has_read.emit()
    waits("")


def test_of_another_section_nothing_is_told_until_it_was_asked_for(
    program: Program, engine: ScriptedEngine, waits: Callable[[str], None]
) -> None:
    waits(WAIT)
    engine.cost = ReadingCost(920, 4_000, 4.6)
    program.put_caret(1)
    assert said(program) == ""
    waits("reads 920 tokens first, about 5 s")


def test_of_a_server_nothing_is_told(
    program: Program, engine: ScriptedEngine, waits: Callable[[str], None]
) -> None:
    waits(WAIT)
    engine.known = replace(engine.known, server="Home")
    program.services.read_ahead.has_read.emit()
    waits("")


def test_while_another_model_is_loaded_nothing_is_told_of_the_one_before(
    program: Program, waits: Callable[[str], None]
) -> None:
    waits(WAIT)
    program.services.engine.loading.emit(0.0)
    assert said(program) == ""


def test_where_there_is_no_room_for_the_prompt_nothing_is_told(
    program: Program, engine: ScriptedEngine, waits: Callable[[str], None]
) -> None:
    waits(WAIT)
    engine.known = replace(engine.known, context_tokens=64)
    program.services.read_ahead.has_read.emit()
    waits("")


@pytest.mark.parametrize(
    "cost", [ReadingCost(1_840, 4_000), ReadingCost(40, 4_000, 0.2)], ids=["unknown", "a moment"]
)
def test_what_is_no_wait_is_not_told(cost: ReadingCost) -> None:
    assert words_sees.wait(cost) == ""
