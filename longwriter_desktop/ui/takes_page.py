# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of takes beside the text: those being written, the list, and one to read."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.takes import NumberedTake, current_take, shelf_of
from longwriter_desktop.domain.document import SectionText, Take
from longwriter_desktop.ui import words_takes
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.status import ElidingLabel
from longwriter_desktop.ui.takes_ask import PinnedQuestion
from longwriter_desktop.ui.takes_list import TakesList
from longwriter_desktop.ui.takes_live import TakesLive
from longwriter_desktop.ui.takes_reader import TakeReader

_LIST_SHARE, _READER_SHARE = 45, 55


class TakesPage(QFrame):
    """Shows the takes of one section; what they are is told to it.

    Signals:
        keep_asked(): the text that stands here now should become a take.
        delete_asked(take): a take should be put away, or a deleted one had back; where the
            writer pinned it, they were asked first.
    """

    keep_asked = Signal()
    delete_asked = Signal(object)

    def __init__(self, look: Look, several: QAction, note: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("TakesPage")
        self._text = SectionText()
        self.section = ElidingLabel(self)
        self.section.setObjectName("TakesSection")
        self.live = TakesLive(look, self)
        self.question = PinnedQuestion(self)
        self.list = TakesList(look, self)
        self.reader = TakeReader(look, self)
        self.empty = self._empty_state(several)
        self._unkept = self._unkept_row()
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.list)
        self._split.addWidget(self.reader)
        self._split.setStretchFactor(0, _LIST_SHARE)
        self._split.setStretchFactor(1, _READER_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._head(several, note))
        column.addWidget(self._unkept)
        column.addWidget(self.live)
        column.addWidget(self.question)
        column.addWidget(self.empty)
        column.addWidget(self._split, 1)
        column.addStretch(0)
        self.setFocusProxy(self.list)
        self.list.shown.connect(self._on_shown)
        self.list.compare_asked.connect(self.reader.switch_mode)
        for part in (self.list, self.reader):
            part.delete_asked.connect(self._on_delete)
        self.question.answered.connect(self._on_answered)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say how to see takes: no section is chosen."""
        self.section.say("")
        self._start.hide()
        self._fill((), SectionText(), words_takes.NO_SECTION)
        self.live.hide()

    def show_takes(
        self, number: int, heading: str, takes: Sequence[Take], text: SectionText, is_written: bool
    ) -> None:
        """Show a section's takes, the oldest first, and which of them stands in the text;
        above them those being written, if that is for this section.
        """
        self.section.say(words_takes.section(number, heading))
        self._start.show()
        self._fill(takes, text, words_takes.EMPTY)
        self.live.setVisible(is_written)
        self.empty.setHidden(is_written or self.empty.isHidden())
        self.empty.updateGeometry()  # its text may have changed while it was hidden

    def _fill(self, takes: Sequence[Take], text: SectionText, hint: str) -> None:
        self._text = text
        shelf, present = shelf_of(takes), current_take(takes, text)
        has_takes = bool(shelf.kept or shelf.deleted)
        self._unkept.setVisible(present is None and bool(text.text.strip()))
        self.hint.setText(hint)
        self.empty.setVisible(not has_takes)
        self._split.setVisible(has_takes)
        self.list.show_shelf(shelf, present)

    def _head(self, several: QAction, note: QAction) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(2)
        row.addWidget(self.section, 1)
        for action in (note, several):
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setIconSize(QSize(16, 16))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            row.addWidget(button)
        return row

    def _empty_state(self, several: QAction) -> QWidget:
        state = QWidget(self)
        self.hint = PlainLabel(words_takes.NO_SECTION, state)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self._start = QToolButton(state)
        self._start.setObjectName("WriteTakes")
        self._start.setDefaultAction(several)
        self._start.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        column = QVBoxLayout(state)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(12)
        column.addWidget(self.hint)
        column.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)
        return state

    def _unkept_row(self) -> QWidget:
        row = QWidget(self)
        lines = QVBoxLayout(row)
        lines.setContentsMargins(12, 0, 8, 0)
        lines.setSpacing(0)
        said = PlainLabel(words_takes.YOURS_UNKEPT, row)
        said.setProperty("role", "muted")
        said.setWordWrap(True)
        self.keep = QPushButton(words_takes.KEEP, row)
        self.keep.setProperty("kind", "link")
        self.keep.clicked.connect(self.keep_asked)
        self.keep.setObjectName("KeepTake")
        lines.addWidget(said)
        lines.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        return row

    @Slot(object)
    def _on_shown(self, row: NumberedTake | None) -> None:
        self.reader.show_take(row, self._text.text)
        self.question.withdraw_unless(row.take if row is not None else None)

    @Slot(object)
    def _on_delete(self, take: Take) -> None:
        row = self.list.row_shown
        if take.pinned and take.deleted is None and row is not None:
            self.question.ask(row)
        else:
            self.delete_asked.emit(take)

    @Slot(object, bool)
    def _on_answered(self, take: Take, deletes: bool) -> None:
        self.list.setFocus()
        if deletes:
            self.delete_asked.emit(take)
