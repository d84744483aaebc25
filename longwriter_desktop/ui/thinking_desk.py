# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model thinks before it writes or answers: shown folded, never in the text."""

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.domain.events import (
    PlanGrew,
    PlanThought,
    SectionGrew,
    SectionStarted,
    SectionThought,
)
from longwriter_desktop.domain.revision import RevisionGrew, RevisionThought
from longwriter_desktop.ui import words_takes
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.thinking_strip import ThinkingStrip


class ThinkingDesk(QObject):
    """Fills the strip over the text; takes that are written at once have one each in their rows."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._session = shell.services.session
        self.strip = ThinkingStrip(shell.look, shell.space)
        shell.space.add_strip(self.strip)
        services = shell.services
        writing, replanning, revising = services.writing, services.replanning, services.revising
        for use in (writing, replanning, revising, services.draft):
            use.busy_changed.connect(self._on_use)
        writing.writing.connect(self._on_event)
        writing.planning.connect(self._on_event)
        revising.came.connect(self._on_event)
        services.draft.writing.connect(self._on_drafting)
        replanning.thought.connect(self.strip.grow)
        replanning.grew.connect(self.strip.over)
        services.jobs.busy_changed.connect(self._on_busy)

    @Slot(object)
    def _on_event(self, event: object) -> None:
        match event:
            case SectionStarted():
                self.strip.begin()
            case SectionThought() | PlanThought() | RevisionThought():
                self.strip.grow(event.text)
            case SectionGrew() | PlanGrew() | RevisionGrew():
                self.strip.over()

    @Slot(object)
    def _on_drafting(self, event: object) -> None:
        """Sections of a fast draft are thought about at once, each under its heading."""
        match event:
            case SectionThought(section_id=section_id):
                self.strip.grow(event.text, section_id, self._title(section_id))
            case SectionGrew():
                self.strip.over(event.section_id)

    def _title(self, section_id: str) -> str:
        """The section's number and heading; "" once the writer removed it."""
        outline = self._session.document.outline
        if not any(item.id == section_id for item in outline):
            return ""
        return words_takes.section(outline.number(section_id), outline.get(section_id).heading)

    @Slot(bool)
    def _on_use(self, begins: bool) -> None:
        if begins:
            self.strip.begin()

    @Slot(bool)
    def _on_busy(self, is_busy: bool) -> None:
        if not is_busy:
            self.strip.over()
