# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Fields that stand in more than one place."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QSpinBox, QWidget

from longwriter_desktop.domain.document import MAX_DOCUMENT_WORDS
from longwriter_desktop.ui import words

USUAL_WORDS = 2_000  # the length of a document that nobody has said anything about
FIELD_HEIGHT = 30  # px, of every field of one line
_MOST_LINES = 4


def words_field(parent: QWidget) -> QSpinBox:
    """The length of a document. Takes more than is possible: the plan's check says what is."""
    field = QSpinBox(parent)
    field.setRange(0, 10 * MAX_DOCUMENT_WORDS)
    field.setSingleStep(100)
    field.setGroupSeparatorShown(True)
    field.setSuffix(words.WORDS_SUFFIX)
    field.setAccessibleName(words.LENGTH_NAME)
    field.setMinimumWidth(128)
    field.setFixedHeight(FIELD_HEIGHT)
    field.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding stops at the frame
    return field


class PageWheel(QObject):
    """The wheel turns the page, not a value that happens to lie under the pointer."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        is_wheel = event.type() is QEvent.Type.Wheel
        if is_wheel and isinstance(field, QWidget) and not field.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(field, event)


class GrowingText(QPlainTextEdit):
    """A plain text field that grows with its text up to four lines. Ctrl+Return sends it.

    Signals:
        sent(): Ctrl+Return was pressed.
    """

    sent = Signal()

    def __init__(self, parent: QWidget, least_lines: int = 1) -> None:
        super().__init__(parent)
        self._least_lines = least_lines
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.fit)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sent.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Take the height of the text."""
        lines = int(self.document().size().height())  # in lines, for a plain text document
        lines = min(max(lines, self._least_lines), _MOST_LINES)
        height = round(self.fontMetrics().lineSpacing() * lines + 22)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
