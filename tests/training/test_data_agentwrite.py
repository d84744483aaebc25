# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A teacher's long texts become rows; what is not fit to be learnt does not."""

import json
from argparse import Namespace

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import Generated, GenerateRequest, Message
from longwriter_desktop.models.bundled import starter_path
from longwriter_training import data_agentwrite, manifest
from longwriter_training.distil.cached import CachedEngine
from longwriter_training.distil.choosing import (
    Instruction,
    Report,
    fault_of,
    fault_of_sections,
    read_instructions,
    words_for,
)
from longwriter_training.tune.rows import RowRefused, read_rows
from tests.support.openai_server import Fault, OpenAiServer, saying, serving
from tests.support.scripted import ScriptedEngine, answering

ASKED = "Write a story of 1,400 words about a keeper and his lamp."


def text(words):
    return " ".join(f"word{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(words)) + "."


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        ({"instruction": "Write 3,000 words."}, 3000),
        ({"prompt": "写一篇3000字的文章"}, 3000),
        ({"messages": [{"role": "user", "content": "Write of the sea."}]}, 0),
        ({"conversation": [{"from": "human", "value": "Write of the sea."}]}, 0),
        ({"conversations": [{"from": "human", "value": "Write 3,000 words."}]}, 3000),
        (
            {
                "messages": [
                    {"role": "system", "content": "Help in 900 words."},
                    {"role": "user", "content": "Write 3,000 words."},
                ]
            },
            3000,
        ),
    ],
)
def test_instructions_are_read_from_several_collections(tmp_path, row, asked):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(row))
    assert [one.words for one in read_instructions(path)] == [asked]


@pytest.mark.parametrize(
    ("name", "indent"), [("in.json", None), ("in.json", 1), ("in.jsonl", None)]
)
def test_a_file_of_one_json_list_is_no_text(tmp_path, name, indent):
    turns = [
        {"from": "system", "value": "You are a helpful assistant."},
        {"from": "human", "value": "Write of the sea."},
        {"from": "gpt", "value": "It is wide."},
    ]
    path = tmp_path / name
    rows = [{"conversations": turns}]
    path.write_text(json.dumps(rows if name.endswith("json") else rows[0], indent=indent))
    assert list(read_instructions(path)) == [Instruction("Write of the sea.", 0, "It is wide.")]


@pytest.mark.parametrize(
    "line", ["{", "{}", "[]", '{"prompt": 3}', '{"prompt": "a \\ud83d"}', '{"messages": []}']
)
def test_a_line_without_an_instruction_is_named(tmp_path, line):
    path = tmp_path / "in.jsonl"
    path.write_text('{"prompt": "a"}\n' + line)
    with pytest.raises(RowRefused, match="line 2"):
        list(read_instructions(path))


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (text(100), ""),
        ("## Section 1: Introduction\n" + text(98), ""),
        ("Step 1: Preheat the oven.\n" + text(95), ""),
        ("**Section 2 - Methods**\n" + text(97), ""),
        ("Section 2 - Main Point: the lamp\n" + text(95), "leftover"),
        ("Chapter 2 - Heading: Oil - Main Point: the lamp\n" + text(95), "leftover"),
        ("I cannot say when the sea first called me. " + text(91), ""),
        ("I can't breathe. The water rose. " + text(94), ""),
        ("I\u2019m sorry I came so late. " + text(94), ""),
        ("I cannot help but think of her. " + text(93), ""),
        ("对不起，我来晚了。" + text(95), ""),
        ("I\u2019m very sorry for this, but I can\u2019t help with it. " + text(88), "refusal"),
        ("I'm unable to fully comply with this. " + text(92), "refusal"),
        ("Unfortunately, I cannot continue. " + text(96), "refusal"),
        (text(60), "length"),
        (" ", "empty"),
        ("I'm sorry, but I cannot write this. " + text(95), "refusal"),
        ("抱歉，我不能写。" + text(95), "refusal"),
        (text(50) + "\n\nParagraph 2 - Main Point: the lamp\n\n" + text(50), "leftover"),
        (text(50) + "\n\nParagraph 1\n\n" + text(50), "leftover"),
        ("\u201cI can\u2019t,\u201d said the keeper. " + text(95), ""),
        (text(50) + "\n\nWord Count: 400 words\n" + text(45), "leftover"),
        ("the lamp was lit again by the keeper and " * 12, "repetition"),
    ],
)
def test_a_text_that_should_not_be_learnt_is_left_out_for_a_reason(written, fault):
    assert fault_of(written, 100) == fault


@pytest.mark.parametrize(
    ("middle", "fault"),
    [
        (text(40), ""),
        ("I'm sorry, but I cannot write this. " + text(33), "refusal"),
        ("**As an AI, I do not.** " + text(34), "refusal"),
        ("Paragraph 2\n\n" + text(38), "leftover"),
        (" \n", "a section without text"),
    ],
)
def test_each_section_is_looked_at_by_itself(middle, fault):
    first, last = text(60).replace("word", "sea"), text(60).replace("word", "lamp")
    assert fault_of_sections([first, middle, last], 160) == fault


