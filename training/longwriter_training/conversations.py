# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Builds conversations back from books: the prompts are the app's own, the answers the books'.

No language model takes part: a passage is cut into sections, each section's main point is one
of its own sentences, its keywords or a clause, and the app's renderers put them into prompts.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

from longwriter_desktop.agentwrite import prompts
from longwriter_desktop.domain.events import PlanDetail
from longwriter_desktop.domain.outline import Outline, OutlineItem, new_chapter, new_section
from longwriter_desktop.domain.ports import Message
from longwriter_desktop.domain.targets import SECTION_HIGH
from longwriter_training.books import Book, Chapter
from longwriter_training.config import SftDataConfig
from longwriter_training.instructions import instruction, joined
from longwriter_training.problems import Refused
from longwriter_training.salience import (
    Salience,
    chapter_heading,
    names,
    plain_heading,
    plain_point,
    short_form,
    title_case,
)
from longwriter_training.segments import Segment, Sentence, cut, round_target, sentences_of

MAX_SECTIONS = 9
TRIES = 2000  # chapters looked at before a sample is given up


class NothingFits(Refused):
    """The books are too short for what the settings ask for."""


@dataclass(frozen=True)
class Passage:
    """Consecutive sections of one book with the outline that describes them.

    ``texts`` holds the section's text under the section's id.
    """

    task: prompts.WritingTask
    texts: dict[str, str]


