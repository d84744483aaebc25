# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes of a section: show them, and bring a chosen one back into the text, undoably."""

from PySide6.QtCore import QObject, QPoint, Slot

from longwriter_desktop.app.undo import TextCommand
from longwriter_desktop.domain.document import Take
from longwriter_desktop.ui import words
from longwriter_desktop.ui.manuscript_paint import SIDE
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.takes_popup import TakesPopup


class TakesDesk(QObject):
    """Opens the list of takes and carries out the choice."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._services = shell.services
        self._space = shell.space
        self._manuscript = shell.space.manuscript
        self.popup = TakesPopup(shell.look, self._manuscript)
        self.popup.take_chosen.connect(self.choose)
        shell.actions.takes.triggered.connect(self.open_here)
        shell.space.bars.section.takes_asked.connect(self.open)

    @Slot()
    def open_here(self) -> None:
        """Show the takes of the section that the writer is in."""
        section = self._space.current_section
        if section is not None:
            self.open(section)

    @Slot(str)
    def open(self, section_id: str) -> None:
        """Show the takes of a section under its bar."""
        takes = self._services.documents.takes(section_id)
        present = self._services.session.document.text_of(section_id).take_id
        viewport = self._manuscript.viewport()
        top = min(max(self._manuscript.heading_top(section_id), 0), viewport.height() // 2)
        place = viewport.mapTo(self._manuscript, QPoint(viewport.width() - SIDE, top))
        self.popup.open_at(place, takes, present)

    @Slot(object)
    def choose(self, take: Take) -> None:
        """Put a take's text into its section; the writer's own edits are kept as a take."""
        session = self._services.session
        before = session.document.text_of(take.section_id)
        if take.id == before.take_id or take.section_id == self._services.writing.section:
            return
        self._services.documents.keep_edits(session.document, take.section_id)
        self._services.undo_stack.push(
            TextCommand(session, take.section_id, before, take.as_text,
                        words.UNDO_LABELS["take"], done=False)
        )  # fmt: skip
