# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.domain.sentences import ends_sentence, last_sentence_end, sentence_ends


@pytest.mark.parametrize(
    "text",
    [
        "It ended.",
        'He said, "Go!"',
        "Really?) ",
        "他走了。",
        "他说：“好！”",
        "And then…",
        "It was I.",
    ],
)
def test_a_whole_sentence_ends_also_behind_its_closing_quote(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "He met Dr.", "J.", "and then", "3.5", "他走了，", "said,"])
def test_an_abbreviation_an_initial_or_a_comma_ends_nothing(text: str) -> None:
    assert not ends_sentence(text)


def test_the_last_end_lies_behind_the_quote_that_closes_it() -> None:
    text = 'He left. "Wait!" she cried and'
    assert text[: last_sentence_end(text)] == 'He left. "Wait!"'


def test_ends_are_found_in_mixed_text() -> None:
    text = "Dr. Smith came. 他说：“好。”然后走了。"
    assert [text[:end][-2:] for end in sentence_ends(text)] == ["e.", "。”", "了。"]


@pytest.mark.parametrize(
    "text",
    ["Smith et al. in their work said so. Then", "By Smith et al. (2019) it is said. Then",
     "See Eq. 3 and Sec. 4 here. Then", "Am 3. Mai war es. Dann",
     "Acme Inc. and Bar Ltd. Holdings grew. Then",
     "It cost approx. 30 percent in Jan. 2020. Then", "Wir fahren am 3. Mai nach Berlin. Dann",
     "Es ist bzw. war so, usw. und so fort. Dann", "He waited… and then he left. Then",
     "As noted.[12] Then", "He came.¹ Then", "Er sagte: „Komm.“ Dann", "Er sagte: »Komm.« Dann",
     "Elle dit : « Viens. » Puis", "मैं घर गया। फिर"],
)  # fmt: skip
def test_a_sentence_ends_only_at_its_end(text: str) -> None:
    assert [text[end:].strip() for end in sentence_ends(text)] == [text.split()[-1]]


@pytest.mark.parametrize(
    "text",
    ["Bread, milk, etc. Then", "Brot, Milch usw. Dann", "He said no. Then", "They were 12. Then",
     "He works for Acme Inc.\nThen", "all in small letters. then"],
)  # fmt: skip
def test_what_may_end_a_sentence_does_where_another_begins(text: str) -> None:
    assert [text[end:].strip() for end in sentence_ends(text)] == [text.split()[-1]]
