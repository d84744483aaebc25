# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Work that may block on the network for long, and a caller who may leave it at any time."""

import queue
import threading
from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from longwriter_desktop.domain.errors import Bug

Item = TypeVar("Item")
Result = TypeVar("Result")
_WAITING = 4  # items that may lie between the two: little is lost, and neither waits often
_SHORTEST_SECONDS = 0.001  # between two looks at whether something has come


class _Left(Exception):
    """Ends the work in its thread."""


class Background(Generic[Item, Result]):
    """Runs `work` in a thread of its own, which ends with the program.

    `work` is given a function that hands an item over and raises once nobody takes it any
    more; what it returns is the result. It must return what can go wrong, not raise it.
    """

    def __init__(self, work: Callable[[Callable[[Item], None]], Result]) -> None:
        self._work = work
        self._items: queue.Queue[Item | None] = queue.Queue(_WAITING)
        self._is_left = threading.Event()
        self._results: list[Result] = []
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)

    def run(self, tick_seconds: float) -> Generator[Item | None, None, Result]:
        """Yield the items as they come, None after `tick_seconds` without one; return the result.

        Closing it leaves the work where it is: it ends at its next item, or by itself.
        """
        self._thread.start()
        try:
            while True:
                try:
                    item = self._items.get(timeout=max(tick_seconds, _SHORTEST_SECONDS))
                except queue.Empty:
                    yield None
                    continue
                if item is None:
                    break
                yield item
        finally:
            self._is_left.set()
        if not self._results:
            raise Bug("background work ended without a result")
        return self._results[0]

    def rest(self) -> list[Item]:
        """What came and was not yielded before the caller left."""
        found: list[Item] = []
        while True:
            try:
                item = self._items.get_nowait()
            except queue.Empty:
                return found
            if item is not None:
                found.append(item)

    def _run(self) -> None:
        try:
            self._results.append(self._work(self._put))
        except _Left:
            return
        finally:
            self._end()

    def _put(self, item: Item | None) -> None:
        while not self._is_left.is_set():
            try:
                self._items.put(item, timeout=0.1)
            except queue.Full:
                continue
            return
        raise _Left

    def _end(self) -> None:
        try:
            self._put(None)
        except _Left:
            return
