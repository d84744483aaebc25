# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Over the plan: the field for a wish, the model's answer as it comes, and the changes."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.plan_diff import PlanDiff, apply
from longwriter_desktop.ui import words_replan as words
from longwriter_desktop.ui.fields import GrowingText
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.preview import REPAINT_MS
from longwriter_desktop.ui.replan_rows import ChangeRows


class WishField(GrowingText):
    """Enter sends the wish, Shift+Enter starts a new line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # for the panel
        else:
            super().keyPressEvent(event)


class ReplanPanel(QFrame):
    """One of three pages: the wish, the answer, the review.

    Signals:
        asked(wish): the writer sent a wish.
        stop_asked(): the answer should end.
        accepted(indices): the checked changes should be made.
        refused(): none of the changes should be made.
        closed(): the writer does not want to ask anything.
    """

    asked = Signal(str)
    stop_asked = Signal()
    accepted = Signal(list)
    refused = Signal()
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ReplanPanel")
        self.wish = WishField(self, least_lines=2)
        self.wish.setPlaceholderText(words.WISH_HINT)
        self.wish.setAccessibleName(words.WISH_NAME)
        self.hint = _label(words.ASK_KEYS, self)
        self.ask = QPushButton(words.ASK, self)
        self.ask.setProperty("kind", "primary")
        self.stream = QPlainTextEdit(self)
        self.stream.setReadOnly(True)
        self.stream.document().setDocumentMargin(0)
        self.stream.setAccessibleName(words.STREAM_NAME)
        self.stop = QPushButton(words.STOP, self)
        look.dress(self.stop, "stop")
        self.caption = _label("", self)
        self.rows = ChangeRows(look, self)
        self.keys = _label(words.REVIEW_KEYS, self)
        self.accept = QPushButton(words.ACCEPT, self)
        self.accept.setProperty("kind", "primary")
        self.refuse = QPushButton(words.REFUSE_ALL, self)
        self._diff: PlanDiff | None = None
        self._outline = Outline()
        self._said = ""
        self._page = "ask"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REPAINT_MS)
        self._timer.timeout.connect(self._show_answer)
        self._lay_out()
        self.wish.sent.connect(self._on_ask)
        self.ask.clicked.connect(self._on_ask)
        self.stop.clicked.connect(self.stop_asked)
        self.rows.done.connect(self._on_accept)
        self.rows.choice_changed.connect(self._count)
        self.accept.clicked.connect(self._on_accept)
        self.refuse.clicked.connect(self.refused)
        look.changed.connect(self.rows.repaint_rows)
        self.hide()

    @property
    def page(self) -> str:
        """`ask`, `answer` or `review`; empty while the panel is hidden."""
        return "" if self.isHidden() else self._page

    def show_ask(self) -> None:
        """The field for a wish; what was typed last is still in it, selected."""
        self._timer.stop()
        self._turn_to("ask")
        self.wish.setFocus()
        self.wish.selectAll()

    def show_answer(self, outline: Outline, waiting: str = "") -> None:
        """The model begins to answer about `outline`; until then `waiting` is shown."""
        self._outline, self._said = outline, ""
        self.stream.clear()
        self.stream.setPlaceholderText(waiting)
        self._turn_to("answer")
        self.stop.setFocus()

    def grow(self, text: str) -> None:
        self._said += text
        if not self._timer.isActive():
            self._timer.start()

    def show_review(self, diff: PlanDiff, document: Document) -> None:
        """The changes, accepted for now but those that take text out of the document."""
        self._timer.stop()
        self._diff = diff
        self.rows.show_diff(diff, document)
        self._count()
        self._turn_to("review")
        self.rows.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back a step: refuse, stop, or close."""
        if event.key() == Qt.Key.Key_Escape:
            steps = {"ask": self.closed, "answer": self.stop_asked, "review": self.refused}
            steps[self._page].emit()
        else:
            super().keyPressEvent(event)

    def _turn_to(self, page: str) -> None:
        self._page = page
        for name, widget in self._pages.items():
            widget.setVisible(name == page)
        self.show()

    def _lay_out(self) -> None:
        review = _page(self.rows, (self.refuse, self.accept), self.caption, self.keys)
        self._pages = {
            "ask": _page(self.wish, (self.hint, self.ask)),
            "answer": _page(self.stream, (self.stop,), _label(words.ASKING, self)),
            "review": review,
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 8, 8)
        for page in self._pages.values():
            column.addWidget(page)

    @Slot()
    def _on_ask(self) -> None:
        self.asked.emit(self.wish.toPlainText())

    @Slot()
    def _on_accept(self) -> None:
        self.accepted.emit(self.rows.accepted)

    @Slot()
    def _count(self) -> None:
        chosen = self.rows.accepted
        if self._diff is not None:
            total = apply(self._diff, chosen).total_words
            length = words.summary(self._diff.before.total_words, total)
            self.caption.setText(f"{words.counted(self._diff.changes)}  ·  {length}")
        self.accept.setText(words.accept(len(chosen), self.rows.count()))
        self.accept.setEnabled(bool(chosen))

    @Slot()
    def _show_answer(self) -> None:
        lines = [words.answer_line(line, self._outline) for line in self._said.split("\n")]
        self.stream.setPlainText("\n".join(line for line in lines if line))
        bar = self.stream.verticalScrollBar()
        bar.setValue(bar.maximum())


def _label(text: str, parent: QWidget) -> QLabel:
    label = PlainLabel(text, parent)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label


def _page(main: QWidget, row: tuple[QWidget, ...], *over: QWidget) -> QWidget:
    """A page: labels, what it is about, and a row that ends with the main button."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for label in over:
        column.addWidget(label)
    column.addWidget(main, 1)
    buttons = QHBoxLayout()
    buttons.setSpacing(8)
    *others, last = row
    if not others or not isinstance(others[0], QLabel):
        buttons.addStretch(1)
    for widget in others:
        buttons.addWidget(widget, 1 if isinstance(widget, QLabel) else 0)
    buttons.addWidget(last)
    column.addLayout(buttons)
    return page
