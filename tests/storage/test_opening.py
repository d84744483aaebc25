# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening: one writer, the right file, the right version; and what stands in the way."""

import json
import os
import signal
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.backups import latest_backup
from longwriter_desktop.storage.opening import FILE_NAME
from longwriter_desktop.storage.schema import MIGRATIONS, Migration, Version
from tests.storage.conftest import Child, Opener, a_document, a_take

NEWEST = MIGRATIONS[-1].to
NEXT = Version(NEWEST.major, NEWEST.minor + 1)


def refused(opened: Opener, **options: object) -> EnvironmentProblem:
    """The problem that opening raises."""
    with pytest.raises(EnvironmentProblem) as problem:
        opened(**options)
    return problem.value


def test_a_second_program_is_told_who_has_the_library(
    opened: Opener, library_folder: Path, child: Child
) -> None:
    holder = child("hold", library_folder)
    assert holder.stdout is not None
    holder.stdout.readline()
    problem = refused(opened)
    assert problem.code == "library_locked"
    assert problem.params["pid"] == holder.pid
    assert problem.params["app"] == "holding child 1.0"
    assert problem.params["host"] == os.uname().nodename
    assert problem.params["since"]


def test_the_lock_is_free_when_its_holder_has_closed(
    opened: Opener, library_folder: Path, child: Child
) -> None:
    holder = child("hold", library_folder)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.communicate("")
    opened().save(a_document())
    assert not (library_folder / "library.holder.json").read_text().count("holding child")


def test_a_lock_left_by_a_killed_program_stops_nobody(
    opened: Opener, library_folder: Path, child: Child
) -> None:
    holder = child("hold", library_folder)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (library_folder / "library.holder.json").exists()
    assert opened().documents() == []


def test_the_same_program_cannot_open_the_library_twice(opened: Opener) -> None:
    opened(app="first")
    assert refused(opened).params["app"] == "first"


@pytest.mark.parametrize("note", ["", "{", "[]", '{"pid": "x"}', '{"pid": null}'])
def test_a_damaged_note_leaves_the_holder_unknown(
    opened: Opener, library_folder: Path, note: str
) -> None:
    opened()
    (library_folder / "library.holder.json").write_text(note)
    problem = refused(opened)
    assert problem.code == "library_locked"
    assert problem.params["pid"] == 0


def test_the_note_names_this_process(opened: Opener, library_folder: Path) -> None:
    opened(app="longwriter 9")
    note = json.loads((library_folder / "library.holder.json").read_text())
    assert (note["pid"], note["app"]) == (os.getpid(), "longwriter 9")


def test_closing_twice_does_nothing(opened: Opener, library_folder: Path) -> None:
    library = opened()
    library.close()
    library.close()
    assert not (library_folder / "library.holder.json").exists()


def test_a_failed_opening_leaves_no_lock(opened: Opener, library_folder: Path) -> None:
    (library_folder / FILE_NAME).write_bytes(b"no database, but long enough to be one" * 99)
    refused(opened)
    assert not (library_folder / "library.holder.json").exists()
    (library_folder / FILE_NAME).unlink()
    assert opened().documents() == []


def test_a_reader_reads_while_another_process_writes(
    opened: Opener, library_folder: Path, child: Child
) -> None:
    writer = opened()
    writer.save(a_document())
    reader = child("read_titles", library_folder)
    assert reader.communicate()[0] == "Lighthouses\n"
    writer.save(replace(a_document(), title="Coal"))
    assert child("read_titles", library_folder).communicate()[0] == "Coal\n"


def test_a_reader_sees_what_is_saved_after_it_opened(opened: Opener) -> None:
    writer = opened()
    reader = opened(read_only=True)
    writer.save(a_document())
    assert [summary.title for summary in reader.documents()] == ["Lighthouses"]


def test_a_reader_cannot_write(opened: Opener, library_folder: Path) -> None:
    opened()
    reader = opened(read_only=True)
    with pytest.raises(EnvironmentProblem) as problem:
        reader.save(a_document())
    assert problem.value.code == "library_read_only"
    assert problem.value.params == {"path": str(library_folder / FILE_NAME)}


