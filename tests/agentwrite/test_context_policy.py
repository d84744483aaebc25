# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document that outgrows the context: what stays verbatim, what becomes a summary."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.agentwrite.context_room import (
    ContextRoom,
    Prior,
    SummaryLine,
    fitted_summaries,
)
from longwriter_desktop.agentwrite.conversation import Conversation, build_conversation, task_of
from longwriter_desktop.agentwrite.prompt_blocks import BlockKind, BlockState, view_prompt
from longwriter_desktop.agentwrite.prompts import opening_parts, opening_turn
from longwriter_desktop.domain.document import (
    Document,
    SectionSummary,
    SectionText,
    TakeOrigin,
)
from longwriter_desktop.domain.outline import (
    ContextChoice,
    Outline,
    new_chapter,
    new_section,
    update_item,
)
from longwriter_desktop.domain.staleness import WrittenFrom, written_from
from tests.support.scripted import ScriptedEngine, sentences

ENGINE = ScriptedEngine([])
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def summary(text: SectionText, words: int = 50) -> SectionSummary:
    return SectionSummary(sentences(words, "sum"), text.fingerprint, TakeOrigin.MODEL, NOW)


def document_of(sections: int, words: int = 300, chapters: bool = False) -> Document:
    """All sections but the last are written and have a summary."""
    items = []
    for n in range(1, sections + 1):
        if chapters and n % 5 == 1:
            items.append(new_chapter(f"Chapter {n}", "a part"))
        items.append(new_section(f"Part {n}", f"what part {n} says", words, 2 if chapters else 1))
    outline = Outline(tuple(items))
    texts = {
        section.id: SectionText(sentences(words, f"lamp{n}"))
        for n, section in enumerate(outline.sections[:-1], start=1)
    }
    return Document(
        "d", "Lamps", "Write about lamps.", words * sections, outline=outline, texts=texts,
        summaries={id_: summary(text) for id_, text in texts.items()},
    )  # fmt: skip


def build(document: Document, number: int, context: int) -> Conversation:
    section = document.outline.sections[number - 1]
    return build_conversation(document, section.id, ENGINE.count_tokens, context)


def numbers(document: Document, ids: tuple[str, ...]) -> list[int]:
    return [document.outline.number(id_) for id_ in ids]


def without_summaries(document: Document) -> Document:
    return replace(document, summaries={})


def test_sections_that_left_stand_in_the_first_turn_as_summaries() -> None:
    document = document_of(20)
    made = build(document, 20, 8192)
    shown, gone = numbers(document, made.kept), numbers(document, made.summarised)
    assert gone + shown == list(range(1, 20))
    assert not made.dropped
    first = made.messages[0].content
    block = first[first.index("What came before:\n") : first.index("Answer with the text")]
    lines = block.strip().split("\n")[1:]
    assert [line.split(":")[0] for line in lines] == [f"{n}. Part {n}" for n in gone]
    assert lines[0].endswith(document.summaries[made.summarised[0]].text)


def test_a_document_that_fits_has_the_prompt_that_it_has_without_summaries() -> None:
    document = document_of(6)
    for number in range(1, 7):
        assert build(document, number, 100_000) == build(
            without_summaries(document), number, 100_000
        )


def test_the_first_turn_without_summaries_is_what_it_was() -> None:
    document = document_of(3)
    section = document.outline.sections[0].id
    parts = opening_parts(task_of(document), section)
    assert parts.summaries == ()
    assert opening_turn(task_of(document), section) == (
        f"{parts.instruction}{parts.plan}{parts.notes}{parts.style}{parts.rules}{parts.step}"
    )


def test_a_section_without_a_summary_is_left_out_and_named() -> None:
    document = document_of(20)
    first, *others = [section.id for section in document.outline.sections]
    kept = {id_: document.summaries[id_] for id_ in others if id_ in document.summaries}
    made = build(replace(document, summaries=kept), 20, 8192)
    assert made.dropped == (first,)
    assert numbers(document, made.summarised)[0] == 2


def test_the_latest_section_stays_word_for_word_beside_summaries() -> None:
    document = document_of(30, words=120)
    for number in range(5, 31):
        made = build(document, number, 2048)
        assert numbers(document, made.kept)[-1] == number - 1


@pytest.mark.parametrize("context", [2048, 4096, 8192])
def test_the_first_turn_changes_only_when_sections_leave(context: int) -> None:
    document = document_of(40, words=150)
    made = [build(document, number, context) for number in range(1, 41)]
    for before, after in zip(made, made[1:], strict=False):
        same = before.not_verbatim == after.not_verbatim and before.kept
        if same and before.detail is after.detail and before.kept[0] == after.kept[0]:
            assert before.messages[0] == after.messages[0]
    moves = sum(a.not_verbatim != b.not_verbatim for a, b in zip(made, made[1:], strict=False))
    assert moves <= {2048: 39, 4096: 20, 8192: 8}[context]


def test_sections_leave_only_where_they_no_longer_fit_whatever_the_next_ones_target_is() -> None:
    """Where the beginning moves nearly all is read again."""
    draw = random.Random(1)
    answers = [draw.randint(300, 1_200) for _ in range(60)]
    priors = [Prior(draw.randint(500, 750), 7_000 - after, 60) for after in answers[1:]]
    stayed: list[int] = []
    for number in range(12, 60):
        room = ContextRoom(7_000 - answers[number], 8_192)
        kept = room.kept(priors[:number])
        if stayed and kept != [*stayed, number - 1]:
            used = sum(priors[at].text for at in (*stayed, number - 1))
            summaries = 60 * (number - len(stayed)) + 12
            assert used + summaries > room.tokens
        stayed = kept


