# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How fast a machine will write with a model: as it measured, or else as memory can be read."""

from dataclasses import dataclass

from longwriter_desktop.domain.fit import (
    Memory,
    ModelShape,
    Use,
    cache_bytes,
    layers_on_device,
)
from longwriter_desktop.domain.tuning import EngineSettings

_CORE_FLOPS = 60e9  # a second, of one core in attention or a tiny model, with vectors of 256 bits
# Times as many in larger matrices, of numbers of fewer bits and of more: 2.1 to 2.9 and 1.3 to 1.7
# were measured with vectors of 512 bits.
_FEW_BITS, _FLOPS_OF_FEW_BITS, _FLOPS_OF_MANY_BITS = 7, 2.4, 1.5
_READ_FOR_COPIED = 1.1  # bytes that are read alone, in the time of one that is copied
_CACHE_SLOWNESS = 2  # of attention against weights, for the same bytes and the same steps
_TINY = 30_000_000  # weights; with fewer one thread does all
_TOKENS_A_WORD, _TOKENS_A_CHARACTER = 1.35, 0.8  # of Latin text, of Chinese
_LEAST_WORDS = 1_000  # of a text; what stands before it is read with each of its tokens


@dataclass(frozen=True)
class Processor:
    """Cores that a model may use, bytes a second that they copy together (0: unknown), what one
    of them computes in a second when it reads a prompt, and the bytes that it copies alone."""

    cores: int
    bandwidth: float = 0.0
    core_flops: float = _CORE_FLOPS
    core_bandwidth: float = 0.0


@dataclass(frozen=True)
class Machine:
    """What a model is to run on."""

    memory: Memory
    processor: Processor


def tokens_of(words: int, language: str) -> float:
    """About how many tokens `words` words (of Chinese: characters) of a `language` are."""
    is_chinese = language.partition("-")[0].partition("_")[0] == "zh"
    return words * (_TOKENS_A_CHARACTER if is_chinese else _TOKENS_A_WORD)


def words_of(tokens: int, language: str) -> int:
    """About how many words (of Chinese: characters) `tokens` tokens of a `language` are."""
    return round(tokens / tokens_of(1, language))


def usual_depth(shape: ModelShape, use: Use, words: int, language: str) -> int:
    """Tokens that stand before the one that is written, in the middle of a document."""
    tokens = tokens_of(max(words, _LEAST_WORDS), language)
    return int(min(tokens, use.context_tokens or shape.usual_context) / 2)


def writing_rate(shape: ModelShape, use: Use, machine: Machine, depth: int) -> float:
    """Tokens a second that a model writes behind `depth` tokens; 0 where unknown.

    What was measured is scaled by what has to be read there. Of a GPU nothing is known that was
    not measured.
    """
    if use.measured is not None:
        then = _read(shape, use.measured.settings, use.measured_depth or depth)
        return then / (use.measured.write_seconds * _read(shape, use.settings, depth))
    if runs_on_gpu(shape, use, machine.memory):
        return 0.0
    return tokens_per_second(shape, use.settings, machine.processor, depth)


def most_tokens_per_second(shape: ModelShape, use: Use, machine: Machine, depth: int) -> float:
    """What the layers on the processor allow, as if a GPU computed the others in no time; 0 where
    all are on the GPU, or nothing is known."""
    memory = machine.memory
    if (memory.is_shared or memory.is_untold) and use.gpu_layers != 0:
        return 0.0
    left = 1 - layers_on_device(shape, use, memory) / max(1, shape.layers)
    rate = tokens_per_second(shape, use.settings, machine.processor, depth)
    return rate / left if left > 0 else 0.0


def runs_on_gpu(shape: ModelShape, use: Use, memory: Memory) -> bool:
    """Whether a GPU computes any of the layers, or may."""
    if memory.is_shared or memory.is_untold:
        return use.gpu_layers != 0
    return layers_on_device(shape, use, memory) > 0


def tokens_per_second(
    shape: ModelShape, settings: EngineSettings, processor: Processor, depth: int
) -> float:
    """How fast a model writes on the processor behind `depth` tokens; 0 where unknown.

    Writing waits for memory: every weight is read once for each token, and every key and value.
    These take twice as long as their bytes say. On one thread of a processor with vectors of 512
    bits the guess was between 20 % too low and 20 % too high, with six quantised models up to
    3,500 tokens deep; of large models in 16 bits it was 30 % too low.
    """
    is_alone = shape.computed < _TINY or settings.threads == 1
    bandwidth = (processor.core_bandwidth if is_alone else 0) or processor.bandwidth
    return _READ_FOR_COPIED * bandwidth / _read(shape, settings, depth)


def minutes_for(shape: ModelShape, use: Use, machine: Machine, words: int, language: str) -> float:
    """Minutes for a document of `words` words, its plan and prompts left out; 0 where unknown.

    All text is written once and read once more, as what stands before the next section.
    """
    depth = usual_depth(shape, use, words, language)
    rate = writing_rate(shape, use, machine, depth)
    if rate <= 0:
        return 0.0
    reading = 1 / reading_rate(shape, machine.processor, depth, use.settings.threads_batch)
    if use.measured is not None:
        deeper = _steps(shape, depth) / _steps(shape, use.measured_depth or depth)
        reading = use.measured.read_seconds * deeper
    return tokens_of(words, language) * (1 / rate + reading) / 60


def reading_rate(shape: ModelShape, processor: Processor, depth: int, threads: int = 0) -> float:
    """Tokens of a prompt that the processor reads in a second behind `depth` tokens, with all
    its cores or as many `threads`."""
    cores = (
        1 if shape.computed < _TINY else max(1, min(threads or processor.cores, processor.cores))
    )
    return cores * processor.core_flops / (2 * _steps(shape, depth))


def _read(shape: ModelShape, settings: EngineSettings, depth: int) -> float:
    """Bytes that are read for a token, as if all were weights."""
    return max(1, shape.read_bytes + _CACHE_SLOWNESS * cache_bytes(shape, settings, depth))


def _steps(shape: ModelShape, depth: int) -> float:
    """Multiplications for a token that is read, as if all were those of attention."""
    return max(1, shape.computed / _ease(shape) + _CACHE_SLOWNESS * _attention(shape, depth))


def _attention(shape: ModelShape, depth: int) -> int:
    """Numbers of the cache that a token is multiplied with, counted for every head."""
    head = shape.head_size or shape.width // max(1, shape.heads)
    return 2 * depth * shape.heads * head * shape.layers


def _ease(shape: ModelShape) -> float:
    """How many times as fast as attention the multiplications with weights are."""
    if shape.computed < _TINY:
        return 1.0
    bits = 8 * shape.read_bytes / (shape.computed + shape.vocabulary * shape.width)
    return _FLOPS_OF_FEW_BITS if bits < _FEW_BITS else _FLOPS_OF_MANY_BITS
