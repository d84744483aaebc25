# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Loading a GGUF model: every way it can fail is an `EngineProblem` with the cause."""

import ctypes
import math
import os
import struct
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import psutil

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import EngineInfo
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.worker.devices import OffloadNeeds, free_gpu_bytes, has_own_memory
from longwriter_desktop.engine.worker.memory import (
    cache_from_header,
    choose_context,
    context_cost,
    layers_from_header,
)
from longwriter_desktop.engine.worker.model_file import ModelFile
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog, model_text, token_array
from longwriter_desktop.engine.worker.settings import (
    SEQUENCES,
    context_params,
    new_context,
    settled,
)
from longwriter_desktop.engine.worker.template import ChatTemplate, choose_template
from longwriter_desktop.engine.worker.vocabulary import Vocabulary

_QUARTERS = (3, 2, 1)  # of the layers, where the GPU does not hold all
_NO_ROOM = ("model_damaged", "context_failed")  # llama.cpp does not tell a full GPU from others
_MAGIC = b"GGUF"
_HEADER = struct.Struct("<4sIQQ")  # magic, version, tensors, metadata pairs (ggml, docs/gguf.md)


class LoadedModel:
    """A model with its context. `close` frees both; nothing may be used after it."""

    def __init__(
        self,
        model: Any,
        context: Any,
        template: ChatTemplate,
        info: EngineInfo,
        file: ModelFile,
        request: protocol.Load,
    ) -> None:
        recurrent = llama.llama_model_is_recurrent(model) or llama.llama_model_is_hybrid(model)
        self.sequences = 1 if recurrent else SEQUENCES  # a recurrent state cannot be branched
        self.model = model
        self.context = context
        self.template = template
        self.info = info
        self.file = file
        self.stop = request.prompting.stop  # strings at which every answer of this model ends
        self._cache = request.cache

    @property
    def vocabulary(self) -> Vocabulary:
        return self.template.vocabulary

    def settled(self, settings: EngineSettings) -> EngineSettings:
        """Settings with every choice made; what the writer chose for the cache wins."""
        return settled(settings, self.info.parameters, self._cache)

    def use(self, settings: EngineSettings, cancelled: CancelFlag, log: NativeLog) -> None:
        """Put a new, empty context of the same size in place of the present one.

        Raises `EngineProblem`; there is no context then, and the model is of no more use.
        """
        wanted = self.settled(settings)
        llama.llama_free(self.context)
        self.context = None
        self.context, used = open_context(self.model, self.info.context_tokens, wanted, log)
        cancelled.attach(self.context)
        cost = context_cost(self.model, used).bytes_for(self.info.context_tokens)
        self.info = replace(
            self.info,
            threads=used.threads,
            settings=used,
            memory_bytes=llama.llama_model_size(self.model) + cost,
        )

    def close(self) -> None:
        if self.context is not None:
            llama.llama_free(self.context)
        llama.llama_model_free(self.model)


