# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What everything has in common that the model does for the open document."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from longwriter_desktop.app.qt_jobs import JobRunner, Stoppable
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.errors import Cancelled, EnvironmentProblem
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import LocalEngine, Notice


@dataclass(frozen=True)
class Parts:
    """What a use of the model works with."""

    session: DocumentSession
    engine: LocalEngine
    library: Library
    runner: JobRunner
    undo_stack: QUndoStack
    wake: Callable[[], None]  # loads the model where it rests


class ModelUse(QObject):
    """One job of the model at a time. A subclass says what its events and its end mean.

    Signals:
        busy_changed(busy): a job begins, or the last one has ended.
        noticed(notice): a `Notice` for the person at the screen.
    """

    busy_changed = Signal(bool)
    noticed = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._session = parts.session
        self._engine = parts.engine
        self._library = parts.library
        self._runner = parts.runner
        self._undo_stack = parts.undo_stack
        self._wake = parts.wake
        self._job = 0
        self._is_told_busy = False
        self._stoppable = Stoppable(self._engine, _nothing)
        self._seed = time.time_ns() % 1_000_000
        parts.runner.happened.connect(self._on_happened)
        parts.runner.ended.connect(self._on_ended)

    @property
    def is_busy(self) -> bool:
        """Whether the model is at work on it."""
        return bool(self._job) and not self._runner.is_closed

    @Slot()
    def stop(self) -> None:
        """Stop soon."""
        if self._job:
            self._stoppable.stop()

    @property
    def _is_stopped(self) -> bool:
        return self._stoppable.is_stopped

    def _start(self, events: Callable[[], Iterator[object]]) -> None:
        """Begin a job; `events` is called in its thread."""
        self._wake()
        self._stoppable = Stoppable(self._engine, events)
        self._job = self._runner.start(self._stoppable.events)
        self._tell_busy()

    def _on_event(self, event: object) -> None:
        """Bring what the job has yielded to the document or to the window."""

    def _on_end(self, has_failed: bool) -> None:
        """Do what remains when the job is over; it may start the next one."""

    def _say(self, problem: EnvironmentProblem) -> None:
        self.noticed.emit(Notice("error", problem.code, problem.params))

    @Slot(int, object)
    def _on_happened(self, job: int, event: object) -> None:
        if job == self._job and not self._runner.is_closed:
            self._on_event(event)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        if job != self._job:
            return
        self._job = 0
        is_stopped = isinstance(problem, Cancelled)
        try:
            self._on_end(problem is not None and not is_stopped)
            if isinstance(problem, EnvironmentProblem):
                self._say(problem)
            elif problem is not None and not is_stopped:
                raise problem
        finally:
            self._tell_busy()

    def _tell_busy(self) -> None:
        if self._is_told_busy is not self.is_busy:
            self._is_told_busy = self.is_busy
            self.busy_changed.emit(self.is_busy)


def _nothing() -> Iterator[object]:
    return iter(())
