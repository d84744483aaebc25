# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers that never come to an end are not waited for without one."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import GenerateRequest, TextDelta
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from tests.engine.asking import STORY, ask, turns
from tests.support.openai_server import Body, OpenAiServer, serving

SHORT = Patience(connect=5, silence=1.5, tries=3, first_pause=0.01)


@pytest.fixture
def dripping() -> Iterator[str]:
    """The address of a server whose answers come letter by letter and are never whole."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99999\r\n\r\n"

    def serve() -> None:
        connection, _address = listening.accept()
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(head)
            while True:
                connection.sendall(b" ")
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        thread.join()


@pytest.mark.parametrize("before", [[], ["The keeper lit", " the", " lamp"]])
def test_a_server_that_falls_silent_is_not_waited_for_again(before: list[str]) -> None:
    """Behind its headers, or in the middle of its text."""
    go_on = threading.Event()

    def tell(body: Body) -> Iterator[str]:
        yield from before
        go_on.wait(20)

    with serving(OpenAiServer(tell)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), str, SHORT)
        engine.connect()
        with pytest.raises(EngineProblem, match="endpoint_silent"):
            ask(engine, STORY)
        go_on.set()
    assert len(server.asked) == 1


def test_what_came_before_a_silence_is_shown_to_its_last_word() -> None:
    go_on = threading.Event()
    said: list[str] = []

    def tell(body: Body) -> Iterator[str]:
        yield from ("The keeper lit", " the", " lamp")
        go_on.wait(20)

    def follow(engine: RemoteEngine) -> None:
        for event in engine.generate(GenerateRequest(turns(STORY), 100)):
            said.append(event.text if isinstance(event, TextDelta) else "")

    with serving(OpenAiServer(tell)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), str, SHORT)
        engine.connect()
        with pytest.raises(EngineProblem, match="endpoint_silent"):
            follow(engine)
        go_on.set()
    assert "".join(said) == "The keeper lit the lamp"


def test_a_server_that_only_keeps_the_connection_alive_is_silent() -> None:
    go_on = threading.Event()

    def tell(body: Body) -> Iterator[Any]:
        while not go_on.wait(0.05):
            yield {"raw": {"choices": []}}

    with serving(OpenAiServer(tell)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), str, SHORT)
        engine.connect()
        with pytest.raises(EngineProblem, match="endpoint_silent"):
            ask(engine, STORY)
        go_on.set()


def test_a_list_of_models_that_never_ends_is_given_up(dripping: str) -> None:
    endpoint = Endpoint("e", "Here", dripping)
    engine = RemoteEngine(endpoint, str, SHORT)
    with pytest.raises(EngineProblem, match="endpoint_silent"):
        engine.connect()
