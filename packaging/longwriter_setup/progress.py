# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A long command with a live line: what is done, for how long, and its latest output."""

import os
import re
import selectors
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

KEPT_LINES = 60
SECONDS_BETWEEN_LINES = 20.0
DETAIL_CHARACTERS = 100
COMPILER_STEP = re.compile(r"(?P<step>\[\d+/\d+\]).*/(?P<file>[^/\s]+)$")


@dataclass(frozen=True)
class Outcome:
    """How a command ended. `tail` holds its last lines, oldest first."""

    status: int
    tail: tuple[str, ...]
    seconds: float

    @property
    def succeeded(self) -> bool:
        return self.status == 0


def clock(seconds: float) -> str:
    """Minutes and seconds: `clock(75)` is "1:15"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class LiveLine:
    """One line that is redrawn on a terminal, and repeated now and then in a log."""

    def __init__(self, title: str, stream: TextIO, width: int | None = None) -> None:
        self._title = title
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._width = width or shutil.get_terminal_size().columns
        self._next_line = SECONDS_BETWEEN_LINES

    def show(self, seconds: float, detail: str) -> None:
        if self._is_terminal:
            line = f"  {self._title} ({clock(seconds)})  {detail}"
            self._stream.write("\r\x1b[K" + line[: self._width - 1])
        elif seconds >= self._next_line:
            self._next_line = seconds + SECONDS_BETWEEN_LINES
            self._stream.write(f"  {self._title} ({clock(seconds)})  {detail}\n")
        self._stream.flush()

    def finish(self, seconds: float, succeeded: bool) -> None:
        state = "done" if succeeded else "failed"
        start = "\r\x1b[K" if self._is_terminal else ""
        self._stream.write(f"{start}  {self._title}: {state} ({clock(seconds)})\n")
        self._stream.flush()


class Detail:
    """What is shown of a command's output: its latest line, or its latest step once it counts.

    Ninja prints whole compiler commands, "[12/155] g++ ... -c a/b.cpp", and compilers their
    warnings between them; "[12/155] b.cpp" is what a person can read in passing.
    """

    def __init__(self) -> None:
        self.text = ""
        self._counts_steps = False

    def add(self, line: str) -> None:
        step = COMPILER_STEP.match(line)
        if step:
            self._counts_steps = True
            self.text = f"{step['step']} {step['file']}"
        elif not self._counts_steps:
            self.text = line[:DETAIL_CHARACTERS]


def run_live(
    title: str,
    command: Sequence[str],
    log: Path,
    env: Mapping[str, str] | None = None,
    stream: TextIO | None = None,
) -> Outcome:
    """Run `command`, show its progress, append all it prints to `log`.

    Raises:
        OSError: the command cannot be started.
        KeyboardInterrupt: the person stopped it; the command has ended by then.
    """
    line = LiveLine(title, stream or sys.stdout)
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with (
        log.open("ab", buffering=0) as log_file,
        subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
        ) as process,
    ):
        log_file.write(f"\n$ {' '.join(command)}\n".encode())
        tail: deque[str] = deque(maxlen=KEPT_LINES)
        with ExitStack() as stopped:
            stopped.callback(_stop, process, line, started)
            _follow(process, log_file.fileno(), tail, line, started)
            status = process.wait()
            stopped.pop_all()
    seconds = time.monotonic() - started
    line.finish(seconds, status == 0)
    return Outcome(status, tuple(tail), seconds)


def _stop(process: "subprocess.Popen[bytes]", line: LiveLine, started: float) -> None:
    process.terminate()
    process.wait()
    line.finish(time.monotonic() - started, succeeded=False)


def _follow(
    process: "subprocess.Popen[bytes]", log: int, tail: deque[str], line: LiveLine, started: float
) -> None:
    """Read what the command prints until it closes its output; redraw once a second at least."""
    assert process.stdout is not None
    output = process.stdout.fileno()
    detail = Detail()
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while True:
            if selector.select(timeout=1.0):
                chunk = os.read(output, 65536)
                if not chunk:
                    break
                os.write(log, chunk)
                *lines, rest = (rest + chunk).replace(b"\r", b"\n").split(b"\n")
                for text in filter(None, map(_readable, lines)):
                    tail.append(text)
                    detail.add(text)
            line.show(time.monotonic() - started, detail.text)
    if _readable(rest):
        tail.append(_readable(rest))


def _readable(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip()
