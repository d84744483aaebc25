# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Measures which settings a model runs best with, while nobody needs it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.app.qt_jobs import JobRunner, Stoppable
from longwriter_desktop.app.session import Change, DocumentSession
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import EngineInfo, LocalEngine, Notice
from longwriter_desktop.domain.tuning import Tuning, TuningProgress

_QUIET_MS = 20_000  # without a change, and without any use of the model


class TuningController(QObject):
    """A model that was never measured here is, once it has written and the writer pauses; any
    model, when the writer asks. A change of the document, and whatever else the engine is asked
    for, end the measuring.

    Signals:
        changed(): something else is to be said of the model or of the measuring.
    """

    changed = Signal()

    def __init__(
        self,
        session: DocumentSession,
        engine: LocalEngine,
        runner: JobRunner,
        on_battery: Callable[[], bool],
        quiet_ms: int = _QUIET_MS,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._runner = runner
        self._on_battery = on_battery
        self._own = JobRunner(self)
        self._measuring = Stoppable(engine, engine.tune)
        self._used = ""  # fingerprint of the model that has written for the writer
        self._given_up = ""  # of the one that could not be measured
        self.fraction = 0.0
        self.was_ended = False  # before there was a result
        self.problem: Notice | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(quiet_ms)
        self._timer.timeout.connect(self._on_quiet)
        self._own.happened.connect(self._on_event)
        self._own.ended.connect(self._on_ended)
        runner.busy_changed.connect(self._on_busy)
        session.subscribe(self._on_change)

    @property
    def info(self) -> EngineInfo | None:
        """The loaded model."""
        return self._engine.info if self._engine.is_loaded else None

    @property
    def result(self) -> Tuning | None:
        """What was measured for the loaded model, now or earlier."""
        return self._engine.tuning if self._engine.is_loaded else None

    @property
    def is_measuring(self) -> bool:
        return self._own.is_busy

    @property
    def can_measure(self) -> bool:
        """Whether there is a model on this computer that nobody uses."""
        info = self.info
        is_here = info is not None and not info.server
        return is_here and not self._runner.is_busy and not self._own.is_busy

    @Slot()
    def measure(self) -> None:
        """Measure the loaded model now; while it works this does nothing."""
        if self.can_measure:
            self._timer.stop()
            self.fraction, self.was_ended, self.problem = 0.0, False, None
            self._measuring = Stoppable(self._engine, self._engine.tune)
            self._own.start(self._measuring.events)
            self.changed.emit()

    def give_way(self) -> None:
        """End the measuring; it may begin again in another pause."""
        if self.is_measuring:
            self._measuring.stop()

    def give_up(self) -> None:
        """End the measuring, and begin none of this model in a pause any more."""
        if self.info is not None:
            self._given_up = self.info.fingerprint
        self.give_way()

    def stop(self) -> None:
        """End the measuring and begin nothing any more."""
        self._timer.stop()
        self._used = ""
        self.give_way()

    def close(self) -> None:
        """Wait for what runs; whoever owns the engine closes it first, which ends that."""
        self._own.close()

    @Slot(bool)
    def note_use(self, busy: bool) -> None:
        """The model worked for the writer. Nothing is measured before: the first use is not
        made to wait, and who only types should not hear the fan."""
        if self._engine.is_loaded:
            self._used = self._engine.info.fingerprint

    def _on_change(self, change: Change) -> None:
        self.give_way()
        if self._timer.isActive():
            self._timer.start()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._timer.stop()
            self.was_ended, self.problem = False, None
        else:
            self._wait()
        self.changed.emit()

    def _wait(self) -> None:
        info = self.info
        if info is None or info.server or self.result is not None or self._runner.is_busy:
            return
        if info.fingerprint == self._used != self._given_up:
            self._timer.start()

    @Slot()
    def _on_quiet(self) -> None:
        if not self._on_battery():  # which lasts longer so, and slows some processors down
            self.measure()

    @Slot(int, object)
    def _on_event(self, job: int, event: object) -> None:
        if isinstance(event, TuningProgress):
            self.fraction = event.fraction
        self.changed.emit()

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        self.was_ended = self.fraction < 1
        if isinstance(problem, EnvironmentProblem):
            self.problem = Notice("warning", problem.code, problem.params)
            self._given_up = self._used
        elif problem is not None:
            raise problem
        self._wait()
        self.changed.emit()
