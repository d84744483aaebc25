# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What every test run is held to: its own home folder, no network, silence, nothing left over.

A pytest plugin. A test fails when it
- logs a WARNING or worse without asking for `caplog` (then it looks at the log itself),
- reaches for a host other than this machine,
- leaves a child process, a thread or a top-level widget behind.
"""

import gc
import ipaddress
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from longwriter_desktop.app.garbage import collect_due

HOME_VARIABLES = {
    "HOME": "",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_RUNTIME_DIR": "runtime",
    "XDG_STATE_HOME": "state",
}
OUTSIDE_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_DIRS", "PYTHONSTARTUP")
NETWORK_EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


class NetworkForbidden(BaseException):
    """A test reached for the network. Not an `Exception`, so that no code under test takes it."""


class NetworkGuard:
    """Refuses every address that is not on this machine, for the whole Python process."""

    def __init__(self) -> None:
        self.refused: list[str] = []
        self._is_on = False

    def start(self) -> None:
        self._is_on = True
        sys.addaudithook(self._check)

    def _check(self, event: str, args: tuple[Any, ...]) -> None:
        position = NETWORK_EVENTS.get(event)
        if position is None or not self._is_on or is_local(args[position]):
            return
        self.refused.append(f"{event} {args[position]!r}")
        raise NetworkForbidden(
            f"{self.refused[-1]}: tests use loopback only; serve what is needed from the test"
        )


def is_local(address: Any) -> bool:
    """Whether a socket address, or a host name, stays on this machine."""
    host = address[0] if isinstance(address, tuple) else address
    if not isinstance(host, str) or host in ("", "localhost") or host.startswith(("/", "\0")):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


class WarningCollector(logging.Handler):
    """Keeps log records of level WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@dataclass(frozen=True)
class Snapshot:
    """What lives in and under this process."""

    processes: frozenset[psutil.Process]
    threads: frozenset[threading.Thread]
    widgets: frozenset[int]

    @classmethod
    def take(cls) -> "Snapshot":
        return cls(
            frozenset(living_children()),
            frozenset(threading.enumerate()),
            frozenset(id(widget) for widget in top_level_widgets()),
        )


def living_children() -> list[psutil.Process]:
    """All descendants of this process that still run."""
    if _is_childless():
        return []
    children = []
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE and not _is_python_helper(child):
                children.append(child)
        except psutil.NoSuchProcess:
            continue
    return children


def _is_childless() -> bool:
    """A quick answer for most tests; psutil has to look at every process of the machine."""
    lists = list(Path("/proc/self/task").glob("*/children"))
    return bool(lists) and not any(_children_of_thread(path) for path in lists)


def _children_of_thread(path: Path) -> bytes:
    """The children that one thread of this process started; none when it has ended meanwhile."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        # The kernel answers either, by whether the thread went before or after the open.
        return b""


def _is_python_helper(process: psutil.Process) -> bool:
    """multiprocessing starts one tracker for each process and keeps it until the end."""
    return any("multiprocessing.resource_tracker" in part for part in process.cmdline())


def top_level_widgets() -> list[Any]:
    """Qt's top-level widgets, none where no test has started Qt."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return list(widgets.QApplication.topLevelWidgets())


def leftovers(before: Snapshot, grace: float) -> list[str]:
    """One line for each thing that outlives a test by more than `grace` seconds."""
    return [
        *_outliving(lambda: _new_processes(before), grace),
        *_outliving(lambda: _new_threads(before), grace),
        *_outliving(lambda: _new_widgets(before), grace),
    ]


def _outliving(find: Callable[[], list[str]], grace: float) -> list[str]:
    deadline = time.monotonic() + grace
    found = find()
    while found and time.monotonic() < deadline:
        began = time.monotonic()
        gc.collect()
        # No other thread gets on meanwhile: one that is about to end is given as much time to.
        time.sleep(max(0.02, time.monotonic() - began))
        found = find()
    return found


def _new_processes(before: Snapshot) -> list[str]:
    lines = []
    for child in set(living_children()) - before.processes:
        try:
            lines.append(f"process {child.pid} still runs: {' '.join(child.cmdline())}")
        except psutil.NoSuchProcess:
            continue
    return lines


def _new_threads(before: Snapshot) -> list[str]:
    return [
        f"thread {thread.name!r} still runs"
        for thread in threading.enumerate()
        if thread not in before.threads and not isinstance(thread, threading._DummyThread)
    ]


def _new_widgets(before: Snapshot) -> list[str]:
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    return [
        f"top-level widget {type(widget).__name__} {widget.objectName()!r} is still there"
        for widget in top_level_widgets()
        if id(widget) not in before.widgets
    ]


def stop_processes(before: Snapshot) -> None:
    """End what a test left, so that the next one starts clean."""
    for child in set(living_children()) - before.processes:
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue


def pytest_addoption(parser: pytest.Parser) -> None:
    help_text = "seconds that a process, thread or widget may outlive its test"
    parser.addini("leftover_grace", help_text, default="3")


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is imported: no window, no network, and Qt's objects go in the
    thread of the tests alone."""
    gc.disable()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in OUTSIDE_VARIABLES:
        os.environ.pop(name, None)
    guard = NetworkGuard()
    guard.start()
    config.stash[NETWORK] = guard


def pytest_unconfigure() -> None:
    """Close what llama_cpp opens when it is imported and leaves open: it would warn at exit."""
    silencer = sys.modules.get("llama_cpp._utils")
    if silencer is not None:
        silencer.outnull_file.close()
        silencer.errnull_file.close()


NETWORK = pytest.StashKey[NetworkGuard]()


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings, caches and documents of the person who runs the tests stay untouched."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in HOME_VARIABLES.items():
        path = home / folder
        path.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(path)


@pytest.fixture(autouse=True)
def _nothing_left_over(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that warns, reaches for the network or leaves something running."""
    network = request.config.stash[NETWORK]
    network.refused.clear()
    collector = WarningCollector()
    logging.getLogger().addHandler(collector)
    before = Snapshot.take()
    yield
    collect_due()
    logging.getLogger().removeHandler(collector)
    problems = [f"network: {address}" for address in network.refused]
    if "caplog" not in request.fixturenames:
        problems += [
            f"log {record.levelname} {record.name}: {record.getMessage()}"
            for record in collector.records
        ]
    problems += leftovers(before, float(request.config.getini("leftover_grace")))
    stop_processes(before)
    if problems:
        pytest.fail("this test is not silent, or not clean:\n" + "\n".join(problems), False)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root folder of the source tree."""
    return Path(__file__).resolve().parents[1]
