# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An adapter is exported as what was tuned: with the words and the template it was tuned with."""

import json

import pytest

from longwriter_desktop.models.header import read_header
from longwriter_training import export_hf
from longwriter_training.convert import comparing
from longwriter_training.convert.vocabulary import without_markers
from tests.training import checkpoints

pytestmark = pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")
TUNED_WITH = checkpoints.TEMPLATE.replace("<|assistant|>", "Answer: ")


@pytest.fixture
def base(tmp_path, tokenizer_path):
    """A base with a chat template of its own, and an adapter without one."""
    model = checkpoints.llama(tmp_path / "base", tokenizer_path)
    checkpoints.lora(model, tmp_path / "adapter")
    return tmp_path / "base"


def words_of_the_adapter(tmp_path, base, *kept):
    """The tokenizer as fine-tuning leaves it with an adapter; only the files `kept`."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(base)
    tokenizer.chat_template = TUNED_WITH
    tokenizer.save_pretrained(tmp_path / "words")
    for path in (tmp_path / "words").iterdir():
        if not kept or path.name in kept:
            path.rename(tmp_path / "adapter" / path.name)


def template_in(path):
    return read_header(path).metadata["tokenizer.chat_template"]


@pytest.mark.parametrize("kept", [(), ("chat_template.jinja",)], ids=["all", "template alone"])
def test_the_file_has_the_chat_template_that_the_adapter_was_tuned_with(
    tmp_path, base, kept, monkeypatch, capfd
):
    words_of_the_adapter(tmp_path, base, *kept)
    asked = []
    loaded = comparing._loaded

    def seen(*given):
        tokenizer, model = loaded(*given)
        asked.append(tokenizer.chat_template)
        return tokenizer, model

    monkeypatch.setattr(comparing, "_loaded", seen)
    words = ["--source", base, "--adapter", tmp_path / "adapter", "--output", tmp_path / "m.gguf"]
    assert export_hf.main([*map(str, words), "--type", "f32"]) == 0
    assert template_in(tmp_path / "m.gguf") == without_markers(TUNED_WITH)
    assert asked == [TUNED_WITH]  # its source is asked in the same way
    capfd.readouterr()


def test_an_adapter_that_brings_no_template_leaves_the_bases(tmp_path, base):
    export_hf.convert(base, tmp_path / "m.gguf", "f32", tmp_path / "adapter")
    assert template_in(tmp_path / "m.gguf") == without_markers(checkpoints.TEMPLATE)


def test_the_tokens_of_the_adapter_are_those_of_the_file(tmp_path, base):
    words_of_the_adapter(tmp_path, base)
    place = tmp_path / "adapter" / "tokenizer_config.json"
    changed = json.loads(place.read_text()) | {"eos_token": "<|pad|>"}
    place.write_text(json.dumps(changed))
    export_hf.convert(base, tmp_path / "m.gguf", "f32", tmp_path / "adapter")
    ends = read_header(tmp_path / "m.gguf").metadata["tokenizer.ggml.eos_token_id"]
    assert ends == json.loads((base / "tokenizer.json").read_text())["model"]["vocab"]["<|pad|>"]
