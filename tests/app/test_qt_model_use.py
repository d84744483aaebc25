# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What planning, writing, takes and revising share: one job, how it is stopped, how it ends."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoStack
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_model_use import ModelUse, Parts
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import Cancelled, EngineProblem
from longwriter_desktop.storage.opening import open_library
from tests.ui.scripted import ScriptedEngine


class CancelledEngine(ScriptedEngine):
    """Remembers which of its jobs ran when it was cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.running = ""
        self.met: list[str] = []

    def cancel(self) -> None:
        self.met.append(self.running)


class Use(ModelUse):
    """Does what a test gives it and keeps what it is told."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.told: list[object] = []
        self.next: Callable[[], Iterator[object]] | None = None
        self.busy_changed.connect(self.told.append)
        self.noticed.connect(self.told.append)

    def begin(self, events: Callable[[], Iterator[object]]) -> None:
        self._start(events)

    def _on_event(self, event: object) -> None:
        self.told.append(event)

    def _on_end(self, has_failed: bool) -> None:
        self.told.append("failed" if has_failed else "over")
        if self.next is not None:
            events, self.next = self.next, None
            self._start(events)


@pytest.fixture
def engine() -> CancelledEngine:
    return CancelledEngine()


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def use(engine: CancelledEngine, runner: JobRunner, library_folder: Path) -> Iterator[Use]:
    session = DocumentSession(Document("d", "Lamps", "Write about lamps.", 180))
    with closing(open_library(library_folder)) as library:
        yield Use(Parts(session, engine, library, runner, QUndoStack(), int))


def failing(problem: Exception) -> Callable[[], Iterator[object]]:
    def events() -> Iterator[object]:
        yield "begun"
        raise problem

    return events


def test_a_stopped_job_is_cancelled_again_when_its_answer_begins_late(
    use: Use, engine: CancelledEngine, qtbot: QtBot
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def events() -> Iterator[object]:
        begun.set()
        go_on.wait(20)
        engine.running = "answer"
        yield "begun"

    use.begin(events)
    assert begun.wait(20)
    use.stop()
    go_on.set()
    qtbot.waitUntil(lambda: not use.is_busy)
    assert engine.met == ["", "answer"]


def test_a_job_that_is_stopped_while_it_waits_neither_begins_nor_cancels_what_runs(
    use: Use, engine: CancelledEngine, runner: JobRunner, qtbot: QtBot
) -> None:
    loaded = threading.Event()

    def load() -> Iterator[object]:
        loaded.wait(20)
        yield from ()

    runner.start(load)
    use.begin(failing(ZeroDivisionError()))
    use.stop()
    loaded.set()
    qtbot.waitUntil(lambda: not use.is_busy)
    assert (engine.met, use.told) == ([], [True, "over", False])


def test_stopping_a_job_never_cancels_the_one_that_waits_behind_it(
    use: Use, engine: CancelledEngine, runner: JobRunner, qtbot: QtBot
) -> None:
    answering, go_on = threading.Event(), threading.Event()
    loading, loaded = threading.Event(), threading.Event()

    def answer() -> Iterator[object]:
        engine.running = "answer"
        answering.set()
        go_on.wait(20)
        yield from "abc"

    def load() -> Iterator[object]:
        engine.running = "load"
        loading.set()
        loaded.wait(20)
        yield from ()

    use.begin(answer)
    runner.start(load)
    assert answering.wait(20)
    use.stop()
    go_on.set()
    assert loading.wait(20)
    qtbot.waitUntil(lambda: not use.is_busy)
    loaded.set()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert set(engine.met) == {"answer"}


def test_nobody_is_told_of_a_job_that_ends_when_the_window_is_closed(
    use: Use, runner: JobRunner, qtbot: QtBot
) -> None:
    use.begin(partial(iter, "abc"))
    runner.close()
    QCoreApplication.processEvents()
    assert use.told == [True]


def test_a_job_that_begins_the_next_one_stays_busy_without_a_word(use: Use, qtbot: QtBot) -> None:
    use.next = partial(iter, "b")
    use.begin(partial(iter, "a"))
    qtbot.waitUntil(lambda: not use.is_busy)
    assert use.told == [True, "a", "over", "b", "over", False]


def test_a_job_that_fails_says_so_before_it_is_over(use: Use, qtbot: QtBot) -> None:
    use.begin(failing(EngineProblem("worker_crashed")))
    qtbot.waitUntil(lambda: not use.is_busy)
    notice = use.told.pop(-2)
    assert getattr(notice, "code", "") == "worker_crashed"
    assert use.told == [True, "begun", "failed", False]


def test_a_job_that_was_cancelled_has_not_failed(use: Use, qtbot: QtBot) -> None:
    use.begin(failing(Cancelled()))
    qtbot.waitUntil(lambda: not use.is_busy)
    assert use.told == [True, "begun", "over", False]


def test_a_fault_of_the_program_is_raised_and_leaves_nothing_busy(use: Use, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        use.begin(failing(ZeroDivisionError()))
        qtbot.waitUntil(lambda: not use.is_busy)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert use.told == [True, "begun", "failed", False]
