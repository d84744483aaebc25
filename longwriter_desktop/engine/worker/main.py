# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker process: requests on standard input, events on a private descriptor."""

import ctypes
import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

# proc(5): the priority of a session's processes together, where the kernel groups them so
_SESSION_PRIORITY = Path("/proc/self/autogroup")
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main() -> NoReturn:
    """Run until standard input closes or a shutdown is asked for, then exit with status 0.

    Native code prints to descriptor 1. It is pointed at standard error before anything
    else is imported, and the protocol goes to a copy of the original.
    """
    events = os.dup(1)
    os.dup2(2, 1)
    _keep_nice()
    _outlive_nobody()
    # Who ends a group of processes may send both; the program that asked for the text says what
    # becomes of it, and closes standard input.
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    from longwriter_desktop.engine.worker.service import serve

    gc.freeze()  # the modules: to look for garbage among them after every job would take longer
    with os.fdopen(events, "wb") as output:
        serve(sys.stdin.buffer, output)
    # The listening thread holds the lock of standard input; a usual exit waits a second for it.
    os._exit(0)


def _keep_nice() -> None:
    """A priority that the writer lowered (`nice`) counts against other sessions' programs too: a
    new session begins with the usual one."""
    if sys.platform == "win32" or os.getsid(0) != os.getpid() or not _SESSION_PRIORITY.exists():
        return
    if (priority := os.nice(0)) > 0:
        with suppress(OSError):  # the kernel takes few such changes at a time
            _SESSION_PRIORITY.write_text(str(priority), encoding="ascii")


def _outlive_nobody() -> None:
    """Go on when the program has gone: who stands still (Ctrl-Z) would not see it and stay."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGCONT), 0, 0, 0)
