# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

from longwriter_desktop.agentwrite.writer import WriteOptions, inputs_hash, write_section
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import SectionText, StopReason
from longwriter_desktop.domain.events import (
    SectionEnded,
    SectionGrew,
    SectionRewound,
    SectionStarted,
    WriteMode,
)
from longwriter_desktop.domain.ports import Generated, PromptProgress, TextDelta, TextRewound
from tests.agentwrite.test_conversation import document_of
from tests.support.scripted import ScriptedEngine, answering, sentences


def run(engine: ScriptedEngine, document, index: int = 0, mode: WriteMode = WriteMode.FRESH):
    section = document.outline.sections[index]
    return list(write_section(engine, document, section.id, WriteOptions(mode, seed=5)))


def test_a_section_is_started_streamed_and_ended() -> None:
    text = sentences(300)
    events = run(ScriptedEngine([answering(text)]), document_of(2, 0))
    assert isinstance(events[0], SectionStarted)
    assert "".join(e.text for e in events if isinstance(e, SectionGrew)) == text
    ended = events[-1]
    assert isinstance(ended, SectionEnded)
    assert (ended.text, ended.stop_reason) == (text, StopReason.FINISHED)
    assert (ended.provenance.seed, ended.provenance.model_name) == (5, "scripted")


def test_words_are_counted_as_the_section_grows() -> None:
    grown = [
        e for e in run(ScriptedEngine([answering(sentences(300))]), document_of(1, 0))
        if isinstance(e, SectionGrew)
    ]  # fmt: skip
    assert grown[-1].words == 300
    assert all(a.words <= b.words for a, b in zip(grown, grown[1:], strict=False))


def test_the_request_holds_the_section_to_its_target() -> None:
    engine = ScriptedEngine([answering(sentences(300))])
    run(engine, document_of(1, 0))
    goal = engine.requests[0].length
    assert goal is not None
    assert goal.low < goal.target == 300 < goal.high


def test_an_answer_that_ends_too_soon_is_continued_behind_its_own_text() -> None:
    first, second = sentences(120), " " + sentences(170, "sea")
    engine = ScriptedEngine([answering(first), answering(second)])
    ended = run(engine, document_of(1, 0))[-1]
    assert isinstance(ended, SectionEnded)
    assert ended.text == first + second
    assert engine.requests[1].prefill == first
    assert ended.stats.generated_tokens > 0


def test_a_section_cut_at_a_loop_goes_on_with_another_seed() -> None:
    first = answering(sentences(120), StopReason.LOOP_CUT)
    engine = ScriptedEngine([first, answering(" " + sentences(180, "sea"))])
    ended = run(engine, document_of(1, 0))[-1]
    assert isinstance(ended, SectionEnded)
    assert (count_words(ended.text), ended.stop_reason) == (300, StopReason.FINISHED)
    assert engine.requests[0].seed != engine.requests[1].seed


def test_a_section_that_only_loops_says_so() -> None:
    loops = [answering(f" Again {n}.", StopReason.LOOP_CUT) for n in range(4)]
    ended = run(ScriptedEngine(loops), document_of(1, 0))[-1]
    assert isinstance(ended, SectionEnded)
    assert ended.stop_reason is StopReason.LOOP_CUT


def test_a_model_that_gives_nothing_more_is_not_asked_forever() -> None:
    engine = ScriptedEngine([answering(sentences(50)), answering("")])
    ended = run(engine, document_of(1, 0))[-1]
    assert isinstance(ended, SectionEnded)
    assert count_words(ended.text) == 50
    assert len(engine.requests) == 2


def test_a_stop_by_the_writer_is_not_continued() -> None:
    engine = ScriptedEngine([answering(sentences(50), StopReason.CANCELLED)])
    ended = run(engine, document_of(1, 0))[-1]
    assert isinstance(ended, SectionEnded)
    assert ended.stop_reason is StopReason.CANCELLED


def test_continuing_shows_the_model_what_is_there_and_keeps_it() -> None:
    document = document_of(1, 0)
    section = document.outline.sections[0]
    half = sentences(150)[:-1]
    document = replace(document, texts={section.id: SectionText(half + "  ")})
    engine = ScriptedEngine([answering(" and " + sentences(149, "sea"))])
    ended = run(engine, document, mode=WriteMode.CONTINUE)[-1]
    assert engine.requests[0].prefill == half
    assert isinstance(ended, SectionEnded)
    assert ended.text == half + " and " + sentences(149, "sea")


def test_a_section_longer_than_the_context_is_continued_from_its_end() -> None:
    document = document_of(1, 0, words=2000)
    section = document.outline.sections[0]
    written = "\n\n".join(sentences(200, f"s{n}") for n in range(6))
    document = replace(document, texts={section.id: SectionText(written)})
    engine = ScriptedEngine([answering(" " + sentences(750))], context_tokens=2048)
    ended = run(engine, document, mode=WriteMode.CONTINUE)[-1]
    request = engine.requests[0]
    assert written.endswith(request.prefill)
    assert len(request.prefill) < len(written)
    assert request.length is not None
    assert request.length.target == 2000 - (1200 - count_words(request.prefill))
    assert isinstance(ended, SectionEnded)
    assert ended.text.startswith(written)


def test_a_rewound_loop_is_taken_out_of_the_text_and_the_count() -> None:
    def looping(request):
        yield PromptProgress(5, 5, 0)
        yield TextDelta("One two three. ", 4)
        yield TextDelta("three. three. ", 8)
        yield TextRewound(15, "loop")
        yield TextDelta("Four five.", 12)
        yield Generated("One two three. Four five.", StopReason.CANCELLED)

    events = run(ScriptedEngine([looping]), document_of(1, 0))
    rewound = next(e for e in events if isinstance(e, SectionRewound))
    assert rewound.keep == 15
    assert events[-2].words == 5


def test_an_edit_upstream_changes_what_a_section_is_written_from() -> None:
    document = document_of(3, 2)
    last = document.outline.sections[2].id
    before = inputs_hash(document, last)
    first = document.outline.sections[0].id
    edited = replace(document, texts={**document.texts, first: SectionText("Other words.")})
    assert inputs_hash(edited, last) != before
    assert inputs_hash(edited, first) == inputs_hash(document, first)
