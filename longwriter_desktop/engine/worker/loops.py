# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices that a model repeats itself, within a line or two of tokens."""

from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from longwriter_desktop.domain.ports import Sampling

_KEY = 4  # tokens that name a place in the text
_COPY = 24  # tokens copied word for word from earlier in the text
_SHORT_PERIOD = 6  # tokens; a period this short is seen before it fills _COPY
_SHORT_RUN = 14
_WINDOW = 40  # tokens looked at for near-repetition,
_STALE = 28  # of which so many may be the end of a passage of _KEY that was there before
_STUCK_LINES = 3
_MIN_LINE = 6  # tokens; shorter lines ("* * *") may repeat


def sterner(sampling: Sampling, attempt: int) -> Sampling:
    """Sampling that gets out of a loop: hotter and with heavier penalties at each attempt."""
    return replace(
        sampling,
        temperature=max(0.7, sampling.temperature) + 0.15 * attempt,
        repeat_penalty=max(1.1, sampling.repeat_penalty) + 0.05 * attempt,
        dry_multiplier=max(0.8, sampling.dry_multiplier) * (1 + attempt),
    )


class LoopGuard:
    """Follows the tokens of one answer and says where a repetition began.

    While the newest tokens repeat an earlier passage, `_run` tells how many have done so
    and `_source` where the passage goes on. A loop is a long copy, a short period, a text
    that is nearly all old turns of phrase, or a line that comes a third time.
    """

    def __init__(self) -> None:
        self._tokens: list[int] = []
        self._places: dict[tuple[int, ...], int] = {}
        self._source = 0
        self._run = 0
        self._stale: deque[bool] = deque(maxlen=_WINDOW)
        self._lines: dict[tuple[int, ...], int] = {}
        self._line_start = 0

    def push(self, token: int, ends_line: bool) -> int | None:
        """Take the next token; returns the index of the first repeated one, if it loops.
        `ends_line`: there is a line feed in it."""
        tokens = self._tokens
        tokens.append(token)
        size = len(tokens)
        if size < _KEY:
            return None
        key = tuple(tokens[-_KEY:])
        place = self._places.get(key)
        self._places[key] = size
        self._stale.append(place is not None)
        if self._run and tokens[self._source] == token:
            self._source += 1
            self._run += 1
        elif place is None:
            self._run = 0
        else:
            self._begin_run(place, size)
        if self._run >= _SHORT_RUN and (self._run >= _COPY or size - self._source <= _SHORT_PERIOD):
            return size - self._run
        if place is not None and sum(self._stale) >= _STALE:
            return size - _WINDOW + self._stale.index(True)
        return self._stuck_line(size) if ends_line else None

    def restart(self, tokens: Iterable[tuple[int, bool]]) -> None:
        """Begin again behind tokens, given as to `push`."""
        self.__init__()  # type: ignore[misc]
        for token, ends_line in tokens:
            self.push(token, ends_line)

    def _begin_run(self, place: int, size: int) -> None:
        tokens, run = self._tokens, _KEY
        while run < _COPY and place > run and tokens[place - run - 1] == tokens[size - run - 1]:
            run += 1
        self._source, self._run = place, run

    def _stuck_line(self, size: int) -> int | None:
        start, self._line_start = self._line_start, size
        line = tuple(self._tokens[start:size])
        if len(line) < _MIN_LINE:
            return None
        seen = self._lines[line] = self._lines.get(line, 0) + 1
        return start if seen >= _STUCK_LINES else None
