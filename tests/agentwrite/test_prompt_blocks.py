# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The prompt as blocks: whole, in order, adding up, and saying what is left out and why."""

from dataclasses import replace

import pytest

from longwriter_desktop.agentwrite.prompt_blocks import (
    BlockKind,
    BlockState,
    PromptView,
    view_prompt,
)
from longwriter_desktop.domain.document import Document, Note, NoteKind, SectionText
from longwriter_desktop.domain.outline import ContextChoice, Outline, new_section, update_item
from tests.support.scripted import ScriptedEngine, sentences

ENGINE = ScriptedEngine([])


def document_of(sections: int, written: int, words: int = 300) -> Document:
    outline = Outline(
        tuple(
            new_section(f"Part {n}", f"what part {n} says", words) for n in range(1, sections + 1)
        )
    )
    texts = {
        section.id: SectionText(sentences(words, f"lamp{n}"))
        for n, section in enumerate(outline.sections[:written], start=1)
    }
    note = Note("n", NoteKind.FACT, "Oil", "It is dear.", pinned=True)
    return Document("d", "Lamps", "Write about lamps.", words * sections, outline=outline,
                    texts=texts, notes=(note,), style_sample="Short. Dry.")  # fmt: skip


def view(document: Document, number: int, context: int = 4096, prefill: str = "") -> PromptView:
    section = document.outline.sections[number - 1].id
    return view_prompt(document, section, ENGINE.count_tokens, context, prefill)


@pytest.mark.parametrize("context", [1024, 2048, 4096, 100_000])
@pytest.mark.parametrize("number", [1, 2, 12])
def test_the_blocks_hold_the_whole_prompt_in_its_order(number: int, context: int) -> None:
    seen = view(document_of(12, 11), number, context)
    assert "".join(block.text for block in seen.blocks) == "".join(
        turn.content for turn in seen.messages
    )


@pytest.mark.parametrize("context", [1024, 2048, 4096, 100_000])
@pytest.mark.parametrize("prefill", ["", "The lamp was cold. "])
def test_the_blocks_add_up_to_the_context(context: int, prefill: str) -> None:
    seen = view(document_of(12, 11), 12, context, prefill)
    assert sum(block.tokens for block in seen.blocks) == context
    assert seen.used_tokens + seen.answer_tokens + seen.free_tokens == context
    assert min(block.tokens for block in seen.blocks) >= 0


def test_sections_are_named_and_pinned_ones_marked() -> None:
    document = document_of(4, 3)
    second = document.outline.sections[1].id
    outline = update_item(document.outline, second, context=ContextChoice.PINNED)
    seen = view(replace(document, outline=outline), 4)
    sections = [block for block in seen.blocks if block.kind is BlockKind.SECTION]
    assert [block.title for block in sections] == ["Part 1", "Part 2", "Part 3"]
    assert [block.state for block in sections] == [
        BlockState.SHOWN, BlockState.PINNED, BlockState.SHOWN,
    ]  # fmt: skip


def test_what_is_left_out_says_why() -> None:
    document = document_of(12, 11)
    eleventh = document.outline.sections[10].id
    outline = update_item(document.outline, eleventh, context=ContextChoice.DROPPED)
    left_out = view(replace(document, outline=outline), 12, 2048).left_out
    assert (left_out[0].title, left_out[0].state) == ("Part 1", BlockState.NO_ROOM)
    assert (left_out[-1].title, left_out[-1].state) == ("Part 11", BlockState.DROPPED)
    assert left_out[-1].tokens == ENGINE.count_tokens([left_out[-1].text])[0]


def test_a_cut_sample_says_so() -> None:
    document = replace(document_of(3, 2), style_sample=sentences(3_000))
    style = next(block for block in view(document, 3).blocks if block.kind is BlockKind.STYLE)
    assert style.state is BlockState.CUT
    assert style.text.rstrip().endswith(".")


def test_a_sample_without_any_room_is_left_out() -> None:
    document = replace(document_of(3, 2), style_sample="a " * 3_000)
    seen = view(document, 3)
    assert BlockKind.STYLE not in {block.kind for block in seen.blocks}
    assert [(block.kind, block.state) for block in seen.left_out] == [
        (BlockKind.STYLE, BlockState.NO_ROOM)
    ]
