# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.domain.closing import is_in_code, leaves_nothing_open, open_marks


@pytest.mark.parametrize(
    "line",
    ["“Come. ", '"Come. ', "„Komm. ", "»Komm. ", "« Viens. ", "‘Come. ", "'Come. ", "「来。",
     "he (as she said. ", "他（其实。", "《你是谁？", "**It is bold. ", "*It is. ", "_It is. ",
     "see [it. ", "`a. b", '他说"走吧。', "他说：‘走吧。"],
)  # fmt: skip
def test_a_mark_that_is_not_closed_is_open(line: str) -> None:
    assert len(open_marks(line)) == 1


@pytest.mark.parametrize(
    "line",
    ["“Come. ‘Go.’ Home.”", '"Come," he said. "Go."', "Er sagte „Komm.“ Dann ging er.",
     "»Komm.« Dann", "« Viens. » Puis", "‘The boy’s ill,’ he said", "'It isn't,' she said",
     "他说“走吧。”然后", '他说"走吧。"然后', "他说：‘走吧。’然后", "(a) [b](c) **d** *e* __f__ `g`",
     '"Komm.“ Und “Hallo“, „Hallo", “so"'],
)  # fmt: skip
def test_a_mark_that_is_closed_is_not_open(line: str) -> None:
    assert not open_marks(line)


@pytest.mark.parametrize(
    "line",
    ['the 6" pipe', "it’s the dogs’ food", "’tis so", "'Tis so", "the '90s", "2 * 3", "* an item",
     "snake_case", "a) and b)", 'go on." Then', "rock 'n' roll"],
)  # fmt: skip
def test_a_mark_for_something_else_opens_nothing(line: str) -> None:
    assert not open_marks(line)


def test_a_mark_that_was_forgotten_is_not_open_for_ever() -> None:
    assert open_marks("(" + "word " * 100)
    assert not open_marks("(" + "word " * 200)


@pytest.mark.parametrize(
    ("text", "can_end"),
    [("1. Do this.^ Then that.", False), ("1. Do this. Then that.^\n2.", True),
     ("一、做这个。^然后", False), ("> To be.^ Or not", False), ("> To be.^\n> Or not", True),
     ("| Rome | Big.^ Old. |", False), ("| Rome | Big. |^\n", True), ("## What is it?^\n", False),
     ("“Come.\n\nThen.^ He", True), ("```\nlight()\n```^\n\n", True)],
)  # fmt: skip
def test_a_text_ends_with_what_its_line_has_begun(text: str, can_end: bool) -> None:
    before, _end, behind = text.partition("^")
    assert leaves_nothing_open(before + behind, len(before)) is can_end


def test_program_text_is_known_by_its_fence() -> None:
    assert is_in_code("So:\n\n```python\n# Do it. Now")
    assert not is_in_code("So:\n\n```python\n# Do it. Now\n```\n\nThen")
