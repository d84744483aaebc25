# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which of some models this computer's memory holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from longwriter_desktop.domain.ports import ModelFile

# Beside the weights: the context's cache, buffers, the process. Loading measures it exactly.
_SHARE, _FIXED_BYTES = 8, 200_000_000


class Fit(Enum):
    """Whether a model's memory is there."""

    FITS = "fits"  # it is free now
    TIGHT = "tight"  # it is there, once other programs are closed
    TOO_LARGE = "too_large"
    UNUSABLE = "unusable"  # the file cannot be used at all


@dataclass(frozen=True)
class Memory:
    """Bytes of main memory."""

    total: int
    free: int


def memory_need(model: ModelFile) -> int:
    """About how many bytes a model needs to write."""
    return model.size_bytes + model.size_bytes // _SHARE + _FIXED_BYTES


def fit_of(model: ModelFile, memory: Memory) -> Fit:
    if model.problem is not None:
        return Fit.UNUSABLE
    need = memory_need(model)
    if need <= memory.free:
        return Fit.FITS
    return Fit.TIGHT if need <= memory.total else Fit.TOO_LARGE


def recommended(models: Sequence[ModelFile], memory: Memory) -> ModelFile | None:
    """The largest model that fits now; None where none does."""
    fitting = [model for model in models if fit_of(model, memory) is Fit.FITS]
    return max(fitting, key=lambda model: model.size_bytes, default=None)
