# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text that is being written: what is on the disk when the program ends in the middle."""

import signal
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.domain.document import SectionText, StopReason, TakeOrigin
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from tests.storage.children import DOCUMENT, SECTION, TAKE, chunk
from tests.storage.conftest import Child, Opener, a_document, a_take


def test_a_finished_stream_is_a_take_and_the_sections_text(library: SqliteLibrary) -> None:
    library.save(a_document(text=""))
    library.begin_stream("d1", a_take())
    library.append_stream("t1", "First ")
    take = a_take(text="First fires.")
    library.finish_stream("d1", take, SectionText("First fires.", "t1", StopReason.FINISHED))
    assert library.takes("s1") == [take]
    expected = SectionText("First fires.", "t1", StopReason.FINISHED)
    assert library.load("d1").text_of("s1") == expected
    assert library.recover_streams() == []


def test_a_finished_stream_keeps_what_the_writer_had_typed_as_a_take(
    library: SqliteLibrary,
) -> None:
    library.save(a_document(text="Typed by hand."))
    library.begin_stream("d1", a_take())
    library.finish_stream("d1", a_take(text="New."), SectionText("New.", "t1"))
    assert [(take.origin, take.text) for take in library.takes("s1")] == [
        (TakeOrigin.WRITER, "Typed by hand."),
        (TakeOrigin.MODEL, "New."),
    ]


def test_a_take_written_beside_the_text_leaves_it_alone(library: SqliteLibrary) -> None:
    library.save(a_document(text="Typed by hand."))
    library.begin_stream("d1", a_take(text=""), beside=True)
    library.append_stream("t1", "First fires.")
    library.keep_stream("d1", a_take(text="First fires."))
    assert library.takes("s1") == [a_take(text="First fires.")]
    assert library.load("d1").text_of("s1").text == "Typed by hand."
    assert library.recover_streams() == []


@pytest.mark.parametrize(("text", "left"), [("Typed by hand.", "Typed by hand."), ("", "First")])
def test_a_recovered_take_that_was_written_beside_fills_only_an_empty_section(
    library: SqliteLibrary, text: str, left: str
) -> None:
    library.save(a_document(text=text))
    library.begin_stream("d1", a_take(text=""), beside=True)
    library.append_stream("t1", "First")
    assert [take.text for take in library.recover_streams()] == ["First"]
    assert [take.text for take in library.takes("s1")] == ["First"]
    assert library.load("d1").text_of("s1").text == left


def test_a_stream_beside_the_text_that_brought_nothing_is_forgotten(
    library: SqliteLibrary,
) -> None:
    library.save(a_document(text=""))
    library.begin_stream("d1", a_take(text=""), beside=True)
    assert library.recover_streams() == []
    assert library.takes("s1") == []


def test_a_text_that_is_a_take_already_is_not_kept_twice(library: SqliteLibrary) -> None:
    library.save(a_document(text="Known."))
    library.add_take("d1", a_take("t0", "Known."))
    library.finish_stream("d1", a_take(text="New."), SectionText("New.", "t1"))
    assert [take.id for take in library.takes("s1")] == ["t0", "t1"]


def test_a_take_that_continues_the_text_needs_no_copy_of_it(library: SqliteLibrary) -> None:
    library.save(a_document(text="Half"))
    library.begin_stream("d1", a_take(text="Half"))
    library.finish_stream("d1", a_take(text="Half and half"), SectionText("Half and half", "t1"))
    assert [take.id for take in library.takes("s1")] == ["t1"]


def test_a_stream_left_open_becomes_an_interrupted_take_and_the_text(opened: Opener) -> None:
    library = opened()
    library.save(a_document(text="Half "))
    library.begin_stream("d1", a_take(text="Half "))
    library.append_stream("t1", "and ")
    library.append_stream("t1", "more")
    library.close()
    again = opened()
    expected = replace(a_take(text="Half and more"), stop_reason=StopReason.INTERRUPTED)
    assert again.recover_streams() == [expected]
    assert again.takes("s1") == [expected]
    assert again.load("d1").text_of("s1") == expected.as_text


