# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Engines over real worker processes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from longwriter_desktop.domain.ports import LengthGoal, Sampling
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.asking import STORY, ask
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


@pytest.fixture
def new_worker() -> Iterator[Callable[[Path], WorkerEngine]]:
    """Load a model in a process of its own; all are closed at the end."""
    engines: list[WorkerEngine] = []

    def start(path: Path) -> WorkerEngine:
        engine = WorkerEngine()
        engines.append(engine)
        engine.load_now(path)
        return engine

    yield start
    for engine in engines:
        engine.close()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where the state is kept."""
    return tmp_path / "story.state"


@pytest.fixture
def saved(tiny: WorkerEngine, kept: Path) -> Path:
    """The state of a short conversation with the tiny model."""
    ask(tiny, STORY, tokens=20, sampling=Sampling(temperature=2.0), length=LengthGoal(99, 98, 100))
    assert tiny.save_state(kept)[1] == ""
    return kept
