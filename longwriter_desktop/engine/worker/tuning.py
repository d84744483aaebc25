# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finds the settings that a model runs best with on this machine, by trying them.

What is fastest differs by processor, model and length of the text, in ways that nobody can
tell beforehand; trying takes seconds.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

import llama_cpp.llama_cpp as llama
import psutil

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.tuning import (
    BATCH,
    CLEARLY_FASTER,
    CacheType,
    EngineSettings,
    FlashAttention,
    Trial,
    Tuning,
    choose,
)
from longwriter_desktop.engine.worker.cache import Cancelled
from longwriter_desktop.engine.worker.memory import context_cost, kept_bytes
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog
from longwriter_desktop.engine.worker.others import OtherPrograms
from longwriter_desktop.engine.worker.probe import Probe, Refused
from longwriter_desktop.engine.worker.settings import (
    TINY_PARAMETERS,
    allowed_threads,
    physical_cores,
    settled,
)

_SHORTEST, _LONGEST = 5.0, 20.0  # seconds
_LARGE = 8e9  # parameters; from there on it takes the longest
_LEAST_CELLS, _MOST_CELLS = 256, 4_096  # in use while it is measured
_DEEP_CELLS = 2_048  # behind which a text counts as long
_FIRST_BYTES = 32 << 20  # of a context that tells how long setting up a larger one would take
_OPEN_SECONDS = 0.05  # llama.cpp clears a new context, and cannot be stopped while it does
_ROOM = 256  # tokens of the context besides
_BUSY = 0.25  # of all cores, for other programs
_SHARE = 0.5  # of the free memory
_CHUNKS = (16, 32, 64)  # tokens read at once
_READS = 3
_FILL_SHARE, _KINDS_SHARE, _THREADS_SHARE = 0.25, 0.55, 0.85  # of the time, when they end
_ROUND_SECONDS = 0.02
_MOST_TOKENS, _LEAST_ROUNDS, _MOST_ROUNDS = 32, 5, 25
_BATCHES, _BATCH_ROUNDS = (64, 128, BATCH), 3  # the usual ones of processor and GPU among them
_NEAR = 0.97


@dataclass
class _Candidate:
    """Settings with the context that they are tried in, and what they took."""

    probe: Probe
    settings: EngineSettings
    read_seconds: float

    def trial(self, write_seconds: float) -> Trial:
        return Trial(self.settings, write_seconds, self.read_seconds)


