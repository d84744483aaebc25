# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`WorkerEngine`: a text engine that runs a GGUF model in a process of its own."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from longwriter_desktop.domain.catalogue import Prompting
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.load_choice import LoadChoice
from longwriter_desktop.domain.ports import (
    EngineEvent,
    EngineInfo,
    GenerateRequest,
    LoadProgress,
    PromptProgress,
    ReadingCost,
)
from longwriter_desktop.domain.tuning import (
    EngineSettings,
    Tuning,
    TuningEvent,
    TuningProgress,
    TuningStore,
)
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.answers import answers_of
from longwriter_desktop.engine.counts import KnownCounts
from longwriter_desktop.engine.jobs import CANCEL_SECONDS, JobEvent, Jobs
from longwriter_desktop.engine.known_models import KnownModels
from longwriter_desktop.engine.loading import load_events
from longwriter_desktop.engine.process import WorkerProcess
from longwriter_desktop.engine.reading import ReadingSpeed
from longwriter_desktop.engine.state_moves import move_state
from longwriter_desktop.engine.turns import Turns
from longwriter_desktop.engine.worker_place import WorkerPlace

_POLLED = 0.15  # seconds that a cancelled job may take beyond its time


class WorkerEngine:
    """A `TextEngine` over a worker process.

    One job at a time: `load`, `generate` and `count_tokens` wait for each other, and block
    the thread that calls them. `cancel` and `close` may come from any thread.
    """

    def __init__(
        self,
        tunings: TuningStore | None = None,
        prompting_of: Callable[[Path], Prompting] | None = None,
        choice_of: Callable[[Path], LoadChoice] | None = None,
    ) -> None:
        self._known = KnownModels(tunings, prompting_of, choice_of)
        self._place = WorkerPlace()
        self._choice: protocol.Load | None = None
        self._info: EngineInfo | None = None
        self._jobs = Jobs()
        self._turns = Turns(self._jobs)
        self._counts = KnownCounts()
        self._speed = ReadingSpeed()

    @property
    def info(self) -> EngineInfo:
        """The loaded model. Raises `EngineProblem("no_model")`."""
        if self._info is None:
            raise EngineProblem("no_model")
        return self._info

    @property
    def is_loaded(self) -> bool:
        """Whether a model is ready; False once its worker has died."""
        return self._info is not None and self._place.is_of_use

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker, None where none runs."""
        return self._place.pid

    @property
    def tuning(self) -> Tuning | None:
        """What was measured for the model that was asked for last, now or earlier."""
        return self._known.tuning

    def load(
        self,
        path: Path,
        context_tokens: int | None = None,
        *,
        settings: EngineSettings | None = None,
        gpu_layers: int | None = None,
        prompting: Prompting | None = None,
    ) -> Iterator[LoadProgress]:
        """Load a GGUF file in place of the present model; yields how much of it is read.

        None: context and layers on a GPU (-1: all that it takes) are what `choice_of` knows that
        the writer wants, settings those that measured best with the writer's cache, and
        `prompting`, how the model is spoken to, is what `prompting_of` knows of the file.
        Starts the worker if none runs. Raises `EngineProblem`; no model is loaded then.
        """
        self._choice = self._known.request(path, context_tokens, settings, gpu_layers, prompting)
        return self._load(self._choice)

    def load_now(self, path: Path, context_tokens: int | None = None) -> EngineInfo:
        """Load a model and wait for it. Raises `EngineProblem`."""
        for _progress in self.load(path, context_tokens):
            pass
        return self.info

    def restart(self) -> Iterator[LoadProgress]:
        """Start a new worker with the model that was asked for last. Raises `EngineProblem`."""
        if self._choice is None:
            raise EngineProblem("no_model")
        with self._turns.take():
            self._place.drop()
        return self._load(self._choice)

    def unload(self) -> None:
        """Free the model's memory and keep the worker. Without a model this does nothing."""
        with self._turns.take():
            if self._info is not None:
                process, self._info = self._running(), None
                request = protocol.Unload(self._jobs.next_number())
                self._jobs.answer(process, request, protocol.Unloaded)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Token counts of texts; known ones are not asked for again. Raises `EngineProblem`."""
        return self._counts.of(texts, self._count)

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """Yield the events of one answer, `Generated` last.

        Closing the iterator early cancels the answer. An answer that does not end within
        two seconds of a cancel ends here, with the text so far, and the worker is killed;
        the next use starts it again. Raises `EngineProblem`.
        """
        with closing(self.generate_together((request,))) as events:
            for _answer, event in events:
                yield event

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        """Write several answers in one batch; yield (number of the answer from 0, event).

        What `generate` says of closing and cancelling holds for all of them at once.
        """
        with self._turns.take():
            self._revive()
            job = protocol.Generate(self._jobs.next_number(), tuple(requests))
            yield from self._answers(self._jobs.run(self._running(), job), requests)

    def generate_idly(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """Write an answer that nobody waits for, as `generate` does.

        Any other use of the engine cancels it within 50 ms. Raises `EngineProblem`.
        """
        job = partial(protocol.Generate, requests=(request,))
        events = self._turns.background_job(self._running, job)
        with closing(self._answers(events, (request,))) as answers:
            for _answer, event in answers:
                yield event

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        """Read a prompt before it is needed; yields how far. Any other use of the engine ends
        it within 50 ms, and what was read stays. Raises `EngineProblem`."""
        job = partial(protocol.Prepare, request=request)
        with closing(self._turns.background_job(self._revived, job)) as events:
            for event in events:
                if isinstance(event, protocol.PromptProgress):
                    yield event.event

    def tune(self) -> Iterator[TuningEvent]:
        """Measure which settings are best, and keep them for the next load; they are used at
        once where no prompt has been read. Yields `Tuning` last; any other use of the engine
        ends it within 50 ms, without one. Raises `EnvironmentProblem`."""
        with closing(self._turns.background_job(self._revived, protocol.Tune)) as events:
            for event in events:
                if isinstance(event, protocol.TuneProgress):
                    yield TuningProgress(event.fraction)
                elif isinstance(event, protocol.Tuned) and event.tuning is not None:
                    assert self._choice is not None
                    self._info = event.info
                    self._choice = replace(self._choice, settings=event.tuning.best.settings)
                    self._known.keep(event.info.fingerprint, event.tuning)
                    yield event.tuning

    def reading_cost(self, request: GenerateRequest) -> ReadingCost:
        """What reading a prompt would cost now. Waits for its turn. Raises `EngineProblem`."""
        with self._turns.take():
            self._revive()
            job = protocol.Measure(self._jobs.next_number(), request)
            return self._speed.cost(self._jobs.answer(self._running(), job, protocol.Measured))

    def save_state(
        self, path: Path, limit_bytes: int = 0, spared_seconds: float = 0.0
    ) -> tuple[int, str]:
        """Keep the conversation that was written last in a file of `limit_bytes` at most.

        Returns the file's size in bytes and "", or 0 and the reason (`worker/states.py`).
        Any other use of the engine waits `spared_seconds` and then ends it soon: "cancelled".
        Raises `EngineProblem`.
        """
        choice = protocol.SaveState(0, str(path.absolute()), limit_bytes)
        return move_state(self._turns, self._running, choice, spared_seconds)

    def restore_state(self, path: Path) -> tuple[int, str]:
        """A document was opened: put back what `save_state` kept of it; what is written from
        now on is this document's. Others wait, as it takes a fraction of what reading the
        text would. `cancel` ends it.

        Returns how many tokens are there now and "", or 0 and the reason. Raises `EngineProblem`.
        """
        choice = protocol.RestoreState(0, str(path.absolute()))
        return move_state(self._turns, self._running, choice)

    def cancel(self, answer: int | None = None) -> None:
        """End the running answers or load soon, or one answer. Without any: nothing."""
        self._jobs.cancel(answer)

    def watch(self, lost: Callable[[EngineProblem], None]) -> None:
        """Call `lost`, in a thread, when the loaded model's process has died by itself."""
        self._place.watch(lambda: self._info is not None, lost)

    def limit_threads(self, count: int) -> None:
        """Use no more threads than this, from the next batch on; 0: no limit. From any thread."""
        self._place.limit_threads(count)

    def close(self) -> None:
        """End the worker: cancel, ask, wait less than two seconds, kill. Safe to call twice.

        A job that is still not over then ends in `EngineProblem("worker_crashed")`.
        """
        self.cancel()
        with self._turns.take(CANCEL_SECONDS + _POLLED) as is_mine:
            process, self._place.process, self._info = self._place.process, None, None
            if process is not None:
                (process.close if is_mine else process.kill)()

    def _answers(
        self, events: Generator[JobEvent, None, None], requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        with closing(events):
            for number, event in answers_of(events, requests):
                self._speed.learn(event)
                yield number, event

    def _load(self, choice: protocol.Load) -> Iterator[LoadProgress]:
        with self._turns.take():
            yield from self._load_in_turn(choice)

    def _load_in_turn(self, choice: protocol.Load) -> Iterator[LoadProgress]:
        self._counts.clear()
        self._info = None
        self._speed.forget()
        request = replace(choice, job=self._jobs.next_number())
        with closing(load_events(self._jobs, self._place.started(), request)) as events:
            for event in events:
                if isinstance(event, EngineInfo):
                    self._info = event
                else:
                    yield event

    def _running(self) -> WorkerProcess:
        if self._place.process is None or self._info is None:
            raise EngineProblem("no_model")
        return self._place.process

    def _revived(self) -> WorkerProcess:
        self._revive()
        return self._running()

    def _revive(self) -> None:
        """Start a worker again that was killed because it did not end a cancelled job. In the
        caller's turn: the job may have been one that it waited for."""
        process = self._place.process
        if process is not None and process.was_killed and self._info is not None:
            assert self._choice is not None
            self._place.drop()
            for _progress in self._load_in_turn(self._choice):
                pass

    def _count(self, texts: tuple[str, ...]) -> dict[str, int]:
        with self._turns.take():
            self._revive()
            request = protocol.Count(self._jobs.next_number(), texts)
            counted = self._jobs.answer(self._running(), request, protocol.Counted)
            return dict(zip(texts, counted.counts, strict=True))
