# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.app.one_shot import write_in_one_and_keep
from longwriter_desktop.domain.document import SectionText, StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from tests.agentwrite.test_conversation import document_of
from tests.agentwrite.test_one_shot import BODIES, WHOLE
from tests.support.scripted import ScriptedEngine, answering, failing_after


@pytest.fixture
def library(library_folder: Path) -> Iterator[SqliteLibrary]:
    library = open_library(library_folder)
    yield library
    library.close()


def stored_texts(library: SqliteLibrary) -> list[str]:
    document = library.load("d")
    return [document.text_of(section.id).text for section in document.outline.sections]


def test_every_section_of_the_answer_is_in_the_library_with_its_take(library) -> None:
    document = document_of(3, 0, words=100)
    library.save(document)
    engine = ScriptedEngine([answering(WHOLE)])
    events = list(write_in_one_and_keep(engine, library, document, seed=1))
    assert stored_texts(library) == BODIES
    kept = [event for event in events if isinstance(event, SectionKept)]
    for event, section in zip(kept, document.outline.sections, strict=True):
        (take,) = library.takes(section.id)
        assert take.as_text == event.text
        assert take.provenance is not None
        assert take.provenance.in_one


def test_what_had_streamed_before_the_worker_died_is_kept(library) -> None:
    document = document_of(3, 0, words=100)
    library.save(document)
    engine = ScriptedEngine([failing_after(WHOLE[: WHOLE.index("## Part 3") - 50])])
    seen = []
    with pytest.raises(EngineProblem):
        seen.extend(write_in_one_and_keep(engine, library, document, seed=1))
    stored = stored_texts(library)
    assert stored[0] == BODIES[0]
    assert BODIES[1].startswith(stored[1])
    assert len(stored[1]) > 100
    assert library.load("d").text_of(document.outline.sections[1].id).is_unfinished


def test_what_had_streamed_when_nobody_listens_any_more_is_kept(library) -> None:
    document = document_of(3, 0, words=100)
    library.save(document)
    events = write_in_one_and_keep(ScriptedEngine([answering(WHOLE)]), library, document, seed=1)
    for _ in range(5):
        next(events)
    events.close()
    assert stored_texts(library)[0]


def test_an_answer_that_goes_on_keeps_what_the_section_had(library) -> None:
    document = document_of(3, 1, words=100)
    second = document.outline.sections[1].id
    half = SectionText(BODIES[1][:200], None, StopReason.CANCELLED)
    document = replace(document, texts={**document.texts, second: half})
    library.save(document)
    engine = ScriptedEngine([answering(f"{BODIES[1][200:]}\n\n## Part 3\n\n{BODIES[2]}")])
    list(write_in_one_and_keep(engine, library, document, seed=1))
    assert stored_texts(library)[1:] == BODIES[1:]
    assert [take.text for take in library.takes(second)] == [half.text, BODIES[1]]
