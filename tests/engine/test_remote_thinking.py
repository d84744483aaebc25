# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers whose models think first: it is handed on as thinking, and is no part of the text."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import EngineEvent, LengthGoal, Thinking
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from tests.engine.asking import STORY, answer, ask, events_of, shown
from tests.support.openai_server import Body, OpenAiServer, serving

QUICK = Patience(connect=5, silence=20, tries=3, first_pause=0.01, longest_pause=0.2)
Start = Callable[..., tuple[OpenAiServer, RemoteEngine]]
ANALYSIS = "<|channel|>analysis<|message|>"
FINAL = "<|end|><|start|>assistant<|channel|>final<|message|>"


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server that sends some deltas for each request, and connect an engine to it."""
    with ExitStack() as stack:

        def begin(*rounds: Any, **fields: Any) -> tuple[OpenAiServer, RemoteEngine]:
            left = list(rounds)

            def tell(body: Body) -> Iterator[Any]:
                yield from left.pop(0) if len(left) > 1 else left[0]

            server = stack.enter_context(serving(OpenAiServer(tell, **fields)))
            engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
            engine.connect()
            return server, engine

        yield begin


def thought(events: list[EngineEvent]) -> str:
    """What a reader who follows the events sees of the thinking."""
    return "".join(event.text for event in events if isinstance(event, Thinking))


def letters(text: str) -> list[str]:
    return list(text)


@pytest.mark.parametrize(
    "deltas",
    [
        ({"reasoning_content": "Hm. "}, {"reasoning_content": "Well."}, "The keeper."),
        ({"reasoning": "Hm. "}, {"reasoning": "Well."}, "The keeper."),
        ("<think>Hm. Well.", "</think>", "\n\nThe keeper."),
        ("<th", "ink>\nHm. We", "ll.</thi", "nk>The keeper."),
        letters("\n<think>\nHm. Well.\n</think>\n\nThe keeper."),
        letters("[THINK]Hm. Well.[/THINK]The keeper."),
        ("Hm. ", "Well.</th", "ink>\nThe keeper."),
        letters("Hm. Well.</think>The keeper."),
        letters(f"{ANALYSIS}Hm. Well.{FINAL}The keeper.<|return|>"),
        (f"{ANALYSIS}Hm. ", f"Well.{FINAL[:9]}", f"{FINAL[9:]}The kee", "per.<|re", "turn|>x"),
        (f"<|start|>assistant{ANALYSIS}Hm. Well.{FINAL}The keeper.",),
        letters("analysisHm. Well.assistantfinalThe keeper."),
    ],
)
def test_what_a_model_thinks_is_shown_apart_and_is_not_in_the_text(
    start: Start, deltas: Any
) -> None:
    _server, engine = start(deltas)
    events = events_of(engine, STORY)
    assert answer(events).text == shown(events) == "The keeper."
    assert answer(events).thinking == thought(events).strip() == "Hm. Well."


@pytest.mark.parametrize("size", [1, 2, 5, 1_000])
def test_what_is_thought_in_several_channels_is_no_text(start: Start, size: int) -> None:
    aside = FINAL.replace("final", "commentary")
    said = f"{ANALYSIS}Hm.{aside}Well.{FINAL}The keeper.<|end|><|start|>assistant"
    _server, engine = start([said[at : at + size] for at in range(0, len(said), size)])
    events = events_of(engine, STORY)
    assert answer(events).text == shown(events) == "The keeper."
    assert answer(events).thinking == thought(events) == "Hm.\n\nWell."


@pytest.mark.parametrize("size", [1, 3, 7, 1_000])
@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("<think>Hm.</think>\n\n<think>Well.</think>The keeper.", "The keeper."),
        ("Hm.</think>\n<think>Well.</think>The keeper.", "The keeper."),
        ("<think>Hm.</think>[THINK]Well.[/THINK]The keeper.", "The keeper."),
        ("<think>Hm.</think>The\n\n<think>Well.</think>\n\nkeeper.", "The keeper."),
        ("Hm.</think>The <think>Well.</think>keeper.", "The keeper."),
    ],
)
def test_what_is_thought_several_times_is_no_text(
    start: Start, said: str, text: str, size: int
) -> None:
    _server, engine = start([said[at : at + size] for at in range(0, len(said), size)])
    events = events_of(engine, STORY)
    assert " ".join(answer(events).text.split()) == text
    assert answer(events).text == shown(events)
    assert answer(events).thinking == thought(events).strip() == "Hm.\n\nWell."


def test_an_answer_in_its_channel_is_text_from_its_first_word(start: Start) -> None:
    _server, engine = start(letters("<|channel|>final<|message|>The keeper.<|return|>"))
    events = events_of(engine, STORY)
    assert (answer(events).text, thought(events)) == ("The keeper.", "")


@pytest.mark.parametrize("text", ["analysis of the lamp.", "The <|channel|> of it."])
def test_a_text_that_only_looks_like_a_channel_is_text(start: Start, text: str) -> None:
    _server, engine = start(letters(text))
    assert ask(engine, STORY).text == text


def test_a_thought_comes_as_it_is_thought(start: Start) -> None:
    _server, engine = start(("<think>Hm. ", "Well, ", "well.</think>", "The keeper."))
    parts = [event.text for event in events_of(engine, STORY) if isinstance(event, Thinking)]
    assert parts == ["Hm.", " Well,", " well."]


@pytest.mark.parametrize(("begin", "end"), [("<think>", "</think>"), (ANALYSIS, FINAL)])
def test_a_thought_is_not_counted_as_text(start: Start, begin: str, end: str) -> None:
    thoughts = letters(begin + "The lamp may be lit. " * 60 + end)
    text = [f"The keeper lit lamp {number}. " for number in range(40)]
    _server, engine = start([*thoughts, *text])
    goal = LengthGoal.around(50)
    last = ask(engine, STORY, tokens=200, length=goal)
    assert goal.low <= count_words(last.text) <= goal.high
    assert last.stats.generated_tokens < last.stats.thought_tokens


@pytest.mark.parametrize("shows", [True, False])
def test_a_thought_that_fills_the_answer_is_given_room_once_more(start: Start, shows: bool) -> None:
    endless = [*(["<think>Hm. ", "Well"] if shows else []), {"finish": "length"}]
    server, engine = start(endless, ["The keeper."])
    events = events_of(engine, STORY)
    assert (answer(events).text, thought(events)) == ("The keeper.", "Hm. Well" if shows else "")
    assert [body["max_tokens"] > 1_000 for body in server.asked] == [False, True]
    ask(engine, STORY)
    assert server.asked[-1]["max_tokens"] > 1_000


def test_a_thought_that_never_ends_is_no_text(start: Start) -> None:
    _server, engine = start(["<think>Hm. ", "Well."])
    with pytest.raises(EngineProblem, match="endpoint_empty"):
        ask(engine, STORY)


def test_a_text_that_is_gone_on_with_may_be_thought_about_again(start: Start) -> None:
    first = ["<think>One.</think>", "The keeper lit the lamp at dusk."]
    second = ["<think>Two.</think>", "He watched the sea until the dawn came."]
    _server, engine = start(first, second)
    events = events_of(engine, STORY, tokens=300, length=LengthGoal(15, 14, 30))
    assert answer(events).text.startswith("The keeper lit the lamp at dusk.\n\nHe watched")
    assert answer(events).text == shown(events)
    assert thought(events) == answer(events).thinking == "One.\n\nTwo."


@pytest.mark.parametrize("owner", ["vllm", "llamacpp"])
def test_a_template_that_leaves_the_choice_is_told_not_to_think(start: Start, owner: str) -> None:
    server, engine = start(["The keeper."], owner=owner)
    ask(engine, STORY)
    assert server.asked[0]["chat_template_kwargs"]["enable_thinking"] is False


def test_a_server_that_takes_no_names_for_its_template_is_asked_without(start: Start) -> None:
    server, engine = start(["The keeper."], owner="vllm", lacks=("chat_template_kwargs",))
    assert ask(engine, STORY).stop_reason is StopReason.FINISHED
    assert len(server.asked) == 2
