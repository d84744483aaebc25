# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes of a section: their order, the best of several, and writing them beside the text."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from longwriter_desktop.app.keeping import keep_edits
from longwriter_desktop.app.takes import (
    TakeEvent,
    TakeKept,
    best_of,
    current_take,
    seeds_for,
    shelf_of,
    write_takes,
)
from longwriter_desktop.domain.document import (
    Document,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.events import SectionGrew
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from tests.support.scripted import ScriptedEngine, StreamLog, answering, failing_after, sentences

MADE = datetime(2026, 1, 1, tzinfo=UTC)
SECTION = new_section("Oil", "how oil burned", 100)


@pytest.fixture
def library(library_folder: Path) -> Iterator[SqliteLibrary]:
    library = open_library(library_folder)
    library.save(document())
    yield library
    library.close()


def document(text: str = "Mine.") -> Document:
    texts = {SECTION.id: SectionText(text)} if text else {}
    return Document("d", "T", "I", 100, outline=Outline((SECTION,)), texts=texts)


def take(number: int, text: str = "Words.", reason: StopReason = StopReason.FINISHED,
         **changes: object) -> Take:  # fmt: skip
    made = MADE + timedelta(hours=number)
    return Take(f"t{number}", "s", made, TakeOrigin.MODEL, text, 100, reason, **changes)  # type: ignore[arg-type]


def write(engine: ScriptedEngine, library: SqliteLibrary | StreamLog, count: int = 3,
          stopped: frozenset[int] = frozenset(), note: str = "") -> list[TakeEvent]:  # fmt: skip
    seeds = seeds_for(7, count)
    events = write_takes(
        engine, library, document(), SECTION.id, seeds, note, stopped.__contains__  # type: ignore[arg-type]
    )  # fmt: skip
    return list(events)


def kept(events: list[TakeEvent]) -> list[TakeKept]:
    return [event.event for event in events if isinstance(event.event, TakeKept)]


def test_pinned_takes_stand_first_and_then_the_newest() -> None:
    shelf = shelf_of([take(1), take(2, pinned=True), take(3), take(4, pinned=True)])
    assert [row.number for row in shelf.kept] == [4, 2, 3, 1]


def test_deleted_takes_stand_apart_the_one_deleted_last_first() -> None:
    shelf = shelf_of(
        [take(1, deleted=MADE), take(2), take(3, deleted=MADE - timedelta(days=1)), take(4, " \n")]
    )
    assert [row.number for row in shelf.kept] == [2]
    assert [row.number for row in shelf.deleted] == [1, 3]


def test_the_take_in_the_text_is_known_by_its_id_or_else_by_its_words() -> None:
    takes = [take(1, "One."), take(2, "Two."), take(3, "One.")]
    assert current_take(takes, SectionText("One.", "t1")) == "t1"
    assert current_take(takes, SectionText("One.")) == "t3"
    assert current_take(takes, SectionText("Mine.")) is None
    assert current_take(takes, SectionText("")) is None


def test_the_best_take_is_the_nearest_to_its_target_without_a_loop() -> None:
    near = take(1, sentences(99), StopReason.LOOP_CUT)
    far, farther = take(2, sentences(80)), take(3, sentences(150))
    assert best_of([near, farther, far]) == far
    assert best_of([near]) == near
    assert best_of([]) is None


def test_takes_are_kept_beside_the_text_each_with_its_seed(library: SqliteLibrary) -> None:
    texts = [sentences(100, subject) for subject in ("lamp", "sea", "bell")]
    engine = ScriptedEngine([answering(text) for text in texts])
    events = write(engine, library, note="less weather")
    stored = library.takes(SECTION.id)
    assert [take.text for take in stored] == texts
    assert [event.take for event in kept(events)] == stored
    assert [take.provenance and take.provenance.seed for take in stored] == [7, 108, 209]
    assert {take.provenance and take.provenance.note for take in stored} == {"less weather"}
    assert library.load("d").text_of(SECTION.id).text == "Mine."


def test_events_say_which_take_they_are_about(library: SqliteLibrary) -> None:
    engine = ScriptedEngine([answering(sentences(100)) for _ in range(2)])
    events = write(engine, library, 2)
    numbers = [event.number for event in events if isinstance(event.event, SectionGrew)]
    assert set(numbers) == {1, 2}


def test_streamed_words_of_a_take_reach_the_library_as_they_come() -> None:
    log = StreamLog()
    write(ScriptedEngine([answering(sentences(100))]), log, 1)
    assert log.calls[:2] == ["begin", "append"]
    assert log.calls[-1] == "keep"
    assert log.texts == {}


def test_takes_grow_side_by_side(library: SqliteLibrary) -> None:
    engine = ScriptedEngine([answering(sentences(100)) for _ in range(3)])
    events = write(engine, library)
    grown = [event.number for event in events if isinstance(event.event, SectionGrew)]
    assert grown[:6] == [1, 2, 3, 1, 2, 3]


def test_one_take_is_stopped_and_the_others_go_on(library: SqliteLibrary) -> None:
    engine = ScriptedEngine([answering(sentences(100)) for _ in range(3)])
    events = write(engine, library, stopped=frozenset({2}))
    over = {event.number: event.event for event in events if isinstance(event.event, TakeKept)}
    assert {number: kept.stop_reason for number, kept in over.items()} == {
        1: StopReason.FINISHED, 2: StopReason.CANCELLED, 3: StopReason.FINISHED,
    }  # fmt: skip
    assert engine.cancelled == 1


def test_a_running_take_is_cancelled_with_its_next_event(library: SqliteLibrary) -> None:
    stopped: set[int] = set()
    engine = ScriptedEngine([answering(sentences(100))])
    events = write_takes(
        engine, library, document(), SECTION.id, (1,), is_stopped=stopped.__contains__
    )
    while not isinstance(next(events).event, SectionGrew):
        assert engine.cancelled == 0
    stopped.add(1)
    next(events)
    assert engine.cancelled == 1
    events.close()


def test_when_the_engine_fails_what_came_of_each_is_a_take_and_the_text_stays(
    library: SqliteLibrary,
) -> None:
    whole, dies, cut = sentences(100), sentences(110, "sea"), sentences(120, "bell")
    engine = ScriptedEngine([answering(whole), failing_after(dies), answering(cut)])
    with pytest.raises(EngineProblem, match="worker_crashed"):
        write(engine, library)
    first, second, third = library.takes(SECTION.id)
    assert (first.text, first.stop_reason) == (whole, StopReason.FINISHED)
    assert (second.text, second.stop_reason) == (dies, StopReason.INTERRUPTED)
    assert third.stop_reason is StopReason.INTERRUPTED
    assert cut.startswith(third.text)
    assert third.words > 90
    assert library.load("d").text_of(SECTION.id).text == "Mine."


def test_leaving_in_the_middle_keeps_what_came_of_a_take(library: SqliteLibrary) -> None:
    engine = ScriptedEngine([answering(sentences(100))])
    events = write_takes(engine, library, document(), SECTION.id, (1,))
    for event in events:
        if isinstance(event.event, SectionGrew):
            break
    events.close()
    (left,) = library.takes(SECTION.id)
    assert sentences(100).startswith(left.text)
    assert library.recover_streams() == []


def test_an_answer_without_a_word_leaves_no_take(library: SqliteLibrary) -> None:
    (over,) = kept(write(ScriptedEngine([answering("", StopReason.CANCELLED)]), library, 1))
    assert over.take is None
    assert library.takes(SECTION.id) == []


def test_the_writers_text_is_kept_once(library: SqliteLibrary) -> None:
    keep_edits(library, document(), SECTION.id)
    keep_edits(library, document(), SECTION.id)
    assert [take.text for take in library.takes(SECTION.id)] == ["Mine."]
