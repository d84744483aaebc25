# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a passage is about: keywords, a main point, a heading, names. Counting only, no model."""

import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from longwriter_training.segments import Sentence

_WORD = re.compile(r"[A-Za-z][a-z]+(?:'[a-z]+)?")
_NAME = re.compile(r"(?<=[a-z,;] )(?!I\b)[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?")
_DIALOGUE = re.compile(r"[\"\u201c\u201d]|^'")
_SUBTITLE = re.compile(r"[:;]| - | -- ")
_NO_HEADING = re.compile(r"[\n:;,.#*_\"]|-+(?=[\s-]|$)")
_DASH = re.compile(r"\s*-{2,}\s*|\s+-+\s+")
_NO_POINT = re.compile(r"[\n#*_]|-+(?=[\s-]|$)")
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
     "or", "over", "the", "to", "upon", "with")
)  # fmt: skip
_NO_TOPIC = re.compile(r"(?:ed|ly|ous|ful|less|est|ing|able|ible|'.*)$")  # hardly ever a noun
_TITLES = frozenset(
    ("mr", "mrs", "miss", "sir", "madam", "lord", "lady", "captain", "don", "monsieur", "madame")
)
_NUMBERED = re.compile(
    r"^(?:chapter|book|part|section|canto|letter|scene|act|volume|no)?\.?\s*(?:[ivxlcdm]+|\d+)\b[\s.:,-]*",
    re.IGNORECASE,
)


class Salience:
    """Knows how common every word is over a shelf, so it can tell what stands out."""

    def __init__(self, documents: Iterable[str]) -> None:
        """``documents`` are chapters; a word counts once in each."""
        self._documents = 0
        self._seen: Counter[str] = Counter()
        for text in documents:
            self._documents += 1
            self._seen.update(set(_tokens(text)))

    @cached_property
    def _common(self) -> float:
        """A word that stands in more documents than this says nothing."""
        return 0.35 * self._documents

    def weight(self, word: str) -> float:
        """Inverse document frequency; 0 for a word that is common or was never seen twice."""
        seen = self._seen.get(word, 0)
        if (
            len(word) < 4
            or seen < 4
            or seen > self._common
            or word in _TITLES
            or _NO_TOPIC.search(word)
        ):
            return 0.0
        return math.log(self._documents / seen)

    def scores(self, text: str) -> dict[str, float]:
        """TF-IDF of every word of ``text`` that has a weight."""
        counts = Counter(_tokens(text))
        scored = {word: n**0.7 * self.weight(word) for word, n in counts.items()}
        return {word: score for word, score in scored.items() if score > 0}

    def keywords(self, text: str, number: int) -> list[str]:
        """The ``number`` words that stand out most, names with their capital."""
        scores = self.scores(text)
        best = sorted(scores, key=lambda word: (-scores[word], word))[:number]
        return [_as_written(word, text) for word in best]

    def main_point(self, sentences: Sequence[Sentence]) -> int | None:
        """Index of the sentence that says most; None when no sentence will do.

        Six to 22 words, no dialogue; sentences of the first third count a little more.
        """
        scores = self.scores(" ".join(sentence.text for sentence in sentences))
        best, best_score = None, 0.0
        for index, sentence in enumerate(sentences):
            if not 6 <= sentence.words <= 22 or _DIALOGUE.search(sentence.text):
                continue
            total = sum(scores.get(word, 0.0) for word in set(_tokens(sentence.text)))
            score = (
                total / math.sqrt(sentence.words) * (1.15 if index * 3 < len(sentences) else 1.0)
            )
            if score > best_score:
                best, best_score = index, score
        return best

    def heading(self, text: str, rng: random.Random) -> str:
        """Two to five words in title case, made of what stands out in ``text``."""
        found = self.keywords(text, 3)
        if len(found) < 2:
            return ""
        first, second = (word if word[0].isupper() else f"the {word}" for word in found[:2])
        forms = [f"{first} and {second}", f"{second} and {first}", f"{found[0]} and {found[-1]}"]
        if found[0].islower():
            forms.append(first)
        return title_case(rng.choice(forms))


def names(text: str, number: int) -> list[str]:
    """The most frequent capitalised names inside sentences of ``text``."""
    return [name for name, count in Counter(_NAME.findall(text)).most_common(number) if count > 1]


def chapter_heading(heading: str) -> str:
    """A chapter's own heading without its number; empty when nothing worth keeping is left."""
    text = heading
    while (shorter := _NUMBERED.sub("", text, count=1).strip(" .:-")) != text:
        text = shorter
    text = plain_heading(text)
    if (
        not 2 <= len(text.split()) <= 8
        or len(text) > 60
        or re.match(r"^\W*chapter\b", text, re.IGNORECASE)
    ):
        return ""
    return title_case(text.lower() if text.isupper() else text)


def plain_heading(text: str) -> str:
    """``text`` without the signs that the plan grammar keeps out; at most 58 letters."""
    text = _SUBTITLE.split(text)[0]
    return " ".join(_NO_HEADING.sub(" ", text).split())[:58].strip(" -")


def plain_point(text: str) -> str:
    """``text`` without the signs that the plan grammar keeps out; at most 170 letters."""
    text = " ".join(_NO_POINT.sub(" ", _DASH.sub(", ", text)).split()).strip(" ,:;-")
    return text if len(text) <= 170 else text[:170].rsplit(" ", 1)[0].rstrip(" ,:;-")


def title_case(text: str) -> str:
    """Capitals for all words but small ones inside."""
    words = text.split()
    return " ".join(
        word if index and word.lower() in _SMALL else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )


def short_form(sentence: str) -> str:
    """The first clause of a sentence, at most twelve words, without its final stop."""
    clause = re.split(r"[,;:]| -- ", sentence)[0]
    clause = clause if len(clause.split()) >= 4 else sentence
    return " ".join(clause.split()[:12]).rstrip(".!?;:, ")


def _tokens(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _as_written(word: str, text: str) -> str:
    capital = word[:1].upper() + word[1:]
    return word if re.search(rf"\b{re.escape(word)}\b", text) else capital
