# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Libraries that cannot be written, or read: each is a sentence, and nothing is lost."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.ports import LengthGoal
from longwriter_desktop.storage.backups import latest_backup
from longwriter_desktop.storage.opening import open_library
from tests.cli.conftest import Longwriter
from tests.cli.test_commands import one_sentence
from tests.cli.test_plan_output import BOUND, run

WRITE = ("write", "Write about lamps.", "--words", "200", "--structure", "essay")
TAKEN_MEANWHILE = """import sys
from pathlib import Path
from longwriter_desktop.main import run_cli
from longwriter_desktop.storage.library import SqliteLibrary
save = SqliteLibrary.save
def taken(self, document):
    Path(sys.argv[-3]).mkdir()
    save(self, document)
SqliteLibrary.save = taken
sys.exit(run_cli())
"""
OWN_DISK = ["unshare", "--user", "--map-root-user", "--mount"]


@pytest.fixture
def with_document(longwriter: Longwriter) -> Path:
    """The library's file, with a document."""
    with closing(open_library(longwriter.folder)) as library:
        library.save(Document("d", "Lamps", "Write about lamps.", 200))
    return longwriter.folder / "library.db"


@pytest.fixture
def on_full_disk(checkout: Path, tmp_path: Path):
    """Run `full_disk`; what came of it."""
    program = shutil.which(OWN_DISK[0])
    if program is None or subprocess.run([*OWN_DISK, "true"], capture_output=True).returncode:
        pytest.skip("this system lets nobody make a disk (unshare --user --mount)")

    def run(kind: str) -> dict[str, Any]:
        folder = tmp_path / "disk"
        folder.mkdir()
        answer = subprocess.run(
            [*OWN_DISK, sys.executable, "-m", "tests.cli.full_disk", folder, kind],
            cwd=checkout, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(checkout)},
        )  # fmt: skip
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    return run


def test_a_folder_that_may_not_be_written_is_named_before_a_model_is_loaded(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    longwriter.folder.chmod(0o500)
    ran = run(longwriter, BOUND, *WRITE, "--model", "missing.gguf")
    longwriter.folder.chmod(0o700)
    assert (ran.returncode, ran.stdout) == (3, "")
    assert "may not be written. Give yourself the right" in one_sentence(ran.stderr)
    assert len(ran.stderr.splitlines()) == 1
    assert not list(longwriter.folder.iterdir())


def test_a_library_that_may_not_be_written_is_still_read(
    longwriter: Longwriter, with_document: Path
) -> None:
    with_document.chmod(0o400)
    longwriter.folder.chmod(0o500)
    before = with_document.read_bytes()
    written, listed = run(longwriter, BOUND, "resume", "last"), run(longwriter, BOUND, "list")
    longwriter.folder.chmod(0o700)
    assert written.returncode == 3
    assert "may not be written" in one_sentence(written.stderr)
    assert (listed.returncode, "Lamps" in listed.stdout) == (0, True), listed.stderr
    assert with_document.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [WRITE, ("resume", "last"), ("list",), ("export", "last", "-o", "out.md")],
    ids=lambda arguments: arguments[0],
)
def test_a_damaged_library_names_its_latest_backup_and_is_left_as_it_is(
    longwriter: Longwriter, with_document: Path, arguments: tuple[str, ...]
) -> None:
    backup = latest_backup(longwriter.folder)
    damaged = with_document.read_bytes()[:5_000] + b"\x01garbage" * 4_000
    with_document.write_bytes(damaged)
    ran = longwriter(*arguments)
    said = f'"{with_document}" is damaged and was left untouched. Put the latest backup, "{backup}"'
    assert (ran.returncode, ran.stdout) == (3, "")
    assert said in one_sentence(ran.stderr)
    assert len(ran.stderr.splitlines()) == 1
    assert with_document.read_bytes() == damaged


def test_the_backup_that_is_named_takes_the_place_of_a_damaged_library(
    longwriter: Longwriter, with_document: Path
) -> None:
    backup = latest_backup(longwriter.folder)
    assert backup is not None
    with_document.write_bytes(b"garbage")
    shutil.copy(backup, with_document)
    assert "Lamps" in longwriter("list").stdout


def test_a_disk_without_room_for_a_library_is_called_full(on_full_disk) -> None:
    done = on_full_disk("from the start")
    assert (done["code"], done["errors"].startswith("The disk is full")) == (3, True), done
    assert len(done["errors"].splitlines()) == 1


def test_a_disk_that_fills_up_while_text_comes_costs_none_that_was_kept(on_full_disk) -> None:
    done = on_full_disk("later")
    planned, *_sections, problem, go_on = done["errors"].splitlines()
    assert (done["code"], planned) == (3, "Planned: 6 sections, 5,400 words.")
    assert problem.startswith("The disk is full")
    assert go_on.startswith("Go on with: longwriter resume ")
    assert len(done["kept"]) >= 200
    assert done["resumed"] == 0
    assert done["whole"].startswith(done["kept"].rstrip())
    # As the program counts: split at white space, "the door--it was open" would have a word less.
    assert count_words(done["whole"]) >= LengthGoal.around(900).low


def test_an_output_that_cannot_be_written_any_more_costs_no_text(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("# Lamps\n\n1. Oil (60 words)\n")
    command = ["write", str(plan), "-o", str(tmp_path / "taken.md")]
    ran = run(longwriter, TAKEN_MEANWHILE, *command)
    assert ran.returncode == 3
    assert "cannot be written" in one_sentence(ran.stderr)
    assert "In the library as " in ran.stderr  # so that it can be exported elsewhere
    with closing(open_library(longwriter.folder)) as library:
        [document] = library.documents()
        assert library.load(document.id).written_words >= 45
