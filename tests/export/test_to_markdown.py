# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The Markdown writer: clean text that reads back as the same blocks."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from longwriter_desktop.export.blocks import (
    LINE_BREAK,
    Block,
    BlockQuote,
    CodeBlock,
    Heading,
    ListBlock,
    Paragraph,
    Run,
    Table,
    ThematicBreak,
    Title,
    tidy_runs,
)
from longwriter_desktop.export.from_markdown import read_markdown
from longwriter_desktop.export.to_markdown import render_markdown

PIECES = st.sampled_from(
    [
        "word", "灯塔", "é", "“q”", "12", "1.", "2)", "+", "-", ">", "#", "*", "**", "_x_", "a_b",
        "`", "```", "~~~", "=", "|", "a|b", "---", "\\", "&", "&amp;", "!", "(", ")", "{", "}",
        "![", "[l](u)", "<b>", "<http://x.y>", "https://x.org", "# h", "- i", "2) x",
    ]
)  # fmt: skip
PROSE = st.lists(PIECES, min_size=1, max_size=6).map(" ".join)
LETTERS = st.sampled_from(["bold", "灯塔", "two words", "end.", "(x)", "a*b", "x_y"])


def styled() -> st.SearchStrategy[Run]:
    looks = st.sampled_from([(True, False), (False, True), (True, True)])
    return st.builds(lambda text, look: Run(text, look[0], look[1]), LETTERS, looks)


def runs(line_breaks: bool = True) -> st.SearchStrategy[tuple[Run, ...]]:
    """Plain text with styled runs, code and links standing apart from each other."""
    code = st.sampled_from(["x = 1", "a`b", "``", "*x*", "\\"]).map(
        lambda text: Run(text, code=True)
    )
    link = st.builds(Run, LETTERS, link=st.sampled_from(["https://x.org/a_b?c=d", "lamp.html"]))
    special = st.one_of(styled(), code, link)
    between = [" and ", " 灯 "] + ([f"{LINE_BREAK}- next "] if line_breaks else [])
    parts = st.lists(st.tuples(special, st.sampled_from(between)), max_size=3)

    def joined(first: str, rest: list[tuple[Run, str]]) -> tuple[Run, ...]:
        flat = [Run(f"{first} ")]
        for special_run, gap in rest:
            flat += [special_run, Run(gap)]
        return tidy_runs([*flat, Run("end")])

    return st.builds(joined, PROSE, parts)


PARAGRAPHS = st.builds(Paragraph, runs())
CODE = st.builds(
    CodeBlock, st.sampled_from(["x", "a\n\n  b", "```\ncode", "~~~", "- no list"]), st.just("py")
)


def list_of(inner: st.SearchStrategy[tuple[Block, ...]]) -> st.SearchStrategy[ListBlock]:
    items = st.lists(inner, min_size=1, max_size=3).map(tuple)
    bulleted = st.builds(ListBlock, st.just(False), items)
    return st.one_of(bulleted, st.builds(ListBlock, st.just(True), items, st.integers(1, 12)))


FLAT_LISTS = list_of(st.tuples(PARAGRAPHS))
LISTS = list_of(
    st.one_of(
        st.tuples(PARAGRAPHS),
        st.tuples(PARAGRAPHS, FLAT_LISTS),
        st.tuples(PARAGRAPHS, PARAGRAPHS),
        st.tuples(PARAGRAPHS, CODE),
    )
)
HEADINGS = st.builds(Heading, st.integers(1, 6), runs(line_breaks=False))
QUOTES = st.builds(BlockQuote, st.lists(PARAGRAPHS, min_size=1, max_size=2).map(tuple))
BLOCKS = st.lists(
    st.one_of(PARAGRAPHS, HEADINGS, LISTS, QUOTES, CODE, st.just(ThematicBreak())), max_size=5
)


def separable(blocks: list[Block]) -> list[Block]:
    """Without lists and quotes right behind their like: Markdown would read them as one."""
    kept: list[Block] = []
    for block in blocks:
        alike = kept and type(kept[-1]) is type(block)
        if not (alike and isinstance(block, ListBlock | BlockQuote)):
            kept.append(block)
    return kept


