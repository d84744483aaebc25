# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How well a text fits a few typed letters."""

import re
from collections.abc import Mapping, Sequence

_START_OF_TEXT, _START_OF_WORD, _INSIDE, _SCATTERED = 8.0, 6.0, 3.0, 1.0
_WHOLE_WORD = 1.0  # on top
_WORDS = re.compile(r"\w+")


def fuzzy_score(sought: Sequence[str], text: str) -> float | None:
    """Higher is better; None where one of the words sought (lower case) is not in the text.

    A word fits best at the start of the text, then at the start of a word, then inside one;
    last come its letters in their order with others between, from the start of a word on.
    """
    low = text.casefold()
    parts = {match.start(): match[0] for match in _WORDS.finditer(low)}
    total = 0.0
    for word in sought:
        score = _word_score(word, low, parts)
        if score is None:
            return None
        total += score
    return total


def _word_score(word: str, text: str, parts: Mapping[int, str]) -> float | None:
    """`parts` are the words of the text by where they start."""
    whole = _WHOLE_WORD if word in parts.values() else 0.0
    if text.startswith(word):
        return _START_OF_TEXT + whole
    if any(text.startswith(word, start) for start in parts):
        return _START_OF_WORD + whole
    if word in text:
        return _INSIDE
    if any(_is_scattered(word, text, start) for start in parts):
        return _SCATTERED
    return None


def _is_scattered(word: str, text: str, start: int) -> bool:
    if not text.startswith(word[:1], start):
        return False
    letters = iter(text[start:])
    return all(letter in letters for letter in word)
