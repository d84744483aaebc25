# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The last of the first steps: a first document, its instruction ready to be used, or none."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from longwriter_desktop.domain.script import language_of_text
from longwriter_desktop.ui import words, words_first_run
from longwriter_desktop.ui.fields import GrowingText, PageWheel, words_field
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.resources import Sample, read_sample

_LINES = 2


@dataclass(frozen=True)
class FirstDocument:
    """What the first document is to be. An empty `title` is made from the instruction."""

    instruction: str
    words: int
    title: str
    language: str


class FirstRunBegin(QWidget):
    """Two choices; under the first stand the document's instruction and length.

    Signals:
        sent(): Ctrl+Return was pressed in the instruction.
    """

    sent = Signal()

    def __init__(self, indent: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.sample = QRadioButton(words_first_run.SAMPLE, self)
        self.empty = QRadioButton(words_first_run.EMPTY, self)
        group = QButtonGroup(self)
        group.addButton(self.sample)
        group.addButton(self.empty)
        self.instruction = GrowingText(self, _LINES)
        self.instruction.setAccessibleName(words_first_run.INSTRUCTION)
        self.instruction.setPlaceholderText(words.START_HINT)
        self.length = words_field(self)
        PageWheel(self.length)
        self.problem = PlainLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        fields = QVBoxLayout()
        fields.setContentsMargins(indent, 0, 0, 4)
        fields.setSpacing(6)
        fields.addWidget(self.instruction)
        fields.addWidget(self.problem)
        fields.addWidget(self.length, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.sample)
        column.addLayout(fields)
        column.addWidget(self.empty)
        self._sample = read_sample(words.SHOWN_LANGUAGE)
        self._fill(self._sample)
        self.sample.setChecked(True)
        self.sample.toggled.connect(self._on_toggled)
        self.instruction.textChanged.connect(self.problem.hide)
        self.length.valueChanged.connect(self.problem.hide)
        self.instruction.sent.connect(self.sent)

    @property
    def document(self) -> FirstDocument | None:
        """The document to begin with; None for an empty page."""
        if not self.sample.isChecked():
            return None
        instruction = self.instruction.toPlainText()
        if instruction.strip() == self._sample.instruction:
            title, language = self._sample.title, self._sample.language
        else:
            title, language = "", language_of_text(instruction, "en")
        return FirstDocument(instruction, self.length.value(), title, language)

    def begin(self) -> None:
        """Offer the sample where nothing else was typed."""
        self.problem.hide()
        if not self.instruction.toPlainText().strip():
            self._fill(self._sample)

    def forget(self) -> None:
        """Let go of what was typed: it is a document now."""
        self._fill(self._sample)

    def use_language(self, language: str) -> None:
        """Offer the sample in another language, where it stands unchanged."""
        sample = read_sample(language)
        before, self._sample = self._sample, sample
        if self.instruction.toPlainText().strip() == before.instruction:
            is_same_length = self.length.value() == before.words
            self.instruction.setPlainText(sample.instruction)
            if is_same_length:
                self.length.setValue(sample.words)

    def refuse(self, sentence: str, because_of_length: bool) -> None:
        """Say in place why this cannot be begun, and put the keyboard where it can be mended."""
        self.problem.setText(sentence)
        self.problem.show()
        field = self.length if because_of_length else self.instruction
        field.setFocus()

    def _fill(self, sample: Sample) -> None:
        self.instruction.setPlainText(sample.instruction)
        self.length.setValue(sample.words)

    @Slot(bool)
    def _on_toggled(self, with_document: bool) -> None:
        self.instruction.setEnabled(with_document)
        self.length.setEnabled(with_document)
        self.problem.hide()
