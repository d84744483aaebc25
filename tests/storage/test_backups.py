# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Dated copies: when they are made, which are kept, and that they can be read."""

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.backups import backups, kept_backups, latest_backup
from longwriter_desktop.storage.opening import FILE_NAME
from tests.storage.conftest import Opener, SetClock, a_document

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)  # a Wednesday


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def test_the_newest_five_of_the_last_day_are_kept() -> None:
    made = [ago(hours=hours) for hours in range(9)]
    assert kept_backups(made, NOW) == set(made[:5])


def test_one_a_day_is_kept_for_seven_days() -> None:
    made = [ago(days=day, hours=hour) for day in range(1, 7) for hour in (1, 2, 3)]
    kept = kept_backups(made, NOW)
    assert [time for time in made if time in kept] == [
        ago(days=day, hours=1) for day in range(1, 7)
    ]


def test_one_a_week_is_kept_for_eight_weeks() -> None:
    made = [ago(days=day) for day in range(7, 80)]
    kept = sorted(kept_backups(made, NOW), reverse=True)
    assert kept[0] == ago(days=7)
    assert all(time > ago(weeks=8) for time in kept)
    weeks = [time.isocalendar()[:2] for time in kept]
    assert len(set(weeks)) == len(weeks) == 8


def test_the_newest_backup_is_kept_however_old() -> None:
    made = [ago(days=400), ago(days=500)]
    assert kept_backups(made, NOW) == {ago(days=400)}


def test_no_backups_leave_nothing_to_keep() -> None:
    assert kept_backups([], NOW) == frozenset()


def test_a_backup_dated_in_the_future_is_kept() -> None:
    assert kept_backups([NOW + timedelta(days=3), NOW], NOW) == {NOW + timedelta(days=3), NOW}


def test_closing_after_a_change_makes_a_backup_that_holds_it(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    library.save(a_document())
    library.close()
    backup = latest_backup(library_folder)
    assert backup is not None
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT title FROM documents").fetchall() == [("Lighthouses",)]
    copy.close()


def test_closing_without_a_change_makes_none(opened: Opener, library_folder: Path) -> None:
    opened().close()
    assert backups(library_folder) == {}


def test_opening_makes_a_backup_once_a_day(
    opened: Opener, library_folder: Path, clock: SetClock
) -> None:
    opened().close()
    opened().close()
    opened().close()
    assert len(backups(library_folder)) == 1
    clock.now += timedelta(days=1)
    opened().close()
    assert len(backups(library_folder)) == 2


def test_old_backups_go_when_a_new_one_is_made(
    opened: Opener, library_folder: Path, clock: SetClock
) -> None:
    for _ in range(8):
        library = opened()
        library.save(a_document())
        library.close()
        clock.now += timedelta(hours=1)
    assert len(backups(library_folder)) == 5


def test_other_files_in_the_folder_are_left_alone(opened: Opener, library_folder: Path) -> None:
    (library_folder / "backups").mkdir()
    (library_folder / "backups" / "library-mine.db").write_text("x")
    library = opened()
    library.save(a_document())
    library.close()
    assert (library_folder / "backups" / "library-mine.db").exists()


def test_a_copy_that_a_killed_program_left_unfinished_is_cleared_away(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    unfinished = library_folder / "backups" / "library-20260101T000000Z.tmp"
    unfinished.parent.mkdir()
    unfinished.write_text("half a copy")
    assert library.back_up().exists()
    assert not unfinished.exists()


def test_a_backup_taken_by_hand_is_named(opened: Opener) -> None:
    library = opened()
    library.save(a_document())
    assert library.back_up().exists()


def test_a_backup_that_cannot_be_made_on_closing_is_raised_and_the_library_is_closed(
    opened: Opener, library_folder: Path
) -> None:
    library = opened()
    library.save(a_document())
    (library_folder / "backups").write_text("a file where the folder belongs")
    with pytest.raises(EnvironmentProblem) as problem:
        library.close()
    assert problem.value.code == "cannot_write"
    assert opened().load("d1").title == "Lighthouses"


def test_a_backup_that_cannot_be_made_on_opening_keeps_nobody_out(
    opened: Opener, library_folder: Path
) -> None:
    opened().close()
    (library_folder / "backups").write_text("a file where the folder belongs")
    library = opened()
    assert library.documents() == []
    assert library.backup_problem is not None
    assert library.backup_problem.code == "cannot_write"


def test_a_backup_put_in_the_librarys_place_opens(opened: Opener, library_folder: Path) -> None:
    library = opened()
    library.save(a_document())
    backup = library.back_up()
    library.close()
    (library_folder / FILE_NAME).write_bytes(backup.read_bytes())
    assert opened().load("d1").title == "Lighthouses"


def test_a_backup_is_on_the_disk_before_it_has_its_name(
    opened: Opener, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    sync = os.fsync

    def note(descriptor: int) -> None:
        synced.add(os.fstat(descriptor).st_ino)
        sync(descriptor)

    library = opened()
    monkeypatch.setattr(os, "fsync", note)
    backup = library.back_up()
    assert backup.stat().st_ino in synced
