# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The times for which requests to a server wait before they are sent again."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from longwriter_desktop.domain.endpoint import Pause

Tell = Callable[[Pause | None], None]


class Pauses:
    """Tells of the pause that ends first whenever one begins or ends; None: nothing waits. `tell`
    is called in the thread that waits.

    Also remembers, of all servers, until when each wants to be left alone: that is meant for every
    request to it, and not only for the one that was told so.
    """

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._running: list[Pause] = []
        self._asked: dict[str, float] = {}

    def ask(self, server: str, seconds: float) -> float:
        """A server wants to be left alone for so long; returns until when."""
        until = time.monotonic() + seconds
        with self._lock:
            self._asked[server] = max(until, self._asked.get(server, 0.0))
        return until

    def forget(self, server: str) -> None:
        """The writer wants to see whether a server answers already."""
        with self._lock:
            self._asked.pop(server, None)

    def end(self, server: str) -> float:
        """Until when a server wants to be left alone, on the monotonic clock; 0 where it never
        said so."""
        with self._lock:
            return self._asked.get(server, 0.0)

    @contextmanager
    def told(self, seconds: float, is_asked: bool) -> Iterator[None]:
        """While entered, a request waits, for this long at most."""
        pause = Pause(time.monotonic() + seconds, seconds, is_asked)
        self._change(self._running.append, pause)
        try:
            yield
        finally:
            self._change(self._running.remove, pause)

    def _change(self, change: Callable[[Pause], None], pause: Pause) -> None:
        with self._lock:
            change(pause)
            if self._tell is not None:
                self._tell(min(self._running, key=lambda running: running.until, default=None))
