# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What llama.cpp computes from our GGUF is what our own model computes."""

import numpy as np
import pytest
import torch
from jinja2 import Environment
from tokenizers import Tokenizer

from longwriter_desktop.domain.ports import Message
from longwriter_training import export_gguf, sft_data
from longwriter_training.special import BEGIN_ID, CHAT_TEMPLATE, END_ID
from tests.training.library import TINY

TALK = (
    Message("user", "Write section 1.\nWord Count: 50 words"),
    Message("assistant", "It was night.\n\nIt rained."),
    Message("user", "Write section 2."),
    Message("assistant", "  Day came. "),
)


def llama_cpp_logits(path, tokens):
    """(tokens, vocabulary) float32."""
    from llama_cpp import Llama

    model = Llama(
        str(path), n_ctx=256, logits_all=True, n_threads=1, flash_attn=False, verbose=False
    )
    model.eval(tokens)
    logits = np.array(model.scores[: len(tokens)])
    model.close()
    return logits


@torch.no_grad()
def greedy(model, prompt, number):
    """``number`` tokens of the model itself, the most likely one each time."""
    tokens = list(prompt)
    for _ in range(number):
        tokens.append(int(model(torch.tensor([tokens]))[0, -1].argmax()))
    return tokens[len(prompt) :]


@pytest.fixture(scope="module")
def path_of_tokens(sharp_model):
    """A prompt and 64 greedy tokens behind it."""
    prompt = [BEGIN_ID, 300, 400, 500, 7]
    return [*prompt, *greedy(sharp_model, prompt, 64)]


@pytest.fixture(scope="module")
def our_logits(sharp_model, path_of_tokens):
    with torch.no_grad():
        return sharp_model(torch.tensor([path_of_tokens]))[0].numpy()


def test_the_random_model_is_no_broken_record(path_of_tokens):
    assert len(set(path_of_tokens[5:])) > 30


def test_logits_agree_with_llama_cpp(tiny_gguf, path_of_tokens, our_logits):
    theirs = llama_cpp_logits(tiny_gguf, path_of_tokens)
    assert np.abs(theirs - our_logits).max() < 0.05
    assert (theirs.argmax(1) == our_logits.argmax(1)).mean() > 0.97


def test_without_the_permutation_they_do_not(
    sharp_model, tokenizer_path, path_of_tokens, our_logits, tmp_path
):
    path = tmp_path / "wrong.gguf"
    export_gguf.write(
        path, sharp_model.state_dict(), TINY, tokenizer_path, "Wrong", half=False, permute=False
    )
    theirs = llama_cpp_logits(path, path_of_tokens)
    assert np.abs(theirs - our_logits).max() > 0.5


def test_the_quantised_file_is_smaller_and_nearly_the_same(
    tiny_gguf, path_of_tokens, our_logits, tmp_path
):
    small = tmp_path / "small.gguf"
    export_gguf.quantise(tiny_gguf, small, "Q8_0")
    assert small.stat().st_size < 0.5 * tiny_gguf.stat().st_size
    theirs = llama_cpp_logits(small, path_of_tokens)
    assert np.abs(theirs - our_logits).mean() < 0.1 * our_logits.std()


def test_a_file_that_cannot_be_quantised_is_an_error(tmp_path):
    with pytest.raises(export_gguf.QuantisationFailed):
        export_gguf.quantise(tmp_path / "none.gguf", tmp_path / "out.gguf", "Q8_0")
    assert not (tmp_path / "out.gguf").exists()


def test_the_file_says_how_it_is_to_be_used(tiny_gguf):
    from llama_cpp import Llama

    model = Llama(str(tiny_gguf), n_ctx=64, verbose=False)
    metadata = dict(model.metadata)
    end, begin = model.token_eos(), model.token_bos()
    model.close()
    assert metadata["general.name"] == "Tiny"
    assert metadata["general.architecture"] == "llama"
    assert metadata["llama.context_length"] == "256"
    assert metadata["tokenizer.ggml.pre"] == "llama-bpe"
    assert metadata["tokenizer.chat_template"] == CHAT_TEMPLATE
    assert (begin, end) == (BEGIN_ID, END_ID)


def test_the_chat_template_gives_the_tokens_of_training(tiny_gguf, tokenizer_path):
    from llama_cpp import Llama

    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    rows = [{"role": m.role, "content": m.content} for m in TALK]
    template = Environment(autoescape=False).from_string(CHAT_TEMPLATE)
    rendered = template.render(messages=rows, add_generation_prompt=False)
    model = Llama(str(tiny_gguf), n_ctx=64, verbose=False)
    theirs = model.tokenize(rendered.encode(), add_bos=False, special=True)
    model.close()
    assert theirs == sft_data.encode(tokenizer, TALK)[0]


def test_a_system_message_is_put_before_the_first_user_text():
    template = Environment(autoescape=False).from_string(CHAT_TEMPLATE)
    rows = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Write."}]
    text = template.render(messages=rows, add_generation_prompt=True)
    assert text == "<|begin|><|user|>Be brief.\n\nWrite.<|end|><|assistant|>"
