# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the next token of an answer comes from: put, drawn ahead, or drawn now."""

import math
import time
from collections.abc import Callable, Container, Sequence
from functools import partial

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.ports import GenerateRequest, Sampling
from longwriter_desktop.engine.worker.cache import BranchCache
from longwriter_desktop.engine.worker.lane import Lane
from longwriter_desktop.engine.worker.length import Favoured
from longwriter_desktop.engine.worker.model import LoadedModel, check_numbers
from longwriter_desktop.engine.worker.sampling import Chain, SamplerFactory

MOST_AHEAD = 128  # tokens


def tokens_until(seconds: float, per_token: float) -> int:
    """How many tokens to draw, one at least, so that the last of them is the first to come
    `seconds` from now or later: the first comes at once, each other `per_token` seconds behind."""
    return max(1, math.ceil(seconds / per_token) + 1)


class RunAhead:
    """How many tokens are drawn in a bare loop and looked at together afterwards.

    A decode drives Python's code and objects out of the processor's caches: to look at a token
    behind each decode costs several times what it costs to look at many in a row. It runs until
    text is to be shown again, by what a token took the last time: nobody sees a difference.
    """

    def __init__(self, cache: BranchCache) -> None:
        self._cache = cache
        self._started = -math.inf  # the run before this
        self._drawn = 1  # tokens in it

    def draw(
        self,
        draw: Callable[[int], int],
        lane: Lane,
        most: int,
        ends: Container[int],
        shown_at: float,
    ) -> tuple[list[int], bool]:
        """Draw up to `most` tokens (> 0) from the lane's row on, none behind one of `ends`, until
        the time of `time.perf_counter` at which text is to be shown; all but the last are
        evaluated. `draw` draws one from a row. Also returns whether no cancel came in between.
        Raises `EngineProblem`."""
        now = time.perf_counter()
        in_time = tokens_until(shown_at - now, (now - self._started) / self._drawn)
        self._started = now
        drawn, is_whole = self._cache.run(
            lane.branch, draw, lane.row, min(most, MOST_AHEAD, in_time), ends
        )
        self._drawn = len(drawn)
        if self._drawn > 1:
            lane.row = 0
        return drawn, is_whole


class Drawing:
    """Draws the tokens of one answer. `forced` come next instead of what would be drawn;
    `banned` may not be drawn next."""

    def __init__(
        self,
        request: GenerateRequest,
        model: LoadedModel,
        lane: Lane,
        samplers: SamplerFactory,
        runner: RunAhead,
        prefill_ids: Sequence[int],
    ) -> None:
        self._request = request
        self._context, self._file = model.context, model.file
        self._vocabulary = model.vocabulary
        self._lane = lane
        self._samplers = samplers
        self._runner = runner
        self._prefill_ids = list(prefill_ids)
        self._chain = self._new_chain(request.sampling, request.seed, [])
        self._ahead: int | None = None  # drawn behind a run, not evaluated yet
        self.forced: list[int] = []
        self.banned: tuple[int, ...] = ()

    def next(self, bias: tuple[Favoured, float]) -> int:
        """The next token; some are made more likely by so many logits.

        Raises `EngineProblem("model_damaged")`.
        """
        if self._ahead is not None:
            token, self._ahead = self._ahead, None
            return token
        if self.forced:
            token = self.forced.pop(0)
            llama.llama_sampler_accept(self._chain.handle, token)
            return token
        check_numbers(self._context, self._lane.row, self._file)
        if self.banned:
            self._add_logits(self.banned, -math.inf)
            self.banned = ()
        kind, logits = bias
        if logits:
            self._add_logits(self._ids_of(kind), logits)
        return int(llama.llama_sampler_sample(self._chain.handle, self._context, self._lane.row))

    def run_ahead(self, most: int, ends: Container[int], shown_at: float) -> list[int]:
        """Draw up to `most` tokens that nothing is asked of, and evaluate them, until text is to
        be shown (`time.perf_counter`); `next` gives the one behind them.

        Raises `EngineProblem`."""
        if most < 2 or self.forced or self.banned:
            return []
        check_numbers(self._context, self._lane.row, self._file)
        draw = partial(llama.llama_sampler_sample, self._chain.handle, self._context)
        (*run, self._ahead), is_whole = self._runner.draw(draw, self._lane, most, ends, shown_at)
        if is_whole:
            check_numbers(self._context, self._lane.row, self._file)
        return run

    def renew(self, sampling: Sampling, seed: int, answer_ids: Sequence[int]) -> None:
        """Draw with other sampling from here on, behind the answer's tokens `answer_ids`."""
        self.close()
        self._ahead = None
        self._chain = self._new_chain(sampling, seed, answer_ids)

    def close(self) -> None:
        """Free the sampler chain; nothing can be drawn any more."""
        self._chain.close()

    def _new_chain(self, sampling: Sampling, seed: int, answer_ids: Sequence[int]) -> Chain:
        """A chain that knows the answer so far. A grammar only takes what it generated.

        The answer stands behind what was thought, and nothing is thought in its middle.
        """
        grammar = self._request.grammar
        history = answer_ids if grammar else [*self._prefill_ids, *answer_ids]
        thoughts = () if self._request.raw else self._vocabulary.thought_ids
        return self._samplers.chain(sampling, seed, grammar, history, thoughts)

    def _ids_of(self, kind: Favoured) -> Sequence[int]:
        if kind is Favoured.END:
            return self._vocabulary.end_ids
        return self._vocabulary.mark_ids[kind is Favoured.QUOTE]

    def _add_logits(self, tokens: Sequence[int], bias: float) -> None:
        logits = llama.llama_get_logits_ith(self._context, self._lane.row)
        for token in tokens:
            logits[token] += bias
