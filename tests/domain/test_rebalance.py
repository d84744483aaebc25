# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The sum is the total, what is locked stays, the others follow in proportion."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import Outline, new_chapter, new_section
from longwriter_desktop.domain.rebalance import Bounds, rebalance

SECTIONS = st.lists(st.tuples(st.integers(10, 5_000), st.booleans()), min_size=1, max_size=25)


def plan(*sections: tuple[int, bool]) -> Outline:
    """A chapter and its sections, each with a target and whether it is locked."""
    items = [
        replace(new_section(str(number), "", words, 2), locked=locked)
        for number, (words, locked) in enumerate(sections)
    ]
    return Outline((new_chapter("All"), *items))


def targets(outline: Outline) -> list[int]:
    return [section.target_words for section in outline.sections]


def kept_and_open(outline: Outline, fixed: set[str]) -> tuple[int, int]:
    """Words that stay, and the number of sections that share the rest."""
    stay = [item for item in outline.sections if item.locked or item.id in fixed]
    return sum(item.target_words for item in stay), len(outline.sections) - len(stay)


@given(SECTIONS, st.sets(st.integers(0, 24)), st.integers(1, 130_000))
def test_the_sum_is_the_total_and_only_open_targets_change_or_it_is_refused(
    sections: list[tuple[int, bool]], chosen: set[int], total: int
) -> None:
    outline = plan(*sections)
    fixed = {item.id for at, item in enumerate(outline.sections) if at in chosen}
    kept, open_count = kept_and_open(outline, fixed)
    if not 10 * open_count <= total - kept <= 5_000 * open_count:
        with pytest.raises(InputProblem):
            rebalance(outline, total, fixed)
        return
    after = rebalance(outline, total, fixed)
    assert after.total_words == total
    for old, new in zip(outline, after, strict=True):
        assert replace(new, target_words=old.target_words) == old
        if old.locked or old.id in fixed or not old.is_section:
            assert new == old
        else:
            assert 10 <= new.target_words <= 5_000


@given(SECTIONS, st.floats(0, 1))
def test_open_targets_stay_between_200_and_1000_words_where_they_can(
    sections: list[tuple[int, bool]], where: float
) -> None:
    outline = plan(*sections)
    kept, open_count = kept_and_open(outline, set())
    assume(open_count)
    rest = round(200 * open_count + 800 * open_count * where)
    after = rebalance(outline, kept + rest)
    assert all(200 <= item.target_words <= 1_000 for item in after.sections if not item.locked)


@given(SECTIONS, st.floats(0, 1))
def test_a_longer_section_never_becomes_the_shorter_one(
    sections: list[tuple[int, bool]], where: float
) -> None:
    outline = plan(*((words, False) for words, _ in sections))
    least, most = 10 * len(sections), 5_000 * len(sections)
    after = rebalance(outline, round(least + (most - least) * where))
    pairs = sorted(zip(targets(outline), targets(after), strict=True))
    for (_, shorter), (_, longer) in zip(pairs, pairs[1:], strict=False):
        assert longer >= shorter - 10  # shares are multiples of 10, the odd words come on top


def test_what_one_section_gains_the_others_give_in_proportion() -> None:
    outline = plan((700, False), (200, True), (600, False), (300, False))
    after = rebalance(outline, 1_700, {outline.sections[0].id})
    assert targets(after) == [700, 200, 530, 270]


def test_rebalancing_changes_targets_and_nothing_else() -> None:
    outline = plan((100, False), (300, False))
    after = rebalance(outline, 1_000)
    assert targets(after) == [250, 750]
    assert [item.id for item in after] == [item.id for item in outline]


def test_a_total_that_leaves_a_section_no_words_is_refused() -> None:
    with pytest.raises(InputProblem, match="length_out_of_reach") as problem:
        rebalance(plan(*[(100, False)] * 10), 99)
    assert problem.value.params == {"low": 100, "high": 50_000, "total": 99}


def test_a_total_that_is_too_much_for_all_sections_is_refused() -> None:
    with pytest.raises(InputProblem, match="length_out_of_reach") as problem:
        rebalance(plan((100, False), (100, False)), 10_001)
    assert problem.value.params == {"low": 20, "high": 10_000, "total": 10_001}


@pytest.mark.parametrize("total", [400, 409, 5_401])
def test_locked_sections_that_leave_no_room_are_named_with_their_words(total: int) -> None:
    with pytest.raises(InputProblem, match="rebalance_no_room") as problem:
        rebalance(plan((400, True), (100, False)), total)
    assert problem.value.params == {"kept": 400, "total": total}


def test_a_plan_that_is_locked_as_a_whole_keeps_its_own_total_only() -> None:
    outline = plan((400, True), (100, True))
    assert rebalance(outline, 500) == outline
    with pytest.raises(InputProblem, match="rebalance_no_room"):
        rebalance(outline, 510)


def test_a_plan_without_sections_stays_as_it_is() -> None:
    outline = Outline((new_chapter("All"),))
    assert rebalance(outline, 500) == outline


@given(SECTIONS, st.integers(10, 400), st.integers(0, 3_000), st.floats(0, 1))
def test_no_target_leaves_the_bounds_further_than_the_writer_set_it(
    sections: list[tuple[int, bool]], low: int, more: int, where: float
) -> None:
    outline, bounds = plan(*sections), Bounds(low, low + more, by_hand=True)
    open_ones = [item for item in outline.sections if not item.locked]
    around = [bounds.around(item.target_words) for item in open_ones]
    assume(open_ones)
    lowest, highest = sum(least for least, _ in around), sum(most for _, most in around)
    rest = min(round(lowest + (highest - lowest) * where), 5_000 * len(open_ones))
    total = kept_and_open(outline, set())[0] + rest
    after = rebalance(outline, total, bounds=bounds)
    assert after.total_words == total
    for item, (least, most) in zip(open_ones, around, strict=True):
        assert least <= after.get(item.id).target_words <= most


def test_a_target_that_the_writer_set_out_of_bounds_is_not_brought_in() -> None:
    outline = plan((1_500, False), (50, False), (450, False))
    assert targets(rebalance(outline, 2_000, bounds=Bounds(by_hand=True))) == [1_500, 50, 450]
    assert targets(rebalance(outline, 2_100, bounds=Bounds(by_hand=True))) == [1_500, 60, 540]
    assert targets(rebalance(outline, 2_000)) == [1_000, 200, 800]


def test_the_bounds_are_those_that_are_asked_for() -> None:
    outline = plan((100, False), (900, False))
    assert targets(rebalance(outline, 1_000, bounds=Bounds(300, 700))) == [300, 700]
    assert targets(rebalance(outline, 1_000, bounds=Bounds(305, 1_000))) == [305, 695]
