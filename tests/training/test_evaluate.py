# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The evaluation goes from published prompts to a table, a plot and a comparison."""

import json
import threading
from dataclasses import replace

import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.evaluation.benchmark import Probe, outcome, summary
from longwriter_desktop.evaluation.judge import DIMENSIONS, GRAMMAR, Judgement
from longwriter_desktop.models.bundled import starter_path
from longwriter_desktop.serving.server import ApiServer
from longwriter_training import evaluate, grading, manifest
from tests.support.openai_server import OpenAiServer, serving
from tests.support.scripted import ScriptedEngine

PROBES = [
    {"prompt": "Write a story of 200 words about a lamp.", "length": 200, "type": "story"},
    {"prompt": "Write a story of 700 words about the sea.", "length": 700, "type": "story"},
]


@pytest.fixture
def options(tmp_path):
    path = tmp_path / "probes.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in PROBES))
    return ["--run", str(tmp_path / "run"), "--probes", str(path), "--model", str(starter_path())]


def test_a_model_is_measured_alone_and_by_plan_and_compared(tmp_path, options, capfd):
    assert evaluate.main([*options, "--name", "before", "--way", "one_answer"]) == 0
    more = ["--name", "after", "--against", "before", "--judge", str(starter_path())]
    assert evaluate.main([*options, *more]) == 0
    folder = tmp_path / "run" / "evaluate" / "after"
    assert manifest.require(folder, "evaluate")["facts"]["all"]["number"] == 2
    shown = (folder / "table.md").read_text(encoding="utf-8")
    assert "| 0-500 | 1 |" in shown
    assert "| all | 2 |" in shown
    assert "→" in shown
    assert (folder / "lengths.png").read_bytes().startswith(b"\x89PNG")
    assert shown.strip() in capfd.readouterr().out


