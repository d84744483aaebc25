# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Loading a GGUF model: every way it can fail is an `EngineProblem` with the cause."""

import ctypes
import math
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import psutil

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import EngineInfo
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.worker.memory import BATCH, choose_context, context_cost
from longwriter_desktop.engine.worker.model_file import ModelFile
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog, model_text, token_array
from longwriter_desktop.engine.worker.template import ChatTemplate, choose_template
from longwriter_desktop.engine.worker.vocabulary import Vocabulary

SEQUENCES = 16  # branches of the cache
OUTPUTS = 32  # tokens of one batch that can be sampled from
_TINY_PARAMETERS = 30_000_000
_MAGIC = b"GGUF"
_HEADER = struct.Struct("<4sIQQ")  # magic, version, tensors, metadata pairs (ggml, docs/gguf.md)


class LoadedModel:
    """A model with its context. `close` frees both; nothing may be used after it."""

    def __init__(
        self, model: Any, context: Any, template: ChatTemplate, info: EngineInfo, file: ModelFile
    ) -> None:
        recurrent = llama.llama_model_is_recurrent(model) or llama.llama_model_is_hybrid(model)
        self.sequences = 1 if recurrent else SEQUENCES  # a recurrent state cannot be branched
        self.model = model
        self.context = context
        self.template = template
        self.info = info
        self.file = file

    @property
    def vocabulary(self) -> Vocabulary:
        return self.template.vocabulary

    def close(self) -> None:
        llama.llama_free(self.context)
        llama.llama_model_free(self.model)


class ModelLoader:
    """Loads models, one at a time."""

    def __init__(self, log: NativeLog, cancelled: CancelFlag) -> None:
        self._log = log
        self._cancelled = cancelled

    def load(self, request: protocol.Load, progress: Callable[[float], None]) -> LoadedModel:
        """Load a file; `progress` gets 0 to 1. Raises `EngineProblem`."""
        path = Path(request.path)
        tensors = check_file(path)
        file = ModelFile(path)
        self._log.clear()
        model = self._open(path, request, tensors, progress)
        try:
            loaded = self._with_context(model, file, request)
        except EngineProblem:
            llama.llama_model_free(model)
            raise
        if self._cancelled:
            loaded.close()
            raise EngineProblem("load_cancelled", path=str(path))
        return loaded

    def _open(
        self, path: Path, request: protocol.Load, tensors: int, progress: Callable[[float], None]
    ) -> Any:
        def report(fraction: float, _data: Any) -> bool:
            progress(fraction)
            return not self._cancelled

        params = llama.llama_model_default_params()
        params.n_gpu_layers = request.gpu_layers if llama.llama_supports_gpu_offload() else 0
        callback = llama.llama_progress_callback(report)
        params.progress_callback = callback
        model = llama.llama_model_load_from_file(os.fsencode(path), params)
        if model:
            return model
        if self._cancelled:
            raise EngineProblem("load_cancelled", path=str(path))
        raise self._cause(path, tensors)

    def _cause(self, path: Path, tensors: int) -> EngineProblem:
        detail = self._log.errors()
        if tensors == 0:
            return EngineProblem("model_without_weights", path=str(path))
        if "unknown model architecture" in detail:
            return EngineProblem("model_unsupported", path=str(path), detail=detail)
        return EngineProblem("model_damaged", path=str(path), detail=detail)

    def _with_context(self, model: Any, file: ModelFile, request: protocol.Load) -> LoadedModel:
        path = file.path
        if llama.llama_model_has_encoder(model) or llama.llama_model_is_diffusion(model):
            raise EngineProblem("model_unsupported", path=str(path), detail="no plain decoder")
        trained = _trained_context(model, path)
        cost = context_cost(model)
        tokens = choose_context(cost, request.context_tokens, trained)
        parameters = llama.llama_model_n_params(model)
        threads = request.threads or _default_threads(parameters)
        vocabulary = Vocabulary(model)
        name = model_text(model, "general.name") or path.stem
        own = llama.llama_model_chat_template(model, None)
        source = choose_template((own or b"").decode("utf-8", "replace"), name, request.template)
        template = ChatTemplate(source, vocabulary)
        context = self._new_context(model, tokens, threads)
        try:
            _check_logits(context, vocabulary, path)
        except EngineProblem:
            llama.llama_free(context)
            raise
        self._cancelled.attach(context)
        info = EngineInfo(
            name=name,
            fingerprint=file.fingerprint,
            context_tokens=llama.llama_n_ctx(context),
            trained_context_tokens=trained,
            size_bytes=file.size,
            parameters=parameters,
            backend="GPU" if llama.llama_supports_gpu_offload() else "CPU",
            threads=threads,
            memory_bytes=llama.llama_model_size(model) + cost.bytes_for(tokens),
            machine_bytes=psutil.virtual_memory().total,
        )
        return LoadedModel(model, context, template, info, file)

    def _new_context(self, model: Any, tokens: int, threads: int) -> Any:
        context = llama.llama_init_from_model(model, context_params(tokens, threads))
        if not context:
            raise EngineProblem("context_failed", context=tokens, detail=self._log.errors())
        return context


