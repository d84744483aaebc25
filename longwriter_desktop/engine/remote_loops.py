# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices that a text from a server repeats itself, by its words, as no tokens come."""

import re

from longwriter_desktop.domain.counting import CJK
from longwriter_desktop.engine.worker.loops import LoopGuard

_WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+|\n|([^\w\s])\1*")  # a drawn line is one


class TextLoops:
    """Takes a text in as it grows and says at which character a repetition began."""

    def __init__(self, text: str = "") -> None:
        self._numbers: dict[str, int] = {}
        self._guard = LoopGuard()
        self._starts: list[int] = []  # where each word begins in the text
        self._held = ""  # may be the beginning of a longer word
        self._length = 0  # characters in front of it
        self.feed(text)

    def feed(self, part: str) -> int | None:
        """Take in new text; the offset of the first repeated word, if it loops."""
        self._held += part
        done, found = 0, None
        for word in _WORD.finditer(self._held):
            if word.end() == len(self._held):
                break
            self._starts.append(self._length + word.start())
            number = self._numbers.setdefault(word[0], len(self._numbers))
            first = self._guard.push(number, self._held[done : word.end()])
            if first is not None and found is None:
                found = self._starts[first]
            done = word.end()
        self._length += done
        self._held = self._held[done:]
        return found
