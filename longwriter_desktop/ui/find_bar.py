# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The bar over the manuscript to find and replace with; it says, and lets others do."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from longwriter_desktop.domain.finding import Query
from longwriter_desktop.ui import words
from longwriter_desktop.ui.fields import FIELD_HEIGHT
from longwriter_desktop.ui.look import Look, tabular
from longwriter_desktop.ui.plain_text import PlainLabel

_SEND = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST_FIELD = 96  # px
_COUNT_WIDTH = 92  # px, so that the field stays as it is while the count changes


class FindBar(QFrame):
    """Two fields, the options, the count, and a line for what has to be said.

    Signals:
        query_changed(): another text, or another option.
        next_asked(), previous_asked(), replace_asked(), replace_all_asked(), closed()
    """

    query_changed = Signal()
    next_asked = Signal()
    previous_asked = Signal()
    replace_asked = Signal()
    replace_all_asked = Signal()
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("FindBar")
        self._look = look
        self.text = self._field(words.FIND_NAME)
        self.replacement = self._field(words.REPLACEMENT_NAME)
        self.count = PlainLabel(self)
        self.count.setProperty("role", "muted")
        self.count.setFont(tabular(self.count.font()))
        self.count.setMinimumWidth(_COUNT_WIDTH)
        self.message = PlainLabel(self)
        self.message.setWordWrap(True)
        self.case = self._option(words.FIND_CASE, words.FIND_CASE_NAME)
        self.word = self._option(words.FIND_WORD, words.FIND_WORD_NAME)
        self.expression = self._option(words.FIND_EXPRESSION, words.FIND_EXPRESSION_NAME)
        self.previous = self._tool("up", f"{words.FIND_PREVIOUS} (Shift+F3)")
        self.next = self._tool("down", f"{words.FIND_NEXT} (F3)")
        self.close_button = self._tool("close", f"{words.FIND_CLOSE} (Esc)")
        self.replace_one = QPushButton(words.REPLACE_ONE, self)
        self.replace_all = QPushButton(words.REPLACE_ALL, self)
        self._lay_out()
        self._wire()
        self._order()
        self.say_count(None)
        self.say("")
        self.set_replacing(False)
        self.hide()

    @property
    def query(self) -> Query:
        """What the bar asks for."""
        return Query(
            self.text.text(),
            self.word.isChecked(),
            self.case.isChecked(),
            self.expression.isChecked(),
        )

    def open(self, replacing: bool, text: str = "") -> None:
        """Show the bar, with `text` to find unless that is empty, and put the caret into it."""
        if text:
            self.text.setText(text)
        self.set_replacing(replacing)
        self.show()
        self.text.setFocus()
        self.text.selectAll()

    def set_replacing(self, shown: bool) -> None:
        for widget in (self.replacement, self.replace_one, self.replace_all):
            widget.setVisible(shown)

    def say_count(self, total: int | None, number: int | None = None) -> None:
        """How many matches there are (None: nothing was searched) and which is the current."""
        text = "" if total is None else words.found(total, number)
        self.count.setText(text)
        self.count.setAccessibleName(text)
        for button in (self.previous, self.next, self.replace_one, self.replace_all):
            button.setEnabled(bool(total))

    def say(self, text: str, is_trouble: bool = False) -> None:
        """Say something under the fields, or take it away again."""
        self.message.setText(text)
        self.message.setAccessibleName(text)
        self.message.setProperty("role", "error" if is_trouble else "muted")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        """In the bar, Esc closes it, whatever else the key does in the window."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _SEND and self.text.hasFocus():
            (self.previous_asked if shift else self.next_asked).emit()
        elif event.key() in _SEND and self.replacement.hasFocus():
            self.replace_asked.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        options = self._row(self.count, self.case, self.word, self.expression,
                            self.previous, self.next, self.close_button)  # fmt: skip
        options.setSpacing(2)
        options.insertSpacing(1, 8)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 6, 8, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.text, 0, 0)
        grid.addLayout(options, 0, 1)
        grid.addWidget(self.replacement, 1, 0)
        buttons = self._row(self.replace_one, self.replace_all)
        buttons.addStretch(1)
        grid.addLayout(buttons, 1, 1)
        grid.addWidget(self.message, 2, 0, 1, 2)

    def _order(self) -> None:
        """Tab goes from what is found to what replaces it, then to the options."""
        order = (
            self.text, self.replacement, self.replace_one, self.replace_all,
            self.case, self.word, self.expression, self.previous, self.next, self.close_button,
        )  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _wire(self) -> None:
        self.text.textChanged.connect(self.query_changed)
        for option in (self.case, self.word, self.expression):
            option.toggled.connect(self.query_changed)
        self.previous.clicked.connect(self.previous_asked)
        self.next.clicked.connect(self.next_asked)
        self.close_button.clicked.connect(self.closed)
        self.replace_one.clicked.connect(self.replace_asked)
        self.replace_all.clicked.connect(self.replace_all_asked)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in widgets:
            row.addWidget(widget)
        return row

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setMinimumWidth(_LEAST_FIELD)
        field.setFixedHeight(FIELD_HEIGHT)
        return field

    def _option(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(True)
        return self._named(button, name)

    def _tool(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(16, 16))
        self._look.dress(button, icon)
        return self._named(button, name)

    def _named(self, button: QToolButton, name: str) -> QToolButton:
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
