# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""While the engine is idle it reads what the next section needs."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from longwriter_desktop.agentwrite.asking import told_of
from longwriter_desktop.agentwrite.writer import request_for
from longwriter_desktop.domain.outline import move_item
from longwriter_desktop.domain.ports import GenerateRequest, LocalEngine, PromptProgress
from longwriter_desktop.engine.client import WorkerEngine
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

SHORT_MS = 30
LONG_MS = 600_000
PLAN_CHANGED = "The plan has changed"


class Interrupted(ScriptedEngine):
    """Somebody always needs this engine in the middle of its reading ahead."""

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        self.prepared.append(request)
        yield PromptProgress(40, 100, 0)


class Slow(ScriptedEngine):
    """Takes its time to read ahead, until it is let go on."""

    def __init__(self) -> None:
        super().__init__()
        self.may_read = threading.Event()

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        yield from super().prepare(request)
        self.may_read.wait(20)


def timer_of(program: Program) -> QTimer:
    """The clock that waits for quiet, made impatient."""
    (timer,) = program.services.read_ahead.findChildren(QTimer)
    timer.setInterval(SHORT_MS)
    return timer


def write_next(program: Program, qtbot: QtBot) -> None:
    program.services.writing.write_all()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)


def test_what_an_edit_made_unread_is_read_before_the_next_section_is_asked_for(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    engine = WorkerEngine()
    engine.load_now(starter_path)
    program = start_program(engine)
    program.open(keepers())
    timer = timer_of(program)
    with qtbot.waitSignal(program.services.read_ahead.has_read):
        write_next(program, qtbot)
    session = program.services.session
    section = session.document.outline.sections[-1].id
    timer.setInterval(LONG_MS)
    program.put_caret(1, 0)
    qtbot.keyClicks(program.text, "Long ago, ")
    request = request_for(engine, session.document, section)
    assert engine.reading_cost(request).read > 1
    with qtbot.waitSignal(program.services.read_ahead.has_read):
        timer.setInterval(SHORT_MS)
    assert engine.reading_cost(request).read == 1


def test_of_a_text_that_was_changed_while_it_was_read_nothing_is_told(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = Slow()
    program = start_program(engine)
    program.open(keepers())
    timer = timer_of(program)
    told = QSignalSpy(program.services.read_ahead.has_read)
    write_next(program, qtbot)
    qtbot.waitUntil(lambda: len(engine.prepared) == 1)
    timer.setInterval(LONG_MS)
    program.put_caret(1, 0)
    qtbot.keyClicks(program.text, "Long ago, ")
    engine.may_read.set()
    qtbot.waitUntil(lambda: not program.services.read_ahead.is_reading)
    assert told.count() == 0
    timer.setInterval(SHORT_MS)
    qtbot.waitUntil(lambda: told.count() == 1)
    assert len(engine.prepared) == 2


def test_nothing_is_read_for_who_only_types(program: Program, qtbot: QtBot) -> None:
    timer = timer_of(program)
    program.put_caret(1, 0)
    qtbot.keyClicks(program.text, "Long ago, ")
    assert not timer.isActive()


def test_the_section_to_come_is_read_once_after_the_model_has_written(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    timer = timer_of(program)
    write_next(program, qtbot)
    qtbot.waitUntil(lambda: len(engine.prepared) == 1)
    with qtbot.waitSignal(timer.timeout):
        timer.start()
    assert len(engine.prepared) == 1


def change_the_plan(program: Program) -> None:
    program.window.outline_desk.change(program.section(2), "heading", "The wreckers")


def test_a_changed_plan_is_read_anew_in_a_pause_and_then_needs_no_word_of_its_change(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    engine = WorkerEngine()
    engine.load_now(starter_path)
    program = start_program(engine)
    program.open(keepers())
    timer_of(program)
    write_next(program, qtbot)
    change_the_plan(program)
    section = program.section(3)
    asked = request_for(engine, program.document, section).messages
    assert PLAN_CHANGED in asked[-1].content
    qtbot.waitUntil(lambda: told_of(program.document).plan == program.document.outline)
    request = request_for(engine, program.document, section)
    assert "The wreckers" in request.messages[0].content
    assert PLAN_CHANGED not in request.messages[-1].content
    assert engine.reading_cost(request).read == 1


def test_a_changed_plan_that_was_read_in_part_only_is_still_told_as_a_change(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = Interrupted()
    program = start_program(engine)
    program.open(keepers())
    timer_of(program)
    write_next(program, qtbot)
    change_the_plan(program)
    qtbot.waitUntil(lambda: any("wreckers" in one.messages[0].content for one in engine.prepared))
    qtbot.waitUntil(lambda: not program.services.read_ahead.is_reading)
    asked = request_for(engine, program.document, program.section(3)).messages
    assert "The wreckers" not in asked[0].content
    assert PLAN_CHANGED in asked[-1].content


def test_a_moved_section_is_read_where_it_is_told_in_a_pause_and_then_needs_no_word_of_it(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    engine = WorkerEngine()
    engine.load_now(starter_path)
    program = start_program(engine)
    program.open(keepers())
    timer_of(program)
    write_next(program, qtbot)
    before = program.document.outline
    first, second = before.sections[:2]
    outline = move_item(before, second.id, before.index(first.id))
    program.services.session.set_outline(outline)
    section = program.section(3)
    assert "Moved: " in request_for(engine, program.document, section).messages[-1].content
    qtbot.waitUntil(lambda: told_of(program.document).plan == outline)
    request = request_for(engine, program.document, section)
    opening = request.messages[0].content
    assert opening.index(f"Heading: {second.heading}") < opening.index(f"Heading: {first.heading}")
    assert PLAN_CHANGED not in request.messages[-1].content
    assert engine.reading_cost(request).read == 1