class ModelLoader:
    """Loads models, one at a time. `load_file` is llama.cpp's function; `offloads` tells
    whether there is a GPU for it to put layers on, `gpu_bytes` how much of its memory is free
    (0: unknown), `has_own_memory` whether it has some that is not the machine's."""

    def __init__(
        self,
        log: NativeLog,
        cancelled: CancelFlag,
        load_file: Callable[[bytes, Any], Any] = llama.llama_model_load_from_file,
        offloads: bool | None = None,
        gpu_bytes: Callable[[], int] = free_gpu_bytes,
        has_own_memory: Callable[[], bool] = has_own_memory,
    ) -> None:
        self._log = log
        self._cancelled = cancelled
        self._load_file = load_file
        self._gpu_bytes = gpu_bytes
        self._has_own_memory = has_own_memory
        self._offloads = llama.llama_supports_gpu_offload() if offloads is None else offloads

    def load(self, request: protocol.Load, progress: Callable[[float], None]) -> LoadedModel:
        """Load a file; `progress` gets 0 to 1. Raises `EngineProblem`.

        Of a model that is to be on the GPU as far as it goes, as many layers are put there as
        its free memory holds; where loading these fails, fewer.
        """
        path = Path(request.path)
        tensors = check_file(path)
        file = ModelFile(path)
        layers = self._first_layers(file, request)
        fewer: list[int] | None = None
        while True:
            self._log.clear()
            self._check_memory(file, request, layers)
            try:
                return self._attempt(file, request, layers, tensors, progress)
            except EngineProblem as problem:
                if fewer is None:
                    fewer = self._fewer(file, request, layers)
                if not fewer or problem.code not in _NO_ROOM:
                    raise
                sys.stderr.write(f"{layers} layers on the GPU: {problem}; now {fewer[0]}\n")
                layers = fewer.pop(0)

    def _first_layers(self, file: ModelFile, request: protocol.Load) -> int:
        """How many layers to put on the GPU, -1 for all."""
        if not self._offloads:
            return 0
        free = self._gpu_bytes() if request.gpu_layers < 0 else 0
        if not free:
            return request.gpu_layers
        return self._needs(file, request).layers_within(free)

    def _fewer(self, file: ModelFile, request: protocol.Load, layers: int) -> list[int]:
        """What to try after a load with some layers on the GPU has failed, none at last."""
        if layers == 0:
            return []
        whole = layers if layers > 0 else self._needs(file, request).layers
        return [*dict.fromkeys(whole * part // 4 for part in _QUARTERS if whole * part >= 4), 0]

    def _check_memory(self, file: ModelFile, request: protocol.Load, layers: int) -> None:
        """What stays in main memory must fit there. Raises `EngineProblem("model_memory")`."""
        total = psutil.virtual_memory().total
        if file.size <= total:
            return
        need = file.size
        if self._has_room_of_its_own:
            need -= int(need * _share(layers, self._needs(file, request).layers))
        if need > total:
            raise EngineProblem("model_memory", path=str(file.path), need=need, total=total)

    @property
    def _has_room_of_its_own(self) -> bool:
        """Whether layers on the GPU take nothing of main memory."""
        return self._offloads and self._has_own_memory()

    def _needs(self, file: ModelFile, request: protocol.Load) -> OffloadNeeds:
        """What the header of a file tells; no layers where it cannot be read."""
        params = llama.llama_model_default_params()
        params.vocab_only = True
        model = self._load_file(os.fsencode(file.path), params)
        if not model:
            return OffloadNeeds(0, 0, 0)
        settings = settled(request.settings, llama.llama_model_n_params(model), request.cache)
        cache = cache_from_header(model, request.context_tokens, settings)
        needs = OffloadNeeds(layers_from_header(model), file.size, cache)
        llama.llama_model_free(model)
        return needs

    def _attempt(
        self,
        file: ModelFile,
        request: protocol.Load,
        layers: int,
        tensors: int,
        progress: Callable[[float], None],
    ) -> LoadedModel:
        path = file.path
        model = self._open(path, layers, tensors, progress)
        try:
            loaded = self._with_context(model, file, request, self._on_device(model, layers))
        except EngineProblem:
            llama.llama_model_free(model)
            raise
        if self._cancelled:
            loaded.close()
            raise EngineProblem("load_cancelled", path=str(path))
        count = llama.llama_model_n_layer(model)
        on_gpu = 0 if not self._offloads else min(layers, count) if layers >= 0 else count
        loaded.info = replace(loaded.info, layers=count, gpu_layers=on_gpu)
        return loaded

    def _on_device(self, model: Any, layers: int) -> float:
        """The share of a model, 0 to 1, that lies in a GPU's own memory."""
        return (
            _share(layers, llama.llama_model_n_layer(model)) if self._has_room_of_its_own else 0.0
        )

    def _open(
        self, path: Path, layers: int, tensors: int, progress: Callable[[float], None]
    ) -> Any:
        def report(fraction: float, _data: Any) -> bool:
            progress(fraction)
            return not self._cancelled

        params = llama.llama_model_default_params()
        params.n_gpu_layers = layers
        callback = llama.llama_progress_callback(report)
        params.progress_callback = callback
        model = self._load_file(os.fsencode(path), params)
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

    def _with_context(
        self, model: Any, file: ModelFile, request: protocol.Load, on_device: float
    ) -> LoadedModel:
        path = file.path
        if not _can_write(model):
            raise EngineProblem("model_cannot_write", path=str(path))
        trained = _trained_context(model, path)
        parameters = llama.llama_model_n_params(model)
        settings = settled(request.settings, parameters, request.cache)
        cost = context_cost(model, settings)
        in_main = context_cost(model, settings, on_device)
        tokens = choose_context(in_main, request.context_tokens, trained)
        vocabulary = Vocabulary(model)
        name = model_text(model, "general.name") or path.stem
        own = llama.llama_model_chat_template(model, None)
        source = choose_template(
            (own or b"").decode("utf-8", "replace"), name, request.prompting.template
        )
        template = ChatTemplate(source, vocabulary)
        template.check()
        context, used = open_context(model, tokens, settings, self._log)
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
            backend=used.backend,
            threads=used.threads,
            memory_bytes=llama.llama_model_size(model) + cost.bytes_for(tokens),
            machine_bytes=psutil.virtual_memory().total,
            settings=used,
            chosen_cache=request.cache,
        )
        return LoadedModel(model, context, template, info, file, request)


def open_context(
    model: Any, tokens: int, settings: EngineSettings, log: NativeLog
) -> tuple[Any, EngineSettings]:
    """A context and the settings that it has: where llama.cpp refuses the settled `settings`
    these are the program's own. Raises `EngineProblem("context_failed")`."""
    context = new_context(model, context_params(tokens, settings))
    usual = settled(EngineSettings(), llama.llama_model_n_params(model))
    if not context and settings != usual:
        sys.stderr.write(f"these settings do not work here: {settings}\n{log.errors()}\n")
        settings = usual
        context = new_context(model, context_params(tokens, settings))
    if not context:
        raise EngineProblem("context_failed", context=tokens, detail=log.errors())
    return context, settings


def check_file(path: Path) -> int:
    """Number of tensors that a GGUF file claims to hold. Raises `EngineProblem`."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER.size)
    except FileNotFoundError as error:
        raise EngineProblem("model_missing", path=str(path)) from error
    except OSError as error:
        raise EngineProblem("model_unreadable", path=str(path), detail=str(error)) from error
    if head[:4] != _MAGIC:
        raise EngineProblem("model_not_gguf", path=str(path))
    if len(head) < _HEADER.size:
        raise EngineProblem("model_damaged", path=str(path), detail="the header is cut off")
    return int(_HEADER.unpack(head)[2])


def _share(layers: int, count: int) -> float:
    """The share, 0 to 1, of a model with `count` layers that so many are, -1 for all; its output
    is one more layer."""
    return min(layers, count + 1) / (count + 1) if layers >= 0 else 1.0


def _can_write(model: Any) -> bool:
    """Whether a model goes on with a text: it neither reads it from both ends nor pools it."""
    kind = model_text(model, "general.architecture")
    return (
        not llama.llama_model_has_encoder(model)
        and not llama.llama_model_is_diffusion(model)
        and model_text(model, f"{kind}.attention.causal") != "false"
        and model_text(model, f"{kind}.pooling_type") in ("", "0")
    )


def _trained_context(model: Any, path: Path) -> int:
    """Tokens, 0 where the file does not tell. Raises `EngineProblem("model_damaged")`."""
    tokens = int(llama.llama_model_n_ctx_train(model))
    if tokens < 0:  # C reads a negative context as one of billions of tokens, and makes it
        detail = f"a trained context of {tokens & 0xFFFFFFFF:,} tokens"
        raise EngineProblem("model_damaged", path=str(path), detail=detail)
    return tokens


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
