# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Books become rows that a model can be tuned on: long documents, sections by plan, and plans."""

import json
import lzma

import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.plan_format import parse_plan
from longwriter_training import data_books, manifest
from longwriter_training.tune.rows import read_rows
from tests.training.library import book, write_library


@pytest.fixture
def options(tmp_path, corpus):
    """A few rows of each kind."""
    numbers = {"documents": 4, "conversations": 5, "plans": 3, "fewest-words": 500}
    numbers |= {"most-words": 2_500, "section-words": [60, 200]}
    chosen = [
        word
        for name, value in numbers.items()
        for word in (f"--{name}", *map(str, value if isinstance(value, list) else [value]))
    ]
    return ["--run", str(tmp_path / "run"), "--corpus", str(corpus), *chosen]


def rows_of(tmp_path):
    text = (tmp_path / "run" / "data_books" / "rows.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_rows_of_three_kinds_can_be_trained_on_and_are_counted(tmp_path, options, capsys):
    assert data_books.main(options) == 0
    folder = tmp_path / "run" / "data_books"
    assert len(list(read_rows(folder / "rows.jsonl"))) == len(rows_of(tmp_path))
    facts = manifest.require(folder, "data_books")["facts"]
    assert facts["document"] == 4
    assert facts["conversation"] >= 5
    assert facts["plan"] == 3
    report = (folder / "report.txt").read_text(encoding="utf-8")
    assert "0 words and more #" in report
    assert "1,000 words and more #" in report
    assert report.strip() in capsys.readouterr().out


def test_a_documents_text_has_the_words_that_its_row_says(tmp_path, options):
    assert data_books.main(options) == 0
    for row in rows_of(tmp_path):
        answers = [turn["content"] for turn in row["messages"] if turn["role"] == "assistant"]
        assert sum(map(count_words, answers)) == row["words"] <= 2_500
        if row["kind"] == "document":
            assert row["words"] >= 500
            assert len(answers) == 1
        if row["kind"] == "plan" and answers[0].startswith("Title: "):
            assert parse_plan(answers[0]).outline.sections


def test_the_same_seed_cuts_the_same_rows(tmp_path, options, capsys):
    assert data_books.main([*options, "--seed", "3"]) == 0
    before = rows_of(tmp_path)
    assert data_books.main([*options, "--seed", "3"]) == 0
    assert rows_of(tmp_path) == before
    assert data_books.main([*options, "--seed", "4"]) == 0
    assert rows_of(tmp_path) != before
    capsys.readouterr()


def test_options_come_from_the_file_and_the_command_line_goes_before_it(tmp_path, options, capsys):
    path = tmp_path / "run.toml"
    path.write_text("[data_books]\ndocuments = 1\nplans = 1\n[pairs]\nanswers = 2\n")
    corpus = options[:4]
    few = ["--conversations", "0", "--fewest-words", "500", "--most-words", "900", "--plans", "2"]
    assert data_books.main([*corpus, "--config", str(path), *few]) == 0
    kinds = sorted(row["kind"] for row in rows_of(tmp_path))
    assert kinds == ["document", "plan", "plan"]
    assert data_books.main([*corpus, *few, "--set", "data_books.documents=0"]) == 0
    assert len(rows_of(tmp_path)) > 0
    capsys.readouterr()


@pytest.mark.parametrize("line", ["{", "[]", '{"year": 1900}', '{"title": "A"}'])
def test_a_line_that_is_no_book_is_named(tmp_path, line, capsys):
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "a.jsonl").write_text(json.dumps(book(1)) + "\n" + line)
    assert data_books.main(["--run", str(tmp_path / "run"), "--corpus", str(folder)]) == 1
    [told] = capsys.readouterr().err.splitlines()
    assert "a.jsonl, line 2" in told
    assert not (tmp_path / "run" / "data_books" / "manifest.json").exists()


def test_a_damaged_file_is_named(tmp_path, capsys):
    folder = write_library(tmp_path / "books", [book(1)])
    path = folder / "books-00.jsonl.xz"
    path.write_bytes(path.read_bytes()[:-200])
    assert data_books.main(["--run", str(tmp_path / "run"), "--corpus", str(folder)]) == 1
    assert "books-00.jsonl.xz" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (["--corpus", "none"], "no *.jsonl.xz or *.jsonl in none"),
        (["--min-year", "1920"], "no book in"),
        (["--section-words", "500", "60"], "--section-words 500 60"),
        (["--fewest-words", "9000"], "no more than --most-words"),
        (["--fewest-words", "100000", "--most-words", "200000"], "no text of 100000 to 200000"),
        (["--plans", "-1"], "cannot be negative"),
    ],
)
def test_what_cannot_be_cut_is_said_in_one_line(tmp_path, options, change, says, capsys):
    assert data_books.main([*options, *change]) == 1
    [told] = capsys.readouterr().err.splitlines()
    assert says in told


def test_a_plain_file_and_a_packed_one_are_read_alike(tmp_path, options, corpus, capsys):
    assert data_books.main(options) == 0
    before = rows_of(tmp_path)
    plain = tmp_path / "plain"
    plain.mkdir()
    with lzma.open(corpus / "books-00.jsonl.xz", "rt", encoding="utf-8") as packed:
        (plain / "books.jsonl").write_text(packed.read(), encoding="utf-8")
    assert data_books.main([*options, "--corpus", str(plain)]) == 0
    assert rows_of(tmp_path) == before
    capsys.readouterr()
