# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a machine holds a model, and what would make it fit.

All of it is computed from what stands in the header of a file; nothing is loaded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

from longwriter_desktop.domain.tuning import (
    CacheType,
    EngineSettings,
    Trial,
    computed_at_once,
    flash_attention,
)

USUAL_CONTEXT = 16_384  # tokens; what a model is loaded with where nobody says otherwise
SMALLEST_CONTEXT = 2_048  # tokens; with less there is no room for plan and text
_GOOD_CONTEXT = 8_192  # tokens; down to this a shorter context costs little
_CONTEXT_STEP = 1_024
_SEQUENCES, _OUTPUTS = 16, 32  # branches of the cache; rows of logits
_F32, _F16 = 4, 2  # bytes
_BYTES: dict[str, float] = {"f16": 2.0, "q8_0": 34 / 32}  # 32 eight-bit numbers share a scale
_HEAD_BLOCK = 32  # numbers; a head of another size cannot be kept in eight bits
_PROCESS = 54_000_000  # bytes: interpreter and libraries without any model
_TOKEN, _MERGE = 220, 110  # bytes that an entry of the vocabulary takes in llama.cpp's tables
_DEVICE_MARGIN = 600_000_000  # bytes that a GPU's driver and its buffers keep


@dataclass(frozen=True)
class ModelShape:
    """What decides how much memory a model takes. Sizes in bytes.

    `keys` and `values` are the numbers that the cache keeps of a token, all layers together;
    `state_bytes` is the recurrent state of one sequence, 0 for most models. `repacked_bytes`
    of the `weight_bytes` are kept a second time, in an order that this machine's processor
    reads faster. `read_bytes` of weights are read for each token that is written, and it is
    multiplied with `computed` weights. `head_size` is 0 where heads of several sizes occur.
    """

    layers: int
    width: int
    heads: int
    head_size: int
    keys: int
    values: int
    feed_forward: int
    vocabulary: int
    merges: int
    weight_bytes: int
    read_bytes: int
    computed: int
    repacked_bytes: int = 0
    state_bytes: int = 0
    context_tokens: int = 0  # that it was trained for; 0 where unknown

    @property
    def usual_context(self) -> int:
        """Tokens of context that it is loaded with where nobody says otherwise."""
        return min(self.context_tokens or USUAL_CONTEXT, USUAL_CONTEXT)

    @property
    def takes_eight_bits(self) -> bool:
        """Whether the cache can be kept in eight bits."""
        return self.head_size > 0 and not self.head_size % _HEAD_BLOCK


@dataclass(frozen=True)
class Memory:
    """Bytes of main memory, and of a GPU's own; 0 where there is no GPU that is used.

    `is_shared`: a GPU without a memory of its own computes, in the main memory. `is_untold`:
    there may be a GPU with a memory of its own, and nothing tells how much.
    """

    total: int
    free: int
    device_total: int = 0
    device_free: int = 0
    is_shared: bool = False
    is_untold: bool = False

    @property
    def has_gpu(self) -> bool:
        """Whether a GPU can compute a model's layers, or may."""
        return self.is_shared or self.is_untold or self.device_free > 0


@dataclass(frozen=True)
class Use:
    """How a model is to be used. 0 tokens of context: the usual. -1 layers: all on the GPU.

    `measured` is what the model measured on this machine behind `measured_depth` tokens (0: not
    known how many), unless it `is_exact` with another cache.
    """

    context_tokens: int = 0
    settings: EngineSettings = EngineSettings()
    gpu_layers: int = -1
    measured: Trial | None = None
    measured_depth: int = 0
    is_exact: bool = True


@dataclass(frozen=True)
class MemoryNeed:
    """Bytes that a model takes when its context is full, by what takes them.

    `on_device` of them lie in the GPU's memory and are in none of the others.
    """

    weights: int
    repacked: int
    cache: int
    buffers: int
    process: int
    on_device: int = 0

    @property
    def resident(self) -> int:
        """What a system monitor shows for the process."""
        return self.weights + self.repacked + self.cache + self.buffers + self.process

    @property
    def needed(self) -> int:
        """What must be there. Weights that are kept a second time are not read from their file
        again, and the system takes those pages away where memory is short."""
        return self.resident - self.repacked


class Fit(Enum):
    """Whether a model's memory is there."""

    FITS = "fits"  # it is free now
    TIGHT = "tight"  # it is there, once other programs are closed
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"  # there may be a GPU that has the room, and nothing tells
    UNUSABLE = "unusable"  # the file cannot be used at all


ChangeKind = Literal["gpu_layers", "context", "cache", "file"]


@dataclass(frozen=True)
class Change:
    """What would make a model fit: `use` it so, or take the smaller `file` (its number among
    those that were offered)."""

    kind: ChangeKind
    use: Use
    file: int = -1
    fit: Fit = Fit.FITS


