# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Planning: ask a model for a plan that is always well formed and adds up.

The answer is held to the plan format by a grammar, so that any model yields a valid plan;
the word counts are then fitted to the total. Documents over 8,000 words get two levels:
first the chapters, then each chapter's sections.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from longwriter_desktop.agentwrite.grammar import chapters_grammar, sections_grammar
from longwriter_desktop.agentwrite.prompts import (
    REPAIR_PROMPT,
    chapter_sections_prompt,
    chapters_prompt,
    plan_prompt,
)
from longwriter_desktop.domain.document import StopReason, check_request
from longwriter_desktop.domain.errors import Cancelled, EngineProblem, PlanParseError
from longwriter_desktop.domain.events import PlanEvent, PlanGrew, PlanReady, PlanThought
from longwriter_desktop.domain.outline import (
    MAX_SECTION_WORDS,
    ItemKind,
    Outline,
    OutlineItem,
    new_chapter,
)
from longwriter_desktop.domain.plan_format import Plan, parse_plan
from longwriter_desktop.domain.plan_table import with_table_as_lines
from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    Message,
    PlanForm,
    Sampling,
    TextDelta,
    TextEngine,
    TextRewound,
    Thinking,
)
from longwriter_desktop.domain.rebalance import rebalance
from longwriter_desktop.domain.targets import SECTION_HIGH, SECTION_LOW, share_words

TWO_LEVEL_WORDS = 8_000
_SECTION_WORDS = 450  # what a section has on average where nothing else is asked
_ASKED = re.compile(
    r"(?:please )?(?:write|draft|compose|prepare|produce)\b(?: [\w,'\u2019-]+){0,6}?"
    r" (?:about|(?:report|essay|article|paper|review|book|guide) on) (?P<subject>\S.*)",
    re.IGNORECASE,
)
_ASKED_ZH = re.compile(
    r"请?(?:帮我)?(?:撰?写|创作).{0,16}?关于(?P<subject>.+?)的[^的，。]{2,4}(?=$|[，。])"
)
_CHAPTER_WORDS = 2_500
_LINE_TOKENS = 120  # room for one line of a plan
_USUAL_LINE_TOKENS = 85
_PROMPT_TOKENS = 300  # room for the question, when the number of lines is chosen
_TRIES = 3


@dataclass(frozen=True)
class PlanRequest:
    """What a plan is asked for. `words` is the length of the whole document."""

    instruction: str
    words: int
    language: str = "en"
    seed: int = 0


