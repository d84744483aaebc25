# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The branches of the cache: what they share, and which of them are worth keeping."""

from collections.abc import Iterable, Sequence

_PARKED_SHARE = 0.25  # of the prompt's cells


class Branch:
    """One sequence in the cache. `cells` names the cell of each token: forks share them."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        self.tokens: list[int] = []
        self.cells: list[int] = []
        self.is_active = False
        self.used = 0  # when it was last written to; the smallest goes first


def too_many(
    parked: Sequence[Branch], active: Branch, prompt: Sequence[int], light_cells: int
) -> list[Branch]:
    """Parked branches, given oldest first, that are not worth keeping beside an answer.

    Every token of it attends to all cells up to the last one in use, parked ones too. So only as
    many stay as cost little speed, the latest first, and what will be gone on from: `light_cells`,
    or a share of the prompt's where that is more.
    """
    conversation = _asked_beside(parked, prompt)
    room = max(light_cells, int(len(prompt) * _PARKED_SHARE))
    held = set(active.cells)
    dropped = []
    for branch in reversed(parked):
        more = len(held.union(branch.cells)) - len(held)
        if branch is conversation:
            more = 0
        elif more > room:
            dropped.append(branch)
            continue
        room -= more
        held.update(branch.cells)
    return dropped


def _asked_beside(parked: Sequence[Branch], prompt: Sequence[int]) -> Branch | None:
    """The conversation beside which a prompt is asked: the longest branch, where it is longer
    than the prompt and no other answer to it."""
    longest = max(parked, key=lambda branch: len(branch.tokens), default=None)
    if longest is None or len(longest.tokens) <= len(prompt):
        return None
    end = len(prompt) - 1
    return None if shared_beginning(longest.tokens, prompt, end) == end else longest


def cells_of(branches: Iterable[Branch]) -> set[int]:
    return set().union(*(branch.cells for branch in branches))


def longest_like_last(branches: Sequence[Branch]) -> Branch | None:
    """The longest branch that holds half of the last one or more."""
    if not branches:
        return None
    last = branches[-1].tokens
    half = len(last) / 2
    among = [
        branch for branch in branches if shared_beginning(branch.tokens, last, len(last)) >= half
    ]
    return max(among, key=_length_then_use)


def _length_then_use(branch: Branch) -> tuple[int, int]:
    return len(branch.tokens), branch.used


def sharing_most(branches: Iterable[Branch], prompt: Sequence[int]) -> tuple[Branch | None, int]:
    """The branch that shares the longest beginning with a prompt, but for the prompt's last token,
    and how many tokens that is; the first of several, None without any."""
    best, common = None, 0
    for branch in branches:
        shared = shared_beginning(branch.tokens, prompt, len(prompt) - 1)
        if shared > common or best is None:
            best, common = branch, shared
    return best, common


def shared_beginning(tokens: Sequence[int], prompt: Sequence[int], limit: int) -> int:
    """Length of the common beginning, `limit` at most. Halving lets list comparison do it."""
    low, high = 0, max(0, min(limit, len(tokens)))
    while low < high:
        middle = (low + high + 1) // 2
        if tokens[low:middle] == prompt[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
