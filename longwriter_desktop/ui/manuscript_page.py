# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The manuscript as a `QTextDocument`: built from the plan and patched, never typed into here."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.markdown_spans import units
from longwriter_desktop.ui.manuscript_map import TITLE, ManuscriptMap, Span
from longwriter_desktop.ui.manuscript_order import MOST_ALONE, changes
from longwriter_desktop.ui.typography import Typography

# What begins a block in a `QTextDocument`, besides a newline.
_LINE_ENDS = re.compile("[\u2028\u2029\ufdd0\ufdd1]")


@dataclass(frozen=True)
class Entry:
    """One item as the page shows it. `depth` is 0 for the title, else 1 to 3."""

    item_id: str
    is_section: bool
    depth: int
    heading: str
    text: str = ""


@dataclass(frozen=True)
class Replaced:
    """A change that was made: `removed` and `added` characters at `position` (UTF-16 units)."""

    position: int
    removed: int
    added: int


def entries_of(document: Document) -> list[Entry]:
    """What the page shows for a document."""
    entries = [Entry(TITLE, False, 0, one_line(document.title))]
    for item in document.outline:
        depth = item.level + 1 if item.is_section and item.level == 1 else item.level
        text = document.text_of(item.id).text if item.is_section else ""
        entries.append(Entry(item.id, item.is_section, depth, one_line(item.heading), plain(text)))
    return entries


def one_line(text: str) -> str:
    return " ".join(text.split())