def context_params(tokens: int, threads: int) -> Any:
    """Parameters of a context: on a CPU, F16 keys and values without flash attention.

    llama.cpp's "auto" switches flash attention on there, which is slower (0.55-0.81 of the
    time a token without it); quantised values would need it.
    """
    params = llama.llama_context_default_params()
    params.n_ctx = tokens
    params.n_batch = params.n_ubatch = min(BATCH, tokens)
    params.n_seq_max, params.kv_unified = SEQUENCES, True
    params.n_outputs_max = OUTPUTS
    params.n_threads = params.n_threads_batch = threads
    if not llama.llama_supports_gpu_offload():
        params.flash_attn_type = llama.LLAMA_FLASH_ATTN_TYPE_DISABLED
    params.no_perf = True
    return params


def check_file(path: Path) -> int:
    """Number of tensors that a GGUF file claims to hold. Raises `EngineProblem`."""
    try:
        with path.open("rb") as file:
            head, size = file.read(_HEADER.size), os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:
        raise EngineProblem("model_missing", path=str(path)) from error
    except OSError as error:
        raise EngineProblem("model_unreadable", path=str(path), detail=str(error)) from error
    if head[:4] != _MAGIC:
        raise EngineProblem("model_not_gguf", path=str(path))
    if len(head) < _HEADER.size:
        raise EngineProblem("model_damaged", path=str(path), detail="the header is cut off")
    total = psutil.virtual_memory().total
    if size > total:
        raise EngineProblem("model_memory", path=str(path), need=size, total=total)
    return int(_HEADER.unpack(head)[2])


def _trained_context(model: Any, path: Path) -> int:
    """Tokens, 0 where the file does not tell. Raises `EngineProblem("model_damaged")`."""
    tokens = int(llama.llama_model_n_ctx_train(model))
    if tokens < 0:  # C reads a negative context as one of billions of tokens, and makes it
        detail = f"a trained context of {tokens & 0xFFFFFFFF:,} tokens"
        raise EngineProblem("model_damaged", path=str(path), detail=detail)
    return tokens


def _default_threads(parameters: int) -> int:
    """Physical cores, no more than this process may run on; one for a tiny model.

    A tiny model's threads wait for each other at every layer, some thousand times a second:
    with 7 million weights and another process on the cores, two threads wrote 150 tokens a
    second where one wrote 1,000.
    """
    if parameters < _TINY_PARAMETERS:
        return 1
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, allowed))


def _check_logits(context: Any, vocabulary: Vocabulary, path: Path) -> None:
    """Run one token, which also pages the weights in. Raises `EngineProblem("model_damaged")`."""
    first = token_array([max(vocabulary.begin_id, 0)])
    code = llama.llama_decode(context, llama.llama_batch_get_one(first, 1))
    logits = llama.llama_get_logits_ith(context, -1) if code == 0 else None
    if code == 0 and not logits:
        raise EngineProblem("model_unsupported", path=str(path), detail="it writes no text")
    if not logits or any(math.isnan(value) for value in logits[: vocabulary.size]):
        detail = "the first result is no number" if code == 0 else f"llama_decode returned {code}"
        raise EngineProblem("model_damaged", path=str(path), detail=detail)
    llama.llama_memory_clear(llama.llama_get_memory(context), ctypes.c_bool(True))


def check_numbers(context: Any, row: int, file: ModelFile) -> None:
    """Loading tries one token; weights of another may be no numbers, or have been lost since.

    Raises `EngineProblem("model_damaged")`.
    """
    if math.isnan(llama.llama_get_logits_ith(context, row)[0]):
        detail = "a result is no number"
        raise EngineProblem("model_damaged", path=str(file.path), detail=detail)
