# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Plans from servers: by grammar, by schema, and by a second try where the form was missed."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan
from longwriter_desktop.agentwrite.replanning import ChangeRequest, change_plan
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.events import PlanGrew, PlanReady
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.ports import TextEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.engine.remote_line import Patience
from tests.support.openai_server import Body, Fault, OpenAiServer, saying, serving, written_by

QUICK = Patience(connect=5, silence=20, tries=2, first_pause=0.01, longest_pause=0.2)
ASKED = PlanRequest("A guide to lighthouses", 1_000)
AS_JSON = json.dumps(
    {
        "title": "Lights",
        "lines": [
            {"heading": "Fires", "main_point": "beacons on headlands", "words": 400},
            {"heading": "Towers", "main_point": "the first towers", "words": 600},
        ],
    }
)
AS_LINES = (
    "Here is a plan.\n\n**Title: Lights**\n\n"
    "1. Fires: beacons on headlands (400 words)\n2. Towers: the first towers (600 words)\n"
)
Start = Callable[..., tuple[OpenAiServer, RemoteEngine]]


@pytest.fixture
def start() -> Iterator[Start]:
    with ExitStack() as stack:

        def begin(tell: Any, **fields: Any) -> tuple[OpenAiServer, RemoteEngine]:
            server = stack.enter_context(serving(OpenAiServer(tell, **fields)))
            engine = RemoteEngine(Endpoint("e", "Here", server.url), lambda: "", QUICK)
            engine.connect()
            return server, engine

        yield begin


def planned(engine: TextEngine) -> tuple[Plan, str]:
    """The plan, and what a writer who watches sees of it."""
    events = list(make_plan(engine, ASKED))
    last = events[-1]
    assert isinstance(last, PlanReady)
    return last.plan, "".join(event.text for event in events if isinstance(event, PlanGrew))


def test_a_plan_is_asked_for_by_schema_and_shown_as_lines(start: Start) -> None:
    server, engine = start(saying(AS_JSON))
    plan, seen = planned(engine)
    assert [item.heading for item in plan.outline] == ["Fires", "Towers"]
    assert (plan.title, plan.outline.total_words) == ("Lights", 1_000)
    assert server.asked[0]["response_format"]["type"] == "json_schema"
    assert seen.startswith("Title: Lights\nParagraph 1 - Heading: Fires - Main Point: beacons")


def test_a_server_that_takes_no_schema_is_asked_once_without(start: Start) -> None:
    server, engine = start(saying(AS_LINES), lacks=("response_format",))
    plan, _seen = planned(engine)
    assert len(plan.outline) == 2
    assert ["response_format" in body for body in server.asked] == [True, False]
    planned(engine)
    assert "JSON" not in server.asked[-1]["messages"][-1]["content"]


def test_llama_server_is_held_to_the_grammar(start: Start, starter: WorkerEngine) -> None:
    server, engine = start(written_by(starter), owner="llamacpp")
    plan, seen = planned(engine)
    assert plan.outline.total_words == 1_000
    assert seen.startswith("Title: ")
    assert "root ::=" in server.asked[0]["grammar"]
    assert "response_format" not in server.asked[0]


def test_a_plan_that_cannot_be_read_is_shown_to_the_model_to_be_repaired(start: Start) -> None:
    server, engine = start(saying("I would begin with the fires.", AS_LINES))
    plan, _seen = planned(engine)
    assert len(plan.outline) == 2
    roles = [turn["role"] for turn in server.asked[1]["messages"]]
    assert roles == ["user", "assistant", "user"]
    assert server.asked[1]["messages"][1]["content"] == "I would begin with the fires."


@pytest.mark.parametrize(
    "answer",
    [f"<think>A {{plan}}? [1]</think>{AS_JSON}", f"A plan.</think>\n{AS_LINES}",
     f"Here you are:\n```json\n{AS_JSON}\n```"],
)  # fmt: skip
def test_a_plan_is_read_behind_a_thought_or_a_preface(start: Start, answer: str) -> None:
    server, engine = start(saying(answer))
    plan, _seen = planned(engine)
    assert [item.heading[:5] for item in plan.outline] == ["Fires", "Tower"]
    assert len(server.asked) == 1


def test_a_plan_that_is_cut_off_is_asked_for_again(start: Start) -> None:
    def tell(body: Body) -> Iterator[str]:
        yield AS_JSON[:120]
        yield AS_JSON[120:]

    server, engine = start(tell, faults=[Fault(cut_after=1)])
    plan, seen = planned(engine)
    assert [item.heading for item in plan.outline] == ["Fires", "Towers"]
    assert [len(body["messages"]) for body in server.asked] == [1, 1]
    assert seen.count("Towers") == 1


def test_json_that_is_no_plan_is_repaired(start: Start) -> None:
    server, engine = start(saying('{"sections": ["Fires"]}', AS_JSON))
    plan, _seen = planned(engine)
    assert (len(plan.outline), len(server.asked)) == (2, 2)
    assert server.asked[1]["messages"][1]["content"] == '{"sections": ["Fires"]}'


def test_a_plan_is_repaired_once_and_then_asked_for_anew(start: Start) -> None:
    server, engine = start(saying("No.", "Still no.", AS_LINES))
    planned(engine)
    assert [len(body["messages"]) for body in server.asked] == [1, 3, 1]


def test_a_changed_plan_in_bold_letters_and_a_list_is_read(start: Start) -> None:
    outline = Outline((new_section("Fires", "beacons", 400), new_section("Towers", "stone", 600)))
    answer = "- **Paragraph 2** - Keep\n- **Paragraph 1** - Heading: Flames - Main Point: beacons"
    _server, engine = start(saying(answer))
    change = ChangeRequest("A guide", outline, "Towers first", 1_000)
    last = list(change_plan(engine, change))[-1]
    assert isinstance(last, PlanReady)
    assert [item.heading for item in last.plan.outline] == ["Towers", "Flames"]
