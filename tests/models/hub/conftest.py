# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A Hub on this machine, a cache of its own, and a clock that only waiting moves."""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from longwriter_desktop.domain.catalogue import HUB_TOKEN, DownloadProgress, HubFile
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.models.hub import HubStore
from tests.support.hub_server import HubServer, serving

REPOSITORY = "someone/Small-GGUF"
NAME = "small-Q4_K_M.gguf"


class HeldSecrets:
    """`Secrets` in memory; `asked` are the names that somebody wanted."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.asked: list[str] = []

    def get(self, name: str) -> str:
        self.asked.append(name)
        return self.values.get(name, "")

    def set(self, name: str, value: str) -> None:
        self.values[name] = value


@dataclass
class HandClock:
    """Seconds that pass only when somebody waits."""

    now: float = 0.0
    waited: float = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waited += seconds


@dataclass
class Fetched:
    """What a download told, and where the file is."""

    path: Path
    told: list[DownloadProgress] = field(default_factory=list)


def fetch(store: HubStore, file: HubFile) -> Fetched:
    """Download to the end."""
    steps = store.download(file)
    told: list[DownloadProgress] = []
    while True:
        try:
            told.append(next(steps))
        except StopIteration as end:
            return Fetched(end.value, told)


def problem_of(store: HubStore, file: HubFile) -> EnvironmentProblem:
    with pytest.raises(EnvironmentProblem) as raised:
        fetch(store, file)
    return raised.value


def stop_after(store: HubStore, file: HubFile, count: int) -> int:
    """Pause a download once so many bytes are here; the bytes that stay."""
    with closing(store.download(file)) as steps:
        for progress in steps:
            if progress.done >= count:
                break
    return store.kept(file)


@pytest.fixture
def hub() -> Iterator[HubServer]:
    with serving() as server:
        yield server


@pytest.fixture
def data() -> bytes:
    return random.Random(1).randbytes(600_000)


@pytest.fixture
def file(hub: HubServer, data: bytes) -> HubFile:
    """A file on the Hub, as its repository lists it."""
    sha256 = hub.add(REPOSITORY, NAME, data)
    return HubFile(REPOSITORY, NAME, len(data), sha256, "Q4_K_M")


@pytest.fixture
def secrets() -> HeldSecrets:
    return HeldSecrets()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def make_store(
    hub: HubServer, cache: Path, secrets: HeldSecrets, clock: HandClock
) -> Callable[..., HubStore]:
    """A store at the server; what is given goes to its constructor."""

    def make(**given: object) -> HubStore:
        usual = {
            "endpoint": hub.url,
            "cache": cache,
            "tick_seconds": 0,
            "clock": clock,
            "sleep": clock.sleep,
        }
        return HubStore(secrets, **{**usual, **given})

    return make


@pytest.fixture
def store(make_store: Callable[..., HubStore]) -> HubStore:
    return make_store()


@pytest.fixture
def with_token(hub: HubServer, secrets: HeldSecrets) -> str:
    """A token in the keyring, of somebody who has agreed to all terms."""
    hub.agreed.add("hf_agreed")
    secrets.values[HUB_TOKEN] = "hf_agreed"
    return "hf_agreed"
