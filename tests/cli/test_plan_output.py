# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a plan cannot go is said before a model makes it, and what was made is never lost."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from longwriter_desktop.app.plan_files import parse_plan_file
from longwriter_desktop.domain.document import Document
from longwriter_desktop.storage.opening import open_library
from tests.cli.conftest import Longwriter

# No plan can be made of this, so that what is refused for its output was refused beforehand.
PLAN = ["plan", "Write about lamps.", "--words", "900", "--model", "missing.gguf"]
READY = ["plan", "Write about lamps.", "--words", "900", "--structure", "report"]
BOUND = """import sys
from pathlib import Path
from longwriter_desktop.main import run_cli
from tests.storage.children import without_root_rights
without_root_rights(lambda folder: sys.exit(run_cli(sys.argv[1:])), Path())
"""
WITHOUT_ROOM = """import resource, sys
from longwriter_desktop.main import run_cli
resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
sys.exit(run_cli())
"""
LIBRARY_WITHOUT_ROOM = """import sys
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.main import run_cli
from longwriter_desktop.storage.library import SqliteLibrary
def full(self, document):
    raise EnvironmentProblem("disk_full", path="library.db")
SqliteLibrary.save = full
sys.exit(run_cli())
"""


def run(longwriter: Longwriter, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments, "--data-dir", str(longwriter.folder)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=longwriter.checkout, timeout=50
    )


def test_a_missing_folder_is_named_before_anything_is_planned(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    ran = longwriter(*PLAN, "-o", tmp_path / "no" / "plan.md")
    said = f'There is no folder "{tmp_path / "no"}". Make it first, or choose another.\n'
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", said)


def test_a_folder_in_the_place_of_the_file_is_refused_before_anything_is_planned(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    ran = longwriter(*PLAN, "-o", tmp_path)
    said = f'"{tmp_path}" cannot be written (Is a directory). Choose another place.\n'
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "", said)


WORK = {
    "write": ("write", "Write about lamps.", "--words", "200", "--structure", "essay"),
    "resume": ("resume", "last"),
}


@pytest.mark.parametrize("command", WORK)
def test_an_export_in_the_place_of_a_folder_is_refused_before_anything_is_written(
    longwriter: Longwriter, tmp_path: Path, command: str
) -> None:
    (tmp_path / "lamps.md").mkdir()
    with closing(open_library(longwriter.folder)) as library:
        library.save(Document("d", "Lamps", "Write about lamps.", 200))
    ran = longwriter(*WORK[command], "-o", tmp_path / "lamps.docx", "-o", tmp_path / "lamps.md")
    said = f'"{tmp_path / "lamps.md"}" cannot be written (Is a directory). Choose another place.\n'
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "", said)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
    with closing(open_library(longwriter.folder)) as library:
        assert [one.id for one in library.documents()] == ["d"]


@pytest.mark.parametrize("name", ["old.md", "new.md"])
def test_what_may_not_be_written_is_refused_before_anything_is_planned(
    longwriter: Longwriter, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "bound"
    folder.mkdir()
    (folder / "old.md").write_text("old")
    (folder / "old.md").chmod(0o400)
    folder.chmod(0o500)
    ran = run(longwriter, BOUND, *PLAN, "-o", str(folder / name))
    folder.chmod(0o700)
    said = f'"{folder / name}" cannot be written (Permission denied). Choose another place.\n'
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "", said)
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("old.md", "old")]


def test_a_file_that_was_found_writable_is_as_it_was_until_the_plan_is_there(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    path = tmp_path / "plan.md"
    path.write_text("old")
    assert longwriter(*PLAN, "-o", path).returncode == 4
    assert path.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == [longwriter.folder, path]


def test_a_plan_that_the_disk_has_no_room_for_is_printed(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    path = tmp_path / "plan.md"
    ran = run(longwriter, WITHOUT_ROOM, *READY, "-o", str(path))
    assert (ran.returncode, path.exists()) == (3, False)
    assert ran.stderr.startswith(f'The disk is full, so "{path}" could not be written.')
    assert len(ran.stderr.splitlines()) == 1
    assert parse_plan_file(ran.stdout).plan.outline.total_words == 900


def test_a_plan_that_the_library_has_no_room_for_is_printed(longwriter: Longwriter) -> None:
    ran = run(longwriter, LIBRARY_WITHOUT_ROOM, "write", "Write about lamps.", "--words", "300")
    assert ran.returncode == 3
    assert ran.stderr.startswith("The disk is full")
    assert parse_plan_file(ran.stdout).plan.outline.total_words == 300


def test_a_plan_is_printed_where_the_file_is_a_dash(longwriter: Longwriter, tmp_path: Path) -> None:
    asked = ("plan", "Write of lamps.", "--words", "300", "--structure", "essay")
    assert longwriter(*asked, "-o", "-").stdout == longwriter(*asked).stdout != ""


def test_a_plan_that_is_piped_in_is_written(longwriter: Longwriter, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    lines = (f"Paragraph {n} - Heading: Zinc {n} - Word Count: 60 words\n" for n in (1, 2))
    plan = "> Write of lamps.\n\n" + "".join(lines)
    ran = longwriter("write", "-", "-o", out, stdin=plan)
    assert ran.returncode == 0, ran.stderr
    headings = [line for line in out.read_text(encoding="utf-8").splitlines() if "#" in line]
    assert headings == ["# Zinc 1", "# Zinc 2"]


def test_a_document_does_not_take_the_place_of_its_plan(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    path = tmp_path / "plan.md"
    path.write_text("1. Oil (60 words)\n")
    ran = longwriter("write", path, "-o", tmp_path / "." / "plan.md")
    assert (ran.returncode, path.read_text()) == (2, "1. Oil (60 words)\n")
    assert "Choose another name" in ran.stderr


def test_a_document_without_a_title_is_listed_and_found_by_its_id_alone(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    path = tmp_path / "plan.md"
    path.write_text("1. Oil (60 words)\n")
    assert longwriter("write", path).returncode == 0
    assert "(no title)" in longwriter("list").stdout
    unknown = longwriter("export", "", "-o", tmp_path / "out.md")
    assert (unknown.returncode, (tmp_path / "out.md").exists()) == (2, False)