def test_summaries_take_a_quarter_of_the_context_at_most() -> None:
    document = document_of(200, words=100)
    made = build(document, 200, 8192)
    size = sum(ENGINE.count_tokens(made.task.summaries))
    assert 1_500 < size <= 2_048
    assert made.dropped
    assert numbers(document, made.dropped) == list(range(1, len(made.dropped) + 1))


LINES = [SummaryLine(str(n), f"{n}. Part", f"One {n}. Two words more. And three.") for n in "1234"]


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [(99, ["123", "123", "123", "123"]), (36, ["1", "123", "123", "123"]),
     (25, ["1", "1", "1", "123"]), (16, ["1", "1", "1"]), (6, ["1"]), (0, [])],
)  # fmt: skip
def test_the_oldest_summaries_are_shortened_first_and_then_left_out(
    tokens: int, expected: list[str]
) -> None:
    shown = fitted_summaries(LINES, tokens, lambda texts: [len(t.split()) for t in texts])
    said = [
        "".join(
            sign for sign, word in zip("123", ("One", "Two", "three"), strict=True) if word in line
        )
        for _id, line in shown
    ]
    assert said == expected
    assert [id_ for id_, _line in shown] == list("1234")[4 - len(expected) :]


def test_what_the_writer_left_out_is_not_summed_up_either() -> None:
    document = document_of(20)
    second = document.outline.sections[1].id
    outline = update_item(document.outline, second, context=ContextChoice.DROPPED)
    made = build(replace(document, outline=outline), 20, 8192)
    assert second not in made.kept + made.summarised + made.dropped
    assert "2. Part 2: The sum" not in made.messages[0].content


def test_a_pinned_section_stays_word_for_word_among_summaries() -> None:
    document = document_of(20)
    second = document.outline.sections[1].id
    outline = update_item(document.outline, second, context=ContextChoice.PINNED)
    made = build(replace(document, outline=outline), 20, 8192)
    assert made.kept[0] == second
    assert numbers(document, made.summarised)[:2] == [1, 3]


def test_a_section_is_not_written_from_the_text_of_what_was_only_summed_up() -> None:
    document = document_of(20)
    made = build(document, 20, 8192)
    last = document.outline.sections[-1].id
    encoded = written_from(document, last, made.not_verbatim).encode()
    then = WrittenFrom.decode(encoded)
    assert then is not None
    assert set(then.texts) == set(made.kept)


def test_blocks_name_the_sections_that_summaries_stand_for() -> None:
    document = document_of(20)
    changed = document.outline.sections[0].id
    texts = {**document.texts, changed: SectionText("Quite another text.")}
    document = replace(document, texts=texts)
    last = document.outline.sections[-1].id
    seen = view_prompt(document, last, ENGINE.count_tokens, 8192)
    assert "".join(block.text for block in seen.blocks) == "".join(
        turn.content for turn in seen.messages
    )
    assert sum(block.tokens for block in seen.blocks) == 8192
    blocks = [block for block in seen.blocks if block.kind is BlockKind.SUMMARY]
    assert blocks[0].state is BlockState.OUTDATED
    assert {block.state for block in blocks[1:]} == {BlockState.SUMMARISED}
    assert [block.title for block in blocks[:2]] == ["Part 1", "Part 2"]
    assert not seen.left_out


@given(
    st.lists(st.sampled_from(ContextChoice), min_size=11, max_size=11),
    st.lists(st.integers(10, 900), min_size=11, max_size=11),
    st.lists(st.integers(0, 200), min_size=11, max_size=11),
    st.sampled_from([1024, 1500, 2048, 4096, 8192]),
    st.integers(1, 12),
    st.booleans(),
)
def test_the_prompt_fits_and_every_earlier_section_is_accounted_for(
    choices: list[ContextChoice], lengths: list[int], sums: list[int], context: int, number: int,
    chapters: bool,
) -> None:  # fmt: skip
    document = document_of(12, chapters=chapters)
    ids = [section.id for section in document.outline.sections]
    outline = document.outline
    for id_, choice in zip(ids, choices, strict=False):
        outline = update_item(outline, id_, context=choice)
    texts = {id_: SectionText(sentences(words)) for id_, words in zip(ids, lengths, strict=False)}
    summaries = {
        id_: summary(texts[id_], words) for id_, words in zip(ids, sums, strict=False) if words
    }
    document = replace(document, outline=outline, texts=texts, summaries=summaries)
    made = build(document, number, context)
    size = sum(ENGINE.count_tokens([turn.content for turn in made.messages]))
    assert size + made.answer_tokens <= context
    wanted = [id_ for id_, choice in zip(ids[: number - 1], choices, strict=False)
              if choice is not ContextChoice.DROPPED]  # fmt: skip
    for shown in (made.kept, made.summarised, made.dropped):
        assert list(shown) == sorted(shown, key=ids.index)
    assert sorted(made.kept + made.not_verbatim, key=ids.index) == wanted
    assert set(made.summarised) <= set(summaries)
    assert len(made.task.summaries) == len(made.summarised)
    assert sum(ENGINE.count_tokens(made.task.summaries)) <= context / 4
