# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys and addresses of servers as people type and copy them."""

import pytest

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from tests.engine.asking import STORY, ask
from tests.support.openai_server import Fault, OpenAiServer, saying, serving

QUICK = Patience(connect=5, silence=20, tries=2, first_pause=0.01, longest_pause=0.2)


def problem_of(address: str, key: str = "") -> str:
    """What connecting to a server meets."""
    with pytest.raises(EngineProblem) as met:
        RemoteEngine(Endpoint("e", "Here", address), lambda: key, QUICK).connect()
    return met.value.code


@pytest.mark.parametrize("key", ["sk-\u200babc", "sk-ab\u2022\u2022yz", "sk-ab\u2026yz", "sk-a\n"])
def test_a_key_that_cannot_be_sent_is_told_as_a_wrong_one(key: str) -> None:
    with serving(OpenAiServer(saying("x"))) as server:
        assert problem_of(server.url, key) == "endpoint_key"
        assert server.paths == []


@pytest.mark.parametrize("host", ["a" * 64 + ".example", ".example", "a..example"])
def test_a_host_that_can_have_no_name_is_no_address(host: str) -> None:
    assert problem_of(f"http://{host}/v1") == "endpoint_no_address"


@pytest.mark.parametrize(
    "spoilt", [b'{"choices": [{"message": {"content": "caf\xe9"}}]}', b"[" * 100_000]
)
def test_an_answer_that_is_no_text_is_told(spoilt: bytes) -> None:
    script = OpenAiServer(saying("x"), faults=[Fault(200, data=spoilt) for _ in range(4)])
    with serving(script) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
        engine.connect()
        with pytest.raises(EngineProblem, match="endpoint_cut"):
            ask(engine, STORY)


def test_a_list_of_models_that_nobody_can_read_is_none() -> None:
    script = OpenAiServer(saying("x"), list_faults=[Fault(200, data=b"[" * 100_000)])
    with serving(script) as server:
        assert problem_of(server.url) == "endpoint_address"


def test_a_stream_that_is_no_text_is_got_over() -> None:
    def tell(body: object) -> object:
        if len(server.asked) == 1:
            yield {"bytes": b'data: {"choices": [{"delta": {"content": "caf\xe9"}}]}\n\n'}
        yield "The keeper slept."

    with serving(OpenAiServer(tell)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
        engine.connect()
        assert ask(engine, STORY).text == "The keeper slept."
