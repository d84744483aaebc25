# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A text that a server wrote too long is condensed, and is kept as a take."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from longwriter_desktop.app.keeping import SectionKept, write_and_keep
from longwriter_desktop.app.takes import TakeKept, write_takes
from longwriter_desktop.domain.document import Document, SectionText, StopReason, TakeOrigin
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.events import SectionGrew, SectionRewound, WriteMode
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import TOO_LONG
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from tests.support.openai_server import Body, OpenAiServer, saying, serving
from tests.support.scripted import sentences

QUICK = Patience(connect=5, silence=20, tries=2, first_pause=0.01, longest_pause=0.2)
SECTION = new_section("Oil", "how oil burned", 100)
DOCUMENT = Document("d", "T", "I", 100, outline=Outline((SECTION,)))
LONG, SHORT = sentences(180), sentences(100)


@pytest.fixture
def library(library_folder: Path) -> Iterator[SqliteLibrary]:
    library = open_library(library_folder)
    library.save(DOCUMENT)
    yield library
    library.close()


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    """Writes too much, and less where it is asked for less."""

    def tell(body: Body) -> Iterator[str]:
        yield SHORT if "once more" in body["messages"][-1]["content"] else LONG

    with serving(OpenAiServer(tell)) as server:
        yield server


@pytest.fixture
def engine(server: OpenAiServer) -> RemoteEngine:
    engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
    engine.connect()
    return engine


def test_the_long_text_is_a_take_and_the_condensed_one_the_sections_text(
    engine: RemoteEngine, library: SqliteLibrary
) -> None:
    kept = list(write_and_keep(engine, library, DOCUMENT, SECTION.id))[-1]
    assert isinstance(kept, SectionKept)
    assert library.load("d").text_of(SECTION.id) == kept.text
    assert kept.text.text == SHORT
    long, short = library.takes(SECTION.id)
    assert (long.text, short.text, kept.text.take_id) == (LONG, SHORT, short.id)
    assert (long.origin, long.stop_reason) == (TakeOrigin.MODEL, StopReason.FINISHED)
    assert long.provenance is not None
    assert long.provenance.model_name == "starter"


def test_a_long_text_without_an_end_is_a_take_that_was_cut(
    engine: RemoteEngine, server: OpenAiServer, library: SqliteLibrary
) -> None:
    server.tell = saying(sentences(5_000))
    kept = list(write_and_keep(engine, library, DOCUMENT, SECTION.id))[-1]
    assert isinstance(kept, SectionKept)
    assert (kept.stop_reason, kept.text.words) == (StopReason.FINISHED, 100)
    long, closed = library.takes(SECTION.id)
    assert long.stop_reason is StopReason.LENGTH_LIMIT
    assert long.words >= 200
    assert (closed.text, closed.stop_reason) == (kept.text.text, StopReason.FINISHED)


def test_a_condensed_text_that_is_too_short_is_a_take_with_its_own_end(
    engine: RemoteEngine, server: OpenAiServer, library: SqliteLibrary
) -> None:
    texts = iter((LONG, "The keeper lit"))

    def tell(body: Body) -> Iterator[str | dict[str, str]]:
        text = next(texts, "")
        yield text
        if text != LONG:
            yield {"finish": "length"}

    server.tell = tell
    list(write_and_keep(engine, library, DOCUMENT, SECTION.id))
    ends = [(take.text, take.stop_reason) for take in library.takes(SECTION.id)]
    assert ends == [
        (LONG, StopReason.FINISHED),
        ("The keeper lit", StopReason.LENGTH_LIMIT),
        (SHORT, StopReason.FINISHED),
    ]


def test_of_takes_written_at_once_each_keeps_what_came_out_too_long(
    engine: RemoteEngine, library: SqliteLibrary
) -> None:
    events = list(write_takes(engine, library, DOCUMENT, SECTION.id, seeds=(1, 2)))
    ends = [event.event for event in events if isinstance(event.event, TakeKept)]
    assert [end.take and end.take.text for end in ends] == [SHORT, SHORT]
    assert sorted(take.text for take in library.takes(SECTION.id)) == [SHORT, SHORT, LONG, LONG]
    assert library.load("d").text_of(SECTION.id).text == ""


def test_leaving_while_it_is_condensed_loses_neither(
    engine: RemoteEngine, library: SqliteLibrary
) -> None:
    events = write_and_keep(engine, library, DOCUMENT, SECTION.id)
    is_condensed = False
    for event in events:
        is_condensed |= isinstance(event, SectionRewound) and event.reason == TOO_LONG
        if is_condensed and isinstance(event, SectionGrew):
            break
    events.close()  # type: ignore[attr-defined]
    assert is_condensed
    long, begun = library.takes(SECTION.id)
    assert long.text == LONG
    assert SHORT.startswith(begun.text)


def test_what_is_gone_on_with_is_closed_and_never_condensed(
    engine: RemoteEngine, server: OpenAiServer, library: SqliteLibrary
) -> None:
    begun = SectionText("The writer began it.", None, StopReason.CANCELLED)
    document = Document("d", "T", "I", 100, outline=DOCUMENT.outline, texts={SECTION.id: begun})
    library.save(document)
    events = list(write_and_keep(engine, library, document, SECTION.id, WriteMode.CONTINUE))
    kept = events[-1]
    assert isinstance(kept, SectionKept)
    assert kept.text.text.startswith("The writer began it.")
    assert 97 <= kept.text.words <= 113
    assert len(server.asked) == 1
