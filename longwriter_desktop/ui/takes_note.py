# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A field under a section's bar: what the model should do differently, this once."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout

from longwriter_desktop.ui import words_takes
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.manuscript_paint import SIDE
from longwriter_desktop.ui.manuscript_view import ManuscriptView

_WIDTH = 460
_MOST = 500  # characters; it stands in the last turn of the prompt


class NoteField(QFrame):
    """Lies over the manuscript. Enter rewrites the section, Esc closes.

    Signals:
        rewrite_asked(section_id, note), several_asked(section_id, note)
    """

    rewrite_asked = Signal(str, str)
    several_asked = Signal(str, str)

    def __init__(self, look: Look, view: ManuscriptView) -> None:
        super().__init__(view.viewport())
        self.setObjectName("NoteField")
        self.section_id = ""
        self._view = view
        self.note = QLineEdit(self)
        self.note.setMaxLength(_MOST)
        self.note.setPlaceholderText(words_takes.NOTE_EXAMPLE)
        self.note.setAccessibleName(words_takes.NOTE_FIELD)
        self.rewrite = QPushButton(words_takes.REWRITE, self)
        self.rewrite.setProperty("kind", "primary")
        self.several = QPushButton(self)
        self.dismiss = QToolButton(self)
        self.dismiss.setToolTip(words_takes.CLOSE)
        self.dismiss.setAccessibleName(words_takes.CLOSE)
        look.dress(self.dismiss, "close", "muted")
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.note, 1)
        first.addWidget(self.dismiss)
        second.addStretch(1)
        second.addWidget(self.several)
        second.addWidget(self.rewrite)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)
        self.note.returnPressed.connect(self._on_rewrite)
        self.note.textChanged.connect(self._on_typed)
        self.rewrite.clicked.connect(self._on_rewrite)
        self.several.clicked.connect(self._on_several)
        self.dismiss.clicked.connect(self.close_field)
        view.bars_moved.connect(self._place)
        self._on_typed("")
        self.hide()

    def name_several(self, text: str) -> None:
        """Say on the button how many takes are written at once."""
        self.several.setText(text)

    def open_for(self, section_id: str) -> None:
        """Ask for a note to a section."""
        if section_id != self.section_id:
            self.note.clear()
        self.section_id = section_id
        self.show()
        self._place()
        self.raise_()
        self.note.setFocus()
        self.note.selectAll()

    @Slot()
    def close_field(self) -> None:
        """Go back to the text; what was typed stays for the next time."""
        self.hide()
        self._view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_field()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @Slot()
    def _place(self) -> None:
        """Under the heading of the section, at its right, inside what is in view."""
        if not self.isVisible():
            return
        if self.section_id not in self._view.page.map:
            self.hide()
            return
        viewport = self._view.viewport()
        width = min(_WIDTH, viewport.width() - 2 * SIDE)
        height = self.sizeHint().height()
        top = self._view.heading_top(self.section_id) + 4
        top = min(max(top, 4), max(viewport.height() - height - 4, 4))
        self.setGeometry(viewport.width() - SIDE - width, top, width, height)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        for button in (self.rewrite, self.several):
            button.setEnabled(bool(text.strip()))

    @Slot()
    def _on_rewrite(self) -> None:
        note = self._taken()
        if note:
            self.rewrite_asked.emit(self.section_id, note)

    @Slot()
    def _on_several(self) -> None:
        note = self._taken()
        if note:
            self.several_asked.emit(self.section_id, note)

    def _taken(self) -> str:
        """What was typed; with it the field closes."""
        note = self.note.text().strip()
        if note:
            self.close_field()
        return note
