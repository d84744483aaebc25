# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The folder of state files: what is thrown away, and in which order."""

import os
import time
from pathlib import Path

import pytest

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.told import Told, Turn
from longwriter_desktop.storage.sessions import SessionFiles

MANY = 10**12  # bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def files(folder: Path) -> SessionFiles:
    return SessionFiles(folder)


def put(files: SessionFiles, document: str, used: int, size: int = 100, model: str = "m") -> Path:
    """A file of `size` bytes, used last at a second."""
    path = files.place(document, model)
    path.write_bytes(bytes(size))
    os.utime(path, (used, used))
    return path


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_least_recently_used_files_go_first(files: SessionFiles, folder: Path) -> None:
    put(files, "b", 3)
    put(files, "a", 1)
    put(files, "c", 2)
    files.tidy(250, {"a", "b", "c"})
    assert left(folder) == ["b-m.state", "c-m.state"]
    files.tidy(100, {"a", "b", "c"})
    assert left(folder) == ["b-m.state"]


def test_a_file_that_was_used_stays_longer(files: SessionFiles, folder: Path) -> None:
    old = put(files, "a", 1)
    put(files, "b", 2)
    files.note_use(old)
    files.tidy(100, {"a", "b"})
    assert left(folder) == ["a-m.state"]


def test_a_large_file_that_is_old_makes_room_for_several(files: SessionFiles, folder: Path) -> None:
    put(files, "a", 1, size=900)
    put(files, "b", 2)
    put(files, "c", 3)
    files.tidy(1_000, {"a", "b", "c"})
    assert left(folder) == ["b-m.state", "c-m.state"]


def test_no_size_at_all_leaves_nothing(files: SessionFiles, folder: Path) -> None:
    put(files, "a", 1)
    files.tidy(0, {"a"})
    assert left(folder) == []


def test_the_files_of_a_document_that_is_gone_for_good_are_deleted(
    files: SessionFiles, folder: Path
) -> None:
    put(files, "a", 1, model="m")
    put(files, "a", 2, model="n")
    put(files, "a-b", 3)
    files.tidy(MANY, {"a-b"})
    assert left(folder) == ["a-b-m.state"]


def test_what_a_crash_left_half_written_is_deleted(files: SessionFiles, folder: Path) -> None:
    path = put(files, "a", 1)
    half = path.with_name(f".{path.name}.tmp")
    half.touch()
    os.utime(half, (time.time() - 61,) * 2)
    files.tidy(MANY, {"a"})
    assert left(folder) == ["a-m.state"]


def test_what_a_program_that_is_ending_still_writes_is_left_alone(
    files: SessionFiles, folder: Path
) -> None:
    path = put(files, "a", 1)
    path.with_name(f".{path.name}.tmp").touch()
    files.tidy(MANY, {"a"})
    assert left(folder) == [".a-m.state.tmp", "a-m.state"]


def test_other_files_in_the_folder_are_left_alone(files: SessionFiles, folder: Path) -> None:
    put(files, "a", 1)
    (folder / "notes.txt").touch()
    files.tidy(0, set())
    assert left(folder) == ["notes.txt"]


def test_without_a_folder_there_is_nothing_to_tidy(files: SessionFiles, folder: Path) -> None:
    files.tidy(0, set())
    assert not folder.exists()


def test_a_file_that_cannot_be_deleted_stays(files: SessionFiles, folder: Path) -> None:
    files.place("a", "m").mkdir()
    files.tidy(0, set())
    assert left(folder) == ["a-m.state"]


def test_a_file_that_is_gone_was_not_used(files: SessionFiles, folder: Path) -> None:
    files.note_use(files.place("a", "m"))
    assert left(folder) == []


def test_a_folder_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentProblem) as caught:
        SessionFiles(tmp_path / "file" / "sessions").place("a", "m")
    assert caught.value.code == "cannot_write"


def test_the_folder_is_for_its_owner_only(files: SessionFiles, folder: Path) -> None:
    files.place("a", "m")
    assert folder.stat().st_mode & 0o077 == 0


def told() -> Told:
    before, now = (Outline((new_section("Fires", point, 60),)) for point in ("old", "new"))
    turn = Turn("Write section 1.", tuple(now), ("s9",), ("s2", "s1"))
    return Told(before).asked("s1", turn).asked("s1", Turn("Write it again."), "0123")


def test_what_a_model_was_told_is_found_beside_its_state(files: SessionFiles) -> None:
    path = put(files, "a", 1)
    assert files.find_told(path) is None
    files.keep_told(path, told())
    found = files.find_told(path)
    assert found is not None
    assert [item.main_point for item in found.turn_of("s1", "0123").told] == ["new"]
    assert dict(found.turns) == {"s1": Turn("Write it again.")}
    files.keep_told(path, None)
    assert files.find_told(path) is None


def test_what_a_model_was_told_comes_back_whole(files: SessionFiles) -> None:
    path, kept = put(files, "a", 1), told()
    files.keep_told(path, kept)
    assert files.find_told(path) == kept


def test_what_was_told_before_orders_were_told_is_read(files: SessionFiles) -> None:
    path, kept = put(files, "a", 1), Told(told().plan).asked("s1", Turn("Write section 1."))
    files.keep_told(path, kept)
    beside = path.with_suffix(".told")
    data = beside.read_bytes()
    assert b', "order": []' in data
    beside.write_bytes(data.replace(b', "order": []', b""))
    assert files.find_told(path) == kept


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b'{"version": 1}', b'{"version": 2, "plan": [{}]}']
)
def test_what_was_told_is_passed_over_where_it_cannot_be_read(
    files: SessionFiles, data: bytes
) -> None:
    path = put(files, "a", 1)
    path.with_suffix(".told").write_bytes(data)
    assert files.find_told(path) is None


def test_what_was_told_goes_with_its_state(files: SessionFiles, folder: Path) -> None:
    for document in ("a", "b"):
        files.keep_told(put(files, document, 1), told())
    files.tidy(1_000, {"b"})
    assert left(folder) == ["b-m.state", "b-m.told"]
