# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Guesses the next tokens of an answer that repeats much of a known text, as a revision does.

Prompt-lookup decoding: the latest tokens are looked up in the text, and what stands behind
them there is evaluated together with the next token. A token that is not found there is taken
for one that replaces what was expected, for as long as that mostly comes true. Where guesses do
not pay the answer is still followed, so that they begin again where it copies again. Guesses
only save time; what is drawn comes from the same logits either way.
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
_LOST = 8  # tokens that are not found, behind which a text is not expected to go on soon


class Experience:
    """How often the guesses of lately were right: `chance` of one behind copied text,
    `swap_chance` of the first behind a token that was put for another."""

    def __init__(self) -> None:
        self.chance = _FIRST_CHANCE
        self.swap_chance = _FIRST_SWAP_CHANCE

    def learn(self, is_swap: bool, is_right: bool) -> None:
        """Take in one guess."""
        if is_swap:
            self.swap_chance += _WEIGHT * (is_right - self.swap_chance)
        else:
            self.chance += _WEIGHT * (is_right - self.chance)


class CopyGuesser:
    """Guesses for one answer.

    `source` holds the token ids of the known text. `costs` maps sizes of a batch to what
    evaluating it costs, against 1 for a single token. `experience` is of the answers before.
    """

    def __init__(
        self,
        source: Sequence[int],
        costs: Mapping[int, float],
        experience: Experience | None = None,
    ) -> None:
        self._source = list(source)
        self._costs = costs
        self._experience = experience or Experience()
        self._places: dict[tuple[int, ...], list[int]] = {}
        for at in range(_KEY, len(self._source) + 1):
            self._places.setdefault(tuple(self._source[at - _KEY : at]), []).append(at)
        self._at = 0  # in the source: behind what was copied last
        self._skipped = 0  # tokens of the source that the latest guesses took for replaced
        self._unsaid: int | None = None  # what comes next if the text goes on; was not guessed
        self._seen = 0  # tokens of the answer
        self._rests = False

    @property
    def rests(self) -> bool:
        """Whether nothing was guessed, and nothing is likely to be for the next few tokens."""
        return self._rests

    def guesses(self, tokens: Sequence[int]) -> list[int]:
        """What may come behind `tokens`, the answer so far. It may have grown by more than what
        was guessed and one token if this one rested."""
        for end in range(self._seen + 1, len(tokens)):
            self._follow(tokens, end)
        first = self._follow(tokens, len(tokens))
        self._seen = len(tokens)
        start = self._at + self._skipped
        chance = self._experience.chance
        count = best_guess_count(chance, self._costs, first, len(self._source) - start)
        if count:
            self._unsaid = None
        self._rests = not count and (self._skipped >= _LOST or not self._would_pay)
        return self._source[start : start + count]

    @property
    def _would_pay(self) -> bool:
        chance = self._experience.chance
        first = max(chance, self._experience.swap_chance)
        return best_guess_count(chance, self._costs, first, max(self._costs)) > 0

    def _follow(self, tokens: Sequence[int], end: int) -> float:
        """Find the place in the source that the first `end` tokens of the answer have come to;
        the chance that the answer goes on as the source does."""
        chance = self._find(tokens, end)
        start = self._at + self._skipped
        # Of several skipped tokens only the first tells whether a token mostly replaces one.
        is_told = self._skipped <= 1 and start < len(self._source)
        self._unsaid = self._source[start] if is_told else None
        return chance

    def _find(self, tokens: Sequence[int], end: int) -> float:
        token = tokens[end - 1]
        if self._unsaid is not None:
            self._learn(1, int(token == self._unsaid))
            if token == self._unsaid:
                return self._experience.chance
        places = self._places.get(tuple(tokens[max(0, end - _KEY) : end]))
        if places:
            self._at = next((place for place in places if place >= self._at), places[-1])
        elif not self._catch_up(token):
            self._skipped += 1
            return self._experience.swap_chance
        self._skipped = 0
        return self._experience.chance

    def _catch_up(self, token: int) -> bool:
        """Behind a changed word the text mostly goes on as it was: look for it near by."""
        near = self._source[self._at : self._at + _NEAR]
        if token not in near:
            return False
        self._at += near.index(token) + 1
        return True

    def learn(self, made: int, right: int) -> None:
        """Of the latest `made` guesses the first `right` were drawn."""
        self._seen += right
        self._learn(made, right)

    def _learn(self, made: int, right: int) -> None:
        for number in range(min(made, right + 1)):
            self._experience.learn(self._skipped > 0 and not number, number < right)
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
