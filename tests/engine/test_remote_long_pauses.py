# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A pause too long to be waited for: it is told, and the server is left alone until then."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.probe_later import LazyProbe
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from longwriter_desktop.engine.remote_pauses import Pauses
from longwriter_desktop.engine.remote_server import Server
from longwriter_desktop.engine.remote_text import estimate_tokens
from tests.engine.asking import STORY, ask
from tests.support.openai_server import Fault, OpenAiServer, saying, serving

QUICK = Patience(connect=5, silence=20, tries=3, first_pause=0.01, longest_pause=60)
LONG = {"retry-after": "900"}
TEXT = "The keeper lit the lamp."


@dataclass(frozen=True)
class Limited:
    """A server that counts tokens, all that is known of its pauses, and two engines over it."""

    server: OpenAiServer
    pauses: Pauses
    first: RemoteEngine
    second: RemoteEngine

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("e", "Here", self.server.url)


@pytest.fixture
def limited() -> Iterator[Limited]:
    """The server has asked the first engine for a pause of a quarter of an hour."""
    counting = {"owner": "vllm", "count": lambda text: 7}
    with serving(OpenAiServer(saying(TEXT), **counting)) as server:  # type: ignore[arg-type]
        pauses = Pauses()
        endpoint = Endpoint("e", "Here", server.url)
        engines = [RemoteEngine(endpoint, lambda: "", QUICK, pauses) for _ in "12"]
        for engine in engines:
            engine.connect()
        server.faults = [Fault(503, "busy", LONG)]
        assert refused(engines[0]).params["seconds"] == 900
        yield Limited(server, pauses, *engines)


def refused(engine: RemoteEngine) -> EngineProblem:
    """What asking for a text meets."""
    with pytest.raises(EngineProblem) as met:
        ask(engine, STORY)
    assert met.value.code == "endpoint_rate"
    return met.value


def test_no_request_is_sent_until_it_is_over_and_each_says_how_long_that_is(
    limited: Limited,
) -> None:
    sent = len(limited.server.paths)
    for engine in (limited.first, limited.second):
        assert 0 < refused(engine).params["seconds"] <= 900
    with pytest.raises(EngineProblem, match="endpoint_rate"):
        limited.second.connect()
    assert len(limited.server.paths) == sent


def test_what_is_posted_beside_the_answers_keeps_it_too(limited: Limited) -> None:
    sent = len(limited.server.paths)
    server = Server(limited.endpoint, lambda: "", QUICK, pauses=limited.pauses)
    with pytest.raises(EngineProblem, match="endpoint_rate"):
        server.post("/tokenize", {})
    assert limited.first.count_tokens(["A text of which nobody asked before."]) == [
        estimate_tokens("A text of which nobody asked before.")
    ]
    assert len(limited.server.paths) == sent


def test_the_writer_may_see_whether_the_server_answers_before_that(limited: Limited) -> None:
    probe = LazyProbe(limited.pauses)
    assert [model.name for model in probe.models(limited.endpoint, "")] == ["starter"]
    assert ask(limited.first, STORY).text == TEXT


def test_a_pause_that_a_test_of_the_connection_was_asked_for_is_kept_by_all(
    limited: Limited,
) -> None:
    limited.server.faults = [Fault(429, headers=LONG)]
    probe = LazyProbe(limited.pauses)
    with pytest.raises(EngineProblem, match="endpoint_rate"):
        probe.test(limited.endpoint, "")
    sent = len(limited.server.paths)
    refused(limited.second)
    assert len(limited.server.paths) == sent


def test_counting_does_not_wait_for_the_end_of_a_short_one_either(limited: Limited) -> None:
    limited.pauses.forget(limited.endpoint.address)
    assert limited.first.count_tokens(["A text of which nobody asked."]) == [7]
    limited.pauses.ask(limited.endpoint.address, 20)
    other = "Another text of which nobody asked before."
    assert limited.first.count_tokens([other]) == [estimate_tokens(other)]
    assert estimate_tokens(other) != 7
