# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a model is run on a machine: the settings, and which of them measured best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

CacheType = Literal["", "f16", "q8_0"]
FlashAttention = Literal["", "auto", "on", "off"]
_NEAR = 0.97  # of the speed of the fastest: as good as it, and what a busy machine blurs
CLEARLY_FASTER = 0.95  # of the seconds of the usual settings; less may be chance
_AS_FAST = 1.05
BATCH = 512  # tokens that are read at once at most
_SMALLEST_BATCH = 32
# Larger batches were no faster on a processor (within 6 %, up to 2,500 tokens deep; a tiny model
# was 20 % slower), and what is in memory meanwhile grows with them.
_ON_PROCESSOR = 64


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
    """The best settings for a model on this machine; the first trial is the program's usual
    ones, measured in turn with the `best`. All were measured behind `depth` tokens, 0 where that
    is not known."""

    best: Trial
    trials: tuple[Trial, ...]
    depth: int = 0

    @property
    def gain(self) -> float:
        """How many times as fast as with the usual settings a token is written."""
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


def computed_at_once(settings: EngineSettings, on_gpu: bool) -> int:
    """Tokens of a prompt that go through the model together. It decides how much memory reading
    takes, so the worker's choice and the estimate of that memory are both this one.
    """
    return max(_SMALLEST_BATCH, min(settings.batch or (BATCH if on_gpu else _ON_PROCESSOR), BATCH))


def flash_attention(settings: EngineSettings, on_gpu: bool) -> FlashAttention:
    """Whether it is used: on a processor it takes 1.2 to 1.8 times as long a token."""
    return settings.flash_attention or ("auto" if on_gpu else "off")


def choose(trials: Sequence[Trial]) -> Trial:
    """The trial to keep: the first one, unless others write clearly faster and read as fast.

    Of those, that which writes fastest; among those within 3 % of it the one with the fewest
    threads, which leaves cores to other programs, then the one that reads fastest.
    """
    first = trials[0]
    better = [trial for trial in trials if _is_better(trial, first)]
    if not better:
        return first
    fastest = min(trial.write_seconds for trial in better)
    near = [trial for trial in better if trial.write_seconds * _NEAR <= fastest]
    return min(near, key=_threads_then_reading)


def _is_better(trial: Trial, usual: Trial) -> bool:
    return (
        trial.write_seconds <= usual.write_seconds * CLEARLY_FASTER
        and trial.read_seconds <= usual.read_seconds * _AS_FAST
    )


def _threads_then_reading(trial: Trial) -> tuple[int, float]:
    return trial.settings.threads, trial.read_seconds
