# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The small bars at the right top of a section: what can be done with it, and its own Stop."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.ui import words, words_takes
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.manuscript_paint import SIDE
from longwriter_desktop.ui.manuscript_view import ManuscriptView
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.words_revising import REVISE
from longwriter_desktop.ui.words_sees import COST_TIP

_MORE_WIDTH = 28  # px; beside the word that it belongs to


def bar_button(
    look: Look, icon: str, text: str, parent: QWidget, role: str = "muted"
) -> QToolButton:
    """A flat button with a small icon in front of its word."""
    button = QToolButton(parent)
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(QSize(14, 14))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    look.dress(button, icon, role)
    return button


class SectionBar(QFrame):
    """Write, Rewrite, Revise, Continue and Takes for the section under the pointer or the caret.

    Signals:
        write_asked(section_id), continue_asked(section_id), takes_asked(section_id),
        note_asked(section_id), several_asked(section_id), revise_asked(section_id)
    """

    write_asked = Signal(str)
    continue_asked = Signal(str)
    takes_asked = Signal(str)
    note_asked = Signal(str)
    several_asked = Signal(str)
    revise_asked = Signal(str)

    def __init__(self, session: DocumentSession, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("SectionBar")
        self.section_id = ""
        self._session = session
        self.write = bar_button(look, "write", words.WRITE, self, "accent")
        self.rewrite = bar_button(look, "rewrite", words.REWRITE, self)
        self.go_on = bar_button(look, "continue", words.CONTINUE, self, "accent")
        self.more = bar_button(look, "unfold", words_takes.MORE, self)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.more.setToolTip(words_takes.MORE)
        self.more.setFixedWidth(_MORE_WIDTH)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.takes = bar_button(look, "takes", words.TAKES, self)
        self.revise = bar_button(look, "revise", REVISE, self)
        self._several = self._add_ways(look)
        self._cost = PlainLabel(self)
        self._cost.setToolTip(COST_TIP)
        self._costs = ("", "")  # a section, and what is said of it
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        row.addWidget(self._cost)
        for button in (self.go_on, self.write, self.rewrite, self.more, self.revise, self.takes):
            row.addWidget(button)
        self.write.clicked.connect(self._on_write)
        self.rewrite.clicked.connect(self._on_write)
        self.go_on.clicked.connect(self._on_continue)
        self.takes.clicked.connect(self._on_takes)
        self.revise.clicked.connect(self._on_revise)
        self.hide()

    def show_for(self, section_id: str, can_write: bool) -> None:
        """Offer what fits the state of a section."""
        self.section_id = section_id
        text = self._session.document.text_of(section_id)
        has_text = bool(text.text.strip())
        self.write.setVisible(not has_text)
        self.rewrite.setVisible(has_text)
        self.revise.setVisible(has_text)
        self.go_on.setVisible(has_text and text.is_unfinished)
        self.takes.setVisible(has_text or text.stop_reason is not None)
        for button in (self.write, self.rewrite, self.more, self.revise, self.go_on):
            button.setEnabled(can_write)
        costly, cost = self._costs
        self._cost.setText(cost)
        self._cost.setVisible(bool(cost) and costly == section_id)
        self.adjustSize()

    def say_cost(self, section_id: str, text: str) -> bool:
        """What a section waits for before its first word, "" for nothing; whether another thing
        is to be shown now."""
        before, self._costs = self._costs, (section_id, text)
        return before != self._costs and bool(before[1] or text)

    def name_several(self, text: str) -> None:
        """Say in the menu how many takes are written at once."""
        self._several.setText(text)

    def _add_ways(self, look: Look) -> QAction:
        """Fill the menu of the other ways to write; the action for several takes."""
        menu = QMenu(self.more)
        note = menu.addAction(words_takes.NOTE)
        several = menu.addAction(words.TAKES)
        look.dress(note, "note")
        look.dress(several, "takes")
        note.triggered.connect(self._on_note)
        several.triggered.connect(self._on_several)
        self.more.setMenu(menu)
        return several

    @Slot()
    def _on_note(self) -> None:
        self.note_asked.emit(self.section_id)

    @Slot()
    def _on_several(self) -> None:
        self.several_asked.emit(self.section_id)

    @Slot()
    def _on_write(self) -> None:
        self.write_asked.emit(self.section_id)

    @Slot()
    def _on_continue(self) -> None:
        self.continue_asked.emit(self.section_id)

    @Slot()
    def _on_revise(self) -> None:
        self.revise_asked.emit(self.section_id)

    @Slot()
    def _on_takes(self) -> None:
        self.takes_asked.emit(self.section_id)


class WritingBar(QFrame):
    """What the section being written is at, and its Stop.

    Signals:
        stop_asked()
    """

    stop_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("WritingBar")
        self.state = PlainLabel(self)
        self.stop = bar_button(look, "stop", words.STOP, self, "ink")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 2, 2)
        row.setSpacing(6)
        row.addWidget(self.state)
        row.addWidget(self.stop)
        self._row = row
        self.stop.clicked.connect(self.stop_asked)
        self.hide()

    def say(self, text: str) -> None:
        if text != self.state.text():
            self.state.setText(text)
            self._row.activate()


class SectionBars:
    """Places both bars over the manuscript's viewport."""

    def __init__(self, view: ManuscriptView) -> None:
        self._view = view
        self.section = SectionBar(view.session, view.look, view.viewport())
        self.writing = WritingBar(view.look, view.viewport())
        self._caret = ""
        self._hovered = ""
        self._said = self._pause = ""
        self._can_write = True
        self._quiet = False

    def set_can_write(self, can_write: bool) -> None:
        self._can_write = can_write
        self.place()

    def set_quiet(self, quiet: bool) -> None:
        """Offer nothing while the writer wants to see nothing but the text."""
        self._quiet = quiet
        self.place()

    def enter(self, section_id: str) -> None:
        """The caret is in a section, or in none ("")."""
        self._caret = section_id
        self.place()

    def hover(self, section_id: str) -> None:
        self._hovered = section_id
        self.place()

    def say(self, text: str) -> None:
        """What the section being written is at."""
        self._said = text
        self._show_state()

    def say_pause(self, text: str) -> None:
        """What is waited for, in place of that; "": nothing."""
        self._pause = text
        self._show_state()

    def _show_state(self) -> None:
        self.writing.say(self._pause or self._said)
        self._place(self.writing, self._view.writing_section)

    def say_cost(self, section_id: str, text: str) -> None:
        """What writing a section waits for; "": for nothing."""
        if self.section.say_cost(section_id, text):
            self.place()

    def place(self) -> None:
        """Move both bars to where their sections are now."""
        self._place(self.writing, self._view.writing_section)
        shown = self._hovered or self._caret
        if self._quiet or shown in self._view.writing_sections or shown not in self._view.page.map:
            shown = ""
        if shown:
            self.section.show_for(shown, self._can_write)
        self._place(self.section, shown or None)

    def _place(self, bar: QFrame, section_id: str | None) -> None:
        if not section_id or section_id not in self._view.page.map:
            bar.hide()
            return
        bottom = self._view.section_span(section_id)[1]
        top = self._view.heading_top(section_id)
        y = top - bar.sizeHint().height() - 4
        # The bar with Stop stays in sight while the heading of its section scrolls away.
        if bar is self.writing and bottom > bar.sizeHint().height():
            y = max(y, 4)
        right = self._view.viewport().width() - SIDE
        bar.move(right - bar.sizeHint().width(), y)
        bar.resize(bar.sizeHint())
        bar.setVisible(0 <= y < self._view.viewport().height())
