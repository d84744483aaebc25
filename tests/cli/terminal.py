# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs the command at a terminal, as a person does, who presses Ctrl-C or closes the terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass

_ABOUT_TERMINALS = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"}
_CTRL_C = b"\x03"


@dataclass(frozen=True)
class Ran:
    """How a command ended, all that its terminal was sent, and the seconds from Ctrl-C, or the
    closing of the terminal, to the end of the process; None where there was none."""

    code: int
    sent: str
    seconds: float | None


def at_terminal(
    command: Sequence[str], columns: int = 100, press_at: str = "", delay: float = 0.0,
    close: bool = False,
) -> Ran:  # fmt: skip
    """Run a command at a terminal of its own. Ctrl-C is pressed there `delay` seconds after what
    the pattern `press_at` finds has been shown; every process behind the terminal gets it. With
    `close` the terminal is closed in its place."""
    ours, its = pty.openpty()
    termios.tcsetwinsize(its, (24, columns))

    def begin() -> None:
        os.login_tty(its)
        # A test runner started in the background hands "ignore" down to its children.
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)

    environment = {name: value for name, value in os.environ.items()
                   if name not in _ABOUT_TERMINALS}  # fmt: skip
    with subprocess.Popen(
        command, preexec_fn=begin, pass_fds=[its], env={**environment, "TERM": "xterm"}
    ) as process:
        os.close(its)
        sent, pressed = _until_its_end(ours, press_at, delay, close)
        process.wait()
        ended = time.perf_counter()
    if pressed is None or not close:
        os.close(ours)
    return Ran(process.returncode, sent, None if pressed is None else ended - pressed)


def _until_its_end(
    terminal: int, press_at: str, delay: float, close: bool
) -> tuple[str, float | None]:
    """What was sent, and when Ctrl-C was pressed, or the terminal closed."""
    sent, due, pressed = b"", None, None
    while True:
        if select.select([terminal], [], [], 0.002)[0]:
            piece = _read(terminal)
            if not piece:
                return sent.decode(), pressed
            sent += piece
            if press_at and due is None and re.search(press_at, sent.decode(errors="replace")):
                due = time.perf_counter() + delay
        if due is not None and pressed is None and time.perf_counter() >= due:
            pressed = time.perf_counter()
            if close:
                os.close(terminal)
                return sent.decode(errors="replace"), pressed
            os.write(terminal, _CTRL_C)


def _read(terminal: int) -> bytes:
    """What was sent next; nothing where the last program behind it has ended."""
    try:
        return os.read(terminal, 65_536)
    except OSError:  # so Linux says it; others give nothing
        return b""
