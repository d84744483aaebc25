# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes from the window: choose, pin and put away, and write several beside the text."""

import threading
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from longwriter_desktop.app.keeping import keep_edits
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.session import Change, DocumentSession
from longwriter_desktop.app.takes import (
    TakeEvent,
    TakeKept,
    best_of,
    seeds_for,
    write_takes,
)
from longwriter_desktop.app.undo import TextCommand
from longwriter_desktop.domain.document import Take
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import Library, Notice, TextEngine


class _Stops:
    """Which takes of a run are to stop; asked by the job's thread."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self._all = threading.Event()

    def add(self, number: int) -> None:
        self._numbers.add(number)

    def add_all(self) -> None:
        self._all.set()

    def __contains__(self, number: int) -> bool:
        return self._all.is_set() or number in self._numbers


class TakesController(QObject):
    """What the writer does with takes. The section's text changes only when one is chosen.

    Signals:
        busy_changed(busy): takes begin to be written, or the last one is over.
        writing(event): a `TakeEvent` while takes are written.
        changed(section_id): the section has other takes, or they are marked otherwise.
        noticed(notice): a `Notice` for the person at the screen.
    """

    busy_changed = Signal(bool)
    writing = Signal(object)
    changed = Signal(str)
    noticed = Signal(object)

    def __init__(
        self,
        session: DocumentSession,
        engine: TextEngine,
        library: Library,
        runner: JobRunner,
        undo_stack: QUndoStack,
    ) -> None:
        super().__init__()
        self._session = session
        self._engine = engine
        self._library = library
        self._runner = runner
        self._undo_stack = undo_stack
        self._job = 0
        self._document_id = ""
        self._section = ""
        self._label = ""
        self._stops = _Stops()
        self._written: list[Take] = []
        self._seed = time.time_ns() % 1_000_000
        session.subscribe(self._on_change)
        runner.happened.connect(self._on_event)
        runner.ended.connect(self._on_ended)

    @property
    def is_busy(self) -> bool:
        return bool(self._job)

    @property
    def section(self) -> str | None:
        """The section that takes are written for, or None."""
        return self._section if self._job else None

    def of(self, section_id: str) -> list[Take]:
        """All takes of a section, the oldest first, deleted ones too."""
        return self._library.takes(section_id)

    def write(self, section_id: str, count: int, label: str, note: str = "") -> None:
        """Write `count` takes of a section at once, beside its text; the document must be saved.

        Where the section has no text when they are done, the best is put in; `label` names
        that step for undo. While another job runs, nothing happens.
        """
        if self._runner.is_busy:
            return
        document = self._session.document
        self._document_id, self._section, self._label = document.id, section_id, label
        self._stops, self._written = _Stops(), []
        seeds = seeds_for(self._seed, count)
        self._seed = seeds[-1] + 1_000
        self._job = self._runner.start(
            partial(
                write_takes, self._engine, self._library, document, section_id, seeds, note,
                self._stops.__contains__,
            )
        )  # fmt: skip
        self.busy_changed.emit(True)

    @Slot()
    def stop(self) -> None:
        """Stop all takes; what has come is kept."""
        if self._job:
            self._stops.add_all()
            self._engine.cancel()

    @Slot(int)
    def stop_one(self, number: int) -> None:
        """Stop one take; the others go on. What has come of it is kept.

        The job itself cancels the answer, with the next event of any take: it alone knows which
        of the engine's answers is this take's.
        """
        self._stops.add(number)

    def choose(self, take: Take, label: str) -> None:
        """Put a take's text into its section; the writer's own edits are kept as a take."""
        before = self._session.document.text_of(take.section_id)
        if take.text == before.text or not self._try(partial(self._keep, take.section_id)):
            return
        after = take.as_text
        self._undo_stack.push(
            TextCommand(self._session, take.section_id, before, after, label, done=False)
        )
        self.changed.emit(take.section_id)

    def keep_present(self, section_id: str) -> None:
        """Make the text that a section has now a take, where it is none yet."""
        if self._try(partial(self._keep, section_id)):
            self.changed.emit(section_id)

    def pin(self, take: Take, pinned: bool) -> None:
        """Let a take stand first, or no longer."""
        if self._try(partial(self._library.pin_take, take.id, pinned)):
            self.changed.emit(take.section_id)

    def delete(self, take: Take, deleted: bool) -> None:
        """Put a take away, or have it back. Its text stays in the library."""
        if self._try(partial(self._library.delete_take, take.id, deleted)):
            self.changed.emit(take.section_id)

    def _keep(self, section_id: str) -> None:
        keep_edits(self._library, self._session.document, section_id)

    def _try(self, work: Callable[[], None]) -> bool:
        """Do something with the library; if that fails, say so."""
        try:
            work()
        except EnvironmentProblem as problem:
            self.noticed.emit(Notice("error", problem.code, problem.params))
            return False
        return True

    def _on_change(self, change: Change) -> None:
        if self._job and self._session.document.id != self._document_id:
            self.stop()

    @Slot(int, object)
    def _on_event(self, job: int, event: object) -> None:
        if job != self._job or not isinstance(event, TakeEvent):
            return
        if isinstance(event.event, TakeKept) and event.event.take is not None:
            self._written.append(event.event.take)
            self.changed.emit(self._section)
        self.writing.emit(event)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        if job != self._job:
            return
        self._job = 0
        try:
            self._fill()
            if isinstance(problem, EnvironmentProblem):
                self.noticed.emit(Notice("error", problem.code, problem.params))
            elif problem is not None:
                raise problem
        finally:
            self.busy_changed.emit(False)

    def _fill(self) -> None:
        """Put the best take into its section, where that still has no text."""
        document, best = self._session.document, best_of(self._written)
        sections = {section.id for section in document.outline.sections}
        if best is None or document.id != self._document_id or self._section not in sections:
            return
        if not document.text_of(self._section).text.strip():
            self.choose(best, self._label)
