# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which earlier sections stay word for word, and how much room summaries of the others have.

The choice is found by replaying all earlier steps with sizes alone, so a step always meets the
beginning that the step before it left in the engine's cache. When the beginning must move, it
moves far enough to leave a third of the room free.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from longwriter_desktop.domain.sentences import sentence_ends

CountTokens = Callable[[Sequence[str]], list[int]]

_LOW_WATER = 0.66
_SUMMARIES_SHARE = 0.25  # of the context, for all summaries together
_SUMMARIES_BESIDE = 0.4  # of the room that pinned sections leave: the latest texts have the rest
_HEADING = 12  # tokens of the words above the summaries


@dataclass(frozen=True)
class Prior:
    """An earlier section in tokens: its turns, what earlier sections may take as the one behind it
    is written, which depends on its length, and the line of its summary (0: it has none)."""

    text: int
    room: int
    summary: int = 0
    pinned: bool = False


@dataclass(frozen=True)
class SummaryLine:
    """One section's line among the summaries; `text` has no line breaks."""

    section_id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        return f"{self.title}: {self.text}"

    @property
    def first_sentence(self) -> str:
        ends = [end for end in sentence_ends(self.text) if self.text[:end].strip()]
        return f"{self.title}: {self.text[: ends[0]].strip()}" if ends else self.whole


@dataclass(frozen=True)
class ContextRoom:
    """The tokens that earlier sections may take now, and those of the whole context."""

    tokens: int
    context: int

    def kept(self, priors: Sequence[Prior]) -> list[int]:
        """Positions of the sections that stay word for word.

        The oldest leave first, pinned ones after all others; a summary takes the place of each.
        """
        kept: list[int] = []
        used = held = gone = 0
        for at, prior in enumerate(priors):
            kept.append(at)
            used += prior.text
            held += prior.text if prior.pinned else 0
            room = replace(self, tokens=prior.room)
            if used + room._taken(gone, held) > room.tokens:
                kept, gone = room._thinned(kept, priors, gone)
                used = sum(priors[index].text for index in kept)
                held = sum(priors[index].text for index in kept if priors[index].pinned)
        return kept

    def for_summaries(self, priors: Sequence[Prior], kept: Sequence[int]) -> int:
        """Tokens for the lines of all summaries, where `kept` stays word for word."""
        held = sum(priors[at].text for at in kept if priors[at].pinned)
        return max(self._most(held) - _HEADING, 0)

    def _most(self, held: int) -> int:
        """What summaries may take beside `held` tokens of pinned sections."""
        beside = int((self.tokens - held) * _SUMMARIES_BESIDE)
        return max(min(int(self.context * _SUMMARIES_SHARE), beside), 0)

    def _taken(self, gone: int, held: int) -> int:
        return min(gone + _HEADING, self._most(held)) if gone else 0

    def _thinned(
        self, kept: list[int], priors: Sequence[Prior], gone: int
    ) -> tuple[list[int], int]:
        """Let the oldest go, pinned ones only where they do not even fit by themselves.

        Returns what stays and the tokens of the summaries of all that went.
        """
        staying = [at for at in kept if priors[at].pinned]
        leaving = [at for at in kept if not priors[at].pinned]
        held = sum(priors[at].text for at in staying)
        if held > self.tokens:
            gone += sum(priors[at].summary for at in leaving)
            staying, leaving, held = [], staying, 0
        used = sum(priors[at].text for at in leaving)
        first = 0
        while first < len(leaving):
            if used <= (self.tokens - held - self._taken(gone, held)) * _LOW_WATER:
                break
            used -= priors[leaving[first]].text
            gone += priors[leaving[first]].summary
            first += 1
        return sorted([*staying, *leaving[first:]]), gone


def fitted_summaries(
    lines: Sequence[SummaryLine], tokens: int, count_tokens: CountTokens
) -> list[tuple[str, str]]:
    """(section id, line) of as many summaries as `tokens` holds, in their order.

    Where they do not all fit, the oldest are cut to a sentence first, then left out.
    """
    shown = [(line.section_id, line.whole) for line in lines]
    sizes = line_sizes([text for _id, text in shown], count_tokens)
    if sum(sizes) > tokens:
        short = [line.first_sentence for line in lines]
        for at, size in enumerate(line_sizes(short, count_tokens)):
            if sum(sizes) <= tokens:
                break
            shown[at], sizes[at] = (lines[at].section_id, short[at]), size
    first = 0
    while first < len(shown) and sum(sizes[first:]) > tokens:
        first += 1
    return shown[first:]


def line_sizes(texts: Sequence[str], count_tokens: CountTokens) -> list[int]:
    """Tokens of lines, the breaks behind them counted in."""
    return [size + 1 for size in count_tokens(texts)] if texts else []
