# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The manuscript: one continuous text to write in, each section in its place.

Every edit is applied to the text of one section and becomes a step of the application's
undo stack. Headings belong to the plan and cannot be typed into; neither can the section
that the model is writing.
"""

import time
from collections.abc import Collection

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
    QUndoStack,
)
from PySide6.QtWidgets import QApplication, QWidget

from longwriter_desktop.app.session import Change, ChangeKind, DocumentSession
from longwriter_desktop.app.undo import push_typing
from longwriter_desktop.domain.markdown_spans import units
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.manuscript_page import ManuscriptPage, entries_of
from longwriter_desktop.ui.manuscript_view import ManuscriptView
from longwriter_desktop.ui.own_text import selected_text
from longwriter_desktop.ui.pasting import text_to_paste
from longwriter_desktop.ui.typing_run import TypingRun
from longwriter_desktop.ui.words import UNDO_TYPING

_MOVES = {
    QKeySequence.StandardKey.DeleteStartOfWord: QTextCursor.MoveOperation.PreviousWord,
    QKeySequence.StandardKey.DeleteEndOfWord: QTextCursor.MoveOperation.NextWord,
    QKeySequence.StandardKey.DeleteEndOfLine: QTextCursor.MoveOperation.EndOfLine,
    QKeySequence.StandardKey.DeleteCompleteLine: QTextCursor.MoveOperation.StartOfLine,
}
_KEYS = {
    Qt.Key.Key_Backspace: QTextCursor.MoveOperation.PreviousCharacter,
    Qt.Key.Key_Delete: QTextCursor.MoveOperation.NextCharacter,
}


class Manuscript(ManuscriptView):
    """The text of the whole document, editable section by section.

    Signals:
        refused(code): an edit was not made: `heading_protected` or `section_being_written`.
        undo_asked(), redo_asked(): the keys for undo and redo were pressed here.
        typed(sign): a character was typed, or composed, in front of the caret.
    """

    refused = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()
    typed = Signal(str)

    def __init__(
        self, session: DocumentSession, undo_stack: QUndoStack, look: Look, parent: QWidget
    ) -> None:
        super().__init__(session, look, parent)
        self._undo_stack = undo_stack
        self._run = TypingRun()
        self._follows_changes = False
        self.document().contentsChange.connect(self._on_contents_change)
        self.page.show(entries_of(session.document))
        session.subscribe(self._on_change)

    def undo_step(self, redo: bool = False) -> None:
        """Undo or redo one step and bring the place of the change into view."""
        self._run.end()
        self._follows_changes = True
        try:
            if redo:
                self._undo_stack.redo()
            else:
                self._undo_stack.undo()
        finally:
            self._follows_changes = False

    def replace_before(self, count: int, text: str) -> None:
        """Put `text` for `count` characters before the caret, as an undo step of its own."""
        cursor = self.textCursor()
        left = QTextCursor.MoveOperation.PreviousCharacter
        cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, count)
        self._run.end()
        self._insert(cursor, text)
        self._run.end()

    def event(self, event: QEvent) -> bool:
        """Leave the undo keys to the window's actions."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            if event.matches(undo) or event.matches(redo):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        standard = QKeySequence.StandardKey
        if event.matches(standard.Undo):
            self.undo_asked.emit()
        elif event.matches(standard.Redo):
            self.redo_asked.emit()
        elif event.matches(standard.Cut):
            self.cut_selection()
        elif event.matches(standard.Paste):
            self.paste_text()
        elif not self._delete_key(event) and not self._typing_key(event):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composed text goes where typed text may go."""
        if self.textCursor().hasSelection() and (event.preeditString() or event.commitString()):
            self.replace_selection("")
        if self.editable_section(self.textCursor()) is None and event.commitString():
            self.refuse(self.textCursor())
            event = QInputMethodEvent()  # nor is it shown any longer
        super().inputMethodEvent(event)
        if event.commitString():
            self.typed.emit(event.commitString())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste and drop; an empty clipboard may be none at all."""
        if source and source.hasText():
            self._run.end()
            self.replace_selection(text_to_paste(source, *text_around(self)))

    @Slot()
    def cut_selection(self) -> None:
        self.copy()
        self.replace_selection("")

    @Slot()
    def paste_text(self) -> None:
        self.insertFromMimeData(QApplication.clipboard().mimeData())

    def replace_selection(self, text: str) -> None:
        """Type `text` over the selection; headings inside it stay, each section loses its part."""
        cursor = self.textCursor()
        if self.editable_section(cursor) is not None:
            self._insert(cursor, text)
        elif cursor.hasSelection():
            self._replace_across(cursor, text)
        else:
            self.refuse(cursor)

    def _delete_key(self, event: QKeyEvent) -> bool:
        move = _delete_move(event)
        if move is None:
            return False
        cursor = self.textCursor()
        if cursor.hasSelection():
            self.replace_selection("")
        else:
            cursor.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
            self._delete(cursor)
        return True

    def _delete(self, cursor: QTextCursor) -> None:
        if self.editable_section(cursor) is None:
            self.refuse(cursor)
        elif cursor.hasSelection():
            self._insert(cursor, "")

    def _typing_key(self, event: QKeyEvent) -> bool:
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & control:
                return False
            self.replace_selection("\n")
            return True
        text = event.text()
        # Control and Alt together are AltGr on some layouts and then type a character.
        plain = (
            not event.modifiers() & control or event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if not text or not text.isprintable() or not plain:
            return False
        self.replace_selection(text)
        self.typed.emit(text)
        return True

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        cursor.insertText(text)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def editable_section(self, cursor: QTextCursor) -> str | None:
        """The section that holds the whole selection, unless the model is writing it."""
        section = self.page.section_at(cursor.selectionStart())
        if section is None or section in self.writing_sections:
            return None
        return section if self.page.section_at(cursor.selectionEnd()) == section else None

    def _replace_across(self, cursor: QTextCursor, text: str) -> None:
        """One undo step over all sections of the selection; `text` goes into the first."""
        parts = section_parts(self.page, cursor, self.writing_sections)
        if not parts:
            self.refuse(cursor)
            return
        self._undo_stack.beginMacro(UNDO_TYPING)
        for section, start, end in reversed(parts):
            part = QTextCursor(self.document())
            part.setPosition(start)
            part.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self._run.end()
            part.insertText(text if section == parts[0][0] else "")
        self._undo_stack.endMacro()
        cursor.setPosition(parts[0][1] + units(text))
        self.setTextCursor(cursor)

    def refuse(self, cursor: QTextCursor) -> None:
        """Say why nothing is typed here."""
        section = self.page.section_at(cursor.position())
        writing = section in self.writing_sections
        self.refused.emit("section_being_written" if writing else "heading_protected")

    @Slot(int, int, int)
    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        if self.page.is_applying:
            return
        section = self.page.section_of_change(position, added)
        if section is None or section in self.writing_sections:
            QTimer.singleShot(0, self._mend)
            return
        text = self.page.adopt(section)
        if not self.page.headings_stand(section):
            QTimer.singleShot(0, self._mend)
            return
        self._keep_typed(section, text, position, added)

    def _keep_typed(self, section: str, text: str, position: int, added: int) -> None:
        before = self.session.document.text_of(section)
        if text == before.text:
            return
        run = self._run.number(section, position, added, time.monotonic())
        self.session.edit_text(section, text, origin=self)
        push_typing(self._undo_stack, self.session, section, before, run, UNDO_TYPING)

    @Slot()
    def _mend(self) -> None:
        """Something got past the guards (a drag, say): put the page back to what is kept."""
        with self.keeping_view():
            self.page.rebuild(entries_of(self.session.document))
        self.restore_preview()
        self.refused.emit("heading_protected")

    def _on_change(self, change: Change) -> None:
        if change.origin is self:
            return
        if change.kind is ChangeKind.TEXT:
            self._show_text(change.section_id or "")
        elif change.kind is ChangeKind.META:
            self.page.set_title(self.session.document.title)
        elif change.kind is ChangeKind.OUTLINE:
            place = self._caret_place()
            with self.keeping_view():
                self.page.show(entries_of(self.session.document), keep=self.writing_sections)
                self.restore_preview()
                self._put_caret(*place)
            self._on_caret()
            self.place_bars()
        self.viewport().update()

    def _caret_place(self) -> tuple[str, bool, int]:
        """The item that holds the caret, whether in its heading, and how far inside that part."""
        position = self.textCursor().position()
        span, is_heading = self.page.span_at(position)
        return span.item_id, is_heading, position - _range(self.page, span.item_id, is_heading)[0]

    def _put_caret(self, item_id: str, is_heading: bool, offset: int) -> None:
        """Put the caret back where it was in an item; blocks put in there have moved it."""
        if item_id not in self.page.map:
            return
        cursor = self.textCursor()
        first, last = _range(self.page, item_id, is_heading)
        position = min(first + offset, last)
        if cursor.position() != position:
            cursor.setPosition(position)
            self.setTextCursor(cursor)

    def _show_text(self, section: str) -> None:
        if section in self.writing_sections or section not in self.page.map:
            return
        with self.keeping_view():
            replaced = self.page.set_text(section, self.session.document.text_of(section).text)
        if replaced is not None and self._follows_changes:
            cursor = self.textCursor()
            cursor.setPosition(replaced.position + replaced.added)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        self.place_bars()


def _range(page: ManuscriptPage, item_id: str, is_heading: bool) -> tuple[int, int]:
    """First and last position of the caret in an item's heading, or else in its text."""
    if not is_heading:
        return page.body_range(item_id)
    block = page.heading(item_id)
    return block.position(), block.position() + block.length() - 1


def section_parts(
    page: ManuscriptPage, cursor: QTextCursor, writing: Collection[str] = ()
) -> list[tuple[str, int, int]]:
    """The sections that a selection touches, each with the range of its text in it; `writing` is
    left out.
    """
    low, high = cursor.selectionStart(), cursor.selectionEnd()
    parts = []
    for span in page.map.spans:
        if span.is_section and span.item_id not in writing:
            start, end = page.body_range(span.item_id)
            if start <= high and low <= end:
                parts.append((span.item_id, max(low, start), min(high, end)))
    return parts


def text_around(text: Manuscript) -> tuple[str, str]:
    """What stands in the section before and behind the place of what is pasted."""
    cursor = text.textCursor()
    parts = section_parts(text.page, cursor, text.writing_sections)
    if not parts:
        return "", ""
    section, start, end = parts[0]
    first, last = text.page.body_range(section)
    return _between(cursor, first, start), _between(cursor, end, last)


def _between(cursor: QTextCursor, start: int, end: int) -> str:
    part = QTextCursor(cursor)
    part.setPosition(start)
    part.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return selected_text(part)


def _delete_move(event: QKeyEvent) -> QTextCursor.MoveOperation | None:
    """How far a key deletes, None where it deletes nothing."""
    for standard, move in _MOVES.items():
        if event.matches(standard):
            return move
    with_others = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    return None if with_others else _KEYS.get(Qt.Key(event.key()))
