# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of a day and of a session: counted from what a document has now and had before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from longwriter_desktop.domain.document import Document

HISTORY_DAYS = 30


class WrittenCount:
    """Words that came into documents, less those that left, whoever wrote them.

    Opening a document counts nothing, and neither does text that comes in with sections that
    it did not have before: an import, or a copy.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen = _sections(document)

    def take(self, document: Document) -> int:
        """Words more (or, negative, fewer) than at the last call."""
        before, self._document = self._document, document
        known, self._seen = self._seen, _sections(document)
        if before.id != document.id:
            return 0
        self._seen |= known
        if before.outline == document.outline and before.texts == document.texts:
            return 0
        words = document.written_words - before.written_words
        brought = sum(document.text_of(section).words for section in _sections(document) - known)
        kept = all(
            document.text_of(section).words == before.text_of(section).words
            for section in _sections(before)
        )
        return words - brought if kept else words


@dataclass(frozen=True)
class GoalState:
    """How far a goal is reached. `goal` is 0 where there is none."""

    words: int
    goal: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(max(self.words / self.goal, 0.0), 1.0) if self.goal else 0.0

    @property
    def is_reached(self) -> bool:
        return bool(self.goal) and self.words >= self.goal


@dataclass(frozen=True)
class DayWords:
    """The words of one day."""

    day: date
    words: int


def first_day(today: date) -> date:
    """The first day of the history that ends today."""
    return today - timedelta(days=HISTORY_DAYS - 1)


def history(days: Mapping[date, int], today: date) -> tuple[DayWords, ...]:
    """The last days, today the last, each with its words."""
    first = first_day(today)
    wanted = (first + timedelta(days=number) for number in range(HISTORY_DAYS))
    return tuple(DayWords(day, days.get(day, 0)) for day in wanted)


def _sections(document: Document) -> frozenset[str]:
    return frozenset(item.id for item in document.outline.sections)
