# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has the worker: one at a time, and what nobody waits for only while nobody else does."""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager

from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.jobs import JobEvent, Jobs
from longwriter_desktop.engine.process import WorkerProcess


class Turns:
    """Hands out the worker. Turns may be taken from any thread."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._busy = threading.Lock()
        self._counting = threading.Lock()
        self._taking = 0  # turns that are had or waited for
        self._spared_until = 0.0  # on the monotonic clock: what runs does not give way yet

    @property
    def is_wanted(self) -> bool:
        """Whether somebody has a turn, or waits for one; turns in the background left out."""
        return self._taking > 0

    @contextmanager
    def take(self, seconds: float = -1) -> Iterator[bool]:
        """Have the worker to oneself; what gives way is cancelled. Yields whether one has: after
        `seconds` the waiting ends, -1 waits on and spares what is not to give way yet."""
        with self._counting:
            self._taking += 1
        try:
            spared = self._spared_until - time.monotonic() if seconds < 0 else 0.0
            is_mine = spared > 0 and self._busy.acquire(timeout=spared)
            if not is_mine:
                self._jobs.cancel_what_gives_way()
                is_mine = self._busy.acquire(timeout=seconds)
            try:
                yield is_mine
            finally:
                if is_mine:
                    self._busy.release()
        finally:
            with self._counting:
                self._taking -= 1

    @contextmanager
    def in_background(self) -> Iterator[None]:
        """Have the worker as long as nobody wants it: whoever does this looks at `is_wanted`."""
        with self._busy:
            yield

    def background_job(
        self,
        process: Callable[[], WorkerProcess],
        request: Callable[[int], protocol.Request],
        gives_way: bool = True,
        spared_seconds: float = 0.0,
    ) -> Generator[JobEvent, None, None]:
        """The events of a job in the background; a `request` is made of the job's number.

        Where it `gives_way`, any turn that somebody takes ends it within 50 ms, but not before
        it has had `spared_seconds`. Raises `EngineProblem`.
        """
        with self.in_background():
            job = request(self._jobs.next_number())
            self._spared_until = time.monotonic() + spared_seconds
            try:
                with closing(self._jobs.run(process(), job, gives_way)) as events:
                    for event in events:
                        if gives_way and self.is_wanted and not self._is_spared:
                            self._jobs.cancel()  # who asked may have come before the job began
                        yield event
            finally:
                self._spared_until = 0.0

    @property
    def _is_spared(self) -> bool:
        return time.monotonic() < self._spared_until
