# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Who has the worker: one at a time, and what nobody waits for only while nobody else does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from longwriter_desktop.engine.jobs import Jobs


class Turns:
    """Hands out the worker. Turns may be taken from any thread."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._busy = threading.Lock()
        self._counting = threading.Lock()
        self._taking = 0  # turns that are had or waited for

    @property
    def is_wanted(self) -> bool:
        """Whether somebody has a turn, or waits for one; turns in the background left out."""
        return self._taking > 0

    @contextmanager
    def take(self, seconds: float = -1) -> Iterator[bool]:
        """Have the worker to oneself; what gives way is cancelled. Yields whether one has: after
        `seconds` the waiting ends, -1 waits on."""
        with self._counting:
            self._taking += 1
        try:
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
