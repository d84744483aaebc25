# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model sees: keeps the side page up to date and carries out what is chosen there."""

import uuid
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from longwriter_desktop.app import outline_edits
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_meta import MetaCommand
from longwriter_desktop.app.qt_seeing import SeeingController
from longwriter_desktop.app.seeing import (
    BlockKind,
    PromptView,
    SeenRow,
    sample_as_note,
    step_to_see,
    without_notes,
)
from longwriter_desktop.app.session import Change
from longwriter_desktop.app.undo import StructureCommand
from longwriter_desktop.domain.outline import ContextChoice
from longwriter_desktop.domain.ports import Notice, ReadingCost
from longwriter_desktop.ui import words_sees
from longwriter_desktop.ui.sees_page import SeesPage
from longwriter_desktop.ui.sees_summaries import SeesSummaries
from longwriter_desktop.ui.shell import Shell

PAGE = "sees"


class SeesDesk(QObject):
    """The page "Sees". Nothing is counted while another page is in sight."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._services = shell.services
        self._session = shell.services.session
        self._space = shell.space
        self._side = shell.space.side
        self.page = SeesPage(shell.look, self._side)
        self._side.add_page(PAGE, words_sees.TITLE, self.page)
        self.summaries = SeesSummaries(shell, self.page)
        self.seeing = SeeingController(
            self._session, self._services.engine, self._services.jobs, self
        )
        self._soon = QTimer(self)  # one look at the state for all changes of a moment
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self.seeing.seen.connect(self._on_seen)
        self.seeing.costed.connect(self._on_costed)
        self.seeing.failed.connect(self._on_failed)
        self.page.pin_asked.connect(self.pin)
        self.page.drop_asked.connect(self.drop)
        self._side.page_shown.connect(self._refresh_soon)
        self._space.manuscript.section_entered.connect(self._refresh_soon)
        self._space.outline.chosen.connect(self._refresh_soon)
        self._services.engine.loading.connect(self._refresh_soon)
        self._services.engine.loaded.connect(self._refresh_soon)
        self._services.engine.rested.connect(self._refresh_soon)
        self._services.engine.failed.connect(self._refresh_soon)
        self._services.jobs.busy_changed.connect(self._refresh_soon)
        self._session.subscribe(self._on_change)

    @Slot()
    def open(self) -> None:
        """Bring the page into sight and the keyboard to its list."""
        self._side.show_page(PAGE)
        self.page.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Ask for the prompt of the step about to be written, or say why there is none."""
        if self._side.page != PAGE:
            self.seeing.stop()
            return
        document = self._session.document
        if not document.outline.sections:
            self._say(words_sees.EMPTY_NO_PLAN)
        elif self._services.engine.is_resting:
            self._say(words_sees.RESTING)
        elif self._services.engine.info is None:
            is_loading = self._services.jobs.is_busy
            self._say(words_sees.LOADING if is_loading else words_sees.EMPTY_NO_MODEL)
        else:
            section = step_to_see(document, self._space.current_section)
            if section is None:
                self._say(words_sees.EMPTY_NOTHING)
            else:
                self._ask(section)

    @Slot(object, bool)
    def pin(self, row: SeenRow, pinned: bool) -> None:
        """Let a section leave last, or in its turn; undoable."""
        if row.section_id is not None:
            choice = ContextChoice.PINNED if pinned else ContextChoice.AUTO
            self._choose(row.section_id, choice, words_sees.UNDO_PIN)

    @Slot(object, bool)
    def drop(self, row: SeenRow, dropped: bool) -> None:
        """Leave a part out of the prompt, or let a section in again; undoable. Notes are
        unpinned; a style sample becomes a note, so that nothing is lost.
        """
        document = self._session.document
        if row.can_be_pinned and row.section_id is not None:
            choice = ContextChoice.DROPPED if dropped else ContextChoice.AUTO
            self._choose(row.section_id, choice, words_sees.UNDO_DROP)
        elif row.kind is BlockKind.NOTES:
            self._push(notes=without_notes(document))
        elif row.kind is BlockKind.STYLE:
            notes = sample_as_note(document, uuid.uuid4().hex, words_sees.SAMPLE_NOTE)
            self._push(notes=notes, style_sample="")

    def _choose(self, section_id: str, choice: ContextChoice, label: str) -> None:
        structure = outline_edits.change_item(self._session.document, section_id, context=choice)
        # Only the plan is part of the step: what is typed meanwhile is not taken back with it.
        structure = replace(structure, texts={})
        before = replace(self._session.structure(), texts={})
        self._services.undo_stack.push(StructureCommand(self._session, structure, label, before))

    def _push(self, **changes: Any) -> None:
        self._services.undo_stack.push(MetaCommand(self._session, words_sees.UNDO_DROP, **changes))

    def _ask(self, section: str) -> None:
        is_busy = self._services.jobs.is_busy
        if self.page.view is None:
            self.page.say(words_sees.WAITING_FIRST if is_busy else words_sees.COUNTING)
        elif is_busy:
            self.page.say_hint(words_sees.WAITING)
        self.seeing.ask(section)

    def _say(self, text: str) -> None:
        self.seeing.stop()
        self.page.say(text)

    def _on_change(self, change: Change) -> None:
        self._refresh_soon()

    @Slot()
    def _refresh_soon(self) -> None:
        self._soon.start(0)

    @Slot(object)
    def _on_seen(self, view: PromptView) -> None:
        outline = self._session.document.outline
        numbers = {section.id: at for at, section in enumerate(outline.sections, start=1)}
        if view.section_id not in numbers or self._side.page != PAGE:
            return
        title = words_sees.step_title(
            numbers[view.section_id], outline.get(view.section_id).heading
        )
        self.page.show_view(view, title, lambda section: numbers.get(section, 0))

    @Slot(object)
    def _on_costed(self, cost: ReadingCost) -> None:
        self.page.cost.setText(words_sees.cost(cost))

    @Slot(object)
    def _on_failed(self, notice: Notice) -> None:
        self.page.say(sentence(notice.code, notice.params))
