# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the menu of the text offers for a misspelled word."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QTextCursor, QUndoStack
from PySide6.QtWidgets import QMenu

from longwriter_desktop.app.qt_spelling import Spelling, SpellingWordsCommand
from longwriter_desktop.app.spelling_process import MOST_SUGGESTIONS
from longwriter_desktop.ui import words_spelling as words
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.spelling_marks import SpellingMarks


class SpellingMenu(QObject):
    """Puts suggestions at the top of the menu. They come while it is open already.

    Signals:
        ignored(word): a word is to be marked no more.
    """

    ignored = Signal(str)

    def __init__(
        self,
        menu: QMenu,
        text: Manuscript,
        marks: SpellingMarks,
        spelling: Spelling,
        undo_stack: QUndoStack,
    ) -> None:
        super().__init__(menu)
        self._menu = menu
        self._text = text
        self._marks = marks
        self._spelling = spelling
        self._undo_stack = undo_stack
        self._own: list[QAction] = []
        self._slots: list[QAction] = []  # for suggestions
        self._word = ""
        self._place = QTextCursor()
        spelling.suggested.connect(self._on_suggested)

    @Slot(QPoint)
    def prepare(self, place: QPoint) -> None:
        """The menu is about to open at a place of the text's viewport."""
        self._clear()
        found = self._marks.word_at(self._text.cursorForPosition(place))
        self._word, self._place = found or ("", QTextCursor())
        first = self._menu.actions()[0]
        if self._word and self._marks.is_wrong(self._word):
            self._slots = [
                self._insert(first, "", self._on_suggestion) for _ in range(MOST_SUGGESTIONS)
            ]
            self._slots[0].setText(words.LOOKING)
            for slot in self._slots:
                slot.setEnabled(False)
            self._own.append(self._menu.insertSeparator(first))
            self._insert(first, words.ADD.format(word=self._word), self._on_own_word)
            self._insert(first, words.IGNORE.format(word=self._word), self._on_ignore)
            self._own.append(self._menu.insertSeparator(first))
            self._spelling.ask(self._word)
        elif self._word and self._marks.is_of_document(self._word):
            self._insert(first, words.REMOVE.format(word=self._word), self._on_own_word)
            self._own.append(self._menu.insertSeparator(first))

    @Slot(str, list)
    def _on_suggested(self, word: str, suggestions: list[str]) -> None:
        """Fill the slots; they had their room before, so that the menu does not outgrow the
        screen while it is open."""
        if word != self._word or not self._slots:
            return
        self._slots[0].setText(words.NO_SUGGESTION)
        for slot in self._slots[max(len(suggestions), 1) :]:
            slot.setVisible(False)
        for slot, suggestion in zip(self._slots, suggestions, strict=False):
            font = slot.font()
            font.setBold(True)
            slot.setFont(font)
            slot.setText(suggestion)
            slot.setEnabled(True)

    def _insert(self, before: QAction, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self._menu)
        action.triggered.connect(slot)
        self._menu.insertAction(before, action)
        self._own.append(action)
        return action

    def _clear(self) -> None:
        for action in self._own:
            self._menu.removeAction(action)
            action.deleteLater()
        self._own, self._slots = [], []

    @Slot()
    def _on_suggestion(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and not self._place.isNull():
            self._undo_stack.beginMacro(words.UNDO_CORRECT)
            self._text.setTextCursor(self._place)
            self._text.replace_selection(action.text())
            self._undo_stack.endMacro()

    @Slot()
    def _on_own_word(self) -> None:
        own = self._text.session.document.spelling_words
        word = self._word.lower() if self._word.lower() in own else self._word
        self._undo_stack.push(SpellingWordsCommand(self._text.session, word, words.UNDO_WORDS))

    @Slot()
    def _on_ignore(self) -> None:
        self.ignored.emit(self._word)
