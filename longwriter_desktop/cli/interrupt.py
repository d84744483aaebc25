# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What ends the writing early: a problem, or Ctrl-C, of which the first press asks the engine to
stop and the second ends the program. Who ends the process, or closes its terminal, stops it as
Ctrl-C does."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from types import FrameType
from typing import TypeVar

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import EngineProblem, EnvironmentProblem, InputProblem

Event = TypeVar("Event")
_AGAIN_SECONDS = 0.02
_HANG_UP = getattr(signal, "SIGHUP", None)  # none on Windows


class Stopped(Exception):
    """Ctrl-C was pressed; what was written is kept. `document` can be resumed."""

    def __init__(self, document: str = "") -> None:
        super().__init__(document)
        self.document = document


class Halted(Exception):
    """A problem ended the writing of a document; what was written until then is kept."""

    def __init__(self, problem: EnvironmentProblem, document: str) -> None:
        super().__init__(document)
        self.problem = problem
        self.document = document


@contextmanager
def resumable(document: Document, interrupt: "Interrupt") -> Iterator[None]:
    """Raises `Halted` for a problem that leaves a document which can be gone on with; what the
    writer asked for is none, as it would be in the way again. Who was stopped met no problem:
    `timeout` and the system's end signal the model's process too."""
    try:
        yield
    except InputProblem:
        raise
    except EnvironmentProblem as problem:
        if interrupt.pressed and isinstance(problem, EngineProblem):
            raise Stopped(document.id) from problem
        raise Halted(problem, document.id) from problem


@contextmanager
def closed_after(events: Iterator[Event]) -> Iterator[Iterator[Event]]:
    """Events that are closed at the end: who leaves in the middle must not keep the engine to
    themselves while it is closed, which would wait for them in vain.
    """
    with closing(events):  # type: ignore[type-var]
        yield events


class Interrupt:
    """While entered, Ctrl-C, or a signal to end, calls what `on_press` was given last, on a
    thread of its own, and again and again: what begins only after it did not see it the first
    time.

    A signal handler runs in the middle of whatever the main thread does, locks held
    included; so it only sets an event, and a waiting thread does the rest.
    """

    def __init__(self) -> None:
        self._event = threading.Event()
        self._closing = threading.Event()
        self._action: Callable[[], None] | None = None
        self._thread = threading.Thread(target=self._wait, name="interrupt", daemon=True)
        self._terminals: list[int] = []
        self.pressed = False

    def on_press(self, action: Callable[[], None]) -> None:
        self._action = action

    def __enter__(self) -> "Interrupt":
        # One that is gone is no terminal any more.
        self._terminals = [number for number in (1, 2) if os.isatty(number)]
        self._before = {number: signal.signal(number, self._handle) for number in _heard()}
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
        self._closing.set()
        self._event.set()
        self._thread.join()

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self.pressed and number == signal.SIGINT:
            raise KeyboardInterrupt
        if number == _HANG_UP:
            self._say_no_more()
        self.pressed = True
        self._event.set()

    def _say_no_more(self) -> None:
        """What is printed to a terminal that is gone would be an error each time."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for number in self._terminals:
            os.dup2(nowhere, number)
        os.close(nowhere)

    def _wait(self) -> None:
        self._event.wait()
        while not self._closing.is_set():
            if (action := self._action) is not None:
                action()
            self._closing.wait(_AGAIN_SECONDS)


def _heard() -> Iterator[signal.Signals]:
    """The signals that stop the program. What is ignored stays so: `nohup` asks for it."""
    yield signal.SIGINT
    for number in (signal.SIGTERM, _HANG_UP):
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            yield number
