# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The text of an answer: plain while it comes, then its changes, decided one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.word_diff import Hunk, merged
from longwriter_desktop.ui import words_revising as words
from longwriter_desktop.ui.look import Look

_MARK = 13  # px: the sign in front of a decided change
_BETWEEN = "\u2009"  # keeps what is removed and what is added apart, on the screen only
_MARKS = (("check", "accent"), ("close", "error"))
_MUTED_RED = 0.7  # of the error colour over the muted one


class Decision(IntEnum):
    """What the writer says to one change. An open one is accepted with the whole."""

    OPEN = 0
    ACCEPTED = 1
    REFUSED = 2


@dataclass(frozen=True)
class Part:
    """The hunks of one passage under a heading, which is empty where there is one passage."""

    heading: str
    hunks: tuple[Hunk, ...]


class ReviseText(QTextEdit):
    """Read only. Tab and Shift+Tab go from change to change, then to the buttons.

    Signals:
        decided(): a change was accepted, refused or opened again, or another one is current.
    """

    decided = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ReviseText")
        self.setAccessibleName(words.ANSWER_TEXT)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDefaultFont(look.typography.font())
        self.document().setDocumentMargin(0)
        self._look = look
        self._parts: tuple[Part, ...] = ()
        self._places: list[tuple[int, int]] = []  # (part, hunk) of each change
        self._ranges: list[tuple[int, int]] = []  # its cursor positions
        self._decisions: list[Decision] = []
        self._order: list[int] = []  # the decided changes, the last one last
        self._current = 0
        look.changed.connect(self._render)

    @property
    def count(self) -> int:
        """Number of changes."""
        return len(self._places)

    @property
    def current(self) -> int:
        """Index of the change that A and R decide."""
        return self._current

    @property
    def decisions(self) -> tuple[Decision, ...]:
        return tuple(self._decisions)

    @property
    def accepted(self) -> list[set[int]]:
        """Per part, the indices of the hunks that were not refused."""
        taken: list[set[int]] = [set() for _ in self._parts]
        for (part, hunk), decision in zip(self._places, self._decisions, strict=True):
            if decision is not Decision.REFUSED:
                taken[part].add(hunk)
        return taken

    @property
    def lengths(self) -> tuple[int, int]:
        """Words as they are, and with all changes that were not refused."""
        before = sum(count_words(merged(part.hunks, ())) for part in self._parts)
        kept = zip(self._parts, self.accepted, strict=True)
        return before, sum(count_words(merged(part.hunks, taken)) for part, taken in kept)

    def show_plain(self, text: str) -> None:
        """Show the answer as it has come so far."""
        self._parts, self._places, self._decisions, self._ranges = (), [], [], []
        self._order = []
        self.setExtraSelections([])
        self.setCurrentCharFormat(QTextCharFormat())  # else like the last change shown here
        self.setPlainText(text)
        self._set_lines()

    def grow(self, text: str) -> None:
        """More of the answer came; the view follows its end where it is in sight."""
        bar = self.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - 8
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if follows:
            bar.setValue(bar.maximum())

    def show_changes(self, parts: Sequence[Part]) -> None:
        """Show changes, all of them open, the first one current."""
        self._parts = tuple(parts)
        self._places = [
            (at, number)
            for at, part in enumerate(self._parts)
            for number, hunk in enumerate(part.hunks)
            if hunk.is_change
        ]
        self._decisions, self._order = [Decision.OPEN] * len(self._places), []
        self._current = 0
        self._render()
        self.verticalScrollBar().setValue(0)
        self._mark_current()

    def step(self, by: int) -> bool:
        """Go to another change; False where there is none that way."""
        wanted = self._current + by
        if not 0 <= wanted < self.count:
            return False
        self._current = wanted
        self._mark_current()
        return True

    def decide(self, decision: Decision) -> None:
        """Decide the current change and go on to the next open one; twice opens it again."""
        if not self.count:
            return
        present = self._decisions[self._current]
        self._order = [at for at in self._order if at != self._current]
        self._decisions[self._current] = Decision.OPEN if present is decision else decision
        if present is not decision:
            self._order.append(self._current)
            later = [*range(self._current + 1, self.count), *range(self._current)]
            open_ones = [at for at in later if self._decisions[at] is Decision.OPEN]
            self._current = open_ones[0] if open_ones else self._current
        self._render()
        self._mark_current()

    def take_back(self) -> None:
        """Go to the change that was decided last, and open it again."""
        if self._order:
            self._current = self._order[-1]
            self.decide(self._decisions[self._current])

    def said(self) -> str:
        """The current change for a screen reader."""
        if not self.count:
            return ""
        part, number = self._places[self._current]
        hunk = self._parts[part].hunks[number]
        state = words.STATES[self._decisions[self._current]]
        return words.change_said(
            self._current + 1, self.count, state, hunk.removed.strip(), hunk.added.strip()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current change in view, and show as much in front of it as there is room for."""
        super().resizeEvent(event)
        if self.count:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - max(0, event.size().height() - event.oldSize().height()))
            self.ensureCursorVisible()

    def wanted_height(self, width: int) -> int:
        """Pixels that the whole text takes at a width."""
        self.document().setTextWidth(width)
        return int(self.document().size().height()) + 4

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Tab goes through the changes before it leaves the text."""
        return self.step(1 if next_ else -1) or super().focusNextPrevChild(next_)

    def _render(self) -> None:
        if not self._parts:
            return
        value = self.verticalScrollBar().value()
        self.clear()
        for name, role in _MARKS:
            image = self._look.icon(name, role).pixmap(QSize(2 * _MARK, 2 * _MARK)).toImage()
            kind = QTextDocument.ResourceType.ImageResource.value
            self.document().addResource(kind, QUrl(name), image)
        self._ranges = []
        cursor = QTextCursor(self.document())
        for at, part in enumerate(self._parts):
            if part.heading:
                cursor.insertText(part.heading, self._chars("muted", bold=True))
                cursor.insertBlock()
            for hunk in part.hunks:
                self._insert(cursor, hunk)
            if at < len(self._parts) - 1:
                cursor.insertBlock()
                cursor.insertBlock()
        self._set_lines()
        self.verticalScrollBar().setValue(value)

    def _insert(self, cursor: QTextCursor, hunk: Hunk) -> None:
        plain = self._chars("ink")
        if not hunk.is_change:
            cursor.insertText(hunk.removed, plain)
            return
        decision = self._decisions[len(self._ranges)]
        start = cursor.position()
        if decision is not Decision.OPEN:
            mark = QTextImageFormat()
            mark.setName(_MARKS[decision - 1][0])
            mark.setWidth(_MARK)
            mark.setHeight(_MARK)
            cursor.insertImage(mark)
            cursor.insertText(_BETWEEN, plain)
        if decision is Decision.REFUSED:
            cursor.insertText(hunk.removed, plain)
        if decision is Decision.OPEN:
            cursor.insertText(hunk.removed.replace("\n\n", "\n").replace("\n", "\u00b6"),
                              self._removed())  # fmt: skip
        if decision is Decision.OPEN and hunk.removed and hunk.added:
            cursor.insertText(_BETWEEN, plain)
        if decision is not Decision.REFUSED:
            cursor.insertText(hunk.added, self._added())
        self._ranges.append((start, cursor.position()))

    def _mark_current(self) -> None:
        """Tint the current change and bring it into view."""
        selections = []
        if self._ranges:
            start, end = self._ranges[self._current]
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(start)
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format.setBackground(self._look.theme.mixed("selection", "raised"))
            selections.append(selection)
            for place in (end, start):  # of a change longer than the view, its beginning
                cursor = QTextCursor(self.document())
                cursor.setPosition(place)
                self.setTextCursor(cursor)
                self.ensureCursorVisible()
        self.setExtraSelections(selections)
        self.setAccessibleDescription(self.said())
        self.decided.emit()

    def _set_lines(self) -> None:
        block = self._look.typography.body_block()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)

    def _chars(self, role: str, bold: bool = False) -> QTextCharFormat:
        chars = QTextCharFormat()
        chars.setForeground(self._look.theme.color(role))
        if bold:
            chars.setFontWeight(600)
        return chars

    def _added(self) -> QTextCharFormat:
        chars = self._chars("accent")
        chars.setFontUnderline(True)
        chars.setUnderlineColor(self._look.theme.color("accent"))
        return chars

    def _removed(self) -> QTextCharFormat:
        chars = QTextCharFormat()
        chars.setForeground(self.removed_color())
        chars.setFontStrikeOut(True)
        return chars

    def removed_color(self) -> QColor:
        """A muted red that is still read easily."""
        return self._look.theme.mixed("error", "muted", _MUTED_RED)
