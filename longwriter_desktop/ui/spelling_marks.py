# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which words of the manuscript are marked, and which the dictionary is asked about."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextLayout

from longwriter_desktop.app.qt_spelling import Spelling
from longwriter_desktop.domain.markdown_spans import Line
from longwriter_desktop.domain.spelling import Word, candidates, words_to_check
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.markdown_formats import format_range
from longwriter_desktop.ui.markdown_styler import MarkdownStyler


class SpellingMarks(QObject):
    """Finds misspelled words in blocks. A word that is being typed is left alone."""

    def __init__(self, text: Manuscript, styler: MarkdownStyler, spelling: Spelling) -> None:
        super().__init__(text)
        self._text = text
        self._styler = styler
        self._spelling = spelling
        self._ignored: set[str] = set()
        self._has_typed = False
        self._typing_at: int | None = None
        self._format = self._mark()
        text.document().contentsChange.connect(self._on_change)
        text.cursorPositionChanged.connect(self._on_caret)
        text.look.changed.connect(self._on_theme)

    def ignore(self, word: str) -> None:
        """Mark a word no more until the program ends."""
        self._ignored.add(word)

    def ranges(self, block: QTextBlock, line: Line) -> list[QTextLayout.FormatRange]:
        """The marks of a block."""
        if not self._spelling.has_wrong(candidates(block.text())):
            return []
        if self._text.page.section_at(block.position()) in self._text.writing_sections:
            return []
        typing = -1 if self._typing_at is None else self._typing_at - block.position()
        return [
            format_range(word.start, word.length, self._format)
            for word in words_to_check(block.text(), line)
            if self.is_wrong(word.text) and not word.start <= typing <= word.start + word.length
        ]

    def unknown(self, blocks: list[QTextBlock]) -> set[str]:
        """The words of some blocks that the dictionary has not been asked about."""
        found = set()
        for block in blocks:
            line = self._styler.line(block)
            if line is not None:
                words = words_to_check(block.text(), line)
                found |= {word.text for word in words if self._spelling.is_right(word.text) is None}
        return found

    def is_wrong(self, word: str) -> bool:
        if self._spelling.is_right(word) is not False or word in self._ignored:
            return False
        return not self.is_of_document(word)

    def is_of_document(self, word: str) -> bool:
        """Whether the writer said that a word is right in this document."""
        own = self._text.session.document.spelling_words
        return bool(own) and (word in own or word.lower() in own)

    def word_at(self, cursor: QTextCursor) -> tuple[str, QTextCursor] | None:
        """The word at a place, and a cursor that selects it."""
        block = cursor.block()
        line = self._styler.line(block)
        if line is None:
            return None
        at = cursor.positionInBlock()
        for word in words_to_check(block.text(), line):
            if word.start <= at <= word.start + word.length:
                return word.text, _selecting(block, word)
        return None

    def _mark(self) -> QTextCharFormat:
        chars = QTextCharFormat()
        chars.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        chars.setUnderlineColor(self._text.look.theme.color("error"))
        return chars

    @Slot()
    def _on_theme(self) -> None:
        self._format = self._mark()

    @Slot()
    def _on_change(self) -> None:
        self._has_typed = not self._text.page.is_applying

    @Slot()
    def _on_caret(self) -> None:
        """A caret that moves without typing has left the word."""
        self._typing_at = self._text.textCursor().position() if self._has_typed else None
        self._has_typed = False


def _selecting(block: QTextBlock, word: Word) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + word.start)
    cursor.setPosition(cursor.position() + word.length, QTextCursor.MoveMode.KeepAnchor)
    return cursor
