# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Find and replace: what the bar asks for, done in the manuscript.

The match that the caret stands in front of is the current one. The section that the model is
writing is left out; headings are found, and changed in the plan only.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QTextCursor

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.searching import Search
from longwriter_desktop.app.session import Change
from longwriter_desktop.app.undo import EditCommand, TextCommand
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.finding import Passage, Place, Query, Results, nothing_in
from longwriter_desktop.ui import words
from longwriter_desktop.ui.actions import Actions
from longwriter_desktop.ui.find_bar import FindBar
from longwriter_desktop.ui.find_marks import FindMarks
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.manuscript_page import entries_of

_PAUSE_MS = 120  # after a key, before the document is searched
_MARGIN = 24  # px of the viewport in which a match is too near its edge
_LONGEST = 200  # characters of a selection that are taken over to be found


class FindDesk(QObject):
    """Connects the bar with the manuscript and the undo stack."""

    def __init__(
        self, services: Services, actions: Actions, text: Manuscript, bar: FindBar
    ) -> None:
        super().__init__(bar)
        self._session = services.session
        self._undo_stack = services.undo_stack
        self._text = text
        self._bar = bar
        self._marks = FindMarks(text)
        self._search = Search()
        self._results = Results()
        self._is_stale = True
        self._trouble = ""  # why the query cannot be searched for
        self._goes = False  # whether the next search brings a match into view
        self._said: tuple[Query, str, tuple[str, ...]] | None = None
        self._search_timer = self._timer(_PAUSE_MS, self._on_search)
        self._show_timer = self._timer(0, self._show)  # several causes, one drawing
        self._wire(actions)

    @property
    def results(self) -> Results:
        """All matches in the document as it is now."""
        if self._is_stale:
            self._find()
        return self._results

    @Slot()
    def open(self) -> None:
        self._open(False)

    @Slot()
    def open_replacing(self) -> None:
        self._open(True)

    @Slot()
    def close(self) -> None:
        """Hide the bar; the current match is selected, ready to be typed over."""
        place = self._current() if not self._is_stale else None
        self._bar.hide()
        self._search_timer.stop()
        self._is_stale = True
        self._marks.clear()
        if place is not None:
            self._text.setTextCursor(self._marks.cursor_at(self._results, place))
        self._text.setFocus()

    @Slot()
    def find_next(self) -> None:
        if self._is_ready():
            is_first, place = self._goes, self._place()
            results = self.results
            self._go(results.at_or_after(place) if is_first else results.after(place))

    @Slot()
    def find_previous(self) -> None:
        if self._is_ready():
            self._go(self.results.before(self._place()))

    @Slot()
    def replace(self) -> None:
        """Replace the current match and go to the next; without one, go there only."""
        results, place = self.results, self._place()
        if results.number(place) is None:
            self._go(results.at_or_after(place))
        elif results.passages[place[0]].is_heading:
            self._bar.say(words.HEADING_PROTECTED)
            self._go(results.after(place))
        else:
            self._replace_at(results, place)

    @Slot()
    def replace_all(self) -> None:
        """Replace every match outside headings, as one undo step over all sections."""
        try:
            done = self._search.replace_all(self.results, self._bar.replacement.text())
        except InputProblem as problem:
            self._say_problem(problem)
            return
        document = self._session.document
        texts = {
            key: text for key, text in done.texts.items() if document.text_of(key).text != text
        }
        if texts:
            self._undo_stack.push(EditCommand(self._session, texts, words.UNDO_REPLACE))
        self._find()
        self._show()  # now: what the model writes may make a search due before long
        self._bar.say(words.said(words.replaced(done.count, done.in_headings), self._left_out()))

    def _wire(self, actions: Actions) -> None:
        bar, text = self._bar, self._text
        actions.find.triggered.connect(self.open)
        actions.replace.triggered.connect(self.open_replacing)
        actions.find_next.triggered.connect(self.find_next)
        actions.find_previous.triggered.connect(self.find_previous)
        bar.next_asked.connect(self.find_next)
        bar.previous_asked.connect(self.find_previous)
        bar.replace_asked.connect(self.replace)
        bar.replace_all_asked.connect(self.replace_all)
        bar.closed.connect(self.close)
        bar.query_changed.connect(self._on_query)
        text.bars_moved.connect(self._on_moved)
        text.cursorPositionChanged.connect(self._show_soon)
        text.look.changed.connect(self._show_soon)
        self._session.subscribe(self._on_change)

    def _timer(self, pause: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(act)
        return timer

    def _open(self, replacing: bool) -> None:
        if not self._text.isVisible():
            return
        selected = self._text.textCursor().selectedText() if self._text.hasFocus() else ""
        takes_over = len(selected) <= _LONGEST and "\u2029" not in selected
        as_typed = takes_over and not self._bar.expression.isChecked()
        self._bar.open(replacing, selected if as_typed else "")
        self._find()

    def _is_ready(self) -> bool:
        """Whether there is something to find; else ask for it."""
        if not self._text.isVisible():
            return False
        if not self._bar.text.text():
            self._open(False)
            return False
        self._bar.show()
        return True

    def _find(self) -> None:
        self._search_timer.stop()
        self._is_stale = self._goes = False
        passages, self._trouble = self._passages(), ""
        try:
            self._results = self._search.find(self._bar.query, passages)
        except InputProblem as problem:
            self._trouble = sentence(problem.code, problem.params)
            self._results = nothing_in(passages)
        state = (self._bar.query, self._trouble, self._text.writing_sections)
        if state != self._said:
            self._said = state
            self._bar.say(self._trouble or self._left_out(), bool(self._trouble))
        self._show_soon()

    def _passages(self) -> list[Passage]:
        passages = []
        for entry in entries_of(self._session.document):
            passages.append(Passage(entry.item_id, True, entry.heading))
            if entry.is_section and entry.item_id not in self._text.writing_sections:
                passages.append(Passage(entry.item_id, False, entry.text))
        return passages

    def _left_out(self) -> str:
        sections = enumerate(self._session.document.outline.sections, start=1)
        writing = self._text.writing_sections
        numbers = [number for number, section in sections if section.id in writing]
        return words.not_searched(numbers) if numbers else ""

    def _place(self) -> Place:
        return self._marks.place_of_caret(self.results)

    def _current(self) -> Place | None:
        place = self._place()
        return place if self.results.number(place) is not None else None

    def _go(self, place: Place | None) -> None:
        """Put the caret in front of a match; in the text itself, select it."""
        if place is None:
            return
        cursor = self._marks.cursor_at(self.results, place)
        start = QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        self._reveal(start)
        self._text.setTextCursor(cursor if self._text.hasFocus() else start)
        self._show_soon()

    def _reveal(self, cursor: QTextCursor) -> None:
        """Scroll only if need be, and then so that there is text to read around the match."""
        middle = self._text.cursorRect(cursor).center().y()
        height = self._text.viewport().height()
        if not _MARGIN <= middle <= height - _MARGIN:
            bar = self._text.verticalScrollBar()
            bar.setValue(bar.value() + middle - height // 3)

    def _replace_at(self, results: Results, place: Place) -> None:
        section = results.passages[place[0]].item_id
        try:
            text, behind = self._search.replace_one(results, place, self._bar.replacement.text())
        except InputProblem as problem:
            self._say_problem(problem)
            return
        before = self._session.document.text_of(section)
        after = before.edited(text)
        if text != before.text:
            self._undo_stack.push(
                TextCommand(self._session, section, before, after, words.UNDO_REPLACE, done=False)
            )
        self._bar.say(self._left_out())
        self._find()
        self._go(self._results.at_or_after((place[0], behind)))

    def _say_problem(self, problem: InputProblem) -> None:
        self._bar.say(sentence(problem.code, problem.params), is_trouble=True)

    def _on_change(self, change: Change) -> None:
        self._is_stale = True
        if self._bar.isVisible():
            self._search_timer.start()

    @Slot()
    def _on_query(self) -> None:
        self._is_stale = True
        self._goes = True
        self._search_timer.start()

    @Slot()
    def _on_search(self) -> None:
        goes = self._goes
        self._find()
        if goes:
            self._go(self._results.at_or_after(self._place()))

    @Slot()
    def _on_moved(self) -> None:
        """The text moved, or the model began or ended with a section."""
        if self._said is not None and self._said[2] != self._text.writing_sections:
            self._is_stale = True
            self._search_timer.start()
        self._show_soon()

    @Slot()
    def _show_soon(self) -> None:
        if self._bar.isVisible():
            self._show_timer.start()

    @Slot()
    def _show(self) -> None:
        """Draw what is in view. A search that is due draws when it is done."""
        if self._is_stale or not self._bar.isVisible():
            return
        current = self._current()
        number = None if current is None else self._results.number(current)
        is_searched = bool(self._bar.text.text()) and not self._trouble
        self._bar.say_count(self._results.total if is_searched else None, number)
        self._marks.show(self._results, current)
