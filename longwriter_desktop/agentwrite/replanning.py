# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Changing a plan in words: the model gives the whole plan again, as the writer wishes it.

The answer is held to a grammar. Each line of the present plan has a number; a line that
stays keeps it, is given back as "Keep" or with what is different, and so is recognised
wherever it stands. The word counts are then fitted to the length.
"""

import re
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass, replace

from longwriter_desktop.agentwrite.grammar import changed_plan_grammar
from longwriter_desktop.agentwrite.planner import one_answer, repair_turns
from longwriter_desktop.agentwrite.prompts import language_name
from longwriter_desktop.domain.document import (
    MAX_DOCUMENT_WORDS,
    MIN_DOCUMENT_WORDS,
    StopReason,
)
from longwriter_desktop.domain.errors import (
    EngineProblem,
    InputProblem,
    PlanParseError,
)
from longwriter_desktop.domain.events import PlanEvent, PlanGrew, PlanReady
from longwriter_desktop.domain.outline import (
    MAX_LEVEL,
    MAX_SECTION_WORDS,
    MIN_SECTION_WORDS,
    ItemKind,
    Outline,
    OutlineItem,
    new_chapter,
    new_section,
)
from longwriter_desktop.domain.plan_format import DEFAULT_SECTION_WORDS, Plan
from longwriter_desktop.domain.ports import Message, TextEngine
from longwriter_desktop.domain.rebalance import rebalance
from longwriter_desktop.domain.targets import SECTION_HIGH, SECTION_LOW

_LINE_TOKENS = 120  # room for one line that is written out
_KEEP_TOKENS = 12  # and for one that stays as it is
_MOST_NEW = 12  # lines that one wish may add
_TRIES = 3
_SPARE_TOKENS = 16  # what the chat template adds

# Lists and bold letters, as models write them that are held to no grammar.
_MARKS = re.compile(r"^\s*(?:[-*+\u2022>]\s+|#{1,6}\s+)*|\*\*|`")
_LINE = re.compile(r"^(?P<label>Paragraph|Chapter|New Chapter|New)(?: (?P<number>\d+))?(?= - |$)")
_FIELD = re.compile(r" - (Heading|Main Point|Word Count): ")
_WHOLE = r"(?:whole|entire|document|total|overall|everything)"
_PART = r"(?:section|paragraph|chapter|part)"
_NUMBER = r"(?P<n>\d{1,3}(?:[,.]\d{3})+|\d+)"
_TOTAL = (
    re.compile(rf"\b{_WHOLE}\b(?:(?!\b{_PART})[^.;,]){{0,40}}?{_NUMBER}\s*words", re.IGNORECASE),
    re.compile(rf"\bmake it (?:all )?{_NUMBER}\s*words", re.IGNORECASE),
    re.compile(rf"{_NUMBER}\s*words\s+(?:in all|in total|altogether|overall)\b", re.IGNORECASE),
    re.compile(rf"(?:全文|总共|总计|一共|总字数)[^。；，]{{0,12}}?{_NUMBER}\s*[字词]"),
)
_TIMES = (
    (re.compile(rf"\b(?:twice as long|double)\b(?=[^.;,]*\b{_WHOLE}\b)|\b{_WHOLE}\b[^.;,]*\b"
                r"twice as long", re.IGNORECASE), 2.0),
    (re.compile(rf"\b(?:half as long|halve)\b(?=[^.;,]*\b{_WHOLE}\b)|\b{_WHOLE}\b[^.;,]*\b"
                r"half as long", re.IGNORECASE), 0.5),
)  # fmt: skip


@dataclass(frozen=True)
class ChangeRequest:
    """A plan and what should be different. `words` is the length of the whole document;
    `written` are the ids of sections that have a text, whose targets change last.
    """

    instruction: str
    outline: Outline
    wish: str
    words: int
    language: str = "en"
    title: str = ""
    seed: int = 0
    written: frozenset[str] = frozenset()


def wished_total(wish: str, words: int) -> int:
    """The length that a wish asks for: `words`, unless it names one for the whole document."""
    for pattern in _TOTAL:
        named = pattern.search(wish)
        if named:
            return _possible(int(re.sub(r"[,.]", "", named["n"])), words)
    for pattern, times in _TIMES:
        if pattern.search(wish):
            return _possible(round(words * times), words)
    return words


def change_plan(engine: TextEngine, request: ChangeRequest) -> Iterator[PlanEvent]:
    """Ask for a changed plan; yields `PlanReady` last, with the ids of the items that stay.

    Raises:
        InputProblem: `empty_wish` or `no_plan_to_change`.
        Cancelled: `engine.cancel` was called.
        PlanParseError: the model gave no plan, three times.
        EngineProblem: the engine failed, or the plan does not fit its context.
    """
    if not request.wish.strip():
        raise InputProblem("empty_wish")
    if not request.outline.sections:
        raise InputProblem("no_plan_to_change")
    total = wished_total(request.wish, request.words)
    prompt, room = _prompt_that_fits(engine, request, total)
    outline = yield from _ask(engine, request, prompt, room)
    yield PlanReady(Plan(request.title, fitted(request.outline, outline, total, request.written)))


def fitted(
    before: Outline, after: Outline, words: int, written: frozenset[str] = frozenset()
) -> Outline:
    """The new plan with targets of `words` words in all, locked ones as they are.

    What the wish changed, and what is `written`, keep their targets as far as the others can
    make up for it within the usual bounds of a section; else all give or take. Where locks
    leave no room, the sum is what it is.
    """
    old = {item.id: item.target_words for item in before.sections}
    asked = {item.id for item in after.sections if old.get(item.id) != item.target_words}
    if after.total_words == words:
        return after
    for fixed in (asked | written, asked, written - asked):
        made = _shared(after, words, fixed)
        if made is not None and all(
            SECTION_LOW <= item.target_words <= SECTION_HIGH
            for item in made.sections
            if item.id not in fixed and not item.locked
        ):
            return made
    return _shared(after, words, frozenset()) or after


def _shared(outline: Outline, words: int, fixed: Collection[str]) -> Outline | None:
    """The outline at `words` words, None where what stays leaves no room."""
    try:
        return rebalance(outline, words, fixed)
    except InputProblem:
        return None


def change_prompt(request: ChangeRequest, words: int, with_points: bool = True) -> str:
    """The question: instruction, present plan with numbers, the wish, and the form to answer in."""
    tongue = request.language.split("-")[0].lower()
    language = f"Language: {language_name(request.language)}\n" if tongue != "en" else ""
    return (
        f"Change the plan of a document of {words} words as the writer wishes.\n\n"
        f"Instruction: {request.instruction.strip()}\n{language}\n"
        f"Present plan:\n{_present(request.outline, with_points)}\n\n"
        f"The writer's wish: {' '.join(request.wish.split())}\n\n"
        "Give the whole plan again in its new order, one line an item. A section that stays keeps"
        " its number, also where it moves. In these forms:\n"
        "Paragraph 3 - Keep\n"
        "Paragraph 3 - Word Count: 250 words\n"
        "Paragraph 3 - Heading: a short heading - Main Point: what it says now"
        " - Word Count: 400 words\n"
        "New - Heading: a short heading - Main Point: what the section says"
        " - Word Count: 400 words\n"
        "Leave out the lines of sections that should go."
    )


def read_answer(text: str, outline: Outline, is_whole: bool = True) -> Outline:
    """The plan that an answer stands for. `is_whole`: it was not cut in the middle, so that
    what it does not name is meant to go.

    Raises:
        PlanParseError: `plan_no_sections`.
    """
    left = {_label(outline, item): item for item in outline}
    lines = text.splitlines() if is_whole else text.splitlines()[:-1]
    items: list[OutlineItem] = []
    for line in (_MARKS.sub("", line).strip() for line in lines):
        named = _LINE.match(line)
        if named is not None:
            old = left.pop((named["label"], int(named["number"] or 0)), None)
            item = _read_line(named["label"], line[named.end() :], old)
            items += [item] if item else []
    if not any(item.is_section for item in items):
        raise PlanParseError("plan_no_sections")
    if not is_whole:
        last = max((outline.index(i.id) for i in items if _is_in(outline, i.id)), default=-1)
        items += [item for item in outline.items[last + 1 :] if item in left.values()]
    return Outline(tuple(_levelled(outline, items)))


def _ask(
    engine: TextEngine, request: ChangeRequest, prompt: str, room: int
) -> Generator[PlanEvent, None, Outline]:
    sections = len(request.outline.sections)
    chapters = len(request.outline) - sections
    grammar = changed_plan_grammar(sections, chapters, _MOST_NEW)
    asked = (Message("user", prompt),)
    turns: tuple[Message, ...] = asked
    for attempt in range(_TRIES):
        seed = request.seed + 1000 * attempt
        answer = yield from one_answer(engine, turns, grammar, room, 0.5, seed)
        try:
            is_whole = answer.stop_reason is StopReason.FINISHED
            return read_answer(answer.text, request.outline, is_whole)
        except PlanParseError:
            yield PlanGrew("\n\n")
            repair = repair_turns(engine, prompt, answer.text, room) if not attempt else None
            turns = repair or asked
    raise PlanParseError("plan_not_made", tries=_TRIES)


def _prompt_that_fits(engine: TextEngine, request: ChangeRequest, words: int) -> tuple[str, int]:
    """The prompt, without main points where the context is small, and the room for the answer."""
    context = engine.info.context_tokens
    least = _KEEP_TOKENS * len(request.outline) + 2 * _LINE_TOKENS
    most = _LINE_TOKENS * (len(request.outline) + _MOST_NEW)
    for with_points in (True, False):
        prompt = change_prompt(request, words, with_points)
        room = context - engine.count_tokens([prompt])[0] - _SPARE_TOKENS
        if room >= least:
            return prompt, min(room, most)
    raise EngineProblem("context_too_small", context=context)


def _present(outline: Outline, with_points: bool) -> str:
    lines = []
    for item in outline:
        label, number = _label(outline, item)
        heading = f" - Heading: {' '.join(item.heading.split())}" if item.heading else ""
        shows_point = item.main_point and (with_points or not item.heading)
        point = f" - Main Point: {' '.join(item.main_point.split())}" if shows_point else ""
        count = f" - Word Count: {item.target_words} words" if item.is_section else ""
        lines.append(f"{label} {number}{heading}{point}{count}")
    return "\n".join(lines)


def _label(outline: Outline, item: OutlineItem) -> tuple[str, int]:
    same = [other.id for other in outline if other.kind is item.kind]
    return ("Paragraph" if item.is_section else "Chapter", same.index(item.id) + 1)


def _read_line(label: str, rest: str, old: OutlineItem | None) -> OutlineItem | None:
    """One line as an item; None where a number comes twice and says nothing new."""
    parts = _FIELD.split(rest)
    fields = dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
    heading, point = fields.get("Heading", ""), fields.get("Main Point", "")
    digits = re.match(r"\d+", fields.get("Word Count", ""))
    words = int(digits[0]) if digits else 0
    words = max(MIN_SECTION_WORDS, min(words, MAX_SECTION_WORDS)) if words else 0
    if old is not None:
        return replace(
            old,
            heading=heading or old.heading,
            main_point=point or old.main_point,
            target_words=(words or old.target_words) if old.is_section else 0,
        )
    if not heading and not point:
        return None
    if label.endswith("Chapter"):
        return new_chapter(heading or point, point if heading else "")
    return new_section(heading, point, words or DEFAULT_SECTION_WORDS)


def _levelled(outline: Outline, items: list[OutlineItem]) -> Iterator[OutlineItem]:
    """Items with levels that fit the chapters they now stand under."""
    under = _chapters_above(outline.items)
    chapter: OutlineItem | None = None
    for item in items:
        is_old = _is_in(outline, item.id)
        if item.kind is ItemKind.CHAPTER:
            level = chapter.level if chapter and not is_old else item.level
            chapter = replace(item, level=level)
            yield chapter
        elif is_old and under[item.id] == (chapter.id if chapter else None):
            yield item
        else:
            level = min(chapter.level + 1, MAX_LEVEL) if chapter else 1
            yield replace(item, level=level)


def _chapters_above(items: tuple[OutlineItem, ...]) -> dict[str, str | None]:
    """Item id -> id of the last chapter in front of it."""
    above: dict[str, str | None] = {}
    chapter: str | None = None
    for item in items:
        above[item.id] = chapter
        chapter = chapter if item.is_section else item.id
    return above


def _is_in(outline: Outline, item_id: str) -> bool:
    return any(item.id == item_id for item in outline)


def _possible(asked: int, words: int) -> int:
    return asked if MIN_DOCUMENT_WORDS <= asked <= MAX_DOCUMENT_WORDS else words
