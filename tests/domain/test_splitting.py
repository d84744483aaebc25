# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.headings import Title, is_heading, is_rule
from longwriter_desktop.domain.sentences import ends_sentence
from longwriter_desktop.domain.splitting import SETTLED, DocumentSplitter, Expected

NAMES = ("The oil", "The lamp", "The keepers")
CHINESE = ("灯油", "清晨的灯塔", "守塔的人")


def expected(names: tuple[str, ...] = NAMES, target: int = 60) -> tuple[Expected, ...]:
    return tuple(
        Expected((Title(name, number),), target) for number, name in enumerate(names, start=1)
    )


def paragraph(words: int, subject: str = "lamp") -> str:
    return " ".join([subject] * (words - 1)) + " burned."


def chinese(words: int) -> str:
    return "灯" * (words - 1) + "亮。"


def split(answer: str, sections=None, pieces: int = 7, **rest) -> list[tuple[int, str]]:
    splitter = DocumentSplitter(sections or expected(), **rest)
    for at in range(0, len(answer), pieces):
        splitter.grow(answer[at : at + pieces])
    splitter.finish()
    return [(part.index, splitter.text_of(part)) for part in splitter.parts()]


BODIES = [f"{paragraph(30, name)}\n\n{paragraph(30, name)}" for name in ("oil", "lamp", "keeper")]


@pytest.mark.parametrize(
    "form",
    ["## {}", "{}", "**{}**", "# {}:", "{}:", "{}\n=====", "{}\n-----", "## {} (60 words)",
     "Heading: {}", "<h2>{}</h2>", "## {}\n\n---"],
)  # fmt: skip
def test_sections_begin_at_their_headings_which_leave_the_text(form: str) -> None:
    text = "\n\n".join(
        f"{form.format(name)}\n\n{body}" for name, body in zip(NAMES, BODIES, strict=True)
    )
    assert split(text) == list(enumerate(BODIES))


def test_the_title_of_the_document_and_of_a_chapter_leave_the_text() -> None:
    first, second, third = expected()
    chapter = Expected((Title("The end", 2), *third.titles), 60)
    text = (
        f"# Lamps\n\n## The oil\n\n{BODIES[0]}\n\n## The lamp\n\n{BODIES[1]}\n\n"
        f"# Chapter 2: The end\n\n## The keepers\n\n{BODIES[2]}"
    )
    assert split(text, (first, second, chapter), title="Lamps") == list(enumerate(BODIES))


def test_chinese_sections_begin_at_headings_behind_single_line_breaks() -> None:
    bodies = [chinese(60), chinese(50) + "\n" + chinese(20), chinese(70)]
    text = "\n".join(
        f"第{number}章 {name}\n{body}"
        for number, name, body in zip("一二三", CHINESE, bodies, strict=True)
    )
    assert split(text, expected(CHINESE)) == list(enumerate(bodies))


def test_without_headings_a_section_ends_at_the_paragraph_nearest_to_its_target() -> None:
    text = "\n\n".join(paragraph(25) for _ in range(8))
    found = split(text)
    assert [count_words(body) for _index, body in found] == [50, 50, 100]
    assert [index for index, _body in found] == [0, 1, 2]


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "___"])
def test_a_rule_between_two_sections_leaves_the_text(rule: str) -> None:
    text = f"\n\n{rule}\n\n".join(
        f"## {name}\n\n{body}" for name, body in zip(NAMES, BODIES, strict=True)
    )
    assert split(text) == list(enumerate(BODIES))


@pytest.mark.parametrize("rule", ["---", "***", "* * *"])
def test_a_rule_inside_a_section_stays(rule: str) -> None:
    scenes = f"{paragraph(30)}\n\n{rule}\n\n{paragraph(30)}"
    text = f"## The oil\n\n{scenes}\n\n## The lamp\n\n{scenes}\n\n{rule}"
    assert split(text) == [(0, scenes), (1, f"{scenes}\n\n{rule}")]


def test_a_rule_stays_where_no_heading_tells_a_border() -> None:
    text = "\n\n---\n\n".join(paragraph(25) for _ in range(4))
    assert "".join(body for _index, body in split(text)).count("---") == 3


def test_what_underlines_the_last_line_of_a_text_stays() -> None:
    text = f"## The oil\n\n{BODIES[0]}\n---\n\n## The lamp\n\n{BODIES[1]}"
    assert split(text) == [(0, f"{BODIES[0]}\n---"), (1, BODIES[1])]


def test_a_late_heading_is_awaited_where_headings_came_before() -> None:
    long = "\n\n".join(paragraph(30) for _ in range(4))
    text = f"## The oil\n\n{long}\n\n## The lamp\n\n{BODIES[1]}"
    assert split(text) == [(0, long), (1, BODIES[1])]


def test_a_list_of_the_headings_in_front_of_the_text_splits_nothing() -> None:
    contents = "What follows.\n\n1. The oil\n2. The lamp\n3. The keepers"
    found = split(f"{contents}\n\n## The oil\n\n{BODIES[0]}\n\n## The lamp\n\n{BODIES[1]}")
    assert [index for index, _body in found] == [0, 1]
    assert found[0][1].startswith(contents)


def test_a_heading_that_comes_again_stays_in_the_text() -> None:
    text = f"## The oil\n\n{BODIES[0]}\n\n## The lamp\n\n{BODIES[1]}\n\n## The oil\n\n{BODIES[0]}"
    assert [index for index, _body in split(text)] == [0, 1]
    assert split(text)[1][1].endswith(f"## The oil\n\n{BODIES[0]}")


