# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Has a worker save or restore what it has read."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.process import WorkerProcess
from longwriter_desktop.engine.turns import Turns


def move_state(
    turns: Turns,
    process: Callable[[], WorkerProcess],
    choice: protocol.SaveState | protocol.RestoreState,
    spared_seconds: float = 0.0,
) -> tuple[int, str]:
    """Bytes of the file or tokens that are there now, and "", or 0 and the reason.

    Saving gives way to any other use once it has had `spared_seconds`; restoring does not.
    Raises `EngineProblem`.
    """
    gives_way = isinstance(choice, protocol.SaveState)

    def request(job: int) -> protocol.Request:
        return replace(choice, job=job)

    with closing(turns.background_job(process, request, gives_way, spared_seconds)) as events:
        for event in events:
            if isinstance(event, protocol.StateSaved):
                return event.bytes, event.reason
            if isinstance(event, protocol.StateRestored):
                return event.tokens, event.reason
    return 0, "cancelled"
