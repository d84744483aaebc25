# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One order becomes another, and what need not move stays."""

from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.ui.manuscript_order import changes

ORDERS = st.lists(st.integers(0, 14), unique=True)


@given(ORDERS, ORDERS)
def test_the_changes_lead_from_the_old_order_to_the_new(old: list[int], new: list[int]) -> None:
    gone, come = changes(old, new)
    shown = list(old)
    for first, last in reversed(gone):
        del shown[first:last]
    for first, last in come:
        shown[first:first] = new[first:last]
    assert shown == new


def test_of_two_blocks_that_change_places_the_smaller_one_moves() -> None:
    old = [0, *range(1, 4), *range(4, 50), 50]
    new = [0, *range(4, 50), *range(1, 4), 50]
    assert changes(old, new) == ([(1, 4)], [(47, 50)])
    assert changes(new, old) == ([(47, 50)], [(1, 4)])


def test_the_same_order_needs_no_change() -> None:
    assert changes([1, 2], [1, 2]) == ([], [])
