# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Summaries that the writer asks for, writes or changes. Each is a step for undo."""

from functools import partial

from PySide6.QtGui import QUndoCommand

from longwriter_desktop.app.qt_model_use import ModelUse, Parts
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.app.summarising import (
    SummaryMade,
    may_replace,
    summarise_now,
    written_summary,
)
from longwriter_desktop.domain.document import SectionSummary


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


class SummariesController(ModelUse):
    """One summary at a time, on the runner that writing uses, too. Who stops the model has the
    summary that was there."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._label = ""

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
        self._start(partial(summarise_now, self._engine, document, section_id))

    def write(self, section_id: str, text: str, label: str) -> None:
        """Make a text of the writer's the summary; an empty one takes it away."""
        summary = written_summary(self._session.document, section_id, text)
        self._undo_stack.push(SummaryCommand(self._session, section_id, summary, label))

    def _on_event(self, event: object) -> None:
        if not isinstance(event, SummaryMade) or event.summary is None:
            return
        document = self._session.document
        if document.id == event.document_id and may_replace(document, event.section_id):
            self._undo_stack.push(
                SummaryCommand(self._session, event.section_id, event.summary, self._label)
            )
