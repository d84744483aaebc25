# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The chain of samplers that draws the next token."""

import ctypes
import math
from collections.abc import Sequence
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Sampling
from longwriter_desktop.engine.worker.vocabulary import Vocabulary

DRY_BASE = 1.75
DRY_ALLOWED = 3  # tokens that may repeat unpunished
DRY_WINDOW = 1024  # tokens looked back
_DRY_BREAKERS = (b"\n", b'"', b"\xe2\x80\x9c", b"\xe2\x80\x9d")
_MAX_SEED = 0xFFFF_FFFE  # 0xFFFFFFFF would mean "random" to llama.cpp


class SamplerFactory:
    """Builds chains for one model. Top-k comes first: behind it 40 candidates are left, and
    top-p over a whole vocabulary would cost milliseconds a token."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._dry: dict[float, Any] = {}

    def chain(
        self, sampling: Sampling, seed: int, grammar: str | None, history: Sequence[int],
        banned: Sequence[int] = (),
    ) -> "Chain":  # fmt: skip
        """A chain that has already seen `history` and never draws what is `banned` (token ids).
        The grammar must be a good one and take the history."""
        params = llama.llama_sampler_chain_default_params()
        params.no_perf = True
        handle = llama.llama_sampler_chain_init(params)
        chain = Chain(handle)
        if grammar is not None:
            banned = [*banned, *self._turns()]
        if banned:
            chain.add(self._without(banned))
        if grammar is not None:
            chain.add(self._grammar(grammar))
        chain.add(llama.llama_sampler_init_top_k(sampling.top_k))
        if sampling.dry_multiplier > 0:
            chain.add(llama.llama_sampler_clone(self._dry_sampler(sampling.dry_multiplier)))
        if sampling.repeat_penalty != 1.0:
            chain.add(
                llama.llama_sampler_init_penalties(
                    self._vocabulary.size, sampling.penalty_tokens, sampling.repeat_penalty, 0, 0
                )
            )
        self._add_choice(chain, sampling, seed)
        for token in history:
            llama.llama_sampler_accept(handle, token)
        return chain

    def check_grammar(self, grammar: str | None) -> None:
        """Raise `EngineProblem("bad_grammar")` for a grammar that llama.cpp cannot read."""
        if grammar is not None:
            llama.llama_sampler_free(self._grammar(grammar))

    def close(self) -> None:
        for sampler in self._dry.values():
            llama.llama_sampler_free(sampler)
        self._dry.clear()

    def _add_choice(self, chain: "Chain", sampling: Sampling, seed: int) -> None:
        if sampling.temperature <= 0:
            chain.add(llama.llama_sampler_init_greedy())
            return
        chain.add(llama.llama_sampler_init_top_p(sampling.top_p, 1))
        chain.add(llama.llama_sampler_init_min_p(sampling.min_p, 1))
        chain.add(llama.llama_sampler_init_temp(sampling.temperature))
        chain.add(llama.llama_sampler_init_dist(seed % _MAX_SEED))

    def _turns(self) -> list[int]:
        """The control tokens that end no text. To a grammar they are the letters that they
        are spelled with ("<|user|>"), and the answer would be over in the middle of its form."""
        ends = set(self._vocabulary.end_ids)
        return [token for token in self._vocabulary.turn_ids if token not in ends]

    def _without(self, tokens: Sequence[int]) -> Any:
        banned = [llama.llama_logit_bias(token, -math.inf) for token in tokens]
        biases = (llama.llama_logit_bias * len(tokens))(*banned)
        return llama.llama_sampler_init_logit_bias(self._vocabulary.size, len(tokens), biases)

    def _grammar(self, grammar: str) -> Any:
        sampler = llama.llama_sampler_init_grammar(
            self._vocabulary.handle, grammar.encode(), b"root"
        )
        if not sampler:
            raise EngineProblem("bad_grammar", grammar=grammar)
        return sampler

    def _dry_sampler(self, multiplier: float) -> Any:
        """The pattern that chains clone: finding a breaker's tokens reads the vocabulary."""
        known = self._dry.get(multiplier)
        if known is None:
            breakers = (ctypes.c_char_p * len(_DRY_BREAKERS))(*_DRY_BREAKERS)
            known = self._dry[multiplier] = llama.llama_sampler_init_dry(
                self._vocabulary.handle, multiplier, DRY_BASE, DRY_ALLOWED, DRY_WINDOW,
                breakers, len(_DRY_BREAKERS),
            )  # fmt: skip
        return known


class Chain:
    """An owned llama.cpp sampler chain. `handle` goes to `llama_sampler_sample`."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle

    def add(self, sampler: Any) -> None:
        llama.llama_sampler_chain_add(self.handle, sampler)

    def close(self) -> None:
        if self.handle:
            llama.llama_sampler_free(self.handle)
            self.handle = None
