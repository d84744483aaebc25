# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Summaries that the writer asks for, writes or changes. Each is a step for undo."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.app.summarising import (
    SummaryMade,
    may_replace,
    summarise_now,
    written_summary,
)
from longwriter_desktop.domain.document import SectionSummary
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import LocalEngine, Notice


class SummaryCommand(QUndoCommand):
    """Replaces the summary of one section; None takes it away."""

    def __init__(
        self, session: DocumentSession, section_id: str, after: SectionSummary | None, label: str
    ) -> None:
        super().__init__(label)
        self._session = session
        self._section_id = section_id
        self._before = session.document.summaries.get(section_id)
        self._after = after

    def redo(self) -> None:
        self._session.set_summary(self._section_id, self._after)

    def undo(self) -> None:
        self._session.set_summary(self._section_id, self._before)


class SummariesController(QObject):
    """One summary at a time, on the runner that writing uses, too.

    Signals:
        busy_changed(busy): the model began to sum a section up, or has ended.
        failed(notice): nothing came of it.
    """

    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(
        self,
        session: DocumentSession,
        engine: LocalEngine,
        runner: JobRunner,
        undo_stack: QUndoStack,
    ) -> None:
        super().__init__()
        self._session = session
        self._engine = engine
        self._runner = runner
        self._undo_stack = undo_stack
        self._job = 0
        self._label = ""
        runner.happened.connect(self._on_event)
        runner.ended.connect(self._on_ended)

    @property
    def is_busy(self) -> bool:
        return bool(self._job)

    def can_summarise(self, section_id: str) -> bool:
        """Whether the model may write this summary now: it never replaces the writer's own."""
        return (
            self._engine.is_loaded
            and not self._runner.is_busy
            and may_replace(self._session.document, section_id)
        )

    def summarise(self, section_id: str, label: str) -> None:
        """Let the model sum a section up; `label` names the step for undo. Where it cannot
        now, nothing happens.
        """
        if not self.can_summarise(section_id):
            return
        self._label = label
        document = self._session.document
        self._job = self._runner.start(partial(summarise_now, self._engine, document, section_id))
        self.busy_changed.emit(True)

    def write(self, section_id: str, text: str, label: str) -> None:
        """Make a text of the writer's the summary; an empty one takes it away."""
        summary = written_summary(self._session.document, section_id, text)
        self._undo_stack.push(SummaryCommand(self._session, section_id, summary, label))

    @Slot()
    def stop(self) -> None:
        """Stop the model; the summary that was there stays."""
        if self._job:
            self._engine.cancel()

    @Slot(int, object)
    def _on_event(self, job: int, event: object) -> None:
        if job != self._job or not isinstance(event, SummaryMade) or event.summary is None:
            return
        document = self._session.document
        if document.id == event.document_id and may_replace(document, event.section_id):
            self._undo_stack.push(
                SummaryCommand(self._session, event.section_id, event.summary, self._label)
            )

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        if job != self._job:
            return
        self._job = 0
        try:
            if isinstance(problem, EnvironmentProblem):
                self.failed.emit(Notice("error", problem.code, problem.params))
            elif problem is not None:
                raise problem
        finally:
            self.busy_changed.emit(False)
