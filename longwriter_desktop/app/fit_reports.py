# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the page of models says of a file: whether it runs here, and how fast."""

from collections.abc import Callable
from dataclasses import dataclass

from longwriter_desktop.app.model_fit import Assessment, assess, shape_of_offer
from longwriter_desktop.app.models_page import size_of
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.fit import Fit, Memory, ModelShape, Processor, Use, memory_need
from longwriter_desktop.domain.fit_report import Advice, FitReport, Verdict
from longwriter_desktop.domain.ports import ModelFile

_VERDICTS = {Fit.FITS: Verdict.FITS, Fit.TIGHT: Verdict.TIGHT}
# Where nothing is known of a model's shape: beside the weights the cache, buffers, the process.
_SHARE, _FIXED_BYTES = 8, 200_000_000


@dataclass(frozen=True)
class FitReports:
    """Makes reports; `processor` may take a moment when it is called first."""

    memory: Callable[[], Memory]
    processor: Callable[[], Processor]

    def __call__(
        self, file: HubFile | ModelFile, model: CatalogueModel | None, words: int, language: str
    ) -> FitReport:
        """`model` is what the catalogue says of a `HubFile`; `words` are to be written in a
        `language` (BCP 47 tag)."""
        memory = self.memory()
        shape = _shape(file, model)
        if shape is None or not shape.layers:
            return _by_size(file, memory)
        smaller = _smaller(file, model)
        shapes = [shape for _, shape in smaller]
        found = assess(
            shape, memory, self.processor(), words=words, language=language, smaller=shapes
        )
        need = memory_need(shape, Use(), memory).needed
        names = [one.quantisation or one.name for one, _ in smaller]
        advice, value = _advice(found, names)
        verdict = _VERDICTS.get(found.fit, Verdict.NO)
        return FitReport(
            verdict, need, memory.free, found.tokens_per_second, found.minutes, advice, value
        )


def _shape(file: HubFile | ModelFile, model: CatalogueModel | None) -> ModelShape | None:
    if isinstance(file, ModelFile):
        return file.shape
    return shape_of_offer(model, file) if model is not None else None


def _smaller(
    file: HubFile | ModelFile, model: CatalogueModel | None
) -> list[tuple[HubFile, ModelShape]]:
    """The model's smaller files and their shapes, from large to small."""
    if isinstance(file, ModelFile) or model is None:
        return []
    files = [one for one in model.files if size_of(one) < size_of(file)]
    files.sort(key=size_of, reverse=True)
    pairs = ((one, shape_of_offer(model, one)) for one in files)
    return [(one, shape) for one, shape in pairs if shape is not None]


def _by_size(file: HubFile | ModelFile, memory: Memory) -> FitReport:
    size = file.size_bytes if isinstance(file, ModelFile) else size_of(file)
    need = size + size // _SHARE + _FIXED_BYTES
    if need <= memory.free:
        return FitReport(Verdict.FITS, need, memory.free)
    fits_alone = need <= memory.total
    verdict, advice = (Verdict.TIGHT, "close_programs") if fits_alone else (Verdict.NO, "")
    return FitReport(verdict, need, memory.free, advice=advice)  # type: ignore[arg-type]


def _advice(found: Assessment, names: list[str]) -> tuple[Advice, str | int]:
    change = found.change
    if change is None:
        return ("close_programs", "") if found.fit is Fit.TIGHT else ("", "")
    if change.kind == "file":
        return "smaller_file", names[change.file]
    if change.kind == "context":
        return "shorter_context", change.use.context_tokens
    if change.kind == "cache":
        return "smaller_cache", ""
    return "fewer_layers", change.use.gpu_layers
