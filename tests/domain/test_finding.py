# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding and replacing: literal text in every script, whole words, and regular expressions."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.finding import (
    Passage,
    Query,
    Results,
    Span,
    checked_replacement,
    compiled,
    nothing_in,
    replaced,
    spans_of,
)

SMALL = st.text("abAB .", max_size=40)
ANY = st.text("aéE\u0301\u030a ñn守塔🗼.\n(", max_size=30)


def found(query: Query, text: str) -> list[str]:
    return [text[start:end] for start, end in spans_of(compiled(query), text)]


def swap(query: Query, text: str, replacement: str, only: Span | None = None) -> tuple[str, int]:
    pattern = compiled(query)
    return replaced(pattern, text, checked_replacement(query, pattern, replacement), only)


@given(SMALL, st.text("abAB .", min_size=1, max_size=3))
def test_literal_text_is_found_as_often_as_python_counts_it(text: str, sought: str) -> None:
    assert len(found(Query(sought, match_case=True), text)) == text.count(sought)
    assert len(found(Query(sought), text)) == text.lower().count(sought.lower())


@given(SMALL, st.text("abAB .", min_size=1, max_size=3), st.text(r"ab\1$", max_size=4))
def test_literal_replacement_does_what_python_does(text: str, sought: str, new: str) -> None:
    query = Query(sought, match_case=True)
    assert swap(query, text, new) == (text.replace(sought, new), text.count(sought))


