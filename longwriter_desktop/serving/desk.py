# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Lets requests have the engine one after another, and only as long as somebody waits for them."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager

from longwriter_desktop.domain.ports import EngineEvent, GenerateRequest, LocalEngine

_LOOK_SECONDS = 0.1  # between two looks at whether the client is still there

IsGone = Callable[[], bool]


class ClientGone(Exception):
    """Whoever asked has closed the connection, or the server is closing."""


class EngineDesk:
    """Hands out a loaded engine. All methods may be called from any thread."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self._busy = threading.Lock()
        self._is_closing = False

    @contextmanager
    def engine(self, is_gone: IsGone) -> Iterator[LocalEngine]:
        """The engine, once it is free; loaded again if its process had died.

        Raises `ClientGone` where nobody waits for it any more, `EngineProblem`.
        """
        while not self._busy.acquire(timeout=_LOOK_SECONDS):
            if self._is_closing or is_gone():
                raise ClientGone
        try:
            if self._is_closing or is_gone():
                raise ClientGone
            if not self._engine.is_loaded:
                for _progress in self._engine.restart():
                    pass
            yield self._engine
        finally:
            self._busy.release()

    def answers(
        self, requests: Sequence[GenerateRequest], is_gone: IsGone
    ) -> Iterator[tuple[int, EngineEvent]]:
        """Write answers side by side; yields (number of the answer from 0, event).

        A client that goes away ends them, also while a long prompt is read. Raises
        `ClientGone`, `EngineProblem`.
        """
        with self.engine(is_gone) as engine, self._watching(is_gone) as left:
            with closing(engine.generate_together(requests)) as events:
                for numbered in events:
                    if left.is_set():
                        break
                    yield numbered
            if left.is_set():
                raise ClientGone

    def close(self) -> None:
        """End what runs and refuse what waits; returns when the engine is free for good."""
        self._is_closing = True
        self._busy.acquire()

    @contextmanager
    def _watching(self, is_gone: IsGone) -> Iterator[threading.Event]:
        """While entered, look whether anybody waits; where nobody does, the event is set."""
        over, left = threading.Event(), threading.Event()

        def look() -> None:
            while not over.wait(_LOOK_SECONDS):
                if self._is_closing or is_gone():
                    left.set()
                    self._engine.cancel()  # again and again: the job may only just begin

        watch = threading.Thread(target=look, name="client-watch", daemon=True)
        watch.start()
        try:
            yield left
        finally:
            over.set()
            watch.join()