def section_range(words: int) -> tuple[int, int, int]:
    """Fewest, usual and most sections for `words` words, of 200 to 1,000 words each."""
    fewest = max(1, -(-words // SECTION_HIGH))
    most = max(1, words // SECTION_LOW)
    usual = min(max(round(words / _SECTION_WORDS), fewest), most)
    return max(fewest, usual * 2 // 3), usual, min(most, usual + usual // 2)


def make_plan(engine: TextEngine, request: PlanRequest) -> Iterator[PlanEvent]:
    """Plan a document; yields `PlanReady` last.

    Raises:
        InputProblem: the instruction is empty or the length impossible.
        Cancelled: `engine.cancel` was called.
        PlanParseError: the model gave no plan, three times.
        EngineProblem: the engine failed.
    """
    check_request(request.instruction, request.words)
    if request.words > TWO_LEVEL_WORDS:
        plan = yield from _two_levels(engine, request)
    else:
        fewest, usual, most = _within(engine, *section_range(request.words))
        prompt = plan_prompt(request.instruction, request.words, usual, request.language)
        form = PlanForm("Paragraph", fewest, most, with_title=True)
        plan = yield from _ask(engine, prompt, form, request.seed, request.words)
    yield PlanReady(
        Plan(plan.title or title_from(request.instruction),
             rebalance(plan.outline, request.words))
    )  # fmt: skip


def title_from(instruction: str) -> str:
    """A working title: what the instruction asks to write about, or else its first line, at
    most ten words or 60 characters.
    """
    line = instruction.strip().splitlines()[0] if instruction.strip() else ""
    asked = _ASKED.match(line) or _ASKED_ZH.match(line)
    subject = line[asked.start("subject") : asked.end("subject")] if asked else line
    words = (subject[:1].upper() + subject[1:]).split()
    short = " ".join(words[:10])
    return short[:60].rstrip(" ,;:.。，") + ("…" if len(words) > 10 or len(short) > 60 else "")


def _two_levels(engine: TextEngine, request: PlanRequest) -> Generator[PlanEvent, None, Plan]:
    usual = min(max(round(request.words / _CHAPTER_WORDS), 3), 30)
    fewest, usual, most = _within(engine, max(2, usual * 2 // 3), usual, usual + usual // 2)
    prompt = chapters_prompt(request.instruction, request.words, usual, request.language)
    form = PlanForm("Chapter", fewest, most, with_title=True)
    top = yield from _ask(engine, prompt, form, request.seed)
    chapters = top.outline.sections  # read as sections: a chapter line with a count is one here
    shares = share_words(
        [chapter.target_words for chapter in chapters], request.words, SECTION_LOW * 3, 10**9
    )
    lines = "\n".join(f"Chapter {n} - {c.heading}" for n, c in enumerate(chapters, start=1))
    items: list[OutlineItem] = []
    for number, (chapter, share) in enumerate(zip(chapters, shares, strict=True), start=1):
        yield PlanGrew(f"\n\nChapter {number} - {chapter.heading}\n")
        low, typical, high = _within(engine, *section_range(share))
        inner = chapter_sections_prompt(
            request.instruction, lines, chapter, share, typical, request.language
        )
        form = PlanForm("Paragraph", low, high, with_title=False)
        part = yield from _ask(engine, inner, form, request.seed + number, share)
        items.append(new_chapter(chapter.heading, chapter.main_point))
        fitted = rebalance(part.outline, share)
        items += [replace(section, level=2) for section in fitted.sections]
    return Plan(top.title, Outline(tuple(items)))


def _within(engine: TextEngine, fewest: int, usual: int, most: int) -> tuple[int, int, int]:
    """The numbers of lines, held to what the engine's context has room for."""
    room = max((engine.info.context_tokens - _PROMPT_TOKENS) // _USUAL_LINE_TOKENS, 2)
    return min(fewest, room), min(usual, room), min(most, room)


def one_answer(
    engine: TextEngine,
    turns: tuple[Message, ...],
    grammar: str,
    tokens: int,
    temperature: float,
    seed: int,
    form: PlanForm | None = None,
) -> Generator[PlanEvent, None, Generated]:
    """Pass on what the model writes of a plan, at most `tokens`, and return the whole.

    Raises:
        Cancelled: `engine.cancel` was called.
        EngineProblem: the engine failed.
    """
    request = GenerateRequest(
        turns,
        max_tokens=tokens,
        sampling=Sampling(temperature=temperature, repeat_penalty=1.0),
        seed=seed,
        grammar=grammar,
        plan=form,
        loop_guard=False,
    )
    answer: Generated | None = None
    for event in engine.generate(request):
        if isinstance(event, TextDelta):
            yield PlanGrew(event.text)
        elif isinstance(event, Thinking):
            yield PlanThought(event.text)
        elif isinstance(event, TextRewound):
            yield PlanGrew("\n\n")  # it begins anew
        elif isinstance(event, Generated):
            answer = event
    if answer is None:
        raise EngineProblem("engine_no_answer")
    if answer.stop_reason is StopReason.CANCELLED:
        raise Cancelled
    return answer


def repair_turns(
    engine: TextEngine, prompt: str, answer: str, tokens: int
) -> tuple[Message, ...] | None:
    """Shows a model its answer that could not be read, and asks for the plan again; None where
    there is nothing to repair, or the context has no room for it."""
    turns = (Message("user", prompt), Message("assistant", answer), Message("user", REPAIR_PROMPT))
    read = sum(engine.count_tokens([turn.content for turn in turns])) + _PROMPT_TOKENS // 4
    has_room = read + tokens <= engine.info.context_tokens
    return turns if answer.strip() and has_room else None


def _ask(
    engine: TextEngine, prompt: str, form: PlanForm, seed: int, words: int = 0
) -> Generator[PlanEvent, None, Plan]:
    """One plan from the model, whose sections can hold `words`. One that cannot be read is shown
    to it once to be repaired; then it is asked again with another seed."""
    tokens = _LINE_TOKENS * (form.most + 1)
    asked = (Message("user", prompt),)
    turns: tuple[Message, ...] = asked
    for attempt in range(_TRIES):
        answer = yield from one_answer(
            engine, turns, _grammar(form), tokens, 0.7, seed + 1000 * attempt, form
        )
        try:
            return _as_plan(answer, form.label, words)
        except PlanParseError:
            yield PlanGrew("\n\n")
            repair = repair_turns(engine, prompt, answer.text, tokens) if not attempt else None
            turns = repair or asked
    raise PlanParseError("plan_not_made", tries=_TRIES)


def _grammar(form: PlanForm) -> str:
    if form.label == "Chapter":
        return chapters_grammar(form.fewest, form.most)
    return sections_grammar(form.fewest, form.most, form.with_title)


def _as_plan(answer: Generated, label: str, words: int) -> Plan:
    """Parse an answer; chapter lines, which carry counts here, are read as sections. One that
    was cut in the middle is left out, unless it is the only one.

    Raises `PlanParseError`, also where what came has no names or cannot have `words` together.
    """
    given = answer.text.split("\n")
    lines = [
        line.replace("Chapter ", "Paragraph ", 1) if line.startswith("Chapter ") else line
        for line in given
    ]
    plan = parse_plan(with_table_as_lines("\n".join(lines)))
    items = tuple(
        replace(item, kind=ItemKind.SECTION, level=1, heading=item.heading or item.main_point[:50])
        for item in plan.outline
    )
    if answer.stop_reason is not StopReason.FINISHED and given[-1].startswith(label):
        items = items[:-1] or items
    if len(items) * MAX_SECTION_WORDS < words or not any(item.heading for item in items):
        raise PlanParseError("plan_no_sections")
    return Plan(plan.title, Outline(items))
