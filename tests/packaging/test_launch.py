# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a window can be shown, and what is started when it cannot."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from longwriter_desktop.domain.script import language_of_text
from longwriter_desktop.ui.resources import read_sample
from longwriter_setup import launch
from longwriter_setup.environment import Checkout

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="displays are found by name")


@pytest.fixture
def listening(tmp_path):
    """A socket that takes connections, at a path short enough for one."""
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        yield path


@linux_only
def test_no_display_is_named():
    assert not launch.has_display({})


@linux_only
@pytest.mark.parametrize("name", ["nonsense", ":", ":x", "127.0.0.1:-1"])
def test_a_display_that_is_no_display_is_none(name):
    assert not launch.has_display({"DISPLAY": name})


@linux_only
def test_a_display_where_nobody_listens_is_none(monkeypatch, tmp_path):
    monkeypatch.setattr(launch, "X11_SOCKETS", str(tmp_path))
    assert not launch.has_display({"DISPLAY": ":7"})


@linux_only
def test_a_listening_x_server_is_a_display(monkeypatch, listening):
    listening.rename(listening.with_name("X7"))
    monkeypatch.setattr(launch, "X11_SOCKETS", str(listening.parent))
    assert launch.has_display({"DISPLAY": ":7.0"})
    assert launch.has_display({"DISPLAY": "unix:7"})


@linux_only
def test_a_forwarded_x_server_is_a_display(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(launch, "X11_TCP_PORT", server.getsockname()[1] - 10)
        assert launch.has_display({"DISPLAY": "localhost:10.0"})


@linux_only
def test_a_wayland_socket_is_a_display(listening):
    environ = {"WAYLAND_DISPLAY": listening.name, "XDG_RUNTIME_DIR": str(listening.parent)}
    assert launch.has_display(environ)
    assert not launch.has_display({**environ, "WAYLAND_DISPLAY": "wayland-9"})


@linux_only
def test_a_chosen_qt_platform_is_taken_at_its_word():
    assert launch.has_display({"QT_QPA_PLATFORM": "vnc"})


def test_the_sample_is_what_the_window_offers(checkout):
    for language in ("en", "zh_CN"):
        sample = read_sample(language)
        told = launch.read_sample(Checkout(checkout), sample.language)
        assert told == (sample.instruction, sample.words)


def test_the_sample_is_in_the_language_asked_for_or_in_english(checkout):
    assert language_of_text(launch.read_sample(Checkout(checkout), "zh")[0], "en") == "zh"
    assert language_of_text(launch.read_sample(Checkout(checkout), "zh-CN")[0], "en") == "zh"
    english = launch.read_sample(Checkout(checkout), "en")
    assert language_of_text(english[0], "en") == "en"
    assert launch.read_sample(Checkout(checkout), "de") == english


@pytest.mark.parametrize(
    ("arguments", "language"),
    [([], "en"), (["--seed", "3"], "en"), (["--language", "zh", "--seed", "3"], "zh"),
     (["--language=zh-CN"], "zh-CN")],
)  # fmt: skip
def test_the_language_of_the_command_line_is_that_of_the_sample(arguments, language):
    assert launch.language_in(arguments) == language


def test_a_python_that_is_too_old_is_told_so_without_a_traceback(checkout, tmp_path):
    """Run the entry with the version check turned against the Python that runs it."""
    code = (
        "import runpy, sys\n"
        f"sys.path.insert(0, {str(checkout / 'packaging')!r})\n"
        "from longwriter_setup import pythons\n"
        "pythons.OLDEST = pythons.NEWEST = (9, 9)\n"
        f"sys.argv = ['bootstrap.py', 'run']\n"
        f"runpy.run_path({str(checkout / 'packaging' / 'bootstrap.py')!r}, run_name='__main__')\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith("LongWriter Desktop needs Python 9.9")
    assert "Traceback" not in answer.stderr


def test_a_program_gets_its_arguments_and_the_folder_and_gives_its_status(tmp_path):
    checkout = Checkout(tmp_path)
    program = checkout.venv / "bin" / "longwriter"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\npwd > seen\necho "$@" >> seen\nexit 5\n')
    program.chmod(0o755)
    assert launch.call(checkout, "longwriter", ["list", "--help"]) == 5
    assert (tmp_path / "seen").read_text().splitlines() == [str(tmp_path), "list --help"]
    code = (
        f"import sys; sys.path.insert(0, {str(Path(launch.__file__).parents[1])!r})\n"
        "from pathlib import Path\n"
        "from longwriter_setup import environment, launch\n"
        f"launch.become(environment.Checkout(Path({str(tmp_path)!r})), 'longwriter', ['models'])\n"
    )
    answer = subprocess.run([sys.executable, "-c", code], check=False)
    assert answer.returncode == 5
    assert (tmp_path / "seen").read_text().splitlines()[1] == "models"
