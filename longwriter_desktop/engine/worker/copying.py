# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Guesses the next tokens of an answer that repeats much of a known text, as a revision does.

Prompt-lookup decoding: the latest tokens are looked up in the text, and what stands behind
them there is evaluated together with the next token. A token that is not found there is taken
for one that replaces what was expected, for as long as that mostly comes true. Guesses only
save time; what is drawn comes from the same logits either way.
"""

import math
import time
from collections.abc import Mapping, Sequence

from longwriter_desktop.engine.worker.cache import BranchCache

_SIZES = (1, 4, 8, 16)  # tokens in a batch; kernels for quantised weights take four rows at once
_MEASURED_SECONDS = 0.1
_LEAST_ROUNDS = 2
_KEY = 3  # tokens that must agree before anything is guessed,
_NEAR = 12  # or one of so many behind what was copied last
_FIRST_CHANCE = 0.8  # that a guess is right, before there is experience,
_FIRST_SWAP_CHANCE = 0.5  # or that the text goes on as it was behind a token put for another
_WEIGHT = 0.1  # of the latest guess in that experience


class CopyGuesser:
    """Guesses for one answer.

    `source` holds the token ids of the known text. `costs` maps sizes of a batch to what
    evaluating it costs, against 1 for a single token.
    """

    def __init__(self, source: Sequence[int], costs: Mapping[int, float]) -> None:
        self._source = list(source)
        self._costs = costs
        self._places: dict[tuple[int, ...], list[int]] = {}
        for at in range(_KEY, len(self._source) + 1):
            self._places.setdefault(tuple(self._source[at - _KEY : at]), []).append(at)
        self._at = 0  # in the source: behind what was copied last
        self._skipped = 0  # tokens of the source that the latest guesses took for replaced
        self._chance = _FIRST_CHANCE
        self._swap_chance = _FIRST_SWAP_CHANCE

    def guesses(self, tokens: Sequence[int]) -> list[int]:
        """What may come behind `tokens`, the answer so far."""
        places = self._places.get(tuple(tokens[-_KEY:]))
        first = self._chance
        if places:
            self._at = next((place for place in places if place >= self._at), places[-1])
            self._skipped = 0
        elif self._catch_up(tokens[-1]):
            self._skipped = 0
        else:
            self._skipped += 1
            first = self._swap_chance
        start = self._at + self._skipped
        count = best_guess_count(self._chance, self._costs, first, len(self._source) - start)
        return self._source[start : start + count]

    def _catch_up(self, token: int) -> bool:
        """Behind a changed word the text mostly goes on as it was: look for it near by."""
        near = self._source[self._at : self._at + _NEAR]
        if token not in near:
            return False
        self._at += near.index(token) + 1
        return True

    def learn(self, made: int, right: int) -> None:
        """Of the latest `made` guesses the first `right` were drawn."""
        for number in range(min(made, right + 1)):
            change = _WEIGHT * (number < right)
            if self._skipped and not number:
                self._swap_chance += change - _WEIGHT * self._swap_chance
            else:
                self._chance += change - _WEIGHT * self._chance
        if right:
            self._at += self._skipped + right
            self._skipped = 0


def best_guess_count(chance: float, costs: Mapping[int, float], first: float, most: int) -> int:
    """How many tokens to guess, `most` at most, each right with a chance if those before it
    were, the first of them with the chance `first`.

    A batch of one token and k guesses yields 1 + f * (1 + p + ... + p^(k-1)) tokens on average,
    at the cost of a batch of k + 1; 0 where none yields more for its cost than a single token.
    """
    best, best_yield = 0, 1.0
    for size, cost in costs.items():
        if size > most + 1:
            continue
        tokens = 1 + first * sum(chance**number for number in range(size - 1))
        if tokens / cost > best_yield:
            best, best_yield = size - 1, tokens / cost
    return best


def measure_batches(cache: BranchCache) -> dict[int, float]:
    """What evaluating small batches costs here, against a single token.

    Measured on a branch of its own that is given up again; takes about 20 tokens' time.
    Raises as `BranchCache.evaluate` does.
    """
    seconds = dict.fromkeys(_SIZES, math.inf)
    with cache.scratch() as branch:
        cache.evaluate([(branch, [0])])
        ends = time.perf_counter() + _MEASURED_SECONDS
        rounds = 0
        while rounds < _LEAST_ROUNDS or time.perf_counter() < ends:
            rounds += 1
            for size in _SIZES:
                started = time.perf_counter()
                cache.evaluate([(branch, [0] * size)])
                # The quickest round: whatever else the machine does only ever adds.
                seconds[size] = min(seconds[size], time.perf_counter() - started)
                cache.truncate(branch, 1)
    return {size: max(1.0, seconds[size] / seconds[1]) for size in _SIZES}
