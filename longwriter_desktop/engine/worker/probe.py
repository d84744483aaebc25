# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A small context beside the one in use, to time a setting in."""

import ctypes
import math
import time
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine.worker.cache import Cancelled
from longwriter_desktop.engine.worker.native import CancelFlag, token_array
from longwriter_desktop.engine.worker.settings import context_params, new_context

_TOKEN = 3  # any; what is read does not change what reading it takes
_LOOKED_AT = 256  # logits
_ABORTED = 2  # llama.h, llama_decode


class Refused(Exception):
    """llama.cpp cannot run the model with these settings."""


class Probe:
    """A context of `tokens` tokens with settled settings. Raises `Refused`."""

    def __init__(
        self, model: Any, tokens: int, settings: EngineSettings, cancelled: CancelFlag
    ) -> None:
        params = context_params(tokens, settings)
        params.n_seq_max = 2
        self.context = new_context(model, params)
        if not self.context:
            raise Refused
        self._model = model
        self._memory = llama.llama_get_memory(self.context)
        self._depth = 0
        self._cancelled = cancelled
        cancelled.attach(self.context)

    def fill(self, chunk: int, cells: int) -> float:
        """Read `chunk` tokens and repeat them in the memory until it holds `cells`, as if so
        many had been read; seconds a token. Raises `Cancelled`, `Refused`."""
        seconds = self._decode(chunk) / chunk
        logits = llama.llama_get_logits_ith(self.context, -1)
        if not logits or any(math.isnan(value) for value in logits[:_LOOKED_AT]):
            raise Refused
        self._depth = chunk
        if not llama.llama_model_is_recurrent(self._model):
            self._repeat(chunk, cells)
        return seconds

    def write(self, settings: EngineSettings, count: int) -> float:
        """Write `count` tokens with the threads of some settings; seconds a token."""
        llama.llama_set_n_threads(self.context, settings.threads, settings.threads_batch)
        self._decode(1)  # the threads have only now begun
        seconds = sum(self._decode(1) for _ in range(count)) / count
        self._forget()
        return seconds

    def read(self, settings: EngineSettings, count: int) -> float:
        """Read `count` tokens behind what there is; seconds a token."""
        llama.llama_set_n_threads(self.context, settings.threads, settings.threads_batch)
        seconds = self._decode(count) / count
        self._forget()
        return seconds

    def close(self) -> None:
        llama.llama_free(self.context)

    def _decode(self, count: int) -> float:
        tokens = token_array([_TOKEN] * count)
        started = time.perf_counter()
        code = llama.llama_decode(self.context, llama.llama_batch_get_one(tokens, count))
        if code == _ABORTED or self._cancelled:
            raise Cancelled
        if code:
            raise Refused
        llama.llama_synchronize(self.context)
        return time.perf_counter() - started

    def _repeat(self, chunk: int, cells: int) -> None:
        """Give the sequence the same cells again and again: what attention takes depends on
        their number, and copying them costs nothing beside reading."""
        size = llama.llama_state_seq_get_size(self.context, 0)
        state = (ctypes.c_uint8 * size)()
        llama.llama_state_seq_get_data(self.context, state, size, 0)
        for _ in range(cells // chunk - 1):
            if self._cancelled:
                raise Cancelled
            if not llama.llama_state_seq_set_data(self.context, state, size, 1):
                return
            llama.llama_memory_seq_cp(self._memory, 1, 0, -1, -1)
            llama.llama_memory_seq_rm(self._memory, 1, -1, -1)

    def _forget(self) -> None:
        """Take out all but what `fill` has put in; a recurrent model forgets all."""
        if not llama.llama_memory_seq_rm(self._memory, 0, self._depth, -1):
            llama.llama_memory_clear(self._memory, ctypes.c_bool(False))
