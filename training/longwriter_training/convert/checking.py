# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Compares a GGUF file with what it was made from: its tokens, and its logits."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_PLAIN = (
    "It was night. It rained; nobody came.",
    "  two  spaces   three ",
    "tab\tand\nnew\n\nlines\r\n",
    "don't DON'T we'll they've I'm he'd it's 'S 'Re",
    "1 12 123 1234 12345 3.14 1,000,000 2026-11-21",
    "naïve café Zürich Ångström façade",
    "“Quoted” ‘text’ — an em dash… and – an en dash",
    "你好，世界。第一章：灯塔",
    "今天是2026年11月21日",
    "こんにちは世界 カタカナ",
    "안녕하세요 세계",
    "Привет, мир! Ёлка",
    "Γειά σου Κόσμε",
    "مرحبا بالعالم",
    "שלום עולם",
    "नमस्ते दुनिया",
    "สวัสดีชาวโลก",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🎉",
    "a\u00a0b\u2003c\u200bd\ufeffe",
    "x²+y³≠√2 ½ ⅓ Ⅷ ①",
    "e\u0301 vs é",
    "https://example.org/a?b=c&d=%20#e",
    "snake_case camelCase kebab-case",
    '{"a": [1, 2, {"b": null}]}',
    "def f(x):\n    return x ** 2\n",
    "# Heading\n\n- item *one*\n1. **two**\n> quote",
    "\n",
    " ",
    "\n\n\n   \n",
    "!!!???...---___***",
    "<|end of nothing|> [INST] </s>",
    "ＦＵＬＬ　ｗｉｄｔｈ",
    "Straße İstanbul ǅ ﬁ",
)
_RANGES = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x5FF), (0x620, 0x6FF), (0x900, 0xDFF), (0x1E00, 0x20CF),
    (0x2100, 0x27BF), (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x1F300, 0x1FAFF),
)  # fmt: skip


def hard_lines(more: int = 400, seed: int = 1) -> list[str]:
    """Lines that tokenizers differ on, and `more` of random characters of many scripts."""
    draw = random.Random(seed)

    def one() -> str:
        ranges = draw.choices(_RANGES, k=3)
        letters = (chr(draw.randint(*draw.choice(ranges))) for _ in range(draw.randint(1, 60)))
        return "".join(letter if draw.random() > 0.15 else " " for letter in letters)

    return [*_PLAIN, *(one() for _ in range(more))]


@dataclass(frozen=True)
class Difference:
    """A line that llama.cpp and the tokenizer cut differently, as token ids."""

    line: str
    theirs: tuple[int, ...]
    ours: tuple[int, ...]


def token_differences(path: Path, source: str, lines: Sequence[str]) -> list[Difference]:
    """Where llama.cpp, with the vocabulary of the file at `path`, cuts other tokens than the
    tokenizer whose tokenizer.json is `source`."""
    from llama_cpp import Llama
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(source)
    model = Llama(str(path), vocab_only=True, verbose=False)
    found = []
    for line in lines:
        expected = tuple(tokenizer.encode(line, add_special_tokens=False).ids)
        got = tuple(model.tokenize(line.encode(), add_bos=False, special=True))
        if got != expected:
            found.append(Difference(line, expected, got))
    model.close()
    return found


def llama_cpp_logits(path: Path, tokens: Sequence[int]) -> "np.ndarray":
    """What llama.cpp computes for each position: (tokens, vocabulary), float32."""
    import numpy as np
    from llama_cpp import Llama

    model = Llama(
        str(path), n_ctx=len(tokens) + 8, logits_all=True, n_threads=1, flash_attn=False,
        verbose=False,
    )  # fmt: skip
    model.eval(list(tokens))
    logits = np.array(model.scores[: len(tokens)])
    model.close()
    return logits
