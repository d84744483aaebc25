# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest

from longwriter_desktop.agentwrite.presets import preset_plan
from longwriter_desktop.app.plan_files import (
    PlanFile,
    parse_plan_file,
    read_plan_file,
    render_plan_file,
)
from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem, PlanParseError
from longwriter_desktop.domain.plan_format import render_plan


def test_a_plan_file_is_read_back_with_its_instruction() -> None:
    instruction = "Write about lamps.\nKeep it short."
    plan = preset_plan("essay", instruction, 12_000)
    again = parse_plan_file(render_plan_file(PlanFile(instruction, plan)))
    assert again.instruction == instruction
    assert again.plan.title == plan.title
    assert render_plan(again.plan.outline) == render_plan(plan.outline)


def test_a_plan_without_an_instruction_is_written_from_its_title() -> None:
    planned = parse_plan_file("# Of Lamps\n\n1. Oil (300 words)\n")
    assert planned.instruction == "Of Lamps"


def test_a_bare_list_of_sections_is_a_plan_too() -> None:
    assert parse_plan_file("1. Oil (300 words)\n2. Gas (200 words)").instruction == "Oil; Gas"


def sections(text: str) -> list[tuple[int, str, str, int]]:
    """Level, heading, main point and target of what a plan file holds; a chapter's target is 0."""
    plan = parse_plan_file(text).plan
    return [(i.level, i.heading, i.main_point, i.target_words) for i in plan.outline]


def test_a_numbered_line_of_the_instruction_is_no_section() -> None:
    instruction = "Answer these:\n1. Who lit the lamps?\nSection 2 of the act?"
    plan = preset_plan("essay", instruction, 2_000)
    again = parse_plan_file(render_plan_file(PlanFile(instruction, plan)))
    assert again.instruction == instruction
    assert render_plan(again.plan.outline) == render_plan(plan.outline)


def test_what_stands_in_front_of_a_plan_is_its_instruction_but_not_what_announces_it() -> None:
    assert parse_plan_file("A report on lamps.\n\n1. Oil (300 words)").instruction == (
        "A report on lamps."
    )
    assert parse_plan_file("Here is the plan:\n\n1. Oil (300 words)").instruction == "Oil"


def test_the_numbers_of_a_thesis_are_levels() -> None:
    text = "1 Lamps\n1.1 Oil (300 words)\n1.2. Gas (200 words)\n2. Light: what it is (400 words)"
    assert sections(text) == [
        (1, "Lamps", "", 0), (2, "Oil", "", 300), (2, "Gas", "", 200),
        (1, "Light", "what it is", 400),
    ]  # fmt: skip


def test_markdown_headings_are_a_plan_with_what_to_write_below_them() -> None:
    text = (
        "# Lamps\n\nA report for the town.\n\n## Oil (300 words)\n\n- whale oil\n- its price\n"
        "\n## 2. Gas\n\nWord count: 250\nThe works by the river.\n"
    )
    planned = parse_plan_file(text)
    assert (planned.instruction, planned.plan.title) == ("A report for the town.", "Lamps")
    assert sections(text) == [
        (1, "Oil", "whale oil; its price", 300), (1, "Gas", "The works by the river", 250),
    ]  # fmt: skip


def test_headings_below_one_with_a_target_share_it() -> None:
    text = "# Lamps\n## Before (900 words)\n### Oil\n### Gas\n### Arc\n## After (200 words)\n"
    assert sections(text) == [
        (1, "Before", "", 0), (2, "Oil", "", 300), (2, "Gas", "", 300), (2, "Arc", "", 300),
        (1, "After", "", 200),
    ]  # fmt: skip


def test_what_has_a_target_in_a_list_below_a_heading_is_a_section() -> None:
    text = (
        "# Lamps\n## Chapter 1: Before\n1. Oil (300 words): what it cost\n   - whale oil\n2. Gas\n"
        "## Chapter 2: After (500 words)\n- the arc\n- keep it under 300 words\n"
    )
    assert sections(text) == [
        (1, "Before", "", 0), (2, "Oil", "what it cost; whale oil", 300), (2, "Gas", "", 400),
        (1, "After", "the arc; keep it under 300 words", 500),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "I. Lamps\n   A. Oil (300 words)\n   B. Gas (200 words)\nII. Light: what it is (400 words)",
        "一、Lamps\n（一）Oil（300字）\n（二）Gas（200字）\n二、Light：what it is（400字）",
        "一、Lamps\n1. Oil（300字）\n2. Gas（200字）\n二、Light：what it is（400字）",
    ],
)
def test_the_numbers_of_an_outline_are_levels(text: str) -> None:
    assert sections(text) == [
        (1, "Lamps", "", 0), (2, "Oil", "", 300), (2, "Gas", "", 200),
        (1, "Light", "what it is", 400),
    ]  # fmt: skip


