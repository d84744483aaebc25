# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs the command at a terminal, as a person does."""

import os
import pty
import subprocess
import termios
from pathlib import Path

from tests.cli.conftest import Longwriter

_ABOUT_TERMINALS = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"}


def on_terminal(longwriter: Longwriter, columns: int, *arguments: str | Path) -> tuple[int, str]:
    """Exit code, and all that a terminal so wide was sent."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (24, columns))
    with subprocess.Popen(
        longwriter.command(arguments), stdin=its, stdout=its, stderr=its, cwd=longwriter.checkout,
        env=_with_a_terminal(),
    ) as process:  # fmt: skip
        os.close(its)
        sent = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return process.returncode, sent.decode()


def _with_a_terminal() -> dict[str, str]:
    """The environment as it is in a terminal, whatever the tests run in."""
    kept = {name: value for name, value in os.environ.items() if name not in _ABOUT_TERMINALS}
    return {**kept, "TERM": "xterm"}


def _read(terminal: int) -> bytes:
    """What was sent next; nothing where the last program behind it has ended."""
    try:
        return os.read(terminal, 65_536)
    except OSError:  # so Linux says it; others give nothing
        return b""
