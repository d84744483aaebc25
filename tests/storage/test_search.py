# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words are found wherever they stand, at once and only there."""

from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.domain.document import (
    Document,
    Note,
    NoteKind,
    SectionText,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.outline import remove_item, update_item
from longwriter_desktop.storage import search_tables
from longwriter_desktop.storage.backups import latest_backup
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import FILE_NAME
from longwriter_desktop.storage.schema import MIGRATIONS
from tests.storage.conftest import START, Opener, SetClock, a_document, a_take


def places(library: SqliteLibrary, query: str) -> list[tuple[str, str | None, str]]:
    return [(hit.document_id, hit.section_id, hit.part) for hit in library.search(query).hits]


@pytest.fixture(params=[True, False], ids=["trigrams", "words"])
def indexed(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> SqliteLibrary:
    """A library whose index holds trigrams, and one as an older SQLite makes it."""
    assert search_tables.has_trigrams()
    if not request.param:
        monkeypatch.setattr(search_tables, "has_trigrams", lambda: False)
    return opened()


def test_a_word_is_found_in_title_instruction_heading_and_text(indexed: SqliteLibrary) -> None:
    document = a_document(text="A beacon was lit.")
    outline = update_item(document.outline, "s2", heading="Beacon")
    indexed.save(replace(document, title="Beacons", instruction="On beacons.", outline=outline))
    assert places(indexed, "beacon") == [
        ("d1", None, "title"),
        ("d1", None, "instruction"),
        ("d1", "s1", "text"),
        ("d1", "s2", "heading"),
    ]


def test_a_hit_brings_heading_title_preview_and_count(indexed: SqliteLibrary) -> None:
    text = "One.\n\nThe lamp was lit,\nand the LAMP burned on through all of the night." + " x" * 99
    indexed.save(a_document(text=text))
    (hit,) = indexed.search("lamp").hits
    assert (hit.title, hit.heading, hit.count) == ("Lighthouses", "First fires", 2)
    assert (hit.before, hit.found) == ("One. The ", "lamp")
    assert hit.behind.startswith(" was lit, and the LAMP burned on")
    assert hit.behind.endswith("…")


def test_a_preview_starts_near_the_words(library: SqliteLibrary) -> None:
    library.save(a_document(text="start " * 100 + "The lamp."))
    (hit,) = library.search("lamp").hits
    assert hit.before.startswith("…")
    assert len(hit.before) < 60


def test_an_edit_is_found_at_once_and_the_old_words_no_more(indexed: SqliteLibrary) -> None:
    indexed.save(a_document())
    indexed.save_text("d1", "s1", SectionText("The bell rang."))
    assert places(indexed, "bell") == [("d1", "s1", "text")]
    assert places(indexed, "lamp") == []
    indexed.rename("d1", "Ropes")
    assert places(indexed, "ropes") == [("d1", None, "title")]
    assert places(indexed, "lighthouses") == [("d1", None, "instruction")]


def test_what_a_model_wrote_is_found_when_it_stands_in_the_text(indexed: SqliteLibrary) -> None:
    indexed.save(a_document())
    take = a_take(text="The bell rang.")
    indexed.finish_stream("d1", take, SectionText(take.text, take.id))
    assert places(indexed, "bell rang") == [("d1", "s1", "text")]
    indexed.add_take("d1", Take("w", "s1", START, TakeOrigin.WRITER, "Only a take.", 400))
    assert places(indexed, "only a take") == []


def noted(*notes: Note, sample: str = "") -> Document:
    """The document without the lamp, with notes."""
    return replace(a_document(text="Quiet."), notes=notes, style_sample=sample)


ANNA = Note("n1", NoteKind.CHARACTER, "Anna", "She winds the bell clock.")
SOURCE = Note("n2", NoteKind.SOURCE, "", "A bell book of 1811.", pinned=True)


def test_notes_the_style_sample_and_notes_to_the_model_are_found(indexed: SqliteLibrary) -> None:
    outline = update_item(a_document().outline, "s2", must="Name the bell.")
    indexed.save(replace(noted(ANNA, SOURCE, sample="As the bell said."), outline=outline))
    hits = indexed.search("bell").hits
    assert [(hit.part, hit.section_id, hit.note_id) for hit in hits] == [
        ("must", "s2", None), ("note", None, "n1"), ("note", None, "n2"), ("sample", None, None),
    ]  # fmt: skip
    assert [(hit.heading, hit.note_kind) for hit in hits[1:3]] == [
        ("Anna", NoteKind.CHARACTER), ("", NoteKind.SOURCE),
    ]  # fmt: skip
    assert [hit.before for hit in hits] == ["Name the ", "She winds the ", "A ", "As the "]


def test_a_note_is_found_by_its_title_and_what_must_not_be_in_a_section(
    indexed: SqliteLibrary,
) -> None:
    outline = update_item(a_document().outline, "s2", must_not="No ghosts.")
    indexed.save(replace(noted(ANNA), outline=outline))
    assert places(indexed, "anna") == [("d1", None, "note")]
    assert places(indexed, "ghosts") == [("d1", "s2", "must")]


def test_a_hit_in_a_notes_title_shows_its_text_behind_and_counts_both(
    indexed: SqliteLibrary,
) -> None:
    indexed.save(noted(replace(ANNA, text="She is called Anna.")))
    (hit,) = indexed.search("called anna").hits
    assert (hit.before, hit.found, hit.behind) == ("She is ", "called Anna", ".")
    indexed.save(noted(replace(ANNA, text="She winds the clock.")))
    (hit,) = indexed.search("anna").hits
    assert (hit.before, hit.found, hit.behind) == ("", "Anna", " She winds the clock.")
    indexed.save(noted(replace(ANNA, text="Anna winds the clock.")))
    assert indexed.search("anna").hits[0].count == 2


def test_a_changed_note_is_found_by_its_new_words_only(indexed: SqliteLibrary) -> None:
    indexed.save(noted(ANNA, SOURCE, sample="Old voice."))
    changed = replace(ANNA, text="She trims the wick.", kind=NoteKind.OTHER)
    indexed.save_outline(noted(SOURCE, changed, sample="New voice."))
    (hit,) = indexed.search("wick").hits
    assert (hit.note_id, hit.note_kind) == ("n1", NoteKind.OTHER)
    assert places(indexed, "clock") == places(indexed, "old voice") == []
    assert places(indexed, "new voice") == [("d1", None, "sample")]
    assert indexed.load("d1").notes == (SOURCE, changed)


def test_a_removed_note_is_found_no_more_until_it_comes_back(indexed: SqliteLibrary) -> None:
    indexed.save(noted(ANNA, SOURCE))
    indexed.save_outline(noted(SOURCE))
    assert places(indexed, "clock") == []
    indexed.save_outline(noted(SOURCE, ANNA))
    assert places(indexed, "clock") == [("d1", None, "note")]


def test_a_note_that_did_not_change_is_not_indexed_again(library: SqliteLibrary) -> None:
    library.save(noted(ANNA, SOURCE))
    with library._writing() as db:
        number = "SELECT id FROM search_rows WHERE section_id = 'n1'"
        before = db.execute(number).fetchall()
    library.save_outline(noted(SOURCE, ANNA))
    with library._writing() as db:
        assert db.execute(number).fetchall() == before


def test_notes_in_the_bin_are_not_found_and_a_copy_brings_its_own(indexed: SqliteLibrary) -> None:
    indexed.save(noted(ANNA))
    copy = indexed.duplicate("d1")
    assert {hit.document_id for hit in indexed.search("clock").hits} == {"d1", copy}
    indexed.delete("d1")
    assert {hit.document_id for hit in indexed.search("clock").hits} == {copy}


@pytest.mark.parametrize("query", ["灯", "老灯塔守护人"])
def test_a_chinese_note_is_found(indexed: SqliteLibrary, query: str) -> None:
    indexed.save(noted(replace(ANNA, text="她是老灯塔守护人的女儿。")))
    assert places(indexed, query) == [("d1", None, "note")]


def test_a_deleted_document_is_not_found_until_it_is_restored(indexed: SqliteLibrary) -> None:
    indexed.save(a_document())
    indexed.delete("d1")
    assert indexed.search("lamp").places == 0
    indexed.restore("d1")
    assert indexed.search("lamp").places == 1


def test_an_archived_document_is_found(indexed: SqliteLibrary) -> None:
    indexed.save(a_document())
    indexed.archive("d1", True)
    assert indexed.search("lamp").places == 1


def test_a_section_taken_out_of_the_plan_is_not_found_until_it_returns(
    indexed: SqliteLibrary,
) -> None:
    document = a_document()
    indexed.save(document)
    indexed.save(replace(document, outline=remove_item(document.outline, "s1"), texts={}))
    assert places(indexed, "lamp") == []
    indexed.save(replace(indexed.load("d1"), outline=document.outline))
    assert places(indexed, "lamp") == [("d1", "s1", "text")]


def test_a_copy_is_found_beside_its_original(indexed: SqliteLibrary) -> None:
    indexed.save(a_document())
    copy = indexed.duplicate("d1")
    assert {hit.document_id for hit in indexed.search("lamp").hits} == {"d1", copy}


@pytest.mark.parametrize("query", ["灯", "灯塔", "灯塔在", "灯塔在黑夜里", "黑夜里发光"])
def test_chinese_is_found_inside_a_sentence(indexed: SqliteLibrary, query: str) -> None:
    indexed.save(a_document(text="古老的灯塔在黑夜里发光。"))
    (hit,) = indexed.search(query).hits
    assert (hit.section_id, hit.found) == ("s1", query)


@pytest.mark.parametrize("query", ["l", "li", "LIT", "Lamp", "lamp was"])
def test_short_words_and_any_case_are_found(library: SqliteLibrary, query: str) -> None:
    library.save(a_document())
    assert ("d1", "s1", "text") in places(library, query)


def test_case_does_not_matter_beyond_ascii(library: SqliteLibrary) -> None:
    library.save(a_document(text="Über ÉTRETAT."))
    assert library.search("über étretat").hits[0].found == "Über ÉTRETAT"


@pytest.mark.parametrize(
    "query",
    [
        '"', '""', 'say "lit"', "lamp*", "lamp OR bell", "NOT lamp", "text:lamp", "(lamp", "^lamp",
        "{text}", "-lamp", "lamp + was", "NEAR(lamp was)", "'", "%", "_", "l_mp", "\\",
        "100 %", "?", ";--",
    ],
)  # fmt: skip
def test_signs_are_plain_text(indexed: SqliteLibrary, query: str) -> None:
    indexed.save(a_document("d1"))
    indexed.save(a_document("d2", text=f"Here: {query}."))
    assert "d2" in {hit.document_id for hit in indexed.search(query).hits}


def test_a_null_character_in_text_or_query_does_no_harm(library: SqliteLibrary) -> None:
    library.save(a_document(text="before\0behind"))
    assert places(library, "before") == [("d1", "s1", "text")]
    assert places(library, "before\0behind") == []
    library.save_text("d1", "s1", SectionText("after"))
    assert places(library, "before") == []


@pytest.mark.parametrize("query", ["lamp*", "lamp OR bell", "NOT lamp", "text:lamp", "l_mp", "%"])
def test_signs_find_nothing_where_they_do_not_stand(library: SqliteLibrary, query: str) -> None:
    library.save(a_document())
    assert library.search(query).places == 0


@pytest.mark.parametrize("query", ["", "  \n", "\0"])
def test_nothing_finds_nothing(library: SqliteLibrary, query: str) -> None:
    library.save(a_document())
    assert library.search(query) == library.search("not there at all")


def test_the_document_changed_last_comes_first_and_the_rest_is_counted(
    library: SqliteLibrary, clock: SetClock
) -> None:
    for number in range(5):
        library.save(a_document(f"d{number}"))
    library.save_text("d2", "s2", SectionText("A lamp."))
    found = library.search("lamp", most=3)
    assert [(hit.document_id, hit.section_id) for hit in found.hits] == [
        ("d2", "s1"), ("d2", "s2"), ("d4", "s1"),
    ]  # fmt: skip
    assert found.places == 6


def test_an_older_library_is_upgraded_and_all_of_it_is_found(
    opened: Opener, library_folder: Path
) -> None:
    old = opened(migrations=MIGRATIONS[:1])
    with old._writing() as db:
        db.table("documents").insert(
            {"id": "d1", "title": "Old lamps", "instruction": "On lamps.", "target_words": 900,
             "created": START.isoformat(), "modified": START.isoformat()}
        )  # fmt: skip
        db.table("items").insert(
            {"document_id": "d1", "id": "s1", "position": 0, "kind": "section", "level": 1,
             "heading": "A lamp", "main_point": "", "target_words": 400}
        )  # fmt: skip
        db.table("texts").insert(
            {"document_id": "d1", "section_id": "s1", "words": 4, "text": "The lamp was lit."}
        )
    old.close()
    library = opened()
    assert [part for _, _, part in places(library, "lamp")] == [
        "title", "instruction", "heading", "text",
    ]  # fmt: skip
    library.save_text("d1", "s1", SectionText("The bell rang."))
    assert places(library, "bell") == [("d1", "s1", "text")]
    assert len(places(library, "lamp")) == 3
    assert list((library_folder / "backups").glob("*-before-*.db"))


def test_a_backup_put_in_the_librarys_place_is_searched_and_kept_in_step(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    for number in range(6):
        library.save(a_document(f"d{number}", text=f"The lamp number{number}."))
    library.close()
    backup = latest_backup(library_folder)
    assert backup is not None
    (library_folder / FILE_NAME).write_bytes(backup.read_bytes())
    again = opened()
    again.save_text("d3", "s1", SectionText("The bell."))
    assert places(again, "number4") == [("d4", "s1", "text")]
    assert places(again, "number3") == []
    assert places(again, "bell") == [("d3", "s1", "text")]


def test_the_index_agrees_with_the_texts_after_many_changes(indexed: SqliteLibrary) -> None:
    document = a_document()
    for number in range(20):
        indexed.save(
            replace(document, title=f"T{number}", texts={"s1": SectionText("ab " * number)})
        )
        indexed.save_text("d1", "s2", SectionText(f"灯塔 {number}\0\n\n𠀀"))
        notes = (replace(ANNA, text=f"note\0 {number}"), SOURCE)[number % 3 :]
        outline = update_item(document.outline, "s1", must="a" * number, must_not="\0")
        indexed.save_outline(
            replace(document, notes=notes, outline=outline, style_sample=f"voice {number}")
        )
    with indexed._writing() as db:
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_a_reader_searches(opened: Opener) -> None:
    opened().save(a_document())
    assert opened(read_only=True).search("lamp").places == 1
