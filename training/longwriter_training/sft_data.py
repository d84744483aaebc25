# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Stage 3: samples in the app's own prompts, cut from the books and turned into tokens.

Reads ``tokenizer/`` and the books, writes ``sft_data/``: train.npz, held_out.npz (``tokens``
uint16, ``loss`` uint8 with 1 where loss counts, ``lengths`` int32, samples end to end),
examples.jsonl (a few samples to read),
probes.jsonl (held-out prompts for ``evaluate_starter``), manifest.json. Loss counts on
assistant text and its ``<|end|>`` alone.

  python -m longwriter_training.sft_data --run RUN --corpus BOOKS --config configs/starter_cpu.toml
"""

import argparse
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training import books, manifest
from longwriter_training.config import EvaluateConfig, SftDataConfig, load, parser
from longwriter_training.problems import Refused, told
from longwriter_training.special import ASSISTANT_ID, BEGIN_ID, END_ID, USER_ID

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from longwriter_desktop.domain.ports import Message
    from longwriter_training.conversations import Builder

STAGE = "sft_data"
Sample = tuple[list[int], list[int]]  # (tokens, loss) of equal length


def encode(tokenizer: "Tokenizer", messages: "Sequence[Message]") -> Sample:
    """A conversation as tokens; loss is 1 on assistant text and the ``<|end|>`` behind it."""
    tokens, loss = [BEGIN_ID], [0]
    for message in messages:
        ids = tokenizer.encode(message.content, add_special_tokens=False).ids
        counts = int(message.role == "assistant")
        tokens += [ASSISTANT_ID if counts else USER_ID, *ids, END_ID]
        loss += [0, *[counts] * (len(ids) + 1)]
    return tokens, loss


def fitted(tokenizer: "Tokenizer", messages: "Sequence[Message]", context: int) -> Sample | None:
    """A conversation as tokens; None if it has more than ``context`` of them."""
    sample = encode(tokenizer, messages)
    return sample if len(sample[0]) <= context else None


def draw(
    builder: "Builder", tokenizer: "Tokenizer", config: SftDataConfig
) -> "Iterator[tuple[Sample, list[Message]]]":
    """All samples of a shelf: conversations, then plans."""
    from longwriter_training import drawing

    encoded = partial(fitted, tokenizer, context=config.context)
    yield from drawing.conversations(builder, encoded, config.conversations)
    yield from drawing.plans(builder, encoded, config.plans)


def save(path: Path, samples: Sequence[Sample]) -> dict[str, int]:
    """Write one npz; returns counts of samples, tokens and target tokens. Raises `Refused`."""
    import numpy as np

    if not samples:
        raise Refused(f"there are no samples for {path.name}: ask for some of each kind")
    tokens = np.concatenate([np.array(sample[0], dtype=np.uint16) for sample in samples])
    loss = np.concatenate([np.array(sample[1], dtype=np.uint8) for sample in samples])
    lengths = np.array([len(sample[0]) for sample in samples], dtype=np.int32)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, tokens=tokens, loss=loss, lengths=lengths)
    manifest.write_bytes(path, buffer.getvalue())
    return {"samples": len(samples), "tokens": len(tokens), "targets": int(loss.sum())}


def _examples(drawn: Iterable[tuple[Sample, "list[Message]"]]) -> bytes:
    rows: list[dict[str, Any]] = [
        {"messages": [asdict(m) for m in messages]} for _, messages in drawn
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _probes(builder: "Builder", config: EvaluateConfig) -> bytes:
    """Prompts from held-out books, one section of exactly the wanted length each."""
    rows = []
    for target in config.targets:
        for _ in range(config.samples):
            messages = builder.conversation(builder.passage(base=target, sections=1))
            rows.append({"target": target, "prompt": messages[0].content})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = parser(__doc__)
    arguments.add_argument(
        "--corpus", type=Path, required=True, help="folder with *.jsonl.xz books"
    )
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def _run(options: argparse.Namespace) -> None:
    config = load(options.config, options.set)
    manifest.require(options.run / "tokenizer", "tokenizer")
    folder = manifest.begin(options.run / STAGE)

    from dataclasses import replace

    from tokenizers import Tokenizer

    from longwriter_training.conversations import Builder
    from longwriter_training.salience import Salience

    tokenizer = Tokenizer.from_file(str(options.run / "tokenizer" / "tokenizer.json"))
    training, held_out = books.split(books.read_all(options.corpus, config.books), config.books)
    salience = Salience(c.text for book in training[:200] for c in book.chapters)
    settings = config.sft_data
    drawn = list(draw(Builder(training, salience, settings, settings.seed), tokenizer, settings))
    small = replace(settings, conversations=settings.held_out, plans=settings.held_out // 4)
    measured = list(draw(Builder(held_out, salience, small, settings.seed + 1), tokenizer, small))
    facts = {
        "train": save(folder / "train.npz", [sample for sample, _ in drawn]),
        "held_out": save(folder / "held_out.npz", [sample for sample, _ in measured]),
    }
    manifest.write_bytes(folder / "examples.jsonl", _examples([*drawn[:20], *drawn[-20:]]))
    builder = Builder(held_out, salience, settings, settings.seed + 2)
    manifest.write_bytes(folder / "probes.jsonl", _probes(builder, config.evaluate_starter))
    print(json.dumps(facts))
    manifest.finish(folder, STAGE, asdict(settings), facts)


if __name__ == "__main__":
    raise SystemExit(main())
