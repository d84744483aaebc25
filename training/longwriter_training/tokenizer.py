# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Stage 1: learn the tokenizer from the books, then write the books as token files.

Byte-level BPE behind the llama-3 splitting rule, which llama.cpp knows as
``tokenizer.ggml.pre = llama-bpe``. Writes ``tokenizer/``: tokenizer.json, train.bin and
held_out.bin (uint16 tokens, ``<|begin|>`` before each chapter), manifest.json.

  python -m longwriter_training.tokenizer --run RUN --corpus BOOKS --config configs/starter_cpu.toml
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import books, manifest
from longwriter_training.config import load, parser
from longwriter_training.problems import Refused, told
from longwriter_training.special import BEGIN, SPECIAL

if TYPE_CHECKING:
    from tokenizers import Tokenizer

STAGE = "tokenizer"
LLAMA3_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def train(texts: Iterator[str], vocab_size: int) -> "Tokenizer":
    """Learn the merges. The special tokens take ids 0, 1, 2 … in the order of ``SPECIAL``."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    result = Tokenizer(models.BPE(ignore_merges=False))
    result.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(LLAMA3_SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    result.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=[AddedToken(text, special=True, normalized=False) for text in SPECIAL],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    result.train_from_iterator(texts, trainer)
    return result


def chapters(shelf: Sequence[books.Book]) -> Iterator[str]:
    """One document a chapter: heading, blank line, text."""
    for book in shelf:
        for chapter in book.chapters:
            yield f"{chapter.heading}\n\n{chapter.text}" if chapter.heading else chapter.text


def _sample(shelf: Sequence[books.Book], words: int) -> Iterator[str]:
    """Every n-th chapter, so that all books take part; split by paragraphs to bound memory."""
    total = sum(book.words for book in shelf)
    stride = max(1, round(total / words))
    for index, text in enumerate(chapters(shelf)):
        if index % stride == 0:
            yield from text.split("\n\n")


def write_tokens(tokenizer: "Tokenizer", shelf: Sequence[books.Book], path: Path) -> int:
    """Write uint16 tokens to ``path``; returns how many."""
    import numpy as np

    parts = []
    batch: list[str] = []
    begin = tokenizer.token_to_id(BEGIN)

    def flush() -> None:
        for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
            parts.append(np.array([begin, *encoding.ids], dtype=np.uint16))
        batch.clear()

    for text in chapters(shelf):
        batch.append(text)
        if len(batch) == 200:
            flush()
    flush()
    tokens = np.concatenate(parts)
    manifest.write_bytes(path, tokens.tobytes())
    return len(tokens)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = parser(__doc__)
    arguments.add_argument(
        "--corpus", type=Path, required=True, help="folder with *.jsonl.xz books"
    )
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def _run(options: argparse.Namespace) -> None:
    config = load(options.config, options.set)
    folder = manifest.begin(options.run / "tokenizer")

    training, held_out = books.split(books.read_all(options.corpus, config.books), config.books)
    words = sum(book.words for book in training)
    print(f"{len(training)} books, {words:,} words; {len(held_out)} held out", flush=True)
    tokenizer = train(_sample(training, config.tokenizer.sample_words), config.tokenizer.vocab_size)
    size = tokenizer.get_vocab_size()
    if size != config.tokenizer.vocab_size:
        raise Refused(
            f"the books give no more than {size} of {config.tokenizer.vocab_size} tokens: set "
            "tokenizer.vocab_size and model.vocab_size to fewer, or give more books"
        )
    manifest.write_bytes(folder / "tokenizer.json", tokenizer.to_str().encode())
    trained = write_tokens(tokenizer, training, folder / "train.bin")
    measured = write_tokens(tokenizer, held_out, folder / "held_out.bin")
    print(f"{trained:,} tokens, {trained / words:.3f} a word; {measured:,} held out")
    facts = {
        "books": len(training),
        "words": words,
        "train_tokens": trained,
        "held_out_tokens": measured,
        "held_out_titles": [book.title for book in held_out],
        "vocab_size": size,
    }
    settings = {"books": asdict(config.books), "tokenizer": asdict(config.tokenizer)}
    manifest.finish(folder, STAGE, settings, facts)


if __name__ == "__main__":
    raise SystemExit(main())
