# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document that outgrows the starter model's context is written to its end."""

from dataclasses import replace
from pathlib import Path

from longwriter_desktop.agentwrite.conversation import build_conversation
from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.app.summarising import SummaryMade, summaries_ahead, summarise_now
from longwriter_desktop.domain.document import Document, StopReason, TakeOrigin
from longwriter_desktop.domain.events import SectionEnded, SectionStarted
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.engine.client import WorkerEngine

CONTEXT = 2_048
SECTIONS = 20


def a_plan() -> Document:
    steps = ["a light", "a ship", "a storm", "a letter", "a visit"]
    outline = Outline(
        tuple(
            new_section(f"Year {n}", f"what {steps[n % 5]} changes for the keeper", 80)
            for n in range(1, SECTIONS + 1)
        )
    )
    return Document("d", "The Keeper", "Write a story about a lighthouse keeper.", 1_600,
                    outline=outline)  # fmt: skip


def written(engine: WorkerEngine, document: Document, section: str) -> tuple[Document, StopReason]:
    *_events, end = write_section(engine, document, section, WriteOptions(seed=7))
    assert isinstance(end, SectionEnded)
    text = replace(document.text_of(section), text=end.text)
    return replace(document, texts={**document.texts, section: text}), end.stop_reason


def summed_up(engine: WorkerEngine, document: Document, section: str) -> Document:
    for made in summaries_ahead(engine, document, section, lambda: False):
        assert made.summary is not None
        summaries = {**document.summaries, made.section_id: made.summary}
        document = replace(document, summaries=summaries)
    return document


def test_twenty_sections_are_written_with_summaries_of_what_left(
    engine: WorkerEngine, starter_path: Path
) -> None:
    engine.load_now(starter_path, CONTEXT)
    document = a_plan()
    with_summaries = 0
    for section in document.outline.sections:
        document = summed_up(engine, document, section.id)
        made = build_conversation(document, section.id, engine.count_tokens, CONTEXT)
        assert made.prompt_tokens + made.answer_tokens <= CONTEXT
        with_summaries += bool(made.summarised)
        document, reason = written(engine, document, section.id)
        assert reason is not StopReason.CONTEXT_FULL
        assert document.text_of(section.id).text
    assert with_summaries > 5
    last = document.outline.sections[-1].id
    made = build_conversation(document, last, engine.count_tokens, CONTEXT)
    accounted = [*made.not_verbatim, *made.kept]
    assert sorted(accounted) == sorted(s.id for s in document.outline.sections[:-1])
    assert all(summary.origin is TakeOrigin.MODEL for summary in document.summaries.values())


def test_the_engine_is_sent_the_summaries(engine: WorkerEngine, starter_path: Path) -> None:
    engine.load_now(starter_path, CONTEXT)
    document = a_plan()
    filler = " ".join(["The keeper lit the lamp and looked out at the sea."] * 14)
    texts = {
        section.id: replace(document.text_of(section.id), text=filler)
        for section in document.outline.sections[:12]
    }
    document = replace(document, texts=texts)
    thirteenth = document.outline.sections[12].id
    document = summed_up(engine, document, thirteenth)
    started, *_rest = write_section(engine, document, thirteenth, WriteOptions())
    assert isinstance(started, SectionStarted)
    assert started.summarised
    assert set(started.summarised) <= set(document.summaries)
    made = build_conversation(document, thirteenth, engine.count_tokens, CONTEXT)
    assert "What came before:\n" in made.messages[0].content


def test_the_writer_has_one_section_summed_up(engine: WorkerEngine, starter_path: Path) -> None:
    engine.load_now(starter_path, CONTEXT)
    document = a_plan()
    first = document.outline.sections[0].id
    document, _reason = written(engine, document, first)
    (made,) = summarise_now(engine, document, first)
    assert isinstance(made, SummaryMade)
    assert made.summary is not None
    assert not made.summary.is_stale(document.text_of(first))
