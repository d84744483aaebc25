# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C: the first press asks the engine to stop, the second ends the program."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import FrameType
from typing import TypeVar

Event = TypeVar("Event")


class Stopped(Exception):
    """Ctrl-C was pressed; what was written is kept. `document` can be resumed."""

    def __init__(self, document: str = "") -> None:
        super().__init__(document)
        self.document = document


class Interrupt:
    """While entered, Ctrl-C calls what `on_press` was given, on a thread of its own.

    A signal handler runs in the middle of whatever the main thread does, locks held
    included; so it only sets an event, and a waiting thread does the rest.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._closing = False
        self._action: Callable[[], None] | None = None
        self._thread = threading.Thread(target=self._wait, name="interrupt", daemon=True)
        self.pressed = False

    def on_press(self, action: Callable[[], None]) -> None:
        self._action = action

    @contextmanager
    def watch(self, events: Iterator[Event]) -> Iterator[Iterator[Event]]:
        """Pass `events` on, and close them at the end: who leaves in the middle must not keep
        the engine to themselves while it is closed, which would wait for them in vain.
        """
        with closing(events):  # type: ignore[type-var]
            yield self._passed_on(events)

    def _passed_on(self, events: Iterator[Event]) -> Iterator[Event]:
        """Once Ctrl-C was pressed, ask again with every event: an answer that begins only after
        the press did not see the first time."""
        for event in events:
            if self.pressed and self._action is not None:
                self._action()
            yield event

    def __enter__(self) -> "Interrupt":
        self._before = signal.signal(signal.SIGINT, self._handle)
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        signal.signal(signal.SIGINT, self._before)
        self._closing = True
        self._event.set()
        self._thread.join()

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self.pressed:
            raise KeyboardInterrupt
        self.pressed = True
        self._event.set()

    def _wait(self) -> None:
        self._event.wait()
        if not self._closing and self._action is not None:
            self._action()
