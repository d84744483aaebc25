# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How the manuscript is shown: its column, the section being written, and the view's place."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QMoveEvent, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.manuscript_page import ManuscriptPage
from longwriter_desktop.ui.manuscript_paint import SIDE, paint_under_text
from longwriter_desktop.ui.preview import Previews
from longwriter_desktop.ui.roomy_text import RoomyText
from longwriter_desktop.ui.typography import Typography
from longwriter_desktop.ui.words import MANUSCRIPT_NAME

_ABOVE_HEADING = 52  # px: room for the section's bar
_BELOW_END = 48  # px kept free under the growing end while the view follows it


class ManuscriptView(RoomyText):
    """Shows the page in a column and the running previews in it.

    Signals:
        section_entered(section_id): the caret came into a section, or left for "" (none).
        section_hovered(section_id): the pointer is over a section, or "" for none.
        bars_moved(): something that hangs on a section's place should be placed anew.
    """

    section_entered = Signal(str)
    section_hovered = Signal(str)
    bars_moved = Signal()

    def __init__(self, session: DocumentSession, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.look = look
        self.setObjectName("Manuscript")
        self.setAccessibleName(MANUSCRIPT_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        typography = Typography()
        self._use_font(typography)
        self.document().setDocumentMargin(SIDE)
        self.page = ManuscriptPage(self.document(), typography)
        self.previews = Previews(self)
        self.previews.came.connect(self._on_came)
        self.previews.cut.connect(self._on_cut)
        self._shown_section = self._hovered = ""
        self._top = 0  # px, in the window
        self._followed = False  # whether the end of the last section written was in view
        self.viewport().setMouseTracking(True)
        # Else each key would have the window behind it painted too, and a scroll all of it.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.cursorPositionChanged.connect(self._on_caret)
        self.verticalScrollBar().valueChanged.connect(self.place_bars)
        self.verticalScrollBar().valueChanged.connect(self._watch_preview)
        self.document().documentLayout().documentSizeChanged.connect(self.place_bars)
        look.changed.connect(self.viewport().update)

    def set_typography(self, typography: Typography) -> None:
        """Set the whole text anew; what the reader sees stays where it is."""
        with self.keeping_view():
            self._use_font(typography)
            self.page.set_typography(typography)
            _place_column(self, self._column)
        self.place_bars()

    @property
    def writing_sections(self) -> tuple[str, ...]:
        """The sections that show a preview and cannot be edited, the one begun first in front."""
        return self.previews.sections

    @property
    def writing_section(self) -> str | None:
        """The first of the sections that show a preview: the view follows its growing end."""
        return next(iter(self.writing_sections), None)

    @property
    def caret_section(self) -> str | None:
        """The section whose heading or text holds the caret."""
        span, _ = self.page.span_at(self.textCursor().position())
        return span.item_id if span.is_section else None

    def caret_offset(self, section_id: str) -> int | None:
        """Offset (characters) of the caret in a section's text, None where it is elsewhere."""
        position = self.textCursor().position()
        if self.page.section_at(position) != section_id:
            return None
        start = self.page.body_range(section_id)[0]
        units = self.page.text(section_id).encode("utf-16-le")[: 2 * (position - start)]
        return len(units.decode("utf-16-le", errors="ignore"))

    def begin_writing(self, section_id: str, base: str) -> None:
        """A section is about to be written behind `base`; follow if the view is at the end."""
        follows = self._followed and not self.writing_sections
        if section_id not in self.page.map:
            return
        self.previews.begin(section_id, base)
        with self.keeping_view():
            self.page.set_text(section_id, base)
        if follows:
            self.reveal(section_id)
        self._watch_preview()
        self.viewport().update()
        self.place_bars()

    def end_writing(self) -> None:
        """Show what is kept of all sections that were being written."""
        self._followed = False
        for section_id in self.writing_sections:
            self.end_section(section_id)

    def end_section(self, section_id: str) -> None:
        """Show what is kept of one section that was being written."""
        if section_id not in self.writing_sections:
            return
        if section_id == self.writing_section:
            self._followed = self._sees_end(section_id)
        self.previews.end(section_id)
        if section_id in self.page.map:
            with self.keeping_view():
                text = self.session.document.text_of(section_id).text
                self.page.set_text(section_id, text)
            if self._followed and not self.writing_sections:
                _show_end(self, section_id)
        self.viewport().update()
        self.place_bars()

    def restore_preview(self) -> None:
        """Show the previews again after the page was built anew."""
        for section, text in self.previews.texts().items():
            if section in self.page.map:
                self.page.set_text(section, text)

    def show_beginning(self) -> None:
        """Put the caret at the very beginning, and nothing in the plan as the current row."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        self.setFocus()

    def go_to(self, item_id: str) -> None:
        """Put the caret at the beginning of an item's text and show it near the top."""
        if item_id not in self.page.map:
            return
        block = self.page.heading(item_id)
        cursor = QTextCursor(block)
        if self.page.map.at(block.blockNumber())[0].is_section:
            cursor.setPosition(self.page.body_range(item_id)[0])
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(int(_top_of(self, item_id)) - _ABOVE_HEADING)

    def reveal(self, section_id: str) -> None:
        """Scroll as little as needed to show a section's heading and first lines."""
        top = _top_of(self, section_id)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() <= top <= bar.value() + height - 160:
            bar.setValue(int(top) - height // 3)

    @contextmanager
    def keeping_view(self) -> Iterator[None]:
        """Keep what the reader sees where it is while the text around it changes."""
        bar, layout = self.verticalScrollBar(), self.document().documentLayout()
        if bar.value() == 0:
            yield
            return
        anchor = self.cursorForPosition(QPoint(SIDE, 2))
        anchor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        anchor.setKeepPositionOnInsert(True)
        before = layout.blockBoundingRect(anchor.block()).top()
        value = bar.value()
        yield
        after = layout.blockBoundingRect(anchor.block()).top()
        bar.setValue(round(value + after - before))

    @Slot()
    def place_bars(self) -> None:
        self.bars_moved.emit()

    def heading_top(self, item_id: str) -> int:
        """Where an item's block begins, in pixels of the viewport."""
        return round(_top_of(self, item_id)) - self.verticalScrollBar().value()

    def section_span(self, section_id: str) -> tuple[int, int]:
        """Top and bottom of a section's text, in pixels of the viewport."""
        first, last = map(self.document().findBlock, self.page.body_range(section_id))
        layout, value = self.document().documentLayout(), self.verticalScrollBar().value()
        top, bottom = layout.blockBoundingRect(first).top(), layout.blockBoundingRect(last).bottom()
        return round(top) - value, round(bottom) - value

    def resizeEvent(self, event: QResizeEvent) -> None:
        with _caret_in_sight(self, event.oldSize().height()):
            _place_column(self, self._column)
            super().resizeEvent(event)
            self._stay_in_place()
        self._watch_preview()
        self.place_bars()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._stay_in_place()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        span, _ = self.page.span_at(self.cursorForPosition(event.position().toPoint()).position())
        hovered = span.item_id if span.is_section else ""
        if hovered != self._hovered:
            self._hovered = hovered
            self.section_hovered.emit(hovered)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_under_text(self, event.rect())
        super().paintEvent(event)

    def _use_font(self, typography: Typography) -> None:
        font = typography.font()
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._column = typography.column_width() + 2 * SIDE

    def _stay_in_place(self) -> None:
        """Let the lines stay where they are in the window when a strip comes or goes above."""
        top = self.mapTo(self.window(), QPoint()).y()
        moved, self._top = top - self._top, top
        bar = self.verticalScrollBar()
        if moved and bar.value():
            bar.setValue(bar.value() + moved)

    def _sees_end(self, section_id: str) -> bool:
        """Whether the growing end is in view and the writer is not busy elsewhere in it."""
        if section_id not in self.page.map:
            return False
        top, bottom = self.section_span(section_id)
        is_near = 0 <= bottom <= self.viewport().height() + 8
        return is_near and not _is_reading_elsewhere(self, section_id)

    @Slot(str, str)
    def _on_came(self, section: str, text: str) -> None:
        if section not in self.page.map:
            return
        follows = section == self.writing_section and self._sees_end(section)
        with self.keeping_view():
            self.page.append(section, text)
        if follows:
            _show_end(self, section)
        if self._watch_preview():
            self.viewport().update()
        self.place_bars()

    @Slot()
    def _watch_preview(self) -> bool:
        """Whether a section being written is in sight; sets the pace of each."""
        seen = {section for section in self.writing_sections if _sees(self, section)}
        self.previews.set_seen(seen)
        return bool(seen)

    @Slot(str, str)
    def _on_cut(self, section: str, text: str) -> None:
        if section in self.page.map:
            with self.keeping_view():
                self.page.set_text(section, text)
            self.place_bars()

    @Slot()
    def _on_caret(self) -> None:
        # While the page changes, the caret is put back, or announced, when it is whole again.
        if not self.page.is_applying and (self.caret_section or "") != self._shown_section:
            self._shown_section = self.caret_section or ""
            self.section_entered.emit(self._shown_section)


def _sees(view: ManuscriptView, section_id: str | None) -> bool:
    """Whether something of a section's text is in sight."""
    if section_id is None or section_id not in view.page.map:
        return False
    top, bottom = view.section_span(section_id)
    return bottom >= 0 and top <= view.viewport().height()


def _is_reading_elsewhere(view: ManuscriptView, section_id: str) -> bool:
    caret = view.textCursor().position()
    elsewhere = view.page.section_at(caret) not in (None, section_id)
    seen = view.viewport().rect().contains(view.cursorRect().center())
    return view.hasFocus() and elsewhere and seen


@contextmanager
def _caret_in_sight(text: QTextEdit, height: int) -> Iterator[None]:
    """Keep the caret's line in sight where it was in a view of this height."""
    caret = text.cursorRect()
    was_seen = caret.top() >= 0 and caret.bottom() <= height
    yield
    if was_seen:
        text.ensureCursorVisible()


def _top_of(text: ManuscriptView, item_id: str) -> float:
    """Where an item's block begins, in pixels of the document."""
    layout = text.document().documentLayout()
    return layout.blockBoundingRect(text.page.heading(item_id)).top()


def _place_column(view: ManuscriptView, column: int) -> None:
    free = max(view.width() - view.verticalScrollBar().sizeHint().width() - column, 0)
    view.setViewportMargins(free // 2, 0, free - free // 2, 0)


def _show_end(view: ManuscriptView, section_id: str) -> None:
    over = view.section_span(section_id)[1] - (view.viewport().height() - _BELOW_END)
    if over > 0:
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + over)
