# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document put together: headings, levels, what is left out and what is said twice."""

import pytest

from longwriter_desktop.export.assemble import assemble, without_repeated_heading
from longwriter_desktop.export.blocks import (
    Block,
    BlockQuote,
    Heading,
    ListBlock,
    Paragraph,
    TableOfContents,
    Title,
    plain_text,
)
from longwriter_desktop.export.exporting import export_document
from longwriter_desktop.export.options import ExportOptions
from tests.export.documents import chapter, document, one_section, section

PLAIN = ExportOptions()


def outline_of(blocks: tuple[Block, ...]) -> list[str]:
    """One line a block: "2 Heading" for headings, the text of paragraphs."""
    lines = []
    for block in blocks:
        if isinstance(block, Heading):
            lines.append(f"{block.level} {plain_text(block.runs)}")
        elif isinstance(block, Paragraph):
            lines.append(plain_text(block.runs))
        elif isinstance(block, Title):
            lines.append(f"title {block.text}")
        else:
            lines.append(type(block).__name__)
    return lines


def test_sections_under_chapters_are_headings_of_the_second_level() -> None:
    whole = document(chapter("c1", "Origins"), (section("s1", "First fires"), "Text."))
    assert outline_of(assemble(whole, PLAIN).blocks) == [
        "title Lighthouses", "1 Origins", "2 First fires", "Text.",
    ]  # fmt: skip


def test_sections_without_chapters_are_headings_of_the_first_level() -> None:
    assert outline_of(assemble(one_section("Text."), PLAIN).blocks) == [
        "title Lighthouses", "1 First fires", "Text.",
    ]  # fmt: skip


def test_sections_of_a_nested_chapter_are_headings_of_the_third_level() -> None:
    whole = document(
        chapter("c1", "Book"), chapter("c2", "Part", 2), (section("s1", "Fires", 3), "Text.")
    )
    assert outline_of(assemble(whole, PLAIN).blocks)[1:4] == ["1 Book", "2 Part", "3 Fires"]


def test_unwritten_sections_are_left_out_and_counted() -> None:
    whole = document(
        (section("s1", "A"), "Two words"), (section("s2", "B"), " \n"), section("s3", "C")
    )
    assembled = assemble(whole, PLAIN)
    assert outline_of(assembled.blocks) == ["title Lighthouses", "1 A", "Two words"]
    assert (assembled.sections_left_out, assembled.words) == (2, 2)


def test_a_chapter_without_written_sections_is_left_out() -> None:
    whole = document(
        chapter("c1", "Empty"), section("s1", "A"), chapter("c2", "Full"), (section("s2", "B"), "x")
    )
    assert outline_of(assemble(whole, PLAIN).blocks)[1:] == ["1 Full", "2 B", "x"]


def test_an_empty_document_has_its_title_only() -> None:
    assert outline_of(assemble(document(), PLAIN).blocks) == ["title Lighthouses"]
    assert assemble(document(title=" "), PLAIN).blocks == ()


def test_section_headings_can_be_left_out() -> None:
    whole = document(chapter("c1", "Origins"), (section("s1", "Fires"), "## Fires\nText."))
    blocks = assemble(whole, ExportOptions(section_headings=False)).blocks
    assert outline_of(blocks) == ["title Lighthouses", "1 Origins", "Text."]


def test_a_section_without_a_heading_gets_none() -> None:
    assert outline_of(assemble(one_section("Text.", heading=""), PLAIN).blocks)[1:] == ["Text."]


def test_a_table_of_contents_stands_behind_the_title() -> None:
    blocks = assemble(one_section("Text."), ExportOptions(table_of_contents=True)).blocks
    assert isinstance(blocks[1], TableOfContents)


