# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which model the real program loads when it starts, each time in a process of its own."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from longwriter_desktop.storage.opening import open_library
from tests.ui.conftest import keepers

START = """
import argparse, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from longwriter_desktop import window_app
from longwriter_desktop.window_app import run_window

def look():
    from longwriter_desktop.ui.first_run_desk import FirstRunDesk
    from longwriter_desktop.ui.window import MainWindow
    widgets = QApplication.topLevelWidgets()
    window = next(each for each in widgets if isinstance(each, MainWindow))
    page = window.feature(FirstRunDesk).page
    is_new = window.pages.currentWidget() is page
    if "chinese" in sys.argv:
        page.language.setCurrentIndex(page.language.findData("zh_CN"))
        window_app.start_again = lambda: print("again")
        page.start.click()
        return
    if "no-backup" in sys.argv:
        window._services.session.update_meta(title="Changed")
    path = window._services.engine.model_path
    print(is_new, path.name if path else None)
    window.close()

def after_the_model_was_asked_for():
    QTimer.singleShot(0, look)

QTimer.singleShot(0, after_the_model_was_asked_for)
no_model = "no-model" in sys.argv
sys.exit(run_window(argparse.Namespace(data_dir=Path(sys.argv[1]), model=None, no_model=no_model)))
"""


@pytest.fixture
def begin(checkout: Path, library_folder: Path):
    """Start the program over the folder; whether the first steps show, and the model's name."""

    def run(*arguments: str) -> str:
        answer = subprocess.run(
            [sys.executable, "-c", START, str(library_folder), *arguments],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        assert "Traceback" not in answer.stderr
        return answer.stdout.strip()

    return run


@pytest.fixture
def with_document(library_folder: Path) -> None:
    library = open_library(library_folder, app="tests")
    library.save(keepers())
    library.close()


def test_somebody_new_has_the_starter_ready_behind_the_first_steps(begin) -> None:
    assert begin() == "True longwriter-starter.gguf"


def test_who_starts_the_program_without_a_model_is_not_given_one(begin) -> None:
    assert begin("no-model") == "True None"


@pytest.mark.usefixtures("with_document")
def test_who_has_documents_gets_the_model_and_no_first_steps(begin) -> None:
    assert begin() == "False longwriter-starter.gguf"


@pytest.mark.usefixtures("with_document")
def test_who_writes_without_a_model_is_not_given_one(begin, library_folder: Path) -> None:
    (library_folder / "settings.toml").write_text("[model]\nload_at_start = false\n")
    assert begin() == "False None"


def test_another_language_starts_the_program_again_when_everything_is_saved(begin) -> None:
    assert begin("chinese") == "again"
    assert begin() == "False longwriter-starter.gguf"


@pytest.mark.usefixtures("with_document")
def test_a_backup_that_cannot_be_made_at_the_end_is_no_crash(begin, library_folder: Path) -> None:
    shutil.rmtree(library_folder / "backups", ignore_errors=True)
    (library_folder / "backups").write_text("a file where the folder should be")
    assert begin("no-model", "no-backup").startswith("False")
    with closing(open_library(library_folder, app="tests")) as library:
        assert "Changed" in [row.title for row in library.documents()]
