# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices that a model repeats itself, within 40 tokens.

Much that is meant repeats too: a chorus, a refrain, a clause that is quoted again, a journal's
name, the rows of a table. So a copy of a passage is no loop while other text stands between the
two. It is one when 40 tokens were copied (24 or more, where a passage has come round three times
more by then), and

- the passage began at most 60 tokens before its copy (120 within one line), or all that was
  written since is in the copy as well; or
- a paragraph begins as the last one did, whatever short lines are between them; or
- these tokens follow a paragraph that was copied as a whole: A B A B.

A line of 7 tokens or more is stuck when it comes a third time within six lines, whatever number
stands in front of it, and so it is with sentences in a line: a number in front of one counts as any
other. A text goes in circles when four in five of its last 40 tokens end turns
of phrase that had come up to 40 tokens before.

Figures do so in any list, and are not counted there. In a table's row, and in a line without a
letter, it takes 120 tokens to tell a loop from a wide table with rows alike.
"""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from longwriter_desktop.domain.ports import Sampling

_KEY = 4  # tokens that name a place in the text
_COPY = 40  # tokens copied word for word from earlier in the text
_SHORT_COPY = 24  # the same of a passage that
_ROUNDS = 3  # more times came round
_DATA_COPY = 120  # the same in a table's row, or where there are only figures and signs
_NEAR = 60  # tokens from a passage to its copy,
_NEAR_IN_LINE = 120  # and within one line: verses have short ones
_PARAGRAPH = 24  # tokens; a verse's line is shorter
_WINDOW = 40  # tokens looked at for near-repetition,
_RECENT = 40  # tokens behind a turn of phrase of _KEY within which it is stale,
_STALE = 32  # of which so many may be
_MIN_LINE = 7  # tokens; shorter lines ("* * *") may repeat
_STUCK_AMONG = 6  # lines
_STUCK_LINES = 3
_NUMBER = -1  # in place of a token
_ENDS = (".", "!", "?", "。", "！", "？")  # of sentences
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


def sterner(sampling: Sampling, attempt: int) -> Sampling:
    """Sampling that gets out of a loop: hotter and with heavier penalties at each attempt."""
    return replace(
        sampling,
        temperature=max(0.7, sampling.temperature) + 0.15 * attempt,
        repeat_penalty=max(1.1, sampling.repeat_penalty) + 0.05 * attempt,
        dry_multiplier=max(0.8, sampling.dry_multiplier) * (1 + attempt),
    )


class LoopGuard:
    """Follows the tokens of one answer, behind those of the text `before` it, and says where a
    repetition began. Tokens come with the text that they complete.

    While the newest tokens repeat an earlier passage, `_run` tells how many have done so,
    `_source` where the passage goes on, and `_whole` where a paragraph of it ended.
    """

    def __init__(self, before: Iterable[tuple[int, str]] = ()) -> None:
        self._before = tuple(before)
        self.restart(())

    def restart(self, tokens: Iterable[tuple[int, str]]) -> None:
        """Begin again behind tokens of the answer, given as to `push`."""
        self._tokens: list[int] = []
        self._places: dict[tuple[int, ...], int] = {}
        self._source = self._run = self._whole = 0
        self._stale: deque[bool] = deque([False] * _WINDOW, _WINDOW)
        self._stale_count = 0
        self._lines: deque[tuple[int, ...]] = deque(maxlen=_STUCK_AMONG - 1)
        self._line_start = 0
        self._words_start: int | None = None  # of the line, behind its number; none in a row
        self._paragraph = -1  # the same of the last line that is as long as a paragraph; -1: none
        self._is_row = False
        self._ended = self._is_parted = False  # a sentence, and white space behind it has come
        for token, part in (*self._before, *tokens):
            self.push(token, part)

    def push(self, token: int, part: str) -> int | None:
        """Take the next token; returns the index in the answer of the first repeated one, if it
        loops."""
        tokens = self._tokens
        token = _NUMBER if self._numbers_sentence(part) else token
        tokens.append(token)
        size = len(tokens)
        if self._words_start is None and not self._is_row:
            self._look_at_line(part, size - 1)
        place = self._follow(token, part, size)
        found = self._copied(size) if self._run >= _SHORT_COPY else None
        if found is None and place is not None and self._stale_count >= _STALE:
            found = size - _WINDOW + self._stale.index(True) - _KEY + 1
        if "\n" in part:
            stuck = self._end_line(part, size)
            found = stuck if found is None else found
        return None if found is None else max(0, found - len(self._before))

    def _numbers_sentence(self, part: str) -> bool:
        """Whether this is a number in front of a sentence that is not its line's first."""
        body = part.strip()
        is_number = self._ended and body.isdigit() and (self._is_parted or part[0].isspace())
        if "\n" in part:
            self._ended = self._is_parted = False
        elif body:
            self._ended, self._is_parted = body.endswith(_ENDS), part[-1].isspace()
        elif part:
            self._is_parted = True
        return is_number

    def _follow(self, token: int, part: str, size: int) -> int | None:
        """Take the newest token into the run; where its turn of phrase stood before."""
        tokens = self._tokens
        key = tuple(tokens[-_KEY:])
        place = self._places.get(key) if size >= _KEY else None
        self._places[key] = size
        is_stale = (
            place is not None and size - place <= _RECENT
            and self._words_start is not None and _DIGIT.search(part) is None
        )  # fmt: skip
        self._stale_count += is_stale - self._stale[0]
        self._stale.append(is_stale)
        if self._run and tokens[self._source] == token:
            self._source += 1
            self._run += 1
        elif place is None:
            self._run = 0
        else:
            self._begin_run(place, size)
        return place

    def _begin_run(self, place: int, size: int) -> None:
        tokens, run = self._tokens, _KEY
        while run < _COPY and place > run and tokens[place - run - 1] == tokens[size - run - 1]:
            run += 1
        self._source, self._run, self._whole = place, run, 0

    def _copied(self, size: int) -> int | None:
        """Where the copy begins that the newest tokens are the end of, if that is a loop."""
        run, distance = self._run, size - self._source
        start = size - run
        rounds = min(_ROUNDS * distance, _COPY)
        if run < (_DATA_COPY if self._words_start is None else rounds):
            return None
        is_loop = (
            distance <= max(run, _NEAR)
            or (distance <= _NEAR_IN_LINE and start - distance >= self._line_start)
            or self._is_like_paragraph_before(start, distance)
            or (self._whole and size - self._whole >= _COPY)
        )
        return start if is_loop else None

    def _is_like_paragraph_before(self, start: int, distance: int) -> bool:
        words = self._words_start
        return words is not None and start <= words and distance == words - self._paragraph

    def _look_at_line(self, part: str, at: int) -> None:
        """Whether a line that had no words so far is a table's row, or has its first word."""
        text = part.lstrip()
        self._is_row = text.startswith("|")
        if not self._is_row and (not part or _LETTER.search(text)):  # "" is part of a letter
            self._words_start = at

    def _end_line(self, part: str, size: int) -> int | None:
        """Begin a line; where the one that ended began, if the text is stuck at it."""
        start, words, found = self._line_start, self._words_start, None
        line = () if words is None else tuple(self._tokens[words : size - 1])
        if size - start > 1:  # no empty line
            if size - start >= _MIN_LINE and line and self._lines.count(line) >= _STUCK_LINES - 1:
                found = start
            if words is not None and len(line) >= _PARAGRAPH:
                self._paragraph = words
                if self._run >= len(line) and not self._whole:
                    self._whole = size
            self._lines.append(line)
        self._line_start, self._words_start, self._is_row = size, None, False
        self._look_at_line(part.rpartition("\n")[2] or " ", size)
        return found
