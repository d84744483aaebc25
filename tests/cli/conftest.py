# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs the real command in a process of its own, with a library of its own."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_COMMAND = [
    sys.executable, "-c",
    "import sys; from longwriter_desktop.main import run_cli; sys.exit(run_cli())",
]  # fmt: skip


@dataclass(frozen=True)
class Longwriter:
    """The command with `--data-dir` set; every run is given the same library."""

    folder: Path
    checkout: Path

    def __call__(self, *arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(arguments), input=stdin, capture_output=True, text=True, check=False,
            cwd=self.checkout, timeout=50, encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd=self.checkout, preexec_fn=_default_interrupt, env=_as_a_person_has_it(),
        )  # fmt: skip

    def command(self, arguments: tuple[str | Path, ...]) -> list[str]:
        return [*_COMMAND, *map(str, arguments), "--data-dir", str(self.folder)]


def _as_a_person_has_it() -> dict[str, str]:
    """The environment, where what is printed waits in a buffer."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


def _default_interrupt() -> None:
    # A test runner started in the background hands "ignore" down to its children.
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture
def longwriter(library_folder: Path, checkout: Path) -> Longwriter:
    return Longwriter(library_folder, checkout)