def memory_need(shape: ModelShape, use: Use, memory: Memory) -> MemoryNeed:
    """What a model takes with a full context."""
    context = use.context_tokens or shape.usual_context
    layers = layers_on_device(shape, use, memory)
    share = layers / max(1, shape.layers)
    cache = cache_bytes(shape, use.settings, context)
    buffers = _buffer_bytes(shape, use.settings, context, memory.has_gpu)
    rows = (_OUTPUTS + _SEQUENCES) * shape.vocabulary * _F32
    on_device = int((shape.weight_bytes + cache) * share) + (buffers if share else 0)
    return MemoryNeed(
        weights=int(shape.weight_bytes * (1 - share)),
        repacked=int(shape.repacked_bytes * (1 - share)),
        cache=int(cache * (1 - share)),
        buffers=rows + (0 if share == 1 else buffers),
        process=_PROCESS + shape.vocabulary * _TOKEN + shape.merges * _MERGE,
        on_device=on_device,
    )


def layers_on_device(shape: ModelShape, use: Use, memory: Memory) -> int:
    """How many layers lie on the GPU: as many as `use` wants and its memory holds."""
    if memory.device_free <= 0:
        return 0
    wanted = shape.layers if use.gpu_layers < 0 else min(use.gpu_layers, shape.layers)
    context = use.context_tokens or shape.usual_context
    whole = shape.weight_bytes + cache_bytes(shape, use.settings, context)
    room = memory.device_free - _DEVICE_MARGIN
    return max(0, min(wanted, room * shape.layers // max(1, whole)))


def verdict(need: MemoryNeed, memory: Memory) -> Fit:
    """Whether what a model needs is there."""
    if need.needed <= memory.free:
        return Fit.FITS
    return Fit.TIGHT if need.needed <= memory.total else Fit.TOO_LARGE


def change_that_fits(
    shape: ModelShape, use: Use, memory: Memory, smaller: Sequence[ModelShape] = ()
) -> Change | None:
    """The change that makes a model fit and takes the least away; None where it fits or nothing
    does. `smaller` are the same model's other files, from large to small.

    One that leaves it tight is returned where it would not fit at all and no other helps more.
    """
    now = verdict(memory_need(shape, use, memory), memory)
    if now is Fit.FITS:
        return None
    tight = None
    for change in _changes(shape, use, memory, smaller):
        other = smaller[change.file] if change.file >= 0 else shape
        fit = verdict(memory_need(other, change.use, memory), memory)
        if fit is Fit.FITS:
            return replace(change, fit=fit)
        if fit is Fit.TIGHT and now is Fit.TOO_LARGE and tight is None:
            tight = replace(change, fit=fit)
    return tight


def _changes(
    shape: ModelShape, use: Use, memory: Memory, smaller: Sequence[ModelShape]
) -> Iterator[Change]:
    """What can be changed, from what takes nothing away to what takes most."""
    most = layers_on_device(shape, replace(use, gpu_layers=-1), memory)
    if most > layers_on_device(shape, use, memory):
        yield Change("gpu_layers", replace(use, gpu_layers=most))
    context = use.context_tokens or shape.usual_context
    yield from _shorter(use, context, _GOOD_CONTEXT)
    for type_v in _cache_types(shape, use.settings):
        flash: Literal["on", ""] = "on" if type_v else ""
        settings = replace(use.settings, type_k="q8_0", type_v=type_v, flash_attention=flash)
        yield Change("cache", replace(use, settings=settings))
    for number in range(len(smaller)):
        yield Change("file", use, number)
    yield from _shorter(use, min(context, _GOOD_CONTEXT), SMALLEST_CONTEXT)


def _cache_types(shape: ModelShape, settings: EngineSettings) -> tuple[CacheType, ...]:
    """What values can be kept as, when keys are kept in eight bits."""
    if not shape.takes_eight_bits or settings.type_v == "q8_0":
        return ()
    return ("q8_0",) if settings.type_k == "q8_0" else ("", "q8_0")


def _shorter(use: Use, context: int, lowest: int) -> Iterator[Change]:
    """Shorter contexts, the longest first."""
    first = (context - 1) // _CONTEXT_STEP * _CONTEXT_STEP
    for tokens in range(first, lowest - 1, -_CONTEXT_STEP):
        yield Change("context", replace(use, context_tokens=tokens))


def cache_bytes(shape: ModelShape, settings: EngineSettings, tokens: int) -> int:
    """Bytes of the keys and values of `tokens` tokens."""
    kept = shape.keys * _BYTES[settings.type_k or "f16"]
    kept += shape.values * _BYTES[settings.type_v or "f16"]
    return int(kept * tokens) + shape.state_bytes * _SEQUENCES


def _buffer_bytes(shape: ModelShape, settings: EngineSettings, context: int, on_gpu: bool) -> int:
    """What stands in memory while a part of a prompt goes through a layer behind all others.

    Without flash attention that is every head's score for each token of the context, and half
    of it once more when the scores meet the values; then the mask, and what the layer adds up.
    """
    read = min(computed_at_once(settings, on_gpu), context)
    flash = flash_attention(settings, on_gpu) != "off"
    masks = _F32 + _F16 if flash else _F32
    scores = 0 if flash else shape.heads * (_F32 + _F16)
    inside = 2 * _F32 * (shape.feed_forward + shape.width)
    beside = 5 * _F32 * shape.width + (0 if flash else 8 * shape.values // max(1, shape.layers))
    return read * (context * masks + max(context * scores + beside, inside))
