# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Pieces of a stream that are not as OpenAI's interface has them."""

from collections.abc import Iterator
from typing import Any

import pytest

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.ports import Generated
from longwriter_desktop.engine.remote import RemoteEngine
from tests.engine.asking import STORY, ask
from tests.support.openai_server import Body, OpenAiServer, serving


def answered(*pieces: Any) -> Generated:
    """What an engine makes of a stream with these pieces."""

    def tell(body: Body) -> Iterator[Any]:
        yield "The keeper "
        yield from ({"raw": piece} for piece in pieces)
        yield "slept."

    with serving(OpenAiServer(tell)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "")
        engine.connect()
        return ask(engine, STORY)


@pytest.mark.parametrize(
    "piece",
    [None, 1, "x", "", [], {"choices": ["x"]}, {"choices": {"a": 1}}, {"choices": [{"delta": "x"}]},
     {"usage": {"prompt_tokens": "7"}}, {"choices": [{"index": "0", "finish_reason": 5}]}],
)  # fmt: skip
def test_a_piece_that_is_none_is_passed_over(piece: Any) -> None:
    assert answered(piece).text == "The keeper slept."


@pytest.mark.parametrize(
    "data",
    [b": ping\n\n", b"retry: 3000\n\n", b"id: 5\n\n: ping\n\n", b"data:\n\n", b"data: \n\n",
     b"event: ping\ndata: {}\n\n"],
)  # fmt: skip
def test_what_keeps_a_stream_alive_is_passed_over(data: bytes) -> None:
    def tell(body: Body) -> Iterator[Any]:
        yield "The keeper "
        yield {"bytes": data}
        yield "slept."

    with serving(OpenAiServer(tell)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "")
        engine.connect()
        assert ask(engine, STORY).text == "The keeper slept."
        assert len(server.asked) == 1


def test_a_content_in_parts_is_read() -> None:
    def piece(**part: Any) -> Body:
        return {"choices": [{"index": 0, "delta": {"content": [part]}}]}

    last = answered(
        piece(type="thinking", thinking=[{"type": "text", "text": "Hm."}]),
        piece(type="image", text="x"),
        piece(type="text", text="soon "),
    )
    assert (last.text, last.thinking) == ("The keeper soon slept.", "Hm.")