class Tuner:
    """One measurement of a loaded model. It takes 5 seconds for a small model, about 25 for
    one of 8 billion parameters, and leaves the model as it was."""

    def __init__(
        self,
        model: Any,
        cancelled: CancelFlag,
        log: NativeLog,
        progress: Callable[[float], None],
        open_seconds: float = _OPEN_SECONDS,
    ) -> None:
        """`open_seconds` is how long whoever wants the model may have to wait for a context."""
        self._model = model
        self._cancelled = cancelled
        self._log = log
        self._tell = progress
        self._told = 0.0
        self._parameters = llama.llama_model_n_params(model)
        share = min(1.0, self._parameters / _LARGE)
        self._seconds: float = _SHORTEST + (_LONGEST - _SHORTEST) * share
        self._started = time.monotonic()
        self._open_seconds = open_seconds
        self._chunk = _CHUNKS[0]
        self._usual = settled(EngineSettings(), self._parameters)
        self._is_deep, self._cells, self._tokens = False, _LEAST_CELLS, _LEAST_CELLS + _ROOM
        self._others = OtherPrograms()
        self._open: list[Probe] = []

    def run(self) -> Tuning | None:
        """Measure; None after a cancel. Raises `EngineProblem`."""
        self._started = time.monotonic()
        self._progress(0.0)  # at once, so that whoever came meanwhile can end it
        with ExitStack() as stack:
            stack.callback(self._close_all)
            try:
                return self._measure()
            except Cancelled:
                return None
            except Refused as error:
                raise EngineProblem(
                    "context_failed", context=self._tokens, detail=self._log.errors()
                ) from error

    def _measure(self) -> Tuning:
        self._choose_cells()
        kinds = self._kinds()
        first = self._rounds(kinds, _KINDS_SHARE)
        best = kinds[first.index(choose(first))]
        for candidate in kinds[1:]:
            if candidate is not best:
                self._close(candidate.probe)
        rivals = self._threads(best)
        usual = [] if best is kinds[0] else [kinds[0]]
        second = self._rounds([*usual, *rivals], _THREADS_SHARE)
        reading = _threads_to_read(second[len(usual) :])
        chosen = choose([second[0], *(_read_as(trial, reading) for trial in second[1:])])
        if chosen is not second[0]:
            batch = self._batch(chosen.settings, chosen.read_seconds)
            chosen = replace(chosen, settings=replace(chosen.settings, batch=batch))
        self._progress(1.0)
        others = [trial for trial in first[1:] if trial.settings != best.settings]
        return Tuning(chosen, (*second, *others), self._cells)

    def _choose_cells(self) -> None:
        """As many as are wanted, or as two contexts have memory for and each is set up in time."""
        wanted = max(
            _LEAST_CELLS, min(_MOST_CELLS, llama.llama_model_n_ctx_train(self._model) // 2)
        )
        a_cell = kept_bytes(self._model, self._usual)
        first = max(1, _FIRST_BYTES // a_cell)
        fitting = int(self._spare() / (2 * a_cell))
        if min(wanted + _ROOM, fitting) > first:
            self._tokens = first
            started = time.perf_counter()
            self._close(self._probe(self._usual))
            in_time = int(first * self._open_seconds / (time.perf_counter() - started))
            fitting = min(fitting, in_time)
        self._cells = max(_LEAST_CELLS, min(wanted, fitting - _ROOM))
        self._is_deep = self._cells >= min(wanted, _DEEP_CELLS)
        self._tokens = self._cells + _ROOM

    def _spare(self) -> float:
        """Bytes of memory for contexts. What the file's own pages have counts as free, and would
        have to be read again."""
        free = psutil.virtual_memory().available - llama.llama_model_size(self._model)
        return float(max(0, free) * _SHARE)

    def _kinds(self) -> list[_Candidate]:
        """The candidates that differ in what they keep, the usual settings first. What is
        faster behind a short text may be slower behind a long one, so there are no others then.
        """
        wanted = [self._usual]
        if self._is_deep:
            wanted += [_of_kind(self._usual, *kind) for kind in _kinds(self._usual)]
        cost = context_cost(self._model, replace(self._usual, flash_attention="off"))
        need, free = cost.bytes_for(self._tokens), psutil.virtual_memory().available
        if free * _SHARE < 2 * need:
            raise EngineProblem("context_no_room", need=2 * need, free=int(free * _SHARE))
        candidates: list[_Candidate] = []
        for settings in wanted[: max(1, int(self._spare() / need))]:
            if len(candidates) > 1 and self._spent() > _KINDS_SHARE:
                break
            try:
                candidates.append(self._candidate(settings))
            except Refused:
                if settings is self._usual:
                    raise
            self._progress(0.05 * len(candidates))
        return candidates

    def _candidate(self, settings: EngineSettings) -> _Candidate:
        if not self._open:
            probe = self._probe(settings)
            self._choose_chunk(probe.fill(self._chunk, 0))
            self._close(probe)
        probe = self._probe(settings)
        probe.fill(self._chunk, self._cells)
        return _Candidate(probe, settings, self._reading(probe, settings))

    def _reading(self, probe: Probe, settings: EngineSettings) -> float:
        return statistics.median(probe.read(settings, self._chunk) for _ in range(_READS))

    def _choose_chunk(self, seconds: float) -> None:
        """As many tokens at once as four candidates can read four times in the time for it."""
        allowed = self._seconds * _FILL_SHARE / ((1 + _READS) * 4 * seconds)
        self._chunk = max((size for size in _CHUNKS if size <= allowed), default=_CHUNKS[0])

    def _threads(self, best: _Candidate) -> list[_Candidate]:
        """The best kind with other numbers of threads: the usual one first.

        Beside busy programs one thread looks best, and would no more be when they have ended.
        """
        counts = [best.settings.threads]
        if self._parameters >= TINY_PARAMETERS and self._others.share() < _BUSY:
            physical = physical_cores()
            counts += sorted({1, physical // 2, physical, allowed_threads()} - {0, *counts})
        found: list[_Candidate] = []
        for count in counts:
            if found and self._spent() > _THREADS_SHARE:
                break
            settings = replace(best.settings, threads=count, threads_batch=count)
            found.append(_Candidate(best.probe, settings, self._reading(best.probe, settings)))
        return found

    def _rounds(self, candidates: Sequence[_Candidate], until: float) -> list[Trial]:
        """Time writing in turn, so that whatever else the machine does meets all alike; the
        median round counts."""
        count = max(1, min(_MOST_TOKENS, int(_ROUND_SECONDS / self._once(candidates[0]))))
        times: list[list[float]] = [[] for _ in candidates]
        for number in range(_MOST_ROUNDS):
            if number >= _LEAST_ROUNDS and self._spent() > until:
                break
            for place in range(len(candidates)):
                at = (place + number) % len(candidates)
                candidate = candidates[at]
                times[at].append(candidate.probe.write(candidate.settings, count))
            self._progress(min(until, self._spent()))
        return [
            candidate.trial(statistics.median(taken))
            for candidate, taken in zip(candidates, times, strict=True)
        ]

    def _once(self, candidate: _Candidate) -> float:
        return candidate.probe.write(candidate.settings, 1)

    def _batch(self, settings: EngineSettings, read_seconds: float) -> int:
        """How many tokens to compute at once: the usual number, where there is no time left
        to see what others would do."""
        left, usual = (1 - self._spent()) * self._seconds, self._usual.batch
        if read_seconds * BATCH * len(_BATCHES) * _BATCH_ROUNDS > left:
            return usual
        trials = [replace(settings, batch=size) for size in _BATCHES]
        self._close_all()
        probes = [self._probe(trial) for trial in trials]
        taken: dict[int, list[float]] = {size: [] for size in _BATCHES}
        for _ in range(_BATCH_ROUNDS):
            for probe, trial in zip(probes, trials, strict=True):
                taken[trial.batch].append(probe.read(trial, BATCH))
        medians = {size: statistics.median(times) for size, times in taken.items()}
        fastest = min(medians, key=medians.__getitem__)
        return fastest if medians[fastest] < medians[usual] * CLEARLY_FASTER else usual

    def _progress(self, fraction: float) -> None:
        """Tell how far it is; work that takes longer than planned never goes back."""
        self._told = max(self._told, fraction)
        self._tell(self._told)

    def _spent(self) -> float:
        """Of the time there is, 0 to 1 and over."""
        return (time.monotonic() - self._started) / self._seconds

    def _probe(self, settings: EngineSettings) -> Probe:
        probe = Probe(self._model, self._tokens, settings, self._cancelled)
        self._open.append(probe)
        return probe

    def _close(self, probe: Probe) -> None:
        self._open.remove(probe)
        probe.close()

    def _close_all(self) -> None:
        for probe in list(self._open):
            self._close(probe)


def _kinds(usual: EngineSettings) -> tuple[tuple[FlashAttention, CacheType, CacheType], ...]:
    """Quantised values need flash attention; each kind is faster than the others somewhere."""
    other: FlashAttention = "on" if usual.flash_attention == "off" else "off"
    return ("off", "q8_0", "f16"), (other, "f16", "f16"), ("on", "q8_0", "q8_0")


def _of_kind(
    settings: EngineSettings, flash: FlashAttention, type_k: CacheType, type_v: CacheType
) -> EngineSettings:
    return replace(settings, flash_attention=flash, type_k=type_k, type_v=type_v)


def _threads_to_read(trials: Sequence[Trial]) -> Trial:
    """The fewest threads that read nearly as fast as any."""
    fastest = min(trial.read_seconds for trial in trials)
    near = [trial for trial in trials if trial.read_seconds * _NEAR <= fastest]
    return min(near, key=_thread_count)


def _read_as(trial: Trial, reading: Trial) -> Trial:
    """Written as in one trial, read as in another of the same kind."""
    settings = replace(trial.settings, threads_batch=reading.settings.threads_batch)
    return Trial(settings, trial.write_seconds, reading.read_seconds)


def _thread_count(trial: Trial) -> int:
    return trial.settings.threads_batch
