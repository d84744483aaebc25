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
    exact = _bounded([max(weight, 1e-9) for weight in weights], total, low, high)
    shares = [int(share // 10 * 10) for share in exact]
    missing = total - sum(shares)
    by_remainder = sorted(range(count), key=lambda i: shares[i] - exact[i])
    for i in by_remainder[: missing // 10]:
        shares[i] += 10
    shares[by_remainder[missing // 10 % count]] += missing % 10
    return shares


def _bounded(weights: list[float], total: int, low: int, high: int) -> list[float]:
    """Proportional shares with bounds: fix those out of bounds, share the rest again."""
    shares: dict[int, float] = {}
    free = list(range(len(weights)))
    while free:
        rest = total - sum(shares.values())
        scale = rest / sum(weights[i] for i in free)
        wanted = {i: weights[i] * scale for i in free}
        surplus = sum(min(max(w, low), high) - w for w in wanted.values())
        # Only one side is fixed in a round: fixing it can bring the other back in bounds.
        fixed = [i for i in free if (wanted[i] < low if surplus >= 0 else wanted[i] > high)]
        if not fixed:
            shares.update({i: min(max(w, low), high) for i, w in wanted.items()})
            break
        shares.update({i: float(low if surplus >= 0 else high) for i in fixed})
        free = [i for i in free if i not in shares]
    return [shares[i] for i in range(len(weights))]
