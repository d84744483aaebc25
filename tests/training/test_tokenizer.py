# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The tokenizer loses nothing, and llama.cpp cuts text exactly as it does."""

import random

import pytest
from tokenizers import Tokenizer

from longwriter_training.config import TokenizerConfig
from longwriter_training.special import SPECIAL
from longwriter_training.text import TokenText

LINES = [
    "Don't stop: it's 1234567 o'clock, isn't it? I'LL say WE'VE",
    "  two spaces,\ttab and trailing   ",
    "line\n\n\nbreaks\r\n and \n more",
    "你好，世界。这是一个测试 mixed with English",
    "naïve café — “quotes” … ½ × ÷ ğüşıöç Ελληνικά русский العربية",
    "👩‍👩‍👧 🎉🎉 non\u00a0breaking zero\u200bwidth",
    "snake_case(x) == 3.14159 && y != -1; // ok",
    "",
]


def random_lines(number: int) -> list[str]:
    """Strings of letters, signs, digits and white space from many scripts."""
    rng = random.Random(3)
    ranges = [(32, 126), (160, 591), (0x370, 0x3FF), (0x4E00, 0x4E80), (0x1F600, 0x1F640), (9, 10)]
    lines = []
    for _ in range(number):
        spans = rng.choices(ranges, weights=(8, 2, 1, 2, 1, 1), k=rng.randint(1, 40))
        lines.append("".join(chr(rng.randint(*span)) for span in spans))
    return lines


@pytest.fixture(scope="module")
def tokenizer(tokenizer_path):
    return Tokenizer.from_file(str(tokenizer_path))


def test_special_tokens_have_the_first_ids(tokenizer):
    assert [tokenizer.token_to_id(text) for text in SPECIAL] == list(range(len(SPECIAL)))


def test_the_vocabulary_has_the_size_that_was_asked_for(tokenizer):
    assert tokenizer.get_vocab_size() == 1024
    assert TokenizerConfig().vocab_size < 2**16  # tokens are stored in two bytes


@pytest.mark.parametrize("line", LINES)
def test_text_survives_the_round_trip(tokenizer, tokenizer_path, line):
    ids = tokenizer.encode(line, add_special_tokens=False).ids
    assert tokenizer.decode(ids, skip_special_tokens=False) == line
    assert TokenText(tokenizer_path).decode(ids) == line


def test_llama_cpp_cuts_every_line_the_same_way(tokenizer, tiny_gguf):
    from llama_cpp import Llama

    model = Llama(str(tiny_gguf), n_ctx=64, verbose=False)
    lines = [line for line in LINES + random_lines(300) if line]
    ours = [tokenizer.encode(line, add_special_tokens=False).ids for line in lines]
    theirs = [model.tokenize(line.encode(), add_bos=False, special=False) for line in lines]
    model.close()
    assert ours == theirs
