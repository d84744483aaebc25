# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A fast draft: sections side by side, none of which is shown another one's text."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.drafting import sections_to_draft, write_draft
from longwriter_desktop.app.takes import TakeEvent
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.events import SectionGrew
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.staleness import WrittenFrom, staleness, written_from
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from tests.support.scripted import ScriptedEngine, answering, sentences

OIL, SEA, BELL = (
    new_section("Oil", "how oil burned", 100), new_section("Sea", "the winter sea", 100),
    new_section("Bell", "the fog bell", 100),
)  # fmt: skip
WRITTEN = "Whales were hunted for their oil all over the north."


@pytest.fixture
def library(library_folder: Path) -> Iterator[SqliteLibrary]:
    library = open_library(library_folder)
    library.save(document())
    yield library
    library.close()


def document(**texts: SectionText) -> Document:
    known = {"oil": OIL.id, "sea": SEA.id, "bell": BELL.id}
    present = {"oil": SectionText(WRITTEN, None, StopReason.FINISHED), **texts}
    return Document(
        "d", "T", "I", 300, outline=Outline((OIL, SEA, BELL)),
        texts={known[name]: text for name, text in present.items()},
    )  # fmt: skip


def draft(library: SqliteLibrary, given: Document) -> tuple[list[TakeEvent], ScriptedEngine]:
    engine = ScriptedEngine([answering(sentences(100, word)) for word in ("sea", "bell")])
    ids = sections_to_draft(given)
    return list(write_draft(engine, library, given, ids, 7, lambda: False)), engine


def test_sections_without_a_text_and_stopped_ones_are_drafted() -> None:
    stopped = SectionText("The fog", None, StopReason.CANCELLED)
    assert sections_to_draft(document()) == [SEA.id, BELL.id]
    assert sections_to_draft(document(sea=SectionText("Cold."), bell=stopped)) == [BELL.id]


def test_sections_of_a_draft_grow_side_by_side(library: SqliteLibrary) -> None:
    events, _engine = draft(library, document())
    grown = [event.number for event in events if isinstance(event.event, SectionGrew)]
    assert grown[:4] == [1, 2, 1, 2]


def test_a_drafted_section_is_shown_instruction_and_plan_and_no_other_text(
    library: SqliteLibrary,
) -> None:
    _events, engine = draft(library, document())
    assert [len(request.messages) for request in engine.requests] == [1, 1]
    prompts = [request.messages[0].content for request in engine.requests]
    assert all("how oil burned" in prompt for prompt in prompts)
    assert not any(WRITTEN in prompt for prompt in prompts)


def test_a_drafted_take_says_so_and_the_library_remembers_it(library: SqliteLibrary) -> None:
    draft(library, document())
    (take,) = library.takes(SEA.id)
    assert take.provenance is not None
    assert take.provenance.alone
    shown = WrittenFrom.decode(take.provenance.written_from)
    assert shown is not None
    assert shown.texts == {}


def test_a_drafted_section_is_not_stale_when_another_one_changes(library: SqliteLibrary) -> None:
    draft(library, document())
    (take,) = library.takes(BELL.id)
    drafted = document(bell=take.as_text)
    later = replace(drafted, texts={**drafted.texts, OIL.id: SectionText("Now about coal.")})
    assert not staleness(later, BELL.id)
    in_turn = replace(take.as_text, written_from=written_from(drafted, BELL.id).encode())
    knowing = replace(later, texts={**later.texts, BELL.id: in_turn})
    assert staleness(knowing, BELL.id).sections == (OIL.id,)


def test_a_drafted_section_is_stale_when_its_line_of_the_plan_changes(
    library: SqliteLibrary,
) -> None:
    draft(library, document())
    (take,) = library.takes(BELL.id)
    items = (OIL, SEA, replace(BELL, main_point="the brass bell"))
    assert staleness(replace(document(bell=take.as_text), outline=Outline(items)), BELL.id).plan


def test_a_stopped_section_is_gone_on_with(library: SqliteLibrary) -> None:
    stopped = SectionText("The fog came", None, StopReason.CANCELLED)
    _events, engine = draft(library, document(sea=SectionText("Cold."), bell=stopped))
    assert [request.prefill for request in engine.requests] == ["The fog came"]
    (take,) = library.takes(BELL.id)
    assert take.text == "The fog came" + sentences(100, "sea")


def test_a_stop_ends_all_sections_and_keeps_what_came(library: SqliteLibrary) -> None:
    grown: list[int] = []
    engine = ScriptedEngine([answering(sentences(100, word)) for word in ("sea", "bell")])
    events = write_draft(engine, library, document(), [SEA.id, BELL.id], 7, lambda: len(grown) >= 4)
    for event in events:
        if isinstance(event.event, SectionGrew):
            grown.append(event.number)
    for section_id in (SEA.id, BELL.id):
        (take,) = library.takes(section_id)
        assert take.stop_reason is StopReason.CANCELLED
        assert 0 < take.words < 90
