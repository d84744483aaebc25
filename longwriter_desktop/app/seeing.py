# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model sees for the step about to be written, in rows for a list."""

from dataclasses import dataclass, replace

from longwriter_desktop.agentwrite.context_room import CountTokens
from longwriter_desktop.agentwrite.conversation import fitting_prefill
from longwriter_desktop.agentwrite.prompt_blocks import (
    BlockKind,
    BlockState,
    PromptBlock,
    PromptView,
    view_prompt,
)
from longwriter_desktop.domain.document import Document, Note, NoteKind
from longwriter_desktop.domain.events import WriteMode

__all__ = [
    "BlockKind", "BlockState", "PromptView", "SeenRow", "rows_of", "sample_as_note", "see",
    "step_to_see", "whole_prompt", "without_notes", "writing_mode",
]  # fmt: skip


@dataclass(frozen=True)
class SeenRow:
    """One line of the list: a block, or several of one kind that belong together.

    `blocks` are positions in the view's blocks; a row that is left out has none.
    """

    kind: BlockKind
    title: str
    tokens: int
    text: str
    section_id: str | None = None
    state: BlockState = BlockState.SHOWN
    blocks: tuple[int, ...] = ()
    is_earlier: bool = False  # steps that were asked for before

    @property
    def is_sent(self) -> bool:
        return self.state not in (BlockState.NO_ROOM, BlockState.DROPPED)

    @property
    def can_be_dropped(self) -> bool:
        """Whether the writer may leave it out."""
        choosable = (BlockKind.SECTION, BlockKind.SUMMARY, BlockKind.NOTES, BlockKind.STYLE)
        return self.kind in choosable and self.state is not BlockState.DROPPED

    @property
    def can_be_pinned(self) -> bool:
        """Whether the writer may choose that it leaves last, or no longer so."""
        return self.kind in (BlockKind.SECTION, BlockKind.SUMMARY)

    @property
    def can_be_summarised(self) -> bool:
        """Whether a summary stands for it, or should."""
        is_gone = self.kind is BlockKind.SECTION and self.state is BlockState.NO_ROOM
        return is_gone or self.kind is BlockKind.SUMMARY


def step_to_see(document: Document, here: str | None) -> str | None:
    """The section `here`, else the next one without a text, or None where all have one."""
    if here is not None:
        return here
    for section in document.outline.sections:
        if not document.text_of(section.id).text.strip():
            return section.id
    return None


def writing_mode(document: Document, section_id: str) -> WriteMode:
    """How the section would be written next: on behind its own text where it was stopped."""
    unfinished = document.text_of(section_id).is_unfinished
    return WriteMode.CONTINUE if unfinished else WriteMode.FRESH


def see(
    document: Document, section_id: str, count_tokens: CountTokens, context_tokens: int
) -> PromptView:
    """The prompt as writing the section would send it: behind its own text where it was stopped.

    Raises `InputProblem("context_too_small")`.
    """
    present = document.text_of(section_id)
    text = present.text.rstrip() if present.is_unfinished else ""
    prefill = fitting_prefill(text, count_tokens, context_tokens)
    return view_prompt(document, section_id, count_tokens, context_tokens, prefill)


def rows_of(view: PromptView) -> tuple[SeenRow, ...]:
    """The blocks as rows, in the order of the prompt; then what is left out.

    The two parts of the instruction are one row, and so are the steps before this one.
    """
    groups: dict[tuple[BlockKind, str, bool], list[int]] = {}
    for at, block in enumerate(view.blocks):
        is_earlier = block.kind is BlockKind.STEP and block.section_id != view.section_id
        is_section = block.kind in (BlockKind.SECTION, BlockKind.SUMMARY)
        own = block.section_id or "" if is_section else ""
        groups.setdefault((block.kind, own, is_earlier), []).append(at)
    rows = [_row(view, places, key[2]) for key, places in groups.items()]
    order = list(BlockKind)
    rows.sort(key=lambda row: (order.index(row.kind), not row.is_earlier))
    return (*rows, *map(_left_out, view.left_out))


def whole_prompt(view: PromptView) -> str:
    """All that is sent, each turn under its role in brackets."""
    turns = [f"[{turn.role}]\n{turn.content}" for turn in view.messages]
    if view.beginning:
        turns.append(f"[assistant]\n{view.beginning}")
    return "\n\n".join(turns)


def without_notes(document: Document) -> tuple[Note, ...]:
    """The notes, none of them pinned."""
    return tuple(replace(note, pinned=False) for note in document.notes)


def sample_as_note(document: Document, note_id: str, title: str) -> tuple[Note, ...]:
    """The notes, and the style sample behind them as a note that the model is not shown."""
    kept = Note(note_id, NoteKind.STYLE, title, document.style_sample)
    return (*document.notes, kept)


def _row(view: PromptView, places: list[int], is_earlier: bool) -> SeenRow:
    blocks = [view.blocks[at] for at in places]
    text = "\n\n".join(block.text.strip("\n") for block in blocks) if len(blocks) > 1 else (
        blocks[0].text
    )  # fmt: skip
    first = blocks[0]
    tokens = sum(block.tokens for block in blocks)
    return SeenRow(first.kind, first.title, tokens, text, first.section_id, first.state,
                   tuple(places), is_earlier)  # fmt: skip


def _left_out(block: PromptBlock) -> SeenRow:
    return SeenRow(block.kind, block.title, block.tokens, block.text, block.section_id, block.state)
