# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Searching a document while it is edited: within bounds, and again only where it changed."""

import signal

import pytest

from longwriter_desktop.app.searching import Search
from longwriter_desktop.app.time_limit import processor_time_limit
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.finding import Passage, Query

ENDLESS = Query("(a+)+b", is_expression=True)  # backtracks through 2 ** length ways
HARD = Passage("hard", False, "a" * 60)
EASY = Passage("easy", False, "aab")
HEADING = Passage("easy", True, "a heading")


def test_what_takes_for_ever_is_given_up_and_said() -> None:
    with pytest.raises(InputProblem) as problem:
        Search().find(ENDLESS, [EASY, HARD])
    assert problem.value.code == "expression_slow"


def test_a_slow_expression_is_not_tried_again_until_it_is_another() -> None:
    search = Search()
    for passage in (HARD, EASY):
        with pytest.raises(InputProblem, match="expression_slow"):
            search.find(ENDLESS, [passage])
    assert search.find(Query("a+b", is_expression=True), [EASY]).total == 1
    assert search.find(ENDLESS, [EASY]).total == 1


def test_a_limit_that_was_not_reached_leaves_nothing_behind() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with processor_time_limit(5):
        pass
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_an_edited_passage_is_searched_anew_and_the_others_stay() -> None:
    search, query = Search(), Query("a")
    first = search.find(query, [HEADING, EASY, HARD])
    again = search.find(query, [HEADING, Passage("easy", False, "a"), HARD])
    assert [len(spans) for spans in again.spans] == [2, 1, 60]
    assert again.spans[2] is first.spans[2]


def test_an_empty_query_finds_nothing() -> None:
    assert Search().find(Query(""), [HEADING, EASY]).spans == ((), ())


def test_all_matches_are_replaced_but_those_in_headings() -> None:
    search = Search()
    results = search.find(Query("a"), [HEADING, EASY, HARD])
    done = search.replace_all(results, "bb")
    assert done.texts == {"easy": "bbbbb", "hard": "b" * 120}
    assert (done.count, done.in_headings) == (62, 2)


def test_one_match_is_replaced_and_the_place_behind_it_known() -> None:
    search = Search()
    results = search.find(Query("a"), [HEADING, EASY])
    assert search.replace_one(results, (1, 1), "long") == ("alongb", 5)
