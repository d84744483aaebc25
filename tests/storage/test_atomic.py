# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing a file whole or not at all, for each way that it can fail."""

import os
from pathlib import Path

import pytest

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.atomic import write_atomic
from tests.storage.conftest import Child


def test_a_new_file_holds_the_bytes(tmp_path: Path) -> None:
    write_atomic(tmp_path / "new.docx", b"bytes")
    assert (tmp_path / "new.docx").read_bytes() == b"bytes"
    assert os.listdir(tmp_path) == ["new.docx"]


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old and longer")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_missing_parent_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "file"
    with pytest.raises(EnvironmentProblem) as problem:
        write_atomic(path, b"x")
    assert problem.value.code == "cannot_write"
    assert problem.value.params == {"path": str(path), "reason": "No such file or directory"}


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(EnvironmentProblem) as problem:
        write_atomic(tmp_path / "folder", b"x")
    assert problem.value.code == "cannot_write"
    assert os.listdir(tmp_path) == ["folder"]


def test_a_failing_rename_leaves_the_old_bytes_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def refuse(source: object, target: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(EnvironmentProblem) as problem:
        write_atomic(path, b"new")
    assert problem.value.code == "cannot_write"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


def test_an_interrupted_write_leaves_the_old_bytes_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def interrupt(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


def test_a_disk_without_room_leaves_the_old_bytes(tmp_path: Path, child: Child) -> None:
    (tmp_path / "file.txt").write_bytes(b"old")
    said = child("write_large_file", tmp_path).communicate()[0]
    assert said == f"problem disk_full(path={str(tmp_path / 'file.txt')!r})\n"
    assert (tmp_path / "file.txt").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file.txt"]


def test_a_folder_that_may_not_be_written_leaves_the_old_bytes(
    tmp_path: Path, child: Child
) -> None:
    (tmp_path / "file.txt").write_bytes(b"old")
    tmp_path.chmod(0o555)
    said = child("bound:write_file", tmp_path).communicate()[0]
    tmp_path.chmod(0o755)
    assert said.startswith("problem cannot_write(path=")
    assert (tmp_path / "file.txt").read_bytes() == b"old"


def test_a_file_marked_read_only_is_not_replaced(tmp_path: Path, child: Child) -> None:
    (tmp_path / "file.txt").write_bytes(b"old")
    (tmp_path / "file.txt").chmod(0o444)
    said = child("bound:write_file", tmp_path).communicate()[0]
    assert said.startswith("problem cannot_write(path=")
    assert (tmp_path / "file.txt").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file.txt"]
