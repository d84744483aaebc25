# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbers as people write them: "1,200", "1.5k", "6 thousand", "1.5万", "两千五"."""

import re

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_SCALES = {"k": 1_000, "thousand": 1_000, "hundred": 100, "千": 1_000, "万": 10_000}
HAN = "".join(_DIGITS) + "".join(_UNITS) + "万"
AMOUNT = (  # inside a pattern; `amount_of` reads what it matches
    r"(?:\d{1,3}(?:[,，\u00a0\u202f\u2009]\d{3})+|\d+(?:\.\d+)?)(?:\s?(?:k|thousand|hundred)\b|[千万])?"
    rf"|[{HAN}]+"
)


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
