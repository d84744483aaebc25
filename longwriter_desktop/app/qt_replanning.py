# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Another plan for the open document: asked for in words, or read from elsewhere."""

from collections.abc import Collection
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Signal

from longwriter_desktop.agentwrite.replanning import ChangeRequest, change_plan, wished_total
from longwriter_desktop.app.keeping import keep_edits
from longwriter_desktop.app.plan_files import ImportedPlan
from longwriter_desktop.app.qt_model_use import ModelUse, Parts
from longwriter_desktop.app.session import Change, ChangeKind, Structure
from longwriter_desktop.app.undo import StructureCommand
from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.events import PlanGrew, PlanReady, PlanThought
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.plan_diff import PlanDiff, apply, plan_diff


class Replanning(ModelUse):
    """Asks a model for changes to the plan and brings those accepted into the session.

    Signals:
        grew(text): the model wrote more of its answer.
        thought(text): it thought more before it writes.
        proposed(diff): a `PlanDiff`; again when the plan it was made for has changed since.
    """

    grew = Signal(str)
    thought = Signal(str)
    proposed = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._total: int | None = None  # words, where the last wish asked for another length
        self._diff: PlanDiff | None = None
        self._document = parts.session.document.id
        parts.session.subscribe(self._on_change)

    @property
    def diff(self) -> PlanDiff | None:
        """The changes that wait for an answer, or None."""
        return self._diff

    def total_of(self, wish: str) -> int:
        """The length in words that the document would have with a wish."""
        return wished_total(wish, self._session.document.target_words)

    def check(self, wish: str) -> None:
        """Raises `InputProblem` where a changed plan cannot be asked for now."""
        if not wish.strip():
            raise InputProblem("empty_wish")
        if not self._session.document.outline.sections:
            raise InputProblem("no_plan_to_change")
        if self._runner.is_busy:
            raise InputProblem("model_busy")

    def ask(self, wish: str) -> None:
        """Ask for a changed plan; `check` it before."""
        document = self._session.document
        self._seed += 1
        self._diff = None
        total = wished_total(wish, document.target_words)
        self._total = None if total == document.target_words else total
        request = ChangeRequest(
            document.instruction, document.outline, wish, document.target_words,
            document.language, document.title, self._seed, self._written(),
        )  # fmt: skip
        self._start(partial(change_plan, self._engine, request))

    def refuse(self) -> None:
        """Forget the changes; the plan stays as it is."""
        self._diff = None

    def accept(self, accepted: Collection[int], label: str, being_written: str | None) -> None:
        """Make the changes with these indices, as one step of the undo stack.

        The writer's own words in sections that go are kept as takes first. Raises
        `InputProblem("removed_being_written")`, or `EnvironmentProblem` from the library.
        """
        diff, self._diff = self._diff, None
        if diff is None or not accepted:
            return
        outline = apply(diff, accepted)
        gone = {item.id for item in diff.before} - {item.id for item in outline}
        if being_written in gone:
            self._diff = diff
            raise InputProblem("removed_being_written")
        for item in diff.before.sections:
            if item.id in gone:
                keep_edits(self._library, self._session.document, item.id)
        present = self._session.structure()
        after = Structure(outline, present.texts, self._total)
        length = None if self._total is None else self._session.document.target_words
        before = Structure(present.outline, present.texts, length)
        self._undo_stack.push(StructureCommand(self._session, after, label, before))

    def use_import(self, read: ImportedPlan, label: str, with_texts: bool) -> None:
        """Put a plan that was read behind the sections that have a text, as one step.

        `with_texts`: what stood under its headings becomes the writer's text of its sections.
        Instruction, length and title are taken from it only where there are none yet.
        """
        document, present = self._session.document, self._session.structure()
        has_text = self._written()
        written = tuple(item for item in present.outline if item.id in has_text)
        brought = {key: SectionText(text) for key, text in read.texts.items() if with_texts}
        changes: dict[str, object] = {}
        if not document.instruction.strip():
            points = "; ".join(i.heading or i.main_point for i in read.outline.sections[:12])
            changes |= {
                "instruction": read.title or points,
                "target_words": read.outline.total_words,
            }
        if read.title and not document.title:
            changes["title"] = read.title
        if changes:
            self._session.update_meta(**changes)
        after = Structure(
            Outline(written + read.outline.items), MappingProxyType({**present.texts, **brought})
        )
        self._undo_stack.push(StructureCommand(self._session, after, label))

    def _written(self) -> frozenset[str]:
        """The sections that have a text."""
        document = self._session.document
        return frozenset(
            item.id for item in document.outline.sections if document.text_of(item.id).text.strip()
        )

    def _on_event(self, event: object) -> None:
        if self._is_stopped:
            return  # nothing comes of an answer that was stopped
        if isinstance(event, PlanGrew):
            self.grew.emit(event.text)
        elif isinstance(event, PlanThought):
            self.thought.emit(event.text)
        elif isinstance(event, PlanReady):
            self._diff = plan_diff(self._session.document.outline, event.plan.outline)

    def _on_end(self, has_failed: bool) -> None:
        if self._diff is not None:
            self.proposed.emit(self._diff)

    def _on_change(self, change: Change) -> None:
        """The plan that the changes were made for may be another one now."""
        document = self._session.document
        if document.id != self._document:
            self._document = document.id
            self._diff = None
            self.stop()
            return
        diff = self._diff
        is_other = diff is not None and document.outline != diff.before
        if diff is not None and is_other and change.kind is ChangeKind.OUTLINE and not self._job:
            self._diff = plan_diff(document.outline, diff.after)
            self.proposed.emit(self._diff)
