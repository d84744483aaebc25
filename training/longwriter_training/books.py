# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads the books: ``*.jsonl.xz`` or ``*.jsonl``, one book a line.

A line is ``{"title", "author", "year", "chapters": [{"heading", "text"}]}``; paragraphs of
``text`` are separated by a blank line. Books without a year, or first published after
``max_year``, are dropped: later texts can be in the public domain by non-renewal only.
"""

import hashlib
import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_training.config import BooksConfig
from longwriter_training.problems import Refused
from longwriter_training.tune.rows import RowRefused

_SPACES = re.compile(r"[ \t\u00a0]+")
_MARKUP = re.compile(r"[*_`#]+|\[\^?\d+\]|\[(?:Illustration|Footnote)[^\]]*\]")
_TABLE = re.compile(r"\||\.{5,}|-{5,}|={3,}")
_DIVIDER = re.compile(r"^[\W_]+$")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Chapter:
    """``paragraphs`` are clean, in order and never empty."""

    heading: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs joined by blank lines."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True)
class Book:
    """One book that passed the rules of ``BooksConfig``."""

    title: str
    author: str
    year: int
    chapters: tuple[Chapter, ...]

    @property
    def words(self) -> int:
        """Blank-separated words, near enough for budgets."""
        return sum(len(p.split()) for c in self.chapters for p in c.paragraphs)


def clean_paragraph(text: str) -> str:
    """One paragraph without markup; empty when it is no prose (divider, table, list of names)."""
    text = _SPACES.sub(" ", _MARKUP.sub("", text).replace("\n", " ")).strip()
    if _TABLE.search(text) or _DIVIDER.match(text) or len(_WORD.findall(text)) < 2:
        return ""
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) > 0.5 * len(letters):
        return ""
    return text


def clean_chapter(heading: str, text: str) -> Chapter:
    """A chapter of clean paragraphs; its heading on one line."""
    paragraphs = (clean_paragraph(part) for part in text.split("\n\n"))
    heading = _SPACES.sub(" ", _MARKUP.sub("", heading).replace("\n", " ")).strip()
    return Chapter(heading, tuple(p for p in paragraphs if p))


def _in_order(title: str) -> str:
    """A stable shuffle: neighbours on a shelf are often one author's."""
    return hashlib.sha256(title.encode()).hexdigest()


def read_all(corpus: Path, config: BooksConfig) -> list[Book]:
    """All admissible books in a stable shuffled order.

    Raises:
        FileNotFoundError: ``corpus`` holds no such file.
        RowRefused: a line that is no book.
    """
    files = sorted([*corpus.glob("*.jsonl.xz"), *corpus.glob("*.jsonl")])
    if not files:
        raise FileNotFoundError(f"no *.jsonl.xz or *.jsonl in {corpus}")
    books = [book for file in files for book in _read_file(file, config)]
    books.sort(key=lambda book: _in_order(book.title))
    return books


def _read_file(path: Path, config: BooksConfig) -> Iterator[Book]:
    opened = lzma.open if path.suffix == ".xz" else open
    number = 0
    try:
        with opened(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):  # noqa: B007 - told where it breaks off
                book = _book(json.loads(line), config) if line.strip() else None
                if book is not None:
                    yield book
    except (lzma.LZMAError, EOFError) as error:
        raise RowRefused(path, number + 1, f"the file is damaged: {error}") from error
    except KeyError as error:
        raise RowRefused(path, number, f"the book has no {error}") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise RowRefused(path, number, f"it is no book: {error}") from error


def _book(raw: Any, config: BooksConfig) -> Book | None:
    year = raw["year"]
    if year is None or not config.min_year <= year <= config.max_year:
        return None
    chapters = (clean_chapter(c["heading"], c["text"]) for c in raw["chapters"])
    kept = tuple(c for c in chapters if c.paragraphs)
    return Book(raw["title"], raw["author"], year, kept) if kept else None


def split(books: list[Book], config: BooksConfig) -> tuple[list[Book], list[Book]]:
    """(training books, held-out books): the first ``held_out`` are never trained on.

    Raises:
        Refused: there are too few to have some of both.
    """
    if not 0 < config.held_out < len(books):
        years = f"{config.min_year} to {config.max_year}"
        raise Refused(
            f"{len(books)} books were first published in {years}, books.held_out keeps "
            f"{config.held_out} of them for measuring: there have to be some of both"
        )
    held_out, training = books[: config.held_out], books[config.held_out :]
    if not config.max_words:
        return training, held_out
    kept: list[Book] = []
    words = 0
    for book in training:
        if words >= config.max_words:
            break
        kept.append(book)
        words += book.words
    return kept, held_out
