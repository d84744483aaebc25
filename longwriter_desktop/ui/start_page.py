# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands in the window while there is no document: one field, a length, examples."""

import html
import math
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.asked_length import asked_words
from longwriter_desktop.domain.library_port import DocumentSummary
from longwriter_desktop.ui import words
from longwriter_desktop.ui.fields import USUAL_WORDS, GrowingText, words_field
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.resources import read_sample

_LEAST, _MOST = 300, 30_000  # words at the ends of the slider; the field goes further
_STEPS = 100
_WIDTH = 720
_CARD_HEIGHT, _RECENT_HEIGHT = 128, 66
_RECENT = 4


class StartPage(QScrollArea):
    """Asks for an instruction and a length, which follows a length that the instruction names
    until the writer sets another.

    Signals:
        started(instruction, words): plan this document.
        skipped(instruction, words): open it without a plan.
        document_asked(document_id): open this document instead.
    """

    started = Signal(str, int)
    skipped = Signal(str, int)
    document_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("StartPage")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        page = QWidget(self)
        page.setObjectName("StartPage")
        self._look = look
        self._is_length_chosen = self._is_setting_length = self._is_used = False
        self.instruction = GrowingText(page, least_lines=3)
        self.instruction.setPlaceholderText(words.START_HINT)
        self.instruction.setAccessibleName(words.START_TITLE)
        self.slider = QSlider(Qt.Orientation.Horizontal, page)
        self.slider.setRange(0, _STEPS)
        self.slider.setAccessibleName(words.START_LENGTH)
        self.length = words_field(page)
        self.landmark = PlainLabel(page)
        self.landmark.setProperty("role", "muted")
        self.plan = QPushButton(words.START_PLAN, page)
        self.plan.setProperty("kind", "primary")
        self.plan.setIconSize(QSize(16, 16))
        look.dress(self.plan, "make_plan", "on_accent")
        self.skip = QPushButton(words.START_EMPTY, page)
        self.skip.setProperty("kind", "link")
        self.examples = [self._example(page, at) for at in range(len(words.EXAMPLES))]
        self.recent = QWidget(page)
        self.menu_button = self._make_menu_button()
        self._lay_out(page)
        self._connect()
        self._set_length(USUAL_WORDS)
        self.setWidget(page)
        self.menu_button.raise_()

    def begin(self, documents: Sequence[DocumentSummary]) -> None:
        """Ask anew, unless what was typed last was not used. In an empty library the sample is
        ready, chosen so that typing replaces it.
        """
        self.show_recent(documents)
        self.instruction.setFocus()
        if self.typed:
            return
        self.instruction.clear()
        self._set_length(USUAL_WORDS)
        self._is_length_chosen = False
        if not documents:
            self._fill(self.examples[0])
            self.instruction.selectAll()

    @property
    def typed(self) -> str:
        """What the writer typed and did not begin a document with; no example."""
        text = self.instruction.toPlainText()
        examples = {card.property("instruction") for card in self.examples}
        return "" if self._is_used or text in examples else text.strip()

    def show_recent(self, documents: Sequence[DocumentSummary]) -> None:
        """Offer the latest documents that are not archived."""
        documents = [summary for summary in documents if not summary.is_archived]
        grid = self.recent.layout()
        while grid is not None and (item := grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for at, summary in enumerate(documents[:_RECENT]):
            title = summary.title or words.UNTITLED
            detail = words.document_row(
                summary.written_words, summary.target_words, summary.modified
            )
            card = _card(self.recent, html.escape(title), detail, _RECENT_HEIGHT)
            card.setAccessibleName(words.listed((title, detail)))
            card.setProperty("document", summary.id)
            card.clicked.connect(self._on_recent)
            if isinstance(grid, QGridLayout):
                grid.addWidget(card, at // 2, at % 2)
        self.recent_caption.setVisible(bool(documents))
        self.recent.setVisible(bool(documents))

    def _example(self, page: QWidget, at: int) -> QPushButton:
        kind, length = words.EXAMPLES[at]
        text = words.EXAMPLE_TEXTS[at]
        if not text:
            sample = read_sample(words.SHOWN_LANGUAGE)
            text, length = sample.instruction, sample.words
        card = _card(page, words.example_head(kind, length), text, _CARD_HEIGHT)
        card.setProperty("instruction", text)
        card.setProperty("words", length)
        card.setAccessibleName(words.example_name(kind, length, text))
        return card

    def _make_menu_button(self) -> QToolButton:
        """Where the header has its own; it lies over the page and does not scroll."""
        button = QToolButton(self)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(words.MENU)
        button.setToolTip(words.MENU)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._look.dress(button, "menu")
        button.move(8, 8)
        return button

    def _lay_out(self, page: QWidget) -> None:
        title = PlainLabel(words.START_TITLE, page)
        title.setProperty("role", "heading")
        length_row = QHBoxLayout()
        length_row.setSpacing(16)
        length_row.addWidget(self.slider, 1)
        length_row.addWidget(self.length)
        length_row.addWidget(self.landmark)
        self.landmark.setMinimumWidth(120)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.plan)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        cards = QGridLayout()
        cards.setSpacing(12)
        for at, card in enumerate(self.examples):
            cards.addWidget(card, 0, at)
            cards.setColumnStretch(at, 1)
        grid = QGridLayout(self.recent)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        self.recent_caption = self._caption(words.START_RECENT, page)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(title)
        column.addSpacing(4)
        column.addWidget(self.instruction)
        column.addSpacing(8)
        column.addLayout(length_row)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addSpacing(28)
        column.addWidget(self._caption(words.START_EXAMPLES, page))
        column.addLayout(cards)
        column.addSpacing(20)
        column.addWidget(self.recent_caption)
        column.addWidget(self.recent)
        column.addStretch(2)
        inner = QWidget(page)
        inner.setMaximumWidth(_WIDTH)
        inner.setLayout(column)
        middle = QHBoxLayout(page)
        middle.setContentsMargins(24, 32, 24, 32)
        middle.addStretch(1)
        middle.addWidget(inner, 100)
        middle.addStretch(1)

    def _caption(self, text: str, page: QWidget) -> QLabel:
        label = PlainLabel(text, page)
        label.setProperty("role", "caption")
        return label

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._on_slider)
        self.length.valueChanged.connect(self._on_length)
        self.instruction.textChanged.connect(self._on_instruction)
        self.plan.clicked.connect(self._on_plan)
        self.instruction.sent.connect(self._on_plan)
        self.skip.clicked.connect(self._on_skip)
        for card in self.examples:
            card.clicked.connect(self._on_example)

    @Slot(int)
    def _on_slider(self, step: int) -> None:
        exact = _LEAST * (_MOST / _LEAST) ** (step / _STEPS)
        size = 100 if exact < 5_000 else 500
        self.length.setValue(round(exact / size) * size)

    @Slot(int)
    def _on_length(self, value: int) -> None:
        self._is_length_chosen = self._is_length_chosen or not self._is_setting_length
        self.landmark.setText(words.length_hint(value))
        bounded = min(max(value, _LEAST), _MOST)
        step = round(_STEPS * math.log(bounded / _LEAST) / math.log(_MOST / _LEAST))
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(step)
        self.slider.blockSignals(blocked)

    @Slot()
    def _on_instruction(self) -> None:
        self._is_used = False
        asked = asked_words(self.instruction.toPlainText())
        if asked is not None and not self._is_length_chosen:
            self._set_length(asked)

    def _set_length(self, value: int) -> None:
        """Set the length on the program's own account: the writer has not chosen it."""
        self._is_setting_length = True
        self.length.setValue(value)
        self._is_setting_length = False

    @Slot()
    def _on_plan(self) -> None:
        self._is_used = True
        self.started.emit(self.instruction.toPlainText(), self.length.value())

    @Slot()
    def _on_skip(self) -> None:
        self._is_used = True
        self.skipped.emit(self.instruction.toPlainText(), self.length.value())

    @Slot()
    def _on_example(self) -> None:
        card = self.sender()
        if isinstance(card, QPushButton):
            self._fill(card)
            self.instruction.setFocus()

    def _fill(self, card: QPushButton) -> None:
        """Take an example; undo brings back what was typed."""
        self.instruction.selectAll()
        self.instruction.insertPlainText(card.property("instruction"))
        self._set_length(card.property("words"))
        self._is_length_chosen = False

    @Slot()
    def _on_recent(self) -> None:
        card = self.sender()
        if card is not None:
            self.document_asked.emit(card.property("document"))


def _card(parent: QWidget, head: str, body: str, height: int) -> QPushButton:
    """A wide button with a line (rich text) over a muted text."""
    card = QPushButton(parent)
    card.setProperty("kind", "card")
    card.setCursor(Qt.CursorShape.PointingHandCursor)
    above, below = PlainLabel(head, card), PlainLabel(body, card)
    above.setTextFormat(Qt.TextFormat.RichText)
    below.setWordWrap(True)
    below.setProperty("role", "muted")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(14, 12, 14, 12)
    inside.setSpacing(6)
    for label in (above, below):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        inside.addWidget(label)
    inside.addStretch(1)
    card.setFixedHeight(height)
    return card
