# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How well a model's sections, as the program writes them, meet their targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, StopReason
from longwriter_desktop.domain.events import SectionEnded
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import TextEngine
from longwriter_desktop.domain.scoring import length_score, repeated_ngram_share

SUBJECTS = (
    ("The harbour at night", "a boat comes in without a light and nobody goes to meet it"),
    ("An old quarrel", "two brothers meet again over their father's house"),
    ("The winter road", "the coach is stopped by snow and the passengers must walk"),
    ("A letter", "she reads it twice and does not tell him what it says"),
    ("The garden", "what the gardener knew about the family he served"),
    ("Upon the sea", "how a storm is seen long before it is felt"),
)


@dataclass(frozen=True)
class WrittenSection:
    """One section: words asked for and written, its length score, share of repeated 8-grams."""

    target: int
    words: int
    score: float
    repeated: float
    stop_reason: StopReason
    text: str


@dataclass(frozen=True)
class LengthReport:
    """Mean length score (0 to 100) over all sections and by target, and mean repetition."""

    score: float
    by_target: dict[int, float]
    repeated: float
    sections: tuple[WrittenSection, ...]


def write_sections(
    engine: TextEngine, targets: Sequence[int], each: int, seed: int = 1
) -> Iterator[WrittenSection]:
    """Write `each` sections of every target, alone in their document. Raises `EngineProblem`."""
    for target in targets:
        for number in range(each):
            heading, point = SUBJECTS[number % len(SUBJECTS)]
            section = new_section(heading, point, target)
            document = Document(
                "evaluation", heading, f"Write a story: {point}.", target,
                outline=Outline((section,)),
            )  # fmt: skip
            for event in write_section(
                engine, document, section.id, WriteOptions(seed=seed + number)
            ):
                if isinstance(event, SectionEnded):
                    yield _measured(target, event)


def report(sections: Sequence[WrittenSection]) -> LengthReport:
    """Means over written sections. Raises `statistics.StatisticsError` for none."""
    targets = sorted({section.target for section in sections})
    return LengthReport(
        mean(section.score for section in sections),
        {t: mean(s.score for s in sections if s.target == t) for t in targets},
        mean(section.repeated for section in sections),
        tuple(sections),
    )


def _measured(target: int, event: SectionEnded) -> WrittenSection:
    words = count_words(event.text)
    return WrittenSection(
        target,
        words,
        length_score(target, words),
        repeated_ngram_share(event.text),
        event.stop_reason,
        event.text,
    )
