# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How many bytes a context takes, asked before llama.cpp tries to take them.

Linux hands out memory that it does not have, so a context that is too large would be
created and the process killed later, in the middle of a section.
"""

import math
import sys
from dataclasses import dataclass
from typing import Any

import llama_cpp.llama_cpp as llama
import psutil

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine.worker.native import model_text

DEFAULT_CONTEXT = 16_384  # tokens
MIN_CONTEXT = 512
_F32 = 4  # bytes
_BYTES = {"f16": 2.0, "q8_0": 34 / 32}  # of a number: 32 eight-bit ones share a scale
_SHARE = 0.9  # of the available memory that a context may take
_LIGHT_SHARE, _FEW_CELLS = 0.01, 128  # of the weights' bytes; cells
_STEP = 256  # llama.cpp pads a context to a multiple of this


@dataclass(frozen=True)
class ContextCost:
    """Bytes for a context: `fixed` whatever its size, and `per_token` of its size."""

    fixed: int
    per_token: int

    def bytes_for(self, tokens: int) -> int:
        return self.fixed + self.per_token * tokens

    def largest(self, free: int) -> int:
        """The largest context (tokens, a multiple of 256) that `free` bytes hold; 0 for none."""
        left = free - self.fixed
        if not self.per_token:
            return sys.maxsize if left >= 0 else 0
        return max(0, left // self.per_token // _STEP * _STEP)


def context_cost(model: Any, settings: EngineSettings, on_device: float = 0.0) -> ContextCost:
    """Keys and values, attention scores of one batch and one row of logits. `settings` are
    settled ones; `on_device` is the share of the layers, 0 to 1, that lies in a GPU's own memory
    and is not counted.

    Keys, and values: layers x KV heads x head size x bytes a token. Without flash
    attention the scores of a batch are held as well: batch x heads x 4 bytes a token.
    Models with a sliding window or a recurrent state need less than this. A layer's cache lies
    where the layer does; a batch is computed in main memory unless no layer is left there, and
    the logits come there in any case.
    """
    heads = max(1, llama.llama_model_n_head(model))
    width = llama.llama_vocab_n_tokens(llama.llama_model_get_vocab(model))
    if on_device >= 1:
        return ContextCost(width * _F32, per_token=0)
    default = llama.llama_model_n_embd(model) // heads
    cache = math.ceil(kept_bytes(model, settings) * (1 - on_device))
    scores = settings.batch * heads * _F32 if settings.flash_attention == "off" else 0
    fixed = (width + settings.batch * default * heads * 4) * _F32
    return ContextCost(fixed, per_token=cache + scores)


def kept_bytes(model: Any, settings: EngineSettings) -> int:
    """Bytes of the keys and values of a token."""
    key, value = head_sizes(model)
    heads_kv: int = max(1, llama.llama_model_n_head_kv(model))
    numbers = key * _bytes(settings.type_k) + value * _bytes(settings.type_v)
    layers: int = llama.llama_model_n_layer(model)
    return math.ceil(layers * heads_kv * numbers)


def light_cells(model: Any, settings: EngineSettings) -> int:
    """How many tokens have keys and values that are light beside the weights, or are few. Each
    token that is written reads both: all weights, and all cells up to the last one in use.
    Without flash attention the bytes of cells take longer than those of weights: with 5 % of
    them beside it a model of 0.7 billion weights wrote at 0.90 of its speed (AMD, two cores)."""
    weights: int = llama.llama_model_size(model)
    return max(_FEW_CELLS, int(weights * _LIGHT_SHARE / max(1, kept_bytes(model, settings))))


def head_sizes(model: Any) -> tuple[int, int]:
    """How many numbers a key and a value of one head have."""
    architecture = model_text(model, "general.architecture")
    default = llama.llama_model_n_embd(model) // max(1, llama.llama_model_n_head(model))
    key = _number(model, f"{architecture}.attention.key_length", default)
    return key, _number(model, f"{architecture}.attention.value_length", default)


def cache_from_header(model: Any, requested: int, settings: EngineSettings) -> int:
    """Bytes of keys and values of a context, by what stands in the header of the file: of a
    model of which nothing else was loaded. `requested` is its size in tokens, 0 for the usual.
    """
    kind = model_text(model, "general.architecture")
    trained = _number(model, f"{kind}.context_length", DEFAULT_CONTEXT)
    heads = _number(model, f"{kind}.attention.head_count", 1)
    heads_kv = _number(model, f"{kind}.attention.head_count_kv", heads)
    size = _number(model, f"{kind}.embedding_length", 0) // max(1, heads)
    key = _number(model, f"{kind}.attention.key_length", size)
    value = _number(model, f"{kind}.attention.value_length", size)
    numbers = key * _bytes(settings.type_k) + value * _bytes(settings.type_v)
    tokens = requested or min(trained, DEFAULT_CONTEXT)
    return math.ceil(tokens * layers_from_header(model) * heads_kv * numbers)


def layers_from_header(model: Any) -> int:
    """How many layers a file says that it has; 0 where it does not."""
    return _number(model, f"{model_text(model, 'general.architecture')}.block_count", 0)


def choose_context(cost: ContextCost, requested: int, trained: int) -> int:
    """Tokens of context to create: what was asked for, or a sensible size that fits.

    Raises `EngineProblem`: `context_memory` when it does not fit the available memory,
    `context_no_room` when nothing useful does.
    """
    free = int(psutil.virtual_memory().available * _SHARE)
    largest = cost.largest(free)
    wanted = requested or min(trained or DEFAULT_CONTEXT, DEFAULT_CONTEXT)
    if wanted <= largest:
        return wanted
    if not requested and largest >= min(MIN_CONTEXT, wanted):
        return largest
    if largest < MIN_CONTEXT:
        raise EngineProblem("context_no_room", need=cost.bytes_for(wanted), free=free)
    raise EngineProblem(
        "context_memory",
        context=wanted, need=cost.bytes_for(wanted), free=free, largest=largest,
    )  # fmt: skip


def has_long_context_factors(model: Any, context_tokens: int) -> bool:
    """Whether positions are turned otherwise because of the size of the context: some models
    have two sets of factors, and what was read with one means nothing with the other."""
    architecture = model_text(model, "general.architecture")
    original = _number(model, f"{architecture}.rope.scaling.original_context_length", 0)
    return 0 < original < context_tokens


def _bytes(kind: str) -> float:
    return _BYTES[kind or "f16"]


def _number(model: Any, key: str, default: int) -> int:
    text = model_text(model, key)
    return int(text) if text.isdigit() else default
