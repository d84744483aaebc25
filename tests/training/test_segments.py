# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Sections are cut at sentence ends and have the length that their prompt asks for."""

import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_training.segments import cut, round_target, sentences_of


def test_a_sentence_that_goes_on_in_lower_case_is_not_split():
    found = sentences_of(['"Stop!" she said. He went on.'])
    assert [s.text for s in found] == ['"Stop!" she said.', "He went on."]


def test_paragraphs_survive_the_cutting(shelf):
    chapter = shelf[0].chapters[0]
    whole = cut(sentences_of(chapter.paragraphs), 0, count_words(chapter.text))
    assert whole is not None
    assert whole.text() == chapter.text


def test_a_sentence_left_out_leaves_no_gap():
    segment = cut(sentences_of(["One here is. Two here is.", "Three here is."]), 0, 9)
    assert segment is not None
    assert segment.text(without=1) == "One here is.\n\nThree here is."
    assert segment.text(without=2) == "One here is. Two here is."


@pytest.mark.parametrize("target", [50, 120, 300, 700])
def test_a_cut_section_is_as_long_as_asked(shelf, target):
    sentences = sentences_of(shelf[0].chapters[1].paragraphs)
    segment = cut(sentences, 0, target)
    assert segment is not None
    assert count_words(segment.text()) == segment.words
    assert abs(segment.words - target) <= 0.1 * target


def test_a_text_that_is_too_short_gives_nothing():
    assert cut(sentences_of(["Only this one."]), 0, 200) is None


def test_targets_are_round_numbers():
    assert [round_target(n) for n in (3, 47, 244, 251, 376, 990)] == [10, 50, 240, 250, 400, 1000]
