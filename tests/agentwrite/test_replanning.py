# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A wish in words becomes a plan whose items are known again and whose targets add up."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.agentwrite.replanning import (
    ChangeRequest,
    change_plan,
    change_prompt,
    read_answer,
    wished_total,
)
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import (
    Cancelled,
    EngineProblem,
    InputProblem,
    PlanParseError,
)
from longwriter_desktop.domain.events import PlanGrew, PlanReady
from longwriter_desktop.domain.outline import Outline, new_chapter, new_section, update_item
from longwriter_desktop.domain.plan_format import parse_plan, render_plan
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.tiny_gguf import write_tiny_model
from tests.support.scripted import ScriptedEngine, answering

FIRES = new_section("Fires", "beacons on headlands", 400, 2)
TOWERS = new_section("Towers", "stone and lime", 300, 2)
LIFE = new_section("A life", "the daily round", 300, 2)
OLD = Outline((new_chapter("Origins"), FIRES, TOWERS, new_chapter("Keepers"), LIFE))
COSTS = "New - Heading: Costs - Main Point: who paid for the oil - Word Count: 300 words\n"
ANSWER = (
    "Chapter 1 - Keep\nParagraph 1 - Keep\nParagraph 2 - Word Count: 200 words\n"
    f"Chapter 2 - Heading: Those who stayed\n{COSTS}Paragraph 3 - Keep\n"
)


def wish(words: str = "shorten the middle, add costs", total: int = 1_000) -> ChangeRequest:
    return ChangeRequest("Write about lamps.", OLD, words, total)


def plan_of(engine: ScriptedEngine, request: ChangeRequest | None = None) -> Outline:
    events = list(change_plan(engine, request or wish()))
    assert isinstance(events[-1], PlanReady)
    return events[-1].plan.outline


def test_items_that_stay_keep_their_ids_and_new_ones_get_fresh_ones() -> None:
    made = plan_of(ScriptedEngine([answering(ANSWER)]))
    assert [item.heading for item in made] == [
        "Origins", "Fires", "Towers", "Those who stayed", "Costs", "A life",
    ]  # fmt: skip
    assert [item.id for item in made][:3] == [item.id for item in OLD][:3]
    assert made.items[4].id not in {item.id for item in OLD}
    assert [item.level for item in made] == [1, 2, 2, 1, 2, 2]


def test_the_total_stays_and_what_was_wished_keeps_its_target() -> None:
    made = plan_of(ScriptedEngine([answering(ANSWER)]))
    assert made.total_words == 1_000
    assert [s.target_words for s in made.sections][1:3] == [200, 300]


def test_a_locked_target_stays() -> None:
    locked = update_item(OLD, FIRES.id, locked=True)
    request = ChangeRequest("Lamps.", locked, "add costs", 1_000)
    made = plan_of(ScriptedEngine([answering(ANSWER)]), request)
    assert made.get(FIRES.id).target_words == 400
    assert made.get(FIRES.id).locked
    assert made.total_words == 1_000


def test_what_is_written_keeps_its_target_where_another_section_can_make_up_for_it() -> None:
    request = replace(wish(total=1_100), written=frozenset({FIRES.id, LIFE.id}))
    made = plan_of(ScriptedEngine([answering("Paragraph 1 - Keep\nParagraph 2 - Keep\n"
                                             "Paragraph 3 - Keep\n")]), request)  # fmt: skip
    assert [s.target_words for s in made.sections] == [400, 400, 300]


def test_a_plan_that_adds_up_already_is_left_as_it_is() -> None:
    small = Outline((new_section("Fires", "beacons", 60), new_section("Towers", "stone", 90)))
    request = ChangeRequest("Lamps.", small, "turn them round", 150)
    answer = "Paragraph 2 - Keep\nParagraph 1 - Keep\n"
    made = plan_of(ScriptedEngine([answering(answer)]), request)
    assert [s.target_words for s in made.sections] == [90, 60]


def test_a_wish_that_names_the_length_changes_the_total() -> None:
    request = wish("cut the whole document to 800 words")
    assert plan_of(ScriptedEngine([answering(ANSWER)]), request).total_words == 800


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("make the middle shorter, add a section on costs", 1_000),
        ("add a section of 300 words on costs", 1_000),
        ("in the whole document add a section of 300 words", 1_000),
        ("make it 2,500 words", 2_500),
        ("3000 words in all, please", 3_000),
        ("the whole document should have about 1.500 words", 1_500),
        ("make the whole thing twice as long", 2_000),
        ("halve the document", 500),
        ("全文改为3000字", 3_000),
        ("make the whole document 3 words", 1_000),
    ],
)
def test_only_a_length_for_the_whole_counts_as_one(words: str, total: int) -> None:
    assert wished_total(words, 1_000) == total


