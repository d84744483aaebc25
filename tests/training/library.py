# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A small made-up library, and the shape of the tiny models of these tests."""

import json
import lzma
import random
from pathlib import Path

import numpy as np

from longwriter_training import manifest
from longwriter_training.config import ModelConfig
from longwriter_training.special import END_ID

SYLLABLES = ("ba", "ko", "mer", "til", "son", "ra", "ven", "lu", "dor", "shi", "pel", "an", "gu")
SMALL = ("the", "and", "of", "to", "a", "in", "was", "he", "it", "that", "with", "had", "her")
NAMES = ("Marlow", "Esther", "Dorian", "Agnes", "Hale")
TINY = ModelConfig(
    vocab_size=1024, dim=64, layers=2, heads=4, kv_heads=2, ff=128, rope_theta=10_000.0, context=256
)


def made_up_words(rng: random.Random, number: int) -> list[str]:
    """Words of two to four syllables, so that there is something to merge."""
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(number)]


def sentence(rng: random.Random, words: list[str]) -> str:
    """Five to 18 words; every other one small, now and then a name."""
    length = rng.randint(5, 18)
    chosen = [rng.choice(words if rng.random() < 0.55 else SMALL) for _ in range(length)]
    if rng.random() < 0.4:
        chosen[length // 2] = rng.choice(NAMES)
    text = " ".join(chosen)
    return text[0].upper() + text[1:] + rng.choice("....!?")


def book(seed: int, year: int | None = 1890) -> dict:
    """One book of five chapters of about 1,200 words."""
    rng = random.Random(seed)
    words = made_up_words(random.Random(7), 900)
    rng.shuffle(words)
    chapters = []
    for number in range(5):
        topic = words[number * 60 : number * 60 + 90]
        paragraphs = [
            " ".join(sentence(rng, topic) for _ in range(rng.randint(3, 7))) for _ in range(22)
        ]
        chapters.append(
            {"heading": f"CHAPTER {number + 1}. The Made Place", "text": "\n\n".join(paragraphs)}
        )
    return {"title": f"Book {seed}", "author": "Nobody", "year": year, "chapters": chapters}


def write_library(folder: Path, shelf: list[dict]) -> Path:
    """The books as ``books-00.jsonl.xz`` in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with lzma.open(folder / "books-00.jsonl.xz", "wt", encoding="utf-8") as stream:
        for entry in shelf:
            stream.write(json.dumps(entry) + "\n")
    return folder


def write_tokens(folder: Path, tokenizer: Path) -> None:
    """A finished stage `tokenizer`; its token files are drawn at random."""
    folder.mkdir(parents=True)
    (folder / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    draw = np.random.default_rng(1)
    for name, size in (("train", 4_000), ("held_out", 600)):
        tokens = draw.integers(END_ID + 1, TINY.vocab_size, size, dtype=np.uint16)
        (folder / f"{name}.bin").write_bytes(tokens.tobytes())
    manifest.finish(folder, "tokenizer", {}, {"vocab_size": TINY.vocab_size})
