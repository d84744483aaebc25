# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The prompts of AgentWrite. One set for the app and for `training/`: what a model is
trained on is what it is asked.

A document is written in one growing conversation. The first turn holds instruction, plan
and the first step; every answer is a section; every later turn is only the next step. So
the text in front of a step never changes, and the engine keeps it in its cache.
"""

from dataclasses import dataclass

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.events import PlanDetail
from longwriter_desktop.domain.outline import Outline, OutlineItem
from longwriter_desktop.domain.plan_format import render_section_line

_LANGUAGES = {
    "zh": "Chinese", "en": "English", "de": "German", "fr": "French", "es": "Spanish",
    "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "ja": "Japanese", "ko": "Korean",
    "ru": "Russian", "pl": "Polish", "sv": "Swedish", "da": "Danish", "tr": "Turkish",
}  # fmt: skip


@dataclass(frozen=True)
class WritingTask:
    """What stays the same in every prompt of one document.

    `summaries` are lines for the sections in front of what is shown of it; they stay the same for
    as long as the conversation begins with the same section.
    """

    instruction: str
    title: str
    outline: Outline
    language: str = "en"
    notes: str = ""
    style_sample: str = ""
    summaries: tuple[str, ...] = ()


def language_name(tag: str) -> str:
    """English name of a BCP 47 language tag; the tag itself where it is unknown."""
    return _LANGUAGES.get(tag.split("-")[0].lower(), tag)


def plan_prompt(instruction: str, words: int, sections: int, language: str = "en") -> str:
    """Ask for a plan of `sections` sections that together have `words` words."""
    return (
        f"Plan a document of {words} words for this instruction.\n\n"
        f"Instruction: {instruction.strip()}\n"
        f"{_language_line(language)}\n"
        f"Give a title, then about {sections} sections in order, one a line, in this form:\n"
        "Paragraph 1 - Heading: a short heading - Main Point: what the section says"
        " - Word Count: 400 words"
    )


def chapters_prompt(instruction: str, words: int, chapters: int, language: str = "en") -> str:
    """Ask for the chapters of a long document; their sections are asked for one by one."""
    return (
        f"Plan the chapters of a document of {words} words for this instruction.\n\n"
        f"Instruction: {instruction.strip()}\n"
        f"{_language_line(language)}\n"
        f"Give a title, then about {chapters} chapters in order, one a line, in this form:\n"
        "Chapter 1 - Heading: a short heading - Main Point: what the chapter says"
        " - Word Count: 2000 words"
    )


def chapter_sections_prompt(
    instruction: str, chapters: str, chapter: OutlineItem, words: int, sections: int,
    language: str = "en",
) -> str:  # fmt: skip
    """Ask for the sections of one chapter; `chapters` holds the chapters' lines."""
    return (
        f"Plan one chapter of a document for this instruction.\n\n"
        f"Instruction: {instruction.strip()}\n"
        f"{_language_line(language)}\n"
        f"Chapters:\n{chapters}\n\n"
        f'The chapter "{chapter.heading}" has {words} words. '
        f"Give about {sections} sections for it in order, one a line, in this form:\n"
        "Paragraph 1 - Heading: a short heading - Main Point: what the section says"
        " - Word Count: 400 words"
    )


REPAIR_PROMPT = (
    "That is not in the form I asked for, so it cannot be read. Give the whole plan again: only its"
    " lines, each in exactly that form, and nothing before or after them."
)


@dataclass(frozen=True)
class OpeningParts:
    """The first turn in pieces; joined in this order they are the turn. Absent ones are empty."""

    instruction: str
    plan: str
    notes: str
    style: str
    summaries: tuple[str, ...]
    rules: str
    step: str

    @property
    def text(self) -> str:
        before = f"{self.instruction}{self.plan}{self.notes}{self.style}"
        return f"{before}{''.join(self.summaries)}{self.rules}{self.step}"


