# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The strip over the text that holds what the model thinks, folded until it is opened."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from longwriter_desktop.domain.counting import RunningCount
from longwriter_desktop.ui import words_thinking as words
from longwriter_desktop.ui.look import Look

_HEIGHT = 140  # pixels of the opened text; the manuscript keeps its room
_BREAK = "\n\n"  # between two thoughts


@dataclass
class _Thought:
    """What is thought about one thing, and where it goes on in the text."""

    end: QTextCursor
    count: RunningCount = field(default_factory=RunningCount)
    words: int = 0
    is_going: bool = False


class ThinkingStrip(QFrame):
    """A line to fold and unfold, and the text behind it. It shows itself when there is a thought,
    and stays until the next one begins or until it is closed. Of several things that are thought
    about at once, each has its place in the text."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ThinkingStrip")
        self.setAccessibleName(words.STRIP_NAME)
        self.fold = QToolButton(self)
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setAccessibleName(words.STRIP_NAME)  # until a count stands on it
        self.fold.setToolTip(words.SHOW_TIP)
        self.hide_button = QToolButton(self)
        self.hide_button.setAutoRaise(True)
        self.hide_button.setAccessibleName(words.HIDE)
        self.hide_button.setToolTip(words.HIDE)
        look.dress(self.hide_button, "close", "muted")
        self.body = QPlainTextEdit(self)  # whatever stands in it is text, never markup
        self.body.setReadOnly(True)
        self.body.setAccessibleName(words.STRIP_NAME)
        self.body.setTabChangesFocus(True)
        self.body.setFixedHeight(_HEIGHT)
        line = QHBoxLayout()
        line.addWidget(self.fold)
        line.addStretch(1)
        line.addWidget(self.hide_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 8, 2)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.body)
        self.fold.toggled.connect(self._unfold)
        self.hide_button.clicked.connect(self._close)
        self._unfold(False)
        self.begin()

    def begin(self) -> None:
        """Nothing has been thought yet; it stays folded or open as it is."""
        self._thoughts: dict[str, _Thought] = {}
        self._is_closed = False
        self.body.clear()
        self.hide()

    @Slot(str)
    def grow(self, text: str, about: str = "", title: str = "") -> None:
        """The model thought this much more about one thing; `title` stands over what it thinks
        of it."""
        thought = self._thoughts.get(about) or self._open(about, title)
        is_another = bool(thought.words) and not thought.is_going  # behind some text
        new = _BREAK + text if is_another and not text.startswith(_BREAK) else text
        thought.is_going = True
        thought.words = thought.count.feed(new)
        self._insert(thought.end, new)
        self._show_count()
        self.setVisible(not self._is_closed)

    @Slot()
    def over(self, about: str | None = None) -> None:
        """The model no longer thinks about one thing, or about any: it writes, or has been
        stopped."""
        for name, thought in self._thoughts.items():
            if about is None or name == about:
                thought.is_going = False
        self._show_count()

    def _open(self, about: str, title: str) -> _Thought:
        """A place for what is thought about another thing, behind all others."""
        places = [(thought.end, thought.end.position()) for thought in self._thoughts.values()]
        thought = self._thoughts[about] = _Thought(QTextCursor(self.body.document()))
        thought.end.movePosition(QTextCursor.MoveOperation.End)
        head = f"{title}\n" if title else ""
        self._insert(thought.end, (_BREAK if places else "") + head)
        for end, place in places:  # the one that stood at the end was moved
            end.setPosition(place)
        return thought

    def _insert(self, end: QTextCursor, text: str) -> None:
        """Who reads further up is not moved."""
        bar = self.body.verticalScrollBar()
        follows = bar.value() >= bar.maximum()
        end.insertText(text)
        if follows:
            bar.setValue(bar.maximum())

    def _show_count(self) -> None:
        thoughts = self._thoughts.values()
        count = sum(thought.words for thought in thoughts)
        if thoughts:
            is_going = any(thought.is_going for thought in thoughts)
            self._say(words.thinking(count) if is_going else words.thought(count))

    def _say(self, text: str) -> None:
        self.fold.setText(text)
        self.fold.setAccessibleName(text)

    @Slot()
    def _close(self) -> None:
        self._is_closed = True
        self.hide()

    @Slot(bool)
    def _unfold(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        arrow = Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow
        self.fold.setArrowType(arrow)