def test_recovering_a_second_time_finds_nothing(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.begin_stream("d1", a_take())
    library.append_stream("t1", "text")
    assert len(library.recover_streams()) == 1
    assert library.recover_streams() == []


def test_recovery_keeps_the_text_that_was_to_be_replaced(library: SqliteLibrary) -> None:
    library.save(a_document(text="Typed by hand."))
    library.begin_stream("d1", a_take())
    library.append_stream("t1", "Five words of a beginning")
    library.recover_streams()
    assert [take.text for take in library.takes("s1")] == [
        "Typed by hand.",
        "Five words of a beginning",
    ]


@pytest.mark.parametrize("started_with", ["", "The lamp was lit."])
def test_a_stream_that_added_nothing_leaves_its_section_alone(
    library: SqliteLibrary, started_with: str
) -> None:
    library.save(a_document())
    library.begin_stream("d1", a_take(text=started_with))
    assert library.recover_streams() == []
    assert library.load("d1").text_of("s1") == SectionText("The lamp was lit.")
    assert library.takes("s1") == []


def test_a_rewound_stream_goes_on_from_its_first_characters(library: SqliteLibrary) -> None:
    library.save(a_document(text=""))
    library.begin_stream("d1", a_take(text="灯塔 "))
    library.append_stream("t1", "loop loop loop")
    library.rewind_stream("t1", 7)
    library.append_stream("t1", " ends")
    assert [take.text for take in library.recover_streams()] == ["灯塔 loop ends"]


def test_a_stream_goes_on_in_a_document_that_was_deleted_meanwhile(
    library: SqliteLibrary,
) -> None:
    library.save(a_document())
    library.begin_stream("d1", a_take())
    library.delete("d1")
    library.finish_stream("d1", a_take(text="New."), SectionText("New.", "t1"))
    assert library.takes("s1")[-1].text == "New."
    assert library.documents() == []


def test_a_killed_program_loses_at_most_the_piece_it_was_writing(
    library_folder: Path, child: Child
) -> None:
    process = child("stream", library_folder)
    acknowledged = [_next_line(process) for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    assert process.stdout is not None
    rest = process.stdout.read()  # communicate() would pass over the lines it has read ahead
    process.wait()
    last = int((rest.split("\n")[:-1] or acknowledged)[-1])

    library = open_library(library_folder)
    (take,) = library.recover_streams()
    document = library.load(DOCUMENT)
    library.close()
    whole = "".join(chunk(number) for number in range(last + 1))
    assert take.text in (whole, whole + chunk(last + 1))
    assert document.text_of(SECTION) == SectionText(take.text, TAKE, StopReason.INTERRUPTED)


def _next_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_stream_left_when_the_disk_was_full_does_not_take_the_place_of_what_came_later(
    library: SqliteLibrary,
) -> None:
    library.save(a_document(text="Old."))
    library.begin_stream("d1", a_take(text=""))
    library.append_stream("t1", "First")
    library.save_text("d1", "s1", SectionText("First fires, and more."))
    assert [take.text for take in library.recover_streams()] == ["First"]
    assert library.load("d1").text_of("s1").text == "First fires, and more."
    assert [take.text for take in library.takes("s1")] == ["First"]


def test_a_stream_of_an_earlier_version_takes_its_place_as_it_did(library: SqliteLibrary) -> None:
    library.save(a_document(text="Old."))
    library.begin_stream("d1", a_take(text=""))
    library.append_stream("t1", "First")
    with closing(sqlite3.connect(library.path)) as db, db:
        db.execute("UPDATE streams SET replaces = ''")
    library.save_text("d1", "s1", SectionText("New."))
    library.recover_streams()
    assert library.load("d1").text_of("s1").text == "First"
