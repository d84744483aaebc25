# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One take to read: its whole text, or word by word against the text that stands there now."""

from itertools import pairwise

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.takes import NumberedTake
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.word_diff import Hunk, word_diff
from longwriter_desktop.ui import words, words_takes
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel

_PIXELS = 15  # the manuscript's type, smaller: the column is narrow


class TakeReader(QWidget):
    """The text of a take, and what can be done with it.

    Signals:
        use_asked(take), pin_asked(take), delete_asked(take), copy_asked(take)
    """

    use_asked = Signal(object)
    pin_asked = Signal(object)
    delete_asked = Signal(object)
    copy_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._row: NumberedTake | None = None
        self._present = ""
        self.caption = PlainLabel(self)
        self.caption.setProperty("role", "muted")
        self.caption.setWordWrap(True)
        self.as_text = self._switch(words_takes.SHOW_TEXT, words_takes.SHOW_TEXT_TIP)
        self.as_changes = self._switch(
            words_takes.SHOW_CHANGES, words.with_keys(words_takes.SHOW_CHANGES_TIP, "C")
        )
        self.as_text.setChecked(True)
        modes = QButtonGroup(self)
        modes.addButton(self.as_text)
        modes.addButton(self.as_changes)
        self.text = QTextEdit(self)
        self.text.setObjectName("TakeText")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(words_takes.TEXT_NAME)
        font = look.typography.font()
        font.setPixelSize(_PIXELS)
        self.text.setFont(font)
        self.use = QPushButton(words_takes.USE, self)
        self.use.setProperty("kind", "primary")
        self.pin = self._tool("pin", words_takes.PIN, "P")
        self.copy_text = self._tool("copy", words_takes.COPY, "Ctrl+C")
        self.delete = self._tool("remove", words_takes.DELETE, "Del")
        self._lay_out()
        self.as_changes.toggled.connect(self._show)
        self.use.clicked.connect(self._on_use)
        self.pin.clicked.connect(self._on_pin)
        self.delete.clicked.connect(self._on_delete)
        self.copy_text.clicked.connect(self._on_copy)
        look.changed.connect(self._show)

    def show_take(self, row: NumberedTake | None, present: str) -> None:
        """Show a take beside `present`, the section's text now; None shows nothing."""
        if row == self._row and present == self._present:
            return
        self._row, self._present = row, present
        self._show()

    @Slot()
    def switch_mode(self) -> None:
        """Show the changes in place of the text, or the text in place of the changes."""
        other = self.as_text if self.as_changes.isChecked() else self.as_changes
        other.setChecked(True)

    def _lay_out(self) -> None:
        modes, acts = QHBoxLayout(), QHBoxLayout()
        for row in (modes, acts):
            row.setSpacing(4)
        modes.addWidget(self.as_text)
        modes.addWidget(self.as_changes)
        modes.addStretch(1)
        for tool in (self.pin, self.copy_text, self.delete):
            modes.addWidget(tool)
        acts.addWidget(self.use, 1)
        order = (
            self.as_text, self.as_changes, self.pin, self.copy_text, self.delete, self.text,
            self.use,
        )  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(6)
        column.addLayout(modes)
        column.addWidget(self.caption)
        column.addWidget(self.text, 1)
        column.addLayout(acts)

    def _switch(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setCheckable(True)
        button.setProperty("kind", "switch")
        return button

    def _tool(self, icon: str, text: str, keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(16, 16))
        button.setToolTip(words.with_keys(text, keys))
        button.setAccessibleName(text)
        self._look.dress(button, icon, "muted")
        return button

    @Slot()
    def _show(self) -> None:
        row = self._row
        self.setVisible(row is not None)
        if row is None:
            return
        self._show_acts(row)
        self.text.clear()
        if self.as_changes.isChecked():
            hunks = word_diff(self._present, row.take.text)
            self._write_changes(hunks)
            self._say(self._summary(row, hunks))
        else:
            self.text.setPlainText(row.take.text)
            made = row.take.provenance
            self._say(words_takes.note_of(made.note) if made and made.note else "")
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _show_acts(self, row: NumberedTake) -> None:
        take, look = row.take, self._look
        is_deleted = take.deleted is not None
        self.use.setText(words_takes.RESTORE if is_deleted else words_takes.USE)
        can_use = is_deleted or take.text != self._present
        if self.use.hasFocus() and not can_use:
            self.text.setFocus()  # else the next button in line would get it
        self.use.setEnabled(can_use)
        self.use.setToolTip(
            words.with_keys(self.use.text(), "Enter") if self.use.isEnabled() else words_takes.SAME
        )
        self.pin.setVisible(not is_deleted)
        self.delete.setVisible(not is_deleted)
        word = words_takes.UNPIN if take.pinned else words_takes.PIN
        self.pin.setToolTip(words.with_keys(word, "P"))
        self.pin.setAccessibleName(word)
        look.dress(self.pin, "pin", "accent" if take.pinned else "muted")

    def _say(self, text: str) -> None:
        self.caption.setText(text)
        self.caption.setVisible(bool(text))

    def _summary(self, row: NumberedTake, hunks: tuple[Hunk, ...]) -> str:
        changes = [hunk for hunk in hunks if hunk.is_change]
        if not changes:
            return words_takes.SAME
        added = sum(count_words(hunk.added) for hunk in changes)
        removed = sum(count_words(hunk.removed) for hunk in changes)
        return words_takes.changes(row.number, added, removed)

    def _write_changes(self, hunks: tuple[Hunk, ...]) -> None:
        """Added words underlined, removed ones struck through: readable without colour."""
        plain, added, removed = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        added.setFontUnderline(True)
        added.setForeground(self._look.theme.color("accent"))
        removed.setFontStrikeOut(True)
        removed.setForeground(self._look.theme.color("error"))
        cursor = self.text.textCursor()
        for hunk in hunks:
            if not hunk.is_change:
                cursor.insertText(hunk.added, plain)
                continue
            cursor.insertText(hunk.removed, removed)
            if hunk.removed and hunk.added and not hunk.removed[-1].isspace():
                cursor.insertText(" ", plain)
            cursor.insertText(hunk.added, added)

    @Slot()
    def _on_use(self) -> None:
        if self._row is not None:
            self.use_asked.emit(self._row.take)

    @Slot()
    def _on_pin(self) -> None:
        if self._row is not None:
            self.pin_asked.emit(self._row.take)

    @Slot()
    def _on_delete(self) -> None:
        if self._row is not None:
            self.delete_asked.emit(self._row.take)

    @Slot()
    def _on_copy(self) -> None:
        if self._row is not None:
            self.copy_asked.emit(self._row.take)
