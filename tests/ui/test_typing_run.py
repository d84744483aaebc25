# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""When typing is one undo step, and when it becomes the next."""

from longwriter_desktop.ui.typing_run import TypingRun


def test_letters_behind_each_other_are_one_run() -> None:
    run = TypingRun()
    assert run.number("a", 10, 1, 0.0) == run.number("a", 11, 1, 0.3)


def test_deleting_backwards_goes_on_with_the_run() -> None:
    run = TypingRun()
    assert run.number("a", 10, 1, 0.0) == run.number("a", 10, 0, 0.3) == run.number("a", 9, 0, 0.6)


def test_a_pause_a_jump_another_section_and_an_end_begin_a_new_run() -> None:
    run = TypingRun()
    numbers = [run.number("a", 10, 1, 0.0), run.number("a", 11, 1, 2.0)]
    numbers.append(run.number("a", 40, 1, 2.1))
    numbers.append(run.number("b", 41, 1, 2.2))
    run.end()
    numbers.append(run.number("b", 42, 1, 2.3))
    assert len(set(numbers)) == 5