def test_a_section_that_the_model_leaves_out_stays_empty() -> None:
    text = f"## The oil\n\n{BODIES[0]}\n\n## The keepers\n\n{BODIES[2]}"
    assert split(text) == [(0, BODIES[0]), (2, BODIES[2])]


def test_a_comment_in_a_program_is_no_heading() -> None:
    code = "```\n# The lamp\nlight()\n```"
    text = f"## The oil\n\n{BODIES[0]}\n\n{code}\n\n{paragraph(20)}"
    assert split(text) == [(0, f"{BODIES[0]}\n\n{code}\n\n{paragraph(20)}")]


def test_a_text_that_goes_on_keeps_what_its_section_has() -> None:
    found = split(f"\n\n{paragraph(25)}\n\n## The keepers\n\nThe end.", index=1, text="It was lit.")
    assert found == [(1, f"It was lit.\n\n{paragraph(25)}"), (2, "The end.")]


def test_no_decision_is_made_before_some_text_stands_behind_it() -> None:
    splitter = DocumentSplitter(expected())
    splitter.grow(f"## The oil\n\n{BODIES[0]}\n\n## The lamp\n")
    splitter.grow("x" * (SETTLED - 1))
    assert splitter.index == 0
    splitter.grow("x")
    assert splitter.index == 1


def test_a_text_taken_back_across_a_heading_belongs_to_the_section_before() -> None:
    splitter = DocumentSplitter(expected())
    begun = f"## The oil\n\n{BODIES[0]}"
    splitter.grow(f"{begun}\n\n## The lamp\n\n{BODIES[1] * 2}")
    assert splitter.index == 1
    splitter.rewind(len(begun))
    assert [splitter.text_of(part) for part in splitter.parts()] == [BODIES[0]]


WORD = st.sampled_from(["lamp", "keeper", "burned", "灯塔", "亮", "and", "42"])
SENTENCE = st.lists(WORD, min_size=1, max_size=12).flatmap(
    lambda words: st.sampled_from([" ".join(words) + ".", "".join(words) + "。", " ".join(words)])
)
HEADING = st.builds(
    str.format,
    st.sampled_from(["## {}", "{}", "**{}**", "第二章 {}", "2. {}", "{}.", "Heading: {}"]),
    st.sampled_from([*NAMES, "清晨的灯塔", "Nowhere"]),
)
LINE = st.one_of(
    st.lists(SENTENCE, min_size=1, max_size=8).map(" ".join), HEADING, st.just("```"),
    st.just("- an item."), st.sampled_from(["---", "* * *", "====", "--"]),
)  # fmt: skip
TEXT = st.lists(
    st.tuples(LINE, st.sampled_from(["\n", "\n\n", "\n\n\n", " "])), max_size=40
).map(lambda lines: "".join(line + mark for line, mark in lines))  # fmt: skip
SECTIONS = (
    *expected(target=20),
    Expected((Title("清晨的灯塔", 4),), 15),
    Expected((Title(""),), 9),
)


@settings(deadline=None)
@given(TEXT, st.lists(st.integers(1, 200), min_size=1, max_size=30))
def test_no_character_is_lost_and_every_cut_is_at_the_end_of_a_paragraph(
    text: str, sizes: list[int]
) -> None:
    splitter = DocumentSplitter(SECTIONS)
    at = 0
    for size in sizes:
        splitter.grow(text[at : at + size])
        at += size
    splitter.grow(text[at:])
    splitter.finish()
    parts = splitter.parts()
    assert splitter.text == text
    assert [part.index for part in parts] == sorted({part.index for part in parts})
    ends = [0, *[part.end for part in parts]]
    assert ends[-1] == len(text)
    titles = [title for section in SECTIONS for title in section.titles]
    for part, before in zip(parts, ends, strict=False):
        assert before <= part.start <= part.end
        for line in text[before : part.start].splitlines():  # taken out
            assert not line.strip() or is_rule(line) or is_heading(line, titles)
    for part, _following in pairwise(parts):
        assert is_end_of_paragraph(text, part.end)


def is_end_of_paragraph(text: str, at: int) -> bool:
    lines = text[:at].split("\n")
    following = text[at:].split("\n")[0]
    is_line_end = not lines[-1]
    last = lines[-2] if len(lines) > 1 else ""
    return is_line_end and (
        not last.strip() or not following.strip() or ends_sentence(last)
        or following.startswith("#")
    )  # fmt: skip


@settings(deadline=None)
@given(TEXT, st.data())
def test_pieces_and_rewinds_change_nothing(text: str, data: st.DataObject) -> None:
    splitter = DocumentSplitter(SECTIONS)
    while splitter.text != text:
        size = data.draw(st.integers(1, 400))
        at = len(splitter.text)
        splitter.grow(text[at : at + size])
        if data.draw(st.integers(0, 4)) == 0:
            keep = data.draw(st.integers(max(0, len(splitter.text) - 300), len(splitter.text)))
            splitter.grow("and then? " * data.draw(st.integers(0, 90)))
            splitter.rewind(keep)
    splitter.finish()
    whole = DocumentSplitter(SECTIONS)
    whole.grow(text)
    whole.finish()
    assert splitter.parts() == whole.parts()
