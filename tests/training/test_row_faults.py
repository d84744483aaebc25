# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows, tasks and pairs in the forms that others write are read; faults are named by their row."""

import json

import pytest

from longwriter_training.tune.preference import read_pairs, read_tasks
from longwriter_training.tune.rows import RowRefused, read_rows

HALF = "half a \ud83d letter"


def user(text):
    return {"role": "user", "content": text}


def assistant(text):
    return {"role": "assistant", "content": text}


GOOD_ROW = {"messages": [user("Write."), assistant("It is wide.")]}
GOOD_PAIR = {
    "prompt": [user("Write.")], "chosen": [assistant("It is wide.")],
    "rejected": [assistant("Wide.")],
}  # fmt: skip


@pytest.fixture
def second(tmp_path):
    """A file with a good row, and this one behind it."""

    def make(first, row):
        path = tmp_path / "rows.jsonl"
        path.write_text(f"{json.dumps(first)}\n{json.dumps(row)}")
        return path

    return make


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"messages": [user(HALF), assistant("a")]}, "message 1 holds half a letter"),
        ({"messages": [{"role": "system", "content": "Help."}]}, "not the assistant's"),
        ({"messages": ["Write."]}, "message 1 has no role or no text"),
        ("Write.", "no JSON object"),
    ],
)
def test_a_row_that_cannot_be_learnt_is_named(second, row, says):
    with pytest.raises(RowRefused, match=f"line 2: .*{says}"):
        list(read_rows(second(GOOD_ROW, row)))


def test_a_row_of_a_json_list_is_named_as_one(tmp_path):
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([GOOD_ROW, {"messages": []}], indent=1))
    with pytest.raises(RowRefused, match="row 2: it has no list of messages"):
        list(read_rows(path))


def test_a_task_can_be_a_conversation_of_sharegpt(second):
    turns = [{"from": "human", "value": "Write of the sea."}, {"from": "gpt", "value": "Wide."}]
    [_, (task, given)] = read_tasks(second(GOOD_ROW, {"conversations": turns}))
    assert (task.question, given) == ("Write of the sea.", ("Wide.",))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"prompt": HALF}, "its prompt: message 1 holds half a letter"),
        ({"prompt": "Write.", "answers": [HALF]}, "its answer: message 1 holds half a letter"),
        ({"prompt": "Write.", "answers": "It"}, "its answers are no list of texts"),
        ({"messages": [{"role": "writer", "content": "a"}]}, "message 1 has no role"),
        ({"question": "Write."}, "no list of messages"),
    ],
)
def test_a_task_that_cannot_be_asked_is_named(second, row, says):
    with pytest.raises(RowRefused, match=f"line 2: .*{says}"):
        list(read_tasks(second(GOOD_ROW, row)))


WHOLE = [[user("Write."), assistant("It is wide.")], [user("Write."), assistant("Wide.")]]


@pytest.mark.parametrize(
    "row",
    [
        {"prompt": "Write.", "chosen": "It is wide.", "rejected": "Wide."},
        {"chosen": WHOLE[0], "rejected": WHOLE[1]},
        {"prompt": "Write.", "chosen": WHOLE[0], "rejected": WHOLE[1]},
    ],
    ids=["texts", "prompt in both", "prompt in both and by itself"],
)
def test_pairs_are_read_in_each_form_of_trl(second, row):
    assert list(read_pairs(second(GOOD_PAIR, row))) == [GOOD_PAIR] * 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"chosen": None}, "its chosen is no text and no list of messages"),
        ({"rejected": [user("Wide.")]}, "its prompt with its rejected answer: .*the user's where"),
        ({"rejected": []}, "its rejected: it has no list of messages"),
        ({"prompt": [assistant("Hm.")]}, "its prompt with its chosen answer: .*where the user's"),
        ({"prompt": ""}, "it has no prompt"),
        ({"prompt": " "}, "message 1 is empty"),
        ({"chosen": HALF}, "its chosen: message 1 holds half a letter"),
        ({"chosen": WHOLE[0], "rejected": [user("Go."), assistant("It.")]}, "no prompt in common"),
    ],
)  # fmt: skip
def test_a_pair_that_cannot_be_learnt_is_named(second, change, says):
    with pytest.raises(RowRefused, match=f"line 2: .*{says}"):
        list(read_pairs(second(GOOD_PAIR, GOOD_PAIR | change)))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"chosen": "It is wide.", "rejected": "Wide."}, "it has no prompt"),
        ({"prompt": "Write.", "chosen": "It is wide."}, "it has no rejected"),
        ({"prompt": "Write."}, "it has no chosen and no rejected"),
        (["Write."], "it has no chosen"),
    ],
)
def test_what_a_pair_lacks_is_named(second, row, says):
    with pytest.raises(RowRefused, match=f"line 2: {says}"):
        list(read_pairs(second(GOOD_PAIR, row)))