def test_a_reader_makes_no_library(opened: Opener, library_folder: Path) -> None:
    assert refused(opened, read_only=True).code == "library_missing"
    assert list(library_folder.iterdir()) == []


def test_a_reader_leaves_an_older_library_to_a_writer(opened: Opener) -> None:
    opened().close()
    newer = (*MIGRATIONS, Migration(NEXT, _add_mood))
    assert refused(opened, read_only=True, migrations=newer).code == "library_needs_upgrade"


def test_a_folder_is_made_with_its_parents(opened: Opener, tmp_path: Path, child: Child) -> None:
    target = tmp_path / "new" / "library"
    assert child("open_for_writing", target).communicate()[0] == "opened\n"
    assert (target / FILE_NAME).exists()


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, child: Child) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    said = child("bound:open_for_writing", folder).communicate()[0]
    assert said == f"problem library_read_only(path={str(folder / FILE_NAME)!r})\n"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, child: Child) -> None:
    tmp_path.chmod(0o555)
    said = child("bound:open_for_writing", tmp_path / "library").communicate()[0]
    tmp_path.chmod(0o755)
    assert said.startswith("problem library_read_only(path=")


def test_a_file_that_may_not_be_written_is_named(
    opened: Opener, library_folder: Path, child: Child
) -> None:
    opened().close()
    (library_folder / FILE_NAME).chmod(0o444)
    said = child("bound:open_for_writing", library_folder).communicate()[0]
    assert said.startswith("problem library_read_only(path=")


def test_a_library_on_a_read_only_disk_can_be_read(
    opened: Opener, library_folder: Path, child: Child
) -> None:
    library = opened()
    library.save(a_document())
    library.close()
    library_folder.chmod(0o555)
    said = child("bound:read_titles", library_folder).communicate()[0]
    library_folder.chmod(0o755)
    assert said == "Lighthouses\n"


def test_a_path_below_a_file_is_no_place_for_a_library(tmp_path: Path, child: Child) -> None:
    (tmp_path / "file").write_text("x")
    said = child("open_for_writing", tmp_path / "file" / "library").communicate()[0]
    assert said.startswith("problem library_read_only(path=")


def test_a_full_disk_is_named_and_the_text_before_it_stays(opened: Opener) -> None:
    library = opened()
    library.save(a_document())
    pages = library._db.execute("PRAGMA page_count").fetchone()[0]
    library._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(EnvironmentProblem) as problem:
        library.save(a_document(text="x" * 100_000))
    assert problem.value.code == "disk_full"
    assert library.load("d1") == replace(library.load("d1"), texts=a_document().texts)


def test_writing_goes_on_when_the_disk_has_room_again(opened: Opener) -> None:
    library = opened()
    library.save(a_document())
    library.begin_stream("d1", a_take())
    library._db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(EnvironmentProblem):
        library.append_stream("t1", "x" * 100_000)
    library._db.execute("PRAGMA max_page_count = 1000000")
    library.append_stream("t1", "room again")
    assert [take.text for take in library.recover_streams()] == ["room again"]


def test_a_failing_disk_is_named_and_the_library_stays_whole(
    opened: Opener, library_folder: Path, child: Child
) -> None:
    library = opened()
    library.save(a_document())
    library.close()
    said = child("fill_library", library_folder).communicate()[0]
    assert said.startswith("problem library_io(path=")
    assert [summary.id for summary in opened().documents()] == ["d1"]


