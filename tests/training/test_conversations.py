# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Samples hold the app's own prompts, and answers that the app can use."""

import re
from dataclasses import replace
from functools import partial

import pytest
from tokenizers import Tokenizer

from longwriter_desktop.agentwrite import prompts
from longwriter_desktop.agentwrite.grammar import sections_grammar
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.plan_format import parse_plan
from longwriter_desktop.domain.ports import Message
from longwriter_training import sft_data
from longwriter_training.config import SftDataConfig
from longwriter_training.conversations import Builder
from longwriter_training.drawing import whole_turns
from longwriter_training.plan_samples import plan_sample
from longwriter_training.salience import Salience, chapter_heading, plain_heading, plain_point
from longwriter_training.special import ASSISTANT_ID, BEGIN_ID, END_ID, USER_ID

CONFIG = SftDataConfig(
    context=2048, min_words=30, max_words=300, conversations=12, plans=4, held_out=4
)


@pytest.fixture(scope="module")
def salience(shelf):
    return Salience(c.text for book in shelf for c in book.chapters)


@pytest.fixture
def builder(shelf, salience):
    return Builder(shelf, salience, CONFIG, seed=1)


@pytest.fixture(scope="module")
def tokenizer(tokenizer_path):
    return Tokenizer.from_file(str(tokenizer_path))


def test_the_first_turn_is_the_opening_and_later_ones_the_step_alone(builder):
    passage = builder.passage(sections=3)
    outline = passage.task.outline
    talk = builder.conversation(passage, detail=prompts.PlanDetail.FULL)
    first, second = outline.sections[:2]
    assert talk[0] == Message("user", prompts.opening_turn(passage.task, first.id))
    assert talk[1] == Message("assistant", passage.texts[first.id])
    assert talk[2] == Message("user", prompts.step_turn(outline, second.id))


def test_a_conversation_can_begin_at_a_later_section(builder):
    passage = builder.passage(sections=3)
    talk = builder.conversation(passage, first=1, detail=prompts.PlanDetail.FULL)
    second = passage.task.outline.sections[1]
    assert talk[0].content == prompts.opening_turn(passage.task, second.id)
    assert len(talk) == 2 * (len(passage.task.outline.sections) - 1)


def test_sections_are_as_long_as_their_target_says(builder):
    for _ in range(20):
        passage = builder.passage()
        for section in passage.task.outline.sections:
            words = count_words(passage.texts[section.id])
            assert abs(words - section.target_words) <= 0.16 * section.target_words


def test_a_probe_asks_for_exactly_the_wanted_length(builder):
    passage = builder.passage(base=70, sections=1)
    assert [s.target_words for s in passage.task.outline.sections] == [70]


def test_plans_are_what_the_grammar_of_the_app_allows(shelf, salience):
    """Read with the grammar's own character classes, turned into one regular expression."""
    rules = dict(
        line.split(" ::= ") for line in sections_grammar(1, 1, True).splitlines() if " ::= " in line
    )
    ends = r"\x00-\x1F\x7F-\x9F\u2028\u2029"
    assert rules["heading"] == rf"[^ {ends}:;,.#*_-] hchar{{2,58}}"
    assert rules["point"] == rf"[^ {ends}:#*_-] pchar{{12,170}}"
    heading = rf"[^ {ends}:;,.#*_-](?:[^{ends}:#*_-]|-[^ {ends}#*_-]){{2,58}}"
    point = rf"[^ {ends}:#*_-](?:[^{ends}#*_-]|-[^ {ends}#*_-]){{12,170}}"
    line = re.compile(
        rf"(?:Paragraph|Chapter) \d+ - Heading: {heading} - Main Point: {point}"
        r" - Word Count: \d+ words"
    )
    builder = Builder(shelf, salience, replace(CONFIG, max_words=1000), seed=2)
    for _ in range(10):
        answer = plan_sample(builder)[1].content
        lines = answer.splitlines()
        assert answer.endswith("\n")
        body = lines[1:] if lines[0].startswith("Title: ") else lines
        assert [text for text in body if not line.fullmatch(text)] == []


def test_a_planned_document_has_as_many_words_as_asked(shelf, salience):
    builder = Builder(shelf, salience, replace(CONFIG, max_words=1000), seed=3)
    asked = re.compile(r"Plan a document of (\d+) words")
    seen = 0
    while seen < 5:
        prompt, answer = plan_sample(builder)
        found = asked.match(prompt.content)
        if found:
            seen += 1
            assert parse_plan(answer.content).outline.total_words == int(found[1])


def test_loss_counts_on_answers_and_their_end_alone(tokenizer):
    talk = [Message("user", "one two"), Message("assistant", "the made")]
    tokens, loss = sft_data.encode(tokenizer, talk)
    user = tokenizer.encode("one two").ids
    answer = tokenizer.encode("the made").ids
    assert tokens == [BEGIN_ID, USER_ID, *user, END_ID, ASSISTANT_ID, *answer, END_ID]
    counted = [token for token, counts in zip(tokens, loss, strict=True) if counts]
    assert counted == [*answer, END_ID]


def test_turns_that_do_not_fit_are_left_out_whole(tokenizer):
    talk = [Message("user", "one"), Message("assistant", "two " * 30)] * 2
    whole = sft_data.encode(tokenizer, talk)[0]
    half = sft_data.encode(tokenizer, talk[:2])[0]
    room = partial(sft_data.fitted, tokenizer, context=len(whole) - 1)
    (tokens, _), kept = whole_turns(talk, room)
    assert (tokens, kept) == (half, talk[:2])
    assert whole_turns(talk, partial(sft_data.fitted, tokenizer, context=5)) is None


def test_the_same_seed_draws_the_same_samples(shelf, salience, tokenizer):
    def drawn():
        builder = Builder(shelf, salience, CONFIG, seed=4)
        return [sample for sample, _ in sft_data.draw(builder, tokenizer, CONFIG)]

    assert drawn() == drawn()


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("CHAPTER IV. THE SEA-CHEST", "The Sea-chest"),
        ("Chapter 12", ""),
        ("XII", ""),
        ("BOOK I. THE FOREST OF LA SAUDRAIE.", "The Forest of La Saudraie"),
    ],
)
def test_a_chapter_heading_loses_its_number(heading, kept):
    assert chapter_heading(heading) == kept


def test_signs_that_the_plan_format_keeps_for_itself_are_removed():
    assert plain_heading("Frankenstein; or, the Modern") == "Frankenstein"
    assert plain_point("He came--alone - and left *soon*") == "He came, alone, and left soon"
