# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The prompt of one step cut into blocks that a person can look at, with their sizes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, pairwise

from longwriter_desktop.agentwrite.context_room import CountTokens
from longwriter_desktop.agentwrite.conversation import (
    HEAD_OVERHEAD,
    TURN_OVERHEAD,
    Conversation,
    build_conversation,
    task_of,
)
from longwriter_desktop.agentwrite.prompts import opening_parts
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import ContextChoice
from longwriter_desktop.domain.ports import Message


class BlockKind(StrEnum):
    """What a block of the prompt is."""

    INSTRUCTION = "instruction"
    PLAN = "plan"
    NOTES = "notes"
    STYLE = "style"
    SUMMARY = "summary"  # of an earlier section that has no room
    SECTION = "section"  # the text of an earlier section, word for word
    STEP = "step"
    BEGINNING = "beginning"  # what the section has already, where the model goes on behind it
    MARKS = "marks"  # what the model's chat format puts around turns, at most
    ANSWER = "answer"  # room for what will be written
    FREE = "free"


class BlockState(StrEnum):
    """Why a block is in the prompt, or is not."""

    SHOWN = "shown"
    PINNED = "pinned"
    CUT = "cut"  # only its beginning has room
    SUMMARISED = "summarised"  # its summary is shown in its place
    OUTDATED = "outdated"  # so it is, but its text has changed since
    NO_ROOM = "no_room"
    DROPPED = "dropped"  # by the writer


@dataclass(frozen=True)
class PromptBlock:
    """A block and its size in tokens. `title` is a section's heading, else empty; that of a
    summary is the heading of the section that it stands for.

    `text` is what is sent, character for character; empty for rooms and marks, and the
    section's text for a section that is left out.
    """

    kind: BlockKind
    title: str
    tokens: int
    text: str
    section_id: str | None = None
    state: BlockState = BlockState.SHOWN


@dataclass(frozen=True)
class PromptView:
    """The prompt for writing a section. The blocks are in the order in which they are sent, and
    their tokens add up to the context; `left_out` are blocks that are not sent.
    """

    section_id: str
    context_tokens: int
    blocks: tuple[PromptBlock, ...]
    left_out: tuple[PromptBlock, ...]
    messages: tuple[Message, ...]
    beginning: str = ""

    @property
    def answer_tokens(self) -> int:
        return self._tokens(BlockKind.ANSWER)

    @property
    def free_tokens(self) -> int:
        return self._tokens(BlockKind.FREE)

    @property
    def used_tokens(self) -> int:
        """All that is sent, the marks of the chat format counted in."""
        return self.context_tokens - self.answer_tokens - self.free_tokens

    def _tokens(self, kind: BlockKind) -> int:
        return sum(block.tokens for block in self.blocks if block.kind is kind)


def view_prompt(
    document: Document,
    section_id: str,
    count_tokens: CountTokens,
    context_tokens: int,
    prefill: str = "",
) -> PromptView:
    """The prompt that `build_conversation` makes for a section, as blocks.

    Raises:
        InputProblem: `context_too_small` when instruction and plan alone leave no room.
    """
    made = build_conversation(document, section_id, count_tokens, context_tokens, prefill)
    blocks = [*_opening_blocks(document, made, section_id, count_tokens)]
    blocks += _turn_blocks(document, made, section_id, count_tokens)
    if prefill:
        tokens = count_tokens([prefill])[0]
        blocks.append(PromptBlock(BlockKind.BEGINNING, "", tokens, prefill, section_id))
    marks = HEAD_OVERHEAD + 2 * TURN_OVERHEAD * len(made.kept)
    sent = sum(block.tokens for block in blocks)
    answer = min(made.answer_tokens, max(context_tokens - sent, 0))
    marks = min(marks, context_tokens - sent - answer)
    for kind, size in (
        (BlockKind.MARKS, marks),
        (BlockKind.ANSWER, answer),
        (BlockKind.FREE, context_tokens - sent - marks - answer),
    ):
        blocks.append(PromptBlock(kind, "", size, ""))
    left_out = _left_out(document, made, section_id, count_tokens)
    return PromptView(section_id, context_tokens, tuple(blocks), left_out, made.messages, prefill)


