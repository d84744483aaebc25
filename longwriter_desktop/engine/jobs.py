# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One job at a time on a worker: its events up to the last, and how it is cancelled."""

import queue
import threading
import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypeVar

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.process import ProcessEnd, WorkerProcess

CANCEL_SECONDS = 1.8  # within which a cancelled job must end, or the worker is killed
LOAD_SECONDS = 60.0  # without a sign of progress, and as long again as the slowest disk takes
ANSWER_SECONDS = 120.0  # for what a model computes nothing for
COMPUTE_SECONDS = 1_800.0  # for a batch of a large model on a slow machine that does much else
_SLOWEST_DISK = 5_000_000  # bytes a second
_POLL_SECONDS = 0.1  # a look at the time takes a core from the model for a moment
_POLL_STARTING_SECONDS = 0.02


@dataclass(frozen=True)
class _Patience:
    """How long the next event of a job is waited for, and the problem when it has not come."""

    seconds: float
    code: str = "engine_no_answer"


class CancelTimeout:
    """The worker did not end a cancelled job in time and was killed."""


A = TypeVar("A", protocol.Counted, protocol.Measured, protocol.Unloaded)
JobEvent = protocol.Event | CancelTimeout
_LAST = (
    CancelTimeout | protocol.Loaded | protocol.Unloaded | protocol.Counted | protocol.Generated
    | protocol.Prepared | protocol.Measured | protocol.StateSaved | protocol.StateRestored
    | protocol.Tuned
)  # fmt: skip


class Jobs:
    """Sends requests and follows their events. `cancel` may come from any thread."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._running: tuple[WorkerProcess, int] | None = None
        self._gives_way = False
        self._cancelled_at: float | None = None
        self._patience = _Patience(COMPUTE_SECONDS)

    def next_number(self) -> int:
        """A number for the next request; they rise."""
        return next(self._numbers)

    def run(
        self, process: WorkerProcess, request: protocol.Request, gives_way: bool = False
    ) -> Generator[JobEvent, None, None]:
        """Send a request and yield its events up to the last. Raises `EngineProblem`.

        `gives_way`: nobody waits for it, so `cancel_what_gives_way` may end it.
        Closing the generator early cancels the job and waits for its end.
        """
        with self._lock:
            self._running, self._cancelled_at = (process, request.job), None
            self._gives_way = gives_way
        self._patience = _patience(request)
        process.send(request)
        left = len(request.requests) if isinstance(request, protocol.Generate) else 1
        try:
            while left:
                event = self._next(process, request.job)
                left -= _ends(event, left)
                yield event
        except EngineProblem:
            left = 0
            raise
        finally:
            if left:
                self._abandon(process, request.job, left)
            with self._lock:
                self._running, self._cancelled_at = None, None

    def answer(self, process: WorkerProcess, request: protocol.Request, kind: type[A]) -> A:
        """Send a request that one event of a kind answers, and wait for it.

        Raises `EngineProblem`: `engine_no_answer` where it was cancelled and did not end.
        """
        with closing(self.run(process, request)) as events:
            for event in events:
                if isinstance(event, kind):
                    return event
        raise EngineProblem("engine_no_answer")

    def cancel(self, answer: int | None = None) -> None:
        """End the running job soon, or one of its answers. Without one this does nothing."""
        with self._lock:
            if answer is None:
                self._cancel()
            elif self._running is not None:
                process, job = self._running
                process.send(protocol.Cancel(job, answer))

    def cancel_what_gives_way(self) -> None:
        """End the running job if nobody waits for it."""
        with self._lock:
            if self._gives_way:
                self._cancel()

    def _cancel(self) -> None:
        if self._running is not None and self._cancelled_at is None:
            self._cancelled_at = time.monotonic()
            process, job = self._running
            process.send(protocol.Cancel(job))

    def _next(self, process: WorkerProcess, job: int) -> JobEvent:
        waiting_since = time.monotonic()
        while True:
            event = _event_of(process, job)
            if isinstance(event, _LAST):
                return event
            cancelled = self._cancelled_at
            # One that is only starting has nothing to lose, and would obey when it has started.
            patience = CANCEL_SECONDS if process.has_spoken else 0.0
            if cancelled is not None and time.monotonic() - cancelled > patience:
                process.kill()  # it may still send text
                return CancelTimeout()
            if event is not None:
                return event
            if time.monotonic() - waiting_since > self._patience.seconds:
                process.kill()
                raise EngineProblem(self._patience.code, seconds=round(self._patience.seconds))

    def _abandon(self, process: WorkerProcess, job: int, left: int) -> None:
        """The consumer left in the middle: cancel and read on to the last of `left` ends."""
        self.cancel()
        try:
            while left:
                left -= _ends(self._next(process, job), left)
        except EngineProblem:
            return  # the job has ended; the next use of the engine meets the same problem


def _event_of(process: WorkerProcess, job: int) -> protocol.Event | None:
    """The next event of a job; None where the next one is of another, or none comes soon."""
    try:
        seconds = _POLL_SECONDS if process.has_spoken else _POLL_STARTING_SECONDS
        event = process.events.get(timeout=seconds)
    except queue.Empty:
        return None
    if isinstance(event, ProcessEnd):
        process.events.put(event)  # whoever uses this worker next learns it too
        raise event.problem()
    if event.job != job:
        return None
    if isinstance(event, protocol.Failed):
        raise EngineProblem(event.code, **event.params)
    return event


def _patience(request: protocol.Request) -> _Patience:
    """For a job. A file that is damaged in some new way must not be read for ever; and who writes
    all night long is not there to see that a worker has got stuck."""
    match request:
        case protocol.Load(path=name):
            path = Path(name)
            size = path.stat().st_size if path.is_file() else 0
            return _Patience(LOAD_SECONDS + size / _SLOWEST_DISK, "load_stalled")
        case protocol.Count() | protocol.Measure() | protocol.Unload():
            return _Patience(ANSWER_SECONDS)
    return _Patience(COMPUTE_SECONDS)


def _ends(event: JobEvent, left: int) -> int:
    """How many of the `left` ends of a job an event is."""
    if isinstance(event, CancelTimeout):
        return left
    return int(isinstance(event, _LAST))
