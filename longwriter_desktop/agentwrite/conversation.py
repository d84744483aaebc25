# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The conversation shown to the model for one section, kept inside its context.

Sections leave oldest first when the conversation outgrows the context; instruction, plan
and the latest sections stay. Which sections are kept is a pure function of the sizes
(`context_room`), and the beginning moves rarely. The summaries of those that left stand in the
first turn: it changes only when the beginning moves, which has everything read again anyway.

The writer may choose: pinned sections leave after all others, dropped ones never come in.
Pinned notes and the style sample stand in the first turn; together they take a quarter of
the context at most, and what is longer is cut behind a sentence, the sample first.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from longwriter_desktop.agentwrite.asking import (
    told_of,
    turn_to_ask,
    turns_before,
    written_before,
)
from longwriter_desktop.agentwrite.context_room import (
    ContextRoom,
    CountTokens,
    Prior,
    SummaryLine,
    fitted_summaries,
    line_sizes,
)
from longwriter_desktop.agentwrite.prompts import WritingTask, opening_turn
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.events import PlanDetail
from longwriter_desktop.domain.outline import ContextChoice, OutlineItem
from longwriter_desktop.domain.ports import LengthGoal, Message
from longwriter_desktop.domain.sentences import sentence_ends

TURN_OVERHEAD = 12  # tokens; what a chat template adds to a turn, generously
HEAD_OVERHEAD = 48  # tokens; some templates begin with a system text of their own
MIN_ANSWER_TOKENS = 96
_HEAD_SHARE = 0.4  # of the context; a fuller plan than this gives way to a shorter form
_NOTES_SHARE = 0.25  # of the context, for notes and style sample together


@dataclass(frozen=True)
class Conversation:
    """The prompt for one section. Sizes in tokens.

    `kept`, `summarised` and `dropped` list section ids: those shown word for word, those shown
    as their summaries, and those that no longer fit at all. `task` holds notes, style sample and
    summaries as they are shown, cut where they were too long, and the plan as it was told.
    `steps` are the words that ask for each section kept and for this one.
    """

    messages: tuple[Message, ...]
    answer_tokens: int
    prompt_tokens: int
    dropped: tuple[str, ...]
    detail: PlanDetail
    task: WritingTask
    kept: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    summarised: tuple[str, ...] = ()

    @property
    def not_verbatim(self) -> tuple[str, ...]:
        """The sections that have left, whether or not a summary stands for them."""
        return self.summarised + self.dropped

    @property
    def hash(self) -> str:
        """SHA-256 over roles and contents, hexadecimal."""
        joined = "\x00".join(f"{turn.role}\x01{turn.content}" for turn in self.messages)
        return hashlib.sha256(joined.encode()).hexdigest()


def task_of(document: Document) -> WritingTask:
    """What every prompt of the document shares; the plan is the one that was told first."""
    return WritingTask(
        document.instruction,
        document.title,
        told_of(document).plan,
        document.language,
        document.pinned_notes,
        document.style_sample,
    )


def build_conversation(
    document: Document,
    section_id: str,
    count_tokens: CountTokens,
    context_tokens: int,
    prefill: str = "",
    is_written: bool = False,
) -> Conversation:
    """The turns that lead up to writing `section_id`, and the room left for the answer.

    `is_written`: the last turn is to be the one that the section's text answers, as it was asked.

    Raises:
        InputProblem: `context_too_small` when instruction and plan alone leave no room.
    """
    section = document.outline.get(section_id)
    prior = written_before(document, section_id)
    prefilled = count_tokens([prefill])[0] if prefill else 0
    steps = turns_before(document, [*prior, section_id])
    if not is_written:
        steps[section_id] = turn_to_ask(document, section_id)
    last = steps[section_id]
    task = task_of(document)
    if task.outline is not document.outline and not _whole_plan_fits(
        task, section_id, last, count_tokens, context_tokens
    ):
        # A plan shown in part moves on with every section anyway: show it as it is now.
        return build_conversation(
            replace(document, told=None), section_id, count_tokens, context_tokens, prefill
        )
    task, detail, head = _opening(task, section_id, last, count_tokens, context_tokens, prefilled)
    texts = [document.text_of(prior_id).text for prior_id in prior]
    ratio = tokens_per_word(texts[-3:], document.instruction, count_tokens)
    least = prefilled + MIN_ANSWER_TOKENS
    wanted = max(_most_tokens(section, ratio), least)
    room = ContextRoom(max(context_tokens - head - wanted, 0), context_tokens)
    others = [_most_tokens(document.outline.get(id_), ratio) for id_ in prior[1:]]
    rooms = [*(max(context_tokens - head - other, 0) for other in others), room.tokens]
    rooms = rooms[: len(prior)]
    shown = _Shown(document, section_id, task, detail, prior, rooms, room, count_tokens, steps)
    kept, prompt = shown.fitting(head, context_tokens - least)
    answer = min(wanted, context_tokens - prompt) - prefilled
    if answer < MIN_ANSWER_TOKENS:
        raise InputProblem("context_too_small", context=context_tokens, needed=prompt + wanted)
    gone = {*kept, *shown.summarised}
    asked = tuple(steps[id_] for id_ in (*kept, section_id))
    opening = opening_turn(shown.task, [*kept, section_id][0], detail, asked[0])
    return Conversation(
        _turns(opening, [document.text_of(id_).text for id_ in kept], asked[1:]),
        answer,
        prompt + prefilled,
        tuple(id_ for id_ in prior if id_ not in gone),
        detail,
        shown.task,
        tuple(kept),
        asked,
        shown.summarised,
    )