def test_only_first_level_chapters_start_a_new_page() -> None:
    whole = document(chapter("c1", "One"), chapter("c2", "Two", 2), (section("s1", "A", 3), "x"))
    blocks = assemble(whole, ExportOptions(page_break_before_chapters=True)).blocks
    pages = [block.new_page for block in blocks if isinstance(block, Heading)]
    assert pages == [True, False, False]


def test_headings_in_a_text_go_below_the_sections_own() -> None:
    text = "# Big\na\n### Smaller\nb"
    whole = document(chapter("c1", "C"), (section("s1", "A"), text))
    assert outline_of(assemble(whole, PLAIN).blocks)[1:] == [
        "1 C", "2 A", "3 Big", "a", "4 Smaller", "b",
    ]  # fmt: skip
    assert outline_of(assemble(one_section(text), PLAIN).blocks)[1:] == [
        "1 First fires", "2 Big", "a", "3 Smaller", "b",
    ]  # fmt: skip


def test_headings_keep_their_order_of_rank_below_a_section_of_the_third_level() -> None:
    text = "# A\n## B\n### C\n#### D\ntext"
    whole = document(chapter("c1", "1"), chapter("c2", "2", 2), (section("s1", "3", 3), text))
    assert outline_of(assemble(whole, PLAIN).blocks)[4:] == ["4 A", "5 B", "6 C", "6 D", "text"]


def test_footnotes_of_two_sections_do_not_take_each_others_text() -> None:
    first, second = "One[^1].\n\n[^1]: I.", "Two[^1], three[^2].\n\n[^1]: II.\n[^2]: III."
    whole = document((section("s1", "A", 1), first), (section("s2", "B", 1), second))
    assert export_document(whole, "md").data.decode() == (
        "# Lighthouses\n\n## A\n\nOne[^1].\n\n[^1]: I.\n\n"
        "## B\n\nTwo[^2], three[^3].\n\n[^2]: II.\n\n[^3]: III.\n"
    )


def test_headings_in_quotes_and_lists_go_down_too() -> None:
    blocks = assemble(one_section("> # Q\n\n- # I"), PLAIN).blocks
    quote, entry = blocks[2], blocks[3]
    assert isinstance(quote, BlockQuote)
    assert isinstance(entry, ListBlock)
    assert outline_of(quote.blocks) == ["2 Q"]
    assert outline_of(entry.items[0]) == ["2 I"]


@pytest.mark.parametrize(
    "first",
    [
        "First fires", "# First fires", "### **First Fires**", "**First fires**",
        "**First fires:**", "Section 1: First fires", "## 1. First Fires",
        "Section 1 - First fires", "__First fires.__", "# Lighthouses\n\n## First fires",
    ],
)  # fmt: skip
def test_a_heading_said_again_at_the_start_of_the_text_is_dropped(first: str) -> None:
    for gap in ("\n", "\n\n"):
        blocks = assemble(one_section(f"{first}{gap}The lamp was lit."), PLAIN).blocks
        assert outline_of(blocks)[1:] == ["1 First fires", "The lamp was lit."]


def test_a_chinese_heading_said_again_is_dropped() -> None:
    assert without_repeated_heading("第一节 起源\n\n灯塔", ["起源"]) == "\n灯塔"
    assert without_repeated_heading("## 起源\n灯塔", ["第一节 起源"]) == "灯塔"


@pytest.mark.parametrize(
    "text",
    [
        "First fires were lit on headlands.",
        "First fires",
        "# Second fires\nText.",
        "The lamp.\n\nFirst fires\n\nText.",
        "1. First fires were lit.\n2. Then lamps.",
    ],
)
def test_a_text_that_only_begins_like_its_heading_stays_whole(text: str) -> None:
    assert without_repeated_heading(text, ["First fires"]) == text


def test_a_heading_is_text_and_no_markdown() -> None:
    blocks = assemble(one_section("x", heading="1 * 2 * 3 # [a](b)\x01"), PLAIN).blocks
    assert outline_of(blocks)[1] == "1 1 * 2 * 3 # [a](b)"
