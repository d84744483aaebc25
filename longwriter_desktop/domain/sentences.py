# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a sentence ends, in Latin and CJK text, also inside quotes and brackets."""

import re

_CLOSERS = "\"'\u2019\u201d)\\]\u300d\u300f\uff09\u3011*_"
_LATIN_END = re.compile(rf"(?P<word>[\w'\u2019\-]*)(?P<mark>[.!?\u2026]+)[{_CLOSERS}]*(?=\s|\Z)")
_CJK_END = re.compile(rf"[\u3002\uff01\uff1f\uff1b\u2026]+[{_CLOSERS}]*")
_ABBREVIATIONS = frozenset(
    ("mr", "mrs", "ms", "dr", "st", "prof", "sr", "jr", "vs", "etc", "e.g", "i.e", "cf", "fig")
    + ("no", "vol", "ch", "pp", "capt", "col", "gen", "lieut", "rev", "hon")
)


def sentence_ends(text: str) -> list[int]:
    """Offsets just behind each sentence end of `text`, ascending.

    A full stop behind an abbreviation ("Dr.") or a single initial ("J.") ends nothing.
    """
    ends = {match.end() for match in _CJK_END.finditer(text)}
    for match in _LATIN_END.finditer(text):
        if not _is_abbreviation(match["word"], match["mark"]):
            ends.add(match.end())
    return sorted(ends)


def last_sentence_end(text: str) -> int:
    """Offset just behind the last sentence end of `text`, 0 where there is none."""
    ends = sentence_ends(text)
    return ends[-1] if ends else 0


def ends_sentence(text: str) -> bool:
    """Whether `text`, trailing white space aside, ends with a whole sentence."""
    stripped = text.rstrip()
    return bool(stripped) and last_sentence_end(stripped[-200:]) == len(stripped[-200:])


def _is_abbreviation(word: str, mark: str) -> bool:
    if mark != ".":
        return False
    lowered = word.lower()
    return lowered in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "I")
