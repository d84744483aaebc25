# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.agentwrite.planner import (
    PlanRequest,
    make_plan,
    section_range,
    title_from,
)
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import Cancelled, InputProblem, PlanParseError
from longwriter_desktop.domain.events import PlanGrew, PlanReady
from longwriter_desktop.domain.outline import ItemKind
from tests.support.scripted import ScriptedEngine, answering

PLAN = """Title: Of Lamps
Paragraph 1 - Heading: Oil - Main Point: how oil burned - Word Count: 300 words
Paragraph 2 - Heading: Gas - Main Point: how gas came - Word Count: 500 words
"""


def plan_of(engine: ScriptedEngine, words: int = 1000):
    events = list(make_plan(engine, PlanRequest("Write about lamps.", words)))
    assert isinstance(events[-1], PlanReady)
    return events[-1].plan


def test_the_targets_are_fitted_to_the_length_asked_for() -> None:
    plan = plan_of(ScriptedEngine([answering(PLAN)]))
    assert plan.title == "Of Lamps"
    assert [s.target_words for s in plan.outline.sections] == [380, 620]


def test_the_plan_streams_while_it_is_made() -> None:
    events = list(make_plan(ScriptedEngine([answering(PLAN)]), PlanRequest("Lamps.", 1000)))
    assert "".join(e.text for e in events if isinstance(e, PlanGrew)) == PLAN


def test_an_answer_that_is_no_plan_is_asked_for_again_with_another_seed() -> None:
    engine = ScriptedEngine([answering("I cannot do that."), answering(PLAN)])
    assert len(plan_of(engine).outline) == 2
    assert engine.requests[0].seed != engine.requests[1].seed


def test_a_model_that_never_plans_ends_in_a_sentence() -> None:
    engine = ScriptedEngine([answering("No.")] * 3)
    with pytest.raises(PlanParseError, match="plan_not_made"):
        plan_of(engine)


def test_a_section_that_was_cut_in_the_middle_is_left_out() -> None:
    cut = PLAN + "Paragraph 3 - Heading: Elec"
    plan = plan_of(ScriptedEngine([answering(cut, StopReason.LENGTH_LIMIT)]))
    assert [section.heading for section in plan.outline.sections] == ["Oil", "Gas"]
    only = answering("Paragraph 1 - Heading: Elec", StopReason.LENGTH_LIMIT)
    assert [s.heading for s in plan_of(ScriptedEngine([only])).outline.sections] == ["Elec"]


def test_sections_that_cannot_hold_the_length_are_asked_for_again() -> None:
    one = "Paragraph 1 - Heading: Oil - Main Point: how oil burned - Word Count: 300 words\n"
    cut = answering(one, StopReason.LENGTH_LIMIT)
    assert len(plan_of(ScriptedEngine([cut, answering(PLAN)]), 8_000).outline) == 2
    with pytest.raises(PlanParseError, match="plan_not_made"):
        plan_of(ScriptedEngine([cut] * 3), 8_000)


def test_a_cancelled_plan_is_no_plan() -> None:
    engine = ScriptedEngine([answering(PLAN[:60], StopReason.CANCELLED)])
    with pytest.raises(Cancelled):
        plan_of(engine)


def test_a_long_document_gets_chapters_with_sections_of_their_own() -> None:
    chapters = "Title: Of Lamps\n" + "".join(
        f"Chapter {n} - Heading: Part {n} - Main Point: about {n} - Word Count: 2000 words\n"
        for n in range(1, 5)
    )
    sections = "".join(
        f"Paragraph {n} - Heading: H{n} - Main Point: says {n} - Word Count: 500 words\n"
        for n in range(1, 6)
    )
    engine = ScriptedEngine([answering(chapters)] + [answering(sections)] * 4)
    outline = plan_of(engine, 12_000).outline
    kinds = [item.kind for item in outline]
    assert kinds == ([ItemKind.CHAPTER] + [ItemKind.SECTION] * 5) * 4
    assert {item.level for item in outline.sections} == {2}
    assert outline.total_words == 12_000


@pytest.mark.parametrize(("instruction", "words"), [("", 1000), ("Write.", 0), ("Write.", 10**6)])
def test_an_impossible_request_never_reaches_the_model(instruction: str, words: int) -> None:
    engine = ScriptedEngine([])
    with pytest.raises(InputProblem):
        list(make_plan(engine, PlanRequest(instruction, words)))
    assert engine.requests == []


@pytest.mark.parametrize("words", [50, 200, 999, 1000, 2000, 5000, 8000])
def test_the_number_of_sections_leaves_each_200_to_1000_words(words: int) -> None:
    fewest, usual, most = section_range(words)
    assert 1 <= fewest <= usual <= most
    assert words / fewest <= 1000 or fewest == 1
    assert words / most >= 200 or most == 1


def test_a_title_is_made_from_the_instruction_where_the_model_gives_none() -> None:
    assert title_from("Tell of lamps.\nMore here.") == "Tell of lamps"
    assert title_from("one two three four five six seven eight nine ten eleven").endswith("…")


@pytest.mark.parametrize(
    ("instruction", "title"),
    [
        ("Write a 6,000-word report on the water supply of a town.", "The water supply of a town"),
        ("Write about lamps.", "Lamps"),
        ("Please write me a short, sad story about two ferrymen", "Two ferrymen"),
        ("Write a novel set on a ship", "Write a novel set on a ship"),
        ("Write a history of tea", "Write a history of tea"),
        ("写一篇三千字的关于小城供水的报告。", "小城供水"),
        ("写一个灯塔的故事", "写一个灯塔的故事"),
    ],
)
def test_a_working_title_is_what_the_instruction_asks_to_write_about(
    instruction: str, title: str
) -> None:
    assert title_from(instruction) == title
