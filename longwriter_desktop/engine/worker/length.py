# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Brings a text to its length: when the model may end, when it should, where to close it."""

from enum import Enum, IntEnum

from longwriter_desktop.domain.closing import (
    has_quote,
    is_entry,
    is_in_code,
    is_row,
    item_ends,
    leaves_nothing_open,
    open_marks,
)
from longwriter_desktop.domain.counting import RunningCount, count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import LengthGoal
from longwriter_desktop.domain.sentences import ends_sentence, sentence_ends

_FIRST_BIAS, _LAST_BIAS = 1.0, 6.0  # logits added to end-of-text, at `low` and at `target`
_MARK_BIAS = 5.0  # logits added to the marks that end a sentence, just in front of `high`
_ABBREVIATION = 40  # characters read before a sentence end to judge it
_TAIL = 120  # characters that decide whether a sentence just ended
_WORDS_A_TOKEN = 2  # at most, in the mean of a run that is drawn without a look at each
_FEW_TOKENS = 32  # a shorter run is not worth it
_LONGEST_WORD = 40  # characters looked back for the space in front of a word
_CUT_SHARE = 0.9  # of `low` that must be left when a text is cut back to a sentence end


class Phase(IntEnum):
    """Where a text stands against its goal."""

    HOLD = 0  # shorter than `low`: it may not end
    FAVOUR = 1  # from `low`: the end is welcome
    CLOSE = 2  # from `target`: the next sentence end is the end
    CUT = 3  # from `high`: over


class Favoured(Enum):
    """Tokens that are made more likely."""

    END = "what ends a text"
    MARK = "what ends a sentence"
    QUOTE = "what ends a quotation, or a sentence with it"


