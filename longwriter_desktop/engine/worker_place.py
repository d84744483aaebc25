# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The one worker process of an engine: started when it is needed, and replaced when it died."""

from collections.abc import Callable

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.process import ProcessEnd, WorkerProcess


class WorkerPlace:
    """Holds the `process`, if there is one. For whoever has the turn; a limit of threads may
    be set from any thread."""

    def __init__(self) -> None:
        self.process: WorkerProcess | None = None
        self._has_model: Callable[[], bool] = bool
        self._lost: Callable[[EngineProblem], None] | None = None
        self._thread_limit = 0

    @property
    def pid(self) -> int | None:
        """Process id, None where none runs."""
        process = self.process
        return process.pid if process is not None and process.is_running else None

    @property
    def is_of_use(self) -> bool:
        """Whether the process runs, or was killed for a cancelled job and can be replaced."""
        process = self.process
        return process is not None and (process.is_running or process.was_killed)

    def started(self) -> WorkerProcess:
        """The process, a new one where none runs."""
        if self.process is None or not self.process.is_running:
            self.drop()
            self.process = WorkerProcess(on_end=self._on_end)
            self.process.send(protocol.Threads(self._thread_limit))
        return self.process

    def watch(self, has_model: Callable[[], bool], lost: Callable[[EngineProblem], None]) -> None:
        """Call `lost`, in a thread, when the process dies by itself while it `has_model`; without
        one nothing is lost, as the next load starts another process."""
        self._has_model, self._lost = has_model, lost

    def drop(self) -> None:
        """Kill the process, if there is one."""
        if self.process is not None:
            self.process.kill()
            self.process = None

    def limit_threads(self, count: int) -> None:
        """Use no more threads than this, now and in later processes; 0: no limit."""
        self._thread_limit = count
        if (process := self.process) is not None:
            process.send(protocol.Threads(count))

    def _on_end(self, process: WorkerProcess, end: ProcessEnd) -> None:
        if process is not self.process or process.was_killed:
            return
        if self._lost is not None and self._has_model():
            self._lost(end.problem())
