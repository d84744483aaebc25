# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How one order becomes another with as little taken out and put in as can be."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence

MOST_ALONE = 6  # changes that are made one by one; more are made together
Runs = list[tuple[int, int]]


def changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[Runs, Runs]:
    """Half-open ranges of `old` to take out, and of `new` to put in; what is in neither stays.

    Each entry comes once in a sequence. What stays is the longest common subsequence.
    """
    places = {entry: at for at, entry in enumerate(old)}
    common = [(at, places[entry]) for at, entry in enumerate(new) if entry in places]
    kept = _longest_rising(common)
    kept_old, kept_new = {place for _, place in kept}, {at for at, _ in kept}
    return (
        _runs([at for at in range(len(old)) if at not in kept_old]),
        _runs([at for at in range(len(new)) if at not in kept_new]),
    )


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of pairs whose second numbers rise."""
    tails: list[int] = []  # the least second number that ends a subsequence of each length
    ends: list[int] = []  # and the pair that has it
    before: list[int | None] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [at]
    found = []
    last = ends[-1] if ends else None
    while last is not None:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]


def _runs(numbers: Sequence[int]) -> Runs:
    runs: Runs = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs
