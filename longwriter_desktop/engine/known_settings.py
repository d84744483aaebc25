# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The settings that a model measured best with on this machine."""

from pathlib import Path

from longwriter_desktop.domain.tuning import EngineSettings, Tuning, TuningStore
from longwriter_desktop.engine.fingerprint import fingerprint


class KnownSettings:
    """What was measured for the model that was asked for last; without a `store` only now."""

    def __init__(self, store: TuningStore | None) -> None:
        self._store = store
        self.tuning: Tuning | None = None

    def look_up(self, path: Path) -> EngineSettings:
        """The best settings for a model file; those of the program where none are known."""
        self.tuning = self._find(path)
        return self.tuning.best.settings if self.tuning else EngineSettings()

    def keep(self, fingerprint: str, tuning: Tuning) -> None:
        """Keep a measurement of the loaded model. Raises `EnvironmentProblem`."""
        self.tuning = tuning
        if self._store is not None:
            self._store.keep(fingerprint, tuning)

    def _find(self, path: Path) -> Tuning | None:
        try:
            return self._store.find(fingerprint(path)) if self._store is not None else None
        except OSError:
            return None  # loading the file will tell why
