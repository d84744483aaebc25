# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Starting the program while it runs: each start is a process of its own."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.qt_one_window import OneWindow, ask_for_window
from longwriter_desktop.cli.parser import EXIT_ENVIRONMENT, EXIT_OK
from longwriter_desktop.storage.opening import open_library

# Says when its window is out of sight, and which model was asked of it once it is seen again.
FIRST = """
import argparse, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from longwriter_desktop.window_app import run_window

def hide():
    from longwriter_desktop.ui.window import MainWindow
    widgets = QApplication.topLevelWidgets()
    window = next(each for each in widgets if isinstance(each, MainWindow))
    window.space.models.chosen.connect(lambda path: asked.append(path.name))
    window.showMinimized()
    print("minimised", window.isMinimized(), flush=True)
    watch.timeout.connect(lambda: look(window))
    watch.start(10)

def look(window):
    if not window.isMinimized():
        watch.stop()
        print("seen", asked, flush=True)
        window.close()

asked, watch = [], QTimer()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, hide))
sys.exit(run_window(argparse.Namespace(data_dir=Path(sys.argv[1]), model=None, no_model=True)))
"""

# The box with the problem would wait for somebody to close it.
SECOND = """
import sys
from PySide6.QtWidgets import QMessageBox
from longwriter_desktop.main import main

QMessageBox.critical = lambda parent, title, text: print("box:", text)
sys.exit(main(["--data-dir", *sys.argv[1:]]))
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(checkout: Path, library_folder: Path) -> Iterator[Start]:
    """Start a program over the library in a process of its own; it is ended with the test."""
    started = []

    def begin(program: str, *arguments: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(library_folder), *arguments],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(autouse=True)
def sockets(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the sockets, empty; its path is short, as a socket's must be."""
    folder = tmp_path_factory.mktemp("s")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


def is_hung_up(line: socket.socket) -> bool:
    """Whether the other end has closed the line without a word."""
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return False


@pytest.mark.parametrize(("arguments", "asked"), [((), []), (("--model", "a.gguf"), ["a.gguf"])])
def test_a_second_start_shows_the_window_that_is_open_with_the_model_asked_for(
    start: Start, sockets: Path, arguments: tuple[str, ...], asked: list[str]
) -> None:
    first = start(FIRST)
    assert first.stdout is not None
    assert first.stdout.readline() == "minimised True\n"
    second = start(SECOND, *arguments)
    assert second.communicate() == ("", "")
    assert second.returncode == EXIT_OK
    output, errors = first.communicate()
    assert output == f"seen {asked}\n"
    assert (first.returncode, "Traceback" in errors) == (EXIT_OK, False)
    assert list(sockets.iterdir()) == []


def test_where_no_window_answers_the_second_start_says_that_the_library_is_open(
    start: Start, library_folder: Path
) -> None:
    with closing(open_library(library_folder, app="another program")):
        second = start(SECOND)
        output, errors = second.communicate()
    assert second.returncode == EXIT_ENVIRONMENT
    assert output == f"box: {errors}"
    assert f"process {os.getpid()}, another program" in output


@pytest.mark.usefixtures("qapp")
def test_nobody_else_may_connect_and_nothing_is_left(library_folder: Path, sockets: Path) -> None:
    window = OneWindow(library_folder)
    (path,) = sockets.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    window.close()
    window.close()
    assert list(sockets.iterdir()) == []


@pytest.mark.usefixtures("qapp")
def test_a_socket_left_by_a_killed_program_is_taken_over(
    start: Start, library_folder: Path, sockets: Path
) -> None:
    killed = start(FIRST)
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.kill()
    killed.wait()
    assert len(list(sockets.iterdir())) == 1
    assert not ask_for_window(library_folder, None)
    first = start(FIRST)
    assert first.stdout is not None
    first.stdout.readline()
    assert ask_for_window(library_folder, None)
    first.wait()
    assert list(sockets.iterdir()) == []


def test_what_is_no_start_of_this_program_is_not_listened_to(
    library_folder: Path, sockets: Path, qtbot: QtBot
) -> None:
    window = OneWindow(library_folder)
    (path,) = sockets.iterdir()
    for words in (b"nonsense", b"[]", b'{"model": ""}', b""):
        with socket.socket(socket.AF_UNIX) as line, qtbot.assertNotEmitted(window.asked):
            line.connect(str(path))
            line.sendall(words)
            line.shutdown(socket.SHUT_WR)
            line.setblocking(False)
            qtbot.waitUntil(partial(is_hung_up, line))
    window.close()


def test_a_place_where_no_socket_can_be_made_is_no_problem_of_the_start(
    library_folder: Path, sockets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(sockets / "missing"))
    window = OneWindow(library_folder)
    window.close()
    assert list(sockets.iterdir()) == []
