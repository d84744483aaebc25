# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which heading a long answer comes to next, and where it is to be put."""

from collections.abc import Sequence

from longwriter_desktop.domain.closing import is_in_code, leaves_nothing_open
from longwriter_desktop.domain.counting import RunningCount, count_words
from longwriter_desktop.domain.headings import Title, is_heading
from longwriter_desktop.domain.milestones import Milestone
from longwriter_desktop.domain.sentences import ends_sentence, last_sentence_end

_EARLIEST = 0.25  # of a section's words that stand in front of the next heading of the model's own
_LEAST = 0.5  # the same, for a heading that is put
_LONGEST_SENTENCE = 60  # words, or a section's; what is longer when a heading is late is broken off
_LONGEST_STEP = 80  # characters of the last token and what may stand between it and a sentence end


class Milestones:
    """Follows an answer. A heading is put word for word instead of only being made likelier:
    each then comes exactly once and in order, with any model and any sampling."""

    def __init__(self, milestones: Sequence[Milestone], prefill: str) -> None:
        self._all = tuple(milestones)
        self._first = count_words(prefill)
        self._prefill = prefill
        self._spans: list[tuple[int, int, int]] = []  # tokens that were put, and the next heading
        self._count = RunningCount(prefill)
        self._words = self._since = self._count.feed("")  # by now, and at the latest heading
        self._reached = 0
        self._line = ""
        self._is_code = is_in_code(prefill)

    @property
    def are_pending(self) -> bool:
        return self._reached < len(self._all)

    def feed(self, part: str) -> None:
        """Take in new characters of the answer."""
        if not self._all:
            return
        self._words = self._count.feed(part)
        lines = (self._line + part).split("\n")
        self._line = lines[-1]
        for line in lines[:-1]:
            self._is_code ^= is_in_code(line)
            if not self._is_code:
                self._read(line)

    def restart(self, text: str) -> None:
        """Begin again behind `text`, the answer as it was cut back."""
        self._count = RunningCount(self._prefill)
        self._words = self._since = self._count.feed("")
        self._reached = 0
        self._line = ""
        self._is_code = is_in_code(self._prefill)
        for line in text.splitlines(keepends=True):
            self.feed(line)
        if self._spans:
            self._reached = max(self._reached, self._spans[-1][2])

    def due(self, text: str) -> int | None:
        """Where in `text`, the end of the answer, the next heading is to be put; None: not yet."""
        if not self.are_pending or self._words < self._all[self._reached].words:
            return None
        if self._words - self._since < self._planned(self._reached) * _LEAST:
            return None  # the section before came late: it is to have some text too
        latest = self._all[self._reached].latest
        if self._words >= latest + min(_LONGEST_SENTENCE, self._planned(self._reached)):
            end = _end_anywhere(text)
        else:
            end = self._end_in(text, self._words >= latest)
        return end if end > 0 else None

    def _end_in(self, text: str, is_late: bool) -> int:
        """Where a paragraph of `text` ends, or a sentence where it `is_late`, that leaves no
        quotation, bracket or program text open; 0: nowhere."""
        if self._is_code:
            return 0
        body = text.rstrip()
        is_line = "\n" in text[len(body) :]
        if is_line and (is_late or ends_sentence(body)) and leaves_nothing_open(text, len(body)):
            return len(text)
        end = last_sentence_end(text) if is_late else 0
        return end if _is_near(end, text) and leaves_nothing_open(text, end) else 0

    def wording(self, text: str) -> str:
        """What to put behind `text`, the end of the answer: a heading in lines of its own."""
        breaks = len(text) - len(text.rstrip("\n"))
        return "\n" * max(0, 2 - breaks) + self._all[self._reached].heading + "\n\n"

    def put(self, first: int, count: int) -> None:
        """The wording will be the answer's tokens from `first` on, so many of them."""
        self._reached, self._since = self._reached + 1, self._words
        self._spans.append((first, first + count, self._reached))

    def holds(self, token: int) -> bool:
        """Whether the token of this number was put."""
        return any(first <= token < end for first, end, _next in self._spans)

    def border(self, keep: int) -> int:
        """How many tokens to keep where the answer is to be cut back to `keep`: no heading is
        cut in two."""
        for first, end, _next in self._spans:
            if first < keep < end:
                keep = first
        self._spans = [span for span in self._spans if span[1] <= keep]
        return keep

    def _read(self, line: str) -> None:
        """A whole line has come; the model may have written a heading by itself."""
        for at in range(self._reached, len(self._all)):
            if self._words - self._since < self._planned(at) * _EARLIEST:
                return
            if is_heading(line, [Title(self._all[at].heading.lstrip("# "))]):
                self._reached, self._since = at + 1, self._words
                return

    def _planned(self, at: int) -> int:
        """Words between the heading reached last and the one of this number."""
        start = self._all[self._reached - 1].words if self._reached else self._first
        return self._all[at].words - start


def _end_anywhere(text: str) -> int:
    """The end of the line or the sentence that `text` ends with, else of its last whole word."""
    if text.endswith("\n"):
        return len(text)
    end = last_sentence_end(text)
    return end if _is_near(end, text) else text.rfind(" ")


def _is_near(end: int, text: str) -> bool:
    """Whether a sentence that ends there is the last thing in `text`, but for a token."""
    return len(text) - _LONGEST_STEP < end < len(text)
