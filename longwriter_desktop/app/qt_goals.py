# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keeps count of the words of the day while the window is open, and stores it with the text."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.app.goals import DayWords, GoalState, WrittenCount, first_day, history
from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_autosave import Autosave
from longwriter_desktop.app.session import Change, DocumentSession
from longwriter_desktop.domain.errors import EnvironmentProblem

COUNT_MS = 300
DAILY, SESSION = "goals.daily_words", "goals.session_words"


class GoalKeeper(QObject):
    """Counts the words of the day and of the session.

    They are stored whenever the text is, so there is one write a save; what cannot be stored
    waits for the next one.

    Signals:
        changed(): a count, or a goal, is another than before.
    """

    changed = Signal()

    def __init__(
        self,
        session: DocumentSession,
        autosave: Autosave,
        library: LibraryUse,
        preferences: Preferences,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self._session = session
        self._library = library
        self._preferences = preferences
        self._get_today = today
        self._count = WrittenCount(session.document)
        self._day = today()
        self._stored = library.written_days(self._day).get(self._day, 0)
        self._unstored: dict[date, int] = {}
        self._session_words = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COUNT_MS)
        self._soon.timeout.connect(self._on_soon)
        session.subscribe(self._on_change)
        autosave.saved.connect(self.store)
        preferences.subscribe(self._on_setting)

    @property
    def daily(self) -> GoalState:
        """The words of today, whatever documents they are in."""
        self._see_day()
        words = self._stored + self._unstored.get(self._day, 0)
        return GoalState(words, self._preferences.number(DAILY))

    @property
    def session(self) -> GoalState:
        """The words since the window was opened."""
        return GoalState(self._session_words, self._preferences.number(SESSION))

    def history(self) -> tuple[DayWords, ...]:
        """The last days with their words, what is not stored yet included."""
        self._see_day()
        days = self._library.written_days(first_day(self._day))
        for day, words in self._unstored.items():
            days[day] = days.get(day, 0) + words
        return history(days, self._day)

    def set_goals(self, daily: int, session: int) -> None:
        """Change the goals (words; 0: none)."""
        self._preferences.set(DAILY, daily)
        self._preferences.set(SESSION, session)

    @Slot()
    def store(self) -> None:
        """Put what was counted into the library."""
        self._take()
        for day, words in list(self._unstored.items()):
            if words:
                try:
                    self._library.add_written(day, words)
                except EnvironmentProblem:
                    return  # the autosave says what is wrong; the next save tries again
            self._stored += words if day == self._day else 0
            del self._unstored[day]

    def _on_change(self, change: Change) -> None:
        if change.section_id is None:
            self._take()  # the plan changed, or there is another document: no long wait
        self._soon.start()

    def _on_setting(self, name: str) -> None:
        if name in (DAILY, SESSION):
            self.changed.emit()

    @Slot()
    def _on_soon(self) -> None:
        self._take()
        self.changed.emit()

    def _take(self) -> None:
        self._see_day()
        words = self._count.take(self._session.document)
        self._session_words += words
        self._unstored[self._day] = self._unstored.get(self._day, 0) + words

    def _see_day(self) -> None:
        today = self._get_today()
        if today != self._day:
            self._day = today
            self._stored = self._library.written_days(today).get(today, 0)