def test_a_library_that_another_program_is_using_is_busy(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    library._db.execute("PRAGMA busy_timeout = 0")
    browser = sqlite3.connect(library_folder / FILE_NAME)
    browser.execute("BEGIN IMMEDIATE")
    with pytest.raises(EnvironmentProblem) as problem:
        library.save(a_document())
    browser.close()
    assert problem.value.code == "library_busy"


def test_a_file_that_is_no_database_is_refused_and_left_alone(
    opened: Opener, library_folder: Path
) -> None:
    content = b"this is a letter, and not a database file at all. " * 50
    (library_folder / FILE_NAME).write_bytes(content)
    problem = refused(opened)
    assert problem.code == "library_corrupt_no_backup"
    assert problem.params["path"] == str(library_folder / FILE_NAME)
    assert (library_folder / FILE_NAME).read_bytes() == content


def test_a_damaged_library_is_refused_and_names_the_latest_backup(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    for number in range(30):
        library.save(a_document(str(number), text="text " * 500))
    library.close()
    path = library_folder / FILE_NAME
    damaged = bytearray(path.read_bytes())
    damaged[4096:20_000] = b"\xff" * (20_000 - 4096)
    path.write_bytes(damaged)
    for read_only in (False, True):
        problem = refused(opened, read_only=read_only)
        assert problem.code == "library_corrupt"
        assert problem.params["backup"] == str(latest_backup(library_folder))
    assert path.read_bytes() == bytes(damaged)


def test_a_library_cut_to_nothing_is_not_taken_for_a_new_one(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    library.save(a_document())
    library.close()
    (library_folder / FILE_NAME).write_bytes(b"")
    assert refused(opened).code == "library_corrupt"


def test_a_missing_library_is_made_new_beside_its_old_backups(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    library.save(a_document())
    library.close()
    (library_folder / FILE_NAME).unlink()
    assert opened().documents() == []
    assert latest_backup(library_folder) is not None


def test_a_database_of_another_program_is_refused(opened: Opener, library_folder: Path) -> None:
    connection = sqlite3.connect(library_folder / FILE_NAME)
    connection.execute("CREATE TABLE moz_places (url TEXT)")
    connection.close()
    assert refused(opened).code == "library_foreign"


def _add_mood(db: Database) -> None:
    db.table("documents").add_column("mood", str, not_null_default="calm")


def _fail(db: Database) -> None:
    db.table("documents").add_column("other", str)
    raise EnvironmentProblem("disk_full", path="")


def _version(folder: Path) -> Version:
    db = Database(sqlite3.connect(folder / FILE_NAME))
    version = Version.of(db)
    db.close()
    return version


def test_a_newer_major_version_is_refused_naming_who_wrote_it(
    opened: Opener, library_folder: Path
) -> None:
    newer = (*MIGRATIONS, Migration(Version(2, 0), _add_mood))
    opened(migrations=newer, app="longwriter 7.1").close()
    problem = refused(opened)
    assert problem.code == "library_too_new"
    assert problem.params["written_by"] == "longwriter 7.1"
    assert _version(library_folder) == Version(2, 0)


def test_a_newer_minor_version_is_opened_and_stays(opened: Opener, library_folder: Path) -> None:
    newer = (*MIGRATIONS, Migration(NEXT, _add_mood))
    opened(migrations=newer, app="longwriter 7.1").close()
    library = opened()
    library.save(a_document())
    library.close()
    assert _version(library_folder) == NEXT


def test_an_older_library_is_upgraded_after_a_backup_that_stays(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    library.save(a_document())
    library.close()
    opened(migrations=(*MIGRATIONS, Migration(Version(2, 0), _add_mood))).close()
    assert _version(library_folder) == Version(2, 0)
    (backup,) = (library_folder / "backups").glob("*-before-2.0.db")
    copy = Database(sqlite3.connect(backup))
    assert Version.of(copy) == NEWEST
    assert copy.table("documents").count == 1
    copy.close()


def test_a_failing_upgrade_changes_nothing_and_frees_the_lock(
    opened: Opener, library_folder: Path
) -> None:
    opened().close()
    steps = (
        *MIGRATIONS,
        Migration(NEXT, _add_mood),
        Migration(Version(NEXT.major, NEXT.minor + 1), _fail),
    )
    refused(opened, migrations=steps)
    assert _version(library_folder) == NEWEST
    assert "mood" not in opened()._db.table("documents").columns_dict
