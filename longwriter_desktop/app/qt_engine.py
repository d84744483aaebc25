# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Loading models from the window: progress, failure, restart."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from longwriter_desktop.agentwrite.writer import request_for
from longwriter_desktop.app.qt_jobs import JobRunner, Stoppable
from longwriter_desktop.app.seeing import writing_mode
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import (
    EngineInfo,
    LoadProgress,
    LocalEngine,
    Notice,
    ReadingCost,
)


class EngineController(QObject):
    """Owns the engine's life. Jobs run on the runner that writing uses too, so never at once.

    Signals:
        loading(fraction): 0 to 1 while a model is loaded.
        loaded(info): an `EngineInfo`; the model is ready.
        unloaded(): there is no model any more, because the writer wanted none.
        failed(notice): the model could not be loaded; the one before is gone.
    """

    loading = Signal(float)
    loaded = Signal(object)
    unloaded = Signal()
    failed = Signal(object)

    def __init__(self, engine: LocalEngine, runner: JobRunner) -> None:
        super().__init__()
        self._engine = engine
        self._runner = runner
        self._job = 0
        self._path: Path | None = None
        self._stoppable = Stoppable(engine, self._unload_events)
        runner.happened.connect(self._on_event)
        runner.ended.connect(self._on_ended)

    @property
    def is_ready(self) -> bool:
        return self._engine.is_loaded and not self._job

    @property
    def info(self) -> EngineInfo | None:
        return self._engine.info if self._engine.is_loaded else None

    @property
    def model_path(self) -> Path | None:
        """The file that is loaded, or was asked for last."""
        return self._path

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Token counts of texts; it waits for the engine, so call it in a job's thread.

        Raises `EngineProblem` without a model, or when its process has died.
        """
        return self._engine.count_tokens(texts)

    def reading_cost(self, document: Document, section_id: str) -> ReadingCost:
        """What is read before writing a section begins; call it in a job's thread.

        Raises `InputProblem`, and `EngineProblem` as `count_tokens` does.
        """
        mode = writing_mode(document, section_id)
        return self._engine.reading_cost(request_for(self._engine, document, section_id, mode))

    def load(self, path: Path) -> None:
        """Load a model file in the background; one that is being loaded is given up."""
        self.loading.emit(0.0)
        self._begin(path, partial(self._engine.load, path))

    def restart(self) -> None:
        """Load the last model again, in a new process where the old one died."""
        if self._path is not None:
            self.load(self._path)

    def unload(self) -> None:
        """Free the model's memory in the background; without a model this does nothing."""
        self._begin(None, self._unload_events)

    def _begin(self, path: Path | None, events: Callable[[], Iterator[object]]) -> None:
        self._stoppable.stop()
        self._stoppable = Stoppable(self._engine, events)
        self._path = path
        self._job = self._runner.start(self._stoppable.events)

    def _unload_events(self) -> Iterator[object]:
        self._engine.unload()
        return iter(())

    @Slot(int, object)
    def _on_event(self, job: int, event: object) -> None:
        if job == self._job and isinstance(event, LoadProgress):
            self.loading.emit(event.fraction)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        if job != self._job:
            return
        self._job = 0
        if problem is None and self._path is None:
            self.unloaded.emit()
        elif problem is None:
            self.loaded.emit(self._engine.info)
        elif isinstance(problem, EnvironmentProblem):
            self.failed.emit(Notice("error", problem.code, problem.params))
        else:
            raise problem
