# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document whose plan is made and changed by another model than its text."""

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.app.model_choice import source_of
from longwriter_desktop.app.qt_engine import EngineController, Source
from longwriter_desktop.app.qt_model_use import Parts
from longwriter_desktop.app.qt_replanning import Replanning
from longwriter_desktop.app.qt_writing import WritingController
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.ports import ModelFile, Notice


class _Step(Enum):
    NONE = "none"
    PLANNER = "planner"  # it is being loaded
    PLAN = "plan"  # it plans
    WRITER = "writer"  # the model that writes is being loaded again
    WRITER_TO_PLAN = "writer_to_plan"  # the same, and then it plans


class TwoModels(QObject):
    """Loads the planner, has the plan made or changed, and loads the writer's model again.

    The document stays open meanwhile. For a planner that is missing or does not load, the
    writer's model plans. A model that the person at the screen chooses meanwhile stays.

    Signals:
        busy_changed(busy): a plan is to come, or has come or was given up.
        noticed(notice): a `Notice` for the person at the screen.
    """

    busy_changed = Signal(bool)
    noticed = Signal(object)

    def __init__(
        self,
        parts: Parts,
        engine: EngineController,
        writing: WritingController,
        replanning: Replanning,
    ) -> None:
        super().__init__()
        self._session, self._runner = parts.session, parts.runner
        self._engine = engine
        self._writing, self._replanning = writing, replanning
        self._work: Callable[[], None] = writing.make_plan  # what the planner is loaded for
        self._models: Callable[[], Sequence[ModelFile]] = tuple
        self._servers: Callable[[], Sequence[Endpoint]] = tuple
        self._step = _Step.NONE
        self._planner: Source | None = None
        self._writer: Source | None = None
        self._document_id = ""
        self._is_stopped = False
        # Behind whatever else hears of a signal: they would be told of two loads in one.
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)
        engine.loaded.connect(self._on_loaded)
        engine.failed.connect(self._on_failed)
        engine.unloaded.connect(self._on_unloaded)
        for use in (writing, replanning):
            use.busy_changed.connect(self._on_use)

    def know(
        self, models: Callable[[], Sequence[ModelFile]], servers: Callable[[], Sequence[Endpoint]]
    ) -> None:
        """Where a model is no longer in its place, it is sought by its name among these; the
        servers are those that may be sent something."""
        self._models, self._servers = models, servers

    @property
    def is_busy(self) -> bool:
        """Whether a plan is to come."""
        return self._step in (_Step.PLANNER, _Step.PLAN, _Step.WRITER_TO_PLAN)

    @property
    def is_planner_loaded(self) -> bool:
        """Whether the engine's model is there for the plan only."""
        return self._step in (_Step.PLANNER, _Step.PLAN) and self._is_ours(self._planner)

    @property
    def can_plan(self) -> bool:
        """Whether there is a model to plan with."""
        return self._present is not None or self._planner_source() is not None

    def make_plan(self) -> None:
        """Ask the document's planner for a plan, or else the model that writes."""
        self._ask(self._writing.make_plan)

    def change_plan(self, wish: str) -> None:
        """Ask it for changes to the plan. Raises `InputProblem` where that cannot be done now."""
        self._replanning.check(wish)
        self._ask(partial(self._replanning.ask, wish))

    def _ask(self, work: Callable[[], None]) -> None:
        document, source = self._session.document, self._planner_source()
        if document.planner is not None and source is None:
            is_server = bool(document.planner.server)
            code = "planner_server_missing" if is_server else "planner_missing"
            self._say(code, document.planner.name)
        if source is None or source == self._present:
            work()
            return
        self._planner, self._writer, self._work = source, self._present, work
        self._document_id, self._is_stopped = document.id, False
        self._enter(_Step.PLANNER)
        self._load(source)

    @Slot()
    def stop(self) -> None:
        """Give up the plan; the model that writes is loaded again."""
        self._is_stopped = True
        if self._step in (_Step.PLANNER, _Step.WRITER_TO_PLAN):
            self._engine.stop_loading()

    def _planner_source(self) -> Source | None:
        choice = self._session.document.planner
        if choice is None:
            return None
        return source_of(choice, self._models(), self._servers())

    @property
    def _present(self) -> Source | None:
        """What the engine has, or was asked for last."""
        return self._engine.source

    def _is_ours(self, asked: Source | None) -> bool:
        """Whether the engine still has what was asked for here."""
        return self._present == asked

    def _is_wanted(self) -> bool:
        return not self._is_stopped and self._session.document.id == self._document_id

    def _enter(self, step: _Step) -> None:
        was_busy, self._step = self.is_busy, step
        if was_busy is not self.is_busy:
            self.busy_changed.emit(self.is_busy)

    @Slot()
    def _on_loaded(self) -> None:
        awaited = self._planner if self._step is _Step.PLANNER else self._writer
        if self._step in (_Step.PLANNER, _Step.WRITER_TO_PLAN) and self._is_ours(awaited):
            self._next.start()
        else:
            self._enter(_Step.NONE)  # the writer's model, or one that was chosen meanwhile

    @Slot()
    def _on_failed(self) -> None:
        if self._step is not _Step.PLANNER or self._writer is None:
            self._enter(_Step.NONE)
            return
        if not self._is_stopped:
            self._say("planner_failed", _name_of(self._planner))
            self._enter(_Step.WRITER_TO_PLAN)
        self._next.start()

    @Slot()
    def _on_unloaded(self) -> None:
        self._enter(_Step.NONE)

    @Slot(bool)
    def _on_use(self, busy: bool) -> None:
        if not busy and self._step is _Step.PLAN:
            self._enter(_Step.WRITER if self._is_ours(self._planner) else _Step.NONE)
            self._next.start()

    @Slot()
    def _go_on(self) -> None:
        if self._step is _Step.NONE or self._runner.is_closed:
            return
        is_there = self._engine.is_ready
        if self._step is _Step.PLANNER and is_there and self._is_wanted():
            self._enter(_Step.PLAN)
            self._work()
        elif self._step is _Step.WRITER_TO_PLAN and is_there:
            self._enter(_Step.NONE)
            if self._is_wanted():
                self._work()
        else:
            self._bring_writer_back()

    def _bring_writer_back(self) -> None:
        if self._writer is None:
            self._enter(_Step.NONE)
            self._engine.unload()
            return
        if self._step is not _Step.WRITER_TO_PLAN:
            self._enter(_Step.WRITER)
        self._load(self._writer)

    def _load(self, source: Source) -> None:
        if isinstance(source, Endpoint):
            self._engine.use(source)
        else:
            self._engine.load(source)

    def _say(self, code: str, name: str) -> None:
        self.noticed.emit(Notice("warning", code, {"name": name}))


def _name_of(source: Source | None) -> str:
    return source.name if isinstance(source, Endpoint) else source.stem if source else ""