class LengthControl:
    """Counts words as a text grows; `phase` follows. The prefill counts, but is never cut."""

    def __init__(self, goal: LengthGoal, prefill: str) -> None:
        self._goal = goal
        self._prefill = prefill
        self._count = RunningCount(prefill)
        self._words = count_words(prefill)
        self._uncounted = ""
        self._tail = prefill[-_TAIL:]
        self._line = ""
        self._is_code = False
        self._follow_lines(prefill)
        self._bias: tuple[Favoured, float] | None = None  # None: to be worked out anew
        self._close_from: int | None = None
        self.phase = self._phase()

    def feed(self, part: str, length: int) -> None:
        """Take in new characters; `length` is that of the generated text with them.

        A word has a character at least, so nothing is counted while even one a character
        would leave the text far shorter than `low`.
        """
        self._uncounted += part
        if self.is_far:
            return
        self._tail = (self._tail + self._uncounted)[-_TAIL:]
        self._follow_lines(self._uncounted)
        before = self._words
        self._words = self._count.feed(self._uncounted)
        if self._words != before or not part.isalnum():  # within a word it stays as it is
            self._bias = None
        self._uncounted = ""
        self.phase = self._phase()
        if self.phase >= Phase.CLOSE and self._close_from is None:
            self._close_from = length - len(part)

    def restart(self, text: str) -> None:
        """Count again after the generated text was cut back to `text`."""
        self._count = RunningCount(self._prefill + text)
        self._words = count_words(self._prefill + text)
        self._uncounted = ""
        self._tail = (self._prefill + text)[-_TAIL:]
        self._line, self._is_code = "", False
        self._follow_lines(self._prefill + text)
        self._bias = None
        self._close_from = None
        self.phase = self._phase()

    @property
    def words(self) -> int:
        """Of prefill and text together; from `low` on it is exact."""
        return self._words

    @property
    def is_far(self) -> bool:
        """Whether so many words are missing that some tokens more will not reach `low`."""
        return self.free_tokens >= _FEW_TOKENS

    @property
    def free_tokens(self) -> int:
        """How many tokens more will not reach `low`."""
        missing = self._goal.low - self._words - len(self._uncounted)
        return max(0, missing) // _WORDS_A_TOKEN

    @property
    def bias(self) -> tuple[Favoured, float]:
        """What is more likely now, by how many logits; worked out once a word."""
        if self._bias is None:
            self._bias = self._bias_here()
        return self._bias

    def _follow_lines(self, part: str) -> None:
        over, _break, line = (self._line + part).rpartition("\n")
        self._is_code ^= is_in_code(over)
        self._line = line

    def _bias_here(self) -> tuple[Favoured, float]:
        if self.phase not in (Phase.FAVOUR, Phase.CLOSE) or self._is_code or is_row(self._line):
            return Favoured.END, 0.0
        marks = open_marks(self._line)
        if self.phase is Phase.CLOSE and has_quote(marks):
            return Favoured.QUOTE, self._mark_bias()
        if marks:
            return Favoured.END, 0.0
        is_sentence = ends_sentence(self._tail)
        if self.phase is Phase.CLOSE and not (is_sentence and is_entry(self._line)):
            return Favoured.MARK, self._mark_bias()
        return Favoured.END, self._end_bias() if is_sentence else 0.0

    def _mark_bias(self) -> float:
        """More and more: a sentence without an end would be cut off at `high`."""
        span = max(1, self._goal.high - self._goal.target)
        return _MARK_BIAS * (self._words - self._goal.target + 1) / span

    def _end_bias(self) -> float:
        """Behind a whole sentence."""
        span = max(1, self._goal.target - self._goal.low)
        progress = min(1.0, (self._words - self._goal.low) / span)
        return _FIRST_BIAS + (_LAST_BIAS - _FIRST_BIAS) * progress

    def ending(self, text: str) -> tuple[int | None, StopReason | None]:
        """Where the generated `text` ends and why; None twice where it should not end now."""
        closing = self.closing_offset(text)
        if closing is not None:
            return closing, StopReason.FINISHED
        if self.phase is Phase.CUT:
            return self.cut_offset(text), StopReason.LENGTH_LIMIT
        return None, None

    def closing_offset(self, text: str) -> int | None:
        """Where the generated `text` ends, if it should end now.

        From `low` behind a paragraph that ends with a sentence, from `target` behind the
        first whole sentence, with the closing quote that follows it, or behind the item of a
        list. In the middle of a quotation, a bracket or program text nothing ends.
        """
        if self.phase is Phase.FAVOUR:
            stripped = text.rstrip()
            ended = "\n" in text[len(stripped) :] and ends_sentence(stripped)
            return len(stripped) if ended and self._may_end(text, len(stripped)) else None
        if self._close_from is None or self._is_code:
            return None
        # From the beginning of its line, which tells items and quotations.
        start = text.rfind("\n", 0, max(0, self._close_from - _ABBREVIATION)) + 1
        before = "" if start else self._prefill.rpartition("\n")[2]
        rest = before + text[start:]
        for end in _ends(rest):
            # What follows a full stop tells whether it ended a sentence.
            is_seen = rest[end:].strip() or "\n" in rest[end:]
            at = start + end - len(before)
            if self._close_from < at and is_seen and leaves_nothing_open(rest, end):
                return at
        return None

    def cut_offset(self, text: str) -> int:
        """Where to cut the generated `text` that ran to `high`: behind its last sentence that
        leaves nothing open, else behind its last one, or behind its last whole word when that
        would leave too little."""
        whole = self._prefill + text
        spare = count_words(whole) - self._goal.low * _CUT_SHARE
        last: int | None = None
        for end in reversed(_ends(whole)):
            if end <= len(self._prefill) or count_words(whole[end:]) > spare:
                break
            if leaves_nothing_open(whole, end) and not is_in_code(whole[:end]):
                return end - len(self._prefill)
            last = last or end - len(self._prefill)
        if last is not None:
            return last
        word = text.rfind(" ", len(text) - _LONGEST_WORD)
        return word if word > 0 else len(text)

    def _may_end(self, text: str, end: int) -> bool:
        """The same for a text that may have begun in the prefill's last line."""
        return not self._is_code and leaves_nothing_open(
            self._prefill + text, len(self._prefill) + end
        )

    def _phase(self) -> Phase:
        goal = self._goal
        return Phase(
            (self._words >= goal.low) + (self._words >= goal.target) + (self._words >= goal.high)
        )


def _ends(text: str) -> list[int]:
    return sorted({*sentence_ends(text), *item_ends(text)})