class Builder:
    """Draws passages and conversations from a shelf; the same seed draws the same ones."""

    def __init__(
        self, shelf: Sequence[Book], salience: Salience, config: SftDataConfig, seed: int
    ) -> None:
        self.salience = salience
        self.config = config
        self.rng = random.Random(seed)
        self._chapters_of = [(b, c) for b in shelf for c in b.chapters if len(c.text) > 2500]
        if not self._chapters_of:
            raise NothingFits("no chapter is long enough to cut sections from")
        self._weights = [min(len(c.text), 30_000) for _, c in self._chapters_of]

    def passage(
        self, base: int | None = None, sections: int | None = None, size: float = 0.0
    ) -> Passage:
        """A run of sections from one chapter, of about ``size`` words each (0 = any).

        ``base`` makes every target exactly so many words.
        """
        for _ in range(TRIES):
            book, chapter = self.chapter()
            found = self._cut(sentences_of(chapter.paragraphs), base, sections, size)
            if found:
                return self._describe(book, chapter, found)
        raise NothingFits(f"{TRIES} chapters gave no passage of {sections} sections")

    def chapter(self) -> tuple[Book, Chapter]:
        """One chapter with its book; long ones come more often."""
        return self.rng.choices(self._chapters_of, self._weights)[0]

    def conversation(
        self, passage: Passage, first: int = 0, detail: PlanDetail | None = None
    ) -> list[Message]:
        """Opening turn, section, next step, section …, from section ``first`` (from 0) to the last.

        ``first`` > 0 is what the app sends when earlier sections no longer fit.
        """
        detail = detail or self._detail(passage.task.outline)
        result: list[Message] = []
        for section in passage.task.outline.sections[first:]:
            if result:
                prompt = prompts.step_turn(passage.task.outline, section.id)
            else:
                prompt = prompts.opening_turn(passage.task, section.id, detail)
            result += [Message("user", prompt), Message("assistant", passage.texts[section.id])]
        return result

    def document(self, low: int, high: int) -> list[Message]:
        """An instruction and a text of `low` to `high` words, cut from consecutive chapters.

        Raises:
            NothingFits: no book is long enough.
        """
        for _ in range(TRIES):
            book, chapter = self.chapter()
            target = round(self._log_uniform(low, high) / 100) * 100
            target = min(high, max(low, target))
            following = book.chapters[book.chapters.index(chapter) :]
            segment = cut(sentences_of(_paragraphs(following, 2 * target)), 0, target, slack=0.02)
            if segment is not None and low <= segment.words <= high:
                text = segment.text()
                topic = joined(self.salience.keywords(text, self.rng.randint(1, 3))) or "old times"
                asked = instruction(self.rng, topic, target, book.title, book.author)
                return [Message("user", asked), Message("assistant", text)]
        raise NothingFits(f"{TRIES} places gave no text of {low} to {high} words")

    def _log_uniform(self, low: float, high: float) -> float:
        return exp(self.rng.uniform(log(low), log(high)))

    def _base(self) -> float:
        """Two in three sections have a plan's usual size; the short ones teach length."""
        middle = max(self.config.min_words, min(200, self.config.max_words // 2))
        if self.rng.random() < 0.33:
            return self._log_uniform(self.config.min_words, middle)
        return self._log_uniform(middle, self.config.max_words)

    def _cut(
        self, sentences: Sequence[Sentence], base: int | None, sections: int | None, size: float
    ) -> list[tuple[Segment, int]]:
        """(segment, target) in a row from a random place; empty when too little was found."""
        usual = self._base()
        wanted = sections or self.rng.randint(1, MAX_SECTIONS)
        at = self.rng.randrange(max(1, len(sentences) // 2)) if self.rng.random() < 0.7 else 0
        found: list[tuple[Segment, int]] = []
        while len(found) < wanted:
            near = (size or usual) * self.rng.uniform(0.7, 1.4)
            limit = SECTION_HIGH if size else self.config.max_words
            target = base or max(self.config.min_words, round_target(int(min(limit, near))))
            segment = cut(sentences, at, target)
            if segment is None:
                break
            found.append((segment, target))
            at += len(segment.sentences)
        enough = wanted if sections and base else min(wanted, 2 if sections else 1)
        return found if len(found) >= enough else []

    def _describe(self, book: Book, chapter: Chapter, found: list[tuple[Segment, int]]) -> Passage:
        items: list[OutlineItem] = []
        texts: dict[str, str] = {}
        headed = self.rng.random() < 0.85
        for segment, target in found:
            point, text = self._point(segment)
            heading = self.salience.heading(segment.text(), self.rng) if headed else ""
            item = new_section(heading, point, target)
            items.append(item)
            texts[item.id] = text
        outline = Outline(tuple(self._with_chapters(items, chapter)))
        whole = "\n\n".join(texts.values())
        return Passage(self._task(book, chapter, outline, whole), texts)

    def _with_chapters(self, items: list[OutlineItem], chapter: Chapter) -> list[OutlineItem]:
        """One plan in five has chapters; its sections then stand one level down."""
        if len(items) < 4 or self.rng.random() > 0.2:
            return items
        lowered = [replace(item, level=2) for item in items]
        half = len(items) // 2
        first = new_chapter(
            chapter_heading(chapter.heading) or title_case(items[0].heading or "Beginning")
        )
        second = new_chapter(title_case(items[half].heading or "What Follows"))
        return [first, *lowered[:half], second, *lowered[half:]]

    def _point(self, segment: Segment) -> tuple[str, str]:
        """(main point, text): a sentence, its first clause, or keywords.

        A sentence that became the main point stays in the text three times in five.
        """
        index = self.salience.main_point(segment.sentences)
        words = self.salience.keywords(segment.text(), self.rng.randint(2, 4))
        style = self.rng.random()
        if index is None or (style < 0.33 and words):
            return joined(words), segment.text()
        sentence = segment.sentences[index]
        if style < 0.6:
            return plain_point(short_form(sentence.text)), segment.text()
        drop = self.rng.random() < 0.4 and sentence.words < 0.05 * segment.words
        return plain_point(sentence.text.rstrip(".")), segment.text(without=index if drop else None)

    def _task(
        self, book: Book, chapter: Chapter, outline: Outline, whole: str
    ) -> prompts.WritingTask:
        topic = joined(self.salience.keywords(whole, self.rng.randint(1, 3))) or "old times"
        titles = [
            plain_heading(book.title),
            chapter_heading(chapter.heading),
            self.salience.heading(whole, self.rng),
        ]
        title = self.rng.choice([text for text in titles if text])
        words = outline.total_words
        asked = words if words < 250 else round(words / 50) * 50
        notes = ""
        people = names(whole, 4)
        if people and self.rng.random() < 0.15:
            notes = f"Characters: {joined(people)}."
        return prompts.WritingTask(
            instruction(self.rng, topic, asked, book.title, book.author),
            title,
            outline,
            notes=notes,
        )

    def _detail(self, outline: Outline) -> PlanDetail:
        if len(outline.sections) < 4 or self.rng.random() < 0.75:
            return PlanDetail.FULL
        return self.rng.choice((PlanDetail.NEAR, PlanDetail.CHAPTER))


def _paragraphs(chapters: Sequence[Chapter], words: int) -> list[str]:
    """The paragraphs of some chapters, of as many as have about so many words."""
    found: list[str] = []
    for chapter in chapters:
        found += chapter.paragraphs
        words -= len(chapter.text.split())
        if words <= 0:
            break
    return found
