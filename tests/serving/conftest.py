# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The starter behind a real server on the loopback address, and OpenAI's own client for it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import openai
import pytest

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.serving.server import ApiServer

TOKEN = "a-token-of-the-tests"


@contextmanager
def serving(engine: LocalEngine) -> Iterator[ApiServer]:
    """A server that runs while this is entered."""
    server = ApiServer(engine, 0, TOKEN, lambda problem: sentence(problem.code, problem.params))
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()
        server.close()


@pytest.fixture(scope="module")
def engine(starter_path: Path) -> Iterator[WorkerEngine]:
    engine = WorkerEngine()
    engine.load_now(starter_path)
    yield engine
    engine.close()


@pytest.fixture
def server(engine: WorkerEngine) -> Iterator[ApiServer]:
    with serving(engine) as server:
        yield server


@pytest.fixture
def client(server: ApiServer, connect: Callable[..., openai.OpenAI]) -> openai.OpenAI:
    return connect(server)


@pytest.fixture
def connect() -> Iterator[Callable[..., openai.OpenAI]]:
    """Make clients of a server; all are closed at the end."""
    with ExitStack() as opened:

        def make(server: ApiServer, token: str = TOKEN) -> openai.OpenAI:
            client = openai.OpenAI(base_url=server.address, api_key=token, max_retries=0)
            return opened.enter_context(client)

        yield make
