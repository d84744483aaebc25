# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which repeated words a text may keep, and which are a loop, by a real model's tokens."""

from collections.abc import Iterator

import pytest

from longwriter_desktop.engine.worker.loops import LoopGuard
from longwriter_desktop.engine.worker.text import GrowingText
from longwriter_desktop.engine.worker.vocabulary import Vocabulary
from longwriter_desktop.models.bundled import starter_path
from tests.support.vocabularies import opened

CHORUS = (
    "Oh, the river runs down to the sea,\nAnd my love she is waiting for me,\n"
    "By the light of the moon on the old willow tree,\nOh, the river runs down to the sea.\n\n"
)
VERSES = (
    "I walked in the morning with dew on the hill\nThe mill wheel was turning, all was still\n\n",
    "I came in the evening with rain on my face\nThe mill had gone silent, bare was the place\n\n",
    "I wrote her a letter, I sent her a ring\nI waited all winter, I waited till spring\n\n",
)
CLAUSE = (
    '"The tenant shall pay the rent on the first day of each month without any deduction or '
    'set-off whatsoever."'
)
TITLES = ("Memory for faces", "How witnesses forget", "The age of recall", "Sleep and learning")
ANSWERS = "- Strongly agree\n- Agree\n- Neither agree nor disagree\n- Disagree\n\n"
DIALOGUE = '"I do not know," he said.\n\n'
SENTENCE = "He lit the lamp and looked out over the dark sea."
FIRST = (
    "The town lay quiet under the snow, and nobody walked in its streets. A dog barked behind the "
    "church, and then it was still again. The bell had not been rung since the old priest died, "
    "and its rope hung loose in the tower, moving a little whenever the wind found a way in."
)
SECOND = (
    "In the harbour three boats were moored side by side. Their masts creaked while the tide came "
    "in, and a boy sat on the wall with a lantern between his knees. He counted the waves as his "
    "mother had taught him, and at every seventh he lifted the light for somebody to see."
)
WANTED = {
    "a chorus": "".join(verse + CHORUS for verse in VERSES),
    "a chorus at the beginning": CHORUS + "".join(verse + CHORUS for verse in VERSES),
    "a quoted clause": f"It reads: {CLAUSE} We think that this is wrong. Again: {CLAUSE} It is.",
    "references": "".join(
        f"- Smith, J., & Weber, A. ({2010 + at}). {title}. *Journal of Applied Research in Memory "
        f"and Cognition*, {10 + at}(1), 1-10. https://doi.org/10.1016/j.jarmac.{2010 + at}.01.00\n"
        for at, title in enumerate(TITLES)
    ),
    "a wide table": f"|{' Month |' * 14}\n|{' --- |' * 14}\n"
    + f"| Cash |{' 0 |' * 13}\n| Bank |{' 0 |' * 13}\n",
    "a table with rows alike": "| Year | Revenue | Cost |\n|---|---|---|\n"
    + "".join(f"| {year} | 10.0 | 0.0 |\n" for year in range(2010, 2020)),
    "a form to fill in": "| Name | Date | Place |\n|---|---|---|\n" + "|  |  |  |\n" * 6,
    "a survey": "".join(f"{at + 1}. {title}?\n\n{ANSWERS}" for at, title in enumerate(TITLES)),
    "years": "".join(
        f"In {2010 + at}, the company made a profit of {10 + at % 2} million euros. "
        for at in range(8)
    ),
    "numbers in a line": " ".join(f"{number}." for number in range(12, 40)),
    "versions": " ".join(f"See 2.{number} of the book." for number in (4, 7, 1, 9)),
    "a log": "".join(
        f"{at + 3} May. We sailed {7 * at % 31} miles and saw {name.lower()}. "
        for at, name in enumerate((*TITLES, "A whale", "Two ships", "Ice", "Land"))
    ),
    "a line of dialogue": "\n\n".join((DIALOGUE + FIRST, DIALOGUE + SECOND, *TITLES, DIALOGUE)),
}  # fmt: skip
LOOPS = {
    "a sentence": (f"{SENTENCE} ", f"{SENTENCE} " * 9),
    "a paragraph": (f"{FIRST}\n\n", f"{FIRST}\n\n" * 9),
    "a paragraph within a line": (f"{FIRST} ", f"{FIRST} " * 9),
    "a paragraph below new headings": (
        f"## Ship\n\n{FIRST}\n\n## Lamp\n\n",
        "".join(f"## {name}\n\n{FIRST}\n\n" for name in ("Ship", "Lamp", "Rope")),
    ),
    "two paragraphs by turns": (
        f"{FIRST}\n\n{SECOND}\n\n{FIRST}\n\n",
        f"{FIRST}\n\n{SECOND}\n\n" * 9,
    ),
    "a list that counts": (f"1. {SENTENCE}\n", "".join(f"{n}. {SENTENCE}\n" for n in range(1, 9))),
    "a list that counts in a line": (
        f"1. {SENTENCE} ",
        "".join(f"{n}. {SENTENCE} " for n in range(1, 12)),
    ),
    "a short one": ("1. All is lit. ", "".join(f"{n}. All is lit. " for n in range(1, 12))),
    "a short list that counts": (
        "1. The lamp is lit.\n",
        "".join(f"{n}. The lamp is lit.\n" for n in range(1, 9)),
    ),
}


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[Vocabulary]:
    with opened(starter_path()) as made:
        yield made


def first_loop(vocabulary: Vocabulary, text: str) -> int | None:
    """Tokens that had come when a loop was noticed."""
    guard, growing = LoopGuard(), GrowingText(vocabulary.piece, keep_leading=True)
    for at, token in enumerate(vocabulary.tokenize(text), start=1):
        if guard.push(token, growing.push(token)) is not None:
            return at
    return None


@pytest.mark.parametrize("text", WANTED.values(), ids=WANTED)
def test_what_is_repeated_on_purpose_stands(vocabulary: Vocabulary, text: str) -> None:
    assert first_loop(vocabulary, text) is None


@pytest.mark.parametrize(("first", "text"), LOOPS.values(), ids=LOOPS)
def test_what_comes_over_and_over_is_noticed_within_forty_tokens(
    vocabulary: Vocabulary, first: str, text: str
) -> None:
    noticed = first_loop(vocabulary, text)
    assert noticed is not None
    assert noticed - len(vocabulary.tokenize(first)) <= 40


def test_a_line_of_a_table_that_does_not_end_is_noticed(vocabulary: Vocabulary) -> None:
    assert first_loop(vocabulary, "| Cash |" + " 0 |" * 200) is not None
