# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers that fail: what is tried again, what the writer is told, and what stays secret."""

import logging
import socket
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import EngineEvent, GenerateRequest, LengthGoal
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Line, Patience
from tests.engine.asking import STORY, answer, ask, events_of, shown, turns
from tests.support.openai_server import Body, Fault, OpenAiServer, saying, serving

QUICK = Patience(connect=5, silence=20, tries=3, first_pause=0.01, longest_pause=0.5)
KEY = "sk-planted-0123456789abcdef"
Start = Callable[..., tuple[OpenAiServer, RemoteEngine]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server that answers in a sentence, with faults, and connect an engine to it."""
    with ExitStack() as stack:

        def begin(*faults: Fault, tell: Any = None, **fields: Any) -> Any:
            told = tell or saying("The keeper lit the lamp.")
            server = stack.enter_context(serving(OpenAiServer(told, faults=list(faults), **fields)))
            engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: KEY, QUICK)
            engine.connect()
            return server, engine

        yield begin


def told(engine: RemoteEngine, **fields: Any) -> str:
    """The sentence for the problem that asking meets."""
    with pytest.raises(EngineProblem) as met:
        ask(engine, STORY, **fields)
    return sentence(met.value.code, met.value.params)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_a_failure_that_passes_is_tried_again(start: Start, status: int) -> None:
    server, engine = start(Fault(status), Fault(status))
    assert ask(engine, STORY).text == "The keeper lit the lamp."
    assert len(server.asked) == 3


def test_a_server_is_not_asked_for_ever(start: Start) -> None:
    server, engine = start(*[Fault(500, "out of memory")] * 9)
    assert "failed: out of memory" in told(engine)
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_failure_that_stays_is_not_tried_again(start: Start, status: int) -> None:
    server, engine = start(Fault(status), Fault(status))
    told(engine)
    assert len(server.asked) == 1


def test_a_limit_with_a_long_wait_is_told_with_its_time(start: Start) -> None:
    server, engine = start(Fault(429, headers={"retry-after": "90"}))
    assert "wait 90 seconds" in told(engine)
    assert len(server.asked) == 1


def test_a_date_to_come_back_at_is_a_wait(start: Start) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    server, engine = start(Fault(429, headers={"retry-after": later}))
    said = told(engine)
    assert "asks to wait 7,1" in said or "asks to wait 7,200" in said


def test_a_short_wait_is_kept(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(
        "longwriter_desktop.engine.remote_line.Line.wait", lambda self, s: waits.append(s)
    )
    _server, engine = start(Fault(429, headers={"retry-after-ms": "300"}), Fault(503))
    ask(engine, STORY)
    assert waits[0] == 0.3
    assert 0.0 < waits[1] < 0.1


def test_the_pauses_between_tries_double_up_to_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(Line, "wait", lambda self, seconds: waits.append(seconds))
    patience = Patience(tries=7, first_pause=1.0, longest_pause=6.0)
    told = saying("The keeper lit the lamp.")
    with serving(OpenAiServer(told, faults=[Fault(503)] * 6)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", patience)
        engine.connect()
        ask(engine, STORY)
    usual = [1.0, 2.0, 4.0, 6.0, 6.0, 6.0]  # a quarter more or less, by chance
    assert len(waits) == len(usual)
    assert all(0.75 <= wait / about <= 1.25 for wait, about in zip(waits, usual, strict=True))


def test_a_wait_without_an_end_is_taken_for_none(start: Start) -> None:
    server, engine = start(Fault(429, headers={"retry-after": "inf"}))
    ask(engine, STORY)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(401), "does not take this key"),
        (Fault(403, ""), "does not take this key"),
        (Fault(403, "Invalid API token."), "does not take this key"),
        (Fault(403, page="<h1>403 Forbidden</h1>"), "does not take this key"),
        (Fault(403, "Country, region, or territory not supported"), "territory not supported"),
        (Fault(404, "The model `x` does not exist"), 'no model "starter"'),
        (Fault(404, "Not Found"), "Check the address"),
        (Fault(400, "too long", code="context_length_exceeded"), "longer than the model"),
        (Fault(400, "the request exceeds the available context size"), "longer than the model"),
        (Fault(429, code="insufficient_quota"), "used up"),
        (Fault(402), "used up"),
        (Fault(400, "messages must alternate"), "messages must alternate"),
        (Fault(307, headers={"location": "http://elsewhere.example/v1"}), "elsewhere.example"),
    ],
)
def test_what_a_server_refuses_is_said_plainly(start: Start, fault: Fault, words: str) -> None:
    _server, engine = start(fault, fault, fault)
    assert words in told(engine)


def test_a_server_without_a_key_says_that_it_wants_one() -> None:
    with serving(OpenAiServer(saying("x"), key=KEY)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
        with pytest.raises(EngineProblem) as met:
            engine.connect()
    assert met.value.code == "endpoint_key_missing"
    assert "authorization" not in server.headers[0]


def test_a_server_that_does_not_run_is_said_to_be_out_of_reach() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    engine = RemoteEngine(Endpoint("e", "Here", address), lambda: "", QUICK)
    with pytest.raises(EngineProblem) as met:
        engine.connect()
    assert "127.0.0.1 cannot be reached" in sentence(met.value.code, met.value.params)


@pytest.mark.parametrize("address", ["", "nowhere", "http://", "ftp//x", "http://[::1"])
def test_what_is_no_address_is_said_to_be_none(address: str) -> None:
    engine = RemoteEngine(Endpoint("e", "Here", address), lambda: "", QUICK)
    with pytest.raises(EngineProblem) as met:
        engine.connect()
    assert met.value.code == "endpoint_no_address"


@pytest.mark.parametrize("page", ["<html>Welcome</html>", "{", "[]"])
def test_a_web_page_is_no_model_server(page: str) -> None:
    pages = [Fault(200, page=page), Fault(200, page=page)]
    with serving(OpenAiServer(saying("x"), list_faults=pages)) as server:
        engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
        with pytest.raises(EngineProblem) as met:
            engine.connect()
    assert met.value.code == "endpoint_address"


def test_an_answer_that_is_cut_off_is_gone_on_with(start: Start) -> None:
    pieces = iter(["The keeper lit the lamp at dusk every day", "and slept until the morning."])

    def tell(body: Body) -> Iterator[str]:
        yield from (f" {word}" for word in next(pieces).split())

    server, engine = start(Fault(cut_after=5), tell=tell)
    events = events_of(engine, STORY)
    assert answer(events).text == "The keeper lit the lamp and slept until the morning."
    assert shown(events) == answer(events).text
    assert len(server.asked) == 2


def test_an_answer_that_is_cut_off_again_and_again_ends_with_what_came(start: Start) -> None:
    _server, engine = start(*[Fault(cut_after=2)] * 9)
    events: list[EngineEvent] = []
    with pytest.raises(EngineProblem, match="endpoint_cut"):
        events.extend(engine.generate(GenerateRequest(turns(STORY), 100)))
    assert shown(events).startswith("The")


def test_what_came_before_a_cut_is_shown_although_the_server_fails_then(start: Start) -> None:
    text = "The keeper lit the great lamp at dusk and slept until the morning came."
    _server, engine = start(Fault(cut_after=9), *[Fault(503)] * 9, tell=saying(text))
    events: list[EngineEvent] = []

    def follow() -> None:
        for event in engine.generate(GenerateRequest(turns(STORY), 100)):
            events.append(event)

    with pytest.raises(EngineProblem, match="endpoint_failed"):
        follow()
    # The words came at once, sooner than text is sent on in pieces.
    assert shown(events) == "The keeper lit the great lamp at dusk and"


def test_a_text_that_fills_the_context_ends_there(start: Start) -> None:
    full = Fault(400, "maximum context length is 4096 tokens")
    server, engine = start(tell=saying("The keeper lit the lamp."))
    server.faults = [Fault(cut_after=99), full, full]
    last = ask(engine, STORY, tokens=900, length=LengthGoal.around(200))
    assert (last.text, last.stop_reason) == ("The keeper lit the lamp.", StopReason.CONTEXT_FULL)


def test_an_answer_that_the_server_withholds_is_a_problem(start: Start) -> None:
    def tell(body: Body) -> Iterator[Any]:
        yield "The keeper"
        yield {"finish": "content_filter"}

    _server, engine = start(tell=tell)
    assert "because of its rules" in told(engine)


def test_an_answer_that_outgrows_the_context_in_its_middle_ends_there(start: Start) -> None:
    def tell(body: Body) -> Iterator[Any]:
        yield "The keeper lit the lamp."
        yield {"raw": {"error": {"code": 500, "message": "Context size has been exceeded."}}}

    server, engine = start(tell=tell)
    last = ask(engine, STORY, tokens=900, length=LengthGoal.around(200))
    assert (last.text, last.stop_reason) == ("The keeper lit the lamp.", StopReason.CONTEXT_FULL)
    assert len(server.asked) == 1


def test_a_prompt_that_is_too_long_is_not_sent_again(start: Start) -> None:
    fault = Fault(500, "the request exceeds the available context size. try increasing it")
    server, engine = start(fault, fault, fault)
    assert "longer than the model" in told(engine)
    assert len(server.asked) == 2  # the second without a limit of the answer's tokens


def test_an_error_in_place_of_the_rest_is_got_over(start: Start) -> None:
    parts = iter([["The keeper lit", {"raw": {"error": "overloaded"}}], [" the lamp."]])

    def tell(body: Body) -> Iterator[Any]:
        yield from next(parts)

    _server, engine = start(tell=tell)
    assert ask(engine, STORY).text == "The keeper lit the lamp."


def test_an_error_that_comes_again_and_again_is_told_in_the_words_of_the_server(
    start: Start,
) -> None:
    def tell(body: Body) -> Iterator[Any]:
        yield "The keeper"
        yield {"raw": {"error": {"message": "the model has been unloaded"}}}

    server, engine = start(tell=tell)
    assert "failed: the model has been unloaded" in told(engine)
    assert len(server.asked) == 4


def test_pieces_without_what_the_interface_promises_are_read(start: Start) -> None:
    def tell(body: Body) -> Iterator[Any]:
        yield {"raw": {}}
        yield {"raw": {"choices": []}}
        yield {"raw": {"choices": [{"delta": None}], "usage": None}}
        yield {"raw": {"choices": [{}], "usage": {"prompt_tokens": 9}}}
        yield {"raw": {"choices": [{"delta": {"content": "The keeper."}}]}}
        yield {"raw": {"choices": None, "usage": {"completion_tokens": 3}}}

    _server, engine = start(tell=tell)
    assert ask(engine, STORY).text == "The keeper."


def test_a_server_that_does_not_stream_gives_the_whole_answer_at_once(start: Start) -> None:
    message = {"role": "assistant", "content": "The keeper.", "reasoning_content": "Hm."}
    usage = {"prompt_tokens": 9, "completion_tokens": 4}
    whole = {"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage}
    server, engine = start(Fault(200, content=whole))
    last = ask(engine, STORY)
    assert (last.text, last.thinking, last.stats.prompt_tokens) == ("The keeper.", "Hm.", 9)
    assert len(server.asked) == 1


def test_an_error_that_is_sent_as_a_success_is_an_error(start: Start) -> None:
    too_long = {"error": {"code": 400, "message": "the request exceeds the available context size"}}
    _server, engine = start(Fault(200, content=too_long))
    assert "longer than the model" in told(engine)


def test_counts_that_come_with_every_piece_are_not_added_up(start: Start) -> None:
    def tell(body: Body) -> Iterator[Any]:
        for number in range(1, 9):
            choices = [{"index": 0, "delta": {"content": " lamp"}, "finish_reason": None}]
            yield {"raw": {"choices": choices, "usage": {"completion_tokens": number}}}

    _server, engine = start(tell=tell)
    assert ask(engine, STORY).stats.generated_tokens == 8


def test_a_server_that_never_says_why_it_ended_has_ended(start: Start) -> None:
    def tell(body: Body) -> Iterator[Any]:
        yield "The keeper lit the lamp."
        yield {"finish": None}

    server, engine = start(tell=tell)
    assert ask(engine, STORY).text == "The keeper lit the lamp."
    assert len(server.asked) == 1


def test_a_server_that_sends_no_text_is_a_problem(start: Start) -> None:
    _server, engine = start(tell=saying(""))
    assert "sent no text" in told(engine)


def test_a_web_page_in_place_of_an_answer_is_said_to_be_none(start: Start) -> None:
    server, engine = start(Fault(200, page="<html>Welcome</html>"))
    assert "Check the address" in told(engine)
    assert len(server.asked) == 1


def test_a_wait_that_a_server_asks_for_ends_when_the_writer_stops(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    _server, engine = start(Fault(429, headers={"retry-after": "0.4"}))
    waits: list[float] = []
    wait = Line.wait

    def stopped_within(line: Line, seconds: float) -> None:
        waits.append(seconds)
        engine.cancel()
        wait(line, 3_600)

    monkeypatch.setattr(Line, "wait", stopped_within)
    assert (ask(engine, STORY).stop_reason, waits) == (StopReason.CANCELLED, [0.4])


def test_the_prompt_may_fit_where_room_for_the_whole_answer_does_not(start: Start) -> None:
    server, engine = start(Fault(400, "maximum context length is 4096 tokens; max_tokens is 4000"))
    assert ask(engine, STORY).text == "The keeper lit the lamp."
    assert ["max_tokens" in body for body in server.asked] == [True, False]


def test_a_key_is_sent_and_is_in_no_text_that_anybody_reads(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server, engine = start(
        Fault(500, f"bad key {KEY}"), Fault(400, f"Bearer {KEY} is odd"), key=KEY
    )
    with pytest.raises(EngineProblem) as met:
        ask(engine, STORY)
    seen = [
        repr(engine), repr(engine.info), repr(engine.endpoint), str(met.value),
        "".join(traceback.format_exception(met.value)), caplog.text,
        sentence(met.value.code, met.value.params),
    ]  # fmt: skip
    assert server.headers[-1]["authorization"] == f"Bearer {KEY}"
    assert [text for text in seen if KEY in text] == []


def test_a_server_learns_nothing_of_this_machine_or_of_other_servers(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-another")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-another")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-another")
    server, engine = start()
    ask(engine, STORY)
    names = {name for headers in server.headers for name in headers}
    assert [name for name in names if name.startswith(("x-stainless", "openai-"))] == []
    assert "another" not in str(server.headers)


def test_nothing_is_tried_before_the_writer_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    engine = RemoteEngine(Endpoint("e", "Here", "https://models.example/v1"), lambda: "", QUICK)
    engine.cancel()
    with pytest.raises(EngineProblem, match="no_model"):
        _ = engine.info
