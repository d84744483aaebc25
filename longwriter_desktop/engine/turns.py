# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may use the worker: one at a time, and work in spare time gives way."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Turns:
    """Waiting for the worker, from any thread. `give_way` ends work in spare time."""

    def __init__(self, give_way: Callable[[], None]) -> None:
        self._give_way = give_way
        self._busy = threading.Lock()
        self._gate = threading.Lock()
        self._waiting = 0  # uses of the worker that run or wait, those in spare time left out

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits whom work in spare time must give way to."""
        return bool(self._waiting)

    @contextmanager
    def take(self, seconds: float = -1) -> Iterator[None]:
        """Have the worker to oneself; go on without it after some `seconds`, if given."""
        with self._gate:
            self._waiting += 1
        waited = False
        try:
            self._give_way()
            waited = self._busy.acquire(timeout=seconds)
            yield
        finally:
            with self._gate:
                self._waiting -= 1
            if waited:
                self._busy.release()

    @contextmanager
    def take_spare(self) -> Iterator[None]:
        """Have the worker to oneself until `is_wanted`."""
        with self._busy:
            yield
