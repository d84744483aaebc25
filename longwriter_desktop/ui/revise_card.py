# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A calm card over the manuscript with the model's answer and what can be done with it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.ui import words_revising as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.preview import Preview
from longwriter_desktop.ui.revise_text import Decision, Part, ReviseText

_SIDE, _TOP, _BOTTOM, _GAP = 12, 6, 10, 6  # px
_LEAST_TEXT = 56  # px


class ReviseCard(QFrame):
    """Keys: Ctrl+Enter accepts, Esc stops or refuses, A and R decide one change, Ctrl+Z opens
    it again, T tries again, K keeps the answer as a take.

    Signals:
        accept_asked(), refuse_asked(), again_asked(), keep_asked(), stop_asked()
        grown(): the text needs another height.
    """

    accept_asked = Signal()
    refuse_asked = Signal()
    again_asked = Signal()
    keep_asked = Signal()
    stop_asked = Signal()
    grown = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ReviseCard")
        self.setAccessibleName(words.CARD)
        self._look = look
        self._is_writing = False
        self._can_accept = False
        self._base = 0  # characters of the answers before the present one
        self.preview = Preview(self)
        self.title = PlainLabel(self)
        self.figures = PlainLabel(self)
        self.figures.setProperty("role", "muted")
        self.note = PlainLabel(self)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "muted")
        self.text = ReviseText(look, self)
        self.state = PlainLabel(self)
        self.state.setProperty("role", "muted")
        self.close_button = QToolButton(self)
        self.close_button.setAccessibleName(words.CLOSE)
        self.close_button.setToolTip(words.keys_tip(words.CLOSE, "Esc"))
        look.dress(self.close_button, "close", "muted")
        self.stop = self._button(words.STOP, "stop", "Esc")
        self.keep = self._button(words.KEEP, "takes", "K")
        self.again = self._button(words.AGAIN, "rewrite", "T")
        self.refuse = self._button(words.REFUSE, "close", "Esc")
        self.accept = self._button(words.ACCEPT_ALL, "", "Ctrl+Enter")
        self.accept.setProperty("kind", "primary")
        self._lay_out()
        self.setFocusProxy(self.text)
        self._connect()
        self.hide()

    def begin(self, title: str) -> None:
        """An answer is going to come."""
        self._is_writing, self._can_accept = True, False
        self.title.setText(title)
        self.figures.setText("")
        self.say_note("")
        self.state.setText(words.STARTING)
        self.state.show()
        self.text.show_plain("")
        self.preview.begin("", "")
        self._show_buttons()
        self.show()
        self.raise_()

    def next_part(self) -> None:
        """Another passage's answer follows."""
        self.preview.flush()
        if self.preview.text:
            self.preview.grow("\n\n")
            self.preview.flush()
        self._base = len(self.preview.text)

    def rewind(self, keep: int) -> None:
        """The present answer was cut back to its first `keep` characters."""
        self.preview.rewind(self._base + keep)

    def say(self, state: str) -> None:
        self.state.setText(state)

    def say_note(self, text: str) -> None:
        """A sentence about the answer, empty for none."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def show_answer(self, parts: Sequence[Part], note: str) -> None:
        """The answer is over: show what it changes."""
        self._is_writing, self._can_accept = False, True
        self.preview.end()
        self.say_note(note)
        self.text.show_changes(parts)
        self._show_buttons()
        self.grown.emit()

    def show_stray(self, text: str, note: str) -> None:
        """The answer has no place in the text any more; it can only be read and kept."""
        self._is_writing, self._can_accept = False, False
        self.preview.end()
        self.figures.setText("")
        self.say_note(note)
        self.text.show_plain(text)
        self._show_buttons()
        self.grown.emit()

    def wanted_height(self, width: int, most: int) -> int:
        """Pixels that the card takes at a width, at most `most`."""
        inner = width - 2 * _SIDE
        rest = _TOP + _BOTTOM + 2 * _GAP
        rest += self.close_button.sizeHint().height() + self.refuse.sizeHint().height()
        if not self.note.isHidden():
            rest += self.note.heightForWidth(inner) + _GAP
        text = max(self.text.wanted_height(inner - 16), _LEAST_TEXT)
        return min(rest + text, most)

    def set_compact(self, compact: bool) -> None:
        """In a narrow window the lesser buttons are their icons only, and the lengths go."""
        self.figures.setVisible(not compact)
        for button, text in ((self.keep, words.KEEP), (self.again, words.AGAIN)):
            button.setText("" if compact else text)

    def event(self, event: QEvent) -> bool:
        """Its keys are the card's own while the focus is in it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._meaning(event) is not None:
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meaning = self._meaning(event)
        if meaning is Decision.OPEN:
            self.text.take_back()
        elif isinstance(meaning, Decision):
            self.text.decide(meaning)
        elif meaning is not None:
            meaning.click()
        else:
            super().keyPressEvent(event)

    def _meaning(self, event: QKeyEvent) -> QPushButton | Decision | None:
        if event.matches(QKeySequence.StandardKey.Undo) and any(self.text.decisions):
            return Decision.OPEN
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            return self.accept if is_enter else None
        if key == Qt.Key.Key_Escape:
            return self.stop if self._is_writing else self.refuse
        if modifiers or self._is_writing:
            return None
        keys: dict[int, QPushButton | Decision] = {
            Qt.Key.Key_A: Decision.ACCEPTED, Qt.Key.Key_R: Decision.REFUSED,
            Qt.Key.Key_T: self.again, Qt.Key.Key_K: self.keep,
        }  # fmt: skip
        return keys.get(key)

    def _button(self, text: str, icon: str, keys: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setToolTip(words.keys_tip(text, keys))
        if icon:
            self._look.dress(button, icon, "muted")
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        head.addWidget(self.figures)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (self.stop, self.keep, self.again, self.refuse, self.accept):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _TOP, _SIDE, _BOTTOM)
        column.setSpacing(_GAP)
        column.addLayout(head)
        column.addWidget(self.note)
        column.addWidget(self.text, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.preview.came.connect(self._on_came)
        self.preview.cut.connect(self._on_cut)
        self.text.decided.connect(self._show_state)
        self.close_button.clicked.connect(self._on_close)
        ring = (self.text, self.stop, self.keep, self.again, self.refuse, self.accept)
        for first, second in zip(ring, (*ring[1:], self.close_button), strict=True):
            QWidget.setTabOrder(first, second)
        for button, signal in (
            (self.stop, self.stop_asked), (self.keep, self.keep_asked),
            (self.again, self.again_asked), (self.refuse, self.refuse_asked),
            (self.accept, self.accept_asked),
        ):  # fmt: skip
            button.clicked.connect(signal)

    def _show_buttons(self) -> None:
        is_over = not self._is_writing
        self.stop.setVisible(not is_over)
        for button in (self.keep, self.again, self.refuse):
            button.setVisible(is_over)
        self.accept.setVisible(is_over and self._can_accept)
        if is_over and not self._can_accept:
            self.state.setText("")
        elif is_over:
            self._show_state()

    @Slot()
    def _show_state(self) -> None:
        """How many changes there are, and what accepting does now."""
        if self._is_writing or not self._can_accept:
            return
        decisions, count = self.text.decisions, self.text.count
        refused = decisions.count(Decision.REFUSED)
        self.state.setText(words.changes(count, decisions.count(Decision.ACCEPTED), refused))
        some = words.accept_some(count - refused, count)
        self.accept.setText(some if refused else words.ACCEPT_ALL)
        self.accept.setAccessibleName(self.accept.text())
        self.accept.setEnabled(count > refused)
        self.accept.setVisible(count > 0)
        self.state.setVisible(count > 0)
        self.figures.setText(words.lengths(*self.text.lengths))

    @Slot()
    def _on_close(self) -> None:
        if self._is_writing:
            self.stop_asked.emit()
        self.refuse_asked.emit()

    @Slot(str, str)
    def _on_came(self, _section: str, text: str) -> None:
        self.text.grow(text)
        self.grown.emit()

    @Slot(str, str)
    def _on_cut(self, _section: str, text: str) -> None:
        self.text.show_plain(text)
        self.grown.emit()
