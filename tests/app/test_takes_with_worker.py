# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Four takes of a section at once with the real worker, the starter model and a real library."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from longwriter_desktop.app import keeping
from longwriter_desktop.app.takes import TakeEvent, TakeKept, seeds_for, write_takes
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.events import SectionGrew, SectionRewound
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library

SECTION = new_section("The lamp", "how it was lit", 600)
DOCUMENT = Document(
    "d", "The lamp", "Write about a lamp.", 600, "en", Outline((SECTION,)),
    {SECTION.id: SectionText("Mine.")},
)  # fmt: skip
ALL = {1, 2, 3, 4}
ROOM = 8_192  # tokens of context, enough for four takes to their ends


@pytest.fixture
def library(library_folder: Path) -> Iterator[SqliteLibrary]:
    library = open_library(library_folder)
    library.save(DOCUMENT)
    yield library
    library.close()


@pytest.fixture
def engine(starter_path: Path) -> Iterator[WorkerEngine]:
    engine = WorkerEngine()
    engine.load_now(starter_path, ROOM)
    yield engine
    engine.close()


def four(
    engine: WorkerEngine, library: SqliteLibrary, stopped: set[int] | None = None
) -> Iterator[TakeEvent]:
    """The events of four takes; `stopped` may be filled meanwhile."""
    stopped = set() if stopped is None else stopped
    return write_takes(
        engine, library, DOCUMENT, SECTION.id, seeds_for(7, 4), is_stopped=stopped.__contains__
    )


def grown(events: list[TakeEvent]) -> list[int]:
    return [event.number for event in events if isinstance(event.event, SectionGrew)]


def first_ended(events: list[TakeEvent]) -> int:
    """Place of the first event that ends a take."""
    return next(at for at, event in enumerate(events) if isinstance(event.event, TakeKept))


def on_disk(library: SqliteLibrary) -> list[str]:
    """What another process would find of each take, the one that began first in front."""
    with closing(sqlite3.connect(library.path)) as db:
        pieces = "SELECT text FROM chunks WHERE take_id = ? ORDER BY id"
        streams = db.execute("SELECT id FROM streams ORDER BY rowid").fetchall()
        return ["".join(text for (text,) in db.execute(pieces, stream)) for stream in streams]


def test_all_four_takes_grow_before_the_first_has_ended(
    engine: WorkerEngine, library: SqliteLibrary
) -> None:
    events = list(four(engine, library))
    numbers = grown(events[: first_ended(events)])
    assert set(numbers) == ALL
    # None of them had grown to its end before another one began.
    last = {number: max(at for at, grew in enumerate(numbers) if grew == number) for number in ALL}
    assert max(numbers.index(number) for number in ALL) < min(last.values())


def test_four_takes_read_their_prompt_once_and_differ(
    engine: WorkerEngine, library: SqliteLibrary
) -> None:
    list(four(engine, library))
    takes = library.takes(SECTION.id)
    assert len({take.text for take in takes}) == 4
    made = [take.provenance for take in takes if take.provenance is not None]
    assert len({provenance.prompt_hash for provenance in made}) == 1
    read = [provenance.evaluated_tokens for provenance in made]
    assert sum(read) < 1.5 * max(read)


def test_one_take_is_stopped_alone(engine: WorkerEngine, library: SqliteLibrary) -> None:
    stopped: set[int] = set()
    over: dict[int, TakeKept] = {}
    begun: set[int] = set()
    for event in four(engine, library, stopped):
        if isinstance(event.event, SectionGrew):
            begun.add(event.number)
        if isinstance(event.event, TakeKept):
            over[event.number] = event.event
        if begun == ALL:
            stopped.add(3)
    assert next(iter(over)) == 3
    assert over.pop(3).stop_reason is StopReason.CANCELLED
    assert StopReason.CANCELLED not in {kept.stop_reason for kept in over.values()}
    words = {take.words for take in library.takes(SECTION.id)}
    assert min(words) < 300 < 400 < sorted(words)[1]


def test_what_streams_is_on_the_disk_a_second_later_in_all_takes(
    engine: WorkerEngine, library: SqliteLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, step = 100.0, 0.125  # the clock goes on by a step with each event
    monkeypatch.setattr(keeping, "time", SimpleNamespace(monotonic=lambda: now))
    texts: dict[int, str] = {}  # in the order in which the takes began
    then: list[dict[int, str]] = []
    compared = 0
    with closing(four(engine, library)) as events:
        for event in events:
            now += step
            inner = event.event
            if isinstance(inner, TakeKept):
                break
            if isinstance(inner, SectionGrew):
                texts[event.number] = texts.get(event.number, "") + inner.text
            elif isinstance(inner, SectionRewound):  # what it takes back goes from the disk too
                for known in (texts, *then):
                    if event.number in known:
                        known[event.number] = known[event.number][: inner.keep]
            then.append(dict(texts))
            a_second_ago = then[-1 - int(1 / step)] if len(then) > 1 / step else {}
            if len(a_second_ago) == 4:
                assert all(map(str.startswith, on_disk(library), a_second_ago.values()))
                compared += 1
    assert compared > 20


def test_a_worker_killed_in_the_middle_leaves_four_interrupted_takes(
    engine: WorkerEngine, library: SqliteLibrary
) -> None:
    texts = dict.fromkeys(ALL, "")

    def follow() -> None:
        for event in four(engine, library):
            if isinstance(event.event, SectionGrew):
                texts[event.number] += event.event.text
            if all(len(text.split()) > 5 for text in texts.values()) and engine.worker_pid:
                os.kill(engine.worker_pid, signal.SIGKILL)

    with pytest.raises(EngineProblem, match="worker_crashed"):
        follow()
    takes = library.takes(SECTION.id)
    assert sorted(take.text for take in takes) == sorted(texts.values())
    assert [take.stop_reason for take in takes] == [StopReason.INTERRUPTED] * 4
    assert library.load("d").text_of(SECTION.id).text == "Mine."
    assert library.recover_streams() == []