class _Shown:
    """The earlier sections as they are shown: word for word, or as summaries."""

    def __init__(
        self, document: Document, section_id: str, task: WritingTask, detail: PlanDetail,
        prior: list[str], rooms: Sequence[int], room: ContextRoom, count_tokens: CountTokens,
        steps: Mapping[str, str],
    ) -> None:  # fmt: skip
        """`rooms` holds for each of the `prior` sections what `Prior.room` is."""
        self.task = task
        self.summarised: tuple[str, ...] = ()
        self._bare = task
        self._section_id = section_id
        self._detail = detail
        self._prior = prior
        self._room = room
        self._count = count_tokens
        self._steps = steps
        self._lines = {id_: _line_of(document, id_) for id_ in prior if id_ in document.summaries}
        texts = [document.text_of(id_).text for id_ in prior]
        sizes = _turn_sizes([steps[id_] for id_ in prior], texts, count_tokens)
        lines = line_sizes([line.whole for line in self._lines.values()], count_tokens)
        summaries = dict(zip(self._lines, lines, strict=True))
        self._priors = [
            Prior(
                size,
                its_room,
                summaries.get(id_, 0),
                document.outline.get(id_).context is ContextChoice.PINNED,
            )
            for id_, size, its_room in zip(prior, sizes, rooms, strict=True)
        ]

    def fitting(self, head: int, most: int) -> tuple[list[str], int]:
        """Ids of the sections that are kept, and the prompt's tokens; `head` is what the first
        turn has without summaries. Where all is more than `most`, less is shown.
        """
        kept = self._room.kept(self._priors)
        prompt = self._choose(kept, head)
        if prompt > most and kept:
            kept = []
            prompt = self._choose(kept, head)
        if prompt > most and self.summarised:
            self.task, self.summarised = self._bare, ()
            prompt = head
        return [self._prior[at] for at in kept], prompt

    def _choose(self, kept: list[int], head: int) -> int:
        """Put summaries in for all that is not kept; returns the prompt's tokens."""
        gone = [id_ for at, id_ in enumerate(self._prior) if at not in kept]
        lines = [self._lines[id_] for id_ in gone if id_ in self._lines]
        allowed = self._room.for_summaries(self._priors, kept)
        fitted = fitted_summaries(lines, allowed, self._count)
        self.summarised = tuple(id_ for id_, _line in fitted)
        self.task = replace(self._bare, summaries=tuple(line for _id, line in fitted))
        prompt = head + sum(self._priors[at].text for at in kept)
        if not fitted and (not kept or self._detail is PlanDetail.FULL):
            return prompt
        # The first turn shows the plan around the first section kept; that part may be longer.
        first = self._prior[kept[0]] if kept else self._section_id
        first_turn, own_turn = self._steps[first], self._steps[self._section_id]
        with_all, own, first_step, own_step = self._count(
            [
                opening_turn(self.task, first, self._detail, first_turn),
                opening_turn(self._bare, self._section_id, self._detail, own_turn),
                first_turn,
                own_turn,
            ]
        )
        return prompt + max(with_all - first_step - own + own_step, 0)


def _line_of(document: Document, section_id: str) -> SummaryLine:
    section = document.outline.get(section_id)
    number = document.outline.number(section_id)
    title = f"{number}. {section.heading}" if section.heading else f"{number}"
    return SummaryLine(section_id, title, " ".join(document.summaries[section_id].text.split()))


