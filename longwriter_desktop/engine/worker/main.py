# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker process: requests on standard input, events on a private descriptor."""

import os
import signal
import sys


def main() -> int:
    """Run until standard input closes or a shutdown is asked for; returns the exit status.

    Native code prints to descriptor 1. It is pointed at standard error before anything
    else is imported, and the protocol goes to a copy of the original.
    """
    events = os.dup(1)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from longwriter_desktop.engine.worker.service import serve

    with os.fdopen(events, "wb") as output:
        serve(sys.stdin.buffer, output)
    return 0
