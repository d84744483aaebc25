# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One job at a time on a worker: its events up to the last, and how it is cancelled."""

import queue
import threading
import time
from collections.abc import Generator
from itertools import count

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.process import ProcessEnd, WorkerProcess

CANCEL_SECONDS = 2.0  # within which a cancelled job must end, or the worker is killed
_POLL_SECONDS = 0.1


class CancelTimeout:
    """The worker did not end a cancelled job in time and was killed."""


JobEvent = protocol.Event | CancelTimeout
_LAST = (
    CancelTimeout | protocol.Loaded | protocol.Unloaded | protocol.Counted | protocol.Generated
    | protocol.Prepared | protocol.Measured | protocol.Tuned
)  # fmt: skip


class Jobs:
    """Sends requests and follows their events. `cancel` may come from any thread."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._running: tuple[WorkerProcess, int] | None = None
        self._is_spare = False
        self._cancelled_at: float | None = None

    def next_number(self) -> int:
        """A number for the next request; they rise."""
        return next(self._numbers)

    def run(
        self, process: WorkerProcess, request: protocol.Request
    ) -> Generator[JobEvent, None, None]:
        """Send a request and yield its events up to the last. Raises `EngineProblem`.

        Closing the generator early cancels the job and waits for its end.
        """
        with self._lock:
            self._running, self._cancelled_at = (process, request.job), None
            self._is_spare = isinstance(request, protocol.Prepare | protocol.Tune)
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

    def cancel(self, answer: int | None = None) -> None:
        """End the running job soon, or one of its answers. Without one this does nothing."""
        with self._lock:
            if answer is None:
                self._cancel()
            elif self._running is not None:
                process, job = self._running
                process.send(protocol.Cancel(job, answer))

    def cancel_spare(self) -> None:
        """End the running job if it only reads a prompt for later, or measures."""
        with self._lock:
            if self._is_spare:
                self._cancel()

    def _cancel(self) -> None:
        if self._running is not None and self._cancelled_at is None:
            self._cancelled_at = time.monotonic()
            process, job = self._running
            process.send(protocol.Cancel(job))

    def _next(self, process: WorkerProcess, job: int) -> JobEvent:
        while True:
            try:
                event = process.events.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                started = self._cancelled_at
                if started is not None and time.monotonic() - started > CANCEL_SECONDS:
                    process.kill()
                    return CancelTimeout()
                continue
            if isinstance(event, ProcessEnd):
                process.events.put(event)  # whoever uses this worker next learns it too
                raise event.problem()
            if event.job != job:
                continue
            if isinstance(event, protocol.Failed):
                raise EngineProblem(event.code, **event.params)
            return event

    def _abandon(self, process: WorkerProcess, job: int, left: int) -> None:
        """The consumer left in the middle: cancel and read on to the last of `left` ends."""
        self.cancel()
        try:
            while left:
                left -= _ends(self._next(process, job), left)
        except EngineProblem:
            return  # the job has ended; the next use of the engine meets the same problem


def _ends(event: JobEvent, left: int) -> int:
    """How many of the `left` ends of a job an event is."""
    if isinstance(event, CancelTimeout):
        return left
    return int(isinstance(event, _LAST))
