# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Shows Markdown as it is typed. The text keeps every mark; only its layout changes.

Marks that need not be seen are hidden, except in the paragraph that holds the caret. What
is touched is styled before it is painted, what is in sight next, and all else in slices
while the window has nothing to do.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QApplication

from longwriter_desktop.domain.markdown_spans import PLAIN, Line
from longwriter_desktop.ui.manuscript_view import ManuscriptView
from longwriter_desktop.ui.markdown_formats import MarkdownFormats, around_preedit
from longwriter_desktop.ui.markdown_lines import MarkdownLines, may_fence

Extra = Callable[[QTextBlock, Line], list[QTextLayout.FormatRange]]
_AT_ONCE = 60  # blocks styled before the paint that shows a change: more than a window holds
_SLICE_SECONDS = 0.003
_SLICE_BLOCKS = 40  # they are laid out when the slice is over
_PAUSE_MS = 250  # without a change, before what is out of sight is styled
_STALE, _BARE, _DRESSED = -1, 0, 1  # states of a block; Qt gives -1 to a new one


class MarkdownStyler(QObject):
    """Styles the blocks of a manuscript. `extra` adds formats of its own to a block."""

    def __init__(self, view: ManuscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._document = view.document()
        self._formats = MarkdownFormats(view.look.theme, self._document.defaultFont())
        self._extra: Extra | None = None
        self._is_on = True
        self._is_working = False
        self._caret_block = view.textCursor().block()
        self._block_count = self._document.blockCount()
        self._touched: list[QTextBlock] = []  # their margins are set when the change is over
        self._lines = MarkdownLines(view.page)
        self._next = 0  # number of the first block that may be stale
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._style_slice)
        self._document.contentsChange.connect(self._on_change)
        self._document.contentsChanged.connect(self._set_margins)
        view.cursorPositionChanged.connect(self._on_caret)
        view.verticalScrollBar().valueChanged.connect(self.style_seen)
        view.viewport().installEventFilter(self)
        view.look.changed.connect(self.refresh)

    @property
    def is_working(self) -> bool:
        """Whether the changes of the text that are told now are of its looks alone."""
        return self._is_working

    @property
    def is_settled(self) -> bool:
        """Whether every block is styled."""
        return not self._idle.isActive()

    def set_on(self, on: bool) -> None:
        """Style Markdown, or show the plain source."""
        if on != self._is_on:
            self._is_on = on
            self.refresh()

    def set_extra(self, extra: Extra | None) -> None:
        """`extra` is asked for more formats of every block that is styled."""
        self._extra = extra
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Style everything anew: the theme, the font or the settings have changed."""
        self._formats = MarkdownFormats(self._view.look.theme, self._document.defaultFont())
        with self._view.keeping_view():
            for block in self._blocks(0):
                block.setUserState(_STALE)
            self.restyle(self.seen())
        self._go_on_from(0)

    def line(self, block: QTextBlock) -> Line | None:
        """What a block is; None for the headings of the plan."""
        return self._lines.line(block)

    def seen(self) -> list[QTextBlock]:
        """The blocks in sight."""
        block = self._view.cursorForPosition(QPoint(0, 0)).block()
        corner = QPoint(self._view.viewport().width(), self._view.viewport().height())
        last = self._view.cursorForPosition(corner).block().blockNumber()
        found = []
        while block.isValid() and block.blockNumber() <= last:
            found.append(block)
            block = block.next()
        return found

    @Slot()
    def style_seen(self) -> None:
        """Style what is in sight, where that is still to be done."""
        if not self._is_working and not self.is_settled:
            self.restyle([block for block in self.seen() if block.userState() == _STALE])

    def restyle(self, blocks: list[QTextBlock]) -> None:
        """Style some blocks, whether that is still to be done or not."""
        with self._working():
            for block in blocks:
                self._style(block)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """A click shows the marks of its paragraph when the button is let go: were they shown
        before, the text would move under the pointer and be selected."""
        if event.type() is QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self._on_caret)
        return False

    @Slot(int, int, int)
    def _on_change(self, position: int, removed: int, added: int) -> None:
        if self._is_working:
            return
        if self._idle.isActive():
            self._idle.start(_PAUSE_MS)
        if not self._stays_bare(position, added):
            self._style_changed(position, added)

    def _stays_bare(self, position: int, added: int) -> bool:
        """Whether a change is inside one paragraph that had nothing to style and has nothing
        now. Most keys and all streamed text end here: next to a model at work, each further
        call may wait for the thread that reads what the model says."""
        before, self._block_count = self._block_count, self._document.blockCount()
        block = self._document.findBlock(position)
        if self._block_count != before or block.userState() != _BARE:
            return False
        if position + added >= block.position() + block.length():
            return False
        if may_fence(block.text()):
            return False
        line = self.line(block)
        return line is None or (line is PLAIN and not self._ranges(block, line))

    def _style_changed(self, position: int, added: int) -> None:
        end = min(position + added, self._document.characterCount() - 1)
        block, last = self._document.findBlock(position), self._document.findBlock(end)
        first, count = block.blockNumber(), last.blockNumber() - block.blockNumber() + 1
        self._touched = [block]
        for _ in range(count - 1):
            block.setUserState(_STALE)
            block = block.next()
            if len(self._touched) < _AT_ONCE:
                self._touched.append(block)
        block.setUserState(_STALE)
        self._mend_fences(self._touched[0])
        before, self._caret_block = self._caret_block, self._view.textCursor().block()
        if before != self._caret_block and before.isValid():
            self._touched.append(before)
        for block in self._touched:
            self._set_formats(block)
        if count > _AT_ONCE:
            self._go_on_from(first)

    @Slot()
    def _set_margins(self) -> None:
        touched, self._touched = self._touched, []
        wanted = [(block, self._new_margin(block)) for block in touched if block.isValid()]
        changes = [(block, margin) for block, margin in wanted if margin is not None]
        if changes:
            with self._working():
                for block, margin in changes:
                    QTextCursor(block).mergeBlockFormat(margin)

    @Slot()
    def _on_caret(self) -> None:
        block = self._view.textCursor().block()
        pressed = QApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if pressed or block == self._caret_block:
            return
        before, self._caret_block = self._caret_block, block
        self.restyle([one for one in (before, block) if one.isValid()])

    @Slot()
    def _style_slice(self) -> None:
        """Style what is out of sight for a few milliseconds, then let the window go on."""
        until = time.monotonic() + _SLICE_SECONDS
        with self._view.keeping_view(), self._working():
            self._style_until(until)
        if self._document.findBlockByNumber(self._next).isValid():
            self._idle.start(0)

    def _go_on_from(self, number: int) -> None:
        self._next = min(self._next, number) if self._idle.isActive() else number
        self._idle.start(0)

    def _style_until(self, until: float) -> None:
        styled = 0
        for block in self._blocks(self._next):
            if styled == _SLICE_BLOCKS or time.monotonic() > until:
                return
            self._next = block.blockNumber() + 1
            if block.userState() == _STALE:
                self._style(block)
                styled += 1

    def _blocks(self, number: int) -> Iterator[QTextBlock]:
        block = self._document.findBlockByNumber(number)
        while block.isValid():
            yield block
            block = block.next()

    @contextmanager
    def _working(self) -> Iterator[None]:
        before, self._is_working = self._is_working, True
        try:
            with self._view.page.dressing():
                yield
        finally:
            self._is_working = before

    def _style(self, block: QTextBlock) -> None:
        self._set_formats(block)
        margin = self._new_margin(block)
        if margin is not None:
            QTextCursor(block).mergeBlockFormat(margin)

    def _set_formats(self, block: QTextBlock) -> None:
        line = self.line(block)
        ranges = [] if line is None else self._ranges(block, line)
        is_bare = not ranges and (line is None or line is PLAIN)
        block.setUserState(_BARE if is_bare else _DRESSED)
        layout = block.layout()
        if layout.preeditAreaText():
            ranges = around_preedit(layout, ranges)
        if ranges != layout.formats():
            layout.setFormats(ranges)
            self._document.markContentsDirty(block.position(), block.length())

    def _ranges(self, block: QTextBlock, line: Line) -> list[QTextLayout.FormatRange]:
        """The formats of a block."""
        ranges: list[QTextLayout.FormatRange] = []
        if self._is_on and line is not PLAIN:
            shown = block == self._caret_block
            ranges = self._formats.ranges(line, block.length() - 1, shown)
        return ranges + self._extra(block, line) if self._extra is not None else ranges

    def _new_margin(self, block: QTextBlock) -> QTextBlockFormat | None:
        """The margins that a block should have; None where it has them."""
        line = self.line(block)
        if line is None:
            return None
        wanted = self._formats.block(block.text(), line if self._is_on else PLAIN)
        present = block.blockFormat()
        is_right = (
            wanted.leftMargin() == present.leftMargin()
            and wanted.textIndent() == present.textIndent()
            and wanted.alignment() == present.alignment()
        )
        return None if is_right else wanted

    def _mend_fences(self, block: QTextBlock) -> None:
        """A fence that came or went changes what all lines below it are."""
        section = self._lines.moved_fences(block)
        if section is None:
            return
        first, lines = self._view.page.map.body(section)
        for number in range(first, first + lines):
            self._document.findBlockByNumber(number).setUserState(_STALE)
        self._go_on_from(first)
        QTimer.singleShot(0, self.style_seen)
