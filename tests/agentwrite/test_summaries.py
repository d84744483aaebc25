# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which sections are summed up, what the model is asked, and what becomes of its answer."""

from dataclasses import replace

import pytest

from longwriter_desktop.agentwrite.summaries import (
    may_replace,
    sections_to_summarise,
    summary_of,
    summary_request,
    written_summary,
)
from longwriter_desktop.domain.document import Document, SectionText, TakeOrigin
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import Outline, new_section
from tests.support.scripted import ScriptedEngine, sentences

ENGINE = ScriptedEngine([])


def document_of(sections: int, words: int = 300) -> Document:
    """All sections but the last are written."""
    outline = Outline(tuple(new_section(f"Part {n}", "", words) for n in range(1, sections + 1)))
    texts = {
        section.id: SectionText(sentences(words, f"lamp{n}"))
        for n, section in enumerate(outline.sections[:-1], start=1)
    }
    return Document("d", "Lamps", "Write about lamps.", 6_000, outline=outline, texts=texts)


def wanted(document: Document, context: int = 4_096) -> list[int]:
    last = document.outline.sections[-1].id
    found = sections_to_summarise(document, last, ENGINE.count_tokens, context)
    return [document.outline.number(section) for section in found]


def test_a_document_that_fits_needs_no_summary() -> None:
    assert wanted(document_of(6), 100_000) == []


def test_what_has_left_or_soon_leaves_is_wanted_the_oldest_first() -> None:
    document = document_of(20)
    numbers = wanted(document)
    assert numbers == list(range(1, len(numbers) + 1))
    assert 10 < len(numbers) < 19


def test_a_context_that_is_too_small_for_any_prompt_wants_none() -> None:
    assert wanted(replace(document_of(3), instruction=sentences(3_000)), 2_048) == []


def test_a_summary_is_made_again_when_its_text_changed_but_never_the_writers() -> None:
    document = document_of(20)
    first, second = (section.id for section in document.outline.sections[:2])
    made = summary_of(document, first, "The lamp burns.")
    own = written_summary(document, second, "My own words.")
    assert made is not None
    assert own is not None
    document = replace(document, summaries={first: made, second: own})
    assert wanted(document)[0] == 3
    texts = {**document.texts, first: SectionText("New."), second: SectionText("New.")}
    document = replace(document, texts=texts)
    assert wanted(document)[:2] == [1, 3]
    assert may_replace(document, first)
    assert not may_replace(document, second)
    assert own.is_stale(document.text_of(second))


def test_the_request_holds_the_section_alone_and_its_length() -> None:
    document = document_of(3)
    first, second = document.outline.sections[:2]
    request = summary_request(document, first.id, ENGINE.count_tokens, 4_096)
    (message,) = request.messages
    assert document.text_of(first.id).text in message.content
    assert document.text_of(second.id).text not in message.content
    assert "Section: Part 1" in message.content
    assert message.content.endswith("Language: English\nWord Count: 50 words")
    assert request.length is not None
    assert request.length.target == 50


@pytest.mark.parametrize("context", [512, 1_024, 2_048])
def test_a_section_longer_than_the_context_shows_its_beginning_and_its_end(context: int) -> None:
    document = document_of(2, 4_000)
    request = summary_request(
        document, document.outline.sections[0].id, ENGINE.count_tokens, context
    )
    content = request.messages[0].content
    assert ENGINE.count_tokens([content])[0] + request.max_tokens <= context
    assert "The lamp1 w2 w3" in content
    assert "w3998 w3999." in content


def test_no_summary_is_asked_for_where_the_instruction_fills_the_context() -> None:
    document = replace(document_of(2), instruction=sentences(3_000))
    with pytest.raises(InputProblem, match="context_too_small"):
        summary_request(document, document.outline.sections[0].id, ENGINE.count_tokens, 2_048)


def test_a_chinese_section_is_summed_up_in_more_characters() -> None:
    document = document_of(2)
    first = document.outline.sections[0].id
    document = replace(
        document, texts={first: SectionText("\u706f\u5854\u5728\u96fe\u4e2d\u3002" * 60)}
    )
    request = summary_request(document, first, ENGINE.count_tokens, 4_096)
    assert request.length is not None
    assert request.length.target == 80


@pytest.mark.parametrize(
    ("answer", "text"),
    [(" The lamp\nburns. ", "The lamp burns."), ("It burns. And then the", "It burns.")],
)
def test_a_summary_is_whole_sentences_in_one_line(answer: str, text: str) -> None:
    document = document_of(2)
    made = summary_of(document, document.outline.sections[0].id, answer)
    assert made is not None
    assert (made.text, made.origin) == (text, TakeOrigin.MODEL)


@pytest.mark.parametrize("answer", ["", "\n", "no sentence at all"])
def test_an_answer_without_a_sentence_is_no_summary(answer: str) -> None:
    document = document_of(2)
    assert summary_of(document, document.outline.sections[0].id, answer) is None
