# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a model is run on a machine: the settings, and which of them measured best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

CacheType = Literal["", "f16", "q8_0"]
FlashAttention = Literal["", "auto", "on", "off"]
_NEAR = 0.97  # of the speed of the fastest: as good as it, and what a busy machine blurs


@dataclass(frozen=True)
class EngineSettings:
    """How a model is run; 0 and "" leave a choice to the program.

    `threads` write, `threads_batch` read; `type_k` and `type_v` are what keys and values are
    kept as; `batch` is how many tokens of a prompt are computed at once. `backend` is where
    they were measured: on another they are not used.
    """

    threads: int = 0
    threads_batch: int = 0
    flash_attention: FlashAttention = ""
    type_k: CacheType = ""
    type_v: CacheType = ""
    batch: int = 0
    backend: str = ""


@dataclass(frozen=True)
class Trial:
    """What settings measured: seconds for a token that is written, and for one that is read."""

    settings: EngineSettings
    write_seconds: float
    read_seconds: float


@dataclass(frozen=True)
class Tuning:
    """The best settings for a model on this machine; the first trial is llama.cpp's defaults,
    measured in turn with the `best` one."""

    best: Trial
    trials: tuple[Trial, ...]

    @property
    def gain(self) -> float:
        """How many times as fast as with llama.cpp's defaults a token is written."""
        return self.trials[0].write_seconds / self.best.write_seconds


@dataclass(frozen=True)
class TuningProgress:
    """A model is being measured; `fraction` runs from 0 to 1."""

    fraction: float


TuningEvent = TuningProgress | Tuning


class TuningStore(Protocol):
    """Keeps what was measured, by model and machine."""

    def find(self, fingerprint: str) -> Tuning | None:
        """What was measured for a model on this machine."""
        ...

    def keep(self, fingerprint: str, tuning: Tuning) -> None:
        """Keep a measurement. Raises `EnvironmentProblem`."""
        ...


class LocalTuning(Protocol):
    """The part of a local engine that measures."""

    @property
    def tuning(self) -> Tuning | None:
        """What was measured for the loaded model, now or earlier."""
        ...

    def tune(self) -> Iterator[TuningEvent]:
        """Measure the loaded model; whoever needs the engine ends it at once.

        Yields `Tuning` last, or never when it was ended. Raises `EnvironmentProblem`.
        """
        ...


def choose(trials: Sequence[Trial]) -> Trial:
    """The trial to keep; the first one is what no other may be slower than.

    That which writes fastest; among those within 3 % of it the one with the fewest threads,
    which leaves cores to other programs, then the one that reads fastest.
    """
    first = trials[0]
    fastest = min(trial.write_seconds for trial in trials)
    near = [trial for trial in trials if trial.write_seconds * _NEAR <= fastest]
    fewest = min(trial.settings.threads for trial in near)
    if fewest == first.settings.threads:
        near = [trial for trial in near if trial.write_seconds <= first.write_seconds]
    fair = [trial for trial in near if trial.settings.threads == fewest]
    return min(fair, key=_reading)


def _reading(trial: Trial) -> float:
    return trial.read_seconds
