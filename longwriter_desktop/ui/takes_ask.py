# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Asks over the list of takes, before one that the writer pinned is put away."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from longwriter_desktop.app.takes import NumberedTake
from longwriter_desktop.domain.document import Take
from longwriter_desktop.ui import words_takes
from longwriter_desktop.ui.plain_text import PlainLabel


class PinnedQuestion(QFrame):
    """Whether a pinned take should go. The keys stand on the answer that changes nothing; Esc
    gives it as well.

    Signals:
        answered(take, deletes): the writer's answer about this `Take`.
    """

    answered = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("PinnedQuestion")
        self._take: Take | None = None
        self.text = PlainLabel(self)
        self.text.setWordWrap(True)
        self.delete = QPushButton(words_takes.DELETE, self)
        self.keep = QPushButton(words_takes.KEEP_IT, self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.text)
        column.addLayout(buttons)
        self.keep.clicked.connect(self._on_keep)
        self.delete.clicked.connect(self._on_delete)
        self.hide()

    def ask(self, row: NumberedTake) -> None:
        """Ask about a take, in place of one that was asked about before."""
        self._take = row.take
        self.text.setText(words_takes.pinned_delete(row.number))
        self.setAccessibleName(self.text.text())
        self.keep.setAccessibleDescription(self.text.text())
        self.show()
        self.keep.setFocus()

    def withdraw_unless(self, take: Take | None) -> None:
        """Forget the question where it is about another take than this."""
        if take is None or self._take is None or take != self._take:
            self._take = None
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keys; Esc keeps the take."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._answer(False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer(self.delete.hasFocus())
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_keep(self) -> None:
        self._answer(False)

    @Slot()
    def _on_delete(self) -> None:
        self._answer(True)

    def _answer(self, deletes: bool) -> None:
        take, self._take = self._take, None
        self.hide()
        if take is not None:
            self.answered.emit(take, deletes)