def fitting_prefill(text: str, count_tokens: CountTokens, context_tokens: int) -> str:
    """The end of a section's text that a model is shown to go on behind it: a third of the
    context at most, cut at a paragraph (else at a space).
    """
    while text and count_tokens([text])[0] > context_tokens // 3:
        text = _later_half(text)
    return text


def cut_to(text: str, tokens: int, count_tokens: CountTokens) -> str:
    """`text`, or as many of its whole sentences and lines as fit into `tokens`."""
    text = text.strip()
    if not text or count_tokens([text])[0] <= tokens:
        return text
    lines = [at + 1 for at, char in enumerate(text) if char == "\n"]
    ends = sorted({*sentence_ends(text), *lines, len(text)})
    sizes = count_tokens([text[start:end] for start, end in pairwise([0, *ends])])
    used = keep = 0
    for end, size in zip(ends, sizes, strict=True):
        used += size
        if used > tokens:
            break
        keep = end
    return text[:keep].strip()


def _later_half(text: str) -> str:
    """The text behind the paragraph (else the space) that is nearest to its middle."""
    middle = len(text) // 2
    for mark in ("\n\n", " "):
        cut = text.find(mark, middle)
        if cut != -1:
            return text[cut + len(mark) :]
    return text[middle:]


def _opening(
    task: WritingTask,
    section_id: str,
    step: str,
    count_tokens: CountTokens,
    context_tokens: int,
    taken: int,
) -> tuple[WritingTask, PlanDetail, int]:
    """The task with notes and style sample as short as they must be, the fullest plan, and the
    opening turn's size in tokens. `taken` tokens are spoken for.
    """
    bare = replace(task, notes="", style_sample="")
    detail, head = _plan_detail(bare, section_id, step, count_tokens, context_tokens)
    if not task.notes.strip() and not task.style_sample.strip():
        return bare, detail, head
    room = context_tokens - head - taken - MIN_ANSWER_TOKENS
    room = min(int(context_tokens * _NOTES_SHARE), room) - 2 * TURN_OVERHEAD
    notes = cut_to(task.notes, room, count_tokens)
    left = room - (count_tokens([notes])[0] if notes else 0)
    fitted = replace(task, notes=notes, style_sample=cut_to(task.style_sample, left, count_tokens))
    size = count_tokens([opening_turn(fitted, section_id, detail, step)])[0]
    return fitted, detail, size + HEAD_OVERHEAD


def _whole_plan_fits(
    task: WritingTask, section_id: str, step: str, count_tokens: CountTokens, context_tokens: int
) -> bool:
    bare = replace(task, notes="", style_sample="")
    turn = opening_turn(bare, section_id, PlanDetail.FULL, step)
    return count_tokens([turn])[0] <= context_tokens * _HEAD_SHARE


def _plan_detail(
    task: WritingTask, section_id: str, step: str, count_tokens: CountTokens, context_tokens: int
) -> tuple[PlanDetail, int]:
    """The fullest plan that leaves room to write, and its opening turn's size in tokens."""
    head = 0
    for detail in PlanDetail:
        head = count_tokens([opening_turn(task, section_id, detail, step)])[0]
        if head <= context_tokens * _HEAD_SHARE:
            break
    return detail, head + HEAD_OVERHEAD


def _turn_sizes(steps: list[str], texts: list[str], count_tokens: CountTokens) -> list[int]:
    sizes = zip(count_tokens(steps), count_tokens(texts), strict=True)
    return [step + text + 2 * TURN_OVERHEAD for step, text in sizes]


def _most_tokens(section: OutlineItem, tokens_a_word: float) -> int:
    """What the text of a section may take."""
    return int(LengthGoal.around(section.target_words).high * tokens_a_word) + 48


def tokens_per_word(texts: list[str], instruction: str, count_tokens: CountTokens) -> float:
    """What a word of the document takes: measured on the latest sections, else on the
    instruction, with some margin."""
    sample = "\n\n".join(texts) if texts else instruction
    words = count_words(sample)
    if words < 5:
        return 1.6
    return min(max(count_tokens([sample])[0] / words * 1.12, 1.25), 6.0)


def _turns(opening: str, texts: Sequence[str], steps: Sequence[str]) -> tuple[Message, ...]:
    messages = [Message("user", opening)]
    for text, following in zip(texts, steps, strict=True):
        messages.append(Message("assistant", text))
        messages.append(Message("user", following))
    return tuple(messages)
