# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How little of the conversation is read again after a section was moved, with the real worker."""

from dataclasses import replace

import pytest

from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.events import SectionEnded, SectionStarted
from longwriter_desktop.domain.outline import Outline, move_item, new_section
from longwriter_desktop.domain.ports import GenerationStats
from longwriter_desktop.engine.client import WorkerEngine

WRITTEN = 5  # sections of seven
TEMPLATE = 12  # tokens that a turn may have around its words


def write(engine: WorkerEngine, document: Document, at: int) -> tuple[Document, GenerationStats]:
    """The document with one section more, and what that took."""
    section_id = document.outline.sections[at].id
    for event in write_section(engine, document, section_id, WriteOptions(seed=at)):
        if isinstance(event, SectionStarted):
            assert not event.dropped
            document = replace(document, told=event.told)
        if isinstance(event, SectionEnded):
            texts = {**document.texts, section_id: SectionText(event.text)}
            return replace(document, texts=texts), event.stats
    raise AssertionError("the section did not end")


@pytest.fixture(scope="module")
def written(starter: WorkerEngine) -> Document:
    items = tuple(new_section(f"Part {n}", f"the lamp in year {n}", 40) for n in range(7))
    document = Document("d", "Keepers", "Write about keepers.", 280, "en", Outline(items))
    for at in range(WRITTEN):
        document, _stats = write(starter, document, at)
    return document


@pytest.mark.parametrize(("at", "to"), [(1, 5), (2, 5), (3, 5), (4, 3), (4, 1)])
def test_a_moved_section_has_only_what_lies_behind_its_place_read_again(
    starter: WorkerEngine, written: Document, at: int, to: int
) -> None:
    write(starter, written, WRITTEN)  # whatever was read last, this conversation is in the cache
    outline = move_item(written.outline, written.outline.sections[at].id, to)
    document, stats = write(starter, replace(written, outline=outline), WRITTEN)
    assert document.told is not None
    behind = [section.id for section in outline.sections[min(at, to) : WRITTEN]]
    asked = outline.sections[WRITTEN].id
    turns = [document.told.turns[id_].words for id_ in (*behind, asked)]
    texts = [document.text_of(id_).text for id_ in behind]
    most = sum(starter.count_tokens([*turns, *texts])) + TEMPLATE * len([*turns, *texts])
    print(f"{at} to {to}: read {stats.evaluated_tokens} of {stats.prompt_tokens}; at most {most}")
    assert "Moved: " in turns[-1]
    assert stats.evaluated_tokens <= most < stats.prompt_tokens


def test_sections_that_are_still_to_be_written_have_only_the_step_read(
    starter: WorkerEngine, written: Document
) -> None:
    write(starter, written, WRITTEN)
    outline = move_item(written.outline, written.outline.sections[-1].id, WRITTEN)
    document, stats = write(starter, replace(written, outline=outline), WRITTEN)
    assert document.told is not None
    step = document.told.turns[outline.sections[WRITTEN].id].words
    print(f"read {stats.evaluated_tokens} of {stats.prompt_tokens}")
    assert "Moved: " in step
    assert stats.evaluated_tokens <= starter.count_tokens([step])[0] + TEMPLATE
