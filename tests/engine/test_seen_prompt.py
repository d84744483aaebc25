# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer is shown of a prompt is what the worker really reads."""

from longwriter_desktop.agentwrite.conversation import TURN_OVERHEAD
from longwriter_desktop.agentwrite.prompt_blocks import BlockKind, view_prompt
from longwriter_desktop.domain.document import Document, Note, NoteKind, SectionText
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import GenerateRequest, PromptProgress
from longwriter_desktop.engine.client import WorkerEngine

TEXT = (
    "The keeper climbed the stairs at dusk and lit the lamp. He wrote the hour in the log; then"
    " he sat down where he could see the flame. “Nothing”, he wrote, “to report.”\n\nBelow him"
    " the sea went on with its work."
)


def written() -> Document:
    outline = Outline(tuple(new_section(f"Night {n}", "a watch", 60) for n in range(1, 5)))
    texts = {section.id: SectionText(TEXT) for section in outline.sections[:3]}
    note = Note("n", NoteKind.CHARACTER, "Keeper", "He is old; he limps.", pinned=True)
    return Document("d", "The Lamp", "Write about a lamp.", 240, outline=outline, texts=texts,
                    notes=(note,), style_sample="Short. Dry.\nNo adjectives.")  # fmt: skip


def test_the_blocks_add_up_to_what_the_worker_reads(starter: WorkerEngine) -> None:
    document = written()
    last = document.outline.sections[3].id
    for prefill in ("", "The keeper went up"):
        context = starter.info.context_tokens
        seen = view_prompt(document, last, starter.count_tokens, context, prefill)
        request = GenerateRequest(seen.messages, 1, prefill)
        read = next(e for e in starter.generate(request) if isinstance(e, PromptProgress))
        texts = sum(block.tokens for block in seen.blocks if block.text)
        marks = seen.used_tokens - texts
        assert texts <= read.total <= texts + marks
        # The template of the starter puts at most a handful of tokens around a turn.
        assert read.total - texts <= TURN_OVERHEAD * len(seen.messages)


def test_a_block_has_as_many_tokens_as_its_text(starter: WorkerEngine) -> None:
    document = written()
    last = document.outline.sections[3].id
    seen = view_prompt(document, last, starter.count_tokens, starter.info.context_tokens)
    for block in seen.blocks:
        if block.text:
            counted = starter.count_tokens([block.text])[0]
            assert abs(block.tokens - counted) <= 2, block.kind
    assert BlockKind.SECTION in {block.kind for block in seen.blocks}
