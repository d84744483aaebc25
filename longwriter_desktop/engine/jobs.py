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
_LAST = CancelTimeout | protocol.Loaded | protocol.Unloaded | protocol.Counted | protocol.Generated


class Jobs:
    """Sends requests and follows their events. `cancel` may come from any thread."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._running: tuple[WorkerProcess, int] | None = None
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
        process.send(request)
        ended = False
        try:
            while not ended:
                event = self._next(process, request.job)
                ended = isinstance(event, _LAST)
                yield event
        except EngineProblem:
            ended = True
            raise
        finally:
            if not ended:
                self._abandon(process, request.job)
            with self._lock:
                self._running, self._cancelled_at = None, None

    def cancel(self) -> None:
        """End the running job soon. Without one this does nothing."""
        with self._lock:
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

    def _abandon(self, process: WorkerProcess, job: int) -> None:
        """The consumer left in the middle: cancel and read on to the end."""
        self.cancel()
        try:
            while not isinstance(self._next(process, job), _LAST):
                pass
        except EngineProblem:
            return  # the job has ended; the next use of the engine meets the same problem
