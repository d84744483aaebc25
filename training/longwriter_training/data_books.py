# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Cut rows to fine-tune on from public-domain books; no model takes part.

Three kinds: whole documents (an instruction, and a long text that answers it), conversations in
the app's own prompts (a turn a section) and plans. Reads books as `books.py` describes; later ones
than 1929 only with --max-year. Writes ``data_books/``: rows.jsonl, report.txt, manifest.json last.

  python -m longwriter_training.data_books --run RUN --corpus BOOKS --documents 2000
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import BooksConfig, SftDataConfig, parser, stage_options
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_desktop.domain.ports import Message
    from longwriter_training.conversations import Builder

STAGE = "data_books"
_KNOWN = 200  # books that tell how common each word is


def _arguments() -> argparse.ArgumentParser:
    arguments = parser(__doc__)
    arguments.add_argument("--corpus", type=Path, required=True, help="folder of books")
    arguments.add_argument("--documents", type=int, default=1_000, help="instruction and long text")
    arguments.add_argument("--conversations", type=int, default=2_000, help="a turn a section")
    arguments.add_argument("--plans", type=int, default=500)
    arguments.add_argument("--fewest-words", type=int, default=2_000, help="of a document")
    arguments.add_argument("--most-words", type=int, default=32_000, help="of any row")
    arguments.add_argument(
        "--section-words", type=int, nargs=2, default=(50, 1_000), metavar=("LOW", "HIGH"),
        help="words a section is asked to have",
    )  # fmt: skip
    arguments.add_argument("--min-year", type=int, default=BooksConfig.min_year)
    arguments.add_argument("--max-year", type=int, default=BooksConfig.max_year)
    arguments.add_argument("--seed", type=int, default=1)
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    options = stage_options(_arguments(), STAGE, argv)
    return told(STAGE, partial(_run, options))


def _run(options: argparse.Namespace) -> None:
    from longwriter_training import books
    from longwriter_training.conversations import Builder
    from longwriter_training.distil.choosing import histogram
    from longwriter_training.salience import Salience

    _check(options)
    folder = manifest.begin(options.run / STAGE)
    shelf = books.read_all(options.corpus, BooksConfig(options.min_year, options.max_year))
    if not shelf:
        years = f"{options.min_year} to {options.max_year}"
        raise Refused(f"no book in {options.corpus} was first published in {years}")
    salience = Salience(c.text for book in shelf[:_KNOWN] for c in book.chapters)
    low, high = options.section_words
    builder = Builder(shelf, salience, SftDataConfig(min_words=low, max_words=high), options.seed)
    rows = list(_rows(builder, options))
    random.Random(options.seed).shuffle(rows)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    manifest.write_bytes(folder / "rows.jsonl", lines.encode())
    kinds = Counter(str(row["kind"]) for row in rows)
    report = "\n".join(
        [histogram(Counter(int(str(row["words"])) // 1_000 for row in rows)),
         *(f"{kind}: {number}" for kind, number in sorted(kinds.items()))]
    )  # fmt: skip
    print(report)
    manifest.write_bytes(folder / "report.txt", (report + "\n").encode())
    paths = ("run", "corpus", "config", "set")
    chosen = {name: value for name, value in vars(options).items() if name not in paths}
    manifest.finish(folder, STAGE, chosen, {"books": len(shelf), "rows": len(rows)} | kinds)


def _check(options: argparse.Namespace) -> None:
    """Raises `Refused` for numbers that do not go together."""
    low, high = options.section_words
    if not 10 <= low <= high:
        raise Refused(f"--section-words {low} {high}: the first is 10 or more, and the smaller")
    if not 0 < options.fewest_words <= options.most_words:
        raise Refused("--fewest-words has to be positive and no more than --most-words")
    if min(options.documents, options.conversations, options.plans) < 0:
        raise Refused("--documents, --conversations and --plans cannot be negative")


def _rows(builder: "Builder", options: argparse.Namespace) -> "Iterator[dict[str, object]]":
    """The rows of all three kinds. Raises `NothingFits`."""
    from longwriter_training import drawing

    def fitting(messages: "Sequence[Message]") -> int | None:
        words = _answer_words(messages)
        return words if words <= options.most_words else None

    for _ in range(options.documents):
        messages = builder.document(options.fewest_words, options.most_words)
        yield _row("document", messages, _answer_words(messages))
    for words, messages in drawing.conversations(builder, fitting, options.conversations):
        yield _row("conversation", messages, words)
    for words, messages in drawing.plans(builder, fitting, options.plans):
        yield _row("plan", messages, words)


def _answer_words(messages: "Sequence[Message]") -> int:
    from longwriter_desktop.domain.counting import count_words

    return sum(count_words(turn.content) for turn in messages if turn.role == "assistant")


def _row(kind: str, messages: "Sequence[Message]", words: int) -> dict[str, object]:
    turns = [{"role": turn.role, "content": turn.content} for turn in messages]
    return {"messages": turns, "words": words, "kind": kind}


if __name__ == "__main__":
    raise SystemExit(main())
