# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A server of the OpenAI kind as an engine, asked through the real client."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    LengthGoal,
    PromptProgress,
    TextDelta,
)
from longwriter_desktop.domain.scoring import length_score
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from tests.engine.asking import STORY, answer, ask, events_of, shown, turns
from tests.support.openai_server import Body, OpenAiServer, saying, serving, written_by

QUICK = Patience(connect=5, silence=20, tries=3, first_pause=0.01, longest_pause=0.2)
Start = Callable[..., tuple[OpenAiServer, RemoteEngine]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server and connect an engine to it."""
    with ExitStack() as stack:

        def begin(tell: Any, key: str = "", **fields: Any) -> tuple[OpenAiServer, RemoteEngine]:
            server = stack.enter_context(serving(OpenAiServer(tell, key=key, **fields)))
            engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: key, QUICK)
            engine.connect()
            return server, engine

        yield begin


def test_the_text_comes_as_it_is_written(start: Start) -> None:
    _server, engine = start(saying("The keeper lit the lamp."))
    events = events_of(engine, STORY)
    assert answer(events).text == shown(events) == "The keeper lit the lamp."
    assert answer(events).stop_reason is StopReason.FINISHED
    assert isinstance(events[0], PromptProgress)


def test_the_server_counts_what_it_read(start: Start) -> None:
    _server, engine = start(saying("The keeper."))
    assert ask(engine, STORY).stats.prompt_tokens == 77


def test_a_stop_string_is_left_out_although_the_server_ignores_it(start: Start) -> None:
    _server, engine = start(saying("The keeper. END of it"))
    events = events_of(engine, STORY, stop=("END",))
    assert answer(events).text == shown(events) == "The keeper."


def test_an_answer_is_held_to_its_tokens_although_the_server_goes_on(start: Start) -> None:
    _server, engine = start(saying("word " * 500))
    last = ask(engine, STORY, tokens=20)
    assert last.stop_reason is StopReason.LENGTH_LIMIT
    assert count_words(last.text) <= 21


def test_white_space_behind_the_words_is_no_token(start: Start) -> None:
    words = [f"{word} " for word in sentences(50).split(" ")]
    _server, engine = start(lambda body: iter(words))
    assert ask(engine, STORY, tokens=80).stop_reason is StopReason.FINISHED


def test_a_server_says_how_long_its_context_is(start: Start) -> None:
    _server, engine = start(saying("x"), owner="vllm", model_fields={"max_model_len": 8192})
    assert engine.info.context_tokens == 8192


def test_the_context_of_llama_server_is_that_of_one_conversation(start: Start) -> None:
    _server, engine = start(saying("x"), owner="llamacpp", context=3072)
    assert engine.info.context_tokens == 3072


def test_no_more_tokens_are_asked_for_than_the_context_has_room_for(start: Start) -> None:
    server, engine = start(saying("x"), owner="vllm", model_fields={"max_model_len": 1_000})
    ask(engine, STORY, tokens=4_000)
    ask(engine, STORY, tokens=300)
    ask(engine, STORY * 30, tokens=4_000)  # it may have fewer tokens than it is taken for
    limits = [body["max_tokens"] for body in server.asked]
    assert 600 < limits[0] < 1_000
    assert limits[1:] == [300, 256]


def test_room_for_thinking_stays_within_the_context(start: Start) -> None:
    fields = {"max_model_len": 2_000}
    server, engine = start(saying("<think>Hm.</think> x"), owner="vllm", model_fields=fields)
    ask(engine, STORY, tokens=300)
    ask(engine, STORY, tokens=300)
    limits = [body["max_tokens"] for body in server.asked]
    assert limits[0] == 300
    assert 300 < limits[1] < 2_000


def test_where_nobody_says_how_long_the_context_is_all_tokens_are_asked_for(start: Start) -> None:
    server, engine = start(saying("x"))
    ask(engine, STORY, tokens=9_000)
    assert server.asked[0]["max_tokens"] == 9_000


def test_a_server_that_does_not_say_is_taken_to_hold_little(start: Start) -> None:
    _server, engine = start(saying("x"))
    assert engine.info.context_tokens == 4096


def ollama(running: dict[str, int]) -> dict[str, Callable[[], Body]]:
    """Ollama's own pages; "starter" is loaded, with the context that it has by default, by an
    empty prompt."""

    def load() -> Body:
        running["starter"] = 8_192
        return {"model": "starter", "response": "", "done": True}

    def rows() -> Body:
        return {"models": [{"model": name, "context_length": n} for name, n in running.items()]}

    return {"/api/ps": rows, "/api/generate": load}


@pytest.mark.parametrize("running", [{}, {"other": 512}, {"starter": 8_192}])
def test_ollama_is_asked_how_much_it_gave_the_model_that_it_loaded(
    start: Start, running: dict[str, int]
) -> None:
    is_loaded = "starter" in running
    server, engine = start(saying("x"), owner="library", pages=ollama(running))
    assert engine.info.context_tokens == 8_192
    assert ("/api/generate" in server.paths) is not is_loaded


def test_an_old_ollama_that_does_not_say_is_taken_to_hold_little(start: Start) -> None:
    _server, engine = start(saying("x"), owner="library")
    assert engine.info.context_tokens == 4_096


@pytest.mark.parametrize(("loaded", "context"), [({"loaded_context_length": 6_000}, 6_000),
                                                 ({}, 4_096)])  # fmt: skip
def test_the_context_of_lm_studio_is_the_one_that_a_model_is_loaded_with(
    start: Start, loaded: dict[str, int], context: int
) -> None:
    row = {"id": "starter", "max_context_length": 131_072, **loaded}
    pages = {"/api/v0/models": lambda: {"data": [{"id": "other"}, row]}}
    _server, engine = start(saying("x"), owner="organization_owner", pages=pages)
    assert engine.info.context_tokens == context


@pytest.mark.parametrize("owner", ["", "library", "organization_owner"])
def test_only_fields_of_the_common_interface_are_sent_to_servers_that_know_no_others(
    start: Start, owner: str
) -> None:
    server, engine = start(saying("The keeper."), owner=owner)
    ask(engine, STORY)
    assert set(server.asked[0]) == {
        "model", "messages", "stream", "stream_options", "max_tokens", "temperature", "top_p",
        "seed",
    }  # fmt: skip


def test_a_server_that_tells_tokens_is_asked_for_them_once(start: Start) -> None:
    server, engine = start(saying("x"), owner="llamacpp", count=len)
    server.paths.clear()
    assert engine.count_tokens(["abc", "abcd", "abc"]) == [3, 4, 3]
    assert engine.count_tokens(["abcd"]) == [4]
    assert server.paths == ["/tokenize"] * 2
    assert not engine.info.guesses_tokens


class Elsewhere(Endpoint):
    """A server that is taken for one on another machine."""

    @property
    def is_on_this_machine(self) -> bool:
        return False


def test_no_text_is_sent_to_another_machine_to_be_counted() -> None:
    with serving(OpenAiServer(saying("x"), owner="llamacpp", count=len)) as server:
        engine = RemoteEngine(Elsewhere("e", "There", server.url), str, QUICK)
        engine.connect()
        assert engine.count_tokens(["The keeper lit the lamp."]) == [7]
        assert engine.info.guesses_tokens
        assert "/tokenize" not in server.paths


def test_other_servers_are_not_asked_and_the_estimate_says_so(start: Start) -> None:
    server, engine = start(saying("x"))
    server.paths.clear()
    assert engine.count_tokens(["The keeper lit the lamp.", ""]) == [7, 0]
    assert engine.info.guesses_tokens
    assert server.paths == []


def test_an_address_without_its_version_is_found(start: Start) -> None:
    server, _engine = start(saying("The keeper."))
    bare = Endpoint("e", "Here", server.url.removesuffix("/v1"))
    engine = RemoteEngine(bare, lambda: "", QUICK)
    engine.connect()
    assert ask(engine, STORY).text == "The keeper."


def test_fields_that_a_server_refuses_are_not_sent_again(start: Start) -> None:
    server, engine = start(saying("The keeper."), lacks=("temperature", "max_tokens", "seed"))
    assert ask(engine, STORY).text == "The keeper."
    assert "max_completion_tokens" in server.asked[-1]
    first = len(server.asked)
    ask(engine, STORY)
    assert (first, len(server.asked)) == (4, 5)


@pytest.mark.parametrize("owner", ["", "vllm", "llamacpp"])
def test_an_answer_goes_on_behind_what_is_written(start: Start, owner: str) -> None:
    server, engine = start(saying(" the lamp."), owner=owner)
    last = ask(engine, STORY, prefill="The keeper lit")
    assert f"The keeper lit{last.text}" == "The keeper lit the lamp."
    roles = [turn["role"] for turn in server.asked[0]["messages"]]
    assert roles == ["user", "assistant"] + ["user"] * (owner == "")
    assert ("continue_final_message" in server.asked[0]) is (owner == "vllm")


def test_what_a_model_repeats_when_it_goes_on_is_left_out(start: Start) -> None:
    _server, engine = start(saying("the keeper lit the lamp and went to bed."))
    last = ask(engine, STORY, prefill="At dusk the keeper lit the lamp")
    assert last.text.strip() == "and went to bed."


def test_a_server_that_does_not_go_on_in_place_is_asked_to(start: Start) -> None:
    server, engine = start(saying("and the lamp."), owner="vllm", lacks=("continue_final_message",))
    assert ask(engine, STORY, prefill="The keeper").text.strip() == "and the lamp."
    assert server.asked[-1]["messages"][-1]["role"] == "user"


def test_an_answer_that_is_cancelled_ends_while_the_server_is_silent(start: Start) -> None:
    silent, go_on = threading.Event(), threading.Event()

    def tell(body: Body) -> Iterator[str]:
        yield "The keeper"
        silent.set()
        go_on.wait(20)
        yield " lit" * 100_000

    server, engine = start(tell)
    ended: list[Generated] = []

    def write() -> None:
        ended.append(ask(engine, STORY))

    thread = threading.Thread(target=write)
    thread.start()
    assert silent.wait(20)
    engine.cancel()
    thread.join(20)
    go_on.set()
    assert (ended[0].text, ended[0].stop_reason) == ("The keeper", StopReason.CANCELLED)
    assert server.went_away.wait(20)


def test_an_answer_that_is_cancelled_before_the_server_answers_is_empty(start: Start) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def tell(body: Body) -> Iterator[str]:
        asked.set()
        go_on.wait(20)
        yield "too late"

    _server, engine = start(tell)

    def cancel() -> None:
        asked.wait(20)
        engine.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    last = ask(engine, STORY)
    go_on.set()
    thread.join(20)
    assert (last.text, last.stop_reason) == ("", StopReason.CANCELLED)


def test_closing_the_events_early_lets_the_server_go(start: Start) -> None:
    def tell(body: Body) -> Iterator[str]:
        while True:
            yield "word " * 1000

    server, engine = start(tell)
    events = engine.generate(GenerateRequest(turns(STORY), 100_000))
    while not isinstance(next(events), TextDelta):
        pass
    events.close()  # type: ignore[attr-defined]
    assert server.went_away.wait(20)


def test_answers_run_side_by_side_and_one_can_be_stopped(start: Start) -> None:
    together = threading.Barrier(3)

    def tell(body: Body) -> Iterator[str]:
        together.wait(20)
        yield f"Take {body['seed']}."
        if body["seed"] == 1:
            while True:
                yield " more" * 10

    _server, engine = start(tell)
    requests = [GenerateRequest(turns(STORY), 10_000, seed=seed) for seed in range(3)]
    ends: dict[int, Generated] = {}
    for number, event in engine.generate_together(requests):
        if number == 1 and isinstance(event, TextDelta):
            engine.cancel(1)
        if isinstance(event, Generated):
            ends[number] = event
    assert [ends[n].stop_reason for n in range(3)] == [
        StopReason.FINISHED, StopReason.CANCELLED, StopReason.FINISHED,
    ]  # fmt: skip
    assert (ends[0].text, ends[2].text) == ("Take 0.", "Take 2.")


def test_no_more_answers_run_at_once_than_the_writer_allows(start: Start) -> None:
    server, _engine = start(saying("Take."))
    engine = RemoteEngine(Endpoint("e", "Here", server.url, takes_at_once=2), lambda: "", QUICK)
    engine.connect()
    requests = [GenerateRequest(turns(STORY), 100, seed=seed) for seed in range(6)]
    ends = [e for _n, e in engine.generate_together(requests) if isinstance(e, Generated)]
    assert (len(ends), server.most_running <= 2) == (6, True)


GOAL = LengthGoal.around(60)


def sentences(words: int, what: str = "lamp") -> str:
    return " ".join(f"The keeper lit {what} {at}." for at in range(words // 5))


def within(goal: LengthGoal, text: str) -> bool:
    return goal.low <= count_words(text) <= goal.high


def test_a_text_is_closed_at_a_sentence_behind_its_target(start: Start) -> None:
    server, engine = start(saying(sentences(50_000)))
    last = ask(engine, STORY, tokens=100_000, length=GOAL)
    assert within(GOAL, last.text)
    assert last.text.endswith(".")
    assert server.went_away.wait(20)


@pytest.mark.parametrize("owner", ["", "vllm", "llamacpp"])
def test_a_text_that_ends_too_short_is_gone_on_with(start: Start, owner: str) -> None:
    server, engine = start(saying(*(sentences(20, what) for what in ("a", "b", "c"))), owner=owner)
    events = events_of(engine, STORY, tokens=1000, length=GOAL)
    assert within(GOAL, answer(events).text)
    assert answer(events).text == shown(events)
    assert len(server.asked) == 3


def test_a_model_that_says_nothing_more_is_not_asked_for_ever(start: Start) -> None:
    server, engine = start(saying("One sentence.", ""))
    assert ask(engine, STORY, tokens=1000, length=GOAL).text == "One sentence."
    assert len(server.asked) == 2


@pytest.mark.parametrize("owner", ["", "llamacpp"])
def test_the_starter_behind_a_server_writes_as_long_as_it_is_asked(
    start: Start, starter: WorkerEngine, owner: str
) -> None:
    goals = [LengthGoal.around(words) for words in (80, 150, 250, 400)]
    _server, engine = start(written_by(starter), owner=owner)
    texts = [
        ask(engine, STORY, tokens=1600, length=goal, seed=seed) for seed, goal in enumerate(goals)
    ]
    scores = [
        length_score(goal.target, count_words(last.text))
        for goal, last in zip(goals, texts, strict=True)
    ]
    assert sum(scores) / len(scores) > 95
    assert min(scores) > 88


def test_events_reach_the_text_that_the_last_one_holds(start: Start, starter: WorkerEngine) -> None:
    goal = LengthGoal.around(120)
    _server, engine = start(written_by(starter), owner="llamacpp")
    events = events_of(engine, STORY, tokens=600, length=goal, prefill="The keeper woke.")
    assert shown(events) == answer(events).text
    assert within(goal, f"The keeper woke.{answer(events).text}")
