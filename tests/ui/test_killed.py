# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The real window over the real worker and the starter model; killed in the middle of a section."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, StopReason
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.local import describe
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.ui import words
from tests.ui.desk import Program

# Opens the program as `main` does, writes the document's one section and prints what is shown.
_WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from longwriter_desktop.engine.client import WorkerEngine
from tests.ui.desk import start

application = QApplication([])
engine = WorkerEngine()
program = start(Path(sys.argv[1]), engine)
program.window.show()
program.window.documents.open("light")
section = program.section(1)

def begin(info):
    print("worker", engine.worker_pid, flush=True)
    program.window.writing.write(section)

def show(event):
    text = program.text.page.text(section)
    print("words", time.time(), len(text.split()), flush=True)

program.services.engine.loaded.connect(begin)
program.services.writing.writing.connect(show)
program.services.engine.load(Path(sys.argv[2]))
application.exec()
"""


def light(words: int = 600) -> Document:
    section = new_section("The lamp", "how it was lit", words)
    return Document("light", "The lamp", "Write about a lamp.", words, "en", Outline((section,)))


@pytest.fixture
def program(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, starter_path: Path
) -> Program:
    """The window with the starter model loaded in its worker process."""
    program = start_program(WorkerEngine())
    program.open(light())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path)
    return program


def begin(program: Program, qtbot: QtBot) -> None:
    """Write until some words of the model are shown."""
    program.window.writing.write(program.section(1))
    shown = program.text.page.text
    qtbot.waitUntil(lambda: count_words(shown(program.section(1))) > 20)


def test_the_starter_model_streams_into_the_section_and_can_be_stopped(
    program: Program, qtbot: QtBot
) -> None:
    begin(program, qtbot)
    assert program.words_of(1) == ""
    qtbot.keyClick(program.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    kept = program.document.text_of(program.section(1))
    assert kept.stop_reason is StopReason.CANCELLED
    assert kept.words > 20
    assert program.text.page.text(program.section(1)) == kept.text


def test_a_killed_worker_leaves_the_text_and_is_restarted_with_one_click(
    program: Program, qtbot: QtBot
) -> None:
    begin(program, qtbot)
    worker = program.engine.worker_pid  # type: ignore[attr-defined] # it is a WorkerEngine
    os.kill(worker, signal.SIGKILL)
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    message = program.window.notices.message
    assert message is not None
    assert message.text == ("The model process ended while writing section 1. Your text is saved.")
    kept = program.document.text_of(program.section(1))
    assert kept.words > 20
    assert program.library.load("light").text_of(program.section(1)).text == kept.text
    with qtbot.waitSignal(program.services.engine.loaded):
        qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    program.window.writing.go_on(program.section(1))
    qtbot.waitUntil(lambda: len(program.text.page.text(program.section(1))) > len(kept.text))
    assert program.text.page.text(program.section(1)).startswith(kept.text.rstrip())


def test_a_worker_killed_while_idle_is_noticed_at_once_and_restarted_with_one_click(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(1)
    qtbot.keyClicks(program.text, "The lamp was cold.")
    with qtbot.waitSignal(program.services.engine.failed):
        os.kill(program.engine.worker_pid, signal.SIGKILL)  # type: ignore[attr-defined]
    message = program.window.notices.message
    assert message is not None
    assert message.text == sentence("worker_lost", {})
    assert program.window.status.model.text() == words.MODEL_NONE_TITLE
    assert not program.services.engine.is_ready
    qtbot.waitUntil(lambda: bool(program.library.load("light").texts))
    with qtbot.waitSignal(program.services.engine.loaded):
        qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    assert program.window.notices.message is None
    assert program.shown().endswith("The lamp was cold.")


def test_a_worker_killed_without_a_model_is_nobodys_loss(program: Program, qtbot: QtBot) -> None:
    engine = program.services.engine
    with qtbot.waitSignal(engine.rested):
        engine.rest()
    os.kill(program.engine.worker_pid, signal.SIGKILL)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: program.engine.worker_pid is None)  # type: ignore[attr-defined]
    with qtbot.waitSignal(engine.loaded):
        engine.wake()
    assert program.window.notices.message is None


def test_closing_the_program_is_no_death_of_its_model(program: Program, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(program.services.engine.failed):
        program.close()


def test_a_killed_window_loses_at_most_a_second_of_text(
    library_folder: Path, starter_path: Path, checkout: Path
) -> None:
    library = open_library(library_folder, app="tests")
    library.save(light(words=5_000))  # takes the starter some seconds
    library.close()
    window = subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(library_folder), str(starter_path)],
        cwd=checkout, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert window.stdout is not None
    worker, seen = 0, []
    for line in window.stdout:
        kind, *values = line.split()
        if kind == "worker":
            worker = int(values[0])
        else:
            seen.append((float(values[0]), int(values[1])))
        if seen and seen[-1][0] - seen[0][0] > 1.5:
            break
    window.kill()
    window.wait()
    killed = time.time()
    window.stdout.close()
    _wait_until_gone(worker)
    library = open_library(library_folder, app="tests")
    library.recover_streams()
    kept = library.load("light")
    text = kept.text_of(kept.outline.sections[0].id)
    (take,) = library.takes(kept.outline.sections[0].id)
    library.close()
    a_second_before = max(words for at, words in seen if at <= killed - 1)
    assert len(text.text.split()) >= a_second_before > 1
    assert text.stop_reason is StopReason.INTERRUPTED
    assert take.provenance is not None
    assert take.provenance.model_name == describe(starter_path).name
    assert text.written_from == take.provenance.written_from


def _wait_until_gone(pid: int) -> None:
    """The worker notices that its window has gone, and ends by itself."""
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
