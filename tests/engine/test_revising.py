# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Revising with the real worker: how little is read again, and how long the answers are."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from longwriter_desktop.agentwrite.revising import revise_passage, smooth_joins
from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.events import SectionEnded
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.revision import (
    JoinsSmoothed,
    Revision,
    RevisionEnded,
    RevisionEvent,
    RevisionKind,
    RevisionRead,
    passage_in,
)
from longwriter_desktop.domain.sentences import sentence_ends
from longwriter_desktop.engine.client import WorkerEngine


def last_of(events: Iterator[object]) -> object:
    *_, last = events
    return last


@pytest.fixture(scope="module")
def written(starter: WorkerEngine) -> Document:
    """Two sections that the starter model wrote, one after the other."""
    items = tuple(new_section(f"Part {n}", "the lamp at sea", 80) for n in (1, 2))
    document = Document("d", "Keepers", "Write about keepers.", 160, "en", Outline(items))
    for item in items:
        ended = last_of(write_section(starter, document, item.id, WriteOptions(seed=3)))
        assert isinstance(ended, SectionEnded)
        texts = {**document.texts, item.id: SectionText(ended.text)}
        document = replace(document, texts=texts)
    return document


def revise(engine: WorkerEngine, document: Document, wish: Revision) -> list[RevisionEvent]:
    """Revise the section written last: its second sentence, or all of it where it has none."""
    section = document.outline.sections[1].id
    text = document.text_of(section).text
    ends = sentence_ends(text)
    start, end = (ends[0], ends[1]) if len(ends) > 1 else (0, len(text))
    return list(revise_passage(engine, document, passage_in(section, text, start, end), wish, 9))


def test_a_revision_reads_only_the_wish(starter: WorkerEngine, written: Document) -> None:
    section = written.outline.sections[1].id
    list(write_section(starter, written, section, WriteOptions(seed=3)))
    events = revise(starter, written, Revision(RevisionKind.REWRITE))
    read = next(event for event in events if isinstance(event, RevisionRead))
    ended = events[-1]
    assert isinstance(ended, RevisionEnded)
    wish = starter.count_tokens([ended.passage.of(written.text_of(section).text)])[0]
    print(f"reused {read.reused} of {read.total} tokens; the passage has {wish}")
    assert read.total - read.reused < 260 + 2 * wish
    assert read.reused > read.total // 3


def test_trying_again_reads_nothing_anew(starter: WorkerEngine, written: Document) -> None:
    revise(starter, written, Revision(RevisionKind.EXPAND))
    again = revise(starter, written, Revision(RevisionKind.EXPAND))
    read = next(event for event in again if isinstance(event, RevisionRead))
    print(f"again: reused {read.reused} of {read.total} tokens")
    assert read.total - read.reused <= 1


@pytest.mark.parametrize(
    ("wish", "low", "high"),
    [
        (Revision(RevisionKind.REWRITE), 55, 105),
        (Revision(RevisionKind.EXPAND), 80, 155),
        (Revision(RevisionKind.CONDENSE, 30), 18, 45),
    ],
    ids=["rewrite", "expand", "condense"],
)
def test_a_whole_section_comes_near_the_length_asked_for(
    starter: WorkerEngine, written: Document, wish: Revision, low: int, high: int
) -> None:
    section = written.outline.sections[1].id
    passage = passage_in(section, written.text_of(section).text)
    ended = last_of(revise_passage(starter, written, passage, wish, 4))
    assert isinstance(ended, RevisionEnded)
    print(f"{wish.kind}: {count_words(ended.text)} words")
    assert low <= count_words(ended.text) <= high


def test_joins_are_smoothed_between_the_sections(starter: WorkerEngine, written: Document) -> None:
    ids = [section.id for section in written.outline.sections]
    last = last_of(smooth_joins(starter, written, ids, 5))
    assert isinstance(last, JoinsSmoothed)
    for section_id, text in last.texts:
        before = written.text_of(section_id).text
        assert text != before
        shared = before[: len(before) // 4] in text or before[-len(before) // 4 :] in text
        assert shared
