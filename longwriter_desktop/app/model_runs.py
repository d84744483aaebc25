# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a model on this computer is run: as the writer chose, else as it measured best."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from longwriter_desktop.domain.fit import Change, Memory, Use
from longwriter_desktop.domain.load_choice import LoadChoice, cache_of, with_cache
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning, flash_attention

_PROCESSOR = ("", "CPU")


@dataclass(frozen=True)
class ModelRuns:
    """`choice_of` is what the writer chose for a model file, `tuning_of` what it measured here."""

    choice_of: Callable[[Path], LoadChoice]
    tuning_of: Callable[[Path], Tuning | None]

    def use(self, path: Path, memory: Memory, choice: LoadChoice | None = None) -> Use:
        """How a file would be run; `choice` in place of the one that the writer made for it."""
        wanted = choice if choice is not None else self.choice_of(path)
        tuning = self.tuning_of(path)
        is_told = not memory.is_untold  # else what was measured is all that tells
        if tuning is not None and is_told and _was_on_gpu(tuning.best) != memory.has_gpu:
            tuning = None  # of another build of the engine, which the worker does not use either
        best = tuning.best.settings if tuning is not None else EngineSettings()
        settings = with_cache(best, wanted.cache)
        use = Use(wanted.context_tokens, settings, wanted.gpu_layers)
        # How many layers were on the GPU when it was measured is not kept: as many as it held.
        if tuning is None or (memory.has_gpu and wanted.gpu_layers >= 0):
            return use
        trial = _measured(tuning, settings)
        return replace(
            use,
            measured=trial or tuning.best,
            measured_depth=tuning.depth,
            is_exact=trial is not None,
        )


def choice_for(change: Change, choice: LoadChoice) -> LoadChoice | None:
    """The choice that follows an advice; None where it is another file that is advised."""
    use = change.use
    if change.kind == "context":
        return replace(choice, context_tokens=use.context_tokens)
    if change.kind == "cache":
        return replace(choice, cache=cache_of(use.settings))
    if change.kind == "gpu_layers":
        return replace(choice, gpu_layers=use.gpu_layers)
    return None


def _was_on_gpu(trial: Trial) -> bool:
    return trial.settings.backend not in _PROCESSOR


def _measured(tuning: Tuning, settings: EngineSettings) -> Trial | None:
    """What settings that keep the same measured."""
    on_gpu = _was_on_gpu(tuning.best)
    kept = _kept(settings, on_gpu)
    tried = (tuning.best, *tuning.trials)
    return next((trial for trial in tried if _kept(trial.settings, on_gpu) == kept), None)


def _kept(settings: EngineSettings, on_gpu: bool) -> tuple[str, str, str]:
    flash = flash_attention(settings, on_gpu)
    return settings.type_k or "f16", settings.type_v or "f16", flash
