# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model has read is kept before the model goes, and what nobody waits for ends no save."""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from longwriter_desktop.app import qt_engine, qt_seeing
from longwriter_desktop.domain.ports import (
    EngineEvent,
    GenerateRequest,
    LoadProgress,
    LocalEngine,
    ReadingCost,
)
from longwriter_desktop.ui import cost_desk
from longwriter_desktop.ui.cost_desk import CostDesk
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine
from tests.ui.test_engine_state import (
    FailingEngine,
    HangingEngine,
    at_rest,
    begin_real,
    other,
    saved,
    use,
)

MODEL = Path("another.gguf")


class LeavingEngine(HangingEngine):
    """Saves until somebody asks it for something; knows what was loaded, and which questions
    ended a save."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[Path] = []
        self.disturbed = 0

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        self.loads.append(path)
        self.ended.set()
        return super().load(path, context_tokens)

    def reading_cost(self, request: GenerateRequest) -> ReadingCost:
        self.disturbed += self.saving.is_set() and not self.ended.is_set()
        return super().reading_cost(request)


class WaitingEngine(ScriptedEngine):
    """Puts back what a model had read only when it is let; knows what came in which order."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []
        self.let = threading.Event()

    def restore_state(self, path: Path) -> tuple[int, str]:
        self.order.append("putting back")
        self.let.wait(20)
        self.order.append("put back")
        return super().restore_state(path)

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        self.order.append("writing")
        return super().generate_together(requests)


def begin(start_program: Callable[[LocalEngine], Program], engine: HangingEngine) -> Program:
    program = start_program(engine)
    program.open(keepers())
    return program


def test_a_model_that_was_unloaded_has_nothing_to_read_again_at_the_next_start(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    program, engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    with qtbot.waitSignal(program.services.engine.rested):
        program.services.engine.rest()
    program.close()
    program, engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    assert engine.stats[0].reused_tokens > 100


def test_a_model_that_comes_back_has_nothing_to_read_again(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    program, engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path)
    use(program, qtbot)
    assert engine.stats[-1].reused_tokens > 100


def test_a_model_that_writing_wakes_has_nothing_to_read_again(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    program, engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    with qtbot.waitSignal(program.services.engine.rested):
        program.services.engine.rest()
    use(program, qtbot)
    assert engine.stats[-1].reused_tokens > 100


def test_what_waits_for_a_model_begins_when_all_that_it_had_read_is_back(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = WaitingEngine()
    program = start_program(engine)
    engine.let.set()
    program.open(keepers())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(MODEL)
    with qtbot.waitSignal(program.services.engine.rested):
        program.services.engine.rest()
    at_rest(program, qtbot)
    engine.let.clear()
    engine.order.clear()
    program.services.writing.write([program.section(3)])
    qtbot.waitUntil(lambda: engine.order == ["putting back"])
    assert not program.services.engine.is_ready
    engine.let.set()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert engine.order[:3] == ["putting back", "put back", "writing"]


def test_a_save_that_takes_too_long_gives_way_to_the_next_model(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_engine, "_KEEP_SECONDS", 0.2)
    engine = LeavingEngine()
    program = begin(start_program, engine)
    use(program, qtbot)
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(MODEL)
    assert saved(engine) == ["keepers"]
    assert engine.loads == [MODEL]


def test_who_gives_up_the_next_model_does_not_wait_for_the_save(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_engine, "_KEEP_SECONDS", 3_600.0)
    engine = LeavingEngine()
    program = begin(start_program, engine)
    use(program, qtbot)
    program.services.engine.load(MODEL)
    qtbot.waitUntil(engine.saving.is_set)
    program.services.engine.stop_loading()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert engine.loads == []
    assert program.services.engine.is_ready
    assert not engine.ended.is_set()


def test_a_save_that_fails_leaves_the_next_model_to_be_loaded(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = FailingEngine()
    program = start_program(engine)
    program.open(keepers())
    use(program, qtbot)
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(MODEL)
    assert saved(engine) == ["keepers"]
    assert program.window.notices.message is None


def test_asking_what_would_be_read_does_not_end_the_save_of_the_document_before(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cost_desk, "_QUIET_MS", 0)
    monkeypatch.setattr(qt_seeing, "QUIET_MS", 0)
    engine = LeavingEngine()
    program = begin(start_program, engine)
    use(program, qtbot)
    program.open(other())
    qtbot.waitUntil(engine.saving.is_set)
    program.put_caret(2)
    timer, looks = _clock_of_questions(program), list[bool]()
    timer.timeout.connect(lambda: looks.append(True))
    qtbot.waitUntil(lambda: len(looks) > 2 or engine.disturbed > 0)
    assert engine.disturbed == 0
    engine.ended.set()
    at_rest(program, qtbot)
    qtbot.waitUntil(lambda: not timer.isActive())


def _clock_of_questions(program: Program) -> QTimer:
    """What waits before the cost of the section at the caret is worked out."""
    (timer,) = program.window.feature(CostDesk)._seeing.findChildren(QTimer)
    return timer
