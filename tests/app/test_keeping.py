# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.keeping import SectionKept, write_and_keep
from longwriter_desktop.domain.document import Document, SectionText, StopReason, TakeOrigin
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.events import WriteMode
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    TextDelta,
    TextRewound,
)
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from tests.support.scripted import ScriptedEngine, StreamLog, answering, failing_after, sentences


@pytest.fixture
def library(library_folder: Path) -> Iterator[SqliteLibrary]:
    library = open_library(library_folder)
    yield library
    library.close()


def document_with(text: SectionText | None = None) -> tuple[Document, str]:
    section = new_section("Oil", "how oil burned", 100)
    texts = {section.id: text} if text else {}
    return Document("d", "T", "I", 100, outline=Outline((section,)), texts=texts), section.id


def keep(engine: ScriptedEngine, library, document: Document, section_id: str,
         mode: WriteMode = WriteMode.FRESH) -> SectionKept:  # fmt: skip
    events = list(write_and_keep(engine, library, document, section_id, mode))
    assert isinstance(events[-1], SectionKept)
    return events[-1]


def test_a_written_section_is_in_the_library_with_its_take(library: SqliteLibrary) -> None:
    document, section_id = document_with()
    library.save(document)
    text = sentences(100)
    kept = keep(ScriptedEngine([answering(text)]), library, document, section_id)
    stored = library.load("d").text_of(section_id)
    take = library.takes(section_id)[0]
    assert stored == kept.text == take.as_text
    assert stored.stop_reason is StopReason.FINISHED
    assert (take.origin, take.text, take.target_words) == (TakeOrigin.MODEL, text, 100)
    assert take.provenance is not None
    assert take.provenance.model_name == "scripted"


def test_text_that_streamed_before_the_worker_died_is_kept(library: SqliteLibrary) -> None:
    document, section_id = document_with()
    library.save(document)
    events = write_and_keep(
        ScriptedEngine([failing_after("The lamp went out. ")]), library, document, section_id
    )  # fmt: skip
    seen = []
    with pytest.raises(EngineProblem, match="worker_crashed"):
        seen.extend(iter(events))
    stored = library.load("d").text_of(section_id)
    assert (stored.text, stored.stop_reason) == ("The lamp went out. ", StopReason.INTERRUPTED)


def test_leaving_in_the_middle_keeps_what_has_come(library: SqliteLibrary) -> None:
    document, section_id = document_with()
    library.save(document)
    engine = ScriptedEngine([answering(sentences(100))])
    events = write_and_keep(engine, library, document, section_id)
    for _ in range(5):
        next(events)
    events.close()
    stored = library.load("d").text_of(section_id)
    assert stored.text
    assert sentences(100).startswith(stored.text)


def test_the_writers_own_edits_become_a_take_before_a_rewrite(library: SqliteLibrary) -> None:
    document, section_id = document_with(SectionText("My own words."))
    library.save(document)
    keep(ScriptedEngine([answering(sentences(100))]), library, document, section_id)
    assert [(take.origin, take.text) for take in library.takes(section_id)] == [
        (TakeOrigin.WRITER, "My own words."),
        (TakeOrigin.MODEL, sentences(100)),
    ]


def test_a_run_that_brings_nothing_leaves_the_old_text(library: SqliteLibrary) -> None:
    document, section_id = document_with(SectionText("Old.", "take0", StopReason.FINISHED))
    library.save(document)
    engine = ScriptedEngine([answering("", StopReason.CANCELLED)])
    kept = keep(engine, library, document, section_id)
    assert kept.text.text == "Old."
    assert library.load("d").text_of(section_id).text == "Old."


def test_going_on_stores_old_and_new_as_one_text(library: SqliteLibrary) -> None:
    document, section_id = document_with(SectionText("It began", "t", StopReason.CANCELLED))
    library.save(document)
    engine = ScriptedEngine([answering(" and " + sentences(98))])
    kept = keep(engine, library, document, section_id, WriteMode.CONTINUE)
    assert kept.text.text == "It began and " + sentences(98)


def test_a_loop_is_taken_out_of_the_stream_too() -> None:
    def looping(request):
        yield TextDelta("One. ", 2)
        yield TextDelta("Two. Two. ", 4)
        yield TextRewound(5, "loop")
        yield TextDelta("Three.", 6)
        yield Generated("One. Three.", StopReason.CANCELLED)

    document, section_id = document_with()
    log = StreamLog()
    list(write_and_keep(ScriptedEngine([looping]), log, document, section_id))
    assert log.calls == ["begin", "append", "append", "rewind", "append", "finish"]
    assert log.texts[section_id].text == "One. Three."


def test_nothing_is_written_for_a_section_that_never_began() -> None:
    def dying(request):
        raise EngineProblem("no_model")
        yield

    document, section_id = document_with()
    log = StreamLog()
    with pytest.raises(EngineProblem):
        list(write_and_keep(ScriptedEngine([dying]), log, document, section_id))
    assert log.calls == []


def test_a_take_remembers_the_target_it_was_written_for(library: SqliteLibrary) -> None:
    document, section_id = document_with()
    library.save(document)
    keep(ScriptedEngine([answering(sentences(100))]), library, document, section_id)
    longer = replace(document.outline.items[0], target_words=250)
    document = replace(library.load("d"), outline=Outline((longer,)))
    keep(ScriptedEngine([answering(sentences(250))]), library, document, section_id)
    assert [take.target_words for take in library.takes(section_id)] == [100, 250]


def test_text_is_committed_although_nothing_comes_behind_it(library: SqliteLibrary) -> None:
    """As where a server hangs in the middle of a section, and the program is killed then."""
    document, section_id = document_with()
    library.save(document)
    hangs = threading.Event()

    def script(request: GenerateRequest) -> Iterator[EngineEvent]:
        yield TextDelta("The lamp", 2)
        yield TextDelta(" went out.", 4)  # too soon behind the first to be committed with it
        hangs.wait()
        yield Generated("The lamp went out.", StopReason.CANCELLED)

    writing = threading.Thread(
        target=keep, args=(ScriptedEngine([script]), library, document, section_id)
    )
    writing.start()
    try:
        with closing(sqlite3.connect(f"file:{library.path}?mode=ro", uri=True)) as db:
            deadline = time.monotonic() + 20
            while committed(db) != "The lamp went out." and time.monotonic() < deadline:
                time.sleep(0.02)
            assert committed(db) == "The lamp went out."
    finally:
        hangs.set()
        writing.join()


def committed(db: sqlite3.Connection) -> str:
    return "".join(row[0] for row in db.execute("SELECT text FROM chunks ORDER BY id"))
