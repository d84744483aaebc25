# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What fits a few typed letters, and what fits better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.fuzzy import fuzzy_score


def best(typed: str, *texts: str) -> str | None:
    scored = [(fuzzy_score(typed.casefold().split(), text), text) for text in texts]
    fitting = [pair for pair in scored if pair[0] is not None]
    return max(fitting, key=lambda pair: pair[0] or 0.0)[1] if fitting else None


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("exp", "Export…", "An expedition"),
        ("wr", "Write all", "Overwrite"),
        ("sec add", "Add section", "Addresses, second part"),
        ("mn", "Merge with the next", "Find"),
    ],
)
def test_what_a_person_means_comes_first(typed: str, better: str, worse: str) -> None:
    assert best(typed, worse, better) == better


def test_every_word_must_be_there() -> None:
    assert fuzzy_score(["export", "bells"], "Export…") is None


def test_chinese_words_are_found_inside_a_title() -> None:
    assert fuzzy_score(["灯塔"], "守护灯塔的人") is not None


@given(st.text(min_size=1, max_size=30))
def test_every_text_fits_its_own_words(text: str) -> None:
    assert fuzzy_score(text.casefold().split(), text) is not None
