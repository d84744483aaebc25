# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The marks of Markdown are found in any line, where CommonMark finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from longwriter_desktop.domain.markdown_inline import SpanKind
from longwriter_desktop.domain.markdown_spans import (
    PLAIN,
    LineKind,
    Span,
    fences,
    read_line,
    units,
)

MARKS = st.text('ab *_`~[]()<>#-+1.\\"😀海\u200d\t', max_size=40)
TAGS = {"em": SpanKind.EMPHASIS, "strong": SpanKind.STRONG}


def parts(text: str, kind: SpanKind) -> list[str]:
    """What a line has of a kind, cut out of the line as Qt would."""
    data = text.encode("utf-16-le")
    return [
        data[2 * span.start : 2 * span.end].decode("utf-16-le")
        for span in read_line(text).spans
        if span.kind is kind
    ]


@given(st.one_of(MARKS, st.text()), st.sampled_from(["", "```", "~~~~"]))
def test_no_line_is_too_strange_and_spans_stay_inside_it(text: str, fence: str) -> None:
    line = read_line(text, fence)
    assert 0 <= line.lead <= units(text)
    for span in line.spans:
        assert 0 <= span.start <= span.end <= units(text)


@given(MARKS)
def test_offsets_fall_between_whole_characters(text: str) -> None:
    edges, at = {0}, 0
    for char in text:
        at += len(char.encode("utf-16-le")) // 2
        edges.add(at)
    for span in read_line(text).spans:
        assert {span.start, span.end} <= edges


@given(st.text(max_size=20))
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def inner_texts(children: list[Token]) -> list[tuple[SpanKind, str]]:
    """Emphasised texts with the marks inside them taken out, as CommonMark has them."""
    open_, found = [], []
    for token in children:
        if token.nesting == 1:
            open_.append((TAGS[token.tag], ""))
        elif token.nesting == -1:
            kind, text = open_.pop()
            found.append((kind, text))
            if open_:
                open_[-1] = (open_[-1][0], open_[-1][1] + text)
        elif open_:
            open_[-1] = (open_[-1][0], open_[-1][1] + token.content)
    return sorted(found)


def our_inner_texts(text: str) -> list[tuple[SpanKind, str]]:
    spans = read_line(text).spans
    marked = {
        at for span in spans if span.kind is SpanKind.MARK for at in range(span.start, span.end)
    }
    return sorted(
        (span.kind, "".join(text[at] for at in range(span.start, span.end) if at not in marked))
        for span in spans
        if span.kind in TAGS.values()
    )


@given(st.text("abc *_.", min_size=1, max_size=24).map(lambda text: f"x{text}x"))
def test_emphasis_is_where_commonmark_has_it(text: str) -> None:
    tokens = MarkdownIt("commonmark").parseInline(text)
    assert our_inner_texts(text) == inner_texts(tokens[0].children or [])


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("a *b* c", SpanKind.EMPHASIS, ["b"]),
        ("**bold** and __bold__", SpanKind.STRONG, ["bold", "bold"]),
        ("***both***", SpanKind.STRONG, ["both"]),
        ("snake_case_name", SpanKind.EMPHASIS, []),
        ("2 * 3 * 4", SpanKind.EMPHASIS, []),
        (r"\*not\*", SpanKind.EMPHASIS, []),
        ("`*code*`", SpanKind.EMPHASIS, []),
        ("`*code*`", SpanKind.CODE, ["*code*"]),
        ("``a`b``", SpanKind.CODE, ["a`b"]),
        ("~~gone~~", SpanKind.STRIKE, ["gone"]),
        ("[*sea*](https://a.org/x_y_z)", SpanKind.LINK, ["*sea*"]),
        ("[*sea*](https://a.org/x_y_z)", SpanKind.EMPHASIS, ["sea"]),
        ("see https://a.org/x_y_z now", SpanKind.ADDRESS, ["https://a.org/x_y_z"]),
        ("mail a.b@c.org", SpanKind.ADDRESS, ["a.b@c.org"]),
        ("😀😀 *海 😀* x", SpanKind.EMPHASIS, ["海 😀"]),
    ],
)
def test_parts_of_a_line(text: str, kind: SpanKind, expected: list[str]) -> None:
    assert parts(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "kind", "level", "lead"),
    [
        ("plain", LineKind.TEXT, 0, 0),
        ("# Title", LineKind.HEADING, 1, 2),
        ("### *Third*", LineKind.HEADING, 3, 4),
        ("#tag", LineKind.TEXT, 0, 0),
        ("- one", LineKind.ITEM, 1, 2),
        ("* one", LineKind.ITEM, 1, 2),
        ("  - nested", LineKind.ITEM, 2, 4),
        ("12. twelfth", LineKind.ITEM, 1, 4),
        ("- [ ] task", LineKind.ITEM, 1, 6),
        ("-dash", LineKind.TEXT, 0, 0),
        ("1999. A year? No: a list", LineKind.ITEM, 1, 6),
        ("> said", LineKind.QUOTE, 1, 2),
        ("> > twice", LineKind.QUOTE, 2, 4),
        ("> - item", LineKind.QUOTE, 1, 4),
        ("---", LineKind.RULE, 0, 0),
        ("* * *", LineKind.RULE, 0, 0),
        ("```python", LineKind.FENCE, 0, 0),
    ],
)
def test_what_a_line_is(text: str, kind: LineKind, level: int, lead: int) -> None:
    line = read_line(text)
    assert (line.kind, line.level, line.lead) == (kind, level, lead)


def test_a_line_without_marks_is_read_at_once() -> None:
    assert read_line("The light burned, and the keeper's wife slept (well).") is PLAIN


def test_code_between_fences_is_code_until_a_fence_as_long() -> None:
    lines = ["a", "````", "*b*", "```", "````", "c"]
    assert fences(lines) == ["", "", "````", "````", "````", ""]
    assert read_line("*b*", "````").spans == (Span(0, 3, SpanKind.CODE),)
    assert read_line("````", "````").kind is LineKind.FENCE
