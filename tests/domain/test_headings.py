# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest

from longwriter_desktop.domain.headings import Title, is_heading

LAMP = Title("How the lamp was lit", 2)
MORNING = Title("清晨的灯塔", 2)


@pytest.mark.parametrize(
    "line",
    [
        "How the lamp was lit",
        "HOW THE LAMP WAS LIT:",
        "## How the Lamp Was Lit\n",
        "**How the lamp was lit**",
        "### **2. How the lamp was lit**",
        "2. How the lamp was lit",
        "II. How the lamp was lit",
        "Chapter 2: How the lamp was lit",
        "Section 2 - How the lamp was lit",
        "## How a lamp was lit",
        "## 2. How they lit the lamp",
        "## Chapter 2",
        "## How the lamp was lit (about 300 words)",
        "**How the lamp was lit (300 words)**",
        "Kapitel 2: How the lamp was lit",
        "Heading: How the lamp was lit",
        "Paragraph 2 - Heading: How the lamp was lit - Main Point: " + "oil and wick " * 20,
        '<h2 class="a">How the lamp was lit</h2>\n',
        "Paragraph 2:",
    ],
)
def test_a_heading_is_known_however_it_is_dressed_up(line: str) -> None:
    assert is_heading(line, [LAMP])


@pytest.mark.parametrize(
    "line",
    ["清晨的灯塔", "第二章 清晨的灯塔", "第2节：清晨的灯塔", "二、清晨的灯塔", "（二）清晨的灯塔",
     "## 清晨的灯塔\n", "第二章"],
)  # fmt: skip
def test_a_chinese_heading_is_known_however_it_is_dressed_up(line: str) -> None:
    assert is_heading(line, [MORNING])


@pytest.mark.parametrize(
    "line",
    [
        "",
        "How the lamp was lit.",
        "How the lamp was lit is a long story that nobody on the island tells any more.",
        "how the lamps were lit",
        "## Who kept the lamp alight",
        "## Chapter 3",
        "How the lamp was lit: of oil and of wick",
        "## How the lamp was lit: of oil and of wick",  # it says more: the text keeps it
        "**How the lamp was lit:** They took the oil and trimmed the wick first.",
        "Heading: Who kept it",
        "Paragraph 2 - Heading: Who kept it - Main Point: how the lamp was lit",
        "<p>How the lamp was lit</p>",
        "2",
        "2. Trim the wick",
        "第三章",
        "清晨的灯塔。",
    ],
)
def test_other_lines_are_no_headings(line: str) -> None:
    assert not is_heading(line, [LAMP, MORNING])


def test_a_section_without_a_heading_is_known_by_its_number_alone() -> None:
    assert is_heading("## Section 12", [Title("", 12)])
    assert is_heading("第十二节", [Title("", 12)])
    assert not is_heading("## The oil", [Title("", 12)])
