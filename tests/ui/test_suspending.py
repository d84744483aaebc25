# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Ctrl-Z: the window and the command stand still with their worker, and go on with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from longwriter_desktop.models.bundled import starter_path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no Ctrl-Z there")
_WINDOW = "import sys; from longwriter_desktop.main import main; sys.exit(main(sys.argv[1:]))"
_COMMAND = "import sys; from longwriter_desktop.main import run_cli; sys.exit(run_cli())"
_PLAN = "# Lamps\n\n" + "".join(f"{n}. Part {n} (900 words)\n" for n in range(1, 9))


def _as_a_terminal_starts() -> None:
    # A test runner started in the background hands "ignore" down to its children.
    for number in (signal.SIGINT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)


def _soon(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + 40
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()


def _loaded(of: int) -> list[psutil.Process]:
    """The program's processes that have mapped the model."""
    children = psutil.Process(of).children()
    return [one for one in children if any(_is_model(each) for each in one.memory_maps())]


def _is_model(mapped: Any) -> bool:
    return str(mapped.path) == str(starter_path())


def _stand_still(*processes: psutil.Process) -> bool:
    return all(one.status() == psutil.STATUS_STOPPED for one in processes)


@contextmanager
def _started(*command: str, cwd: Path) -> Iterator[tuple["subprocess.Popen[str]", psutil.Process]]:
    """A program that is the whole job of a terminal, and its worker, which has loaded a model."""
    with subprocess.Popen(
        [sys.executable, "-c", *command], cwd=cwd,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        process_group=0, preexec_fn=_as_a_terminal_starts,
    ) as process:  # fmt: skip
        try:
            assert _soon(lambda: bool(_loaded(process.pid)))
            yield process, _loaded(process.pid)[0]
        finally:
            process.kill()


@pytest.fixture
def commands(library_folder: Path, tmp_path: Path) -> dict[str, list[str]]:
    plan = tmp_path / "plan.md"
    plan.write_text(_PLAN)
    place = ["--data-dir", str(library_folder)]
    return {
        "window": [_WINDOW, "--model", str(starter_path()), *place],
        "command": [_COMMAND, "write", str(plan), *place],
    }


@pytest.mark.parametrize(("program", "code"), [("window", 0), ("command", 130)])
def test_ctrl_z_stops_the_worker_too_and_both_go_on(
    program: str, code: int, commands: dict[str, list[str]], checkout: Path
) -> None:
    with _started(*commands[program], cwd=checkout) as (process, worker):
        both = (psutil.Process(process.pid), worker)
        for _ in range(2):
            os.killpg(process.pid, signal.SIGTSTP)
            assert _soon(lambda: _stand_still(*both))
            os.killpg(process.pid, signal.SIGCONT)
            assert _soon(lambda: not any(_stand_still(one) for one in both))
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == code, errors
    assert "Traceback" not in errors


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of a parent's end")
def test_a_worker_that_stands_still_ends_with_a_program_that_is_killed(
    commands: dict[str, list[str]], checkout: Path
) -> None:
    with _started(*commands["command"], cwd=checkout) as (process, worker):
        os.killpg(process.pid, signal.SIGTSTP)
        assert _soon(lambda: _stand_still(worker))
        process.kill()
        worker.wait(20)
    assert not worker.is_running()
