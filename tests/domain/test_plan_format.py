# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.errors import PlanParseError
from longwriter_desktop.domain.outline import Outline, new_chapter, new_section
from longwriter_desktop.domain.plan_format import parse_plan, render_plan

_TEXT = st.text("abcdefghij äé他好,'?!", min_size=1, max_size=40).map(
    lambda text: " ".join(text.split()).strip(" ,")
)
_FIELD = _TEXT.filter(lambda text: len(text) > 2)


def shape(outline: Outline) -> list[tuple[str, str, str, int]]:
    return [(str(i.kind), i.heading, i.main_point, i.target_words) for i in outline]


@given(
    st.lists(
        st.tuples(st.booleans(), _FIELD, _FIELD, st.integers(10, 5000)), min_size=1, max_size=8
    )
)
def test_a_rendered_plan_is_read_back_unchanged(rows: list[tuple[bool, str, str, int]]) -> None:
    items = [new_section("First", "the beginning", 300)]
    for is_chapter, heading, point, words in rows:
        chapter = new_chapter(heading, point)
        items.append(chapter if is_chapter else new_section(heading, point, words))
    outline = Outline(tuple(items))
    again = parse_plan(render_plan(outline, "A Title"))
    assert again.title == "A Title"
    assert shape(again.outline) == shape(outline)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Paragraph 1 - Main Point: the origins - Word Count: 400 words",
            [("section", "", "the origins", 400)],
        ),
        (
            "**Paragraph 2** - **Main Point:** Hello: there - **Word Count:** 1,200 words.",
            [("section", "", "Hello: there", 1200)],
        ),
        ("第1段 - 要点：介绍背景 - 字数：400字", [("section", "", "介绍背景", 400)]),
        ("第十二段 - 主要内容：尾声 - 字数：约300字", [("section", "", "尾声", 300)]),
        ("段落3 - 标题：起源 - 要点：最初 - 字数：250字", [("section", "起源", "最初", 250)]),
        ("1. The harbour (200 words)", [("section", "", "The harbour", 200)]),
        ("- Section 3: the end, about 300 words", [("section", "", "the end", 300)]),
        ("2) No count at all", [("section", "", "No count at all", 400)]),
        (
            "Chapter 1: Origins\nParagraph 1 - Main Point: fires - Word Count: 300 words",
            [("chapter", "Origins", "", 0), ("section", "", "fires", 300)],
        ),
        (
            "第一章 - 标题：开端\n第一段 - 要点：火 - 字数：300字",
            [("chapter", "开端", "", 0), ("section", "", "火", 300)],
        ),
        (
            "Here is the plan:\nParagraph 1 - Main Point: x y - Word Count: 9 words\nEnjoy!",
            [("section", "", "x y", 10)],
        ),
    ],
)
def test_plans_are_read_however_they_were_typed(
    text: str, expected: list[tuple[str, str, str, int]]
) -> None:
    assert shape(parse_plan(text).outline) == expected


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "plan_empty", 0),
        (" \n ", "plan_empty", 0),
        ("Dear diary,\nnothing happened.", "plan_no_sections", 0),
        ("Chapter 1 - Alone", "plan_no_sections", 0),
        (
            "1. a b (300 words)\nParagraph 2 - Main Point: c d - Word Count: 0 words",
            "plan_target",
            2,
        ),
        ("1. a\n" * 2001, "plan_too_long", 2000),
    ],
)
def test_a_text_that_is_no_plan_is_refused_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(PlanParseError) as caught:
        parse_plan(text)
    assert (caught.value.code, caught.value.line) == (code, line)


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("1. Oil - Main Point: whale - Word Count: 1 200 words", ("Oil", "whale", 1_200)),
        ("1. Oil (1 200 to 1 400 words)", ("", "Oil", 1_300)),
        ("Section 1: 1 200 words", ("", "", 1_200)),
        ("Section 2 500 words", ("", "", 500)),
        ("1. World War 2 500 words", ("", "World War 2", 500)),
    ],
)
def test_a_space_between_thousands_is_no_end_of_a_number(
    line: str, section: tuple[str, str, int]
) -> None:
    (item,) = parse_plan(line).outline.sections
    assert (item.heading, item.main_point, item.target_words) == section
