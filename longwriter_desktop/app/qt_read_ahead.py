# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Uses the engine's idle time: sums up what the next section's prompt has no room for, then
reads that prompt, so that writing starts at once.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.agentwrite.asking import told_of
from longwriter_desktop.agentwrite.writer import request_for
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.seeing import step_to_see, writing_mode
from longwriter_desktop.app.session import Change, DocumentSession
from longwriter_desktop.app.summarising import SummaryMade, may_replace, summaries_ahead
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import LocalEngine, PromptProgress
from longwriter_desktop.domain.told import Told

_QUIET_MS = 2_000  # without a change, before anything is read


class ReadAhead(QObject):
    """Reads what an edit, a switched take or a changed plan made unread. What has left the
    context, or soon will, is summed up before, the oldest first; writing never waits for that.

    It works on a thread of its own: the engine itself ends it when anything else is asked.
    A problem is nobody's concern here; whoever writes next meets it and is told.

    Signals:
        has_read(): what comes next can be written at once.
    """

    has_read = Signal()

    def __init__(self, session: DocumentSession, engine: LocalEngine, runner: JobRunner) -> None:
        super().__init__()
        self._session = session
        self._engine = engine
        self._runner = runner
        self._own = JobRunner(self)
        self._own.happened.connect(self._on_event)
        self._own.ended.connect(self._on_ended)
        self._done: Document | None = None
        self._used: str | None = None  # id of the document that the model was last used for
        self._is_whole = True  # what was done last, not cut short by somebody who needed the engine
        self._is_needed = threading.Event()  # somebody asked for the engine since work began
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._start)
        session.subscribe(self._on_change)
        runner.busy_changed.connect(self._on_busy)

    @property
    def is_reading(self) -> bool:
        return self._own.is_busy

    def stop(self) -> None:
        """Begin nothing any more."""
        self._is_needed.set()
        self._timer.stop()
        self._used = None

    def close(self) -> None:
        """Wait for what runs; whoever owns the engine closes it first, which ends that."""
        self._own.close()

    @Slot(bool)
    def note_use(self, busy: bool) -> None:
        """The model worked for the writer. Before that, nothing is read ahead: who only types
        should not hear the fan."""
        self._used = self._session.document.id

    def _on_change(self, change: Change) -> None:
        if self._used is not None:
            self._timer.start()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._is_needed.set()
            self._timer.stop()
        else:
            self._timer.start()

    @Slot()
    def _start(self) -> None:
        document = self._session.document
        if self._runner.is_busy or self._own.is_busy or not self._engine.is_loaded:
            return
        if self._engine.info.server:
            return  # nobody pays a server for what may never be needed
        if document is self._done or document.id != self._used or not document.outline.sections:
            return
        self._done, self._is_whole = document, False
        self._is_needed.clear()
        self._own.start(partial(_work, self._engine, document, self._is_needed.is_set))

    @Slot(int, object)
    def _on_event(self, job: int, event: object) -> None:
        match event:
            case PromptProgress():
                self._is_whole = event.read >= event.total - 1
            case SummaryMade():
                self._take_in(event)
            case Told() if self._session.document is self._done and self._is_whole:
                self._session.remember_told(event)
                self._done = self._session.document

    def _take_in(self, made: SummaryMade) -> None:
        """Keep a summary, unless the writer wrote one meanwhile, or opened another document."""
        document = self._session.document
        if document.id == made.document_id and may_replace(document, made.section_id):
            self._session.set_summary(made.section_id, made.summary)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        if isinstance(problem, EnvironmentProblem):
            return
        if problem is not None:
            raise problem
        if not self._is_whole:
            self._done = None
        if self._session.document is self._done:
            self.has_read.emit()
        else:
            self._timer.start()


def _work(
    engine: LocalEngine, document: Document, is_needed: Callable[[], bool]
) -> Iterator[object]:
    section = step_to_see(document, None) or document.outline.sections[-1].id
    summed_up = yield from summaries_ahead(engine, document, section, is_needed)
    if summed_up is not None:
        yield from _read(engine, summed_up, section)


def _read(engine: LocalEngine, document: Document, section: str) -> Iterator[PromptProgress | Told]:
    """Read what comes next; where the plan has changed since it was told, with the plan as it
    is now, if both conversations have room: the old one serves until the new one is whole."""
    mode = writing_mode(document, section)
    request = request_for(engine, document, section, mode)
    if told_of(document).plan == document.outline:
        yield from engine.prepare(request)
        return
    afresh = Told(document.outline)
    renewed = request_for(engine, replace(document, told=afresh), section, mode)
    total = engine.reading_cost(request).total + engine.reading_cost(renewed).total
    if total > engine.info.context_tokens:
        yield from engine.prepare(request)
        return
    yield from engine.prepare(renewed)
    yield afresh
