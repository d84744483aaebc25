# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The evaluation goes from published prompts to a table, a plot and a comparison."""

import json
from dataclasses import asdict

import pytest

from longwriter_desktop.evaluation.benchmark import Probe, outcome
from longwriter_desktop.evaluation.judge import DIMENSIONS
from longwriter_desktop.models.bundled import starter_path
from longwriter_training import evaluate, manifest
from tests.support.openai_server import OpenAiServer, serving

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
    place = tmp_path / "run" / "evaluate" / "evaluation" / "outcomes.jsonl"
    lines = place.read_text(encoding="utf-8").splitlines()
    marked = json.loads(lines[0]) | {"text": "as it was written before"}
    place.write_text(json.dumps(marked) + "\n" + lines[1][:40])
    assert evaluate.main(options) == 0
    again = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    assert again[0]["text"] == "as it was written before"
    assert again[1]["words"] > 500
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
    """What was written before is judged: the model writes nothing here."""
    place = tmp_path / "run" / "evaluate" / "evaluation" / "outcomes.jsonl"
    place.parent.mkdir(parents=True)
    done = [outcome(Probe(row["prompt"], row["length"], row["type"]), "A text.", "stop")
            for row in PROBES]  # fmt: skip
    place.write_text("".join(json.dumps(asdict(one)) + "\n" for one in done))

    def grade(body):
        yield json.dumps(dict.fromkeys(DIMENSIONS, 4))

    with serving(OpenAiServer(grade)) as server:
        judge = ["--judge-endpoint", server.url, "--judge-endpoint-model", "starter"]
        assert evaluate.main([*options, *judge]) == 0
        assert evaluate.main([*options, *judge]) == 0
        assert len(server.asked) == len(PROBES)
    facts = manifest.require(place.parent, "evaluate")["facts"]
    assert facts["all"]["quality"] == 75.0
    capfd.readouterr()


def test_an_evaluation_that_is_not_there_is_not_compared_with(tmp_path, capsys):
    options = ["--run", str(tmp_path), "--model", "a.gguf", "--probes", "a.jsonl"]
    assert evaluate.main([*options, "--against", "before"]) == 1
    assert "no evaluation 'before'" in capsys.readouterr().err
