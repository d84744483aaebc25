# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The length that an instruction itself asks for: "a 6,000-word report", "三千字".

Quiet rather than wrong: a number that may count something else is not taken, and neither
are two lengths that differ, as one of them may be that of a part.
"""

import re

from longwriter_desktop.domain.amounts import HAN, amount_of, join_thousands
from longwriter_desktop.domain.document import MAX_DOCUMENT_WORDS, MIN_DOCUMENT_WORDS

_NAMES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_VALUES = {name: value for value, name in enumerate(_NAMES, start=1)} | {
    "a": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"": 1, "k": 1_000, "thousand": 1_000, "hundred": 100}

_FIGURES = r"(?<![\d.,])(?:\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+|\d+(?:\.\d+)?)(?![\d.,]*\d)"


def _number(at: int) -> str:
    """The pattern of a number, in figures or in words, with its groups numbered `at`."""
    return (
        rf"(?:(?P<figures{at}>{_FIGURES})(?:[ -]?(?P<scale{at}>k|thousand|hundred)\b)?"
        rf"|\b(?P<name{at}>{'|'.join(_VALUES)})[ -](?P<named{at}>thousand|hundred)\b)"
    )


_TO = r"\s*(?:-|\u2013|\u2014|~|to|and|or)\s*"
_ENGLISH = re.compile(
    rf"(?:{_number(1)}{_TO})?{_number(2)}\s*(?:\+|or so|or more)?[\s-]*words?\b"
    r"(?![\s-]*(?:/|(?:per|an?|each|every|apiece|long each|vocabulary|list|limit for)\b))",
    re.IGNORECASE,
)
# What stands before a number of words that is not the length of the document.
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:each|every|per|vocabulary|dictionary|lexicon|worth|know\w*|knew|learn\w*|sections?"
    r"|chapters?|paragraphs?|abstract|summary|introduction)\b[^.;:!?,\n]*$",
    re.IGNORECASE,
)

_CHINESE_NUMBER = rf"(?:(?<![\d.,])\d[\d,]*(?:\.\d+)?\s*[千万]?|(?<![第{HAN}])[{HAN}]+)"
_CHINESE = re.compile(
    rf"(?:(?P<low>{_CHINESE_NUMBER})\s*(?:-|\u2013|\u2014|~|\uff5e|至|到)\s*)?"
    rf"(?P<high>{_CHINESE_NUMBER})\s*[多余]?个?字(?!符|段|节|幕|体|母|典|号|面|经|文|眼|迹)"
    r"(?!左右?[一每]|[/一每])"
)
_OF_A_PART = re.compile(r"(?:[每各]|认识|学会|学习|掌握)[^，。；！？,.;!?\n]*$")
_WIDE = str.maketrans("０１２３４５６７８９，．", "0123456789,.")


def asked_words(instruction: str) -> int | None:
    """The length in words that an instruction names, or None where it names none.

    Of a range it is the middle. A length that no document may have is not taken.
    """
    # An instruction may begin with its length; a line of a plan begins with its number.
    text = join_thousands(f": {instruction.translate(_WIDE)}")
    found = {_english_words(match) for match in _ENGLISH.finditer(text)
             if not _OF_SOMETHING_ELSE.search(text[: match.start()])}  # fmt: skip
    found |= {_chinese_words(match) for match in _CHINESE.finditer(text)
              if not _OF_A_PART.search(text[: match.start()])}  # fmt: skip
    found = {words for words in found if MIN_DOCUMENT_WORDS <= words <= MAX_DOCUMENT_WORDS}
    return found.pop() if len(found) == 1 else None


def _english_words(match: re.Match[str]) -> int:
    high = _english_number(match, 2)
    low = _english_number(match, 1)
    if match["figures1"] and not match["scale1"] and match["scale2"]:
        low *= _SCALES[match["scale2"].lower()]  # "5 to 6 thousand words"
    return round((low + high) / 2) if low else round(high)


def _english_number(match: re.Match[str], at: int) -> float:
    """One end of the range that was matched; 0 where there is none."""
    if match[f"name{at}"]:
        return _VALUES[match[f"name{at}"].lower()] * _SCALES[match[f"named{at}"].lower()]
    if not match[f"figures{at}"]:
        return 0.0
    figures = re.sub(r"[^\d.]", "", match[f"figures{at}"])
    return float(figures) * _SCALES[(match[f"scale{at}"] or "").lower()]


def _chinese_words(match: re.Match[str]) -> int:
    high = amount_of(match["high"])
    low = amount_of(match["low"]) if match["low"] else high
    return round((low + high) / 2)
