# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Revising from the window: the answer comes in the background and changes nothing until the
writer accepts it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoCommand

from longwriter_desktop.agentwrite.joins import closing
from longwriter_desktop.agentwrite.revising import revise_passage, smooth_joins
from longwriter_desktop.app.keeping import keep_edits
from longwriter_desktop.app.qt_model_use import ModelUse, Parts
from longwriter_desktop.app.revising import (
    Answer,
    Change,
    change_of,
    keep_accepted,
    keep_answer,
    texts_with,
)
from longwriter_desktop.app.session import Change as SessionChange
from longwriter_desktop.app.undo import EditCommand, TextCommand
from longwriter_desktop.domain.document import Document, Take
from longwriter_desktop.domain.ports import Notice, TextEngine
from longwriter_desktop.domain.revision import (
    Passage,
    Revision,
    RevisionEnded,
    RevisionEvent,
    RevisionKind,
    RevisionStarted,
)


@dataclass(frozen=True)
class Asked:
    """What was asked for, and the passage that it is about (the first one, at a join)."""

    revision: Revision
    passage: Passage
    section_ids: tuple[str, ...]


_Source = Callable[[TextEngine, Document, int], Iterator[RevisionEvent]]


class RevisingController(ModelUse):
    """One wish at a time: its answers, and what they change in the present text.

    Signals:
        busy_changed(busy): an answer begins to be written, or is over.
        came(event): a `RevisionEvent` while it is written.
        answered(): the answer is over; `changes` holds what it changes.
        changes_moved(): the writer typed; `changes` were made anew against the present text,
            or, where another document was opened, there are no answers any more.
        settled(): what was asked for was accepted or refused, and the model is free.
    """

    came = Signal(object)
    answered = Signal()
    changes_moved = Signal()
    settled = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._source: _Source | None = None
        self._asked: Asked | None = None
        self._given: Document = parts.session.document
        self._answers: list[Answer] = []
        self._changes: list[Change | None] = []
        parts.session.subscribe(self._on_change)

    @property
    def asked(self) -> Asked | None:
        """The wish that is being answered or was answered last; None where it is settled."""
        return self._asked

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(self._answers)

    @property
    def changes(self) -> tuple[Change, ...] | None:
        """What the answers change; None where the writer changed a passage and its place."""
        found = [change for change in self._changes if change is not None]
        return tuple(found) if len(found) == len(self._changes) else None

    def revise(self, passage: Passage, revision: Revision) -> None:
        """Ask for a new text of a passage; an earlier answer that was not accepted goes."""
        asked = Asked(revision, passage, (passage.section_id,))
        is_translation = revision.kind is RevisionKind.TRANSLATE
        takes = self._library.takes(passage.section_id) if is_translation else []
        self._begin(partial(_revised, passage, revision, takes), asked)

    def smooth(self, before_id: str, after_id: str) -> None:
        """Ask for new sentences where two neighbouring sections meet."""
        end = closing(before_id, self._session.document.text_of(before_id).text)
        asked = Asked(Revision(RevisionKind.JOIN), end, (before_id, after_id))
        self._begin(partial(_smoothed, (before_id, after_id)), asked)

    def again(self) -> None:
        """Ask for the same once more, with another seed."""
        if self._source is None or self._asked is None:
            return
        asked = self._asked
        changes = self.changes
        if asked.revision.kind is RevisionKind.JOIN:
            self.smooth(*asked.section_ids)
        elif changes:
            self.revise(changes[0].passage, asked.revision)
        else:
            self._begin(self._source, asked)

    def accept(self, accepted: Sequence[Collection[int]], label: str) -> bool:
        """Put the hunks at the indices `accepted`, per change, into the text as one undo step.

        The text before stays as a take. False where nothing was to be changed.
        """
        changes, document = self.changes, self._session.document
        if self._job or not changes:
            return False
        texts = texts_with(document, changes, accepted)
        texts = {key: text for key, text in texts.items() if document.text_of(key).text != text}
        if texts:
            for section_id in texts:
                keep_edits(self._library, document, section_id)
            self._undo_stack.push(self._command(changes, accepted, texts, label))
        self.discard()
        return bool(texts)

    def keep_as_take(self) -> int:
        """Store each answer as a take of its section; return how many there are."""
        document = self._session.document
        known = {section.id for section in document.outline.sections}
        kept = [answer for answer in self._answers if answer.passage.section_id in known]
        for answer in kept:
            keep_answer(self._library, document, answer)
        return len(kept)

    def discard(self) -> None:
        """Forget the answers; then whoever waits for that may ask for the next."""
        was_asked = self._asked is not None
        self.forget()
        if was_asked and not self._runner.is_busy:
            self.settled.emit()

    def forget(self) -> None:
        """Forget the answers; one still being written is stopped and not shown."""
        self.stop()
        self._answers, self._changes = [], []
        self._source = self._asked = None

    def _command(
        self, changes: tuple[Change, ...], accepted: Sequence[Collection[int]],
        texts: dict[str, str], label: str,
    ) -> QUndoCommand:  # fmt: skip
        document = self._session.document
        whole = len(changes) == 1 and {
            at for at, hunk in enumerate(changes[0].hunks) if hunk.is_change
        } <= set(accepted[0])
        section_id = changes[0].passage.section_id
        before = document.text_of(section_id)
        if not whole or before.is_edited:
            return EditCommand(self._session, texts, label)
        after = keep_accepted(self._library, document, self._answers[0], texts)
        return TextCommand(self._session, section_id, before, after, label, done=False)

    def _begin(self, source: _Source, asked: Asked) -> None:
        if self._runner.is_busy:
            self.noticed.emit(Notice("info", "model_busy"))
            return
        self._source, self._asked, self._given = source, asked, self._session.document
        self._answers, self._changes = [], []
        self._seed += 1
        self._start(partial(self._events, source, self._given, self._seed))

    def _events(self, source: _Source, document: Document, seed: int) -> Iterator[RevisionEvent]:
        for event in source(self._engine, document, seed):
            yield event
            if isinstance(event, RevisionEnded) and self._is_stopped:
                return  # the next passage is not begun

    def _on_event(self, event: object) -> None:
        if self._source is None:
            return
        if isinstance(event, RevisionStarted):
            whole = self._given.text_of(event.passage.section_id).text
            self._answers.append(Answer(event.passage, whole, event.passage.of(whole)))
        elif isinstance(event, RevisionEnded):
            answer = replace(
                self._answers[-1], stop_reason=event.stop_reason, provenance=event.provenance
            )
            # Where nothing came, nothing is to be changed.
            self._answers[-1] = replace(answer, text=event.text) if event.text else answer
        self.came.emit(event)

    def _on_end(self, has_failed: bool) -> None:
        self._measure()
        if self._source is not None:
            self.answered.emit()

    def _measure(self) -> None:
        document = self._session.document
        known = {section.id for section in document.outline.sections}
        last = self._changes if len(self._changes) == len(self._answers) else []
        self._changes = [
            change_of(answer, document.text_of(answer.passage.section_id).text, before)
            if answer.passage.section_id in known else None
            for answer, before in zip_longest(self._answers, last)
        ]  # fmt: skip

    def _on_change(self, change: SessionChange) -> None:
        if self._session.document.id != self._given.id:
            if self._source is not None:
                self.discard()
                self.changes_moved.emit()
            return
        if self._job or not self._answers:
            return
        before = list(self._changes)
        self._measure()
        if self._changes != before:
            self.changes_moved.emit()


def _revised(
    passage: Passage, revision: Revision, takes: Sequence[Take],
    engine: TextEngine, document: Document, seed: int,
) -> Iterator[RevisionEvent]:  # fmt: skip
    return revise_passage(engine, document, passage, revision, seed, takes)


def _smoothed(
    sections: tuple[str, str], engine: TextEngine, document: Document, seed: int
) -> Iterator[RevisionEvent]:
    return smooth_joins(engine, document, sections, seed)
