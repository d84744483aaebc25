# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the page of models says of a file: whether it runs here, and how fast."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from longwriter_desktop.app.model_fit import Assessment, assess, shape_of_offer
from longwriter_desktop.app.model_runs import ModelRuns, choice_for
from longwriter_desktop.app.models_page import size_of
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.fit import Fit, Memory, ModelShape, Use
from longwriter_desktop.domain.fit_report import Advice, FitReport, Verdict
from longwriter_desktop.domain.fit_speed import Machine, Processor, runs_on_gpu, words_of
from longwriter_desktop.domain.load_choice import AUTOMATIC, LoadChoice
from longwriter_desktop.domain.ports import ModelFile

_VERDICTS = {Fit.FITS: Verdict.FITS, Fit.TIGHT: Verdict.TIGHT}
# Where nothing is known of a model's shape: beside the weights the cache, buffers, the process.
_SHARE, _FIXED_BYTES = 8, 200_000_000


@dataclass(frozen=True)
class FitReports:
    """Makes reports; `processor` may take a moment when it is called first. `runs` is how the
    models on this computer are run."""

    memory: Callable[[], Memory]
    processor: Callable[[], Processor]
    runs: ModelRuns

    def __call__(
        self,
        file: HubFile | ModelFile,
        model: CatalogueModel | None,
        words: int,
        language: str,
        choice: LoadChoice | None = None,
    ) -> FitReport:
        """`model` is what the catalogue says of a `HubFile`; `words` are to be written in a
        `language` (BCP 47 tag). `choice` is judged in place of the writer's for the file."""
        machine = Machine(self.memory(), self.processor())
        memory, shape = machine.memory, _shape(file, model)
        chosen = self._choice(file) if choice is None else choice
        if shape is None or not shape.layers:
            return replace(_by_size(file, memory), choice=chosen)
        use = Use()
        if isinstance(file, ModelFile):
            use = self.runs.use(file.path, memory, chosen)
        smaller = _smaller(file, model)
        shapes = [shape for _, shape in smaller]
        found = assess(shape, machine, use, words, language, shapes)
        names = [one.quantisation or one.name for one, _ in smaller]
        advice, value = _advice(found, names)
        context = use.context_tokens or shape.usual_context
        change = found.change if isinstance(file, ModelFile) else None
        return FitReport(
            _verdict(found.fit, memory, use),
            found.need.needed,
            memory.free,
            found.tokens_per_second,
            found.minutes,
            advice,
            value,
            choice=chosen,
            advised=choice_for(change, chosen) if change is not None else None,
            context_tokens=context,
            context_words=words_of(context, language),
            device_bytes=found.need.on_device,
            on_gpu=runs_on_gpu(shape, use, memory),
            is_measured=use.measured is not None and use.is_exact,
            most_tokens_per_second=found.most_tokens_per_second,
        )

    def _choice(self, file: HubFile | ModelFile) -> LoadChoice:
        return self.runs.choice_of(file.path) if isinstance(file, ModelFile) else AUTOMATIC


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
    if not size:
        return FitReport(Verdict.UNKNOWN, 0, memory.free)
    need = size + size // _SHARE + _FIXED_BYTES
    if need <= memory.free:
        return FitReport(Verdict.FITS, need, memory.free)
    if memory.is_untold:
        return FitReport(Verdict.UNKNOWN, need, memory.free)
    fits_alone = need <= memory.total
    verdict, advice = (Verdict.TIGHT, "close_programs") if fits_alone else (Verdict.NO, "")
    return FitReport(verdict, need, memory.free, advice=advice)  # type: ignore[arg-type]


def _verdict(fit: Fit, memory: Memory, use: Use) -> Verdict:
    """What main memory does not hold alone, a GPU of which nothing is known may hold."""
    verdict = _VERDICTS.get(fit, Verdict.NO)
    is_known = verdict is Verdict.FITS or not memory.is_untold or use.gpu_layers == 0
    return verdict if is_known else Verdict.UNKNOWN


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
