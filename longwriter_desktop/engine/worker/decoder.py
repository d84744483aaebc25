# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Gives tokens to llama.cpp, with as many threads as may run now."""

from collections.abc import Callable, Container, Sequence
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.tuning import BATCH
from longwriter_desktop.engine.worker.branches import Branch
from longwriter_desktop.engine.worker.native import Batch, ThreadLimit


class Decoder:
    """One context and the batch that its tokens go through. What is returned as a code is the
    result of llama_decode (llama.h): 0 where all went well."""

    def __init__(self, context: Any, threads: ThreadLimit) -> None:
        self._context = context
        self._threads = threads
        self._most_threads = llama.llama_n_threads(context), llama.llama_n_threads_batch(context)
        self._threads_in_use = self._most_threads
        self._batch = Batch(BATCH)

    def read(self, branch: Branch, tokens: Sequence[int], last: bool) -> int:
        """Evaluate tokens behind a branch, of which only the `last` one, if any, can be sampled
        from; returns the code. The branch stays as it is, here and below."""
        self._batch.clear()
        self._batch.add(tokens, len(branch.tokens), branch.sequence, last)
        return self._decode()

    def evaluate(self, parts: Sequence[tuple[Branch, Sequence[int]]]) -> int:
        """Evaluate tokens behind some branches, all of which can be sampled from; returns the
        code."""
        self._batch.clear()
        for branch, tokens in parts:
            self._batch.add_each(tokens, len(branch.tokens), branch.sequence)
        return self._decode()

    def run(
        self, branch: Branch, draw: Callable[[int], int], row: int, most: int, ends: Container[int]
    ) -> tuple[list[int], int]:
        """Draw up to `most` tokens (> 0), none behind one of `ends` or another limit of threads,
        and evaluate each but the last, with as little in between as Python can do with. `draw`
        is told the row to draw from, first `row`. Returns the tokens and the code, behind which
        nothing is drawn."""
        self._use_threads()
        threads, limit = self._threads, self._threads.limit
        decode, context, batch, code = llama.llama_decode, self._context, self._batch, 0
        position = len(branch.tokens)
        batch.clear()
        batch.add_each([0], position, branch.sequence)
        token = draw(row)
        drawn = [token]
        while len(drawn) < most and token not in ends and threads.limit == limit:
            batch.put(token, position)
            code = decode(context, batch.handle)
            if code:
                break
            token = draw(0)
            drawn.append(token)
            position += 1
        threads.done()
        return drawn, code

    def _decode(self) -> int:
        self._use_threads()
        code = int(llama.llama_decode(self._context, self._batch.handle))
        self._threads.done()
        return code

    def _use_threads(self) -> None:
        self._threads_in_use = self._threads.apply(
            self._context, self._most_threads, self._threads_in_use
        )
