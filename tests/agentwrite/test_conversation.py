# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import pytest

from longwriter_desktop.agentwrite.conversation import build_conversation, task_of
from longwriter_desktop.agentwrite.prompts import opening_turn, step_turn
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.events import PlanDetail
from longwriter_desktop.domain.outline import Outline, new_chapter, new_section
from tests.support.scripted import ScriptedEngine, sentences

ENGINE = ScriptedEngine([])


def document_of(sections: int, written: int, words: int = 300, chapters: bool = False) -> Document:
    items = []
    for n in range(1, sections + 1):
        if chapters and n % 5 == 1:
            items.append(new_chapter(f"Chapter {n}", "a part"))
        items.append(new_section(f"Part {n}", f"what part {n} says", words, 2 if chapters else 1))
    outline = Outline(tuple(items))
    texts = {
        section.id: SectionText(sentences(words, f"lamp{n}"), f"take{n}")
        for n, section in enumerate(outline.sections[:written])
    }
    return Document(
        "d", "Lamps", "Write about lamps.", words * sections, outline=outline, texts=texts
    )


def build(document: Document, index: int, context: int = 100_000, prefill: str = ""):
    section = document.outline.sections[index]
    return build_conversation(document, section.id, ENGINE.count_tokens, context, prefill)


def test_the_first_section_is_asked_for_with_instruction_and_plan() -> None:
    document = document_of(3, 0)
    conversation = build(document, 0)
    first = document.outline.sections[0]
    assert [turn.role for turn in conversation.messages] == ["user"]
    assert conversation.messages[0].content == opening_turn(task_of(document), first.id)
    assert "Write about lamps." in conversation.messages[0].content
    assert "what part 3 says" in conversation.messages[0].content


def test_a_later_step_only_appends_to_the_conversation_before_it() -> None:
    document = document_of(4, 3)
    earlier, later = build(document, 2).messages, build(document, 3).messages
    assert later[: len(earlier)] == earlier
    assert [turn.role for turn in later[len(earlier) :]] == ["assistant", "user"]
    assert later[-2].content == document.text_of(document.outline.sections[2].id).text
    assert later[-1].content == step_turn(document.outline, document.outline.sections[3].id)


def test_a_section_that_was_skipped_is_left_out() -> None:
    document = document_of(3, 3)
    second = document.outline.sections[1].id
    skipped = replace(document, texts={k: v for k, v in document.texts.items() if k != second})
    messages = build(skipped, 2).messages
    assert [turn.role for turn in messages] == ["user", "assistant", "user"]


def test_the_oldest_sections_leave_first_and_are_named() -> None:
    document = document_of(20, 19)
    conversation = build(document, 19, context=4096)
    ids = [section.id for section in document.outline.sections]
    assert conversation.dropped == tuple(ids[: len(conversation.dropped)])
    assert 0 < len(conversation.dropped) < 19
    assert conversation.messages[-2].content == document.text_of(ids[18]).text
    assert "Write about lamps." in conversation.messages[0].content


@pytest.mark.parametrize("context", [1024, 2048, 4096, 8192])
def test_prompt_and_answer_always_fit_the_context(context: int) -> None:
    document = document_of(40, 39, chapters=True)
    for index in range(0, 40, 3):
        conversation = build(document, index, context)
        size = sum(ENGINE.count_tokens([turn.content for turn in conversation.messages]))
        assert size + conversation.answer_tokens <= context


def test_the_beginning_moves_rarely_when_the_context_is_full() -> None:
    document = document_of(40, 40)
    firsts = [len(build(document, index, context=8192).dropped) for index in range(40)]
    assert firsts == sorted(firsts)
    moves = sum(1 for a, b in zip(firsts, firsts[1:], strict=False) if a != b)
    assert moves <= 10
    assert firsts[-1] > 20


def test_a_small_context_shows_a_shorter_plan() -> None:
    document = document_of(40, 0, chapters=True)
    assert build(document, 7, context=16_000).detail is PlanDetail.FULL
    assert build(document, 7, context=1024).detail is not PlanDetail.FULL
    near = build(document, 7, context=1024).messages[0].content
    assert "what part 8 says" in near
    assert "what part 30 says" not in near


def test_an_instruction_longer_than_the_context_is_refused() -> None:
    document = replace(document_of(2, 0), instruction=sentences(3000))
    with pytest.raises(InputProblem, match="context_too_small"):
        build(document, 0, context=2048)


def test_the_same_inputs_have_the_same_hash() -> None:
    document = document_of(3, 2)
    assert build(document, 2).hash == build(document, 2).hash
    assert build(document, 2).hash != build(document, 1).hash
