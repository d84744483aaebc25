# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Our own server as the one that a window elsewhere on this computer writes with."""

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.ports import Generated, GenerateRequest
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_probe import ServerProbe
from longwriter_desktop.serving.server import ApiServer
from longwriter_desktop.ui.words_endpoints import report
from tests.engine.asking import STORY, ask, turns
from tests.serving.conftest import TOKEN


@pytest.fixture
def remote(server: ApiServer) -> RemoteEngine:
    remote = RemoteEngine(Endpoint("e", "Here", server.address), lambda: TOKEN)
    remote.connect()
    return remote


def test_it_is_known_with_its_name_and_its_context(server: ApiServer, engine: WorkerEngine) -> None:
    found = ServerProbe().test(Endpoint("e", "Here", server.address), TOKEN)
    assert found.server == "LongWriter Desktop"
    assert found.context_tokens == engine.info.context_tokens
    assert found.takes_schema
    said = report(found)
    assert said.startswith(f"It works: LongWriter Desktop answered with {engine.info.name} after")


def test_its_tokens_are_counted_and_not_guessed(remote: RemoteEngine, engine: WorkerEngine) -> None:
    texts = ["", "The keeper lit the lamp.", "\u706f\u5854"]
    assert remote.count_tokens(texts) == engine.count_tokens(texts)
    assert not remote.info.guesses_tokens
    assert remote.info.context_tokens == engine.info.context_tokens


def test_it_goes_on_in_place_behind_a_text(remote: RemoteEngine, server: ApiServer) -> None:
    asked = ask(remote, STORY, prefill="The keeper climbed the", tokens=6)
    assert asked.text[:1] in (" ", ",", ".")  # it is no new sentence
    assert asked.stop_reason is StopReason.LENGTH_LIMIT


def test_several_answers_come_one_after_another(remote: RemoteEngine) -> None:
    requests = [GenerateRequest(turns(STORY), 12, seed=seed) for seed in (1, 2, 3)]
    seen = [
        (number, isinstance(event, Generated))
        for number, event in remote.generate_together(requests)
    ]
    assert [number for number, _is_end in seen] == sorted(number for number, _is_end in seen)
    assert sum(is_end for _number, is_end in seen) == 3
