# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.agentwrite.conversation import build_conversation, cut_to, task_of
from longwriter_desktop.agentwrite.prompts import opening_turn, step_turn
from longwriter_desktop.domain.document import Document, Note, NoteKind, SectionText
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.events import PlanDetail
from longwriter_desktop.domain.outline import (
    ContextChoice,
    Outline,
    new_chapter,
    new_section,
    update_item,
)
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


def chosen(document: Document, **choices: ContextChoice) -> Document:
    """The document with context choices for sections by number: s1, s2 and so on."""
    outline = document.outline
    for name, choice in choices.items():
        section = document.outline.sections[int(name[1:]) - 1]
        outline = update_item(outline, section.id, context=choice)
    return replace(document, outline=outline)


def shown_numbers(document: Document, index: int, context: int) -> list[int]:
    conversation = build(document, index, context)
    return [document.outline.number(section) for section in conversation.kept]


def test_a_dropped_section_never_enters_the_conversation() -> None:
    document = chosen(document_of(6, 5), s2=ContextChoice.DROPPED)
    assert shown_numbers(document, 5, 100_000) == [1, 3, 4, 5]
    contents = [turn.content for turn in build(document, 5).messages]
    assert document.text_of(document.outline.sections[1].id).text not in contents


def test_a_pinned_section_leaves_after_all_others() -> None:
    document = document_of(20, 19)
    assert 2 not in shown_numbers(document, 19, 4096)
    pinned = chosen(document, s2=ContextChoice.PINNED)
    numbers = shown_numbers(pinned, 19, 4096)
    assert numbers[0] == 2
    assert numbers[1:] == list(range(numbers[1], 20))
    assert build(pinned, 19, 4096).dropped[0] == document.outline.sections[0].id


def test_pinned_sections_that_do_not_fit_leave_oldest_first() -> None:
    pins = {f"s{n}": ContextChoice.PINNED for n in range(1, 20)}
    numbers = shown_numbers(chosen(document_of(20, 19), **pins), 19, 4096)
    assert numbers == list(range(numbers[0], 20))
    assert 1 < numbers[0] < 20


@pytest.mark.parametrize("context", [4096, 8192])
def test_the_beginning_moves_rarely_with_a_pinned_section_too(context: int) -> None:
    document = chosen(document_of(40, 40), s3=ContextChoice.PINNED)
    firsts = [build(document, index, context).kept[:2] for index in range(4, 40)]
    stays = sum(1 for a, b in zip(firsts, firsts[1:], strict=False) if a == b)
    assert stays >= len(firsts) // 4
    for index in range(40):
        conversation = build(document, index, context)
        size = sum(ENGINE.count_tokens([turn.content for turn in conversation.messages]))
        assert size + conversation.answer_tokens <= context


def test_a_pinned_section_of_a_long_chapter_never_overflows_a_short_plan() -> None:
    sections = [new_section(f"Part {n}", sentences(30), 60, 2) for n in range(30)]
    last = new_section("Last", "the end", 60, 2)
    outline = Outline((new_chapter("One"), *sections, new_chapter("Two"), last))
    texts = {sections[0].id: SectionText(sentences(60))}
    document = Document("d", "L", "Write about lamps.", 2000, outline=outline, texts=texts)
    document = chosen(document, s1=ContextChoice.PINNED)
    for context in (768, 1024, 1400, 2048):
        conversation = build(document, 30, context)
        size = sum(ENGINE.count_tokens([turn.content for turn in conversation.messages]))
        assert size + conversation.answer_tokens <= context


def test_a_long_style_sample_is_cut_behind_a_sentence() -> None:
    document = replace(document_of(20, 19), style_sample=sentences(3_000, "voice"))
    conversation = build(document, 19, context=4096)
    sample = conversation.task.style_sample
    assert document.style_sample.startswith(sample)
    assert sample.endswith(".")
    assert 500 < ENGINE.count_tokens([sample])[0] <= 1024
    assert sample in conversation.messages[0].content
    assert len(conversation.kept) >= 2


@pytest.mark.parametrize("context", [1024, 2048, 4096])
def test_long_notes_and_sample_never_overflow(context: int) -> None:
    note = Note("n", NoteKind.FACT, "Lamp", sentences(2_000, "fact"), pinned=True)
    document = replace(document_of(20, 19), notes=(note,), style_sample=sentences(2_000))
    for prefill in ("", sentences(context // 5)):
        conversation = build(document, 19, context, prefill)
        size = sum(ENGINE.count_tokens([t.content for t in conversation.messages] + [prefill]))
        assert size + conversation.answer_tokens <= context
        cut = ENGINE.count_tokens([conversation.task.notes, conversation.task.style_sample])
        assert sum(cut) <= context // 4
        assert cut[1] < cut[0]


def test_short_notes_and_sample_are_shown_whole() -> None:
    note = Note("n", NoteKind.FACT, "Lamp", "It burns oil.", pinned=True)
    document = replace(document_of(3, 2), notes=(note,), style_sample="Short. Dry.")
    assert build(document, 2, 4096).task == task_of(document)


def test_a_cut_text_ends_with_a_whole_sentence_or_line() -> None:
    text = "One lamp burns. Two lamps\nburn. Three"
    cuts = {
        cut_to(text, words, lambda texts: [len(t.split()) for t in texts]) for words in range(9)
    }
    assert cuts == {"", "One lamp burns.", "One lamp burns. Two lamps",
                    "One lamp burns. Two lamps\nburn.", text}  # fmt: skip


@given(
    st.lists(st.sampled_from(ContextChoice), min_size=9, max_size=9),
    st.lists(st.integers(10, 900), min_size=9, max_size=9),
    st.sampled_from([1024, 2048, 4096, 8192]),
    st.integers(0, 9),
)
def test_whatever_is_chosen_the_prompt_fits_and_loses_nothing_silently(
    choices: list[ContextChoice], lengths: list[int], context: int, index: int
) -> None:
    document = document_of(10, 9)
    ids = [section.id for section in document.outline.sections]
    texts = {id_: SectionText(sentences(words)) for id_, words in zip(ids, lengths, strict=False)}
    document = replace(document, texts=texts)
    document = chosen(document, **{f"s{n}": choice for n, choice in enumerate(choices, start=1)})
    conversation = build(document, index, context)
    size = sum(ENGINE.count_tokens([turn.content for turn in conversation.messages]))
    assert size + conversation.answer_tokens <= context
    refused = {id_ for id_, choice in zip(ids, choices, strict=False)
               if choice is ContextChoice.DROPPED}  # fmt: skip
    shown = [id_ for id_ in ids[:index] if id_ not in refused]
    assert sorted([*conversation.kept, *conversation.dropped], key=ids.index) == shown
    # A section that was not pinned never stays where a later, pinned one had to go.
    pinned = {id_ for id_, choice in zip(ids, choices, strict=False)
              if choice is ContextChoice.PINNED}  # fmt: skip
    gone = [ids.index(id_) for id_ in conversation.dropped if id_ in pinned]
    stays = [ids.index(id_) for id_ in conversation.kept if id_ not in pinned]
    assert not gone or not stays or min(stays) > min(gone)
