# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The text of a growing list of tokens: whole characters, and what of it may be shown."""

import codecs
from collections.abc import Callable, Iterator, Sequence


class GrowingText:
    """Text that grows by tokens and can be cut back to any of them.

    `ids` holds the tokens; `ends[i]` is the length in characters of the text up to and
    with token i. White space in front of the first word is left out unless
    `keep_leading`, that is, when the text goes on from something written before.
    """

    def __init__(self, piece: Callable[[int], bytes], keep_leading: bool) -> None:
        self._piece = piece
        self._keep_leading = keep_leading
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._parts: list[str] = []
        self.ids: list[int] = []
        self.ends: list[int] = []
        self.length = 0

    def push(self, token: int) -> str:
        """Append a token; returns the characters that it completed, perhaps none."""
        part = self._decoder.decode(self._piece(token))
        if not self.length and not self._keep_leading:
            part = part.lstrip()
        self.ids.append(token)
        self._parts.append(part)
        self.length += len(part)
        self.ends.append(self.length)
        return part

    def parts(self) -> Iterator[tuple[int, str]]:
        """Each token, and the characters that it completed."""
        return zip(self.ids, self._parts, strict=True)

    def text(self, start: int = 0) -> str:
        """The text from character `start` on."""
        if not start:
            return "".join(self._parts)
        at = len(self.ends)
        while at and self.ends[at - 1] > start:
            at -= 1
        begin = self.ends[at - 1] if at else 0
        return "".join(self._parts[at:])[start - begin :]

    def tokens_within(self, characters: int) -> int:
        """How many tokens, from the first, lie wholly within the first `characters`."""
        at = len(self.ends)
        while at and self.ends[at - 1] > characters:
            at -= 1
        return at

    def truncate(self, tokens: int) -> int:
        """Keep the first `tokens` tokens, or fewer where that would split a character.

        Returns how many stay.
        """
        while tokens and not self._is_clean(tokens):
            tokens -= 1
        del self.ids[tokens:], self._parts[tokens:], self.ends[tokens:]
        self.length = self.ends[-1] if self.ends else 0
        self._decoder.reset()
        return tokens

    def _is_clean(self, tokens: int) -> bool:
        """Whether no character is open behind the first `tokens` tokens."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for token in self.ids[max(0, tokens - 4) : tokens]:
            decoder.decode(self._piece(token))
        return not decoder.getstate()[0]


class StopStrings:
    """Finds stop strings in growing text, also across token borders."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self.longest = max((len(stop) for stop in self._stops), default=0)

    def __bool__(self) -> bool:
        return bool(self._stops)

    def find(self, text: str) -> int:
        """Offset of the first stop string in `text`, -1 for none."""
        found = [at for at in map(text.find, self._stops) if at >= 0]
        return min(found, default=-1)

    def find_behind(self, text: GrowingText, added: int) -> int | None:
        """Offset of the first stop string that the last `added` characters complete."""
        start = max(0, text.length - added - self.longest + 1)
        at = self.find(text.text(start))
        return start + at if at >= 0 else None

    def held_back(self, text: str) -> int:
        """How many characters at the end of `text` may be the beginning of a stop string."""
        for size in range(min(len(text), self.longest - 1), 0, -1):
            tail = text[-size:]
            if any(stop.startswith(tail) for stop in self._stops):
                return size
        return 0
