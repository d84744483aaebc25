# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Pauses that a server wants, or needs: they are told while they last, and can be ended."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint, Pause
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Generated, GenerateRequest
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from longwriter_desktop.engine.remote_pauses import Pauses
from tests.engine.asking import STORY, ask, turns
from tests.support.openai_server import Fault, OpenAiServer, saying, serving

QUICK = Patience(connect=5, silence=20, tries=3, first_pause=0.01, longest_pause=60)
LONG = Fault(429, headers={"retry-after": "50"})
REQUEST = GenerateRequest(turns(STORY), 40)


class Heard:
    """What an engine tells of its pauses."""

    def __init__(self) -> None:
        self.all: list[Pause | None] = []
        self.next: queue.SimpleQueue[Pause | None] = queue.SimpleQueue()

    def __call__(self, pause: Pause | None) -> None:
        self.all.append(pause)
        self.next.put(pause)


Start = Callable[..., tuple[RemoteEngine, Heard]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server with faults, and an engine over it that is not connected yet."""
    with ExitStack() as stack:

        def begin(*faults: Fault, **fields: Any) -> tuple[RemoteEngine, Heard]:
            told = saying("The keeper lit the lamp.")
            server = stack.enter_context(serving(OpenAiServer(told, faults=list(faults), **fields)))
            heard = Heard()
            endpoint = Endpoint("e", "Here", server.url)
            return RemoteEngine(endpoint, lambda: "", QUICK, Pauses(heard)), heard

        yield begin


def test_a_pause_that_a_server_asks_for_is_told_and_its_end_too(start: Start) -> None:
    engine, heard = start(Fault(429, headers={"retry-after-ms": "80"}))
    engine.connect()
    assert ask(engine, STORY).text == "The keeper lit the lamp."
    first, last = heard.all
    assert first is not None
    assert (first.seconds, first.is_asked, last) == (0.08, True, None)


def test_a_pause_before_another_try_is_told_as_one_that_nobody_asked_for(start: Start) -> None:
    engine, heard = start(Fault(503))
    engine.connect()
    ask(engine, STORY)
    assert [pause and pause.is_asked for pause in heard.all] == [False, None]


def test_a_pause_behind_a_cut_is_told(start: Start) -> None:
    engine, heard = start(Fault(cut_after=2))
    engine.connect()
    ask(engine, STORY)
    assert [pause and pause.is_asked for pause in heard.all] == [False, None]


def test_an_answer_that_waits_is_stopped_at_once_and_the_end_of_its_pause_is_told(
    start: Start,
) -> None:
    engine, heard = start(LONG)
    engine.connect()
    ends: list[object] = []
    thread = threading.Thread(target=lambda: ends.append(ask(engine, STORY).stop_reason))
    thread.start()
    pause = heard.next.get(timeout=20)
    assert pause is not None
    assert pause.seconds == 50
    engine.cancel()
    thread.join(20)  # less than the pause
    assert ends == [StopReason.CANCELLED]
    assert heard.next.get(timeout=20) is None


def test_looking_for_a_server_that_wants_a_pause_is_stopped_at_once(start: Start) -> None:
    engine, heard = start(list_faults=[LONG])
    problems: list[str] = []

    def connect() -> None:
        try:
            engine.connect()
        except EngineProblem as problem:
            problems.append(problem.code)

    thread = threading.Thread(target=connect)
    thread.start()
    assert heard.next.get(timeout=20) is not None
    engine.cancel()
    thread.join(20)
    assert problems == ["load_cancelled"]


def test_one_of_several_answers_is_stopped_while_all_of_them_wait(start: Start) -> None:
    engine, heard = start(LONG, LONG, LONG)
    engine.connect()
    ended: list[tuple[int, StopReason]] = []
    order = [1, 0, 2]
    for number, event in engine.generate_together((REQUEST,) * 3):
        if isinstance(event, Generated):
            ended.append((number, event.stop_reason))
        elif sum(pause is not None for pause in heard.all) >= 3 and len(ended) < 3:
            engine.cancel(order[len(ended)])
    assert ended == [(number, StopReason.CANCELLED) for number in order]


def test_of_several_pauses_the_one_that_ends_first_is_told(start: Start) -> None:
    both = threading.Barrier(2)
    faults = [Fault(429, headers={"retry-after": seconds}, meets=both) for seconds in ("50", "40")]
    engine, heard = start(*faults)
    engine.connect()
    told: list[float] = []
    for _number, event in engine.generate_together((REQUEST,) * 2):
        told = [pause.seconds for pause in heard.all if pause is not None]
        if len(told) >= 2 and not isinstance(event, Generated):
            engine.cancel()
    assert told[1] == 40
    assert heard.all[-1] is None


class Limited:
    """Two engines over one server, which has asked the first of them for a long pause."""

    def __init__(self, server: OpenAiServer) -> None:
        self.server, self.heard = server, Heard()
        self.pauses = Pauses(self.heard)
        self.first, self.second = self.engine(), self.engine()
        self.ends: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.threads: list[threading.Thread] = []

    def engine(self) -> RemoteEngine:
        endpoint = Endpoint("e", "Here", self.server.url)
        engine = RemoteEngine(endpoint, lambda: "", QUICK, self.pauses)
        engine.connect()
        return engine

    def ask(self, engine: RemoteEngine) -> Pause:
        """Have a text written; returns the pause that this waits for."""
        self.run(lambda: self.ends.put(ask(engine, STORY).stop_reason))
        return self.paused()

    def run(self, work: Callable[[], object]) -> None:
        self.threads.append(threading.Thread(target=work))
        self.threads[-1].start()

    def paused(self) -> Pause:
        """The next pause that is told."""
        pause = None
        while pause is None:
            pause = self.heard.next.get(timeout=20)
        return pause

    def stop(self) -> None:
        for engine in (self.first, self.second):
            engine.cancel()
        for thread in self.threads:
            thread.join(20)


@pytest.fixture
def limited() -> Iterator[Limited]:
    told = saying("The keeper lit the lamp.")
    with serving(OpenAiServer(told)) as server:
        limited = Limited(server)
        server.faults = [LONG]
        limited.ask(limited.first)
        yield limited
        limited.stop()


def test_another_request_to_the_same_server_is_held_back_until_its_pause_is_over(
    limited: Limited,
) -> None:
    pause = limited.ask(limited.second)
    assert pause.is_asked
    assert pause.seconds <= 50
    assert len(limited.server.asked) == 1  # the one that was told to wait
    limited.stop()
    assert [limited.ends.get(timeout=20) for _ in "12"] == [StopReason.CANCELLED] * 2
    assert len(limited.server.asked) == 1


def test_what_is_asked_for_after_a_stop_waits_for_the_rest_of_the_pause(limited: Limited) -> None:
    limited.first.cancel()
    assert limited.ends.get(timeout=20) is StopReason.CANCELLED
    assert limited.ask(limited.first).is_asked
    assert len(limited.server.asked) == 1


def test_a_server_that_wants_a_pause_is_not_looked_for_either(limited: Limited) -> None:
    looked = len(limited.server.paths)
    problems: list[str] = []

    def connect() -> None:
        try:
            limited.second.connect()
        except EngineProblem as problem:
            problems.append(problem.code)

    limited.run(connect)
    limited.paused()
    assert len(limited.server.paths) == looked
    limited.stop()
    assert problems == ["load_cancelled"]


def test_another_server_is_asked_meanwhile(limited: Limited) -> None:
    with serving(OpenAiServer(saying("The keeper slept."))) as other:
        engine = RemoteEngine(Endpoint("o", "There", other.url), lambda: "", QUICK, limited.pauses)
        engine.connect()
        assert ask(engine, STORY).text == "The keeper slept."


def test_all_that_was_held_back_is_written_behind_a_pause_of_which_one_was_told() -> None:
    told = saying("The keeper lit the lamp.")
    with serving(OpenAiServer(told)) as server:
        limited = Limited(server)
        server.faults = [Fault(503, headers={"retry-after-ms": "400"})]
        limited.ask(limited.first)
        last = ask(limited.second, STORY)
        assert last.text == "The keeper lit the lamp."
        assert limited.ends.get(timeout=20) is StopReason.FINISHED
        limited.stop()
    assert len(server.asked) == 3  # the first one twice


def test_a_pause_that_another_request_was_asked_for_is_waited_for_behind_ones_own() -> None:
    """The first one is told to wait for a moment; meanwhile the second is told to wait long."""
    both = threading.Barrier(2)
    moment = Fault(429, headers={"retry-after-ms": "50"}, meets=both)
    with serving(OpenAiServer(saying("The keeper lit the lamp."))) as server:
        limited = Limited(server)
        server.faults = [moment, replace(LONG, meets=both)]
        limited.run(lambda: limited.ends.put(ask(limited.first, STORY).stop_reason))
        limited.run(lambda: limited.ends.put(ask(limited.second, STORY).stop_reason))
        told = [limited.paused() for _ in range(4)]  # two, the end of one, and its longer one
        limited.stop()
    assert len(server.asked) == 2
    assert all(pause.is_asked for pause in told)