def test_an_evaluation_that_was_broken_off_goes_on(tmp_path, options, capfd):
    assert evaluate.main(options) == 0
    place = tmp_path / "run" / "evaluate" / "evaluation" / "written.jsonl"
    lines = place.read_text(encoding="utf-8").splitlines()
    marked = json.loads(lines[0]) | {"text": "as it was written before"}
    place.write_text(json.dumps(marked) + "\n" + lines[1][:40])
    assert evaluate.main(options) == 0
    again = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    assert again[0]["text"] == "as it was written before"
    assert again[1]["words"] > 500
    assert evaluate.main([*options, "--seed", "1"]) == 0  # other texts are wanted, not these
    shown = (place.parent / "outcomes.jsonl").read_text(encoding="utf-8")
    assert "as it was written before" not in shown
    capfd.readouterr()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (["--probes", "none.jsonl"], "none.jsonl"),
        (["--probes", "http://127.0.0.1:9/probes.jsonl"], "refused"),
        (["--model", "none.gguf"], "none.gguf"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(options, change, says, capfd):
    assert evaluate.main([*options, *change]) == 1
    [line] = capfd.readouterr().err.strip().splitlines()
    assert says in line


def test_a_server_judges_and_its_grades_are_kept(tmp_path, options, capfd):
    def grade(body):
        yield json.dumps(dict.fromkeys(DIMENSIONS, 4) | {"Clarity": 2, "Coherence": 5})

    assert evaluate.main(options) == 0
    place = tmp_path / "run" / "evaluate" / "evaluation"
    written = (place / "written.jsonl").read_bytes()
    with serving(OpenAiServer(grade)) as server:
        judge = ["--judge-endpoint", server.url, "--judge-endpoint-model", "starter"]
        assert evaluate.main([*options, *judge]) == 0
        assert evaluate.main([*options, *judge]) == 0
        assert len(server.asked) == len(PROBES)
    assert (place / "written.jsonl").read_bytes() == written  # what was there is judged
    facts = manifest.require(place, "evaluate")["facts"]
    assert (facts["all"]["quality"], facts["all"]["judged"]) == (pytest.approx(425 / 6), 2)
    assert facts["all"]["total"] == (facts["all"]["quality"] + facts["all"]["score"]) / 2
    wanted = dict.fromkeys(DIMENSIONS, 75.0) | {"Clarity": 25.0, "Coherence": 100.0}
    assert facts["all"]["dimensions"] == wanted
    for line in (place / "outcomes.jsonl").read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["grades"] == dict.fromkeys(DIMENSIONS, 4) | {
            "Clarity": 2, "Coherence": 5
        }  # fmt: skip
    shown = (place / "table.md").read_text(encoding="utf-8")
    assert "| Clarity | 25.0 |" in shown
    assert shown in capfd.readouterr().out
    capfd.readouterr()


class Grading(WorkerEngine):
    """The starter, held to the form of grades: left to itself it gives none."""

    def generate_together(self, requests):
        yield from super().generate_together([replace(one, grammar=GRAMMAR) for one in requests])

    def generate(self, request):
        yield from super().generate(replace(request, grammar=GRAMMAR))


def test_a_model_that_longwriter_itself_serves_judges(tmp_path, options, capfd, monkeypatch):
    token = "a-token-of-the-tests"
    monkeypatch.setenv("LONGWRITER_JUDGE_KEY", token)
    engine = Grading()
    try:
        engine.load_now(starter_path())
        server = ApiServer(engine, 0, token, str)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            judge = ["--judge-endpoint", server.address]
            assert evaluate.main([*options, *judge]) == 0
        finally:
            server.stop()
            thread.join()
            server.close()
    finally:
        engine.close()
    facts = manifest.require(tmp_path / "run" / "evaluate" / "evaluation", "evaluate")["facts"]
    assert facts["all"]["judged"] == 2
    assert 0 <= facts["all"]["quality"] <= 100
    capfd.readouterr()


def outcomes(*lengths, quality=None):
    return [outcome(Probe("p", asked), "word " * got, "", quality) for asked, got in lengths]


def test_the_table_has_the_figures_of_both_and_says_how_many_were_judged():
    before = outcomes((200, 100), (3_000, 1_500))
    now = [*outcomes((200, 200), quality=80.0), *outcomes((3_000, 6_000))]
    head, _, short, long, whole, _, note = evaluate.table(now, before).splitlines()
    assert head.startswith("| required words | probes | S_l | S_q | S |")
    assert short.startswith("| 0-500 | 1 | 50.0 → 100.0 | - → 80.0 | - → 90.0 | 98.92% → 99.48% |")
    assert short.endswith("| 100 → 200 |")
    assert "| 50.0 → 66.7 | - → - | - → - |" in long
    assert "| 50.0 → 83.3 | - → 80.0 | - → 81.7 |" in whole
    assert "1 of 2 texts" in note


def test_the_table_says_how_many_instructions_nothing_could_be_written_from():
    none = [outcome(Probe("p", 200), "", why) for why in ("context_full", "no_plan")]
    shown = evaluate.table([*none, *outcomes((200, 200))])
    assert "Of 2 of 3 instructions the model could write nothing" in shown
    assert "| all | 3 | 33.3 |" in shown
    assert "could write nothing" not in evaluate.table(outcomes((200, 200), (300, 0)))


def test_a_text_longer_than_the_judge_can_read_has_no_grades():
    class Short(ScriptedEngine):
        def generate(self, request):
            raise EngineProblem("prompt_too_long", tokens=9_000, context=4_096)

    [one] = grading.judged(Short([]), outcomes((200, 200)))
    assert (one.quality, one.grades) == (None, {})


def graded(grade, **others):
    [one] = outcomes((200, 200))
    grades = dict.fromkeys(DIMENSIONS, grade) | others
    return grading.Graded(**vars(one) | {"quality": Judgement(grades).quality, "grades": grades})


def test_each_dimension_is_the_mean_of_the_texts_that_were_graded():
    now = [graded(5), graded(2, Clarity=4), *outcomes((200, 200))]
    means = grading.dimensions(now)
    assert (means["Clarity"], means["Relevance"]) == (87.5, 62.5)
    assert sum(means.values()) / len(means) == pytest.approx(summary(now).quality)
    assert grading.dimensions(outcomes((200, 200))) == {}


def test_the_dimensions_stand_below_the_table_beside_those_of_before():
    def last(*shown):
        return evaluate.table(*shown).splitlines()[-len(DIMENSIONS) :]

    assert last([graded(5)])[0] == "| Relevance | 100.0 |"
    assert last([graded(5)], [graded(3, Clarity=1)])[3] == "| Clarity | 0.0 → 100.0 |"
    assert last([graded(5)], outcomes((200, 200)))[0] == "| Relevance | - → 100.0 |"
    assert "dimension" not in evaluate.table(outcomes((200, 200)))


def test_the_plot_has_every_text_in_sight(tmp_path):
    """An empty one, and one that is far too long, too."""
    shown = outcomes((100, 0), (100, 7), (20_000, 39_000))
    evaluate.plot(shown, tmp_path / "a.png", outcomes((100, 50), (30_000, 2_000)))
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (["--name", "a", "--against", "a"], "are both 'a'"),
        ([], "holds no probe"),
        (["--probes", str(starter_path())], "is no UTF-8 text"),
    ],
)
def test_what_cannot_be_measured_is_refused(tmp_path, options, change, says, capsys):
    (tmp_path / "probes.jsonl").write_text("\n")
    (tmp_path / "run" / "evaluate" / "a").mkdir(parents=True)
    (tmp_path / "run" / "evaluate" / "a" / "outcomes.jsonl").write_text("")
    assert evaluate.main([*options, *change]) == 1
    assert says in capsys.readouterr().err


def test_an_evaluation_that_was_broken_off_is_not_compared_with(tmp_path, options, capsys):
    earlier = manifest.begin(tmp_path / "run" / "evaluate" / "before")
    (earlier / "outcomes.jsonl").write_text("")
    assert evaluate.main([*options, "--against", "before"]) == 1
    assert "run before to its end first" in capsys.readouterr().err


def test_an_evaluation_that_is_not_there_is_not_compared_with(tmp_path, capsys):
    options = ["--run", str(tmp_path), "--model", "a.gguf", "--probes", "a.jsonl"]
    assert evaluate.main([*options, "--against", "before"]) == 1
    assert "no evaluation 'before'" in capsys.readouterr().err
