# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices that the model's process has died while nobody used it."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.domain.errors import EngineProblem


def watch_for(controller: EngineController, runner: JobRunner) -> "WorkerWatch":
    """A watch that tells a controller; it lives as long as the controller does."""
    watch = WorkerWatch(runner, controller)
    watch.lost.connect(controller.note_lost)
    return watch


class WorkerWatch(QObject):
    """Leaves a death to the job that meets it, and tells of it where none does.

    Signals:
        lost(problem): the process has died, and no job of the runner has failed by it.
    """

    lost = Signal(object)
    _came = Signal(object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._untold: EngineProblem | None = None
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        runner.ended.connect(self._on_ended)
        runner.busy_changed.connect(self._tell)

    def note(self, problem: EngineProblem) -> None:
        """The process has died; from any thread."""
        self._came.emit(problem)

    @Slot(object)
    def _on_came(self, problem: EngineProblem) -> None:
        self._untold = problem
        self._tell()

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        if isinstance(problem, EngineProblem):
            self._untold = None  # whoever began the job tells

    @Slot()
    def _tell(self) -> None:
        problem = self._untold
        if problem is not None and not self._runner.is_busy and not self._runner.is_closed:
            self._untold = None
            self.lost.emit(problem)
