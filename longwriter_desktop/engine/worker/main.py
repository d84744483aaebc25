# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker process: requests on standard input, events on a private descriptor."""

import gc
import os
import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run until standard input closes or a shutdown is asked for, then exit with status 0.

    Native code prints to descriptor 1. It is pointed at standard error before anything
    else is imported, and the protocol goes to a copy of the original.
    """
    events = os.dup(1)
    os.dup2(2, 1)
    # A terminal sends both to all behind it; the program that asked for the text says what becomes
    # of it, and closes standard input.
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    from longwriter_desktop.engine.worker.service import serve

    gc.freeze()  # the modules: to look for garbage among them after every job would take longer
    with os.fdopen(events, "wb") as output:
        serve(sys.stdin.buffer, output)
    # The listening thread holds the lock of standard input; a usual exit waits a second for it.
    os._exit(0)
