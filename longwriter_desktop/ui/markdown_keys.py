# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys that know Markdown: Enter and Tab in lists, and bold and italic.

Tab leaves the text, as everywhere in the window, except in a list, where it nests the item;
Shift+Tab takes it back out and, from the outermost level, leaves the text.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor, QUndoStack

from longwriter_desktop.domain.markdown_editing import (
    MARKS,
    Patch,
    can_nest,
    nesting,
    next_lead,
    toggle,
)
from longwriter_desktop.domain.markdown_inline import SpanKind
from longwriter_desktop.domain.markdown_spans import Line, LineKind
from longwriter_desktop.ui import words_markdown as words
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.markdown_styler import MarkdownStyler

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTINUED = (LineKind.ITEM, LineKind.QUOTE)
_UNDO = {SpanKind.STRONG: words.UNDO_STRONG, SpanKind.EMPHASIS: words.UNDO_EMPHASIS}


class MarkdownKeys(QObject):
    """Edits the manuscript through its own guards, in steps of the undo stack."""

    def __init__(self, text: Manuscript, styler: MarkdownStyler, undo_stack: QUndoStack) -> None:
        super().__init__(text)
        self._text = text
        self._styler = styler
        self._undo_stack = undo_stack
        text.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _RETURN and modifiers == Qt.KeyboardModifier.NoModifier:
            return self._go_on()
        if event.key() == Qt.Key.Key_Tab and modifiers == Qt.KeyboardModifier.NoModifier:
            return self._nest()
        if event.key() == Qt.Key.Key_Backtab:
            return self._unnest()
        return False

    def toggle(self, kind: SpanKind) -> None:
        """Put marks around each line of the selection, or the word at the caret, or take
        them away; between blanks, type both marks with the caret in between."""
        cursor = self._text.textCursor()
        parts = self._parts(cursor)
        if not parts:
            self._refuse(cursor)
            return
        start, end = QTextCursor(cursor), QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        end.setPosition(cursor.selectionEnd())
        end.setKeepPositionOnInsert(True)
        caret = None
        self._undo_stack.beginMacro(_UNDO[kind])
        for block, line, low, high in reversed(parts):
            caret = self._toggle_part(block, line, (low, high), kind)
        self._undo_stack.endMacro()
        if caret is None:
            self._select(start.position(), end.position())
        else:
            self._select(caret, caret)

    def _toggle_part(
        self, block: QTextBlock, line: Line, part: tuple[int, int], kind: SpanKind
    ) -> int | None:
        """Toggle a part of a block; where nothing is in it, returns where the caret goes."""
        origin, mark = block.position(), MARKS[kind]
        start, end = self._word_at(origin, part[0]) if part[0] == part[1] else part
        if start == end and self._around(origin + start, len(mark)) == (mark, mark):
            self._put(origin, Patch(start - len(mark), 2 * len(mark), ""))
            return origin + start - len(mark)
        toggled = toggle(line, start, end, kind)
        for patch in toggled.patches:
            self._put(origin, patch)
        return origin + toggled.start if start == end else None

    def _parts(self, cursor: QTextCursor) -> list[tuple[QTextBlock, Line, int, int]]:
        """The selected part of each block, without blanks at its ends and leading marks."""
        low, high = cursor.selectionStart(), cursor.selectionEnd()
        block = self._text.document().findBlock(low)
        found = []
        while block.isValid() and block.position() <= high:
            line = self._styler.line(block)
            if line is not None and self._is_editable(block):
                start = max(low - block.position(), 0)
                end = min(high - block.position(), block.length() - 1)
                if cursor.hasSelection():
                    start, end = self._trimmed(block, max(start, line.lead), end)
                if start < end or not cursor.hasSelection():
                    found.append((block, line, start, end))
            block = block.next()
        return found

    def _trimmed(self, block: QTextBlock, start: int, end: int) -> tuple[int, int]:
        at, character = block.position(), self._text.document().characterAt
        while start < end and str(character(at + start)).isspace():
            start += 1
        while start < end and str(character(at + end - 1)).isspace():
            end -= 1
        return start, end

    def _word_at(self, origin: int, place: int) -> tuple[int, int]:
        """The word that a place of a block lies in; beside a word it is the place itself."""
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(origin + place)
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        start, end = cursor.selectionStart() - origin, cursor.selectionEnd() - origin
        is_word = any(char.isalnum() for char in cursor.selectedText())
        return (start, end) if is_word and start < place < end else (place, place)

    def _around(self, position: int, size: int) -> tuple[str, str]:
        character = self._text.document().characterAt
        before = "".join(str(character(at)) for at in range(position - size, position))
        return before, "".join(str(character(at)) for at in range(position, position + size))

    def _go_on(self) -> bool:
        """Enter in an item begins the next one; in an empty item, it ends the list."""
        cursor = self._text.textCursor()
        block = cursor.block()
        line = self._styler.line(block)
        if cursor.hasSelection() or line is None or line.kind not in _CONTINUED:
            return False
        if cursor.positionInBlock() < line.lead or not self._is_editable(block):
            return False
        lead = block.text()[: line.lead]
        if block.length() - 1 > line.lead:
            self._select_blanks(cursor)
            self._text.replace_selection("\n" + next_lead(lead))
        elif line.level > 1 and line.kind is LineKind.ITEM:
            self._unnest()
        else:
            self._put(block.position(), Patch(0, line.lead, ""))
        return True

    def _select_blanks(self, cursor: QTextCursor) -> None:
        """The blanks behind the caret go when it begins an item: they would be part of its
        mark."""
        start = end = cursor.position()
        while str(self._text.document().characterAt(end)) in (" ", "\t"):
            end += 1
        self._select(start, end)

    def _nest(self) -> bool:
        blocks = self._items()
        patches: list[tuple[QTextBlock, Patch]] = []
        for block, line in blocks:
            if can_nest(line, self._styler.line(block.previous())) or patches:
                width = nesting(line, block.text()[: line.lead])
                patches.append((block, Patch(0, 0, " " * width)))
        self._move(patches)
        return bool(blocks)

    def _unnest(self) -> bool:
        patches = []
        for block, line in self._items():
            indent = line.lead - len(block.text()[: line.lead].lstrip(" \t"))
            width = min(nesting(line, block.text()[: line.lead]), indent)
            if width:
                patches.append((block, Patch(0, width, "")))
        self._move(patches)
        return bool(patches)

    def _items(self) -> list[tuple[QTextBlock, Line]]:
        """The items that the selection touches; none where it touches something else."""
        cursor = self._text.textCursor()
        block = self._text.document().findBlock(cursor.selectionStart())
        found = []
        while block.isValid() and block.position() <= cursor.selectionEnd():
            line = self._styler.line(block)
            if line is None or line.kind is not LineKind.ITEM or not self._is_editable(block):
                return []
            found.append((block, line))
            block = block.next()
        return found

    def _move(self, patches: list[tuple[QTextBlock, Patch]]) -> None:
        if not patches:
            return
        cursor = self._text.textCursor()
        anchor, position = QTextCursor(cursor), QTextCursor(cursor)
        anchor.setPosition(cursor.anchor())
        position.setPosition(cursor.position())
        self._undo_stack.beginMacro(words.UNDO_LIST)
        for block, patch in reversed(patches):
            self._put(block.position(), patch)
        self._undo_stack.endMacro()
        self._select(anchor.position(), position.position())

    def _put(self, origin: int, patch: Patch) -> None:
        self._select(origin + patch.start, origin + patch.start + patch.removed)
        self._text.replace_selection(patch.text)

    def _select(self, anchor: int, position: int) -> None:
        cursor = self._text.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self._text.setTextCursor(cursor)

    def _is_editable(self, block: QTextBlock) -> bool:
        section = self._text.page.section_at(block.position())
        return section is not None and section not in self._text.writing_sections

    def _refuse(self, cursor: QTextCursor) -> None:
        is_heading = self._text.page.section_at(cursor.position()) is None
        self._text.refused.emit("heading_protected" if is_heading else "section_being_written")