def opening_parts(
    task: WritingTask, section_id: str, detail: PlanDetail = PlanDetail.FULL, step: str = ""
) -> OpeningParts:
    """The pieces of the first turn: instruction, plan, notes, summaries, rules and the first step,
    which is `step` where it was asked for in other words than the plan has now."""
    sample = task.style_sample.strip()
    return OpeningParts(
        instruction="Write a document section by section.\n\n"
        f"Instruction: {task.instruction.strip()}\n"
        f"{_language_line(task.language)}"
        f"Title: {task.title}\n\n",
        plan=f"Plan:\n{plan_lines(task.outline, section_id, detail)}\n\n",
        notes=f"Notes:\n{task.notes.strip()}\n\n" if task.notes.strip() else "",
        style=f"Write in the style of this sample:\n{sample}\n\n" if sample else "",
        summaries=_summary_pieces(task.summaries),
        rules="Answer with the text of one section only: no heading, no remarks, "
        "no conclusion before the last section.\n\n",
        step=step or step_turn(task.outline, section_id),
    )


def _summary_pieces(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines as they stand in the turn, the words above them with the first."""
    pieces = [f"{line}\n" for line in lines]
    if pieces:
        pieces[0] = f"What came before:\n{pieces[0]}"
        pieces[-1] += "\n"
    return tuple(pieces)


def opening_turn(
    task: WritingTask, section_id: str, detail: PlanDetail = PlanDetail.FULL, step: str = ""
) -> str:
    """The first turn: instruction, plan, notes, summaries, rules and the first step to write."""
    return opening_parts(task, section_id, detail, step).text


def step_turn(outline: Outline, section_id: str) -> str:
    """A later turn: only the section to write next."""
    section = outline.get(section_id)
    heading = f" - {section.heading}" if section.heading else ""
    point = f"\nMain Point: {section.main_point}" if section.main_point else ""
    must = f"\nMust include: {section.must.strip()}" if section.must.strip() else ""
    must_not = f"\nLeave out: {section.must_not.strip()}" if section.must_not.strip() else ""
    return (
        f"Write section {outline.number(section_id)} of {len(outline.sections)}{heading}{point}"
        f"{must}{must_not}\nWord Count: {section.target_words} words"
    )


def one_answer_turn(document: Document, notes: str, with_plan: bool) -> str:
    """Ask for the whole document at once, as the models that can do so were trained: the
    instruction with the length. `notes` are the pinned notes as they are to be shown."""
    outline, sample = document.outline, document.style_sample.strip()
    length = f"Write about {outline.total_words} words."
    task = f"{document.instruction.strip()}\n{_language_line(document.language)}"
    extras = [f"Notes:\n{notes}"] * bool(notes)
    extras += [f"Write in the style of this sample:\n{sample}"] * bool(sample)
    if not with_plan or not outline.sections:
        return "\n\n".join([f"{task}{length}", *extras])
    lines = plan_lines(outline, outline.sections[0].id, PlanDetail.FULL)
    ask = (
        f"Write the whole document, section after section. {length} Begin each section with its "
        'heading on a line of its own, marked with "## ". Answer with the text only.'
    )
    return "\n\n".join([f"{task}Title: {document.title}", f"Plan:\n{lines}", *extras, ask])


def with_note(turn: str, note: str) -> str:
    """A turn with what the writer asks for this once behind it."""
    return f"{turn}\nNote: {' '.join(note.split())}" if note.strip() else turn


def plan_lines(outline: Outline, section_id: str, detail: PlanDetail) -> str:
    """The plan for the first turn, with gaps ("...") where `detail` leaves items out."""
    shown = _shown_items(outline, section_id, detail)
    lines: list[str] = []
    sections = chapters = 0
    for item in outline:
        sections += item.is_section
        chapters += not item.is_section
        if item.id not in shown:
            if not lines or lines[-1] != "...":
                lines.append("...")
        elif item.is_section:
            lines.append(render_section_line(item, sections))
        else:
            lines.append(f"Chapter {chapters} - {item.heading}")
    return "\n".join(lines)


def _shown_items(outline: Outline, section_id: str, detail: PlanDetail) -> frozenset[str]:
    if detail is PlanDetail.FULL:
        return frozenset(item.id for item in outline)
    chapter = outline.chapter_of(section_id)
    if detail is PlanDetail.CHAPTER and chapter is not None:
        start, end = outline.block(chapter.id)
        inside = {item.id for item in outline.items[start:end]}
        return frozenset(inside | {item.id for item in outline if not item.is_section})
    sections = [section.id for section in outline.sections]
    at = sections.index(section_id)
    near = set(sections[max(0, at - 1) : at + 3])
    return frozenset(near | ({chapter.id} if chapter else set()))


def _language_line(language: str) -> str:
    if language.split("-")[0].lower() == "en":
        return ""
    return f"Language: {language_name(language)}\n"
