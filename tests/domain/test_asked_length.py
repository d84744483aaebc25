# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The length that an instruction names: taken where it is meant, left where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.asked_length import asked_words
from longwriter_desktop.domain.document import MAX_DOCUMENT_WORDS, MIN_DOCUMENT_WORDS

LENGTHS = st.integers(MIN_DOCUMENT_WORDS, MAX_DOCUMENT_WORDS)
HAN_DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("instruction", "words"),
    [
        ("Write a 6000-word report on the water supply", 6_000),
        ("Write a report of about 8,000 words.", 8_000),
        ("6k words on rivers", 6_000),
        ("A 1.5k-word note", 1_500),
        ("An essay, 2000+ words", 2_000),
        ("Between 2,000 and 3,000 words about bees", 2_500),
        ("A 5,000\u20136,000 word story", 5_500),
        ("5 to 6 thousand words", 5_500),
        ("Three thousand words on the sea", 3_000),
        ("a report of a thousand words", 1_000),
        ("A 6,000-word report with an abstract of 200 words", 6_000),
        ("Tell of the year 1984 in 700 words", 700),
        ("An essay of 2 500 words", 2_500),
        ("1 000 words on oil", 1_000),
        ("Between 2 000 and 3 000 words about bees", 2_500),
        ("World War 2 500 words", 500),
        ("Tell of the year 1984 700 words", 700),
        ("写 2 500 字", 2_500),
        ("写一篇三千字的文章", 3_000),
        ("写一篇3000字的报告", 3_000),
        ("３，０００字左右的散文", 3_000),
        ("1.5万字的小说", 15_000),
        ("一万五千字", 15_000),
        ("两万字的论文", 20_000),
        ("两千五百字", 2_500),
        ("一千零五十个字", 1_050),
        ("三千到五千字", 4_000),
        ("用中文写 6000 words", 6_000),
    ],
)
def test_the_length_that_an_instruction_names_is_found(instruction, words):
    assert asked_words(instruction) == words


@pytest.mark.parametrize(
    "instruction",
    [
        "Write about what happened in the year 2000",
        "A story of 300 people on an island",
        "Chapter 3: words of wisdom",
        "A picture is worth a thousand words",
        "Ten sections, each 500 words",
        "Chapters of 2,000 words, written by a child",
        "500 words per section",
        "A typist who does 300 words a minute",
        "A parrot that knows 200 words",
        "Version 1.2000 words",
        "A 5-word motto",
        "900,000 words",
        "6,000 words, or rather 8,000 words",
        "每章三千字",
        "掌握三千字的孩子",
        "讲讲四字成语和三字经",
        "公元2000年的三百个人",
        "四千字节的内存",
        "",
    ],
)
def test_a_number_that_counts_something_else_is_left_alone(instruction):
    assert asked_words(instruction) is None


@given(LENGTHS, st.sampled_from(["{} words", "{:,} words", "{}-word", "a {:,}-word essay on ice"]))
def test_every_possible_length_is_found_in_english(words, form):
    assert asked_words("Write " + form.format(words)) == words


@given(st.integers(1, 9), st.integers(1, 9))
def test_thousands_and_hundreds_are_read_in_chinese_figures(thousands, hundreds):
    written = f"写{HAN_DIGITS[thousands]}千{HAN_DIGITS[hundreds]}百字"
    assert asked_words(written) == 1_000 * thousands + 100 * hundreds


@given(
    st.integers(0, 10**7),
    st.sampled_from(
        ["in the year {}", "{} people", "{} years", "{:,} metres", "room {}", "{} swords", "{}年",
         "{}个人", "{}本书", "No. {}: the word", "{}% of all words", "{}, words he wrote"]
    ),
    st.text(alphabet="abcdefg ,.", max_size=20),
)  # fmt: skip
def test_no_number_without_its_unit_is_a_length(number, form, around):
    assert asked_words(f"{around} {form.format(number)}. {around}") is None


@given(st.text())
def test_whatever_is_written_gives_a_possible_length_or_none(text):
    words = asked_words(text)
    assert words is None or MIN_DOCUMENT_WORDS <= words <= MAX_DOCUMENT_WORDS
