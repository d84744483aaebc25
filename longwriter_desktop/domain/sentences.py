# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a sentence ends, in Latin and CJK text, also inside quotes, brackets and lists."""

import re

_CLOSERS = "\"'\u2019\u201d\u00bb\u203a)\\]\u300d\u300f\u300b\uff09\u3011*_"
_LATIN_END = re.compile(
    r"(?P<word>[\w'\u2019\-]*)(?P<mark>[.!?\u2026]+)"
    # German quotations end with what begins others; French ones behind a space.
    rf"(?:[{_CLOSERS}\u201c\u2018\u00ab\u2039]|[\u00a0\u202f ]\u00bb)*"
    r"(?:\[\^?\w[\w ,\-]{0,15}\])*[\u00b9\u00b2\u00b3\u2070-\u2079]*"  # references to notes
    r"(?=(?P<gap>\s*)(?P<next>\S?))(?=\s|\Z)"
)
_CJK_END = re.compile(
    r"(?:[\u3002\uff01\uff1f\u0964]|(?<=[\u2018-\u201d\u2e80-\uffef])\u2026)"
    rf"[\u3002\uff01\uff1f\u2026]*[{_CLOSERS}]*"
)
_NO_END = frozenset(  # before a name, a number or more of the sentence
    ("mr", "mrs", "ms", "mme", "mlle", "messrs", "dr", "st", "mt", "prof", "sr", "jr", "capt")
    + ("col", "gen", "lieut", "lt", "sgt", "rev", "hon", "inc", "corp", "ltd", "co", "dept")
    + ("vs", "cf", "eg", "ie", "viz", "approx", "ca", "resp", "fig", "figs", "eq", "eqs", "vol")
    + ("ch", "pp", "bzw", "vgl", "ggf", "evtl", "inkl", "sog", "geb", "nr", "abb", "kap")
)
_NO_END_BEFORE_NUMBERS = frozenset(
    ("no", "nos", "sec", "secs", "ed", "eds", "al", "etc", "usw", "jan", "feb", "mar", "apr")
    + ("jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)
_GERMAN = re.compile(
    r"\b(?:(?i:und|der|das|dem|ist|nicht|wir|ich|eine?n?|mit|auf|von|vom|zum|im)|Am)\b"
)
_NEAR = 120  # characters that tell the language of a number


def sentence_ends(text: str) -> list[int]:
    """Offsets just behind each sentence end of `text`, ascending.

    A full stop behind an abbreviation ("Dr."), a single initial ("J."), a German ordinal number
    or the number of a list's item ends nothing, nor does one that a small letter follows.
    """
    ends = {match.end() for match in _CJK_END.finditer(text)}
    has_capitals = text != text.lower()
    for match in _LATIN_END.finditer(text):
        if _is_end(text, match, has_capitals):
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


def _is_end(text: str, match: re.Match[str], has_capitals: bool) -> bool:
    word, mark, following = match["word"].lower(), match["mark"], match["next"]
    if word.isdigit() and not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip():
        return False
    if "\n" in match["gap"] or "!" in mark or "?" in mark:
        return True
    if following.islower() and has_capitals:
        return False
    if mark != ".":
        return True
    if word in _NO_END or len(word) == 1 and word.isalpha() and match["word"] != "I":
        return False
    if word in _NO_END_BEFORE_NUMBERS:
        return not (following.isdigit() or following.islower() or following in tuple("(["))
    is_ordinal = word.isdecimal() and len(word) <= 3 and following.isupper()
    return not (is_ordinal and _GERMAN.search(text, max(0, match.start() - _NEAR), match.start()))