@settings(max_examples=300)
@given(BLOCKS.map(separable))
@example([Paragraph((Run("# no heading"),))])
def test_what_is_written_reads_back_as_the_same_blocks(blocks: list[Block]) -> None:
    assert read_markdown(render_markdown(blocks)) == tuple(blocks)


_KINDS = {
    "paragraph_open": Paragraph, "heading_open": Heading, "bullet_list_open": ListBlock,
    "ordered_list_open": ListBlock, "blockquote_open": BlockQuote, "fence": CodeBlock,
    "hr": ThematicBreak,
}  # fmt: skip


@settings(max_examples=100)
@given(BLOCKS.map(separable))
def test_a_commonmark_parser_that_is_not_ours_finds_the_same_blocks_and_text(
    blocks: list[Block],
) -> None:
    tokens = MarkdownIt("commonmark").parse(render_markdown(blocks))
    outer = [token for token in tokens if token.level == 0 and token.nesting >= 0]
    assert [_KINDS[token.type] for token in outer] == [type(block) for block in blocks]
    texts = [_text_of(token) for token in tokens if token.type == "inline" and token.level == 1]
    prose = [block for block in blocks if isinstance(block, Paragraph | Heading)]
    assert texts == ["".join(run.text for run in block.runs) for block in prose]


def _text_of(inline: Token) -> str:
    shown = ("text", "code_inline", "hardbreak")
    children = [child for child in inline.children or [] if child.type in shown]
    return "".join(LINE_BREAK if child.type == "hardbreak" else child.content for child in children)


def test_a_table_reads_back_as_the_same_table() -> None:
    table = Table(
        ((Run("a"),), (Run("b|c"),)),
        (((Run("bold", bold=True),), (Run("2"),)), ((Run("3"),), (Run("*"),))),
    )
    assert read_markdown(render_markdown([table])) == (table,)


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([], ""),
        ([Paragraph((Run("5 * 3 - a_b, I'd say (well)."),))], "5 \\* 3 - a_b, I'd say (well).\n"),
        ([Title("T", "A. Writer"), Heading(1, (Run("H"),))], "# T\n\n*A. Writer*\n\n## H\n"),
        ([Heading(1, (Run("H"),))], "# H\n"),
        ([Paragraph((Run("bold ", bold=True), Run("plain")))], "**bold** plain\n"),
        ([ListBlock(True, ((Paragraph((Run("a"),)),), (Paragraph((Run("b"),)),)))], "1. a\n2. b\n"),
        ([ThematicBreak()], "* * *\n"),
        ([BlockQuote((Paragraph((Run("a"),)), Paragraph((Run("b"),))))], "> a\n>\n> b\n"),
        ([Paragraph((Run("a", link="x (1).html"),))], "[a](x%20%281%29.html)\n"),
    ],
)  # fmt: skip
def test_the_text_is_plain_and_clean(blocks: list[Block], text: str) -> None:
    assert render_markdown(blocks) == text


@pytest.mark.parametrize(
    "text",
    [
        r"The sum $\{x_i\}_{i=1}^n * a_1$ and [@smith2019, p. 3; @lee_2020].",
        "$$\nE = \\sum_{i} p_i * L_i \\\\\n+ \\text{rest}\n$$",
        "Costs rise[^1] and fall[^b].\n\n[^1]: See *Report*, p. 3.\n\n[^b]: The same.",
        "![Figure 1: Losses](figures/losses.png)",
        '![Losses](<my figures/a.png> "By year")',
        r"\$HOME/\$USER",
        "- [ ] open\n- [x] done",
        "| a | b | c |\n| :-- | :-: | --: |\n| 1 | 2 | 3 |",
    ],
)
def test_what_only_other_programs_read_is_passed_on_as_it_was_typed(text: str) -> None:
    assert render_markdown(read_markdown(text)) == f"{text}\n"
