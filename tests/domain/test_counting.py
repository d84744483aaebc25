# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.counting import RunningCount, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two  three.", 3),
        ("don't stop: it's well-known", 4),
        ("two--dashes part words", 4),
        ("in 1914 there were 3,000", 6),
        ("他说：“好。”", 3),
        ("GGUF 模型 works", 4),
        ("naïve café", 2),
        ("snake_case is two", 4),
    ],
)
def test_words_are_unicode_words_and_cjk_characters(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.lists(st.text(alphabet="ab -'’.\n他好1_", max_size=6), max_size=30))
def test_a_running_count_equals_the_count_of_the_whole(pieces: list[str]) -> None:
    counter = RunningCount()
    last = 0
    for piece in pieces:
        last = counter.feed(piece)
    assert last == count_words("".join(pieces))
