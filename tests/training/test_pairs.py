# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Preference pairs are chosen by length and quality, and DPO makes the chosen answer likelier."""

import json
import random
import socket
import threading

import pytest
import torch

from longwriter_desktop.engine import remote_server
from longwriter_desktop.engine.remote_line import Patience
from longwriter_desktop.evaluation.judge import DIMENSIONS
from longwriter_training import dpo_trl, manifest, pairs
from longwriter_training.tune.preference import (
    Task,
    choose,
    length_statistics,
    proxy_quality,
    read_pairs,
    read_tasks,
    scored,
)
from longwriter_training.tune.rows import RowRefused
from tests.support.openai_server import Fault, OpenAiServer, saying, serving
from tests.training import checkpoints

ASK = Task(({"role": "user", "content": "Write 10 words."},), 10)
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")


def words(number):
    return " ".join(f"word{place}" for place in range(number)) + "."


def test_the_answer_of_the_right_length_is_chosen():
    answers = [scored(ASK, words(number)) for number in (3, 10, 30)]
    pair = choose(ASK, answers, random.Random(1))
    assert pair.chosen.words == 10
    assert pair.rejected.words in (3, 30)


def test_a_text_that_goes_round_in_circles_is_worth_less_than_half():
    loop = " ".join(["round and round the lamp it went again"] * 12) + "."
    assert proxy_quality(loop) < 0.1 * proxy_quality(words(96))
    assert proxy_quality(words(96)[:-1]) < proxy_quality(words(96))
    assert proxy_quality(" ") == 0


def test_the_rejected_answer_is_any_other():
    answers = [scored(ASK, words(number)) for number in (10, 4, 5, 30)]
    seen = {choose(ASK, answers, random.Random(seed)).rejected.words for seed in range(40)}
    assert seen == {4, 5, 30}


@pytest.mark.parametrize("texts", [[], [words(10)], [words(10), words(10)]])
def test_answers_that_say_nothing_make_no_pair(texts):
    assert choose(ASK, [scored(ASK, text) for text in texts], random.Random(1)) is None


def task_file(tmp_path, rows):
    path = tmp_path / "tasks.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


@pytest.fixture
def starter():
    from longwriter_desktop.models.bundled import starter_path

    return starter_path()


