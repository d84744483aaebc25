# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How far the writing is: words against target, rate, and the time that is left."""

from collections.abc import Mapping
from dataclasses import dataclass

from longwriter_desktop.domain.document import Document


@dataclass(frozen=True)
class Progress:
    """A snapshot for a status line. Rates are per second.

    `seconds_left` is for all that is still to be written, `section_seconds_left` for the present
    section; both may be unknown.
    """

    section_number: int
    sections: int
    section_words: int
    document_words: int
    document_target: int
    tokens_per_second: float = 0.0
    words_per_second: float = 0.0
    seconds_left: float | None = None
    section_seconds_left: float | None = None


class ProgressMeter:
    """Measures the rate of a run over one or several sections.

    Times are given in (monotonic seconds), so that nothing here reads a clock.
    """

    def __init__(self, words_per_second: float = 0.0) -> None:
        self._run_seconds = 0.0
        self._run_words = 0
        self._run_tokens = 0
        self._known_rate = words_per_second
        self._started_at: float | None = None  # of the section being written
        self._words_at_start = 0
        self._words = 0
        self._tokens = 0

    def begin_section(self, words: int, now: float) -> None:
        """A section begins (or goes on) with `words` words already written."""
        self._started_at, self._words_at_start = now, words
        self._words, self._tokens = words, 0

    def grew(self, words: int, tokens: int) -> None:
        """The section has `words` words by now; `tokens` were generated in this run."""
        self._words, self._tokens = words, tokens

    def end_section(self, now: float) -> None:
        self._run_seconds = self._seconds(now)
        self._run_words += max(self._words - self._words_at_start, 0)
        self._run_tokens += self._tokens
        self._started_at, self._words_at_start, self._tokens = None, self._words, 0

    def words_per_second(self, now: float) -> float:
        seconds = self._seconds(now)
        words = self._run_words + max(self._words - self._words_at_start, 0)
        return words / seconds if seconds > 0.5 and words else self._known_rate

    def tokens_per_second(self, now: float) -> float:
        seconds = self._seconds(now)
        return (self._run_tokens + self._tokens) / seconds if seconds > 0.2 else 0.0

    def _seconds(self, now: float) -> float:
        """How long was written; the time between two runs is nobody's."""
        begun = now if self._started_at is None else self._started_at
        return self._run_seconds + max(now - begun, 0.0)

    def snapshot(
        self, document: Document, section_id: str, queue: tuple[str, ...], now: float
    ) -> Progress:
        """Progress in the section being written, with `queue` still to come after it."""
        return self.snapshot_of(document, {section_id: self._words}, queue, now)

    def snapshot_of(
        self, document: Document, words: Mapping[str, int], queue: tuple[str, ...], now: float
    ) -> Progress:
        """Progress in sections that are written side by side, `words` long by now. The first
        of them is the present section; its own time is known where it is alone.
        """
        first, *more = words
        targets = {item.id: item.target_words for item in document.outline}
        waiting = sum(target for key, target in targets.items() if key in set(queue))
        here = sum(max(targets[key] - count, 0) for key, count in words.items())
        rate = self.words_per_second(now)
        others = document.written_words - sum(document.text_of(key).words for key in words)
        return Progress(
            document.outline.number(first),
            len(document.outline.sections),
            words[first],
            others + sum(words.values()),
            document.outline.total_words,
            self.tokens_per_second(now),
            rate,
            (here + waiting) / rate if rate else None,
            here / rate if rate and not more else None,
        )
