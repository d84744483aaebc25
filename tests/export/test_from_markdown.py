# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Markdown as people and models write it, read into blocks."""

import pytest

from longwriter_desktop.export.blocks import (
    LINE_BREAK,
    Block,
    BlockQuote,
    CodeBlock,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Table,
    ThematicBreak,
    plain_text,
)
from longwriter_desktop.export.from_markdown import read_markdown


def words(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def cell(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def bullets(*items: str) -> ListBlock:
    return ListBlock(False, tuple((words(item),) for item in items))


def numbers(*items: str, start: int = 1) -> ListBlock:
    return ListBlock(True, tuple((words(item),) for item in items), start)


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("a **b** c", (Run("a "), Run("b", bold=True), Run(" c"))),
        ("a *b* _c_", (Run("a "), Run("b", italic=True), Run(" "), Run("c", italic=True))),
        ("***both***", (Run("both", bold=True, italic=True),)),
        ("**a *b***", (Run("a ", bold=True), Run("b", bold=True, italic=True))),
        ("`x = 1`", (Run("x = 1", code=True),)),
        ("[text](https://x.org/a_b)", (Run("text", link="https://x.org/a_b"),)),
        ("<https://x.org>", (Run("https://x.org", link="https://x.org"),)),
        ("![a lamp](lamp.png)", (Run("a lamp", source="![a lamp](lamp.png)"),)),
        ("is $a_{1} * b*c$.", (Run("is "), Run("$a_{1} * b*c$", source="$a_{1} * b*c$"), Run("."))),
        (r"$\{x\}$", (Run(r"$\{x\}$", source=r"$\{x\}$"),)),
        ("from $5 to $10, or *$5*", (Run("from $5 to $10, or "), Run("$5", italic=True))),
        ("so [@a_b, p. *3*]", (Run("so "), Run("[@a_b, p. *3*]", source="[@a_b, p. *3*]"))),
        (r"\[@a\] \[^1\]", (Run("[@a] [^1]"),)),
        ("one[^1]", (Run("one"), Run("[^1]", note="1"))),
        ("one[^a][^b]", (Run("one"), Run("[^a]", note="a"), Run("[^b]", note="b"))),
        ("snake_case_name", (Run("snake_case_name"),)),
        ("2 * 3 * 4", (Run("2 * 3 * 4"),)),
        (r"\*not italic\*", (Run("*not italic*"),)),
        ("AT&amp;T &copy; &#8212; & R&D", (Run("AT&T © — & R&D"),)),
        (r"\&amp;", (Run("&amp;"),)),
        ("<b>bold</b> <br>", (Run("<b>bold</b> <br>"),)),
        ("one  \ntwo", (Run(f"one{LINE_BREAK}two"),)),
        ("one\\\ntwo", (Run(f"one{LINE_BREAK}two"),)),
        ("**“它亮着”**后", (Run("“它亮着”", bold=True), Run("后"))),
        ("#1 reason", (Run("#1 reason"),)),
        ("1984. A year.", (Run("1984. A year."),)),
        ("    indented prose", (Run("indented prose"),)),
    ],
)
def test_one_paragraph(source: str, runs: tuple[Run, ...]) -> None:
    assert read_markdown(source) == (Paragraph(runs),)


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("", ()),
        (" \n\n\t\n", ()),
        ("# One\ntext", (Heading(1, (Run("One"),)), words("text"))),
        ("### Three ###", (Heading(3, (Run("Three"),)),)),
        ("a\n\nb", (words("a"), words("b"))),
        ("a\n***\nb", (words("a"), ThematicBreak(), words("b"))),
        ("a\n---\nb", (words("a"), ThematicBreak(), words("b"))),
        ("> a\n> b\n>\n> c", (BlockQuote((words(f"a{LINE_BREAK}b"), words("c"))),)),
        ("“Who?”\nNobody *answered\nhim*.", (
            words("“Who?”"),
            Paragraph((Run("Nobody "), Run("answered", italic=True))),
            Paragraph((Run("him", italic=True), Run("."))),
        )),
        ("灯塔\n亮着", (words("灯塔"), words("亮着"))),
        ("one `a\nb` two", (Paragraph((Run("one "), Run("a\nb", code=True), Run(" two"))),)),
        ("a\n\n```py\nx\n\n  y\n```\nb", (words("a"), CodeBlock("x\n\n  y", "py"), words("b"))),
        ("~~~\n```\n~~~", (CodeBlock("```"),)),
        ("```\nnever closed", (CodeBlock("never closed"),)),
        ("$$\na_1\n+ b_2 \\\\\n$$", (
            Paragraph((Run("$$\na_1\n+ b_2 \\\\\n$$", source="$$\na_1\n+ b_2 \\\\\n$$"),)),
        )),
        ("a\n\n$$ 5\n\nb", (words("a"), words("$$ 5"), words("b"))),
        ("[^1]: See *x*,\n    p. 3.\n[^2]: y\n\nb", (
            Footnote("1", (Run("See "), Run("x", italic=True), Run(", p. 3."))),
            Footnote("2", (Run("y"),)),
            words("b"),
        )),
        ("|a|b|\n|:-:|-:|\n|1|2|", (
            Table((cell("a"), cell("b")), ((cell("1"), cell("2")),), ("center", "right")),
        )),
        ("|a|b|\n|-|-|\n|1|2|", (Table((cell("a"), cell("b")), ((cell("1"), cell("2")),)),)),
    ],
)  # fmt: skip
def test_blocks(source: str, blocks: tuple[Block, ...]) -> None:
    assert read_markdown(source) == blocks


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("- a\n- b", (bullets("a", "b"),)),
        ("* a\n\n* b", (bullets("a", "b"),)),
        ("Here:\n- a\n- b", (words("Here:"), bullets("a", "b"))),
        ("Here:\n1. a\n2. b", (words("Here:"), numbers("a", "b"))),
        ("It was in\n12. May", (words("It was in"), words("12. May"))),
        ("1) a\n2) b", (numbers("a", "b"),)),
        ("3. c\n4. d", (numbers("c", "d", start=3),)),
        ("- a\n1. b", (bullets("a"), numbers("b"))),
        ("- a\nstill a", (bullets("a still a"),)),
        ("- a\n\nnot a", (bullets("a"), words("not a"))),
        ("- a\n# H", (bullets("a"), Heading(1, (Run("H"),)))),
        ("- a\n\n  b", (ListBlock(False, ((words("a"), words("b")),)),)),
        ("- a\n\n  ```\n  x\n  ```", (ListBlock(False, ((words("a"), CodeBlock("x")),)),)),
        ("> - a\n> - b", (BlockQuote((bullets("a", "b"),)),)),
    ],
)
def test_lists(source: str, blocks: tuple[Block, ...]) -> None:
    assert read_markdown(source) == blocks


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_a_nested_list_may_be_indented_by_two_to_four_spaces(indent: int) -> None:
    nested = ListBlock(False, ((words("a"), bullets("b", "c")), (words("d"),)))
    space = " " * indent
    assert read_markdown(f"- a\n{space}- b\n{space}- c\n- d") == (nested,)


def test_a_list_three_levels_deep() -> None:
    inner = ListBlock(False, ((words("b"), numbers("c")),))
    assert read_markdown("- a\n  - b\n    1. c") == (ListBlock(False, ((words("a"), inner),)),)


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    (paragraph,) = read_markdown("a\x00b\x0bc\x1bd\ufffee\ud800f")
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.runs) == "abcdef"
