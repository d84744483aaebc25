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
    is called in the thread that waits."""

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._running: list[Pause] = []

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
