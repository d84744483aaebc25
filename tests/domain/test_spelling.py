# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words for the dictionary are taken from prose alone, with their place in UTF-16."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.markdown_spans import read_line
from longwriter_desktop.domain.spelling import words_to_check


def found(text: str, fence: str = "") -> list[str]:
    return [word.text for word in words_to_check(text, read_line(text, fence))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The keeper's lamp.", ["The", "keeper's", "lamp"]),
        ("He didn\u2019t **sleep**", ["He", "didn't", "sleep"]),
        ("a `barometer` fell", ["fell"]),
        ("see https://a.org/xyz or me@a.org", ["see", "or"]),
        ("[oil](https://a.org/lampoil)", ["oil"]),
        ("the 3rd h2o 1836", ["the"]),
        ("灯塔 light 灯光light", ["light"]),
        ("snake_case", []),
        (
            "I've said he'll and I'd, O\u2019Brien",
            ["I've", "said", "he'll", "and", "I'd", "O'Brien"],
        ),
        ("well-known", ["well", "known"]),
    ],
)
def test_words_of_a_line(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_code_between_fences_is_not_checked() -> None:
    assert found("lihgt", "```") == []


@given(st.text("ab' \u2019*`😀海1", max_size=30))
def test_a_word_stands_where_it_is_said_to(text: str) -> None:
    data = text.encode("utf-16-le")
    for word in words_to_check(text, read_line(text)):
        cut = data[2 * word.start : 2 * (word.start + word.length)].decode("utf-16-le")
        assert cut.replace("\u2019", "'") == word.text
