# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Loading a model in a worker, and what it means when the worker dies of it."""

import signal
from collections.abc import Generator
from contextlib import closing

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import EngineInfo, LoadProgress
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.jobs import Jobs
from longwriter_desktop.engine.process import WorkerProcess


def load_events(
    jobs: Jobs, process: WorkerProcess, request: protocol.Load
) -> Generator[LoadProgress | EngineInfo, None, None]:
    """Load a model; yields how much of it is read, and what it is when it is ready.

    Raises `EngineProblem`; `load_cancelled` when a cancel ended it.
    """
    info = None
    try:
        with closing(jobs.run(process, request)) as events:
            for event in events:
                if isinstance(event, protocol.LoadProgress):
                    yield LoadProgress(event.fraction)
                elif isinstance(event, protocol.Loaded):
                    info = event.info
    except EngineProblem as problem:
        if not _aborted(problem):
            raise
        detail = problem.params["log_tail"]
        raise EngineProblem("model_damaged", path=request.path, detail=detail) from problem
    if info is None:
        raise EngineProblem("load_cancelled", path=request.path)
    yield info


def _aborted(problem: EngineProblem) -> bool:
    """Whether the worker aborted; while it loads a file, the file contradicts itself then."""
    return problem.params.get("signal") in (signal.SIGABRT, signal.SIGSEGV, signal.SIGFPE)