@given(ANY, st.text("aé\u0301ñ守🗼.(", min_size=1, max_size=3), st.booleans(), st.booleans())
def test_matches_ascend_never_overlap_and_are_never_empty(
    text: str, sought: str, whole: bool, case: bool
) -> None:
    spans = spans_of(compiled(Query(sought, whole, case)), text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
    for start, end in spans:
        same = unicodedata.normalize("NFC", text[start:end]).casefold()
        assert same == unicodedata.normalize("NFC", sought).casefold()


@given(ANY)
def test_replacing_leaves_everything_between_the_matches_alone(text: str) -> None:
    query = Query("[a守]+", is_expression=True)
    new, count = swap(query, text, "<>")
    spans = spans_of(compiled(query), text)
    between = [text[a:b] for a, b in zip(
        [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True
    )]  # fmt: skip
    assert (new.split("<>"), count) == (between, len(spans))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_an_accented_letter_is_found_however_it_is_composed(form: str, typed: str) -> None:
    text = unicodedata.normalize(form, "Le café, l'été")
    query = Query(unicodedata.normalize(typed, "CAFÉ"))
    assert found(query, text) == [unicodedata.normalize(form, "café")]


def test_a_letter_with_an_accent_is_not_the_letter_without() -> None:
    assert found(Query("cafe"), unicodedata.normalize("NFD", "café cafe")) == ["cafe"]
    assert found(Query("e", whole_word=True), "e\u0301 e") == ["e"]


@pytest.mark.parametrize(
    ("sought", "text", "times"),
    [
        ("fire", "fire fires bonfire Fire.", 2),
        ("fire", "camp_fire fire-side", 1),
        ("don't", "don't, don'ts", 1),
        ("tower,", "tower, tower,s", 2),
        ("守", "守塔人守夜", 2),
        ("守塔人", "老守塔人在", 1),
        ("GPU", "用GPU算", 1),
        ("🗼", "a🗼b", 1),
    ],
)
def test_whole_words_end_where_letters_end_and_at_every_chinese_character(
    sought: str, text: str, times: int
) -> None:
    assert len(found(Query(sought, whole_word=True), text)) == times


def test_case_matters_only_when_asked() -> None:
    assert found(Query("ÄRA"), "Ära ära") == ["Ära", "ära"]
    assert found(Query("Ära", match_case=True), "Ära ära") == ["Ära"]


def test_signs_of_expressions_mean_themselves_in_literal_text() -> None:
    assert found(Query("(a.b)*"), "ab (a.b)* (axb)*") == ["(a.b)*"]


def test_an_expression_takes_lines_one_by_one() -> None:
    assert found(Query("^a.*$", is_expression=True), "ab\na\nba") == ["ab", "a"]


def test_a_whole_word_expression_takes_the_alternative_that_is_a_word() -> None:
    query = Query("fire|fires", whole_word=True, is_expression=True)
    assert found(query, "fires fire bonfire") == ["fires", "fire"]


@pytest.mark.parametrize("source", ["x*", "^", "$", r"\b", "(?=a)", ""])
def test_matches_without_characters_are_left_out(source: str) -> None:
    query = Query(source, is_expression=True)
    assert found(query, "aba") == []
    assert swap(query, "aba", "-") == ("aba", 0)


def test_groups_go_into_the_replacement() -> None:
    query = Query(r"(?P<first>\w+) (\w+)", is_expression=True)
    assert swap(query, "one two three four", r"\2 \g<first>") == ("two one four three", 2)


def test_a_group_that_took_no_part_is_replaced_by_nothing() -> None:
    assert swap(Query("a(b)?", is_expression=True), "a ab", r"<\1>") == ("<> <b>", 2)


def test_one_match_alone_is_replaced_also_behind_a_look_back() -> None:
    query = Query(r"(?<=a)b", is_expression=True)
    assert swap(query, "ab ab cb", "X", only=(4, 5)) == ("ab aX cb", 1)


@pytest.mark.parametrize("source", ["(", "(a", "[a", "a{2}(?P<x", "[[a"])
def test_an_expression_with_an_open_bracket_is_refused_as_such(source: str) -> None:
    with pytest.raises(InputProblem) as problem:
        compiled(Query(source, is_expression=True))
    assert problem.value.code == "expression_open"


@pytest.mark.parametrize(
    ("source", "position"),
    [
        ("*", 1), ("ab)", 3), ("a**", 3), ("ab\\", 3), ("(?<=a+)b", 1), ("a(?i)", 2), ("[z-a]", 2),
        ("a{99999999999999}", 1), ("(" * 5_000 + ")" * 5_000, 1),
    ],
)  # fmt: skip
def test_an_expression_that_cannot_be_read_is_refused_with_its_place(
    source: str, position: int
) -> None:
    with pytest.raises(InputProblem) as problem:
        compiled(Query(source, is_expression=True))
    assert problem.value.code == "expression_invalid"
    assert problem.value.params == {"position": position}


def test_an_expression_whose_meaning_may_change_is_taken_without_a_warning() -> None:
    assert found(Query("[[a]", is_expression=True), "[a") == ["[", "a"]


@given(
    st.text("ab()[]{}*+?|\\^$.1,-=!<:P", max_size=12), st.booleans(), st.text("ab\n", max_size=8)
)
def test_any_expression_is_either_used_or_refused(source: str, whole: bool, text: str) -> None:
    query = Query(source, whole_word=whole, is_expression=True)
    try:
        pattern = compiled(query)
    except InputProblem:
        return
    assert all(start < end for start, end in spans_of(pattern, text))


@pytest.mark.parametrize("replacement", [r"\2", "\\", r"\g<name>", r"\g<", r"\q"])
def test_a_replacement_with_a_group_that_is_not_there_is_refused(replacement: str) -> None:
    with pytest.raises(InputProblem) as problem:
        swap(Query("(a)", is_expression=True), "b", replacement)
    assert problem.value.code == "replacement_invalid"


SPANS = st.lists(st.integers(0, 20), unique=True, max_size=6).map(
    lambda starts: tuple((start, start + 1) for start in sorted(starts))
)
PLACES = st.tuples(st.integers(0, 2), st.integers(0, 22))


@given(st.tuples(SPANS, SPANS, SPANS), PLACES)
def test_stepping_goes_through_all_matches_in_order_and_around(
    spans: tuple[tuple[Span, ...], ...], place: tuple[int, int]
) -> None:
    passages = tuple(Passage(name, False, "x" * 22) for name in "abc")
    results = Results(passages, spans)
    every = [(at, start) for at, row in enumerate(spans) for start, _ in row]
    assert results.total == len(every)
    assert [results.at(rank) for rank in range(len(every))] == every
    assert [results.number(match) for match in every] == list(range(1, len(every) + 1))
    assert results.number(place) == (every.index(place) + 1 if place in every else None)
    if every:
        behind = [match for match in every if match > place]
        ahead = [match for match in every if match < place]
        assert results.after(place) == (behind or every)[0]
        assert results.before(place) == (ahead or every)[-1]
        assert results.at_or_after(place) == (place if place in every else results.after(place))
        assert results.span(every[0]) == (every[0][1], every[0][1] + 1)


def test_where_nothing_is_found_there_is_nowhere_to_go() -> None:
    results = nothing_in([Passage("a", False, "text")])
    assert (results.after((0, 0)), results.before((0, 0)), results.total) == (None, None, 0)
