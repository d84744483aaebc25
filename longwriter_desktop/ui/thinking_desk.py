# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model thinks before it writes a plan or a section: shown folded, never in the text."""

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.domain.events import (
    PlanGrew,
    PlanThought,
    SectionGrew,
    SectionStarted,
    SectionThought,
)
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.thinking_strip import ThinkingStrip


class ThinkingDesk(QObject):
    """Fills the strip over the text; takes that are written at once have one each in their rows."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self.strip = ThinkingStrip(shell.look, shell.space)
        shell.space.add_strip(self.strip)
        writing, replanning = shell.services.writing, shell.services.replanning
        for use in (writing, replanning):
            use.busy_changed.connect(self._on_use)
        writing.writing.connect(self._on_event)
        writing.planning.connect(self._on_event)
        replanning.thought.connect(self.strip.grow)
        replanning.grew.connect(self.strip.over)
        shell.services.jobs.busy_changed.connect(self._on_busy)

    @Slot(object)
    def _on_event(self, event: object) -> None:
        match event:
            case SectionStarted():
                self.strip.begin()
            case SectionThought() | PlanThought():
                self.strip.grow(event.text)
            case SectionGrew() | PlanGrew():
                self.strip.over()

    @Slot(bool)
    def _on_use(self, begins: bool) -> None:
        if begins:
            self.strip.begin()

    @Slot(bool)
    def _on_busy(self, is_busy: bool) -> None:
        if not is_busy:
            self.strip.over()
