# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where matches stand on the page, and their marks; only those in view are drawn."""

from bisect import bisect_left

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from longwriter_desktop.domain.finding import Passage, Place, Results, Span
from longwriter_desktop.ui.manuscript_view import ManuscriptView
from longwriter_desktop.ui.theme import Theme

SOFT, STRONG = 0.20, 0.42  # of the warning colour over the paper
_MOST = 400  # marks in view; "." would have thousands, and nobody tells them apart


def mark_format(theme: Theme, is_current: bool) -> QTextCharFormat:
    """How a match is shown; the current one is told apart by a line under it too."""
    chars = QTextCharFormat()
    chars.setBackground(theme.mixed("warn", "paper", STRONG if is_current else SOFT))
    if is_current:
        chars.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        chars.setUnderlineColor(theme.color("ink"))
    return chars


class FindMarks:
    """Turns places in passages into positions of the manuscript and back."""

    def __init__(self, view: ManuscriptView) -> None:
        self._view = view

    def place_of_caret(self, results: Results) -> Place:
        """The place of the caret, or of the selection's beginning; the end of the passage
        before it where the caret stands in a section that is not searched."""
        position = self._view.textCursor().selectionStart()
        span, is_heading = self._view.page.span_at(position)
        numbers = {(p.item_id, p.is_heading): at for at, p in enumerate(results.passages)}
        number = numbers.get((span.item_id, is_heading))
        if number is None:
            number = numbers[span.item_id, True]
            return number, len(results.passages[number].text)
        passage = results.passages[number]
        return number, _characters(passage.text, position - self._start(passage))

    def cursor_at(self, results: Results, place: Place) -> QTextCursor:
        """A cursor that selects the match at a place."""
        return self._cursor(results.passages[place[0]], results.span(place))

    def show(self, results: Results, current: Place | None) -> None:
        """Mark the matches in view, the current one stronger."""
        first, last = self._in_view(results)
        marks: list[QTextEdit.ExtraSelection] = []
        formats = [mark_format(self._view.look.theme, strong) for strong in (False, True)]
        low, high = self._seen()
        for number in range(first, last + 1):
            passage = results.passages[number]
            for span in self._spans_between(results, number, low, high)[: _MOST - len(marks)]:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = self._cursor(passage, span)
                mark.format = formats[(number, span[0]) == current]
                marks.append(mark)
        self._view.setExtraSelections(marks)

    def clear(self) -> None:
        self._view.setExtraSelections([])

    def _spans_between(
        self, results: Results, number: int, low: int, high: int
    ) -> tuple[Span, ...]:
        """The matches of a passage between two positions of the manuscript."""
        passage, spans = results.passages[number], results.spans[number]
        start = self._start(passage)
        begin = _characters(passage.text, max(low - start, 0))
        end = _characters(passage.text, max(high - start, 0))
        first = max(bisect_left(spans, (begin, 0)) - 1, 0)  # one may reach in from above
        return spans[first : bisect_left(spans, (end + 1, 0))]

    def _seen(self) -> tuple[int, int]:
        viewport = self._view.viewport()
        top = self._view.cursorForPosition(QPoint(0, 0)).position()
        corner = QPoint(viewport.width(), viewport.height())
        return top, self._view.cursorForPosition(corner).position()

    def _in_view(self, results: Results) -> tuple[int, int]:
        """Numbers of the first and the last passage in view."""
        order = {item: at for at, item in enumerate(self._view.page.order)}
        low, high = (order[self._view.page.span_at(position)[0].item_id] for position in
                     self._seen())  # fmt: skip
        numbers = [
            at for at, passage in enumerate(results.passages)
            if low <= order.get(passage.item_id, -1) <= high
        ]  # fmt: skip
        return (numbers[0], numbers[-1]) if numbers else (0, -1)

    def _start(self, passage: Passage) -> int:
        page = self._view.page
        if passage.is_heading:
            return page.heading(passage.item_id).position()
        return page.body_range(passage.item_id)[0]

    def _cursor(self, passage: Passage, span: Span) -> QTextCursor:
        start = self._start(passage)
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(start + _units(passage.text[: span[0]]))
        end = start + _units(passage.text[: span[1]])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _units(text: str) -> int:
    """Length in UTF-16 code units, in which Qt counts positions."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _characters(text: str, units: int) -> int:
    """How many characters the first `units` UTF-16 code units of a text are."""
    if text.isascii():
        return min(units, len(text))
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
