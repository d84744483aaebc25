# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Other programs on this computer can use the loaded model as they use OpenAI's."""

import json
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import openai
import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    EngineInfo,
    Generated,
    GenerateRequest,
    TextDelta,
    Thinking,
)
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.serving.desk import ClientGone
from longwriter_desktop.serving.server import LARGEST_BODY, ApiServer
from tests.serving.conftest import TOKEN, serving

ASKED = [{"role": "user", "content": "Write about a lamp in a window by the sea."}]


def chat(client: openai.OpenAI, messages: Any = ASKED, **fields: Any) -> Any:
    fields = {"max_tokens": 20, "temperature": 0.0, **fields}
    return client.chat.completions.create(model="any", messages=messages, **fields)


def send(
    server: ApiServer, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], Any]:
    """One request by hand; its status, its headers and the body read as JSON."""
    with closing(HTTPConnection("127.0.0.1", server.server_port)) as connection:
        given = {"Authorization": f"Bearer {TOKEN}", **headers}
        connection.request(method, path, body, {k.replace("_", "-"): v for k, v in given.items()})
        response = connection.getresponse()
        data = response.read()
        return response.status, dict(response.getheaders()), json.loads(data) if data else None


def test_the_loaded_model_is_listed(client: openai.OpenAI, engine: WorkerEngine) -> None:
    assert [model.id for model in client.models.list()] == [engine.info.name]


def test_an_answer_is_written(client: openai.OpenAI) -> None:
    answer = chat(client)
    assert answer.choices[0].message.content.strip()
    assert answer.choices[0].message.role == "assistant"
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 20
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + 20


def test_a_stream_has_the_text_of_the_whole_answer(client: openai.OpenAI) -> None:
    whole = chat(client).choices[0].message.content
    chunks = list(chat(client, stream=True, stream_options={"include_usage": True}))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "length"
    assert chunks[-1].usage.completion_tokens == 20


def test_a_conversation_that_grows_is_not_read_again(client: openai.OpenAI) -> None:
    first = chat(client, [{"role": "user", "content": "Tell me of the keeper of the light."}])
    said = first.choices[0].message.content
    again = chat(
        client,
        [
            {"role": "user", "content": "Tell me of the keeper of the light."},
            {"role": "assistant", "content": said},
            {"role": "user", "content": "Go on."},
        ],
    )
    cached = again.usage.prompt_tokens_details.cached_tokens
    assert cached >= first.usage.prompt_tokens
    assert cached < again.usage.prompt_tokens


def test_the_same_seed_writes_the_same(client: openai.OpenAI) -> None:
    texts = {
        chat(client, temperature=1.0, top_p=0.9, seed=7).choices[0].message.content
        for _ in range(2)
    }
    assert len(texts) == 1


def test_several_answers_are_written_side_by_side(client: openai.OpenAI) -> None:
    answer = chat(client, temperature=1.0, seed=1, n=3)
    assert [choice.index for choice in answer.choices] == [0, 1, 2]
    assert len({choice.message.content for choice in answer.choices}) == 3
    assert answer.usage.prompt_tokens < 40  # of one prompt


def test_an_answer_ends_at_a_stop_text(client: openai.OpenAI) -> None:
    whole = chat(client).choices[0].message.content
    stop = whole.split()[3]
    held = chat(client, stop=[stop]).choices[0]
    assert held.message.content == whole[: whole.index(stop)].rstrip()
    assert held.finish_reason == "stop"


def test_an_answer_that_has_begun_goes_on(client: openai.OpenAI) -> None:
    begun = [*ASKED, {"role": "assistant", "content": "The lamp was"}]
    assert not chat(client, begun).choices[0].message.content.startswith("The lamp was")


def test_a_text_is_gone_on_with_as_it_stands(client: openai.OpenAI) -> None:
    answer = client.completions.create(
        model="any", prompt=["The lamp was", "The sea was"], max_tokens=8, temperature=0.0
    )
    assert [choice.index for choice in answer.choices] == [0, 1]
    assert all(choice.text for choice in answer.choices)
    pieces = client.completions.create(
        model="any", prompt="The lamp was", max_tokens=8, temperature=0.0, stream=True
    )
    assert "".join(piece.choices[0].text for piece in pieces) == answer.choices[0].text


