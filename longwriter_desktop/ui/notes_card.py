# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One note, edited where it stands: kind, title, text, and whether the model is shown it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.document import Note, NoteKind
from longwriter_desktop.ui import words_notes
from longwriter_desktop.ui.fields import GrowingText
from longwriter_desktop.ui.look import Look

_MOVES = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}


class DocumentUndo(QObject):
    """Leaves the undo keys of a text field to the document's undo. Install it on the field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            standard = QKeySequence.StandardKey
            if event.matches(standard.Undo) or event.matches(standard.Redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


class NoteCard(QFrame):
    """Shows a note and says what the writer does with it.

    Signals:
        edited(note_id, field, value): something was typed, chosen or pinned.
        move_asked(note_id, down): the note should change places with its neighbour.
        remove_asked(note_id): the note should go.
    """

    edited = Signal(str, str, object)
    move_asked = Signal(str, bool)
    remove_asked = Signal(str)

    def __init__(self, note: Note, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("NoteCard")
        self._look = look
        self._note = note
        self.kind = QToolButton(self)
        self.kind.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.kind.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.kind.setMenu(self._kinds())
        self.title = QLineEdit(self)
        self.title.setObjectName("NoteTitle")
        self.title.setAccessibleName(words_notes.TITLE_NAME)
        self.title.setPlaceholderText(words_notes.TITLE_NAME)
        self.text = GrowingText(self)
        self.text.setObjectName("NoteText")
        self.text.setUndoRedoEnabled(False)
        self.text.setAccessibleName(words_notes.TEXT_NAME)
        self.text.setPlaceholderText(words_notes.TEXT_HINT)
        self.pin = QToolButton(self)
        self.pin.setCheckable(True)
        self.pin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pin.setAccessibleName(words_notes.PIN)
        self.pin.setToolTip(f"{words_notes.PIN}\n{words_notes.PIN_TIP}")
        self.pin.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setAccessibleName(words_notes.MORE)
        self.more.setToolTip(words_notes.MORE)
        self.more.setMenu(self._more())
        look.dress(self.more, "more", "muted")
        self._lay_out()
        undo = DocumentUndo(self)
        for field in (self.title, self.text):
            field.installEventFilter(undo)
        self.controls = (self.kind, self.title, self.text, self.pin, self.more)
        for widget in self.controls:
            widget.installEventFilter(self)
        self.show_note(note)
        self._show_marks()
        self.title.textEdited.connect(self._on_title)
        self.text.textChanged.connect(self._on_text)
        self.pin.toggled.connect(self._on_pin)

    @property
    def note_id(self) -> str:
        return self._note.id

    def show_note(self, note: Note) -> None:
        """Show another state of the note; what stands there already is left alone."""
        before, self._note = self._note, note
        if self.title.text() != note.title:
            self.title.setText(note.title)
        set_plain(self.text, note.text)
        if (before.kind, before.pinned) != (note.kind, note.pinned):
            self._show_marks()

    def _show_marks(self) -> None:
        """Say of which kind the note is and whether the model is shown it."""
        note = self._note
        self.pin.blockSignals(True)
        self.pin.setChecked(note.pinned)
        self.pin.blockSignals(False)
        self.pin.setText(words_notes.PINNED if note.pinned else "")
        self._look.dress(self.pin, "pin", "accent" if note.pinned else "muted")
        self._look.dress(self.kind, note.kind.value, "muted")
        self.kind.setAccessibleName(words_notes.kind_name(note.kind))
        self.kind.setToolTip(words_notes.kind_name(note.kind))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt with an arrow moves the note; in the plan the same keys move a section."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() in kinds and isinstance(event, QKeyEvent):
            down = _MOVES.get(Qt.Key(event.key()))
            if down is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                if event.type() is QEvent.Type.KeyPress:
                    self.move_asked.emit(self.note_id, down)
                return True
        return super().eventFilter(watched, event)

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for kind, name in words_notes.KINDS.items():
            action = menu.addAction(name)
            action.setData(kind.value)
            action.triggered.connect(self._on_kind)
            self._look.dress(action, kind.value)
        return menu

    def _more(self) -> QMenu:
        menu = QMenu(self)
        for text, icon, slot in (
            (words_notes.UP, "up", partial(self._ask_move, False)),
            (words_notes.DOWN, "down", partial(self._ask_move, True)),
            (words_notes.REMOVE, "remove", self._on_remove),
        ):
            action = menu.addAction(text)
            action.triggered.connect(slot)
            self._look.dress(action, icon)
        return menu

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.kind)
        head.addWidget(self.title, 1)
        head.addWidget(self.pin)
        head.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 6)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.text)

    def _ask_move(self, down: bool) -> None:
        self.move_asked.emit(self.note_id, down)

    @Slot()
    def _on_remove(self) -> None:
        self.remove_asked.emit(self.note_id)

    @Slot()
    def _on_kind(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.edited.emit(self.note_id, "kind", NoteKind(action.data()))

    @Slot(str)
    def _on_title(self, title: str) -> None:
        self.edited.emit(self.note_id, "title", title)

    @Slot()
    def _on_text(self) -> None:
        self.edited.emit(self.note_id, "text", self.text.toPlainText())

    @Slot(bool)
    def _on_pin(self, pinned: bool) -> None:
        self.edited.emit(self.note_id, "pinned", pinned)


def set_plain(field: QPlainTextEdit, text: str) -> None:
    """Show a text that was not typed here; the same one stays untouched. The caret goes behind
    the text, but a long text that nobody edits shows its beginning.
    """
    if field.toPlainText() == text:
        return
    field.blockSignals(True)
    field.setPlainText(text)
    if field.hasFocus() or isinstance(field, GrowingText):
        field.moveCursor(QTextCursor.MoveOperation.End)
    field.blockSignals(False)
    if isinstance(field, GrowingText):
        field.fit()
