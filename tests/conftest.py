# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Fixtures that all tests share. What a run is held to stands in `tests/guards.py`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

pytest_plugins = ["tests.guards", "pytester"]

hypothesis.settings.register_profile("tests", deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile("tests")


_PATIENCE_MS = 30_000


class PatientBot(QtBot):
    """Waits for what takes a moment on a quiet machine and many seconds on a busy one; a wait
    ends as soon as what it waits for is there, so this costs nothing."""

    def waitUntil(
        self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE_MS, **choices: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **choices)

    def waitSignals(
        self, signals: list[Any], *, timeout: int = _PATIENCE_MS, **choices: Any
    ) -> Any:
        return super().waitSignals(signals, timeout=timeout, **choices)

    def waitExposed(self, widget: Any, *, timeout: int = _PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget: Any, *, timeout: int = _PATIENCE_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's own, with patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def starter_path(checkout: Path) -> Path:
    """The starter model that comes with the program, a real GGUF."""
    path = checkout / "resources" / "models" / "longwriter-starter.gguf"
    if not path.is_file():
        pytest.fail(f"{path} is missing: the starter model belongs in the tree", pytrace=False)
    return path


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """An empty folder for a library, made anew for each test."""
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture
def planted(tmp_path: Path):
    """Write one file of a small source tree and return the tree's root."""

    def plant(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return plant
