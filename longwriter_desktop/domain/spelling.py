# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which words of a line are to be looked up in a dictionary.

Not code and addresses, not words with figures in them, and no text that is written without
blanks between words. Offsets and lengths count UTF-16 code units.
"""

import re
from typing import NamedTuple

from longwriter_desktop.domain.counting import CJK
from longwriter_desktop.domain.markdown_inline import SpanKind
from longwriter_desktop.domain.markdown_spans import Line, units

_LETTER = rf"[^\W\d_{CJK}\u0e00-\u0eff\u1780-\u17ff\uac00-\ud7af]"
_WORD = re.compile(rf"(?<!\w)(?<!\w['\u2019]){_LETTER}(?:['\u2019]?{_LETTER})+(?!['\u2019]?\w)")
_SKIPPED = (SpanKind.CODE, SpanKind.ADDRESS)


class Word(NamedTuple):
    """A word of a line as a dictionary knows it, with a straight apostrophe."""

    start: int
    length: int
    text: str


def candidates(text: str) -> list[str]:
    """All that may be words of a line, quickly: those in code and addresses too."""
    return _WORD.findall(text.replace("\u2019", "'"))


def words_to_check(text: str, line: Line) -> list[Word]:
    """The words of a line that a dictionary can say something about."""
    skipped = [(span.start, span.end) for span in line.spans if span.kind in _SKIPPED]
    is_short = text.isascii() or max(text) <= "\uffff"
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        start = match.start() if is_short else units(text[: match.start()])
        if not any(low < start + len(word) and start < high for low, high in skipped):
            found.append(Word(start, units(word), word.replace("\u2019", "'")))
    return found
