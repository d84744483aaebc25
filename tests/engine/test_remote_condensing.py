# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A server's text that comes to its end too late is condensed; one without an end is closed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.ports import (
    TOO_LONG,
    EngineEvent,
    Generated,
    GenerateRequest,
    LengthGoal,
    TextDelta,
    TextRewound,
)
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from longwriter_desktop.engine.remote_text import condense_prompt
from tests.engine.asking import STORY, answer, events_of, shown, turns
from tests.support.openai_server import Body, Fault, OpenAiServer, saying, serving

QUICK = Patience(connect=5, silence=20, tries=2, first_pause=0.01, longest_pause=0.2)
GOAL = LengthGoal.around(60)
Start = Callable[..., tuple[OpenAiServer, RemoteEngine]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server and connect an engine to it."""
    with ExitStack() as stack:

        def begin(tell: Any, **fields: Any) -> tuple[OpenAiServer, RemoteEngine]:
            server = stack.enter_context(serving(OpenAiServer(tell, **fields)))
            engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
            engine.connect()
            return server, engine

        yield begin


def sentences(words: int, what: str = "lamp") -> str:
    return " ".join(f"The keeper lit {what} {at}." for at in range(words // 5))


LONG, SHORT = sentences(100), sentences(60, "fire")


def written(engine: RemoteEngine, tokens: int = 300) -> list[EngineEvent]:
    """All events of a section that may be condensed."""
    return events_of(engine, STORY, tokens=tokens, length=GOAL, condenses=True)


def given_up(events: list[EngineEvent]) -> list[str]:
    """The texts that a reader saw whole and that were taken back for being too long."""
    seen, found = "", []
    for event in events:
        if isinstance(event, TextDelta):
            seen += event.text
        elif isinstance(event, TextRewound):
            found += [seen] if event.reason == TOO_LONG else []
            seen = seen[: event.keep]
    return found


def test_a_text_that_ends_far_behind_its_target_is_condensed(start: Start) -> None:
    server, engine = start(saying(LONG, SHORT))
    events = written(engine)
    assert answer(events).text == shown(events) == SHORT
    assert answer(events).stop_reason is StopReason.FINISHED
    assert given_up(events) == [LONG]
    roles = [turn["role"] for turn in server.asked[1]["messages"]]
    assert roles == ["user", "assistant", "user"]
    assert server.asked[1]["messages"][1]["content"] == LONG
    assert "in about 60 words" in server.asked[1]["messages"][2]["content"]


def test_an_end_of_its_own_not_far_behind_the_target_stands(start: Start) -> None:
    server, engine = start(saying(sentences(65)))
    assert answer(written(engine)).text == sentences(65)
    assert len(server.asked) == 1


def test_a_server_that_sends_all_at_once_is_asked_for_less_too(start: Start) -> None:
    texts = iter((LONG, SHORT))
    _server, engine = start(lambda body: iter([next(texts)]))
    events = written(engine)
    assert (answer(events).text, given_up(events)) == (SHORT, [LONG])


def test_a_text_without_an_end_is_closed_and_the_next_one_at_once(start: Start) -> None:
    server, engine = start(saying(sentences(50_000)))
    events = written(engine)
    assert shown(events) == answer(events).text
    assert GOAL.low <= count_words(answer(events).text) <= GOAL.high
    assert answer(events).text.endswith(".")
    assert answer(events).stop_reason is StopReason.FINISHED
    assert [count_words(text) // 10 for text in given_up(events)] == [12]  # twice its target
    assert server.went_away.wait(20)
    events = written(engine)
    assert given_up(events) == []
    assert count_words(answer(events).text) <= GOAL.high
    assert len(server.asked) == 2


def test_a_text_that_is_cut_off_by_the_limit_of_tokens_is_not_condensed(start: Start) -> None:
    def tell(body: Body) -> Iterator[Any]:
        yield LONG
        yield {"finish": "length"}

    server, engine = start(tell)
    events = written(engine)
    assert count_words(answer(events).text) <= GOAL.high
    assert given_up(events) == [LONG]
    assert len(server.asked) == 1
    assert server.asked[0]["max_tokens"] == 600  # room for an end behind the target


def test_a_condensed_text_that_is_too_long_itself_is_closed(start: Start) -> None:
    server, engine = start(saying(LONG, sentences(250, "fire")))
    events = written(engine)
    assert shown(events) == answer(events).text
    assert answer(events).text == sentences(65, "fire")[: len(answer(events).text)]
    assert GOAL.low <= count_words(answer(events).text) <= GOAL.high
    assert len(server.asked) == 2


def test_where_condensing_has_brought_nothing_it_is_not_tried_again(start: Start) -> None:
    texts = iter([LONG, "The keeper.", ""])
    server, engine = start(lambda body: iter([next(texts, LONG)]))
    events = written(engine)
    assert answer(events).text == shown(events) == sentences(60)
    assert given_up(events) == [LONG, "The keeper."]
    asked = len(server.asked)
    events = written(engine)
    assert (given_up(events), len(server.asked)) == ([], asked + 1)


def test_a_server_that_fails_to_condense_costs_nothing_of_the_text(start: Start) -> None:
    server, engine = start(saying(LONG))
    ok = Fault(cut_after=10**9)
    server.faults = [ok, Fault(500), Fault(500)]
    events = written(engine)
    assert shown(events) == answer(events).text
    assert GOAL.low <= count_words(answer(events).text) <= GOAL.high
    assert answer(events).stop_reason is StopReason.FINISHED
    assert given_up(events) == [LONG]


def test_condensing_that_is_stopped_leaves_the_text_closed_near_its_target(start: Start) -> None:
    go_on = threading.Event()
    texts = iter([LONG, "The fire was"])

    def tell(body: Body) -> Iterator[str]:
        text = next(texts)
        yield text
        if text != LONG:
            go_on.wait(20)

    _server, engine = start(tell)
    request = GenerateRequest(turns(STORY), 300, length=GOAL, condenses=True)
    events: list[EngineEvent] = []
    for event in engine.generate(request):
        events.append(event)
        if isinstance(event, TextRewound):
            engine.cancel()
    go_on.set()
    last = answer(events)
    assert last.stop_reason is StopReason.CANCELLED
    assert GOAL.low <= count_words(last.text) <= GOAL.high
    assert last.text.startswith("The keeper lit lamp 0.")


def test_a_text_that_the_writer_stops_late_stands_as_it_is(start: Start) -> None:
    go_on = threading.Event()

    def tell(body: Body) -> Iterator[str]:
        yield LONG
        go_on.wait(20)

    server, engine = start(tell)
    request = GenerateRequest(turns(STORY), 300, length=GOAL, condenses=True)
    last: EngineEvent | None = None
    for last in engine.generate(request):
        if isinstance(last, TextDelta):
            engine.cancel()
    go_on.set()
    assert isinstance(last, Generated)
    assert (last.text, last.stop_reason) == (LONG, StopReason.CANCELLED)
    assert len(server.asked) == 1


def test_where_the_context_has_no_room_to_condense_a_text_is_closed(start: Start) -> None:
    server, engine = start(saying(LONG), owner="vllm", model_fields={"max_model_len": 900})
    events = written(engine)
    assert count_words(answer(events).text) <= GOAL.high
    assert given_up(events) == []
    assert len(server.asked) == 1


def test_a_condensed_text_may_be_thought_about(start: Start) -> None:
    texts = iter([f"<think>One.</think>{LONG}", f"<think>Two.</think>{SHORT}"])
    _server, engine = start(lambda body: iter([next(texts)]))
    last = answer(written(engine))
    assert (last.text, last.thinking) == (SHORT, "One.\n\nTwo.")


def test_a_condensed_text_that_ends_too_short_is_gone_on_with(start: Start) -> None:
    server, engine = start(saying(LONG, sentences(30, "fire"), sentences(30, "wick")))
    events = written(engine)
    assert count_words(answer(events).text) == 60
    assert answer(events).text == shown(events)
    assert len(server.asked) == 3


def test_a_model_is_asked_for_less_in_the_language_of_the_text() -> None:
    assert "重写为大约500字" in condense_prompt("他点亮了灯塔上的灯火，看着海面。" * 60, 500)
