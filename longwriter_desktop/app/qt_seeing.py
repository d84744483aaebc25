# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model sees, worked out in the background while the engine has nothing else to do."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.agentwrite.prompt_blocks import PromptView
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.seeing import see
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import Notice, ReadingCost

QUIET_MS = 250


class SeeingController(QObject):
    """Answers the latest question only; while the engine is busy it waits, and while what was read
    of the document before is being saved.

    Signals:
        seen(view): a `PromptView` for the section that was asked about last.
        costed(cost): a `ReadingCost`, what reading that prompt would take now.
        failed(notice): there is no prompt for it.
    """

    seen = Signal(object)
    costed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        session: DocumentSession,
        engine: EngineController,
        runner: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._engine = engine
        self._runner = runner
        self._job = 0
        self._wanted: str | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._start)
        runner.happened.connect(self._on_event)
        runner.ended.connect(self._on_ended)
        runner.busy_changed.connect(self._on_busy)

    def ask(self, section_id: str) -> None:
        """Work out the prompt for a section soon; an answer under way is dropped."""
        self._job = 0
        self._wanted = section_id
        self._timer.start()

    def stop(self) -> None:
        """Nobody wants an answer any more."""
        self._job = 0
        self._wanted = None
        self._timer.stop()

    @Slot()
    def _start(self) -> None:
        document, info = self._session.document, self._engine.info
        if self._runner.is_busy or info is None or self._wanted is None:
            return
        if self._engine.is_leaving:
            self._timer.start()
            return
        if all(section.id != self._wanted for section in document.outline.sections):
            return
        section, self._wanted = self._wanted, None
        events = partial(_views, self._engine, document, section, info.context_tokens)
        self._job = self._runner.start(events, quiet=True)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if not busy and self._wanted is not None:
            self._timer.start()

    @Slot(int, object)
    def _on_event(self, job: int, event: object) -> None:
        if job != self._job:
            return
        if isinstance(event, PromptView):
            self.seen.emit(event)
        elif isinstance(event, ReadingCost):
            self.costed.emit(event)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        if job != self._job:
            return
        self._job = 0
        if isinstance(problem, EnvironmentProblem):
            self.failed.emit(Notice("warning", problem.code, problem.params))
        elif problem is not None:
            raise problem


def _views(
    engine: EngineController, document: Document, section_id: str, context_tokens: int
) -> Iterator[PromptView | ReadingCost]:
    yield see(document, section_id, engine.count_tokens, context_tokens)
    yield engine.reading_cost(document, section_id)
