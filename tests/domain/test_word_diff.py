# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Two texts word by word."""

from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.word_diff import merged, word_diff

TEXTS = st.text(st.sampled_from("ab c.\n\u706f\u5854'"), max_size=40)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    return [(hunk.removed, hunk.added) for hunk in word_diff(before, after) if hunk.is_change]


def test_a_word_that_was_replaced_is_one_change():
    assert changes("The old lamp.", "The new lamp.") == [("old", "new")]


def test_words_in_a_row_are_one_change():
    assert changes("An old dim lamp.", "A new bright lamp.") == [("An old dim", "A new bright")]


def test_a_word_is_never_torn_apart():
    assert changes("the keeper's house", "the keepers house") == [("keeper's", "keepers")]


def test_chinese_changes_by_the_character():
    assert changes("\u706f\u5854\u5f88\u9ad8", "\u706f\u5854\u5f88\u8001") == [("\u9ad8", "\u8001")]


def test_texts_that_are_alike_have_no_change():
    assert changes("The same.", "The same.") == []
    assert word_diff("", "") == ()


def test_long_changes_with_a_chance_word_between_them_are_one_change():
    before = "Before there were towers there were fires to the north."
    after = "An old man's heart was not made to be weary."
    assert changes(before, after) == [(before[:-1], after[:-1])]


def test_short_changes_keep_the_words_between_them():
    assert changes("Men at sea steered.", "Sailors at sea lived.") == [
        ("Men", "Sailors"), ("steered", "lived"),
    ]  # fmt: skip


def test_a_paragraph_that_stays_keeps_changes_apart():
    before, after = "one two three four\n\nfive six seven eight", "a b c d\n\ne f g h"
    assert len(changes(before, after)) == 1  # nothing but the break is alike
    assert changes("a b c d\n\nsame\n\ne f g h", "k l m n\n\nsame\n\no p q r") == [
        ("a b c d", "k l m n"), ("e f g h", "o p q r"),
    ]  # fmt: skip


@given(TEXTS, TEXTS)
def test_refusing_all_gives_the_first_text_and_accepting_all_the_second(before, after):
    hunks = word_diff(before, after)
    assert merged(hunks, ()) == before
    assert merged(hunks, range(len(hunks))) == after


@given(TEXTS, TEXTS)
def test_a_hunk_begins_where_it_says(before, after):
    for hunk in word_diff(before, after):
        assert before[hunk.start : hunk.start + len(hunk.removed)] == hunk.removed
