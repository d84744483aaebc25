# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Scores of a written text: length against target, and repetition."""

from collections import Counter


def length_score(required: int, written: int) -> float:
    """LongWriter's length score S_l, 0 to 100, of `written` words against `required`.

    S_l = 100 * max(0, 1 - (y/x - 1)/3) when y > x, else 100 * max(0, 1 - (x/y - 1)/2),
    x being the words asked for and y the words written (arXiv 2408.07055, section 3.1).

    Raises:
        ValueError: `required` is not positive, or `written` is negative.
    """
    if required <= 0 or written < 0:
        raise ValueError(f"cannot score {written} words against {required}")
    if written == 0:
        return 0.0
    if written > required:
        return 100.0 * max(0.0, 1.0 - (written / required - 1.0) / 3.0)
    return 100.0 * max(0.0, 1.0 - (required / written - 1.0) / 2.0)


def repeated_ngram_share(text: str, n: int = 8) -> float:
    """Share (0 to 1) of the word n-grams of `text` that stood in it before."""
    words = text.split()
    total = len(words) - n + 1
    if total <= 0:
        return 0.0
    seen = Counter(tuple(words[i : i + n]) for i in range(total))
    return 1.0 - len(seen) / total
