# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What ends the program from outside, as a Qt signal: Ctrl-C at the terminal that it was started
from, the end of that terminal or of the session, and whoever asks the process to end."""

import signal
import socket
from contextlib import ExitStack, suppress
from functools import partial
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_MANY = 64  # bytes, one a signal


class EndSignals(QObject):
    """Hears signals of the operating system from its making until `close`, in the main thread.

    Python runs no handler while Qt waits, and one that raised in the middle of a slot would cost
    what the slot was about to save. So a byte in a socket says it.

    Signals:
        asked(): the program is to end.
    """

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._held = ExitStack()
        self._ours, its = (self._held.enter_context(end) for end in socket.socketpair())
        for end in (self._ours, its):
            end.setblocking(False)
        heard = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        heard.activated.connect(self._on_signal)
        self._held.callback(heard.setEnabled, False)
        self._ends = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        for number in self._ends:
            # What is ignored stays so: `nohup` asks for it, and a shell for what it starts behind.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._held.callback(partial(signal.signal, number, signal.signal(number, _pass)))
        before = signal.set_wakeup_fd(its.fileno(), warn_on_full_buffer=False)
        self._held.callback(signal.set_wakeup_fd, before)

    def close(self) -> None:
        """Hear no more. A second call does nothing."""
        self._held.close()

    @Slot()
    def _on_signal(self) -> None:
        heard = b""
        with suppress(BlockingIOError):
            heard = self._ours.recv(_MANY)
        if not set(heard).isdisjoint(self._ends):
            self.asked.emit()


def _pass(number: int, frame: FrameType | None) -> None:
    """The byte that Python wrote into the socket says it."""
