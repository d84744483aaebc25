# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A library that an older version wrote: backed up, upgraded, and nothing of it lost."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from longwriter_desktop.domain.document import Note, NoteKind, SectionSummary, TakeOrigin
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.storage.opening import FILE_NAME
from longwriter_desktop.storage.rows import (
    Row,
    document_row,
    item_row,
    note_row,
    take_row,
    text_row,
)
from longwriter_desktop.storage.schema import MIGRATIONS, Version
from tests.storage.conftest import START, Opener, a_document, a_take

FIRST = MIGRATIONS[:1]
NOTE = Note("n1", NoteKind.CHARACTER, "Anna", "She winds the clock.")
TAKE = a_take(text="The lamp was lit.")


@pytest.fixture
def old_library(opened: Opener, library_folder: Path) -> Path:
    """A file of version 1.0 with one document, its notes in one text, its texts and a take."""
    opened(migrations=FIRST, app="longwriter 0.1").close()
    path = library_folder / FILE_NAME
    db = Database(sqlite3.connect(path))
    document = a_document()
    row = document_row(document, START, START) | {"notes": "Be brief."}
    items = [item_row("d1", item, at) for at, item in enumerate(document.outline)]
    with db.atomic():
        insert_old(db, "documents", [row])
        insert_old(db, "items", items)
        insert_old(db, "texts", [text_row("d1", "s1", document.text_of("s1"))])
        insert_old(db, "takes", [take_row("d1", TAKE)])
    db.close()
    return path


def insert_old(db: Database, name: str, rows: list[Row]) -> None:
    """Insert what the old table has columns for."""
    columns = db.table(name).columns_dict
    db.table(name).insert_all(
        [{key: value for key, value in row.items() if key in columns} for row in rows]
    )


def version_of(path: Path) -> Version:
    db = Database(sqlite3.connect(path))
    version = Version.of(db)
    db.close()
    return version


def test_a_library_without_locks_is_upgraded_and_loses_nothing(
    opened: Opener, old_library: Path
) -> None:
    library = opened()
    loaded = library.load("d1")
    assert replace(loaded, created=None, modified=None, notes=()) == replace(a_document(), notes=())
    (note,) = loaded.notes
    assert (note.text, note.pinned) == ("Be brief.", True)
    assert not any(item.locked for item in loaded.outline)
    assert library.takes("s1") == [TAKE]
    assert version_of(old_library) == MIGRATIONS[-1].to


def test_the_copy_made_before_the_upgrade_is_the_old_library(
    opened: Opener, old_library: Path
) -> None:
    opened().close()
    (backup,) = (old_library.parent / "backups").glob(f"*-before-{MIGRATIONS[-1].to}.db")
    assert version_of(backup) == Version(1, 0)
    copy = Database(sqlite3.connect(backup))
    counts = [copy.table(name).count for name in ("documents", "items", "texts", "takes")]
    columns = copy.table("items").columns_dict
    copy.close()
    assert counts == [1, 3, 1, 1]
    assert "locked" not in columns


def test_a_section_of_an_upgraded_library_can_be_locked(opened: Opener, old_library: Path) -> None:
    library = opened()
    document = library.load("d1")
    items = document.outline.items
    locked = Outline((*items[:2], replace(items[2], locked=True)))
    library.save_outline(replace(document, outline=locked))
    library.close()
    assert opened().load("d1").outline == locked


@pytest.fixture
def library_before_notes_were_found(opened: Opener, library_folder: Path) -> Path:
    """A file of version 1.3, in which a program of that time has saved notes."""
    opened(migrations=MIGRATIONS[:4], app="longwriter 0.3").close()
    path = library_folder / FILE_NAME
    db = Database(sqlite3.connect(path))
    document = replace(a_document(), notes=(NOTE,), style_sample="The tide, and then the tide.")
    items = [item_row("d1", item, at) for at, item in enumerate(document.outline)]
    items[2] |= {"must": "Name the ferry.", "must_not": "No storms."}
    with db.atomic():
        insert_old(db, "documents", [document_row(document, START, START)])
        insert_old(db, "items", items)
        insert_old(db, "texts", [text_row("d1", "s1", document.text_of("s1"))])
        insert_old(db, "notes", [note_row("d1", NOTE, 0)])
    db.close()
    return path


@pytest.mark.parametrize(
    ("query", "part"),
    [("clock", "note"), ("anna", "note"), ("the tide", "sample"), ("ferry", "must"),
     ("storms", "must"), ("lamp", "text")],
)  # fmt: skip
def test_the_notes_of_an_older_library_are_found_once(
    opened: Opener, library_before_notes_were_found: Path, query: str, part: str
) -> None:
    library = opened()
    assert [hit.part for hit in library.search(query).hits] == [part]
    assert version_of(library_before_notes_were_found) == MIGRATIONS[-1].to


@pytest.mark.usefixtures("library_before_notes_were_found")
def test_notes_of_an_older_library_are_changed_and_removed_with_their_index(
    opened: Opener,
) -> None:
    library = opened()
    document = library.load("d1")
    library.save_outline(replace(document, notes=(replace(NOTE, text="A key."),), style_sample=""))
    assert [hit.part for hit in library.search("a key").hits] == ["note"]
    library.save_outline(replace(document, notes=(), style_sample=""))
    assert library.search("clock").places == library.search("tide").places == 0
    with library._writing() as db:
        db.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_a_program_that_knows_nothing_of_it_leaves_the_index_of_the_notes_right(
    opened: Opener, library_before_notes_were_found: Path
) -> None:
    opened().close()
    db = Database(sqlite3.connect(library_before_notes_were_found))
    with db.atomic():  # as version 1.3 saves notes
        db.execute("DELETE FROM notes WHERE document_id = 'd1'")
        insert_old(db, "notes", [note_row("d1", replace(NOTE, text="A key."), 0)])
    db.close()
    library = opened()
    assert [hit.note_id for hit in library.search("a key").hits] == [NOTE.id]
    assert library.search("clock").places == 0


def test_an_older_library_keeps_summaries_from_now_on(opened: Opener, old_library: Path) -> None:
    library = opened()
    document = library.load("d1")
    assert document.summaries == {}
    summary = SectionSummary("The lamp burns.", "0" * 12, TakeOrigin.WRITER, START)
    library.save_outline(replace(document, summaries={"s1": summary}))
    library.close()
    assert opened().load("d1").summaries == {"s1": summary}
    assert version_of(old_library) == MIGRATIONS[-1].to


def test_a_reader_is_asked_to_have_an_old_library_upgraded_first(
    opened: Opener, old_library: Path
) -> None:
    with pytest.raises(EnvironmentProblem, match="library_needs_upgrade"):
        opened(read_only=True)
    assert version_of(old_library) == Version(1, 0)
