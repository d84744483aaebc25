# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How words are counted: one rule for the window, prompts, exports and scores.

A word is a run of letters or digits, joined by single apostrophes or hyphens
("don't", "well-known" are one word each); every CJK character counts as one.
"""

import hashlib
import re

CJK = (  # inside a character class; each character is a word of its own
    "\u3040-\u30ff"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han and compatibility forms
    "\U00020000-\U0003134f"  # Han extensions
)
_CJK_CHARACTER = re.compile(f"[{CJK}]")
_KANA = re.compile("[\u3040-\u30ff]")
_WORD = re.compile(r"[^\W_]+(?:['\u2019\-][^\W_]+)*")
_WORD_BESIDE_CJK = re.compile(
    rf"[{CJK}]|(?:(?![{CJK}])[^\W_])+(?:['\u2019\-](?:(?![{CJK}])[^\W_])+)*"
)
_LAST_BREAK = re.compile(rf"\s(?=\S*\Z)|[{CJK}](?=[^\s{CJK}]*\Z)")


def words_of(text: str) -> list[str]:
    """The words of `text` in their order: Unicode words, and CJK characters one by one."""
    pattern = _WORD_BESIDE_CJK if _CJK_CHARACTER.search(text) else _WORD
    return pattern.findall(text)


def count_words(text: str) -> int:
    """Number of words in `text`: Unicode words plus CJK characters."""
    return len(words_of(text))


def fingerprint(*texts: str) -> str:
    """Twelve hexadecimal digits that tell texts apart by their words, case and signs aside."""
    digest = hashlib.blake2b(digest_size=6)
    for text in texts:
        digest.update(" ".join(_WORD.findall(text.casefold())).encode())
        digest.update(b"\x00")
    return digest.hexdigest()


class RunningCount:
    """Counts a text that grows piece by piece, without reading it all again."""

    def __init__(self, text: str = "") -> None:
        self._closed = 0
        self._tail = ""
        self.feed(text)

    def feed(self, piece: str) -> int:
        """Append `piece`; return the number of words so far, the last one included."""
        self._tail += piece
        cut = _LAST_BREAK.search(self._tail)
        if cut is not None:
            self._closed += count_words(self._tail[: cut.end()])
            self._tail = self._tail[cut.end() :]
        return self._closed + count_words(self._tail)