def _opening_blocks(
    document: Document, made: Conversation, section_id: str, count_tokens: CountTokens
) -> list[PromptBlock]:
    first = made.kept[0] if made.kept else section_id
    parts = opening_parts(made.task, first, made.detail, made.steps[0])
    asked = task_of(document)
    blocks = [
        PromptBlock(BlockKind.INSTRUCTION, "", 0, parts.instruction),
        PromptBlock(BlockKind.PLAN, "", 0, parts.plan),
        PromptBlock(
            BlockKind.NOTES, "", 0, parts.notes, state=_extent(made.task.notes, asked.notes)
        ),
        PromptBlock(
            BlockKind.STYLE, "", 0, parts.style,
            state=_extent(made.task.style_sample, asked.style_sample),
        ),
        *_summary_blocks(document, made, parts.summaries),
        PromptBlock(BlockKind.INSTRUCTION, "", 0, parts.rules),
        PromptBlock(BlockKind.STEP, "", 0, parts.step, first),
    ]  # fmt: skip
    # Tokens reach over the seams: a piece has what the turn grows by with it.
    sizes = _grown(list(accumulate(block.text for block in blocks)), count_tokens)
    return [
        replace(block, tokens=size) for block, size in zip(blocks, sizes, strict=True) if block.text
    ]


def _summary_blocks(
    document: Document, made: Conversation, pieces: Sequence[str]
) -> list[PromptBlock]:
    blocks = []
    for section_id, piece in zip(made.summarised, pieces, strict=True):
        is_stale = document.summaries[section_id].is_stale(document.text_of(section_id))
        state = BlockState.OUTDATED if is_stale else BlockState.SUMMARISED
        heading = document.outline.get(section_id).heading
        blocks.append(PromptBlock(BlockKind.SUMMARY, heading, 0, piece, section_id, state))
    return blocks


def _turn_blocks(
    document: Document, made: Conversation, section_id: str, count_tokens: CountTokens
) -> list[PromptBlock]:
    following_ids = [*made.kept[1:], section_id] if made.kept else []
    blocks = []
    for prior, following, step in zip(made.kept, following_ids, made.steps[1:], strict=True):
        item = document.outline.get(prior)
        text = document.text_of(prior).text
        pinned = item.context is ContextChoice.PINNED
        state = BlockState.PINNED if pinned else BlockState.SHOWN
        sizes = count_tokens([text, step])
        blocks.append(PromptBlock(BlockKind.SECTION, item.heading, sizes[0], text, prior, state))
        blocks.append(PromptBlock(BlockKind.STEP, "", sizes[1], step, following))
    return blocks


def _left_out(
    document: Document, made: Conversation, section_id: str, count_tokens: CountTokens
) -> tuple[PromptBlock, ...]:
    """Sections that no longer fit or were dropped; notes and sample that have no room at all."""
    asked, blocks = task_of(document), []
    for kind, text, shown in (
        (BlockKind.NOTES, asked.notes, made.task.notes),
        (BlockKind.STYLE, asked.style_sample, made.task.style_sample),
    ):
        if text.strip() and not shown:
            size = count_tokens([text])[0]
            blocks.append(PromptBlock(kind, "", size, text, None, BlockState.NO_ROOM))
    sections = document.outline.sections
    prior = sections[: [section.id for section in sections].index(section_id)]
    out = [
        section for section in prior
        if section.id not in made.kept + made.summarised
        and document.text_of(section.id).text.strip()
    ]  # fmt: skip
    texts = [document.text_of(section.id).text for section in out]
    for section, text, size in zip(out, texts, count_tokens(texts), strict=True):
        by_choice = section.context is ContextChoice.DROPPED
        state = BlockState.DROPPED if by_choice else BlockState.NO_ROOM
        blocks.append(
            PromptBlock(BlockKind.SECTION, section.heading, size, text, section.id, state)
        )
    return tuple(blocks)


def _extent(shown: str, whole: str) -> BlockState:
    return BlockState.SHOWN if shown.strip() == whole.strip() else BlockState.CUT


def _grown(texts: Sequence[str], count_tokens: CountTokens) -> list[int]:
    return [max(after - before, 0) for before, after in pairwise([0, *count_tokens(texts)])]
