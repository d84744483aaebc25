# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The library's documents, to open one or to put one away."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.domain.ports import DocumentSummary
from longwriter_desktop.ui import words

_ID = Qt.ItemDataRole.UserRole


class LibraryDialog(QDialog):
    """Asks which document to open; `chosen` is its id. `open_now` cannot be put away."""

    def __init__(self, documents: LibraryUse, open_now: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.LIBRARY_TITLE)
        self.resize(560, 460)
        self.chosen: str | None = None
        self._documents = documents
        self._open_now = open_now
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(words.LIBRARY_FILTER)
        self.filter.setAccessibleName(words.LIBRARY_FILTER)
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(words.LIBRARY_TITLE)
        self.empty = QLabel(words.LIBRARY_EMPTY, self)
        self.empty.setProperty("role", "muted")
        self.buttons = QDialogButtonBox(self)
        self.open_button = QPushButton(words.LIBRARY_OPEN, self)
        self.open_button.setProperty("kind", "primary")
        self.open_button.setDefault(True)
        self.put_away = QPushButton(words.LIBRARY_DELETE, self)
        self.put_away.setAutoDefault(False)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.put_away, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(words.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for widget in (self.filter, self.empty, self.list, self.buttons):
            column.addWidget(widget)
        self.filter.textChanged.connect(self._on_filter)
        self.list.itemActivated.connect(self.accept)
        self.list.currentRowChanged.connect(self._on_row)
        self.put_away.clicked.connect(self._on_put_away)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Delete, self.list, self._on_put_away)
        self._fill()

    @Slot()
    def accept(self) -> None:
        row = self.list.currentItem()
        if row is not None and not row.isHidden():
            self.chosen = row.data(_ID)
            super().accept()

    def _fill(self) -> None:
        self.list.clear()
        rows = self._documents.documents()
        for summary in rows:
            row = QListWidgetItem(document_label(summary), self.list)
            row.setData(_ID, summary.id)
            row.setSizeHint(QSize(300, 52))
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.list.setCurrentRow(0)
        self._on_row(self.list.currentRow())

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(text.lower() not in item.text().split("\n")[0].lower())

    @Slot(int)
    def _on_row(self, row: int) -> None:
        item = self.list.item(row)
        self.open_button.setEnabled(item is not None)
        self.put_away.setEnabled(item is not None and item.data(_ID) != self._open_now)

    @Slot()
    def _on_put_away(self) -> None:
        row = self.list.currentItem()
        if row is not None and row.data(_ID) != self._open_now:
            self._documents.delete(row.data(_ID))
            self._fill()


def document_label(summary: DocumentSummary) -> str:
    """Two lines: the title, then words against target and the last change."""
    title = summary.title or words.UNTITLED
    detail = words.document_row(summary.written_words, summary.target_words, summary.modified)
    return f"{title}\n{detail}"
