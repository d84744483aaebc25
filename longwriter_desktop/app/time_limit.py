# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An end to computing that may never come to one, such as a regular expression that backtracks."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def processor_time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` inside the block once the process has computed for `seconds` in it.

    For the main thread. `re` looks for signals while it matches, so it can be ended in the
    middle of one match. Processor time, because a busy machine makes no expression bad; and
    the timer for it leaves the one for wall-clock time (SIGALRM) to others. Windows has no such
    timer: there the block runs to its end.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _give_up(number: int, frame: FrameType | None) -> None:
    raise TimeoutError
