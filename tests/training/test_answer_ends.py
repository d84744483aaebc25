# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every answer of a conversation is learnt, from its first character to the token that ends it."""

import json
from pathlib import Path

import pytest
from transformers import AutoTokenizer

from longwriter_training import config, sft_trl
from longwriter_training.tune.rows import Row
from longwriter_training.tune.tokens import IGNORED, TemplateRefused, encode
from tests.training import checkpoints

TEMPLATES = Path(config.__file__).parents[1] / "templates"
TALK = Row(
    (
        {"role": "user", "content": "the lamp"},
        {"role": "assistant", "content": "burned slowly"},
        {"role": "user", "content": "the storm"},
        {"role": "assistant", "content": "came"},
    )
)


@pytest.fixture
def tokenizer(tmp_path, tokenizer_path):
    """Without <|im_end|>; its special tokens are <|begin|>, <|end|> and a few more."""
    checkpoints.llama(tmp_path / "base", tokenizer_path)
    return AutoTokenizer.from_pretrained(tmp_path / "base")


def learnt(tokenizer, row, template=checkpoints.TEMPLATE):
    """The text of the targets of a conversation."""
    [sample] = encode(tokenizer, [row], template, 256).samples
    return tokenizer.decode([one for one in sample["labels"] if one != IGNORED])


def published(name):
    return (TEMPLATES / name).read_text(encoding="utf-8")


OUTSIDE = checkpoints.TEMPLATE.replace(
    "m['content'] + '<|end|>' }}{% endgeneration %}", "m['content'] }}{% endgeneration %}<|end|>"
)


@pytest.mark.parametrize(
    ("template", "last"),
    [(published("chatml.jinja"), ">"), (OUTSIDE, "")],
    ids=["no such token", "outside of the markers"],
)
def test_a_template_by_which_a_model_would_never_stop_is_refused(tokenizer, template, last):
    with pytest.raises(TemplateRefused, match=f"ends with '[^']*{last}'.*never stop.*eos_token"):
        encode(tokenizer, [TALK], template, 256)


def test_a_template_whose_end_the_tokenizer_has_is_taken(tokenizer):
    assert learnt(tokenizer, TALK) == "burned slowly<|end|>came<|end|>"
    made = learnt(tokenizer, TALK, published("longwriter_llama.jinja"))
    assert made == "burned slowly<|end|>came<|end|>"
    tokenizer.add_tokens(["<|im_end|>"], special_tokens=True)
    assert learnt(tokenizer, TALK, published("chatml.jinja")).count("<|im_end|>") == 2


def test_a_line_feed_may_stand_behind_the_end(tokenizer):
    template = checkpoints.TEMPLATE.replace("<|end|>' }}{% endgen", "<|end|>\n' }}{% endgen")
    assert learnt(tokenizer, TALK, template) == "burned slowly<|end|>\ncame<|end|>\n"


def test_the_stage_refuses_it_in_one_line(tmp_path, tokenizer, capfd):
    (tmp_path / "rows.jsonl").write_text(json.dumps({"messages": TALK.messages}))
    values = {
        "base.model": str(tmp_path / "base"), "rows.long": [str(tmp_path / "rows.jsonl")],
        "base.template": str(TEMPLATES / "chatml.jinja"),
    }  # fmt: skip
    words = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
    assert sft_trl.main(["--run", str(tmp_path / "run"), *words]) == 1
    assert "would never stop" in capfd.readouterr().err.splitlines()[-1]


def with_blanks(*places):
    turns = [dict(turn) for turn in TALK.messages]
    for place in places:
        turns[place]["content"] = f"  {turns[place]['content']} "
    return Row(tuple(turns))


@pytest.fixture
def trimming(tokenizer, tmp_path):
    """A tokenizer that, as Llama 3's, does not count blanks to the places of their tokens."""
    place = tmp_path / "base" / "tokenizer.json"
    told = json.loads(place.read_text(encoding="utf-8"))
    bytes_alone = {
        "type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False,
    }  # fmt: skip
    told["post_processor"] = {"type": "Sequence", "processors": [bytes_alone]}
    place.write_text(json.dumps(told), encoding="utf-8")
    return AutoTokenizer.from_pretrained(tmp_path / "base")


def test_answers_that_begin_with_blanks_are_learnt_and_so_are_those_behind_them(trimming):
    before = trimming.backend_tokenizer.to_str()
    row = with_blanks(1)
    assert learnt(trimming, row) == "  burned slowly <|end|>came<|end|>"
    assert learnt(trimming, TALK) == "burned slowly<|end|>came<|end|>"
    assert trimming.backend_tokenizer.to_str() == before  # which is what is saved


def test_a_conversation_of_which_not_every_answer_is_marked_is_named(tokenizer):
    template = checkpoints.TEMPLATE.replace("== 'assistant'", "== 'assistant' and loop.last")
    with pytest.raises(TemplateRefused, match="mark 1 of the 2 answers.*begins with 'the lamp'"):
        encode(tokenizer, [TALK], template, 256)
