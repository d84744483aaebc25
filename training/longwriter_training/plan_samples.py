# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Requests for a plan and their answers, in the three forms the app asks in.

Answers keep to the app's plan grammar, and the counts of a plan sum to the words asked for. A
model this small learns the form and to carry names over, not to plan well.
"""

from longwriter_desktop.agentwrite import prompts
from longwriter_desktop.agentwrite.planner import section_range
from longwriter_desktop.domain.outline import Outline, new_chapter
from longwriter_desktop.domain.plan_format import render_section_line
from longwriter_desktop.domain.ports import Message
from longwriter_training.books import Chapter
from longwriter_training.conversations import MAX_SECTIONS, TRIES, Builder, NothingFits, Passage
from longwriter_training.instructions import instruction, joined
from longwriter_training.salience import chapter_heading, plain_heading, plain_point
from longwriter_training.segments import sentences_of

MIN_POINT = 14  # letters; the app's plan grammar takes no shorter main point
_SENTENCES_FROM = 60  # paragraphs of a chapter that its main point is looked for in


def plan_sample(builder: Builder) -> list[Message]:
    """One request and its answer: a whole plan, the chapters, or the sections of one chapter.

    Raises:
        NothingFits: the books are too short to cut a plan from.
    """
    kind = builder.rng.random()
    if kind < 0.15:
        return _chapters(builder)
    passage, outline = _planned(builder)
    usual = section_range(outline.total_words)[1]
    lines = (render_section_line(s, n) for n, s in enumerate(outline.sections, start=1))
    answer = "".join(f"{line}\n" for line in lines)
    if kind < 0.4:
        prompt = _chapter_prompt(builder, passage.task, outline, usual)
    else:
        answer = f"Title: {passage.task.title}\n{answer}"
        prompt = prompts.plan_prompt(passage.task.instruction, outline.total_words, usual)
    return [Message("user", prompt), Message("assistant", answer)]


def _planned(builder: Builder) -> tuple[Passage, Outline]:
    """A passage that can stand as a plan, and its sections without chapters."""
    for _ in range(TRIES):
        sections = builder.rng.randint(2, MAX_SECTIONS)
        passage = builder.passage(sections=sections, size=builder.rng.uniform(300, 650))
        outline = Outline(passage.task.outline.sections)
        fewest, _, most = section_range(outline.total_words)
        named = all(s.heading and len(s.main_point) >= MIN_POINT for s in outline.sections)
        if named and fewest <= len(outline.sections) <= most:
            return passage, outline
    raise NothingFits(f"{TRIES} passages gave no plan")


def _chapter_prompt(
    builder: Builder, task: prompts.WritingTask, outline: Outline, usual: int
) -> str:
    """Ask for the sections of one chapter; the other chapters' headings are the sections'."""
    headings = [section.heading for section in outline.sections[: builder.rng.randint(2, 6)]]
    headings.insert(builder.rng.randrange(len(headings) + 1), task.title)
    lines = "\n".join(f"Chapter {n} - {heading}" for n, heading in enumerate(headings, start=1))
    chapter = new_chapter(task.title, outline.sections[0].main_point)
    words = outline.total_words
    return prompts.chapter_sections_prompt(task.instruction, lines, chapter, words, usual)


def _chapters(builder: Builder) -> list[Message]:
    """A request for the chapters of a long document and its answer."""
    for _ in range(TRIES):
        book, _ = builder.chapter()
        number = builder.rng.randint(3, 8)
        start = builder.rng.randrange(len(book.chapters))
        chosen = book.chapters[start : start + number]
        lines = [_chapter_line(builder, c, n) for n, c in enumerate(chosen, start=1)]
        if len(lines) >= 3 and all(lines):
            break
    else:
        raise NothingFits(f"{TRIES} books gave no plan of chapters")
    words = sum(int(line.rsplit(" ", 2)[1]) for line in lines)
    topics = builder.salience.keywords(" ".join(lines), builder.rng.randint(1, 3))
    asked = instruction(builder.rng, joined(topics), words, book.title, book.author)
    prompt = prompts.chapters_prompt(asked, words, len(lines))
    answer = "".join(f"{line}\n" for line in [f"Title: {plain_heading(book.title)}", *lines])
    return [Message("user", prompt), Message("assistant", answer)]


def _chapter_line(builder: Builder, chapter: Chapter, number: int) -> str:
    """One line of a plan of chapters; empty when the chapter says nothing that can be named."""
    sentences = sentences_of(chapter.paragraphs[:_SENTENCES_FROM])
    index = builder.salience.main_point(sentences)
    heading = chapter_heading(chapter.heading)
    heading = heading or builder.salience.heading(chapter.text[:9000], builder.rng)
    point = "" if index is None else plain_point(sentences[index].text.rstrip("."))
    if not heading or len(point) < MIN_POINT:
        return ""
    words = min(9900, max(600, len(chapter.text) // 5 // 100 * 100))
    fields = f"Heading: {heading} - Main Point: {point} - Word Count: {words} words"
    return f"Chapter {number} - {fields}"