def test_a_document_without_any_text_is_empty():
    assert fault_of_sections(["", " "], 100) == "empty"


def test_a_text_of_another_length_may_stay_where_nobody_is_choosy():
    assert fault_of(text(60), 100, is_choosy=False) == ""


def test_a_teacher_says_how_long_a_text_should_be():
    engine = ScriptedEngine([answering("3500")])
    assert words_for(engine, Instruction("Write of the sea.")) == 3500
    assert words_for(engine, Instruction("Write 900 words.", 900)) == 900


def request(seed=1):
    return GenerateRequest((Message("user", "Write."),), 20, seed=seed)


def text_of(engine, asked):
    [found] = [event for event in engine.generate(asked) if isinstance(event, Generated)]
    return found.text


def test_an_answer_is_asked_for_once(tmp_path):
    engine = ScriptedEngine([answering("one"), answering("two")])
    assert text_of(CachedEngine(engine, tmp_path), request()) == "one"
    again = CachedEngine(engine, tmp_path)
    assert text_of(again, request()) == "one"
    assert again.generated_tokens == 0
    assert text_of(again, request(seed=2)) == "two"


@pytest.mark.parametrize("ending", [StopReason.CANCELLED, StopReason.INTERRUPTED])
def test_an_answer_that_was_broken_off_is_not_kept(tmp_path, ending):
    class BrokenOff(ScriptedEngine):
        def generate(self, request):
            yield Generated("half an ans", ending)

    text_of(CachedEngine(BrokenOff([]), tmp_path), request())
    assert list(tmp_path.rglob("*.json")) == []


def test_the_report_shows_lengths_and_reasons():
    report = Report()
    for fault, words in (("", 2_500), ("", 2_900), ("", 31_000), ("refusal", 0)):
        report.note(fault, words)
    assert [line.split()[0] for line in report.text().splitlines()] == ["2,000", "31,000", "left"]


@pytest.fixture
def options(tmp_path):
    path = tmp_path / "in.txt"
    path.write_text(f"{ASKED}\n{ASKED}\nWrite 90 words.\nWrite of the sea.\n")
    return ["--run", str(tmp_path / "run"), "--instructions", str(path),
            "--teacher", str(starter_path()), "--fewest-words", "500"]  # fmt: skip


@pytest.mark.parametrize("steps", [False, True], ids=["documents", "steps"])
def test_a_local_teacher_writes_rows_that_can_be_trained_on(tmp_path, options, steps, capfd):
    assert data_agentwrite.main([*options, *(["--steps"] if steps else [])]) == 0
    folder = tmp_path / "run" / "data_agentwrite"
    [row] = read_rows(folder / "rows.jsonl")
    assert (len(row.messages) > 2) is steps
    assert "1,400 words" in row.messages[0]["content"]
    facts = manifest.require(folder, "data_agentwrite")["facts"]
    assert facts["left_out"] == {
        "duplicate": 1, "another length wanted": 1, "no length named": 1
    }  # fmt: skip
    assert "left out, duplicate: 1" in capfd.readouterr().out

    before = (folder / "rows.jsonl").read_bytes()
    assert data_agentwrite.main([*options, *(["--steps"] if steps else [])]) == 0
    assert (folder / "rows.jsonl").read_bytes() == before
    assert "1 rows, 0 tokens written" in capfd.readouterr().out


def test_the_forecast_counts_tokens_and_costs():
    options = Namespace(fewest_words=2_000, price=(1.0, 10.0), most=3)
    wanted = [Instruction("a", 10_000), Instruction("c"), Instruction("b", 2_000)]
    told = data_agentwrite.forecast(wanted, 1, options)
    # 10,000 and (of unknown length) 2,000 words; the text is read again for each 500 words.
    assert "about 16,200 tokens to write and 156,600 to read, at most 0.32 at" in told


def test_the_forecast_counts_what_is_written(tmp_path, options, capfd):
    path = tmp_path / "in.txt"
    path.write_text("".join(f"Write of {chr(97 + at)}.\n" for at in range(26)) + ASKED)
    assert data_agentwrite.main(options) == 0
    assert "1 instructions left: about 1,890 tokens to write" in capfd.readouterr().out


def long_answer(number):
    return {"role": "assistant", "content": text(number)}


def test_the_answers_of_a_file_are_sifted_without_a_teacher(tmp_path, capsys):
    asked = {"role": "user", "content": "Write a 2,500-word story."}
    rows = [
        {"messages": [asked, long_answer(2_400)]},
        {"messages": [asked | {"content": "Write a 6,000-word report."}, long_answer(2_400)]},
        {"messages": [asked | {"content": "Write of the wide sea."}, long_answer(2_400)]},
        {"messages": [asked | {"content": "Draft 3,000 words on bees."}]},
    ]
    path = tmp_path / "long.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    options = ["--run", str(tmp_path / "run"), "--instructions", str(path), "--written"]
    assert data_agentwrite.main(options) == 0
    folder = tmp_path / "run" / "data_agentwrite"
    [row] = read_rows(folder / "rows.jsonl")
    assert row.messages == (asked, long_answer(2_400))
    left = manifest.require(folder, "data_agentwrite")["facts"]["left_out"]
    assert left == {"duplicate": 0, "length": 1, "no length named": 1, "empty": 1}
    capsys.readouterr()


