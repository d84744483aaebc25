# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model sees is worked out in the background: the latest question only, when idle."""

import threading
from collections.abc import Iterator, Sequence

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.agentwrite.prompt_blocks import PromptView
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_seeing import SeeingController
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.outline import Outline, new_section
from tests.ui.scripted import ScriptedEngine


class CountingEngine(ScriptedEngine):
    """Can be held while it counts, and can fail at it."""

    def __init__(self) -> None:
        super().__init__()
        self.counting = threading.Event()
        self.may_count = threading.Event()
        self.may_count.set()
        self.count_problem: EngineProblem | None = None

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.counting.set()
        self.may_count.wait(20)
        if self.count_problem is not None:
            raise self.count_problem
        return super().count_tokens(texts)


class Desk:
    """The controller with what it hangs on, and the views that it has told."""

    def __init__(self) -> None:
        outline = Outline(tuple(new_section(f"Part {n}", "a point", 60) for n in range(1, 4)))
        self.document = Document("d", "Lamps", "Write about lamps.", 180, outline=outline)
        self.engine = CountingEngine()
        self.runner = JobRunner()
        controller = EngineController(self.engine, self.runner)
        self.engines = controller
        self.seeing = SeeingController(DocumentSession(self.document), controller, self.runner)
        self.views: list[PromptView] = []
        self.seeing.seen.connect(self.views.append)

    def section(self, number: int) -> str:
        return self.document.outline.sections[number - 1].id

    @property
    def shown(self) -> list[int]:
        """Numbers of the sections whose prompts were told."""
        return [self.document.outline.number(view.section_id) for view in self.views]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.engine.may_count.set()
    desk.runner.close()


def test_questions_in_quick_succession_get_one_answer(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.seeing.seen):
        for number in (1, 2, 3):
            desk.seeing.ask(desk.section(number))
    assert desk.shown == [3]


def test_an_answer_to_an_older_question_is_dropped(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.may_count.clear()
    desk.seeing.ask(desk.section(1))
    qtbot.waitUntil(desk.engine.counting.is_set)
    desk.seeing.ask(desk.section(2))
    with qtbot.waitSignal(desk.seeing.seen):
        desk.engine.may_count.set()
    desk.runner.drain()
    assert desk.shown == [2]


def test_while_the_engine_is_busy_nothing_is_counted(desk: Desk, qtbot: QtBot) -> None:
    end = threading.Event()

    def work() -> Iterator[object]:
        end.wait(20)
        yield from ()

    desk.runner.start(work)
    desk.seeing.ask(desk.section(1))
    with qtbot.assertNotEmitted(desk.seeing.seen, wait=400):
        pass
    assert not desk.engine.counting.is_set()
    with qtbot.waitSignal(desk.seeing.seen):
        end.set()
    assert desk.shown == [1]


def test_a_quiet_job_is_never_told_as_busy(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.may_count.clear()
    with qtbot.assertNotEmitted(desk.runner.busy_changed):
        desk.seeing.ask(desk.section(1))
        qtbot.waitUntil(desk.engine.counting.is_set)
        assert not desk.runner.is_busy
        with qtbot.waitSignal(desk.seeing.seen):
            desk.engine.may_count.set()


def test_a_dead_engine_is_told_as_a_notice(desk: Desk, qtbot: QtBot) -> None:
    desk.engine.count_problem = EngineProblem("worker_crashed")
    with qtbot.waitSignal(desk.seeing.failed) as told:
        desk.seeing.ask(desk.section(1))
    assert told.args[0].code == "worker_crashed"


def test_a_stopped_question_gets_no_answer(desk: Desk, qtbot: QtBot) -> None:
    desk.seeing.ask(desk.section(1))
    desk.seeing.stop()
    with qtbot.assertNotEmitted(desk.seeing.seen, wait=400):
        pass


def test_a_section_that_is_gone_is_not_asked_about(desk: Desk, qtbot: QtBot) -> None:
    desk.seeing.ask("gone")
    with qtbot.assertNotEmitted(desk.seeing.seen, wait=400):
        pass
    assert not desk.engine.counting.is_set()
