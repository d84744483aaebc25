# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The length law, 1: samples whose answers are capped at some length, and the probes.

Reads ``tokenizer/`` and the books, writes ``law_data/``: cap-N.npz and cap-N-held_out.npz for every
cap of N words, probes.jsonl, manifest.json. An instruction names a topic and a length, the answer
is as much of a book as that; lengths are spread evenly over their logarithm, up to the cap. There
is half as much again as an arm needs, so that every seed takes other samples.

  python -m longwriter_training.law_data --run RUN --corpus BOOKS --config configs/starter_cpu.toml
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from itertools import islice
from math import exp, log
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from longwriter_training import books, manifest
from longwriter_training.config import LawConfig, load, parser
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_training.salience import Salience
    from longwriter_training.sft_data import Sample

STAGE = "law_data"
_SEGMENTS = 6  # answers taken from a chapter at a time
_SPARE = 1.5


class Answers:
    """Draws (topic, answer, words of the answer) from a shelf; the same seed draws the same."""

    def __init__(self, shelf: Sequence[books.Book], salience: "Salience", seed: int) -> None:
        self.salience = salience
        self.rng = random.Random(seed)
        self._chapters = [c for book in shelf for c in book.chapters if len(c.text) > 2500]
        if not self._chapters:
            raise Refused("no chapter of the books is long enough to cut answers from")

    def draw(self, low: int, cap: int) -> Iterator[tuple[str, str, int]]:
        """Endlessly, answers of ``low`` to ``cap`` words."""
        from longwriter_training.instructions import joined
        from longwriter_training.segments import cut, sentences_of

        while True:
            sentences = sentences_of(self.rng.choice(self._chapters).paragraphs)
            at = self.rng.randrange(max(1, len(sentences) // 2))
            for _ in range(_SEGMENTS):
                wanted = round(exp(self.rng.uniform(log(low), log(cap))))
                segment = cut(sentences, at, wanted)
                if segment is None:
                    break
                at += len(segment.sentences)
                topic = joined(self.salience.keywords(segment.text(), self.rng.randint(1, 3)))
                if topic and low <= segment.words <= cap:
                    yield topic, segment.text(), segment.words


def samples(
    source: Answers, tokenizer: Any, config: LawConfig, cap: int, targets: int
) -> tuple[list["Sample"], list[int]]:
    """(samples, words of their answers), at least ``targets`` tokens of answers."""
    from longwriter_desktop.domain.ports import Message
    from longwriter_training.countdown import counted_down
    from longwriter_training.instructions import sized_instruction
    from longwriter_training.segments import round_target
    from longwriter_training.sft_data import encode

    found: list[Sample] = []
    words: list[int] = []
    for topic, text, count in source.draw(config.min_words, cap):
        if targets <= 0:
            break
        asked = sized_instruction(source.rng, topic, round_target(count))
        if config.countdown:
            text = counted_down(text)
        sample = encode(tokenizer, [Message("user", asked), Message("assistant", text)])
        found.append(sample)
        words.append(count)
        targets -= sum(sample[1])
    return found, words


def probes(source: Answers, config: LawConfig) -> bytes:
    """Every topic with every length, in the manner of LongWrite-Ruler; topics of held-out books."""
    from longwriter_training.instructions import sized_instruction

    drawn = islice(source.draw(200, 400), 0, config.topics * _SEGMENTS, _SEGMENTS)
    topics = [topic for topic, _, _ in drawn]  # of about as many chapters
    rows = [
        {"asked": words, "prompt": sized_instruction(source.rng, topic, words)}
        for words in config.asked
        for topic in topics
    ]
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
    law = config.law
    manifest.require(options.run / "tokenizer", "tokenizer")
    folder = manifest.begin(options.run / STAGE)

    from tokenizers import Tokenizer

    from longwriter_training.salience import Salience
    from longwriter_training.sft_data import save

    tokenizer = Tokenizer.from_file(str(options.run / "tokenizer" / "tokenizer.json"))
    training, held_out = books.split(books.read_all(options.corpus, config.books), config.books)
    salience = Salience(c.text for book in training[:200] for c in book.chapters)
    facts: dict[str, Any] = {}
    for cap in law.caps:
        for name, shelf, targets in (
            (f"cap-{cap}", training, round(_SPARE * law.targets)),
            (f"cap-{cap}-held_out", held_out, law.held_out),
        ):
            source = Answers(shelf, salience, law.seed + cap)
            drawn, words = samples(source, tokenizer, law, cap, targets)
            facts[name] = save(folder / f"{name}.npz", drawn) | {
                "median_words": median(words),
                "longest_words": max(words),
            }
            print(name, json.dumps(facts[name]), flush=True)
    asked = probes(Answers(held_out, salience, law.seed), law)
    manifest.write_bytes(folder / "probes.jsonl", asked)
    manifest.finish(folder, STAGE, asdict(law), facts)


if __name__ == "__main__":
    raise SystemExit(main())
