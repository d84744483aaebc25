# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Sharing a number of words out over sections, so that the sum is exact."""

from collections.abc import Sequence

SECTION_LOW = 200  # AgentWrite's bounds for a section, in words (arXiv 2408.07055)
SECTION_HIGH = 1_000


def share_words(
    weights: Sequence[float], total: int, low: int = SECTION_LOW, high: int = SECTION_HIGH
) -> list[int]:
    """Split `total` words in proportion to `weights`, each share within [low, high].

    Shares are multiples of 10 as far as the sum allows; the sum is always `total`. A bound
    that cannot hold (too few or too many shares for the total) is given up.
    """
    if not weights:
        return []
    count = len(weights)
    low = low if low * count <= total else min(10, total // count)
    high = high if high * count >= total else total
    return share_within(weights, total, [low] * count, [high] * count)


def share_within(
    weights: Sequence[float], total: int, lows: Sequence[int], highs: Sequence[int]
) -> list[int]:
    """Split `total` words in proportion to `weights`, each share within its own bounds.

    Shares are multiples of 10 as far as sum and bounds allow; the sum is always `total`, which
    must lie between the sums of the bounds.
    """
    exact = _bounded([max(weight, 1e-9) for weight in weights], total, lows, highs)
    shares = [max(int(share // 10 * 10), low) for share, low in zip(exact, lows, strict=True)]
    missing = total - sum(shares)
    by_remainder = sorted(range(len(shares)), key=lambda i: shares[i] - exact[i])
    rounded_up = []
    for i in by_remainder:
        if missing >= 10 and highs[i] - shares[i] >= 10:
            shares[i] += 10
            missing -= 10
            rounded_up.append(i)
    for i in [*(i for i in by_remainder if i not in rounded_up), *rounded_up]:
        added = min(missing, highs[i] - shares[i])
        shares[i] += added
        missing -= added
    return shares


def _bounded(
    weights: list[float], total: int, lows: Sequence[int], highs: Sequence[int]
) -> list[float]:
    """Proportional shares with bounds: fix those out of bounds, share the rest again."""
    shares: dict[int, float] = {}
    free = list(range(len(weights)))
    while free:
        rest = total - sum(shares.values())
        scale = rest / sum(weights[i] for i in free)
        wanted = {i: weights[i] * scale for i in free}
        held = {i: min(max(w, lows[i]), highs[i]) for i, w in wanted.items()}
        surplus = sum(held[i] - wanted[i] for i in free)
        # Only one side is fixed in a round: fixing it can bring the other back in bounds.
        fixed = [i for i in free if (held[i] > wanted[i] if surplus >= 0 else held[i] < wanted[i])]
        if not fixed:
            shares.update({i: float(share) for i, share in held.items()})
            break
        shares.update({i: float(held[i]) for i in fixed})
        free = [i for i in free if i not in shares]
    return [shares[i] for i in range(len(weights))]
