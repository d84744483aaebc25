# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The takes of one section in a small list: choose one and it stands in the text."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from longwriter_desktop.app.messages import STOP_SENTENCES
from longwriter_desktop.domain.document import Take
from longwriter_desktop.ui import words
from longwriter_desktop.ui.look import Look

_WIDTH = 460
_ROW = 52
_MOST_ROWS = 6


class TakesPopup(QFrame):
    """Lies over the manuscript under the section's bar; Esc or a click elsewhere closes it.

    Signals:
        take_chosen(take): the writer wants this `Take` in the text.
    """

    take_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName("TakesPopup")
        self._look = look
        self.empty = QLabel(words.no_takes(), self)
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "muted")
        self.list = QListWidget(self)
        self.list.setAccessibleName(words.TAKES)
        self.list.setIconSize(QSize(16, 16))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.empty)
        column.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)

    def open_at(self, place: QPoint, takes: Sequence[Take], present: str | None) -> None:
        """Show `takes`, the latest first, with its right top at `place` in its parent."""
        self.list.clear()
        for number, take in reversed(list(enumerate(takes, start=1))):
            why = STOP_SENTENCES[take.stop_reason]
            row = QListWidgetItem(
                f"{words.take_line(number, take)}\n{words.take_detail(take, why)}", self.list
            )
            row.setData(Qt.ItemDataRole.UserRole, take)
            row.setToolTip(take.text[:600])
            row.setSizeHint(QSize(_WIDTH - 40, _ROW))
            if take.id == present:
                row.setIcon(self._look.icon("check", "accent"))
                self.list.setCurrentItem(row)
        self.empty.setVisible(not takes)
        self.list.setVisible(bool(takes))
        rows = min(max(len(takes), 1), _MOST_ROWS)
        self.list.setFixedHeight(rows * _ROW + 12)
        self.setFixedSize(_WIDTH, rows * _ROW + 28)
        self.move(place - QPoint(_WIDTH, 0))
        self.raise_()
        self.show()
        self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Without the focus there is nothing to choose any more."""
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _on_chosen(self, row: QListWidgetItem) -> None:
        take = row.data(Qt.ItemDataRole.UserRole)
        self.hide()
        self.take_chosen.emit(take)
