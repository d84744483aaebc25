# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Only admissible books are read, clean and in an order that does not change."""

import pytest

from longwriter_training import books
from longwriter_training.config import BooksConfig
from tests.training.library import book, write_library


def test_books_without_year_or_too_young_are_left_out(tmp_path):
    shelf = [book(1, 1900), book(2, None), book(3, 1930), book(4, 1929), book(5, 1700)]
    read = books.read_all(write_library(tmp_path, shelf), BooksConfig(min_year=1820))
    assert sorted(b.title for b in read) == ["Book 1", "Book 4"]


def test_a_folder_without_books_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no \\*.jsonl.xz"):
        books.read_all(tmp_path, BooksConfig())


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("He  was\nthere, _indeed_.", "He was there, indeed."),
        ("* * *", ""),
        ("Item ........ 12", ""),
        ("THE END OF THE BOOK", ""),
        ("A note[^1] stands here.", "A note stands here."),
    ],
)
def test_markup_and_what_is_no_prose_is_removed(raw, clean):
    assert books.clean_paragraph(raw) == clean


def test_held_out_books_are_never_trained_on(shelf):
    training, held_out = books.split(shelf, BooksConfig(held_out=3))
    assert len(held_out) == 3
    assert not {b.title for b in held_out} & {b.title for b in training}


def test_a_word_budget_ends_the_shelf(shelf):
    training, _ = books.split(shelf, BooksConfig(held_out=1, max_words=shelf[1].words + 1))
    assert len(training) == 2


def test_the_order_is_the_same_every_time(corpus, shelf):
    assert [b.title for b in books.read_all(corpus, BooksConfig())] == [b.title for b in shelf]
