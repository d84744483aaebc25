# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An item that a model cannot read, or a server does not take, leaves the others alone."""

import json

import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.evaluation.benchmark import Probe, outcome
from longwriter_desktop.evaluation.judge import DIMENSIONS
from longwriter_desktop.models.bundled import starter_path
from longwriter_training import data_agentwrite, manifest, pairs
from longwriter_training.distil.one_by_one import IN_A_ROW, OneByOne
from longwriter_training.distil.teacher import opened
from longwriter_training.grading import judged
from longwriter_training.tune.preference import read_pairs
from longwriter_training.tune.rows import read_rows
from tests.support.openai_server import Fault, OpenAiServer, saying, serving

FILTERED = Fault(400, "The response was filtered", code="content_filter")
PLAN = "\n".join(
    f"Paragraph {number} - Heading: {subject} - Main Point: how the {subject} was kept"
    for number, subject in enumerate(("lamp", "oil", "stair"), 1)
)


def text(words, stem="word"):
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(stem + letters[at % 26] + letters[at // 26] for at in range(words)) + "."


def lines(place, rows):
    place.write_text("\n".join(json.dumps(row) for row in rows))
    return str(place)


def left_out(run, stage):
    return manifest.require(run / stage, stage)["facts"]["left_out"]


@pytest.fixture
def asked(tmp_path):
    """The options of `pairs` with tasks of these rows."""

    def make(rows, *more):
        tasks = lines(tmp_path / "tasks.jsonl", rows)
        return ["--run", str(tmp_path), "--tasks", tasks, *more]

    return make


def by_a_judge(server):
    return "--judge-endpoint", server.url, "--judge-endpoint-model", "starter"


def grading(body):
    high = 5 if "blue" in body["messages"][-1]["content"] else 1
    yield json.dumps(dict.fromkeys(DIMENSIONS, high))


def test_an_empty_answer_is_on_no_side_of_a_pair(tmp_path, asked, capfd):
    rows = [
        {"prompt": "Write 10 words.", "words": 10, "answers": [text(10), " ", ""]},
        {"prompt": "Write 10 words.", "words": 10, "answers": [text(10), text(40)]},
    ]
    assert pairs.main(asked(rows)) == 0
    [made] = read_pairs(tmp_path / "pairs" / "pairs.jsonl")
    assert made["rejected"][0]["content"] == text(40)
    capfd.readouterr()


def test_an_answer_that_a_judge_cannot_read_is_left_out(tmp_path, asked, capfd):
    too_long = Fault(400, "the context length is exceeded", code="context_length_exceeded")
    answers = ["It is long.", "It is grey.", "It is blue."]
    rows = [{"prompt": "Write of the sea.", "answers": answers}]
    # It is asked for a second time, without a limit of what is written.
    with serving(OpenAiServer(grading, faults=[too_long] * 2)) as server:
        assert pairs.main(asked(rows, *by_a_judge(server))) == 0
    [made] = read_pairs(tmp_path / "pairs" / "pairs.jsonl")
    assert made["rejected"][0]["content"] == "It is grey."
    assert left_out(tmp_path, "pairs") == {"longer than the model can read": 1}
    assert "NOTE answer 1 to task 1 is left out: This is longer" in capfd.readouterr().err


def test_a_text_that_a_judges_server_does_not_take_stays_without_grades(capsys):
    texts = [
        outcome(Probe("Write.", 3), text, "finished") for text in ("It is red.", "It is blue.")
    ]
    server = OpenAiServer(grading, faults=[FILTERED])
    with serving(server), opened(None, server.url, "starter", "NO_KEY") as judge:
        assert [one.quality for one in judged(judge, texts)] == [None, 100.0]
    assert "NOTE text 1 is left out: 127.0.0.1 did not take" in capsys.readouterr().err


def test_a_task_that_a_model_cannot_read_is_left_out(tmp_path, asked, capfd):
    rows = [
        {"prompt": "Write of " + "the sea and the lamp and " * 4_000},
        {"prompt": "Write 20 words about the sea.", "words": 20, "answers": [text(20), text(70)]},
    ]
    writer = ["--model", str(starter_path()), "--answers", "1", "--max-tokens", "60"]
    assert pairs.main(asked(rows, *writer)) == 0
    assert left_out(tmp_path, "pairs") == {"longer than the model can read": 1}
    assert "NOTE task 1 is left out: The prompt has" in capfd.readouterr().err


def test_a_judge_without_grades_is_told_as_such(asked, capfd):
    rows = [{"prompt": "Write of the sea.", "answers": ["It is grey.", "It is blue."]}]
    with serving(OpenAiServer(saying("I like both of them."))) as server:
        assert pairs.main(asked(rows, *by_a_judge(server))) == 1
    assert "the judge gave no grades of any text" in capfd.readouterr().err


def telling(body):
    turns = body["messages"]
    number = sum(turn["role"] == "user" for turn in turns)
    is_plan = turns[-1]["content"].startswith("Plan")
    yield PLAN if is_plan else text(200, f"part{chr(96 + number)}")


def distilled(tmp_path, instructions, *more):
    path = tmp_path / "in.txt"
    path.write_text("\n".join(instructions))
    return ["--run", str(tmp_path), "--instructions", str(path), "--fewest-words", "500", "--all",
            *more]  # fmt: skip


def by_a_server(server):
    return "--endpoint", server.url, "--endpoint-model", "starter"


def test_an_instruction_that_a_server_does_not_take_is_left_out(tmp_path, capfd):
    asked = ["Write a story of 600 words about a storm.", "Write 600 words on a keeper's lamp."]
    with serving(OpenAiServer(telling, faults=[FILTERED])) as server:
        assert data_agentwrite.main(distilled(tmp_path, asked, *by_a_server(server))) == 0
    [row] = read_rows(tmp_path / "data_agentwrite" / "rows.jsonl")
    assert row.messages[0]["content"] == asked[1]
    assert left_out(tmp_path, "data_agentwrite")["refused by the server"] == 1
    told = capfd.readouterr()
    assert 'NOTE "Write a story of 600 words about a storm." is left out: 127.0.0.1' in told.err
    assert "left out, refused by the server: 1" in told.out


def test_an_instruction_that_a_teacher_cannot_read_is_left_out(tmp_path, capfd):
    asked = ["Write a story of 600 words. " + "The sea and the lamp. " * 4_000,
             "Write a story of 600 words about a keeper and his lamp."]  # fmt: skip
    options = distilled(tmp_path, asked, "--teacher", str(starter_path()))
    assert data_agentwrite.main(options) == 0
    assert left_out(tmp_path, "data_agentwrite")["longer than the model can read"] == 1
    assert len(list(read_rows(tmp_path / "data_agentwrite" / "rows.jsonl"))) == 1
    capfd.readouterr()


def test_a_server_that_takes_nothing_ends_the_stage(tmp_path, capfd):
    asked = [f"Write 600 words about the {name} and {name}." for name in "abcdefghijkl"]
    with serving(OpenAiServer(telling, faults=[FILTERED] * 99)) as server:
        assert data_agentwrite.main(distilled(tmp_path, asked, *by_a_server(server))) == 1
        assert len(server.asked) == IN_A_ROW
    assert "did not take the request" in capfd.readouterr().err.splitlines()[-1]
    assert not (tmp_path / "data_agentwrite" / manifest.NAME).exists()


def test_what_is_not_about_an_item_ends_the_stage_at_once():
    with pytest.raises(EngineProblem, match="worker_crashed"), OneByOne().item("task 1"):
        raise EngineProblem("worker_crashed")


def test_refusals_that_are_not_in_a_row_end_nothing(capsys):
    careful = OneByOne()
    for number in range(4 * IN_A_ROW):
        with careful.item(f"task {number}"):
            if number % IN_A_ROW:
                raise EngineProblem("endpoint_refused", host="h", detail="no")
    assert careful.told() == f"{4 * (IN_A_ROW - 1)} refused by the server"
    capsys.readouterr()
