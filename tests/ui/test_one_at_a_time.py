# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The model does one thing at a time; whatever else is asked for meanwhile says so."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.revision import Passage, Revision, RevisionKind
from longwriter_desktop.ui.replan_desk import ReplanDesk
from longwriter_desktop.ui.takes_desk import TakesDesk
from tests.ui.conftest import SECOND
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

WRITTEN = "It stood there for years and then one night fell."


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(("It stood ", "and fell."), hold_after=1))


def replan(program: Program) -> None:
    program.window.feature(ReplanDesk).ask("more about costs")


def revise(program: Program) -> None:
    passage = Passage(program.section(2), 0, len(SECOND))
    program.services.revising.revise(passage, Revision(RevisionKind.REWRITE))


def take(program: Program) -> None:
    program.window.feature(TakesDesk).write_several(program.section(3))


def write(program: Program) -> None:
    program.window.writing.write(program.section(3))


def message(program: Program) -> str:
    shown = program.window.notices.message
    return shown.text if shown else ""


@pytest.mark.parametrize("begin", [replan, revise, take, write])
def test_writing_and_planning_wait_for_whatever_else_the_model_does(
    program: Program,
    engine: ScriptedEngine,
    qtbot: QtBot,
    begin: Callable[[Program], None],
) -> None:
    begin(program)
    qtbot.waitUntil(engine.holding.is_set)
    window, asked = program.window, len(engine.requests)
    for ask in (
        window.writing.write_all,
        lambda: window.writing.go_on(program.section(2)),
        lambda: window.feature(TakesDesk).write_several(program.section(2)),
    ):
        window.notices.clear("run")
        window.notices.clear("takes")
        ask()
        assert message(program) == sentence("model_busy", {})
    assert len(engine.requests) == asked
    program.services.stop()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert len(engine.requests) == asked


@pytest.mark.parametrize("begin", [replan, revise, take, write])
def test_stop_stands_in_the_header_and_stops_whatever_the_model_does(
    program: Program,
    engine: ScriptedEngine,
    qtbot: QtBot,
    begin: Callable[[Program], None],
) -> None:
    begin(program)
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.waitUntil(program.window.space.header.stop.isVisible)
    assert program.window.actions_.stop.isEnabled()
    assert not program.window.space.header.write_all.isVisible()
    program.window.space.header.stop.click()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    qtbot.waitUntil(program.window.space.header.write_all.isVisible)
    assert not program.window.actions_.stop.isEnabled()


def test_closing_while_a_join_is_shown_does_not_begin_the_next(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    settled: list[bool] = []
    program.services.revising.settled.connect(lambda: settled.append(True))
    revise(program)
    qtbot.waitUntil(engine.holding.is_set)
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    program.window.close()
    assert not settled


def test_a_plan_undone_while_its_section_is_written_comes_back_with_the_text(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script((WRITTEN[:15], WRITTEN[15:]), hold_after=1)]
    plan = Plan("", Outline((new_section("The fall", "how it fell", 10, 2),)))
    program.services.writing.use_plan(plan, "plan")
    third = program.section(3)
    program.window.writing.write(third)
    qtbot.waitUntil(engine.holding.is_set)
    program.text.undo_step()
    assert third not in {section.id for section in program.document.outline.sections}
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    program.services.autosave.flush()
    assert program.services.undo_stack.canRedo()
    program.text.undo_step(redo=True)
    program.services.autosave.flush()
    assert program.words_of(3) == WRITTEN
    assert program.services.documents.open(program.document.id).text_of(third).text == WRITTEN


def test_no_new_plan_is_put_in_while_the_model_writes(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    write(program)
    qtbot.waitUntil(engine.holding.is_set)
    before = program.document.outline
    assert not program.window.documents.ask_import()
    assert message(program) == sentence("model_busy", {})
    program.window.documents.make_plan("essay")
    assert program.document.outline == before
    assert message(program) == sentence("model_busy", {})