def test_a_local_model_answers_and_a_broken_run_goes_on(tmp_path, starter, capfd):
    rows = [
        {"prompt": f"Write {number} words about the sea.", "words": number} for number in (20, 40)
    ]
    tasks, run = task_file(tmp_path, rows), tmp_path / "run"
    options = ["--run", str(run), "--tasks", str(tasks), "--model", str(starter)]
    options += ["--answers", "3", "--max-tokens", "60"]
    assert pairs.main(options) == 0
    answers = (run / "pairs" / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [len(json.loads(line)["answers"]) for line in answers] == [3, 3]
    made = list(read_pairs(run / "pairs" / "pairs.jsonl"))
    facts = manifest.require(run / "pairs", "pairs")["facts"]
    assert facts["pairs"] == len(made) >= 1

    (run / "pairs" / "answers.jsonl").write_text(answers[0] + "\n" + answers[1][:-5])
    assert pairs.main(options) == 0
    again = (run / "pairs" / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert again[0] == answers[0]
    assert len(json.loads(again[1])["answers"]) == 3
    assert pairs.main([*options, "--seed", "2"]) == 0  # other answers are asked for, not these
    other = (run / "pairs" / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert other[:2] == again
    assert len({json.loads(line)["of"] for line in other}) == 4
    capfd.readouterr()


def served(tmp_path, rows, *more):
    """The options that have a server's model answer tasks."""
    options = ["--run", str(tmp_path / "run"), "--tasks", str(task_file(tmp_path, rows))]
    return [*options, "--endpoint-model", "starter", *more]


def test_a_server_answers_and_more_answers_than_go_side_by_side_wait(tmp_path, capfd):
    numbers = iter(range(10, 40))

    def tell(body):
        yield words(next(numbers))

    rows = [{"prompt": "Write 10 words.", "words": 10}]
    with serving(OpenAiServer(tell)) as server:
        assert pairs.main(served(tmp_path, rows, "--endpoint", server.url, "--answers", "9")) == 0
        assert server.most_running <= 8
        assert len({body["seed"] for body in server.asked}) == 9
    [line] = (tmp_path / "run" / "pairs" / "answers.jsonl").read_text().splitlines()
    assert len(set(json.loads(line)["answers"])) == 9
    [made] = read_pairs(tmp_path / "run" / "pairs" / "pairs.jsonl")
    assert made["chosen"][0]["content"] == words(10)
    capfd.readouterr()


@pytest.mark.parametrize("status", [200, 404])
def test_an_error_page_is_no_answer(tmp_path, status, capfd):
    page = "<html><body><h1>This page is lost</h1></body></html>"
    rows = [{"prompt": "Write 10 words.", "words": 10}]
    with serving(OpenAiServer(saying("a"), faults=[Fault(status, page=page)] * 9)) as server:
        options = served(tmp_path, rows, "--endpoint", server.url, "--answers", "1")
        assert pairs.main(options) == 1
    [told] = capfd.readouterr().err.strip().splitlines()
    assert "127.0.0.1" in told
    assert (tmp_path / "run" / "pairs" / "answers.jsonl").read_text() == ""
    assert not (tmp_path / "run" / "pairs" / "manifest.json").exists()


def test_a_pause_that_a_server_asks_for_is_told(tmp_path, capfd):
    numbers = iter((10, 40))
    faults = [Fault(429, headers={"retry-after": "1"})]
    rows = [{"prompt": "Write 10 words.", "words": 10}]

    def tell(body):
        yield words(next(numbers))

    with serving(OpenAiServer(tell, faults=faults)) as server:
        assert pairs.main(served(tmp_path, rows, "--endpoint", server.url, "--answers", "2")) == 0
    assert "The server asks for a pause: goes on in 1 s" in capfd.readouterr().err


@pytest.fixture
def _little_patience(monkeypatch):
    """A server is waited for as long as its `Patience` says, here a moment."""
    monkeypatch.setattr(remote_server, "Patience", lambda: Patience(silence=0.3, tries=1))


@pytest.mark.usefixtures("_little_patience")
def test_a_server_that_takes_requests_and_says_nothing_is_given_up(tmp_path, capfd):
    rows = [{"prompt": "Write 10 words.", "words": 10}]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        assert pairs.main(served(tmp_path, rows, "--endpoint", url, "--answers", "1")) == 1
    [told] = capfd.readouterr().err.strip().splitlines()
    assert "127.0.0.1" in told


@pytest.mark.usefixtures("_little_patience")
def test_a_server_that_falls_silent_when_it_is_to_write_is_given_up(tmp_path, capfd):
    given_up = threading.Event()

    def tell(body):
        given_up.wait(20)
        yield "late"

    rows = [{"prompt": "Write 10 words.", "words": 10}]
    with serving(OpenAiServer(tell)) as server:
        options = served(tmp_path, rows, "--endpoint", server.url, "--answers", "1")
        assert pairs.main(options) == 1
        given_up.set()
    [told] = capfd.readouterr().err.strip().splitlines()
    assert "127.0.0.1" in told
    assert (tmp_path / "run" / "pairs" / "answers.jsonl").read_text() == ""


def test_a_judge_decides_where_there_is_one(tmp_path, capfd):
    def grade(body):
        high = 5 if "blue" in body["messages"][-1]["content"] else 1
        yield json.dumps(dict.fromkeys(DIMENSIONS, high))

    rows = [{"prompt": "Write of the sea.", "answers": ["It is grey.", "It is blue."]}]
    with serving(OpenAiServer(grade)) as server:
        judge = ["--judge-endpoint", server.url, "--judge-endpoint-model", "starter"]
        assert pairs.main([*served(tmp_path, rows), *judge]) == 0
        assert pairs.main([*served(tmp_path, rows), *judge]) == 0  # the grades are kept
        assert len(server.asked) == 2
    [made] = read_pairs(tmp_path / "run" / "pairs" / "pairs.jsonl")
    assert made["chosen"][0]["content"] == "It is blue."
    capfd.readouterr()


def test_no_answers_at_all_is_refused(tmp_path, capsys):
    assert pairs.main(served(tmp_path, [{"prompt": "Write."}], "--answers", "0")) == 1
    assert "--answers has to be 1 or more" in capsys.readouterr().err


def test_each_section_of_a_conversation_is_a_task(tmp_path):
    turns = [
        {"role": "user", "content": "Plan\nWord Count: 200 words"},
        {"role": "assistant", "content": "The first."},
        {"role": "user", "content": "Write section 2\nWord Count: 300 words"},
        {"role": "assistant", "content": "The second."},
    ]
    whole = {"messages": turns[:2], "words": 250}
    plan = whole | {"kind": "plan"}
    path = task_file(tmp_path, [{"messages": turns, "words": 500}, whole, plan])
    found = [(len(task.messages), task.words, given) for task, given in read_tasks(path)]
    assert found == [
        (1, 200, ("The first.",)), (3, 300, ("The second.",)), (1, 250, ("The first.",)),
        (1, 0, ("The first.",)),
    ]  # fmt: skip


def test_answers_that_are_there_are_scored_without_a_model(tmp_path, capfd):
    rows = [{"prompt": "Write 10 words.", "words": 10, "answers": [words(10), words(40)]}]
    options = ["--run", str(tmp_path), "--tasks", str(task_file(tmp_path, rows))]
    assert pairs.main(options) == 0
    [made] = read_pairs(tmp_path / "pairs" / "pairs.jsonl")
    assert made["chosen"][0]["content"] == words(10)
    assert '"chosen_is_longer": 0' in capfd.readouterr().out


@pytest.mark.parametrize(
    "line",
    ["{", '{"prompt": ""}', '{"messages": [{"role": "assistant", "content": "a"}]}', "3", "[]"],
)
def test_a_task_without_a_question_is_named_by_its_line(tmp_path, line):
    path = tmp_path / "tasks.jsonl"
    path.write_text('{"prompt": "Write."}\n' + line)
    with pytest.raises(RowRefused, match="line 2"):
        list(read_tasks(path))


def pair_row(chosen, rejected):
    def one(text):
        return [{"role": "assistant", "content": text}]

    asked = [{"role": "user", "content": "Write of the lamp."}]
    return {"prompt": asked, "chosen": one(chosen), "rejected": one(rejected)}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (pair_row("", "a"), "chosen answer is empty"),
        (pair_row("a", "a"), "are the same"),
        ({"prompt": []}, "chosen"),
    ],
)
def test_a_pair_that_teaches_nothing_is_named_by_its_line(tmp_path, row, says):
    with pytest.raises(RowRefused, match=f"line 1.*{says}"):
        list(read_pairs(task_file(tmp_path, [row])))


def test_statistics_tell_a_bias_for_length():
    rows = [pair_row("one two three", "one"), pair_row("one two", "one two three four")]
    facts = length_statistics(rows)
    assert (facts["chosen_words"], facts["rejected_words"]) == (2.5, 2.5)
    assert facts["chosen_is_longer"] == 0.5


@torch.no_grad()
def preference(model, tokenizer, row):
    """How much likelier the chosen answer is than the rejected one, in nats."""

    def likelihood(answer):
        asked = tokenizer.apply_chat_template(
            row["prompt"], add_generation_prompt=True, return_dict=False
        )
        whole = tokenizer.apply_chat_template(row["prompt"] + answer, return_dict=False)
        logits = model(torch.tensor([whole])).logits[0].log_softmax(-1)
        return float(sum(logits[at - 1, whole[at]] for at in range(len(asked), len(whole))))

    return likelihood(row["chosen"]) - likelihood(row["rejected"])


@pytest.mark.parametrize(
    ("rank", "loss"),
    [(0, "sigmoid"), (4, "sigmoid"), (0, "simpo")],
    ids=["whole", "adapter", "without a reference"],
)
def test_dpo_makes_the_chosen_answer_likelier(tmp_path, tokenizer_path, rank, loss, capfd):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = checkpoints.llama(tmp_path / "base", tokenizer_path)
    rows = [
        pair_row("the lamp burned", "a storm came over"), pair_row("it was lit", "nobody lit it")
    ]  # fmt: skip
    path = task_file(tmp_path, [*rows, pair_row("x " * 300, "y")])
    values = {
        "base.model": str(tmp_path / "base"), "dpo.pairs": [str(path)], "dpo.lora_rank": rank,
        "dpo.steps": 4, "dpo.pairs_a_step": 2, "dpo.rate": 1e-3, "dpo.max_tokens": 200,
        "dpo.warmup": 0, "dpo.loss": loss,
    }  # fmt: skip
    chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
    assert dpo_trl.main(["--run", str(tmp_path / "run"), *chosen]) == 0
    facts = manifest.require(tmp_path / "run" / "dpo_trl", "dpo_trl")["facts"]
    assert (facts["pairs"], facts["skipped"], facts["steps"]) == (2, 1, 4)
    assert '"chosen_is_longer"' in capfd.readouterr().out

    folder = tmp_path / "run" / "dpo_trl" / "model"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    if rank:
        from peft import PeftModel

        tuned = PeftModel.from_pretrained(
            AutoModelForCausalLM.from_pretrained(tmp_path / "base"), folder
        )
    else:
        tuned = AutoModelForCausalLM.from_pretrained(folder)
    for row in rows:
        assert preference(tuned, tokenizer, row) > preference(model, tokenizer, row) + 1
