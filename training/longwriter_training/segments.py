# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Cuts a chapter into sections of wanted lengths, at sentence ends, at paragraph ends if it can."""

from collections.abc import Sequence
from dataclasses import dataclass

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.sentences import sentence_ends


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``opens`` tells that it begins a paragraph."""

    text: str
    words: int
    opens: bool


@dataclass(frozen=True)
class Segment:
    """A section's text as sentences. ``words`` is the true count by the app's rule."""

    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> int:
        """Words of the whole segment."""
        return sum(sentence.words for sentence in self.sentences)

    def text(self, without: int | None = None) -> str:
        """The text, paragraphs parted by a blank line; ``without`` leaves one sentence out."""
        parts: list[str] = []
        opens = False
        for index, sentence in enumerate(self.sentences):
            opens = opens or sentence.opens
            if index == without:
                continue
            if parts:
                parts.append("\n\n" if opens else " ")
            parts.append(sentence.text)
            opens = False
        return "".join(parts)


def sentences_of(paragraphs: Sequence[str]) -> list[Sentence]:
    """All sentences of some paragraphs, in order."""
    result: list[Sentence] = []
    for paragraph in paragraphs:
        start = 0
        opens = True
        for end in [*sentence_ends(paragraph), len(paragraph)]:
            # `"Stop!" she said` is one sentence: what goes on in lower case was not over.
            if paragraph[end:].lstrip()[:1].islower():
                continue
            text = paragraph[start:end].strip()
            start = end
            if text:
                result.append(Sentence(text, count_words(text), opens))
                opens = False
    return result


def round_target(words: int) -> int:
    """A count as a writer would ask for it: to 10 below 250, to 50 from there on."""
    return max(10, round(words / 10) * 10) if words < 250 else round(words / 50) * 50


def cut(
    sentences: Sequence[Sentence], start: int, target: int, slack: float = 0.05
) -> Segment | None:
    """A segment from ``start`` of about ``target`` words; None when none comes near.

    Of all ends within ``slack`` of the target a paragraph's end is preferred, then the nearest;
    outside of it the nearest end counts as long as it is within twice the slack.
    """
    best: tuple[bool, float, int] | None = None
    words = 0
    for end in range(start + 1, len(sentences) + 1):
        words += sentences[end - 1].words
        distance = abs(words - target) / target
        if words > target * (1 + 2 * slack):
            break
        if distance <= 2 * slack:
            closes = end == len(sentences) or sentences[end].opens
            rank = (not (closes and distance <= slack), distance, end)
            best = rank if best is None else min(best, rank)
    if best is None:
        return None
    return Segment(tuple(sentences[start : best[2]]))
