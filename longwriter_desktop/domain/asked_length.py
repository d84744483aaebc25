# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The length that an instruction itself asks for: "a 6,000-word report", "三千字".

Quiet rather than wrong: a number that may count something else is not taken, and neither
are two lengths that differ, as one of them may be that of a part.
"""

import re

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

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN = "".join(_DIGITS) + "".join(_UNITS) + "万"
_CHINESE_NUMBER = rf"(?:(?<![\d.,])\d[\d,]*(?:\.\d+)?\s*[千万]?|(?<![第{_HAN}])[{_HAN}]+)"
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
    text = instruction.translate(_WIDE)
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
    high = _chinese_number(match["high"])
    low = _chinese_number(match["low"]) if match["low"] else high
    return round((low + high) / 2)


def _chinese_number(written: str) -> float:
    """`written` as a number: "3,000", "1.5万", "一万五千", "两千五"."""
    written = written.replace(",", "").replace(" ", "")
    if written[0].isascii():
        scale = {"千": 1_000, "万": 10_000}.get(written[-1], 1)
        return float(written.rstrip("千万")) * scale
    whole, myriads, rest = written.rpartition("万")
    if not myriads:
        return _below_ten_thousand(rest, 10)
    return (_below_ten_thousand(whole, 10) or 1) * 10_000 + _below_ten_thousand(rest, 10_000)


def _below_ten_thousand(written: str, unit: int) -> int:
    """A last digit counts a tenth of the unit before it, which may be `unit`: 两千五 is 2,500."""
    total = digit = 0
    for sign in written:
        if sign in _UNITS:
            unit = _UNITS[sign]
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = _DIGITS[sign]
            unit = unit if digit else 10
    return total + digit * (unit // 10)
