# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How well a text fits a few typed letters."""

import re
from collections.abc import Sequence

_START_OF_TEXT, _START_OF_WORD, _INSIDE, _SCATTERED = 8.0, 6.0, 3.0, 1.0
_LENGTH = 0.01  # of two texts that fit equally the shorter one comes first
_WORDS = re.compile(r"\w+")


def fuzzy_score(sought: Sequence[str], text: str) -> float | None:
    """Higher is better; None where one of the words sought (lower case) is not in the text.

    A word fits best at the start of the text, then at the start of a word, then inside one;
    last come its letters in their order with others between, from the start of a word on.
    """
    low = text.casefold()
    starts = [match.start() for match in _WORDS.finditer(low)]
    total = -_LENGTH * len(low)
    for word in sought:
        score = _word_score(word, low, starts)
        if score is None:
            return None
        total += score
    return total


def _word_score(word: str, text: str, starts: Sequence[int]) -> float | None:
    if text.startswith(word):
        return _START_OF_TEXT
    if any(text.startswith(word, start) for start in starts):
        return _START_OF_WORD
    if word in text:
        return _INSIDE
    if any(_is_scattered(word, text, start) for start in starts):
        return _SCATTERED
    return None


def _is_scattered(word: str, text: str, start: int) -> bool:
    if not text.startswith(word[:1], start):
        return False
    letters = iter(text[start:])
    return all(letter in letters for letter in word)
