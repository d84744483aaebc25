# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The sections that were taken out of a plan, to read and to put back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.library_port import RemovedSection
from longwriter_desktop.ui import words_removed as words
from longwriter_desktop.ui.plain_text import plain_label

_SIZE = (760, 520)


class RemovedDialog(QDialog):
    """Asks which of some removed sections are wanted back: `chosen`, in their order."""

    def __init__(self, removed: Sequence[RemovedSection], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.TITLE)
        self.resize(*_SIZE)
        self._removed = removed
        self.list = QListWidget(self)
        self.list.setAccessibleName(words.TITLE)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(words.TEXT_NAME)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.put_back = QPushButton(words.PUT_BACK, self)
        self.put_back.setProperty("kind", "primary")
        self.put_back.setDefault(True)
        self.buttons = QDialogButtonBox(self)
        self.buttons.addButton(self.put_back, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(words.CLOSE, QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        now = datetime.now(UTC)
        self.list.addItems([words.row(section, now) for section in removed])
        self.list.currentRowChanged.connect(self._show)
        self.list.itemSelectionChanged.connect(self._show_can)
        self.list.itemDoubleClicked.connect(self.accept)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def chosen(self) -> list[RemovedSection]:
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self._removed[row] for row in rows]

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.list, 2)
        sides.addWidget(self.text, 3)
        hint = plain_label(self, "muted", wrap=True)
        hint.setText(words.HINT)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addLayout(sides, 1)
        column.addWidget(self.buttons)

    @Slot(int)
    def _show(self, row: int) -> None:
        self.text.setPlainText(self._removed[row].text.text if row >= 0 else "")

    @Slot()
    def _show_can(self) -> None:
        self.put_back.setEnabled(bool(self.chosen))
