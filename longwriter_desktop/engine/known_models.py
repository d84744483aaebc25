# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is known of a model before it is loaded: how it measured best on this machine, how it is
spoken to, and how the writer wants it."""

import os
from collections.abc import Callable
from pathlib import Path

from longwriter_desktop.domain.catalogue import Prompting
from longwriter_desktop.domain.load_choice import AUTOMATIC, LoadChoice
from longwriter_desktop.domain.tuning import EngineSettings, Tuning, TuningStore
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.fingerprint import fingerprint


class KnownModels:
    """Looks a model up; what was measured without a `store` is known only now."""

    def __init__(
        self,
        store: TuningStore | None,
        prompting_of: Callable[[Path], Prompting] | None,
        choice_of: Callable[[Path], LoadChoice] | None,
    ) -> None:
        self._store = store
        self._prompting_of = prompting_of
        self._choice_of = choice_of
        self.tuning: Tuning | None = None  # of the model that was asked for last

    def request(
        self,
        path: Path,
        context_tokens: int | None = None,
        settings: EngineSettings | None = None,
        gpu_layers: int | None = None,
        prompting: Prompting | None = None,
    ) -> protocol.Load:
        """A request to load a model file. What is None is taken from what is known of it, or
        else left to the program."""
        self.tuning = find_tuning(self._store, path) if self._store is not None else None
        best = self.tuning.best.settings if self.tuning else EngineSettings()
        choice = self._choice_of(path) if self._choice_of else AUTOMATIC
        if prompting is None:
            prompting = self._prompting_of(path) if self._prompting_of else Prompting()
        return protocol.Load(
            job=0,
            path=os.path.abspath(path),
            context_tokens=choice.context_tokens if context_tokens is None else context_tokens,
            settings=settings or best,
            gpu_layers=choice.gpu_layers if gpu_layers is None else gpu_layers,
            prompting=prompting,
            cache="" if settings else choice.cache,
        )

    def keep(self, fingerprint: str, tuning: Tuning) -> None:
        """Keep a measurement of the loaded model. Raises `EnvironmentProblem`."""
        self.tuning = tuning
        if self._store is not None:
            self._store.keep(fingerprint, tuning)


def find_tuning(store: TuningStore, path: Path) -> Tuning | None:
    """What was measured for a model file on this machine."""
    try:
        return store.find(fingerprint(path))
    except OSError:
        return None  # loading the file will tell why