def test_an_answer_follows_a_json_schema(client: openai.OpenAI) -> None:
    schema = {
        "type": "object",
        "properties": {"lit": {"type": "boolean"}, "hour": {"enum": ["dusk", "dawn"]}},
        "required": ["lit", "hour"],
    }
    form = {"type": "json_schema", "json_schema": {"name": "lamp", "schema": schema}}
    read = json.loads(chat(client, max_tokens=60, response_format=form).choices[0].message.content)
    assert isinstance(read["lit"], bool)
    assert read["hour"] in ("dusk", "dawn")


def test_tokens_are_counted(server: ApiServer, engine: WorkerEngine) -> None:
    _status, _headers, text = send(server, "POST", "/tokenize", b'{"content": "A lamp."}')
    _status, _headers, talk = send(
        server, "POST", "/tokenize", json.dumps({"messages": ASKED}).encode()
    )
    assert text["count"] == engine.count_tokens(["A lamp."])[0]
    assert talk["count"] > engine.count_tokens([ASKED[0]["content"]])[0]


def test_requests_wait_for_one_another(client: openai.OpenAI) -> None:
    alone = chat(client).choices[0].message.content
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(chat(client).choices[0].message.content))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [alone] * 4


def test_minus_one_asks_for_as_much_as_the_context_holds(client: openai.OpenAI) -> None:
    whole = chat(client, max_tokens=-1, stop=["."]).choices[0]
    assert len(whole.message.content.split()) > 1
    assert whole == chat(client, max_tokens=1_000_000, stop=["."]).choices[0]


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"temperature": 3}, "temperature"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_tokens": -2}, "max_tokens"),
        ({"n": 99}, "n"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "messages[0]"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages[0]"),
        ({"stop": 5}, "stop"),
        ({"tools": [{"type": "function"}]}, "tools"),
        ({"logprobs": True}, "logprobs"),
        ({"frequency_penalty": 1.0}, "frequency_penalty"),
        ({"response_format": {"type": "picture"}}, "response_format"),
        ({"stream": "yes"}, "stream"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(
    client: openai.OpenAI, fields: dict[str, Any], param: str
) -> None:
    with pytest.raises(openai.BadRequestError) as raised:
        client.chat.completions.create(
            model="any", messages=fields.pop("messages", ASKED), extra_body=fields
        )
    assert raised.value.param == param


def test_a_prompt_longer_than_the_context_is_refused_before_a_stream(client: openai.OpenAI) -> None:
    long = [{"role": "user", "content": "lamp " * 5_000}]
    with pytest.raises(openai.BadRequestError) as raised:
        chat(client, long, stream=True)
    assert raised.value.code == "context_length_exceeded"


def test_a_schema_that_cannot_be_read_is_refused(client: openai.OpenAI) -> None:
    form = {"type": "json_schema", "json_schema": {"name": "x", "schema": {"$ref": "#/no"}}}
    with pytest.raises(openai.BadRequestError) as raised:
        chat(client, response_format=form)
    assert raised.value.code == "invalid_json_schema"


@pytest.mark.parametrize("token", ["wrong", "é-token", "x"])
def test_nobody_is_answered_without_the_token(
    server: ApiServer, connect: Callable[..., openai.OpenAI], token: str
) -> None:
    status, headers, body = send(
        server, "GET", "/v1/models", Authorization=f"Bearer {token}".encode().decode("latin-1")
    )
    assert (status, body["error"]["code"]) == (401, "invalid_api_key")
    with pytest.raises(openai.AuthenticationError):
        connect(server, "another").models.list()


def test_health_can_be_asked_without_a_token(server: ApiServer) -> None:
    assert send(server, "GET", "/health", Authorization="")[::2] == (200, {"status": "ok"})


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost:1", ""])
def test_a_page_whose_name_points_here_is_refused(server: ApiServer, host: str) -> None:
    assert send(server, "GET", "/health", Host=host)[0] == 403


def test_no_page_of_another_origin_is_let_in(server: ApiServer) -> None:
    status, headers, _body = send(
        server, "OPTIONS", "/v1/models", Origin="http://evil.example", Authorization=""
    )
    assert status == 401
    _status, more, _body = send(server, "GET", "/v1/models", Origin="http://evil.example")
    assert not [name for name in {**headers, **more} if name.lower().startswith("access-control")]


def test_the_server_is_on_the_loopback_address_alone(server: ApiServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1/nothing", 404), ("GET", "/../etc/passwd", 404), ("PUT", "/v1/models", 405),
     ("GET", "x://[/v1/models", 400)],
)  # fmt: skip
def test_a_place_that_is_not_there_is_refused(
    server: ApiServer, method: str, path: str, status: int
) -> None:
    assert send(server, method, path)[0] == status


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"[1]", {}, 400),
        (b"[" * 200_000, {}, 400),
        (b"\xff", {}, 400),
        (b"{}", {"Content_Length": str(LARGEST_BODY + 1)}, 413),
        (b"{}", {"Content_Length": "9" * 5_000}, 413),
        (b"{}", {"Content_Length": "-1"}, 411),
        (b"{}", {"Content_Length": "²"}, 411),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    server: ApiServer, body: bytes, headers: dict[str, str], status: int
) -> None:
    headers = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert send(server, "POST", "/v1/chat/completions", body, **headers)[0] == status


