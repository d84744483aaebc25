# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The conversation shown to the model for one section, kept inside its context.

Sections leave oldest first when the conversation outgrows the context; instruction, plan
and the latest sections stay. Which section is the first one kept is a pure function of
the text sizes, so a step always meets the same beginning that the step before it left in
the engine's cache, and the beginning moves rarely: when it must, it moves far enough to
leave a third of the room free.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from longwriter_desktop.agentwrite.prompts import (
    PlanDetail,
    WritingTask,
    opening_turn,
    step_turn,
)
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.ports import LengthGoal, Message

CountTokens = Callable[[Sequence[str]], list[int]]

TURN_OVERHEAD = 12  # tokens; what a chat template adds to a turn, generously
_HEAD_OVERHEAD = 48  # tokens; some templates begin with a system text of their own
MIN_ANSWER_TOKENS = 96
_HEAD_SHARE = 0.4  # of the context; a fuller plan than this gives way to a shorter form
_LOW_WATER = 0.66


@dataclass(frozen=True)
class Conversation:
    """The prompt for one section. Sizes in tokens; `dropped` lists section ids."""

    messages: tuple[Message, ...]
    answer_tokens: int
    prompt_tokens: int
    dropped: tuple[str, ...]
    detail: PlanDetail

    @property
    def hash(self) -> str:
        """SHA-256 over roles and contents, hexadecimal."""
        joined = "\x00".join(f"{turn.role}\x01{turn.content}" for turn in self.messages)
        return hashlib.sha256(joined.encode()).hexdigest()


def task_of(document: Document) -> WritingTask:
    """What every prompt of the document shares."""
    return WritingTask(
        document.instruction,
        document.title,
        document.outline,
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
) -> Conversation:
    """The turns that lead up to writing `section_id`, and the room left for the answer.

    Raises:
        InputProblem: `context_too_small` when instruction and plan alone leave no room.
    """
    task = task_of(document)
    section = document.outline.get(section_id)
    prior = _written_before(document, section_id)
    detail, head = _plan_detail(task, section_id, count_tokens, context_tokens)
    texts = [document.text_of(prior_id).text for prior_id in prior]
    sizes = _turn_sizes(task, prior, texts, count_tokens)
    ratio = _tokens_per_word(texts[-3:], document.instruction, count_tokens)
    prefilled = count_tokens([prefill])[0] if prefill else 0
    high = LengthGoal.around(section.target_words).high
    wanted = max(int(high * ratio) + 48, prefilled + MIN_ANSWER_TOKENS)
    room = context_tokens - head - wanted
    first = _first_kept(sizes, max(room, 0))
    kept = prior[first:]
    prompt = head + sum(sizes[first:])
    answer = min(wanted, context_tokens - prompt) - prefilled
    if answer < MIN_ANSWER_TOKENS:
        raise InputProblem("context_too_small", context=context_tokens, needed=prompt + wanted)
    return Conversation(
        _turns(task, kept, texts[first:], section_id, detail),
        answer,
        prompt + prefilled,
        tuple(prior[:first]),
        detail,
    )


def _written_before(document: Document, section_id: str) -> list[str]:
    ids = [section.id for section in document.outline.sections]
    before = ids[: ids.index(section_id)]
    return [prior for prior in before if document.text_of(prior).text.strip()]


def _plan_detail(
    task: WritingTask, section_id: str, count_tokens: CountTokens, context_tokens: int
) -> tuple[PlanDetail, int]:
    """The fullest plan that leaves room to write, and its opening turn's size in tokens."""
    details = list(PlanDetail)
    heads = count_tokens([opening_turn(task, section_id, detail) for detail in details])
    for detail, head in zip(details, heads, strict=True):
        if head <= context_tokens * _HEAD_SHARE:
            return detail, head + _HEAD_OVERHEAD
    return details[-1], heads[-1] + _HEAD_OVERHEAD


def _turn_sizes(
    task: WritingTask, prior: list[str], texts: list[str], count_tokens: CountTokens
) -> list[int]:
    steps = count_tokens([step_turn(task.outline, prior_id) for prior_id in prior])
    answers = count_tokens(texts)
    return [a + b + 2 * TURN_OVERHEAD for a, b in zip(steps, answers, strict=True)]


def _first_kept(sizes: list[int], room: int) -> int:
    """Index of the first prior section that stays, found by replaying all earlier steps."""
    first, used = 0, 0
    for at, size in enumerate(sizes):
        used += size
        if used > room:
            while first <= at and used > room * _LOW_WATER:
                used -= sizes[first]
                first += 1
    return first


def _tokens_per_word(texts: list[str], instruction: str, count_tokens: CountTokens) -> float:
    """Measured on the latest sections, else on the instruction, with some margin."""
    sample = "\n\n".join(texts) if texts else instruction
    words = count_words(sample)
    if words < 5:
        return 1.6
    return min(max(count_tokens([sample])[0] / words * 1.12, 1.25), 6.0)


def _turns(
    task: WritingTask, kept: list[str], texts: list[str], section_id: str, detail: PlanDetail
) -> tuple[Message, ...]:
    steps = [*kept, section_id]
    messages = [Message("user", opening_turn(task, steps[0], detail))]
    for text, following in zip(texts, steps[1:], strict=True):
        messages.append(Message("assistant", text))
        messages.append(Message("user", step_turn(task.outline, following)))
    return tuple(messages)
