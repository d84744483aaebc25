# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Engines over real worker processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.tiny_gguf import write_tiny_model


@pytest.fixture
def engine() -> Iterator[WorkerEngine]:
    """An engine without a model, closed at the end."""
    engine = WorkerEngine()
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def tiny_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with random weights that loads at once."""
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.gguf")


@pytest.fixture(scope="module")
def starter(starter_path: Path) -> Iterator[WorkerEngine]:
    """The starter model, loaded once for a module; every test meets a used cache."""
    engine = WorkerEngine()
    engine.load_now(starter_path)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def tiny(tiny_path: Path) -> Iterator[WorkerEngine]:
    """The tiny model, loaded once for a module; every test meets a used cache."""
    engine = WorkerEngine()
    engine.load_now(tiny_path)
    yield engine
    engine.close()
