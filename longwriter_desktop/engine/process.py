# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker as a child process: its start, its lines both ways, and how it ended."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine import protocol

# OpenMP's threads spin while they wait: one that sleeps is woken too late for the next of a
# model's many short steps (with a spin of 1,000 a seventh of the speed was lost), and one that
# spins for ever takes the time that another program's end would need. That no core is fought
# for is the worker's own care (`worker/others.py`). The second keeps a failed assertion from
# starting a debugger. The third lets glibc ask for huge pages, for weights that llama.cpp puts in
# an order of its own: three processes decoded 0, 3 and 9 % faster so. `worker/pages.py` keeps them
# to that. All are read on loading.
WORKER_ENVIRONMENT = {
    "GOMP_SPINCOUNT": "100000",
    "GGML_NO_BACKTRACE": "1",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}
_CLOSE_SECONDS = 1.8  # with what follows, less than two seconds
_LOG_LINES = 40
_LOG_LINE = 4_096  # bytes
_PAGE_UNREADABLE = 0xC0000006  # how Windows ends a process whose mapped file is gone
_NOT_AN_INSTRUCTION = 0xC000001D  # and one that uses what the processor does not know


@dataclass(frozen=True)
class ProcessEnd:
    """How the worker ended. `signal` is 0 for a normal exit; `log_tail` is its stderr's end."""

    exit_code: int
    signal: int
    log_tail: str

    def problem(self) -> EngineProblem:
        """`model_file_lost` where a page of the mapped model file could not be read,
        `wrong_processor` where this one cannot do what llama.cpp was compiled for."""
        how = {"signal": self.signal, "exit_code": self.exit_code, "log_tail": self.log_tail}
        if self.signal == getattr(signal, "SIGBUS", -1) or self.exit_code == _PAGE_UNREADABLE:
            return EngineProblem("model_file_lost", **how)
        if self.signal == getattr(signal, "SIGILL", -1) or self.exit_code == _NOT_AN_INSTRUCTION:
            return EngineProblem("wrong_processor", **how)
        return EngineProblem("worker_crashed", **how)


def own_command(*arguments: str) -> tuple[list[str], dict[str, str]]:
    """Command and additional environment of this program, from source or frozen, once more."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments], {}
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    return [sys.executable, "-m", "longwriter_desktop", *arguments], {"PYTHONPATH": path}


@contextlib.contextmanager
def _deaf_to_keys() -> Iterator[None]:
    """What is started meanwhile is not ended or stopped by a terminal, which sends signals to all
    behind it, in the moment before it has a session of its own."""
    if sys.platform == "win32":
        yield
        return
    keys = {signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, keys)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class WorkerProcess:
    """A running worker. `events` yields its events, and a `ProcessEnd` as the last thing.

    No call blocks on a pipe: requests are written by a thread, so that a worker that does
    not read holds nobody up. It runs in a session of its own: no key at the terminal reaches it
    (Ctrl-Z does by `engine/suspending.py`), and Linux, which shares the processor between sessions
    first, gives it as much as all busy programs of the writer's terminal together.

    Raises `EngineProblem("worker_missing")` when the program cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
        on_end: Callable[["WorkerProcess", ProcessEnd], None] | None = None,
    ) -> None:
        """`on_end` is called in a thread when the process has ended, before `events` has it."""
        own, extra = own_command("--worker")
        try:
            with _deaf_to_keys():
                self._process = subprocess.Popen(
                    list(command or own),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env={**os.environ, **WORKER_ENVIRONMENT, **extra, **(environment or {})},
                    start_new_session=True,
                )
        except OSError as error:
            raise EngineProblem("worker_missing", detail=str(error)) from error
        self.events: queue.Queue[protocol.Event | ProcessEnd] = queue.Queue()
        self._on_end = on_end
        self.has_spoken = False  # before its first event it is only starting
        self.was_killed = False  # by us; a worker that died by itself is a problem to tell
        self._log: deque[str] = deque(maxlen=_LOG_LINES)
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._read_log, name="worker log", daemon=True),
            threading.Thread(target=self._read_events, name="worker events", daemon=True),
            threading.Thread(target=self._write_requests, name="worker requests", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def send(self, request: protocol.Request) -> None:
        """Send a request. To a worker that has died nothing is sent: its end is in `events`."""
        self._requests.put(protocol.encode(request))

    def kill(self) -> None:
        """End the process at once and wait for it."""
        self.was_killed = True
        self._process.kill()
        self._finish()

    def close(self) -> None:
        """Ask the process to end; kill it if it has not within two seconds."""
        self.send(protocol.Shutdown())
        self._requests.put(None)
        try:
            self._process.wait(_CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._finish()

    def _finish(self) -> None:
        """Wait for the end, but not for ever: a process that hangs in a broken disk cannot
        be killed, and is left behind."""
        self._requests.put(None)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_CLOSE_SECONDS)
            for thread in self._threads:
                thread.join(_CLOSE_SECONDS)

    def _write_requests(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError), self._process.stdin as stream:
            while (line := self._requests.get()) is not None:
                stream.write(line)
                stream.flush()

    def _read_log(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as stream:
            while line := stream.readline(_LOG_LINE):
                self._log.append(line.decode("utf-8", "replace").rstrip())

    def _read_events(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            for line in protocol.lines(stream):
                try:
                    event = protocol.decode_event(line)
                    self.has_spoken = True
                    self.events.put(event)
                except protocol.ProtocolError as error:
                    self._log.append(f"bad event: {error}")
                    self._process.kill()
                    break
        code = self._process.wait()
        self._threads[0].join()
        end = ProcessEnd(max(0, code), max(0, -code), "\n".join(self._log))
        if self._on_end is not None:
            self._on_end(self, end)
        self.events.put(end)
