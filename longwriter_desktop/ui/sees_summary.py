# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the writer reads, changes and writes the summary of a section."""

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.document import Document
from longwriter_desktop.ui import words_summaries
from longwriter_desktop.ui.plain_text import PlainLabel

_SIZE = (620, 560)


class SummaryDialog(QDialog):
    """The section's text above, its summary below; accepted when it is to be kept."""

    def __init__(self, document: Document, section_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words_summaries.DIALOG_TITLE)
        self.resize(*_SIZE)
        self.section_id = section_id
        section, text = document.outline.get(section_id), document.text_of(section_id)
        present = document.summaries.get(section_id)
        number = document.outline.number(section_id)
        self.title = self._label(words_summaries.of_section(number, section.heading), "heading")
        self._is_stale = present is not None and present.is_stale(text)
        self._before = present.text if present else ""
        state = words_summaries.state(present.origin, self._is_stale) if present else ""
        self.state = self._label(state, "muted")
        self.state.setVisible(bool(state))
        self.text = self._field(words_summaries.TEXT_NAME, text.text)
        self.text.setReadOnly(True)
        self.summary = self._field(words_summaries.SUMMARY_NAME, self._before)
        self.summary.setPlaceholderText(words_summaries.SUMMARY_HINT)
        self.save = QPushButton(words_summaries.SAVE, self)
        self.save.setProperty("kind", "primary")
        self.save.setDefault(True)
        self.discard = QPushButton(words_summaries.DISCARD, self)
        self._lay_out()
        self.summary.setFocus()
        self.summary.moveCursor(QTextCursor.MoveOperation.End)
        self.save.clicked.connect(self.accept)
        self.discard.clicked.connect(self.reject)

    @property
    def is_new(self) -> bool:
        """Whether keeping it changes anything: an outdated one is confirmed as it is."""
        return self._is_stale or self.summary.toPlainText().strip() != self._before

    def _field(self, name: str, text: str) -> QPlainTextEdit:
        field = QPlainTextEdit(text, self)
        field.setTabChangesFocus(True)
        field.setAccessibleName(name)
        return field

    def _label(self, text: str, role: str) -> QLabel:
        label = PlainLabel(text, self)
        label.setWordWrap(True)
        label.setProperty("role", role)
        return label

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addWidget(self._label(words_summaries.TEXT_NAME, "caption"))
        column.addWidget(self.text, 3)
        column.addWidget(self._label(words_summaries.SUMMARY_NAME, "caption"))
        column.addWidget(self.summary, 2)
        column.addWidget(self._label(words_summaries.HINT, "muted"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.discard)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
