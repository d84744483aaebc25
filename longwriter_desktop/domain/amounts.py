# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers as people write them: "1,200", "1 200", "1.5k", "6 thousand", "1.5万", "两千五"."""

import re

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_SCALES = {"k": 1_000, "thousand": 1_000, "hundred": 100, "千": 1_000, "万": 10_000}
HAN = "".join(_DIGITS) + "".join(_UNITS) + "万"
AMOUNT = (  # inside a pattern; `amount_of` reads what it matches
    r"(?:\d{1,3}(?:[,，\u00a0\u202f\u2009]\d{3})+|\d+(?:\.\d+)?)(?:\s?(?:k|thousand|hundred)\b|[千万])?"
    rf"|[{HAN}]+"
)
# A space between thousands: "of 2 500 words", but not "Part 2 500 words".
_SPACED = re.compile(
    r"(?P<before>(?:[^\s]+[ \t]+)?)(?<![\w.,])(?P<figures>[1-9]\d{0,2}(?: \d{3})+)"
    r"(?=(?:\s*(?:-|\u2013|\u2014|~|to|and|or)\s*\d[\d ]*)?[\s-]*(?:words?\b|字))",
    re.IGNORECASE,
)
_BEFORE_AMOUNTS = frozenset((
    "a", "about", "all", "an", "and", "approximately", "around", "at", "be", "between", "by",
    "circa", "exactly", "from", "in", "is", "least", "most", "of", "or", "over", "roughly", "some",
    "than", "the", "to", "under", "with", "write",
))  # fmt: skip

_CJK = "\u2e80"  # where letters begin that are no part of a word before a number


def join_thousands(text: str) -> str:
    """A text with commas between the thousands of numbers of words, where nothing but the first of
    the figures could be meant by a space: behind a sign or a word that a number follows."""
    return _SPACED.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    before = found["before"].strip().lower()
    begins_line = not found.string[: found.start("figures")].rpartition("\n")[2].strip()
    is_named = before[-1:].isalnum() and before[-1] < _CJK and before not in _BEFORE_AMOUNTS
    if begins_line or is_named or before.endswith("第"):
        return found[0]
    return found["before"] + found["figures"].replace(" ", ",")


def amount_of(written: str) -> float:
    """What stands in a match of `AMOUNT`, in whatever digits."""
    plain = re.sub(r"[,，\s]", "", written).lower()
    figures = re.match(r"[\d.]+", plain)
    if figures is None:
        return _chinese_number(plain)
    return float(figures[0]) * _SCALES.get(plain[figures.end() :], 1)


def _chinese_number(written: str) -> int:
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
