# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Ctrl-Z at the terminal, handed on to the worker, whose session has no terminal."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType


@contextmanager
def suspended_together(worker_pid: Callable[[], int | None]) -> Iterator[None]:
    """Inside the block Ctrl-Z stops the worker too, and what lets this process go on (`fg`, `bg`)
    lets it go on.

    For the main thread. Where Ctrl-Z is ignored or heard already, or there is none, this does
    nothing.
    """
    if sys.platform == "win32" or signal.getsignal(signal.SIGTSTP) is not signal.SIG_DFL:
        yield
        return

    def tell(number: signal.Signals) -> None:
        if (pid := worker_pid()) is not None:
            with suppress(ProcessLookupError):  # it has ended meanwhile
                os.kill(pid, number)

    def suspend(number: int, frame: FrameType | None) -> None:
        tell(signal.SIGSTOP)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)  # here this process stands still
        signal.signal(signal.SIGTSTP, suspend)
        tell(signal.SIGCONT)

    signal.signal(signal.SIGTSTP, suspend)
    try:
        yield
    finally:
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
