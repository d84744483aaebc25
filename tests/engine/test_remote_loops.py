# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers whose models repeat themselves or come to no heading: the rest is asked for anew."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.milestones import Milestone
from longwriter_desktop.domain.ports import LengthGoal
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from longwriter_desktop.engine.remote_loops import TextLoops
from tests.engine.asking import STORY, answer, ask, events_of, shown
from tests.support.openai_server import Body, OpenAiServer, serving

QUICK = Patience(connect=5, silence=20, tries=3, first_pause=0.01, longest_pause=0.2)
BEGINNING = "The keeper climbed the stairs at dusk. He lit the lamp and sat down."
LOOP = " The sea was calm and the sea was grey that night."
OTHER = " A ship came by with its sails torn, and nobody on board answered his call."
Start = Callable[..., tuple[OpenAiServer, RemoteEngine]]
OWNERS = pytest.mark.parametrize("owner", ["", "vllm", "llamacpp"])


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a server that sends a text for each request, by words, the last one again and
    again; connect an engine to it."""
    with ExitStack() as stack:

        def begin(*texts: str, **fields: Any) -> tuple[OpenAiServer, RemoteEngine]:
            left = list(texts)

            def tell(body: Body) -> Iterator[str]:
                words = (left.pop(0) if len(left) > 1 else left[0]).split(" ")
                yield from (f"{' ' if at else ''}{word}" for at, word in enumerate(words))

            server = stack.enter_context(serving(OpenAiServer(tell, **fields)))
            engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
            engine.connect()
            return server, engine

        yield begin


@OWNERS
def test_a_repetition_is_taken_back_and_the_rest_asked_for_with_penalties(
    start: Start, owner: str
) -> None:
    server, engine = start(BEGINNING + LOOP * 2_000, OTHER, owner=owner)
    events = events_of(engine, STORY, tokens=9_000)
    last = answer(events)
    assert last.text == shown(events)
    assert (last.text.count("The sea was calm"), last.stop_reason) == (1, StopReason.FINISHED)
    assert last.text.endswith("answered his call.")
    assert last.stats.loops_cut == 1
    assert ["frequency_penalty" in body for body in server.asked] == [False, True]
    assert server.asked[1]["temperature"] > server.asked[0]["temperature"]
    assert server.went_away.wait(20)


def test_a_repetition_is_seen_within_forty_words() -> None:
    loops, text = TextLoops(), BEGINNING + LOOP * 20
    words = text.split(" ")
    found = [loops.feed(f"{word} ") for word in words]
    seen = next(number for number, at in enumerate(found) if at is not None)
    first = len(f"{BEGINNING}{LOOP}".split(" "))
    assert seen - first <= 40
    assert len(BEGINNING + LOOP) - 1 <= found[seen] <= len(BEGINNING + LOOP) + 1


@OWNERS
def test_a_model_that_cannot_stop_repeating_itself_is_stopped(start: Start, owner: str) -> None:
    server, engine = start(BEGINNING + LOOP * 2_000, LOOP * 2_000, owner=owner)
    events = events_of(engine, STORY, tokens=9_000, length=LengthGoal.around(2_000))
    last = answer(events)
    assert last.stop_reason is StopReason.LOOP_CUT
    assert last.text == shown(events)
    assert last.text.startswith(BEGINNING)
    assert last.text.count("The sea was calm") <= 2
    assert len(server.asked) == 4


def test_what_an_answer_is_to_go_on_with_is_not_to_come_again(start: Start) -> None:
    _server, engine = start(LOOP * 2_000)
    last = ask(engine, STORY, tokens=9_000, prefill=BEGINNING + LOOP)
    assert (last.text, last.stop_reason) == ("", StopReason.LOOP_CUT)


def test_a_line_that_comes_again_and_again_is_a_repetition() -> None:
    filler = iter(count())
    loops, found, text = TextLoops(), None, ""
    while found is None:
        for part in (
            "A lamp is lit at dusk today.\n",
            f"But {next(filler)} ships go by {text[:9]}\n",
        ):
            text += part
            found = found if found is not None else loops.feed(part)
    assert text[found:].startswith("A lamp is lit")
    assert text.count("A lamp is lit") == 3


@pytest.mark.parametrize("size", [1, 5, 1000])
def test_a_repetition_of_chinese_text_is_found_at_its_beginning(size: int) -> None:
    begun, again = "他点亮了灯塔上的灯火，看着海面！", "海面上没有船，只有风和浪的声音。"
    text = begun + again * 4
    loops = TextLoops()
    found = [loops.feed(text[at : at + size]) for at in range(0, len(text), size)]
    assert next(at for at in found if at is not None) == len(begun + again)


def test_a_text_that_says_new_things_is_no_repetition() -> None:
    loops = TextLoops()
    parts = [
        f"Ship {n} went {n * n} miles, then ship {n + 7} saw rock {n * 3}. " for n in range(99)
    ]
    assert [loops.feed(part) for part in parts[:8]] == [None] * 8


@pytest.mark.parametrize("drawn", ["-" * 80, "*" * 40 + "\n", "." * 60 + " 7\n", "\n" * 4])
def test_a_drawn_line_is_no_repetition(drawn: str) -> None:
    loops = TextLoops()
    assert [loops.feed(part) for part in (BEGINNING, drawn, f"{OTHER}\n", drawn, LOOP)] == [
        None
    ] * 5


def test_text_of_which_repetition_is_wanted_is_left_alone(start: Start) -> None:
    server, engine = start(BEGINNING + LOOP * 5)
    assert ask(engine, STORY, tokens=900, loop_guard=False).text == BEGINNING + LOOP * 5


@OWNERS
def test_a_heading_that_does_not_come_is_put(start: Start, owner: str) -> None:
    numbers = count()

    class Telling:
        def __call__(self, body: Body) -> Iterator[str]:
            for number in range(40):
                yield f"Ship {next(numbers)} came by lamp {number} at dusk. "

    server, engine = start("", owner=owner)
    server.tell = Telling()
    headings = (Milestone(50, 60, "## Towers"), Milestone(100, 110, "## Ships"))
    goal = LengthGoal.around(150)
    events = events_of(engine, STORY, tokens=2_000, length=goal, milestones=headings)
    last = answer(events)
    assert last.text == shown(events)
    lines = [line for line in last.text.splitlines() if line.startswith("## ")]
    assert lines == ["## Towers", "## Ships"]
    assert len(server.asked) == 3


def test_headings_that_the_model_writes_itself_cost_no_request(start: Start) -> None:
    part = " ".join(f"Ship {n} came by lamp {n} at dusk." for n in range(8))
    server, engine = start(f"{part}\n\n## Towers\n\n{BEGINNING} {OTHER}")
    headings = (Milestone(60, 80, "## Towers"),)
    last = ask(engine, STORY, tokens=2_000, length=LengthGoal(80, 70, 160), milestones=headings)
    assert (last.text.count("## Towers"), len(server.asked)) == (1, 1)
