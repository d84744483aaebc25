# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Instructions that are nearly the same are found without comparing each with each."""

import random

from longwriter_training.distil import choosing
from longwriter_training.distil.choosing import Instruction, without_duplicates


def test_instructions_that_are_nearly_the_same_are_written_once():
    texts = [
        "Write a long story about a keeper who lives by the sea with his dog",
        "write a long story about a keeper who lives by the sea with his dog!",
        "Write a report on the costs of wind power",
        "写一篇关于大海的长篇小说",
        "写一篇关于大海的长篇小说。",
    ]
    kept = list(without_duplicates(Instruction(one) for one in texts))
    assert [one.text for one in kept] == [texts[0], texts[2], texts[3]]


def shuffled_instructions(number):
    """Some that are nearly the same, and others that share their beginning or their end."""
    draw = random.Random(3)
    made = []
    for _ in range(number):
        words = ["Write", "a", "long", "story", "of", *(draw.choice("abc") for _ in range(9))]
        made.append(Instruction(" ".join(words[: draw.randint(0, 14)])))
        made.append(Instruction(made[draw.randrange(len(made))].text + draw.choice(["", " now"])))
    return made


def one_against_all(instructions):
    """What is no duplicate, found by comparing each with each."""
    kept = []
    for one in instructions:
        words = one.text.lower().split()
        size = min(5, max(1, len(words)))
        mine = {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
        if not any(len(mine & other) > 0.7 * len(mine | other) for other, _ in kept):
            kept.append((mine, one))
    return [one for _, one in kept]


def test_duplicates_are_those_that_comparing_each_with_each_finds():
    instructions = shuffled_instructions(150)
    kept = list(without_duplicates(instructions))
    assert kept == one_against_all(instructions)
    assert 50 < len(kept) < 250


def test_few_instructions_are_compared(monkeypatch):
    """Each with each would be half a million comparisons, of instructions that begin alike."""
    compared = []
    alike = choosing.are_alike
    monkeypatch.setattr(choosing, "are_alike", lambda *two: compared.append(1) or alike(*two))
    asked = [
        Instruction(f"Write a long story of 3,000 words about lamp {at} and the oil {at} of it")
        for at in range(1_000)
    ]
    assert len(list(without_duplicates([*asked, *asked]))) == 1_000
    assert len(compared) < 3_000
