# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A library that an older version wrote: backed up, upgraded, and nothing of it lost."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.storage.opening import FILE_NAME
from longwriter_desktop.storage.rows import Row, document_row, item_row, take_row, text_row
from longwriter_desktop.storage.schema import MIGRATIONS, Version
from tests.storage.conftest import START, Opener, a_document, a_take

FIRST = MIGRATIONS[:1]
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


def test_a_reader_is_asked_to_have_an_old_library_upgraded_first(
    opened: Opener, old_library: Path
) -> None:
    with pytest.raises(EnvironmentProblem, match="library_needs_upgrade"):
        opened(read_only=True)
    assert version_of(old_library) == Version(1, 0)
