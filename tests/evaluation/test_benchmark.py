# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Benchmarks of long writing: the published scores, and texts by the real engine."""

import json

import pytest

from longwriter_desktop.domain.errors import EngineProblem, InputProblem
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.evaluation.benchmark import (
    Probe,
    answer,
    by_bucket,
    not_written,
    outcome,
    published_words,
    read_probes,
)
from longwriter_desktop.evaluation.judge import DIMENSIONS, judge, read_judgement
from tests.support.scripted import ScriptedEngine, answering, failing_after

GRADES = dict.fromkeys(DIMENSIONS, 4)


@pytest.fixture(scope="module")
def engine(starter_path):
    """The real engine with the starter model."""
    engine = WorkerEngine()
    engine.load_now(starter_path)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [("Don't stop at 12.", 4), ("你好 world，再见", 5), ("", 0), ("naïve", 0), ("a-b c_d", 2)],
)
def test_words_are_counted_as_the_published_evaluation_counts_them(text, words):
    assert published_words(text) == words


def test_probes_are_read_with_their_language():
    rows = [{"prompt": "Write.", "length": 100, "type": "x"}, {"prompt": "写一篇", "length": "200"}]
    probes = read_probes("\n".join(json.dumps(row) for row in rows) + "\n\n")
    assert [(one.words, one.language, one.kind) for one in probes] == [
        (100, "en", "x"), (200, "zh", "")
    ]  # fmt: skip


def test_a_prompt_may_hold_a_line_separator():
    row = {"prompt": "Write.\u2028Well.", "length": 100}
    assert read_probes(json.dumps(row, ensure_ascii=False))[0].prompt == row["prompt"]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"prompt": "a"}', '{"prompt": "a", "length": "b"}',
     '{"prompt": "a", "length": 0}', '{"prompt": "", "length": 9}', '{"prompt": 3, "length": 9}'],
)  # fmt: skip
def test_a_line_that_is_no_probe_is_named(line):
    with pytest.raises(InputProblem) as refused:
        read_probes('{"prompt": "a", "length": 1}\n' + line)
    assert refused.value.params == {"line": 2}


def test_outcomes_are_summed_up_by_published_length():
    texts = [(300, 300), (400, 200), (3_000, 3_000)]
    outcomes = [
        outcome(Probe("p", asked), "word " * got, "end_of_text", quality=50.0)
        for asked, got in texts
    ]
    found = dict(by_bucket(outcomes))
    assert list(found) == ["0-500", "2000-4000", "all"]
    assert found["0-500"].score == pytest.approx(75.0)
    assert found["0-500"].total == pytest.approx(62.5)
    assert (found["all"].number, found["all"].longest) == (3, 3_000)


def test_texts_without_grades_count_for_length_alone():
    outcomes = [outcome(Probe("p", 100), "word " * 50, "", quality) for quality in (80.0, None)]
    [(_, some), (_, whole)] = by_bucket(outcomes)
    assert some == whole
    assert (whole.judged, whole.score, whole.quality, whole.total) == (1, 50.0, 80.0, 65.0)
    [_, (_, unjudged)] = by_bucket(outcomes[1:])
    assert (unjudged.judged, unjudged.quality, unjudged.total) == (0, None, None)


LONG = Probe("A lamp in the fog. " * 900, 200)  # longer than the starter's context


@pytest.mark.parametrize("way", ["one_answer", "agentwrite"])
def test_an_instruction_that_does_not_fit_is_a_text_that_is_not_there(engine, way):
    text, why = answer(engine, LONG, way)
    assert (text, why) == ("", "context_full")
    outcomes = [outcome(LONG, text, why), outcome(Probe("p", 100), "word", "finished")]
    assert (outcomes[0].words, outcomes[0].score) == (0, 0.0)
    assert not_written(outcomes) == 1


def test_a_model_that_makes_no_plan_writes_nothing():
    engine = ScriptedEngine([answering("No plan at all.")] * 9)
    assert answer(engine, Probe("Write.", 3_000), "agentwrite") == ("", "no_plan")


def test_an_engine_that_fails_is_no_text():
    engine = ScriptedEngine([failing_after("It was")])
    with pytest.raises(EngineProblem, match="worker_crashed"):
        answer(engine, Probe("Write.", 100), "one_answer")


def test_a_length_on_a_border_belongs_to_the_bucket_above_it():
    outcomes = [outcome(Probe("p", asked), "word", "") for asked in (499, 500, 2_000, 4_000)]
    assert [name for name, _ in by_bucket(outcomes)] == [
        "0-500", "500-2000", "2000-4000", "4000 and more", "all"
    ]  # fmt: skip


def test_the_model_alone_and_by_a_plan(engine):
    probe = Probe("Write 400 words on how the keeper lit the lamp.", 400)
    alone, _ = answer(engine, probe, "one_answer", seed=1)
    planned, reasons = answer(engine, probe, "agentwrite", seed=1)
    assert published_words(alone) > 0
    assert reasons
    by_plan = outcome(probe, planned, reasons)
    assert by_plan.score > 80  # held to its length; the model alone is not
    assert by_plan.score > outcome(probe, alone, "").score


@pytest.mark.parametrize("before", ["", "Here are my grades: {not json} ", "```json\n"])
def test_grades_are_found_whatever_stands_around_them(before):
    found = read_judgement(before + json.dumps(GRADES) + "\nThat is all.")
    assert found is not None
    assert found.quality == 75.0


@pytest.mark.parametrize(
    "change", [{"Accuracy": 6}, {"Accuracy": 0}, {"Accuracy": "4"}, {"Accuracy": None}]
)
def test_grades_that_are_none_are_not_taken(change):
    assert read_judgement(json.dumps(GRADES | change)) is None


def test_a_model_is_held_to_the_form_of_a_judgement(engine):
    found = judge(engine, "Write of a lamp.", "The lamp was lit.", seed=3)
    assert found is not None
    assert set(found.grades) == set(DIMENSIONS)
