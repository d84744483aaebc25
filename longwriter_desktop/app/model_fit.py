# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which of some models this computer's memory holds, and how fast it would write with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from longwriter_desktop.domain import fit
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.fit import Change, MemoryNeed, ModelShape, Use
from longwriter_desktop.domain.fit import Fit as Fit
from longwriter_desktop.domain.fit import Memory as Memory
from longwriter_desktop.domain.fit_speed import (
    Machine,
    minutes_for,
    most_tokens_per_second,
    usual_depth,
    writing_rate,
)
from longwriter_desktop.domain.ports import ModelFile

# Where no header tells more: beside the weights the context's cache, buffers, the process.
_SHARE, _FIXED_BYTES = 8, 200_000_000
# Bytes of a file that are kept a second time, by its quantisation; its header says it exactly.
_REPACKED = {"Q4_0": 0.9, "IQ4_NL": 0.9, "Q4_K": 0.7, "Q2_K": 0.5, "Q3_K": 0.3}
_USUAL = Use()


@dataclass(frozen=True)
class Assessment:
    """What is to be expected of a model here. Bytes; 0 tokens a second, 0 minutes: unknown.

    It writes no more than `most_tokens_per_second` where that is not 0. `change` is what would
    make it fit, None where it fits or nothing does.
    """

    fit: Fit
    need: MemoryNeed
    tokens_per_second: float = 0.0
    minutes: float = 0.0
    change: Change | None = None
    most_tokens_per_second: float = 0.0


def assess(
    shape: ModelShape,
    machine: Machine,
    use: Use = _USUAL,
    words: int = 0,
    language: str = "en",
    smaller: Sequence[ModelShape] = (),
) -> Assessment:
    """Judge a model for a document of `words` words. `smaller` are its smaller files' shapes,
    from large to small; the change may be to take one of them."""
    need = fit.memory_need(shape, use, machine.memory)
    depth = usual_depth(shape, use, words, language)
    return Assessment(
        fit.verdict(need, machine.memory),
        need,
        writing_rate(shape, use, machine, depth),
        minutes_for(shape, use, machine, words, language),
        fit.change_that_fits(shape, use, machine.memory, smaller),
        most_tokens_per_second(shape, use, machine, depth),
    )


def shape_of_offer(model: CatalogueModel, file: HubFile) -> ModelShape | None:
    """The shape of a file of the catalogue before it is here; None where its size or the
    model's shape is not known."""
    size = file.size_bytes or file.about_bytes
    if model.shape is None or not size:
        return None
    share = next((part for kind, part in _REPACKED.items() if kind in file.quantisation), 0.0)
    return replace(
        model.shape,
        weight_bytes=size,
        read_bytes=size,
        computed=max(0, model.parameters - model.shape.vocabulary * model.shape.width),
        repacked_bytes=int(size * share),
        context_tokens=model.context_tokens,
    )


def memory_need(model: ModelFile, memory: Memory | None = None, use: Use = _USUAL) -> int:
    """About how many bytes of main memory a model needs to write. Without `memory` no GPU is
    counted on."""
    if model.shape is None or not model.shape.layers:
        return model.size_bytes + model.size_bytes // _SHARE + _FIXED_BYTES
    return fit.memory_need(model.shape, use, memory or Memory(0, 0)).needed


def fit_of(model: ModelFile, memory: Memory, use: Use = _USUAL) -> Fit:
    if model.problem is not None:
        return Fit.UNUSABLE
    need = memory_need(model, memory, use)
    if need <= memory.free:
        return Fit.FITS
    if memory.is_untold and use.gpu_layers:
        return Fit.UNKNOWN
    return Fit.TIGHT if need <= memory.total else Fit.TOO_LARGE


def recommended(models: Sequence[ModelFile], memory: Memory) -> ModelFile | None:
    """The largest model that fits now; None where none does."""
    fitting = [model for model in models if fit_of(model, memory) is Fit.FITS]
    return max(fitting, key=lambda model: model.size_bytes, default=None)
