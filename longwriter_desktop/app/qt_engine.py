# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Loading models from the window: progress, failure, restart, rest."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from longwriter_desktop.agentwrite.writer import request_for
from longwriter_desktop.app.qt_jobs import JobRunner, Stoppable
from longwriter_desktop.app.seeing import writing_mode
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem, EnvironmentProblem
from longwriter_desktop.domain.ports import (
    EngineInfo,
    LoadProgress,
    LocalEngine,
    Notice,
    ReadingCost,
)

_BEGUN = object()
_KEEP_SECONDS = 10.0  # that a save may put off the next model: a gigabyte on a slow disk
_LOOK_SECONDS = 0.1
Source = Path | Endpoint
Connect = Callable[[Endpoint], Iterator[LoadProgress]]


class Keeper(Protocol):
    """Saves what the model has read of a document, and puts it back: `EngineStates`."""

    @property
    def is_leaving(self) -> bool: ...

    def keep(self) -> bool: ...

    def put_back(self) -> None: ...

    def wait(self, seconds: float) -> bool: ...


class EngineController(QObject):
    """Owns the engine's life. Jobs run on the runner that writing uses too, so never at once.

    Signals:
        loading(fraction): 0 to 1 while a model is loaded.
        loaded(info): an `EngineInfo`; the model is ready.
        unloaded(): there is no model any more, because the writer wanted none.
        rested(): the model's memory is free; the next use of the model loads it again.
        failed(notice): the model could not be loaded, or was not to be, or its process has died;
            there is no model any more.
    """

    loading = Signal(float)
    loaded = Signal(object)
    unloaded = Signal()
    rested = Signal()
    failed = Signal(object)

    def __init__(
        self,
        engine: LocalEngine,
        runner: JobRunner,
        connect: Connect | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        """`connect` takes a server in place of the model file; `keeper` saves what a model has
        read before that is lost, and puts it back behind a load."""
        super().__init__()
        self._keeper = keeper
        self._engine = engine
        self._runner = runner
        self._connect = connect
        self._job = 0
        self._source: Source | None = None
        self._is_resting = False
        self._before: tuple[Source | None, bool] = (None, False)  # what a job would change
        self._has_begun = False
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
    def is_resting(self) -> bool:
        """Whether there is a model that is not in memory now; `wake` loads it."""
        return self._is_resting and not self._job

    @property
    def is_loading(self) -> bool:
        return bool(self._job) and self._source is not None and not self._is_resting

    @property
    def source(self) -> Source | None:
        """The file or the server that writes, or was asked for last; None: no model is wanted."""
        return self._source

    @property
    def model_path(self) -> Path | None:
        """The file that is loaded, or was asked for last; None where a server writes."""
        return self._source if isinstance(self._source, Path) else None

    @property
    def endpoint(self) -> Endpoint | None:
        """The server that writes, or was asked for last."""
        return self._source if isinstance(self._source, Endpoint) else None

    @property
    def is_leaving(self) -> bool:
        """Whether what was read of the document before is being saved: counting would end that."""
        return self._keeper is not None and self._keeper.is_leaving

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
        self._begin(path, partial(self._load_events, path))
        self.loading.emit(0.0)

    def use(self, endpoint: Endpoint) -> None:
        """Find a server in the background, and let it write from now on."""
        assert self._connect is not None
        self._begin(endpoint, partial(self._connect, endpoint))
        self.loading.emit(0.0)

    def choose(self, endpoint: Endpoint) -> None:
        """Let a server write from now on; it is contacted only when the writer wants something
        of it. Where a model is loaded or loading, this is `use`."""
        if self._job or self._engine.is_loaded:
            self.use(endpoint)
            return
        self._source, self._is_resting = endpoint, True
        self.rested.emit()

    def restart(self) -> None:
        """Load the last model again, in a new process where the old one died; find the last
        server again."""
        if isinstance(self._source, Endpoint):
            self.use(self._source)
        elif self._source is not None:
            self.load(self._source)

    def unload(self) -> None:
        """Free the model's memory in the background; without a model this does nothing."""
        self._begin(None, self._unload_events)

    @Slot()
    def rest(self) -> None:
        """Free the model's memory until it is needed again; without a model, and where a server
        writes, nothing happens."""
        if self.is_ready and self.endpoint is None:
            self._begin(self._source, self._unload_events, resting=True)

    @Slot()
    def wake(self) -> None:
        """Load the model that rests, or find the server. Whoever starts a job behind this finds
        it loaded."""
        if self._is_resting:
            self.restart()

    @Slot(object)
    def note_lost(self, problem: EngineProblem) -> None:
        """The process of the model has died while nobody used it."""
        if not self._engine.is_loaded:
            code = "worker_lost" if problem.code == "worker_crashed" else problem.code
            self.failed.emit(Notice("error", code, problem.params))

    @Slot()
    def stop_loading(self) -> None:
        """Give up loading a model. Where it had not begun, the model before is still there."""
        if self.is_loading:
            self._stoppable.stop()

    def limit_threads(self, count: int) -> None:
        """Use no more threads than this, at once; 0: as many as were chosen for the model."""
        self._engine.limit_threads(count)

    def _begin(
        self, source: Source | None, events: Callable[[], Iterator[object]], resting: bool = False
    ) -> None:
        self._stoppable.stop()
        self._stoppable = Stoppable(self._engine, partial(_announced, events))
        if not self._job:
            self._before = (self._source, self._is_resting)
        self._source, self._is_resting, self._has_begun = source, resting, False
        if self._keeper is not None and self._keeper.keep():
            self._runner.start(partial(_kept, self._keeper, self._stoppable))
        self._job = self._runner.start(self._stoppable.events)

    def _load_events(self, path: Path) -> Iterator[object]:
        yield from self._engine.load(path)
        if self._keeper is not None:
            self._keeper.put_back()  # within the job: what waits behind it is to find it there

    def _unload_events(self) -> Iterator[object]:
        self._engine.unload()
        return iter(())

    @Slot(int, object)
    def _on_event(self, job: int, event: object) -> None:
        if job != self._job:
            return
        if event is _BEGUN:
            self._has_begun = True
        elif isinstance(event, LoadProgress):
            self.loading.emit(event.fraction)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        if job != self._job:
            return
        self._job = 0
        if not self._has_begun:
            self._source, self._is_resting = self._before
        if problem is None:
            self._say_state()
        elif isinstance(problem, EnvironmentProblem):
            # A server that was not found is sought again by whoever needs it next.
            self._is_resting = self._is_resting or self.endpoint is not None
            is_wanted = self._stoppable.is_stopped
            severity: Literal["info", "error"] = "info" if is_wanted else "error"
            self.failed.emit(Notice(severity, problem.code, problem.params))
        else:
            raise problem

    def _say_state(self) -> None:
        if self._is_resting:
            self.rested.emit()
        elif self._engine.is_loaded:
            self.loaded.emit(self._engine.info)
        else:
            self.unloaded.emit()


def _announced(events: Callable[[], Iterator[object]]) -> Iterator[object]:
    """The events behind one that tells that they begin."""
    yield _BEGUN
    yield from events()


def _kept(keeper: Keeper, job: Stoppable) -> Iterator[object]:
    """Put off a job until what the model has read is saved, or the job is given up. What takes
    too long gives way to the job."""
    end = time.monotonic() + _KEEP_SECONDS
    while not job.is_stopped and time.monotonic() < end and not keeper.wait(_LOOK_SECONDS):
        pass
    yield from ()
