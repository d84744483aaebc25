# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer wants revised and how: by menu, by the bar of a selection, or in words."""

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.revision import Passage, Revision, RevisionKind
from longwriter_desktop.ui import words_revising as words
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.revise_ask import ReviseAsk
from longwriter_desktop.ui.revise_menu import ReviseMenu
from longwriter_desktop.ui.revise_target import position_of, selected_passage, whole_section
from longwriter_desktop.ui.selection_bar import SelectionBar, place_over
from longwriter_desktop.ui.shell import Shell

TOPIC = "revise"


class ReviseAsking(QObject):
    """Finds out what is to be revised: the selection, or the section of the caret.

    Signals:
        wanted(passage, revision): a `Passage` and the `Revision` that is asked for it.
    """

    wanted = Signal(object, object)

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._services = shell.services
        self._text = shell.space.manuscript
        self._target: Passage | None = None
        self.menu = ReviseMenu(shell.look, self._text)
        self.bar = SelectionBar(self._text, self.menu)
        self.ask = ReviseAsk(self._text.viewport())
        shell.space.bars.section.revise_asked.connect(self.open_for)
        self.menu.chosen.connect(self.start)
        self.menu.ask_wanted.connect(self._on_ask_wanted)
        self.bar.chosen.connect(self._on_bar)
        self.bar.ask_wanted.connect(self._on_bar_ask)
        self.ask.said.connect(self.start)
        self.ask.left.connect(self._text.setFocus)
        self._text.selectionChanged.connect(self.ask.hide)

    @Slot()
    def open(self) -> None:
        """Open the menu for the selection, or else for the section of the caret."""
        self._target = None
        passage = self._wanted()
        if passage is not None:
            self.menu.menu.popup(self._below(passage))
            self.menu.menu.setActiveAction(self.menu.menu.actions()[0])

    @Slot(str)
    def open_for(self, section_id: str) -> None:
        """Open the menu for a whole section, under its bar."""
        self._target = whole_section(self._text, section_id)
        bar: QWidget = self._shell.space.bars.section
        self.menu.menu.popup(bar.mapToGlobal(QPoint(0, bar.height() + 2)))

    @Slot(object)
    def start(self, revision: Revision) -> None:
        """Ask the model; the answer comes into the card."""
        passage = self._wanted()
        self._target = None
        if passage is not None:
            self.wanted.emit(passage, revision)

    @Slot(object)
    def _on_bar(self, revision: Revision) -> None:
        self._target = None
        self.start(revision)

    @Slot()
    def _on_bar_ask(self) -> None:
        self._target = None
        self._on_ask_wanted(RevisionKind.CUSTOM)

    @Slot(object)
    def _on_ask_wanted(self, kind: RevisionKind) -> None:
        passage = self._wanted()
        if passage is None:
            return
        self._target = passage
        self.bar.hide()
        text = self._services.session.document.text_of(passage.section_id).text
        self.ask.ask(kind, count_words(passage.of(text)))
        place = place_over(self._text, position_of(self._text, passage, at_end=True))
        room = self._text.viewport().height() - self.ask.height() - 8
        self.ask.move(place.x(), min(max(place.y(), 8), max(room, 8)))

    def _wanted(self) -> Passage | None:
        """What a wish is about; None, and a sentence that says why, where there is nothing."""
        passage = self._target
        if passage is None:
            selected = selected_passage(self._text)
            if selected is not None:
                passage = selected[0]
                if selected[1]:
                    number = self._services.session.document.outline.number(passage.section_id)
                    self._tell(words.clipped(number))
            else:
                section = self._shell.space.current_section
                passage = whole_section(self._text, section) if section else None
        if passage is None:
            self._tell(words.NO_SECTION)
        elif passage.section_id == self._services.writing.section:
            self._tell(words.WRITING_IT)
        elif passage.start == passage.end:
            self._tell(words.NO_TEXT)
        else:
            return passage
        return None

    def _below(self, passage: Passage) -> QPoint:
        """A place on the screen for a menu about a passage, inside the manuscript."""
        viewport = self._text.viewport()
        place = place_over(self._text, position_of(self._text, passage, at_end=True))
        y = min(max(place.y(), 0), viewport.height() - 40)
        return viewport.mapToGlobal(QPoint(place.x(), y))

    def _tell(self, text: str) -> None:
        self._shell.notices.tell(Message("info", text, TOPIC, passing=True))
