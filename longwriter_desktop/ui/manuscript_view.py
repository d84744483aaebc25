# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How the manuscript is shown: its column, the section being written, and the view's place."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QScrollBar, QTextEdit, QWidget

from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.manuscript_page import ManuscriptPage
from longwriter_desktop.ui.manuscript_paint import SIDE, paint_hints, paint_writing
from longwriter_desktop.ui.preview import Previews
from longwriter_desktop.ui.typography import Typography
from longwriter_desktop.ui.words import MANUSCRIPT_NAME

_ABOVE_HEADING = 52  # px: room for the section's bar
_BELOW_END = 48  # px kept free under the growing end while the view follows it


class TextScrollBar(QScrollBar):
    """Keeps its place beside the text and shows a handle only where there is a way to go."""

    def sliderChange(self, change: QScrollBar.SliderChange) -> None:  # noqa: N802 - Qt's name
        super().sliderChange(change)
        if change is QScrollBar.SliderChange.SliderRangeChange:
            self.setEnabled(self.maximum() > self.minimum())


class ManuscriptView(QTextEdit):
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
        self.setVerticalScrollBar(TextScrollBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        typography = Typography()
        self._use_font(typography)
        self.document().setDocumentMargin(SIDE)
        self.page = ManuscriptPage(self.document(), typography)
        self.previews = Previews(self)
        self.previews.came.connect(self._on_came)
        self.previews.cut.connect(self._on_cut)
        self._shown_section = ""
        self._hovered = ""
        self._followed = False  # whether the end of the last section written was in view
        self.viewport().setMouseTracking(True)
        self.cursorPositionChanged.connect(self._on_caret)
        self.verticalScrollBar().valueChanged.connect(self.place_bars)
        self.document().documentLayout().documentSizeChanged.connect(self.place_bars)
        look.changed.connect(self.viewport().update)

    def set_typography(self, typography: Typography) -> None:
        """Set the whole text anew; what the reader sees stays where it is."""
        with self.keeping_view():
            self._use_font(typography)
            self.page.set_typography(typography)
            self._place_column()
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
                self._show_end(section_id)
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
        self.verticalScrollBar().setValue(int(self._top_of(item_id)) - _ABOVE_HEADING)

    def reveal(self, section_id: str) -> None:
        """Scroll as little as needed to show a section's heading and first lines."""
        top = self._top_of(section_id)
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
        return round(self._top_of(item_id)) - self.verticalScrollBar().value()

    def section_span(self, section_id: str) -> tuple[int, int]:
        """Top and bottom of a section's text, in pixels of the viewport."""
        first, last = map(self.document().findBlock, self.page.body_range(section_id))
        layout, value = self.document().documentLayout(), self.verticalScrollBar().value()
        top, bottom = layout.blockBoundingRect(first).top(), layout.blockBoundingRect(last).bottom()
        return round(top) - value, round(bottom) - value

    def event(self, event: QEvent) -> bool:
        """The wheel scrolls beside the column too."""
        if event.type() is QEvent.Type.Wheel:
            return QApplication.sendEvent(self.verticalScrollBar(), event)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        with _caret_in_sight(self, event.oldSize().height()):
            self._place_column()
            super().resizeEvent(event)
        self.place_bars()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseMoveEvent(event)
        span, _ = self.page.span_at(self.cursorForPosition(event.position().toPoint()).position())
        hovered = span.item_id if span.is_section else ""
        if hovered != self._hovered:
            self._hovered = hovered
            self.section_hovered.emit(hovered)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        paint_writing(self, painter)
        paint_hints(self, painter, event.rect().bottom())
        painter.end()
        super().paintEvent(event)

    def _use_font(self, typography: Typography) -> None:
        font = typography.font()
        self.setFont(font)
        self.document().setDefaultFont(font)
        self._column = typography.column_width() + 2 * SIDE

    def _place_column(self) -> None:
        free = max(self.width() - self.verticalScrollBar().sizeHint().width() - self._column, 0)
        self.setViewportMargins(free // 2, 0, free - free // 2, 0)

    def _top_of(self, item_id: str) -> float:
        rect = self.document().documentLayout().blockBoundingRect(self.page.heading(item_id))
        return rect.top()

    def _sees_end(self, section_id: str) -> bool:
        """Whether the growing end is in view and the writer is not busy elsewhere in it."""
        if section_id not in self.page.map:
            return False
        top, bottom = self.section_span(section_id)
        sees = 0 <= bottom <= self.viewport().height() + 8
        return sees and not _is_reading_elsewhere(self, section_id)

    def _show_end(self, section_id: str) -> None:
        over = self.section_span(section_id)[1] - (self.viewport().height() - _BELOW_END)
        if over > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + over)

    @Slot(str, str)
    def _on_came(self, section: str, text: str) -> None:
        if section not in self.page.map:
            return
        follows = section == self.writing_section and self._sees_end(section)
        with self.keeping_view():
            self.page.append(section, text)
        if follows:
            self._show_end(section)
        self.viewport().update()
        self.place_bars()

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


def _is_reading_elsewhere(view: ManuscriptView, section_id: str) -> bool:
    caret = view.textCursor().position()
    elsewhere = view.page.section_at(caret) not in (None, section_id)
    return (
        view.hasFocus()
        and elsewhere
        and view.viewport().rect().contains(view.cursorRect().center())
    )


@contextmanager
def _caret_in_sight(text: QTextEdit, height: int) -> Iterator[None]:
    """Keep the caret's line in sight where it was in a view of this height."""
    caret = text.cursorRect()
    was_seen = caret.top() >= 0 and caret.bottom() <= height
    yield
    if was_seen:
        text.ensureCursorVisible()
