# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Planning and writing from the window: one job at a time, in the background."""

import time
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal, Slot

from longwriter_desktop.agentwrite.one_shot import sections_in_one
from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan
from longwriter_desktop.app.keeping import KeepEvent, SectionKept, write_and_keep
from longwriter_desktop.app.one_shot import write_in_one_and_keep
from longwriter_desktop.app.progress import Progress, ProgressMeter
from longwriter_desktop.app.qt_model_use import ModelUse, Parts
from longwriter_desktop.app.session import Structure
from longwriter_desktop.app.undo import StructureCommand, TextCommand
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.domain.events import (
    PlanReady,
    PromptRead,
    SectionGrew,
    SectionRewound,
    SectionStarted,
    SectionThought,
    WriteMode,
)
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.ports import TOO_LONG


class WritingController(ModelUse):
    """Runs planning and writing and brings the results into the session, undoably.

    Signals:
        busy_changed(busy): a job begins or the last one has ended.
        planning(event): a `PlanEvent` while the plan is made.
        writing(event): a `KeepEvent` while a section is written.
        progressed(progress): a `Progress`, with every piece of text.
    """

    planning = Signal(object)
    writing = Signal(object)
    progressed = Signal(object)

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._section: str | None = None
        self._before = SectionText()
        self._base = ""
        self._queue: list[str] = []
        self._ahead: list[str] = []  # sections that the present answer is still to reach
        self._meter = ProgressMeter()

    @property
    def section(self) -> str | None:
        """The section that is being written, or None."""
        return self._section

    @property
    def base_text(self) -> str:
        """The text behind which the present section is written; empty when it starts anew."""
        return self._base

    @property
    def queue(self) -> tuple[str, ...]:
        """The sections still to be written after the present one."""
        return tuple(self._queue or self._ahead)

    @property
    def progress(self) -> Progress | None:
        if self._section is None or not self._is_planned(self._section):
            return None
        return self._meter.snapshot(
            self._session.document, self._section, self.queue, time.monotonic()
        )

    def make_plan(self) -> None:
        """Ask the model for a plan; it replaces the outline when it is ready."""
        document = self._session.document
        self._seed += 1
        request = PlanRequest(
            document.instruction, document.target_words, document.language, self._seed
        )
        self._start(partial(make_plan, self._engine, request))

    def use_plan(self, plan: Plan, label: str) -> None:
        """Put a plan in place of the sections that have no text yet; those that have one stay,
        in front of the new ones.
        """
        present = self._session.structure()
        written = tuple(
            item for item in present.outline
            if item.is_section and self._session.document.text_of(item.id).text.strip()
        )  # fmt: skip
        outline = Outline(written + plan.outline.items)
        self._undo_stack.push(
            StructureCommand(self._session, Structure(outline, present.texts), label)
        )
        if plan.title and not self._session.document.title:
            self._session.update_meta(title=plan.title)

    def write(
        self, section_ids: Iterable[str], mode: WriteMode = WriteMode.FRESH, note: str = ""
    ) -> None:
        """Write sections one after another; what they had is kept as a take.

        `note` is what the writer asks for in the first of them, this once.
        """
        self._queue = list(section_ids)
        self._meter = ProgressMeter(self._meter.words_per_second(time.monotonic()))
        self._write_next(mode, note)

    def write_all(self) -> None:
        """Write every section that has no text yet, and finish the one that was stopped."""
        document = self._session.document
        self._queue = [
            section.id
            for section in document.outline.sections
            if document.text_of(section.id).is_unfinished
            or not document.text_of(section.id).text.strip()
        ]
        self._write_next(None)

    def write_in_one(self) -> None:
        """Write in one answer what has no text yet, up to the next section that has one."""
        document = self._session.document
        self._ahead = [section.id for section in sections_in_one(document)]
        if not self._ahead or self._job:
            return
        self._seed += 1
        self._meter = ProgressMeter(self._meter.words_per_second(time.monotonic()))
        self._base = document.text_of(self._ahead[0]).text.rstrip()
        self._start(
            partial(write_in_one_and_keep, self._engine, self._library, document, self._seed)
        )

    @Slot()
    def stop(self) -> None:
        """Stop soon; what has come is kept."""
        self._queue.clear()
        self._ahead.clear()
        super().stop()

    def close(self) -> None:
        """Stop and wait until what has come is in the library."""
        self.stop()
        self._engine.cancel()  # whatever else runs: nobody waits for a model that is loaded
        self._runner.close()

    def _write_next(self, mode: WriteMode | None, note: str = "") -> None:
        self._queue = [section for section in self._queue if self._is_planned(section)]
        if not self._queue or self._job:
            return
        section_id = self._queue.pop(0)
        document = self._session.document
        present = document.text_of(section_id)
        if mode is None:
            going_on = present.is_unfinished and bool(present.text.strip())
            mode = WriteMode.CONTINUE if going_on else WriteMode.FRESH
        self._seed += 1
        self._begin_section(section_id, present.text.rstrip() if mode is WriteMode.CONTINUE else "")
        self._start(
            partial(
                write_and_keep, self._engine, self._library, document, section_id, mode,
                self._seed, note,
            )
        )  # fmt: skip

    def _begin_section(self, section_id: str, base: str) -> None:
        """What comes next belongs to this section, behind `base`."""
        self._section, self._base = section_id, base
        self._before = self._session.document.text_of(section_id)
        self._meter.begin_section(count_words(base), time.monotonic())

    def _is_planned(self, section_id: str) -> bool:
        """Whether the section still stands in the outline; the writer may have removed it."""
        return any(item.id == section_id for item in self._session.document.outline)

    def _on_event(self, event: object) -> None:
        match event:
            case PlanReady():
                self.planning.emit(event)
                self.use_plan(event.plan, "plan")
            case (
                SectionStarted()
                | PromptRead()
                | SectionThought()
                | SectionGrew()
                | SectionRewound()
            ):
                self._on_writing(event)
            case SectionKept():
                self._keep(event)
            case _:
                self.planning.emit(event)

    def _on_writing(self, event: KeepEvent) -> None:
        if isinstance(event, SectionStarted) and self._section is None:
            self._ahead = [section for section in self._ahead if section != event.section_id]
            self._begin_section(event.section_id, self._base)
        if isinstance(event, SectionStarted) and event.told is not None:
            self._session.remember_told(event.told)
        if isinstance(event, PromptRead) and event.read >= event.total:
            # The rate is that of writing; reading the prompt is shown on its own.
            self._meter.begin_section(self._meter_words(), time.monotonic())
        if isinstance(event, SectionRewound) and event.reason == TOO_LONG:
            self._meter.begin_section(0, time.monotonic())
        if isinstance(event, SectionGrew):
            self._meter.grew(event.words, event.tokens)
        self.writing.emit(event)
        progress = self.progress
        if progress is not None:
            self.progressed.emit(progress)

    def _meter_words(self) -> int:
        progress = self.progress
        return progress.section_words if progress else 0

    def _keep(self, event: SectionKept) -> None:
        self._meter.end_section(time.monotonic())
        if event.text.take_id != self._before.take_id or event.text.text != self._before.text:
            self._session.set_text(event.section_id, event.text)
            if self._is_planned(event.section_id):  # else a step would cost the plan its redo
                self._undo_stack.push(
                    TextCommand(self._session, event.section_id, self._before, event.text, "write")
                )
        self._section, self._base = None, ""
        self.writing.emit(event)

    def _on_end(self, has_failed: bool) -> None:
        self._section = None
        self._ahead.clear()
        if has_failed:
            self._queue.clear()
        self._write_next(None)
