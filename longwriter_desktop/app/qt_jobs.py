# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Background work for the window: an iterator runs in a thread, its events arrive as signals."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from longwriter_desktop.domain.ports import TextEngine


class JobRunner(QObject):
    """Runs one job after another in a single thread, and is silent once it is closed.

    Signals (in the runner's own thread):
        happened(job, event): the job's iterator yielded `event`.
        ended(job, problem): the job is over; `problem` is its exception, or None.
        busy_changed(busy): the first job was started, or the last one has ended.
    """

    happened = Signal(int, object)
    ended = Signal(int, object)
    busy_changed = Signal(bool)
    _came = Signal(int, object)
    _over = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="job")
        self._last = 0
        self._running: set[int] = set()
        self.is_closed = False
        # A job can be over before `start` has returned its number: all it says waits for the loop.
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or waits. The engine serves one at a time."""
        return bool(self._running)

    def start(self, events: Callable[[], Iterator[object]], quiet: bool = False) -> int:
        """Queue a job and return its number. `events` is called in the job's thread. A quiet
        job is so short that whatever comes next may wait for it: nobody is told of it.
        """
        self._last += 1
        if not quiet:
            self._running.add(self._last)
            if len(self._running) == 1:
                self.busy_changed.emit(True)
        future = self._executor.submit(self._run, self._last, events)
        future.add_done_callback(partial(self._done, self._last))
        return self._last

    def drain(self, seconds: float | None = None) -> bool:
        """Wait until every job that was started has ended, no longer than `seconds`; whether
        they have."""
        done, _running = wait([self._executor.submit(int)], seconds)
        return bool(done)

    def close(self) -> None:
        """Wait for the running job to end; whoever calls this cancels it first.

        What the loop still holds of it is dropped: it would reach a window that lets go of its
        parts, and an undo stack that must stay empty.
        """
        self.is_closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    def _run(self, job: int, events: Callable[[], Iterator[object]]) -> None:
        for event in events():
            self._came.emit(job, event)

    @Slot(int, object)
    def _on_came(self, job: int, event: object) -> None:
        if not self.is_closed:
            self.happened.emit(job, event)

    @Slot(int, object)
    def _on_over(self, job: int, problem: BaseException | None) -> None:
        if self.is_closed:
            return
        was_busy = self.is_busy
        self._running.discard(job)
        try:
            self.ended.emit(job, problem)
        finally:
            if was_busy and not self._running:
                self.busy_changed.emit(False)

    def _done(self, job: int, future: Future[None]) -> None:
        if not future.cancelled():
            self._over.emit(job, future.exception())


class Stoppable:
    """The events of a job of the engine, which `stop` ends soon, or before they begin.

    Whatever runs before or behind the job is never met: the engine knows no jobs, only that
    what it does now is to be cancelled.
    """

    def __init__(self, engine: TextEngine, events: Callable[[], Iterator[object]]) -> None:
        self._engine = engine
        self._events = events
        self._lock = threading.Lock()
        self._runs = False
        self.is_stopped = False

    def stop(self) -> None:
        """Stop the job; from any thread."""
        with self._lock:
            self.is_stopped = True
            if self._runs:
                self._engine.cancel()

    def events(self) -> Iterator[object]:
        """What `JobRunner.start` wants."""
        with self._lock:
            self._runs = not self.is_stopped
        if not self._runs:
            return
        try:
            for event in self._events():
                if self.is_stopped:
                    # The answer may have begun only after `stop`, and then did not see it.
                    self._engine.cancel()
                yield event
        finally:
            with self._lock:
                self._runs = False
