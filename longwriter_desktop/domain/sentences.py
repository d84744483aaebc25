# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a sentence ends, in Latin and CJK text, also inside quotes, brackets and lists."""

import re

_CLOSERS = "\"'\u2019\u201d\u00bb\u203a)\\]\u300d\u300f\u300b\uff09\u3011*_"
_LATIN_END = re.compile(rf"(?P<word>[\w'\u2019\-]*)(?P<mark>[.!?\u2026]+)[{_CLOSERS}]*(?=\s|\Z)")
_CJK_END = re.compile(rf"[\u3002\uff01\uff1f\u2026]+[{_CLOSERS}]*")
_ABBREVIATIONS = frozenset(
    ("mr", "mrs", "ms", "dr", "st", "prof", "sr", "jr", "vs", "etc", "e.g", "i.e", "cf", "fig")
    + ("no", "vol", "ch", "pp", "capt", "col", "gen", "lieut", "rev", "hon")
)
_ITEM = re.compile(
    r"^[ \t]*(?:[-*+\u2022][ \t]|\d{1,3}(?:[.)][ \t]|\u3001))[ \t]*\S.*$", re.MULTILINE
)
_QUOTES = (("\u201c", "\u201d"), ("\u300c", "\u300d"), ("\u300e", "\u300f"), ("\u00ab", "\u00bb"))


def sentence_ends(text: str) -> list[int]:
    """Offsets just behind each sentence end of `text`, ascending.

    A full stop behind an abbreviation ("Dr."), a single initial ("J.") or the number of a
    list's item ends nothing.
    """
    ends = {match.end() for match in _CJK_END.finditer(text)}
    for match in _LATIN_END.finditer(text):
        is_number = match["word"].isdigit() and _begins_line(text, match.start())
        if not is_number and not _is_abbreviation(match["word"], match["mark"]):
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


def item_ends(text: str) -> list[int]:
    """Offsets behind the items of lists whose line is over, ascending."""
    return [match.end() for match in _ITEM.finditer(text) if match.end() < len(text)]


def has_open_quote(text: str) -> bool:
    """Whether a quotation that begins in the last line of `text` does not end in it."""
    line = text[text.rfind("\n") + 1 :]
    if line.count('"') % 2:
        return True
    return any(line.rfind(opening) > line.rfind(closing) for opening, closing in _QUOTES)


def _begins_line(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _is_abbreviation(word: str, mark: str) -> bool:
    if mark != ".":
        return False
    lowered = word.lower()
    return lowered in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "I")
