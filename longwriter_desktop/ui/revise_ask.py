# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One line over the passage to say a length or a wish in one's own words."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QSpinBox, QWidget

from longwriter_desktop.domain.revision import Revision, RevisionKind
from longwriter_desktop.ui import words_revising as words

_LOW, _HIGH = 5, 5_000  # words
_WIDTH = 440


class ReviseAsk(QFrame):
    """Enter says it, Esc leaves everything as it is.

    Signals:
        said(revision): the `Revision` with its length or wish.
        left(): nothing is wanted any more.
    """

    said = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ReviseAsk")
        self._kind = RevisionKind.CUSTOM
        self.wish = QLineEdit(self)
        self.wish.setPlaceholderText(words.ASK_HINT)
        self.wish.setAccessibleName(words.ASK_NAME)
        self.length = QSpinBox(self)
        self.length.setRange(_LOW, _HIGH)
        self.length.setSingleStep(10)
        self.length.setSuffix(words.WORDS_SUFFIX)
        self.length.setAccessibleName(words.LENGTH_NAME)
        self.go = QPushButton(words.GO, self)
        self.go.setProperty("kind", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        for widget, stretch in ((self.wish, 1), (self.length, 0), (self.go, 0)):
            row.addWidget(widget, stretch)
        self.go.clicked.connect(self._on_go)
        self.hide()

    def ask(self, kind: RevisionKind, words_now: int) -> None:
        """Ask for a wish, or, to condense, for a length under `words_now`."""
        self._kind = kind
        is_wish = kind is RevisionKind.CUSTOM
        self.wish.setVisible(is_wish)
        self.wish.clear()
        self.length.setVisible(not is_wish)
        self.length.setValue(max(_LOW, words_now // 2))
        self.setFixedWidth(_WIDTH if is_wish else self.sizeHint().width())
        self.adjustSize()
        self.show()
        self.raise_()
        field: QWidget = self.wish if is_wish else self.length
        field.setFocus()
        if not is_wish:
            self.length.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_go()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_go(self) -> None:
        wish = self.wish.text().strip()
        if self._kind is RevisionKind.CUSTOM:
            if not wish:
                return
            revision = Revision(self._kind, wish=wish)
        else:
            self.length.interpretText()
            revision = Revision(self._kind, self.length.value())
        self.hide()
        self.said.emit(revision)