def remote(tmp_path, url, *more):
    path = tmp_path / "in.txt"
    path.write_text("Write a story of 600 words about a keeper and his lamp.")
    return ["--run", str(tmp_path / "run"), "--instructions", str(path), "--endpoint", url,
            "--endpoint-model", "starter", "--fewest-words", "500", *more]  # fmt: skip


def test_a_server_is_a_teacher_too_and_a_bad_text_is_written_again(tmp_path, capfd):
    """The first try refuses in each section, the second one writes. No model writes here: what
    one makes of a stream that is closed early depends on when that is."""
    seeds = []

    def tell(body):
        seeds.append(body["seed"])
        if body["messages"][-1]["content"].startswith("Plan"):
            yield PLAN
        elif body["seed"] == 1:
            yield "I'm sorry, but I cannot write this."
        else:
            number = sum(turn["role"] == "user" for turn in body["messages"])
            yield text(200).replace("word", f"part{number}")

    with serving(OpenAiServer(tell)) as server:
        assert data_agentwrite.main(remote(tmp_path, server.url, "--all")) == 0
    [row] = read_rows(tmp_path / "run" / "data_agentwrite" / "rows.jsonl")
    assert "sorry" not in row.messages[1]["content"]
    assert {1, 2} <= set(seeds)
    capfd.readouterr()


PLAN = "\n".join(
    f"Paragraph {number} - Heading: {subject} - Main Point: how the {subject} was kept"
    for number, subject in enumerate(("lamp", "oil", "stair"), 1)
)


def refusing(tmp_path, refused_seeds, *more, ends_with=0):
    """Run with a teacher that refuses in the second of three sections alone, with these seeds; the
    seeds that each section was asked for with."""
    asked = {1: [], 2: [], 3: []}

    def tell(body):
        turns = body["messages"]
        if turns[-1]["content"].startswith("Plan"):
            yield PLAN
            return
        number = sum(turn["role"] == "user" for turn in turns)
        asked[number].append(body["seed"])
        if number == 2 and body["seed"] in refused_seeds:
            yield "I'm sorry, I cannot write this section."
        else:
            yield text(200).replace("word", f"part{number}")

    with serving(OpenAiServer(tell)) as server:
        assert data_agentwrite.main(remote(tmp_path, server.url, "--all", *more)) == ends_with
    return asked


@pytest.mark.parametrize("more", [[], ["--steps"]], ids=["documents", "steps"])
def test_a_refusal_in_a_middle_section_alone_is_asked_again(tmp_path, more, capfd):
    asked = refusing(tmp_path, {1}, *more)
    assert all({1, 2} <= set(seeds) for seeds in asked.values())
    folder = tmp_path / "run" / "data_agentwrite"
    [row] = read_rows(folder / "rows.jsonl")
    assert "sorry" not in json.dumps(row.messages)
    capfd.readouterr()


def test_a_section_that_is_refused_each_time_never_becomes_text(tmp_path, capfd):
    refusing(tmp_path, {1, 2}, ends_with=1)
    folder = tmp_path / "run" / "data_agentwrite"
    assert not (folder / "rows.jsonl").exists()
    assert not (folder / manifest.NAME).exists()
    told = capfd.readouterr()
    assert "left out, refusal: 1" in told.out
    assert "nothing is left to learn from" in told.err


@pytest.mark.parametrize("status", [200, 404])
def test_an_error_page_never_becomes_a_text(tmp_path, status, capfd):
    page = "<html><body><h1>This page is lost</h1></body></html>"
    server = OpenAiServer(saying("a"), faults=[Fault(status=status, page=page)] * 9)
    with serving(server):
        assert data_agentwrite.main(remote(tmp_path, server.url)) == 1
    [told] = capfd.readouterr().err.strip().splitlines()
    assert "127.0.0.1" in told
    folder = tmp_path / "run" / "data_agentwrite"
    assert list(folder.rglob("*.json*")) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ([], "one of --teacher, --endpoint and --written"),
        (["--written", "--endpoint", "http://127.0.0.1:9"], "one of --teacher"),
        (["--written", "--steps"], "--steps needs a teacher"),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path, more, says, capsys):
    options = ["--run", str(tmp_path), "--instructions", "none.txt", *more]
    assert data_agentwrite.main(options) == 1
    assert says in capsys.readouterr().err


def test_a_teacher_that_is_not_there_is_said_in_one_line(options, capfd):
    assert data_agentwrite.main([*options[:4], "--teacher", "none.gguf"]) == 1
    assert "none.gguf" in capfd.readouterr().err
