# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A plan may be a table, as chat programs like to make them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.app.plan_files import import_text, parse_plan_file
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.plan_table import with_table_as_lines

PLAIN = """\
This is for the museum's guide.

| # | Section | Main point | Words |
|---|---------|------------|------:|
| 1 | **Fires** | beacons on headlands | 300 |
| 2 | Pharos | the first tower; its mirror | ~1,200 words |
| | Total | | 1,500 |

Tell me if it should be longer.
"""
RICH = """\
Chapter | Title | Focus | Sources | Target length
--- | :-- | --- | --- | ---
I | Origins | fires | Pliny | 200-400 words
II | Keepers | daily round | | 500
"""
CHINESE = """\
| 序号 | 小标题 | 主要内容 | 字数 |
|:--:|:--|:--|:--|
| 1 | 起源 | 海岬上的火 | 300字 |
| 2 | 守灯人 | 日常 | 约500字 |
"""
DATA = """\
# Lamps

## Oil

The words of a lamp are few, and the keepers counted them every night, as the table shows.
{more}

| Lamp | Words |
| --- | --- |
| Oil | 300 |
| Gas | 400 |
"""


def shown(outline: Outline) -> list[tuple[str, str, int]]:
    return [(item.heading, item.main_point, item.target_words) for item in outline]


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        (
            PLAIN,
            [
                ("Fires", "beacons on headlands", 300),
                ("Pharos", "the first tower; its mirror", 1_200),
            ],
        ),
        (RICH, [("I: Origins", "fires; Pliny", 300), ("II: Keepers", "daily round", 500)]),
        (CHINESE, [("起源", "海岬上的火", 300), ("守灯人", "日常", 500)]),
        (
            "Point | Words\n-|-\nA a \\| b | 90\nTotal war | 80",
            [("A a | b", "", 90), ("Total war", "", 80)],
        ),
    ],
)
def test_each_row_is_a_section(text: str, plan: list[tuple[str, str, int]]) -> None:
    assert shown(parse_plan_file(text).plan.outline) == plan
    assert shown(import_text(text).outline) == plan


def test_what_stands_beside_the_table_is_the_instruction() -> None:
    said = parse_plan_file(PLAIN).instruction.split("\n")
    assert [line for line in said if line] == [
        "This is for the museum's guide.", "Tell me if it should be longer.",
    ]  # fmt: skip


def test_lines_stay_in_their_places() -> None:
    lines = with_table_as_lines(PLAIN).splitlines()
    assert lines[4].startswith("Section 1 - Heading: **Fires**")


def test_a_table_in_a_draft_stays_in_its_text() -> None:
    draft = DATA.format(more="They went on counting until the morning came. " * 20)
    assert with_table_as_lines(draft) == draft
    read = import_text(draft)
    (text,) = read.texts.values()
    assert "| Oil | 300 |" in text


@pytest.mark.parametrize(
    "text",
    [
        "| Lamp | Light |\n| --- | --- |\n| Oil | 300 |",  # it asks for no words
        "| Lamp | Words |\n| --- | --- |\n| Oil | few |\n| Gas | many |",
        "a | b\nc | d",
        "# Lamps\n\n## Oil\n\nA few.\n\n| Lamp | Words |\n| --- | --- |\n| Oil | 300 |",
        "---\n\n| Words |",
    ],
)
def test_any_other_table_is_left_alone(text: str) -> None:
    assert with_table_as_lines(text) == text


@given(st.text(alphabet="| -:\n\\aWords1字数", max_size=120))
def test_any_text_has_no_more_lines_than_before(text: str) -> None:
    assert len(with_table_as_lines(text).splitlines()) <= len(text.splitlines())
