# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Headings that are put into a long answer."""

import re

import pytest

from longwriter_desktop.agentwrite.one_shot import OneShotOptions, one_shot, write_in_one
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, StopReason
from longwriter_desktop.domain.events import SectionEnded
from longwriter_desktop.domain.milestones import Milestone
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import Generated, LengthGoal, Sampling
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker.milestones import Milestones
from tests.engine.asking import STORY, answer, events_of, shown

NAMES = ("The light", "The keeper", "The storm", "The ship")
MARKS = (Milestone(10, 14, "## The keeper"), Milestone(20, 24, "## The storm"))


def fed(text: str, prefill: str = "") -> Milestones:
    control = Milestones(MARKS, prefill)
    for part in re.findall(r"\s*\S+|\s+", text):
        control.feed(part)
    return control


NINE = "One two three four five six seven eight nine"


def test_a_heading_is_due_at_the_first_end_of_a_paragraph_behind_its_words() -> None:
    assert fed(f"{NINE}.\n\n").due(f"{NINE}.\n\n") is None
    assert fed(f"{NINE}. Ten.").due(f"{NINE}. Ten.") is None
    text = f"{NINE}. Ten.\n\n"
    assert fed(text).due(text) == len(text)
    assert fed(text).wording(text) == "## The keeper\n\n"


def test_a_heading_that_is_late_is_due_at_the_end_of_a_sentence() -> None:
    text = f"{NINE}. Ten eleven twelve thirteen fourteen. And"
    assert fed(text).due(text) == len(text) - len(" And")
    assert fed(text).wording(text[: -len(" And")]) == "\n\n## The keeper\n\n"


@pytest.mark.parametrize(
    ("opened", "closed"),
    [
        ("“Ten. Eleven twelve. Thirteen fourteen.", "” And"),
        ("(Ten. Eleven twelve. Thirteen fourteen.", ") And"),
        ("「十。十一。十二。十三。", "」然"),
    ],
)
def test_a_heading_does_not_come_within_a_quotation_or_a_bracket(opened: str, closed: str) -> None:
    text = f"{NINE}. {opened} Fifteen"
    assert fed(text).due(text) is None
    text = f"{NINE}. {opened}{closed}"
    assert fed(text).due(text) == len(text) - len(closed[1:])


def test_a_heading_does_not_come_in_program_text() -> None:
    text = f"{NINE}.\n\n```\nten eleven twelve thirteen fourteen.\n\n"
    assert fed(text).due(text) is None
    text = f"{text}```\n"
    assert fed(text).due(text) == len(text)


def test_a_comment_in_program_text_is_no_heading_of_the_models_own() -> None:
    control = fed(f"{NINE}.\n\n```\n## The keeper\n```\n\n")
    assert control.wording("\n\n") == "## The keeper\n\n"


def test_a_heading_takes_the_place_of_another_one_that_is_not_in_the_plan() -> None:
    body = f"{NINE} ten eleven twelve thirteen fourteen."
    text = f"{body}\n\n### An aside\n\n"
    assert fed(text).due(text) == len(body)


def test_a_quotation_that_nothing_ends_does_not_keep_a_heading_back_for_ever() -> None:
    text = f"{NINE}. “Ten. " + "Eleven twelve thirteen. " * 25 + "And"
    assert fed(text).due(text) == len(text) - len(" And")


def test_the_words_in_front_of_the_answer_count() -> None:
    assert fed(" ten.\n\n").due(" ten.\n\n") is None
    text = " Six seven eight nine ten eleven.\n\n"
    control = Milestones((Milestone(15, 17, "## The keeper"),), NINE)
    control.feed(text)
    assert control.due(text) == len(text)


def test_a_heading_of_the_models_own_is_not_put_again() -> None:
    control = fed(f"{NINE}.\n\n## 2. The Keeper\n\nTen eleven twelve.\n\n")
    assert control.due("Ten eleven twelve.\n\n") is None
    assert control.are_pending
    assert control.wording("\n\n") == "## The storm\n\n"


def test_a_heading_in_a_list_of_contents_does_not_count() -> None:
    control = Milestones((Milestone(90, 95, "## The keeper"),), "")
    control.feed("What follows:\n1. The light\n2. The keeper\n3. The storm\n")
    assert control.wording("\n\n") == "## The keeper\n\n"


def test_a_heading_is_not_cut_in_two() -> None:
    control = fed(f"{NINE} ten.\n\n")
    control.put(12, 6)
    assert control.border(18) == 18
    assert control.holds(17)
    assert control.border(15) == 12
    assert not control.holds(12)


def lighthouse(words: int = 150) -> Document:
    points = ("how it was built", "who kept it", "what it did", "how it was saved")
    sections = tuple(
        new_section(name, point, words) for name, point in zip(NAMES, points, strict=True)
    )
    total = words * len(sections)
    return Document("d", "T", "Write about a lighthouse.", total, outline=Outline(sections))


def check_headings(whole: Generated) -> None:
    """Each heading but the first, which is in the prompt, stands once, in order; those behind
    a place where the model only repeats itself are missing."""
    found = [line[3:] for line in whole.text.split("\n") if line in [f"## {n}" for n in NAMES]]
    assert tuple(found) == NAMES[1 : 1 + len(found)]
    assert len(found) == 3 or whole.stop_reason is StopReason.LOOP_CUT


@pytest.mark.parametrize("seed", range(3))
def test_each_section_begins_once_in_order_and_near_its_target(
    starter: WorkerEngine, seed: int
) -> None:
    request = one_shot(starter, lighthouse(), OneShotOptions(seed)).request
    events = list(starter.generate(request))
    assert shown(events) == answer(events).text
    check_headings(answer(events))
    ended = [
        event for event in write_in_one(starter, lighthouse(), OneShotOptions(seed))
        if isinstance(event, SectionEnded)
    ]  # fmt: skip
    lengths = [count_words(event.text) for event in ended]
    assert len(lengths) == 4 or ended[-1].stop_reason is StopReason.LOOP_CUT
    assert all(90 <= length <= 210 for length in lengths[:-1]), lengths
    assert lengths[-1] > 0  # has what the whole length leaves


def test_a_model_that_writes_nonsense_is_led_through_its_headings_all_the_same(
    tiny: WorkerEngine,
) -> None:
    marks = tuple(
        Milestone(20 * n, 20 * n + 2, f"## {name}") for n, name in enumerate(NAMES[1:], 1)
    )
    goal = LengthGoal(100, 95, 120)
    events = events_of(tiny, STORY, tokens=600, length=goal, milestones=marks, loop_guard=False,
                       sampling=Sampling(temperature=1.5, top_k=100))  # fmt: skip
    text = answer(events).text
    assert shown(events) == text
    order = [text.find(mark.heading) for mark in marks]
    assert order == sorted(order)
    assert all(text.count(mark.heading) <= 1 for mark in marks)


def test_a_model_left_to_itself_is_not_led(starter: WorkerEngine) -> None:
    request = one_shot(starter, lighthouse(), OneShotOptions(led=False)).request
    assert not request.milestones
    check = answer(list(starter.generate(request))).text
    assert f"## {NAMES[1]}" not in check
