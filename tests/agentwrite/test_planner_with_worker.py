# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A plan of any model is well formed and adds up: also of one that knows nothing at all."""

import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan, section_range
from longwriter_desktop.domain.events import PlanReady
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.plan_format import parse_plan, render_plan
from longwriter_desktop.domain.targets import SECTION_HIGH
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.tiny_gguf import Shape, write_tiny_model

SMALL = Shape(layers=1, width=32, heads=1, feed_forward=32)


def started(path: Path) -> Iterator[WorkerEngine]:
    with closing(WorkerEngine()) as engine:
        engine.load_now(path)
        yield engine


@pytest.fixture(scope="module")
def of_words(
    tmp_path_factory: pytest.TempPathFactory, starter_path: Path
) -> Iterator[WorkerEngine]:
    """Random weights over the vocabulary of a model that writes."""
    path = tmp_path_factory.mktemp("models") / "words.gguf"
    yield from started(write_tiny_model(path, SMALL, vocabulary=starter_path))


@pytest.fixture(scope="module")
def of_bytes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerEngine]:
    """Random weights, and a token a byte: its answers are cut long before their end."""
    path = tmp_path_factory.mktemp("models") / "bytes.gguf"
    yield from started(write_tiny_model(path, SMALL))


def plan_of(engine: WorkerEngine, words: int, seed: int) -> Outline:
    """A plan that has its length, and is the same when it is read again."""
    events = list(make_plan(engine, PlanRequest("Write about lamps.", words, seed=seed)))
    assert isinstance(events[-1], PlanReady)
    plan = events[-1].plan
    outline = plan.outline
    assert outline.total_words == words
    assert len({item.id for item in outline}) == len(outline)
    headings = [plan.title, *(item.heading for item in outline)]
    assert all(heading.strip() for heading in headings)
    assert "Cc" not in {unicodedata.category(letter) for letter in "".join(headings)}
    again = parse_plan(render_plan(outline)).outline
    assert [(item.kind, item.heading, item.target_words) for item in again] == [
        (item.kind, item.heading, item.target_words) for item in outline
    ]
    return outline


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_model_makes_a_plan_of_as_many_sections_as_the_length_needs(
    of_words: WorkerEngine, seed: int
) -> None:
    outline = plan_of(of_words, 2_400, seed)
    fewest, _, most = section_range(2_400)
    assert fewest <= len(outline.sections) == len(outline) <= most
    assert all(section.target_words <= SECTION_HIGH for section in outline.sections)


def test_every_model_makes_chapters_with_sections_of_their_own(of_words: WorkerEngine) -> None:
    outline = plan_of(of_words, 8_400, 1)
    chapters = [number for number, item in enumerate(outline) if not item.is_section]
    assert len(chapters) >= 2
    assert chapters[0] == 0
    assert all(outline.items[number + 1].is_section for number in chapters)
    assert {section.level for section in outline.sections} == {2}
    assert all(section.target_words <= SECTION_HIGH for section in outline.sections)


@pytest.mark.parametrize("words", [60, 2_400, 8_400])
def test_answers_that_are_cut_make_a_plan_of_what_came(of_bytes: WorkerEngine, words: int) -> None:
    plan_of(of_bytes, words, 1)
