# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the library keeps: documents, outlines, texts and takes."""

import sqlite3
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from longwriter_desktop.domain.document import (
    Document,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.outline import Outline, move_item, remove_item
from longwriter_desktop.storage.library import SqliteLibrary
from tests.storage.conftest import START, Opener, SetClock, a_document, a_take, section


def test_a_document_comes_back_as_it_was_saved(library: SqliteLibrary) -> None:
    port: Library = library
    document = a_document()
    port.save(document)
    loaded = port.load("d1")
    assert replace(loaded, created=None, modified=None) == document


def test_a_document_is_there_after_the_library_was_closed(opened: Opener) -> None:
    first = opened()
    first.save(a_document())
    first.close()
    assert opened().load("d1").text_of("s1").text == "The lamp was lit."


def test_a_lock_comes_back_and_goes_again(library: SqliteLibrary) -> None:
    document = a_document()
    items = document.outline.items
    locked = Outline((*items[:2], replace(items[2], locked=True)))
    library.save(replace(document, outline=locked))
    assert library.load("d1").outline == locked
    library.save_outline(document)
    assert library.load("d1").outline == document.outline


def test_created_stays_and_modified_follows_each_save(
    library: SqliteLibrary, clock: SetClock
) -> None:
    library.save(a_document())
    first = library.load("d1")
    clock.now += timedelta(hours=1)
    library.save(replace(first, title="Light"))
    second = library.load("d1")
    assert second.created == first.created
    assert first.modified is not None
    assert second.modified is not None
    assert second.modified - first.modified >= timedelta(hours=1)


def test_a_document_keeps_the_time_it_says_it_was_made(library: SqliteLibrary) -> None:
    library.save(replace(a_document(), created=START - timedelta(days=30)))
    assert library.load("d1").created == START - timedelta(days=30)


def test_the_list_counts_words_and_sections_of_the_outline_only(library: SqliteLibrary) -> None:
    document = a_document(text="The lamp was lit 灯塔.")
    library.save(document)
    library.save(replace(document, outline=remove_item(document.outline, "s2")))
    library.save_text("d1", "s2", SectionText("not counted any more"))
    summary = library.documents()[0]
    assert (summary.sections, summary.sections_written, summary.written_words) == (1, 1, 6)
    assert (summary.title, summary.target_words) == ("Lighthouses", 1_000)


def test_the_document_changed_last_is_listed_first(library: SqliteLibrary) -> None:
    library.save(a_document("d1"))
    library.save(a_document("d2"))
    library.save_text("d1", "s1", SectionText("new"))
    assert [summary.id for summary in library.documents()] == ["d1", "d2"]


def test_documents_do_not_share_sections_with_equal_ids(library: SqliteLibrary) -> None:
    library.save(a_document("d1", "one"))
    library.save(a_document("d2", "two"))
    assert library.load("d1").text_of("s1").text == "one"


def test_an_empty_library_lists_nothing(library: SqliteLibrary) -> None:
    assert library.documents() == []


def test_the_outline_keeps_the_order_it_was_saved_in(library: SqliteLibrary) -> None:
    document = a_document()
    moved = move_item(document.outline, "s2", 1)
    library.save(document)
    library.save(replace(document, outline=moved))
    assert library.load("d1").outline == moved


def test_a_section_taken_out_of_the_outline_has_its_text_and_takes_when_it_returns(
    library: SqliteLibrary,
) -> None:
    document = a_document()
    library.save(document)
    library.add_take("d1", a_take(text="An older text."))
    library.save(replace(document, outline=remove_item(document.outline, "s1"), texts={}))
    assert library.load("d1").text_of("s1") == SectionText()
    library.save(replace(library.load("d1"), outline=document.outline))
    assert library.load("d1").text_of("s1").text == "The lamp was lit."
    assert [take.text for take in library.takes("s1")] == ["An older text."]


def test_a_section_of_the_outline_without_a_text_is_emptied_by_save(
    library: SqliteLibrary,
) -> None:
    library.save(a_document())
    library.save(replace(a_document(), texts={}))
    assert library.load("d1").text_of("s1") == SectionText()


def test_saving_one_text_leaves_the_rest_alone(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.save_text("d1", "s2", SectionText("Coal.", "t9", StopReason.CANCELLED))
    loaded = library.load("d1")
    assert loaded.text_of("s2") == SectionText("Coal.", "t9", StopReason.CANCELLED)
    assert loaded.text_of("s1").text == "The lamp was lit."
    assert loaded.outline == a_document().outline


@pytest.mark.parametrize("text", ["", "灯塔\n\n𠀀", "a\0b", "  spaces\t\r\n", "quote ' \" %"])
def test_any_text_comes_back_as_it_was(library: SqliteLibrary, text: str) -> None:
    library.save(a_document(text=text))
    assert library.load("d1").text_of("s1").text == text


def test_a_deleted_document_is_neither_listed_nor_loaded(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.delete("d1")
    assert library.documents() == []
    with pytest.raises(EnvironmentProblem) as problem:
        library.load("d1")
    assert problem.value.code == "document_missing"


def test_a_deleted_document_saved_again_is_back_with_its_takes(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.add_take("d1", a_take(text="kept"))
    library.delete("d1")
    library.save(a_document())
    assert [summary.id for summary in library.documents()] == ["d1"]
    assert [take.text for take in library.takes("s1")] == ["kept"]


def test_a_take_comes_back_with_all_of_its_provenance(library: SqliteLibrary) -> None:
    library.save(a_document())
    take = replace(a_take(text="Text."), stop_reason=StopReason.LENGTH_LIMIT)
    library.add_take("d1", take)
    assert library.takes("s1") == [take]


def test_a_take_of_the_writer_has_no_provenance(library: SqliteLibrary) -> None:
    library.save(a_document())
    take = Take("w1", "s1", START, TakeOrigin.WRITER, "Mine.", 400)
    library.add_take("d1", take)
    assert library.takes("s1") == [take]


def test_takes_are_listed_from_the_oldest_on(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.add_take("d1", replace(a_take("new"), created=START + timedelta(minutes=1)))
    library.add_take("d1", a_take("old"))
    assert [take.id for take in library.takes("s1")] == ["old", "new"]


def test_a_section_without_takes_has_an_empty_list(library: SqliteLibrary) -> None:
    assert library.takes("nothing") == []


def test_every_method_names_a_document_that_was_never_saved(library: SqliteLibrary) -> None:
    calls = (
        lambda: library.load("gone"),
        lambda: library.save_text("gone", "s1", SectionText("x")),
        lambda: library.delete("gone"),
        lambda: library.add_take("gone", a_take()),
        lambda: library.begin_stream("gone", a_take()),
        lambda: library.finish_stream("gone", a_take(), SectionText("x")),
    )
    for call in calls:
        with pytest.raises(EnvironmentProblem) as problem:
            call()
        assert problem.value.code == "document_missing"
        assert problem.value.params == {"document": "gone"}


def test_a_save_that_fails_half_way_leaves_the_old_document_whole(
    library: SqliteLibrary,
) -> None:
    library.save(a_document())
    unstorable = replace(section("s3"), heading=None)  # type: ignore[arg-type]
    broken = replace(a_document(), title="Other", outline=Outline((unstorable,)))
    with pytest.raises(sqlite3.IntegrityError):
        library.save(broken)
    assert library.load("d1").title == "Lighthouses"
    assert len(library.load("d1").outline) == 3


def test_threads_share_one_library(library: SqliteLibrary) -> None:
    def write(name: str) -> None:
        library.save(a_document(name, text=name))
        library.begin_stream(name, a_take(f"take {name}"))
        for number in range(20):
            library.append_stream(f"take {name}", f"{number} ")
            library.documents()

    names = [f"document {number}" for number in range(4)]
    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = "".join(f"{number} " for number in range(20))
    assert sorted(summary.id for summary in library.documents()) == names
    assert [take.text for take in library.recover_streams()] == [expected] * 4


def test_the_file_is_in_wal_mode_and_every_commit_reaches_the_disk(
    library: SqliteLibrary,
) -> None:
    pragmas = {
        name: library._db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    assert pragmas == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5_000,
    }  # fmt: skip


def test_a_library_of_twenty_long_documents_lists_and_loads(opened: Opener) -> None:
    library = opened()
    library._db.execute("PRAGMA synchronous = OFF")  # 3,000 commits, and no power cut to fear
    for number in range(20):
        sections = tuple(section(f"{number}.{at}") for at in range(50))
        texts = {item.id: SectionText("word " * 100) for item in sections}
        library.save(
            Document(str(number), "T", "I", 20_000, outline=Outline(sections), texts=texts)
        )
        for item in sections:
            for take in range(3):
                library.add_take(str(number), a_take(f"{item.id}.{take}", "word " * 100, item.id))
    library.close()
    again = opened()
    summaries = again.documents()
    assert [(s.sections, s.written_words) for s in summaries] == [(50, 5_000)] * 20
    assert len(again.takes("7.49")) == 3
