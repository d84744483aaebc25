# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text dragged into the manuscript, from elsewhere or from another place in it.

Left to Qt, a drag from one section into another would be one change of both.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragLeaveEvent, QDropEvent, QTextCursor

from longwriter_desktop.domain.markdown_spans import units
from longwriter_desktop.ui import words
from longwriter_desktop.ui.own_text import is_own, selected_text, text_in
from longwriter_desktop.ui.shell import Shell


class TextDrop(QObject):
    """Puts dropped text where typed text may go; a selection of the text's own moves there."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._text = shell.space.manuscript
        self._undo_stack = shell.services.undo_stack
        self._text.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Drop or not isinstance(event, QDropEvent):
            return False
        data = event.mimeData()
        if not data.hasText() or data.hasUrls():
            return False
        # It takes away the caret that was shown at the place of the drop.
        self._text.dragLeaveEvent(QDragLeaveEvent())
        place = self._text.cursorForPosition(event.position().toPoint())
        selection = self._text.textCursor()
        is_move = event.dropAction() is Qt.DropAction.MoveAction and is_own(data)
        if is_move and selected_text(selection) == text_in(data):
            self._move(selection, place)
        else:
            self._text.setTextCursor(place)
            self._text.insertFromMimeData(data)
        self._text.setFocus()
        event.setDropAction(Qt.DropAction.CopyAction)  # else Qt would take the selection away
        event.accept()
        return True

    def _move(self, selection: QTextCursor, place: QTextCursor) -> None:
        if selection.selectionStart() <= place.position() <= selection.selectionEnd():
            return
        moved = selected_text(selection)
        for cursor in (selection, place):
            if self._text.editable_section(cursor) is None:
                self._text.refuse(cursor)
                return
        self._undo_stack.beginMacro(words.UNDO_LABELS["move"])
        self._text.replace_selection("")
        self._text.setTextCursor(place)
        self._text.replace_selection(moved)
        self._undo_stack.endMacro()
        end = self._text.textCursor().position()
        place.setPosition(end - units(moved))
        place.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(place)
