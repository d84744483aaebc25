# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a person sees who starts the real program over a library that cannot be used."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.storage.backups import latest_backup
from longwriter_desktop.storage.opening import open_library
from tests.ui.conftest import keepers

# Prints what the box says and closes it; the program is bound by permissions, also as root.
START = """
import argparse, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from longwriter_desktop.window_app import run_window
from tests.storage.children import without_root_rights

def look():
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        print(box.text())
        box.close()
    else:
        QTimer.singleShot(20, look)

def start(folder):
    QTimer.singleShot(0, look)
    sys.exit(run_window(argparse.Namespace(data_dir=folder, model=None, no_model=True)))

without_root_rights(start, Path(sys.argv[1]))
"""


@pytest.fixture
def library_file(library_folder: Path) -> Path:
    with closing(open_library(library_folder, app="tests")) as library:
        library.save(keepers())
    return library_folder / "library.db"


@pytest.fixture
def refused(checkout: Path) -> Callable[[Path], str]:
    """Start the program over a folder that it refuses; what the box says."""

    def run(folder: Path) -> str:
        answer = subprocess.run(
            [sys.executable, "-c", START, str(folder)], cwd=checkout, capture_output=True,
            text=True, check=False, timeout=50, env={**os.environ, "PYTHONPATH": str(checkout)},
        )  # fmt: skip
        assert answer.returncode == 3, answer.stderr
        assert "Traceback" not in answer.stderr
        said = answer.stdout.rstrip("\n")
        assert said in answer.stderr.splitlines()  # for who started it in a terminal
        return said

    return run


def test_a_damaged_library_names_its_latest_backup_and_is_left_as_it_is(
    refused: Callable[[Path], str], library_file: Path
) -> None:
    damaged = library_file.read_bytes()[:5_000] + b"\x01garbage" * 4_000
    library_file.write_bytes(damaged)
    backup = str(latest_backup(library_file.parent))
    expected = sentence("library_corrupt", {"path": str(library_file), "backup": backup})
    assert refused(library_file.parent) == expected
    assert library_file.read_bytes() == damaged


def test_a_damaged_library_without_a_backup_is_left_as_it_is(
    refused: Callable[[Path], str], library_folder: Path
) -> None:
    path = library_folder / "library.db"
    path.write_bytes(b"SQLite format 3\0" + b"\x01garbage" * 4_000)
    before = path.read_bytes()
    assert refused(library_folder) == sentence("library_corrupt_no_backup", {"path": str(path)})
    assert path.read_bytes() == before


def test_a_library_that_may_not_be_written_says_what_to_do(
    refused: Callable[[Path], str], library_file: Path
) -> None:
    before = library_file.read_bytes()
    library_file.chmod(0o400)
    library_file.parent.chmod(0o500)
    said = refused(library_file.parent)
    library_file.parent.chmod(0o700)
    assert said == sentence("library_read_only", {"path": str(library_file)})
    assert library_file.read_bytes() == before


def test_a_folder_that_cannot_be_made_says_what_to_do(
    refused: Callable[[Path], str], tmp_path: Path
) -> None:
    bound = tmp_path / "bound"
    bound.mkdir(mode=0o500)
    said = refused(bound / "library")
    bound.chmod(0o700)
    path = str(bound / "library" / "library.db")
    assert said == sentence("library_read_only", {"path": path})