def plain(text: str) -> str:
    """The text with every kind of line end as a newline: one block a line."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = _LINE_ENDS.sub("\n", text)
    return text


class ManuscriptPage:
    """Owns the document's content. While `is_applying`, changes of the document are its own.

    The document's own undo is off: setting text would clear its history, and undo spans
    plan and text alike.
    """

    def __init__(self, document: QTextDocument, typography: Typography) -> None:
        self.document = document
        self.map = ManuscriptMap()
        self.is_applying = False
        self._entries = [Entry(TITLE, False, 0, "")]
        self._texts: dict[str, str] = {}
        document.setUndoRedoEnabled(False)
        self._typography = typography
        self._body_block, self._body_chars = typography.body_block(), QTextCharFormat()
        cursor = QTextCursor(document)
        cursor.setBlockFormat(self._typography.heading_block(0))
        cursor.setBlockCharFormat(self._typography.heading_chars(0))

    def set_typography(self, typography: Typography) -> None:
        """Set the whole page anew; the document's default font has been changed already."""
        self._typography = typography
        self._body_block = typography.body_block()
        with self.applying():
            cursor = QTextCursor(self.document)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(self._body_block)
            for entry in self._entries:
                cursor = QTextCursor(self.heading(entry.item_id))
                end = QTextCursor.MoveOperation.EndOfBlock
                cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.setBlockFormat(typography.heading_block(entry.depth))
                cursor.setCharFormat(typography.heading_chars(entry.depth))
                cursor.setBlockCharFormat(typography.heading_chars(entry.depth))

    @property
    def order(self) -> tuple[str, ...]:
        """Ids of all items shown, the title first."""
        return tuple(entry.item_id for entry in self._entries)

    def text(self, section_id: str) -> str:
        """The text of a section as it stands on the page."""
        return self._texts[section_id]

    def show(self, entries: Sequence[Entry], keep: Collection[str] = ()) -> None:
        """Make the page show `entries`, touching only what differs.

        The text of the sections `keep`, where they are on the page, stays as it is.
        """
        self._show_structure(entries)
        with self.applying():
            for entry in entries:
                self._show_heading(entry)
                if entry.is_section and entry.item_id not in keep:
                    self._replace_body(entry.item_id, entry.text)
            self._entries = list(entries)

    def set_title(self, title: str) -> None:
        with self.applying():
            self._entries[0] = Entry(TITLE, False, 0, one_line(title))
            self._show_heading(self._entries[0])

    def set_text(self, section_id: str, text: str) -> Replaced | None:
        """Replace a section's text on the page; None where nothing differs."""
        with self.applying():
            return self._replace_body(section_id, plain(text))

    def append(self, section_id: str, text: str) -> None:
        """Add `text` at the end of a section."""
        with self.applying():
            cursor = QTextCursor(self.document)
            cursor.setPosition(self.body_range(section_id)[1])
            added = plain(text)
            cursor.insertText(added, self._body_chars)
            self._remember(section_id, self._texts[section_id] + added)

    def adopt(self, section_id: str) -> str:
        """Read a section's text from its blocks after somebody typed into it.

        The map takes the section's new number of lines from the document's.
        """
        first, lines = self.map.body(section_id)
        lines += self.document.blockCount() - self.map.blocks
        block = self.document.findBlockByNumber(first)
        rows = []
        for _ in range(lines):
            rows.append(block.text())
            block = block.next()
        text = "\n".join(rows)
        self._texts[section_id] = text
        self.map.set_lines(section_id, lines)
        return text

    def headings_stand(self, section_id: str) -> bool:
        """Whether the headings around a section are untouched (after a change in it)."""
        place = self.map.place(section_id)
        for entry in self._entries[place : place + 2]:
            number = self.map.heading_block(entry.item_id)
            if self.document.findBlockByNumber(number).text() != entry.heading:
                return False
        return self.document.blockCount() == self.map.blocks

    def rebuild(self, entries: Sequence[Entry]) -> None:
        """Build everything anew, whatever is on the page."""
        with self.applying():
            cursor = QTextCursor(self.document)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
            cursor.setBlockFormat(self._typography.heading_block(0))
            cursor.setBlockCharFormat(self._typography.heading_chars(0))
            self.map = ManuscriptMap()
            self._entries = [Entry(TITLE, False, 0, "")]
            self._texts.clear()
        self.show(entries)

    @contextmanager
    def dressing(self) -> Iterator[None]:
        """Changes of how the text looks; all of them are laid out together."""
        with self.applying():
            yield

    def heading(self, item_id: str) -> QTextBlock:
        return self.document.findBlockByNumber(self.map.heading_block(item_id))

    def body_range(self, section_id: str) -> tuple[int, int]:
        """First and last cursor position of a section's text."""
        first, lines = self.map.body(section_id)
        start = self.document.findBlockByNumber(first).position()
        last = self.document.findBlockByNumber(first + lines - 1)
        return start, last.position() + last.length() - 1

    def section_at(self, position: int) -> str | None:
        """The section in whose text a cursor position lies; None on a heading."""
        span, is_heading = self.span_at(position)
        return span.item_id if span.is_section and not is_heading else None

    def section_of_change(self, position: int, added: int) -> str | None:
        """The section that a change, which the map does not know yet, lies in; None in a heading,
        or where it reaches out of the section.
        """
        end = min(max(position, position + added - 1), self.document.characterCount() - 1)
        first, last = (self.document.findBlock(at).blockNumber() for at in (position, end))
        more = self.document.blockCount() - self.map.blocks
        here, there = self.map.at(first), self.map.at(max(first, last - more))
        return here[0].item_id if here == there and not here[1] and here[0].is_section else None

    def span_at(self, position: int) -> tuple[Span, bool]:
        return self.map.at(self.document.findBlock(position).blockNumber())

    @contextmanager
    def applying(self) -> Iterator[None]:
        """What changes meanwhile is the page's own, no edit."""
        before, self.is_applying = self.is_applying, True
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        try:
            yield
        finally:
            cursor.endEditBlock()
            self.is_applying = before

    def _show_structure(self, entries: Sequence[Entry]) -> None:
        old = [(entry.item_id, entry.is_section, entry.depth) for entry in self._entries]
        new = [(entry.item_id, entry.is_section, entry.depth) for entry in entries]
        if old == new:
            return
        gone, come = changes(old, new)
        # Changes in one edit block are laid out with everything between them, so a few far
        # from each other are cheaper one by one.
        together = len(gone) + len(come) > MOST_ALONE
        with self.applying() if together else nullcontext():
            for first, last in reversed(gone):
                self._take_out(first, last)
            for first, last in come:
                self._put_in(first, entries[first:last])
        self._entries = list(entries)

    def _take_out(self, first: int, last: int) -> None:
        cursor = self._cursor_behind(self.map.start(first) - 1)
        end = self._cursor_behind(self.map.start(last) - 1)
        cursor.setPosition(end.position(), QTextCursor.MoveMode.KeepAnchor)
        with self.applying():
            cursor.removeSelectedText()
            for span in self.map.spans[first:last]:
                self._texts.pop(span.item_id, None)
            self.map.splice(first, last, ())

    def _put_in(self, first: int, come: Sequence[Entry]) -> None:
        cursor = self._cursor_behind(self.map.start(first) - 1)
        with self.applying():
            spans = [self._insert(cursor, entry) for entry in come]
            self._texts.update({entry.item_id: entry.text for entry in come if entry.is_section})
            self.map.splice(first, first, spans)

    def _cursor_behind(self, number: int) -> QTextCursor:
        """A cursor at the end of a block; the title's block is always there."""
        block = self.document.findBlockByNumber(number)
        cursor = QTextCursor(self.document)
        cursor.setPosition(block.position() + block.length() - 1)
        return cursor

    def _insert(self, cursor: QTextCursor, entry: Entry) -> Span:
        chars = self._typography.heading_chars(entry.depth)
        cursor.insertBlock(self._typography.heading_block(entry.depth), chars)
        cursor.insertText(entry.heading, chars)
        if not entry.is_section:
            return Span(entry.item_id, False)
        cursor.insertBlock(self._body_block, self._body_chars)
        cursor.insertText(entry.text, self._body_chars)
        return Span(entry.item_id, True, entry.text.count("\n") + 1)

    def _show_heading(self, entry: Entry) -> None:
        block = self.heading(entry.item_id)
        if block.text() != entry.heading:
            cursor = QTextCursor(block)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.insertText(entry.heading, self._typography.heading_chars(entry.depth))

    def _replace_body(self, section_id: str, text: str) -> Replaced | None:
        present = self._texts[section_id]
        if text == present:
            return None
        head, tail = _common_ends(present, text)
        start = self.body_range(section_id)[0] + units(present[:head])
        removed = units(present[head : len(present) - tail])
        added = text[head : len(text) - tail]
        cursor = QTextCursor(self.document)
        cursor.setPosition(start)
        cursor.setPosition(start + removed, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(added, self._body_chars)
        self._remember(section_id, text)
        return Replaced(start, removed, units(added))

    def _remember(self, section_id: str, text: str) -> None:
        self._texts[section_id] = text
        self.map.set_lines(section_id, text.count("\n") + 1)


def _common_ends(first: str, second: str) -> tuple[int, int]:
    """Lengths of the longest common beginning and, behind it, the longest common end."""
    limit = min(len(first), len(second))
    head = _common_length(first, second, limit)
    tail = _common_length(first[head:][::-1], second[head:][::-1], limit - head)
    return head, tail


def _common_length(first: str, second: str, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if first[:middle] == second[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
