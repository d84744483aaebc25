# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A context's settings as llama.cpp takes them."""

import os
from typing import Any

import llama_cpp.llama_cpp as llama
import psutil

from longwriter_desktop.domain.load_choice import CacheChoice, with_cache
from longwriter_desktop.domain.tuning import (
    BATCH,
    EngineSettings,
    computed_at_once,
    flash_attention,
)
from longwriter_desktop.engine.worker.devices import backend
from longwriter_desktop.engine.worker.memory import head_sizes

SEQUENCES = 16  # branches of the cache
OUTPUTS = 32  # tokens of one batch that can be sampled from
TINY_PARAMETERS = 30_000_000
_FLASH = {
    "auto": llama.LLAMA_FLASH_ATTN_TYPE_AUTO,
    "on": llama.LLAMA_FLASH_ATTN_TYPE_ENABLED,
    "off": llama.LLAMA_FLASH_ATTN_TYPE_DISABLED,
}
_TYPES = {"f16": llama.GGML_TYPE_F16, "q8_0": llama.GGML_TYPE_Q8_0}
_BLOCK = 32  # numbers that share a scale


def physical_cores() -> int:
    """Cores without hyper-threads, no more than this process may run on."""
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    return max(1, min(physical, allowed_threads()))


def allowed_threads() -> int:
    """Threads of the processor that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_threads(parameters: int) -> int:
    """One thread a core; one for a tiny model.

    A tiny model's threads wait for each other at every layer, some thousand times a second:
    with 7 million weights and another process on the cores, two threads wrote 150 tokens a
    second where one wrote 1,000.
    """
    return 1 if parameters < TINY_PARAMETERS else physical_cores()


def settled(settings: EngineSettings, parameters: int, cache: CacheChoice = "") -> EngineSettings:
    """Settings with every choice made that they leave to the program. `cache` is the writer's.

    On a CPU: F16 keys and values without flash attention; quantised values would need it.
    """
    here = backend()
    if settings.backend not in ("", here):
        settings = EngineSettings()
    settings = with_cache(settings, cache)
    threads = min(settings.threads or default_threads(parameters), allowed_threads())
    on_gpu = bool(llama.llama_supports_gpu_offload())
    return EngineSettings(
        threads=threads,
        threads_batch=min(settings.threads_batch or threads, allowed_threads()),
        flash_attention=flash_attention(settings, on_gpu),
        type_k=settings.type_k or "f16",
        type_v=settings.type_v or "f16",
        batch=computed_at_once(settings, on_gpu),
        backend=here,
    )


def new_context(model: Any, params: Any) -> Any:
    """A context, None where llama.cpp refuses the parameters or would end the process."""
    kinds = zip(head_sizes(model), (params.type_k, params.type_v), strict=True)
    if any(kind == _TYPES["q8_0"] and size % _BLOCK for size, kind in kinds):
        return None  # a head that ends inside a block of eight-bit numbers is an assertion
    return llama.llama_init_from_model(model, params)


def context_params(tokens: int, settings: EngineSettings) -> Any:
    """Parameters of a context. `settings` are settled ones."""
    params = llama.llama_context_default_params()
    params.n_ctx = tokens
    params.n_batch = min(BATCH, tokens)
    params.n_ubatch = min(settings.batch, tokens)
    params.n_seq_max, params.kv_unified = SEQUENCES, True
    params.n_outputs_max = OUTPUTS
    params.n_threads, params.n_threads_batch = settings.threads, settings.threads_batch
    params.flash_attn_type = _FLASH[settings.flash_attention]
    params.type_k, params.type_v = _TYPES[settings.type_k], _TYPES[settings.type_v]
    params.no_perf = True
    return params