def test_a_port_that_is_taken_is_said(server: ApiServer, engine: WorkerEngine) -> None:
    with pytest.raises(EnvironmentProblem) as raised:
        ApiServer(engine, server.server_port, TOKEN, str)
    assert raised.value.code == "port_taken"


def test_a_worker_that_died_is_started_again_for_the_next_request(
    starter_path: Path, connect: Callable[..., openai.OpenAI]
) -> None:
    engine = WorkerEngine()
    engine.load_now(starter_path)
    with serving(engine) as server:
        client = connect(server)
        pid = engine.worker_pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        with suppress(openai.InternalServerError):  # where the death is not yet known
            chat(client)
        assert chat(client).choices[0].message.content
        assert engine.worker_pid != pid
        client.close()
    engine.close()


class EndlessEngine:
    """Writes until it is cancelled, which no real model can be relied on to do."""

    is_loaded = True
    info = EngineInfo("endless", "f" * 8, 2048)

    def __init__(self) -> None:
        self.began, self.cancelled = threading.Event(), threading.Event()

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Iterator[tuple[int, EngineEvent]]:
        yield 0, Thinking("Shall I?", 2)
        self.began.set()
        if requests[0].max_tokens == 1:
            yield 0, Generated("no", StopReason.FINISHED, thinking="Shall I?")
            return
        try:
            while not self.cancelled.wait(0.01):
                yield 0, TextDelta("on ", 1)
            yield 0, Generated("on", StopReason.CANCELLED)
        finally:
            self.cancelled.set()  # as an engine does when its events are left

    def cancel(self, answer: int | None = None) -> None:
        self.cancelled.set()


@pytest.fixture
def endless() -> EndlessEngine:
    return EndlessEngine()


def ask_by_hand(server: ApiServer, **fields: Any) -> socket.socket:
    """Send a request and leave its answer unread."""
    body = json.dumps({"messages": ASKED, **fields}).encode()
    connection = socket.create_connection(("127.0.0.1", server.server_port))
    connection.sendall(
        b"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"
        + f"Authorization: Bearer {TOKEN}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    return connection


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_away_ends_what_is_written_for_it(
    endless: EndlessEngine, stream: bool
) -> None:
    with serving(endless) as server:  # type: ignore[arg-type]
        connection = ask_by_hand(server, stream=stream)
        assert endless.began.wait(20)
        connection.close()
        assert endless.cancelled.wait(20)
        with server.desk.engine(lambda: False):
            pass  # free for the next


def test_a_client_that_goes_away_while_it_waits_is_forgotten(endless: EndlessEngine) -> None:
    with serving(endless) as server:  # type: ignore[arg-type]
        writing = ask_by_hand(server, stream=True)
        assert endless.began.wait(20)
        with pytest.raises(ClientGone), server.desk.engine(lambda: True):
            pass
        writing.close()


def test_closing_ends_what_is_written(endless: EndlessEngine) -> None:
    with serving(endless) as server:  # type: ignore[arg-type]
        connection = ask_by_hand(server, stream=True)
        assert endless.began.wait(20)
    assert endless.cancelled.is_set()
    connection.close()


def test_what_the_model_thinks_is_no_part_of_the_answer(
    endless: EndlessEngine, connect: Callable[..., openai.OpenAI]
) -> None:
    with serving(endless) as server:  # type: ignore[arg-type]
        client = connect(server)
        message = chat(client, max_tokens=1).choices[0].message
        assert (message.content, message.reasoning_content) == ("no", "Shall I?")
        chunks = chat(client, max_tokens=1, stream=True)
        deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
        assert [getattr(d, "reasoning_content", None) for d in deltas].count("Shall I?") == 1
        client.close()