def test_letters_below_a_number_say_what_to_write() -> None:
    assert sections("1. Oil (300 words)\nA. whale oil\nb) its price") == [
        (1, "Oil", "A. whale oil; b) its price", 300)
    ]


def test_the_boxes_of_a_list_of_things_to_do_are_no_words() -> None:
    assert sections("# Lamps\n\n- [ ] Oil (300 words)\n- [x] Gas (200 words)") == [
        (1, "Oil", "", 300), (1, "Gas", "", 200),
    ]  # fmt: skip


def test_a_list_without_numbers_is_a_plan() -> None:
    text = "# Lamps\n\n- Oil (300 words)\n- Gas: the works (200 words)\n"
    assert sections(text) == [(1, "Oil", "", 300), (1, "Gas", "the works", 200)]


def test_what_stands_below_a_numbered_section_is_what_to_write() -> None:
    text = (
        "1. Oil (300 words)\n   - whale oil\n   - its price\n\n---\n2. Gas\n   target: 250 words\n"
    )
    assert sections(text) == [(1, "Oil", "whale oil; its price", 300), (1, "Gas", "", 250)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1. Oil (1,200 words)", 1_200),
        ("1. Oil – about 1.2k words", 1_200),
        ("1. Oil, 400-600 words", 500),
        ("1. Oil [~ 500 words].", 500),
        ("1. Oil (2 thousand words)", 2_000),
        ("1. World War 2 - 300 words", 300),
        ("Paragraph 1 - Main Point: oil - Word Count: 300–500 words", 400),
        ("1. 油灯（五百字）", 500),
        ("1. 油灯，约一千二百字左右", 1_200),
        ("1. 油灯（１２００字）", 1_200),
        ("第一节 - 要点：油灯 - 字数：两千字", 2_000),
        ("第一节 - 要点：油灯 - 字数：1.5千字", 1_500),
        ("1. **Oil** (300 words): whale oil", 300),
        ("1. Oil - 300 words - whale oil", 300),
        ("Paragraph 1 (300 words) - Main Point: oil", 300),
        ("Paragraph 1 - Main Point: oil - Word Count: [300 words]", 300),
        ("Paragraph 1 - Main Point: oil (Word Count: 300)", 300),
        ("第一節 - 標題：油燈 - 要點：價格 - 字數：三百個字", 300),
        ("\t1.\tOil\t(300 words)", 300),
    ],
)
def test_a_target_is_read_however_it_was_written(line: str, words: int) -> None:
    (section,) = parse_plan_file(f"{line}\n").plan.outline.sections
    assert section.target_words == words
    assert "words" not in section.heading + section.main_point
    assert not set("()[]（）") & set(section.heading + section.main_point)
    assert "Count" not in section.main_point


@pytest.mark.parametrize("line", ["1. Oil (8000 words)", "1. Oil (9 words)", "## Oil (8000 words)"])
def test_a_target_that_no_section_can_have_is_named_and_not_changed(line: str) -> None:
    with pytest.raises(PlanParseError) as caught:
        parse_plan_file(f"# Lamps\n{line}\n")
    assert (caught.value.code, caught.value.line) == ("plan_target_bounds", 2)


def test_a_text_under_headings_is_not_taken_for_a_plan() -> None:
    with pytest.raises(PlanParseError, match="plan_is_text"):
        parse_plan_file(f"# Lamps\n\n## Oil\n\n{'It was dark. ' * 100}\n")


def test_line_ends_and_the_mark_of_windows_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(b"\xef\xbb\xbf# Lamps\r\n\r\n> Write.\r\n\r\n1. Oil (300 words)\r\n")
    planned = read_plan_file(path)
    assert (planned.plan.title, planned.instruction) == ("Lamps", "Write.")
    assert planned.plan.outline.total_words == 300


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04\0\0", "plan_not_text"),
        ("1. \u00d6l (300 words)".encode("latin-1"), "import_encoding"),
        (b" \n", "import_empty"),
        (b"x" * 10_000_001, "import_too_large"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_the_reason(
    tmp_path: Path, data: bytes, code: str
) -> None:
    path = tmp_path / "plan.md"
    path.write_bytes(data)
    with pytest.raises(InputProblem, match=code):
        read_plan_file(path)


def test_a_folder_is_no_plan_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="cannot_read"):
        read_plan_file(tmp_path)
