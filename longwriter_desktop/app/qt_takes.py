# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes from the window: choose, pin and put away, and write several beside the text."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot

from longwriter_desktop.app.keeping import keep_edits
from longwriter_desktop.app.qt_model_use import ModelUse, Parts
from longwriter_desktop.app.session import Change
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
from longwriter_desktop.domain.events import SectionStarted


class TakesController(ModelUse):
    """What the writer does with takes. The section's text changes only when one is chosen.

    Signals:
        busy_changed(busy): takes begin to be written, or the last one is over.
        writing(event): a `TakeEvent` while takes are written.
        changed(section_id): the section has other takes, or they are marked otherwise.
    """

    writing = Signal(object)
    changed = Signal(str)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._document_id = ""
        self._section = ""
        self._label = ""
        self._count = 0
        self._stopped: set[int] = set()  # numbers of takes; asked by the job's thread
        self._written: list[Take] = []
        parts.session.subscribe(self._on_change)

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
        self._count, self._stopped, self._written = count, set(), []
        seeds = seeds_for(self._seed, count)
        self._seed = seeds[-1] + 1_000
        self._start(
            partial(
                write_takes, self._engine, self._library, document, section_id, seeds, note,
                self._stopped.__contains__,
            )
        )  # fmt: skip

    @Slot()
    def stop(self) -> None:
        """Stop all takes; what has come is kept."""
        self._stopped.update(range(1, self._count + 1))
        super().stop()

    @Slot(int)
    def stop_one(self, number: int) -> None:
        """Stop one take; the others go on. What has come of it is kept.

        The job itself cancels the answer, with the next event of any take: it alone knows which
        of the engine's answers is this take's.
        """
        self._stopped.add(number)

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
            self._say(problem)
            return False
        return True

    def _on_change(self, change: Change) -> None:
        if self._job and self._session.document.id != self._document_id:
            self.stop()

    def _on_event(self, event: object) -> None:
        if not isinstance(event, TakeEvent):
            return
        if isinstance(event.event, SectionStarted) and event.event.told is not None:
            self._session.remember_told(event.event.told)
        if isinstance(event.event, TakeKept) and event.event.take is not None:
            self._written.append(event.event.take)
            self.changed.emit(self._section)
        self.writing.emit(event)

    def _on_end(self, has_failed: bool) -> None:
        """Put the best take into its section, where that still has no text."""
        document, best = self._session.document, best_of(self._written)
        sections = {section.id for section in document.outline.sections}
        if best is None or document.id != self._document_id or self._section not in sections:
            return
        if not document.text_of(self._section).text.strip():
            self.choose(best, self._label)
