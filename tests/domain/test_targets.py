# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.targets import share_words


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=40), st.integers(1, 60_000))
def test_shares_always_add_up_to_the_total(weights: list[int], total: int) -> None:
    assert sum(share_words(weights, total)) == total


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=40), st.floats(0, 1))
def test_shares_stay_between_200_and_1000_words_where_they_can(
    weights: list[int], where: float
) -> None:
    low, high = 200 * len(weights), 1000 * len(weights)
    shares = share_words(weights, round(low + (high - low) * where))
    assert min(shares) >= 200
    assert max(shares) <= 1009


def test_shares_follow_their_weights() -> None:
    assert share_words([400, 400, 200, 1000], 2000) == [400, 400, 200, 1000]
    assert share_words([1, 1, 2], 1200) == [300, 300, 600]
