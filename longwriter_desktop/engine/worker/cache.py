# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands in the key-value cache, token by token, and what was generated as which tokens."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.worker.memory import BATCH
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog, token_array

_KEPT_ANSWERS = 512
_SMALLEST_CHUNK = 64
_CHUNK_SECONDS = 1.0


class Cancelled(Exception):  # noqa: N818 - how a prompt ends, not an error
    """The cancel flag was set while tokens were evaluated."""


class ContextFull(Exception):  # noqa: N818
    """llama.cpp found no room for another token."""


class Answers:
    """The tokens that answers were generated as, by their text; the oldest are forgotten."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, tuple[int, ...]] = OrderedDict()

    def remember(self, text: str, ids: Sequence[int]) -> None:
        if text:
            self._ids[text] = tuple(ids)
            self._ids.move_to_end(text)
        while len(self._ids) > _KEPT_ANSWERS:
            self._ids.popitem(last=False)

    def ids_of(self, text: str) -> tuple[int, ...] | None:
        return self._ids.get(text)


class TokenLog:
    """The tokens in the cache of a context, always in step with llama.cpp's own memory."""

    def __init__(self, context: Any, cancelled: CancelFlag, log: NativeLog) -> None:
        self._context = context
        self._memory = llama.llama_get_memory(context)
        self._cancelled = cancelled
        self._log = log
        self._next = token_array([0])
        self._batch_of_one = llama.llama_batch_get_one(self._next, 1)
        self.tokens: list[int] = []
        self.capacity: int = llama.llama_n_ctx(context)

    def reuse(self, prompt: list[int]) -> int:
        """Keep the longest common prefix with `prompt`, short of its last token.

        Returns how many tokens stay; the rest is taken out of the cache.
        """
        limit = min(len(prompt) - 1, len(self.tokens))
        keep = next((at for at in range(limit) if prompt[at] != self.tokens[at]), max(0, limit))
        return self.truncate(keep)

    def truncate(self, keep: int) -> int:
        """Take out all but the first `keep` tokens; returns how many stay.

        A recurrent model's memory cannot be cut in the middle: none stay then.
        """
        if keep >= len(self.tokens):
            return len(self.tokens)
        if not llama.llama_memory_seq_rm(self._memory, 0, keep, -1):
            llama.llama_memory_clear(self._memory, True)
            keep = 0
        del self.tokens[keep:]
        return keep

    def extend(self, tokens: list[int], progress: Callable[[int], None]) -> None:
        """Evaluate `tokens` behind what is there, so that the last one can be sampled from.

        `progress` gets the number of tokens in the cache after each chunk. Chunks take
        about a second, so that progress is seen and a GPU can be cancelled too.
        Raises `Cancelled`, `ContextFull`, `EngineProblem`.
        """
        at, chunk = 0, _SMALLEST_CHUNK
        while at < len(tokens):
            part = tokens[at : at + chunk]
            started = time.monotonic()
            array = token_array(part)
            code = llama.llama_decode(self._context, llama.llama_batch_get_one(array, len(part)))
            if code:
                self._synchronise(tokens[at : at + chunk])
                self._raise(code)
            self.tokens.extend(part)
            at += len(part)
            rate = len(part) / max(1e-6, time.monotonic() - started)
            chunk = max(_SMALLEST_CHUNK, min(BATCH, int(rate * _CHUNK_SECONDS)))
            progress(len(self.tokens))
            if self._cancelled:
                raise Cancelled

    def push(self, token: int) -> None:
        """Evaluate one token. Raises as `extend` does."""
        self._next[0] = token
        code = llama.llama_decode(self._context, self._batch_of_one)
        if code:
            self._synchronise([token])
            self._raise(code)
        self.tokens.append(token)

    def replay_last(self, keep: int) -> None:
        """Cut to `keep` (> 0) tokens and evaluate the last of them again for its logits."""
        tail = self.tokens[keep - 1 : keep]
        whole = self.tokens[:keep]
        kept = self.truncate(keep - 1)
        self.extend(tail if kept == keep - 1 else whole, _no_progress)

    def _synchronise(self, evaluated: list[int]) -> None:
        """After a decode that failed half-way: whole batches of it may be in the memory."""
        reached = llama.llama_memory_seq_pos_max(self._memory, 0) + 1
        extra = reached - len(self.tokens)
        if extra > 0:
            self.tokens.extend(evaluated[:extra])

    def _raise(self, code: int) -> None:
        """Turn llama_decode's result (llama.h) into an exception."""
        if code == 1:
            raise ContextFull
        if code == 2:
            raise Cancelled
        raise EngineProblem("decode_failed", result=code, detail=self._log.errors())


def _no_progress(_tokens: int) -> None:
    """A replay of one token has none to report."""
