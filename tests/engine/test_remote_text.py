# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Joining, estimating and reading what comes from a server."""

import json

import pytest

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.ports import PlanForm
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.remote_plan import PlanFromJson, schema_of
from longwriter_desktop.engine.remote_text import (
    Seam,
    Thoughts,
    estimate_tokens,
    go_on_prompt,
    without_repeat,
)

FORM = PlanForm("Paragraph", 2, 4, with_title=True)
PLAN = {
    "title": 'Of "lamps"',
    "lines": [
        {"heading": "Fires", "main_point": "beacons [on] {headlands}", "words": 400},
        {"heading": "Towers", "main_point": "the first", "words": 300},
    ],
}
LINES = (
    'Title: Of "lamps"\n'
    "Paragraph 1 - Heading: Fires - Main Point: beacons [on] {headlands} - Word Count: 400 words\n"
    "Paragraph 2 - Heading: Towers - Main Point: the first - Word Count: 300 words\n"
)


@pytest.mark.parametrize(
    ("before", "new", "joined"),
    [
        ("He lit the lamp.", "He lit the lamp. Then he slept.", "Then he slept."),
        ("He lit the lamp", "\u2026 lit the lamp and slept.", "and slept."),
        ("He lit the lamp.", "The sea was calm.", "The sea was calm."),
        ("He lit it.", "it.", "it."),
    ],
)
def test_a_repeated_end_is_left_out(before: str, new: str, joined: str) -> None:
    assert without_repeat(before, new) == joined


@pytest.mark.parametrize(
    ("before", "new", "whole"),
    [
        ("He slept.", "She woke.", "He slept.\n\nShe woke."),
        ("He slept and", "dreamt.", "He slept and dreamt."),
        ("He slept", ", and dreamt.", "He slept, and dreamt."),
        ("He slept. ", "Then", "He slept. Then"),
        ("他睡着了，", "做了梦。", "他睡着了，做了梦。"),
        ("", "Once.", "Once."),
    ],
)
def test_what_goes_on_is_joined_as_a_writer_would(before: str, new: str, whole: str) -> None:
    seam = Seam(before)
    said = "".join(seam.feed(character) for character in new) + seam.rest()
    assert before + said == whole


def test_a_text_that_speaks_of_a_bracket_is_not_held_back() -> None:
    thoughts = Thoughts()
    parts = [thoughts.feed(part).text for part in ("<", "b>", " 1 <", " 2")]
    assert "".join(parts) + thoughts.rest().text == "<b> 1 < 2"


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_a_plan_comes_out_of_its_json_line_by_line(size: int) -> None:
    plan, text = PlanFromJson(FORM), json.dumps(PLAN)
    said = "".join(plan.feed(text[at : at + size]) for at in range(0, len(text), size))
    assert said + plan.rest() == LINES


def test_a_plan_in_a_fence_is_read_too() -> None:
    plan = PlanFromJson(FORM)
    assert plan.feed(f"```json\n{json.dumps(PLAN, indent=1)}\n```") == LINES


def test_line_breaks_in_the_strings_of_a_plan_are_read_as_spaces() -> None:
    plan = PlanFromJson(FORM)
    assert plan.feed(json.dumps(PLAN).replace('Of \\"', 'Of\n\\"')) == LINES


def test_a_title_with_a_wrong_escape_costs_the_title_alone() -> None:
    plan = PlanFromJson(FORM)
    said = plan.feed(json.dumps(PLAN).replace('Of \\"', 'Of \\q\\"'))
    assert said == LINES.partition("\n")[2]


def test_a_plan_that_is_no_json_passes_as_it_is() -> None:
    plan, parts = PlanFromJson(FORM), ("  ", "Title: Lamps", "\nParagraph 1 - {a}")
    assert "".join(plan.feed(part) for part in parts) + plan.rest() == "".join(parts)
    long = "Paragraph 1 - " + "Main Point: lamps " * 30
    plan = PlanFromJson(FORM)
    assert "".join(plan.feed(part) for part in (long[:50], long[50:], "!")) == f"{long}!"
    assert plan.rest() == ""


@pytest.mark.parametrize("preface", ["Here is the plan:\n\n", "Sure!\n```json\n", '{"plan": '])
def test_a_plan_may_be_introduced(preface: str) -> None:
    plan, text = PlanFromJson(FORM), preface + json.dumps(PLAN)
    assert "".join(plan.feed(part) for part in text) + plan.rest() == LINES


@pytest.mark.parametrize("text", ['{"sections": ["Fires"]}', '{"title": "Lamps", "lines": []}'])
def test_json_of_another_form_passes_as_it_is_to_be_repaired(text: str) -> None:
    plan = PlanFromJson(FORM)
    assert (plan.feed(text) + plan.rest()).endswith(text)


def test_the_schema_asks_for_as_many_lines_as_the_plan_has() -> None:
    schema = schema_of(FORM)["json_schema"]["schema"]
    lines = schema["properties"]["lines"]
    assert (lines["minItems"], lines["maxItems"]) == (2, 4)
    assert schema["required"] == ["title", "lines"]


def test_a_schema_bounds_its_texts_only_where_the_server_keeps_to_that() -> None:
    assert "maxLength" not in json.dumps(schema_of(FORM))
    assert json.dumps(schema_of(FORM, is_bounded=True)).count("maxLength") == 3


def test_a_model_is_asked_in_the_language_of_the_text() -> None:
    assert "继续写" in go_on_prompt("他点亮了灯塔上的灯火，看着海面。", 100)
    assert "Write about 100 more words" in go_on_prompt("He lit the lamp.", 100)


def test_the_estimate_is_no_less_than_a_tokenizer_counts(starter: WorkerEngine) -> None:
    text = "The keeper climbed the stairs at dusk, lit the lamp, and watched the sea until dawn."
    counted = starter.count_tokens([text])[0]
    assert counted <= estimate_tokens(text) <= counted * 2


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        ("http://localhost:8080/v1", True), ("http://127.0.0.1/v1", True),
        ("http://127.0.0.2/v1", True), ("http://[::1]:80/v1", True),
        ("http://192.168.1.4:8080/v1", False), ("https://localhost.example/v1", False),
        ("https://api.openai.com/v1", False),
    ],
)  # fmt: skip
def test_only_loopback_is_this_machine(address: str, is_here: bool) -> None:
    assert Endpoint("e", "Here", address).is_on_this_machine is is_here