def test_a_section_that_moves_under_another_chapter_takes_its_level() -> None:
    flat = Outline((new_section("Preface", "why", 300), *OLD.items))
    answer = "Chapter 1 - Keep\nParagraph 1 - Keep\nParagraph 2 - Keep\n"
    made = read_answer(answer, flat)
    assert [(item.heading, item.level) for item in made] == [
        ("Origins", 1), ("Preface", 2), ("Fires", 2),
    ]  # fmt: skip


def test_a_number_that_comes_twice_is_one_section() -> None:
    made = read_answer("Paragraph 1 - Keep\nParagraph 1 - Keep\nParagraph 2 - Keep\n", OLD)
    assert [item.heading for item in made] == ["Fires", "Towers"]


def test_what_a_cut_answer_did_not_reach_stays() -> None:
    made = read_answer("Chapter 1 - Keep\nParagraph 1 - Keep\nParag", OLD, is_whole=False)
    assert made == OLD


def test_the_answer_streams() -> None:
    events = change_plan(ScriptedEngine([answering(ANSWER)]), wish())
    assert "".join(e.text for e in events if isinstance(e, PlanGrew)) == ANSWER


def test_a_cancelled_answer_changes_nothing() -> None:
    with pytest.raises(Cancelled):
        plan_of(ScriptedEngine([answering(ANSWER[:40], StopReason.CANCELLED)]))


def test_an_answer_without_sections_is_asked_for_again() -> None:
    engine = ScriptedEngine([answering("Chapter 1 - Keep\n"), answering(ANSWER)])
    assert len(plan_of(engine).sections) == 4
    assert engine.requests[0].seed != engine.requests[1].seed


def test_a_model_that_never_answers_in_form_ends_in_a_sentence() -> None:
    with pytest.raises(PlanParseError, match="plan_not_made"):
        plan_of(ScriptedEngine([answering("No.\n")] * 3))


def test_a_small_context_is_shown_the_headings_only() -> None:
    many = Outline(tuple(new_section(f"Part {n}", "a point of ten words " * 4, 300)
                         for n in range(30)))  # fmt: skip
    request = ChangeRequest("Lamps.", many, "shorter", 9_000)
    engine = ScriptedEngine([answering("Paragraph 1 - Keep\n")], context_tokens=1_500)
    plan_of(engine, request)
    assert "a point of" not in engine.requests[0].messages[0].content
    assert "Part 29" in engine.requests[0].messages[0].content
    with pytest.raises(EngineProblem, match="context_too_small"):
        plan_of(ScriptedEngine([], context_tokens=300), request)


def test_an_empty_wish_and_a_missing_plan_are_refused() -> None:
    with pytest.raises(InputProblem, match="empty_wish"):
        plan_of(ScriptedEngine([]), wish(" "))
    with pytest.raises(InputProblem, match="no_plan_to_change"):
        plan_of(ScriptedEngine([]), ChangeRequest("Lamps.", Outline(), "shorter", 1_000))


def test_the_prompt_holds_instruction_plan_and_wish() -> None:
    prompt = change_prompt(wish(), 1_000)
    assert "Instruction: Write about lamps." in prompt
    assert "Paragraph 3 - Heading: A life - Main Point: the daily round" in prompt
    assert "shorten the middle, add costs" in prompt


@pytest.fixture(scope="module", params=["starter", "random weights"])
def model(
    request: pytest.FixtureRequest, starter_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WorkerEngine]:
    """The model that comes with the program, and one that knows nothing at all."""
    path = starter_path
    if request.param != "starter":
        path = write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.gguf")
    with closing(WorkerEngine()) as engine:
        list(engine.load(path))
        yield engine


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_model_gives_a_valid_plan_of_the_length_asked(model: WorkerEngine, seed: int) -> None:
    request = ChangeRequest("Write about lamps.", OLD, "make the middle shorter", 1_000, seed=seed)
    events = list(change_plan(model, request))
    assert isinstance(events[-1], PlanReady)
    outline = events[-1].plan.outline
    assert outline.total_words == 1_000
    assert len({item.id for item in outline}) == len(outline)
    assert parse_plan(render_plan(outline)).outline.total_words == 1_000
