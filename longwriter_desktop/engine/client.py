# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`WorkerEngine`: a text engine that runs a GGUF model in a process of its own."""

import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import Bug, EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    EngineInfo,
    Generated,
    GenerateRequest,
    LoadProgress,
    PromptProgress,
    ReadingCost,
    TextDelta,
    TextRewound,
)
from longwriter_desktop.domain.tuning import (
    EngineSettings,
    Tuning,
    TuningEvent,
    TuningProgress,
    TuningStore,
)
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.counts import KnownCounts
from longwriter_desktop.engine.fingerprint import fingerprint
from longwriter_desktop.engine.jobs import CANCEL_SECONDS, CancelTimeout, JobEvent, Jobs
from longwriter_desktop.engine.process import WorkerProcess
from longwriter_desktop.engine.reading_speed import ReadingSpeed
from longwriter_desktop.engine.turns import Turns


class WorkerEngine:
    """A `TextEngine` over a worker process.

    One job at a time: `load`, `generate` and `count_tokens` wait for each other, and block
    the thread that calls them. `cancel` and `close` may come from any thread.
    """

    def __init__(self, tunings: TuningStore | None = None) -> None:
        self._tunings = tunings
        self.tuning: Tuning | None = None
        self._process: WorkerProcess | None = None
        self._choice: protocol.Load | None = None
        self._info: EngineInfo | None = None
        self._jobs = Jobs()
        self._turns = Turns(self._jobs.cancel_spare)
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
        process = self._process
        alive = process is not None and (process.is_running or process.was_killed)
        return self._info is not None and alive

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker, None where none runs."""
        process = self._process
        return process.pid if process is not None and process.is_running else None

    def load(
        self,
        path: Path,
        context_tokens: int | None = None,
        *,
        settings: EngineSettings | None = None,
        gpu_layers: int = -1,
        template: str | None = None,
    ) -> Iterator[LoadProgress]:
        """Load a GGUF file in place of the present model; yields how much of it is read.

        None: the worker chooses the context; settings are those that measured best. -1: all
        layers that a GPU takes. `template` replaces that of the file (Jinja, or a line with
        "{prompt}"). Raises `EngineProblem`; no model is loaded then.
        """
        self.tuning = _known_tuning(self._tunings, path)
        if settings is None:
            settings = self.tuning.best.settings if self.tuning else EngineSettings()
        self._choice = protocol.Load(
            0, str(path.resolve()), context_tokens or 0, settings, gpu_layers, template
        )
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
            self._drop_process()
        return self._load(self._choice)

    def unload(self) -> None:
        """Free the model's memory and keep the worker. Without a model this does nothing."""
        with self._turns.take():
            if self._process is not None and self._info is not None:
                self._info = None
                request = protocol.Unload(self._jobs.next_number())
                with closing(self._jobs.run(self._process, request)) as events:
                    for _event in events:
                        pass

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
        self._revive()
        with self._turns.take():
            process = self._running()
            partial = [_PartialText(request.seed) for request in requests]
            job = protocol.Generate(self._jobs.next_number(), tuple(requests))
            with closing(self._jobs.run(process, job)) as events:
                for event in events:
                    match event:
                        case CancelTimeout():
                            for number, text in enumerate(partial):
                                if not text.is_whole:
                                    yield number, text.cancelled()
                        case (
                            protocol.PromptProgress(event=inner, answer=number)
                            | protocol.TextDelta(event=inner, answer=number)
                            | protocol.TextRewound(event=inner, answer=number)
                            | protocol.Generated(event=inner, answer=number)
                        ):
                            partial[number].follow(inner)
                            self._speed.learn(inner)
                            yield number, inner

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        """Read a prompt before it is needed; yields how far. What was read stays. Any other use
        of the engine ends it within 50 ms. Raises `EngineProblem`."""
        with closing(self._in_spare_time(partial(protocol.Prepare, request=request))) as events:
            for event in events:
                if isinstance(event, protocol.PromptProgress):
                    yield event.event

    def tune(self) -> Iterator[TuningEvent]:
        """Measure which settings are best, and keep them for the next load; they are used at
        once where no prompt has been read. Yields `Tuning` last; any other use of the engine
        ends it without. Raises `EnvironmentProblem`."""
        with closing(self._in_spare_time(protocol.Tune)) as events:
            for event in events:
                if isinstance(event, protocol.TuneProgress):
                    yield TuningProgress(event.fraction)
                elif isinstance(event, protocol.Tuned) and event.tuning is not None:
                    self._keep_tuning(event.info, event.tuning)
                    yield event.tuning

    def reading_cost(self, request: GenerateRequest) -> ReadingCost:
        """What reading a prompt would cost now. Waits for the running job.

        Raises `EngineProblem`.
        """
        with self._turns.take():
            job = protocol.Measure(self._jobs.next_number(), request)
            with closing(self._jobs.run(self._running(), job)) as events:
                for event in events:
                    if isinstance(event, protocol.Measured):
                        return self._speed.cost(event.reusable, event.total)
        raise Bug("a prompt was measured without a result")

    def cancel(self, answer: int | None = None) -> None:
        """End the running answers or load soon, or one answer. Without any: nothing."""
        self._jobs.cancel(answer)

    def close(self) -> None:
        """End the worker: cancel, ask, wait two seconds, kill. Safe to call twice.

        A job that is still not over then ends in `EngineProblem("worker_crashed")`.
        """
        self.cancel()
        with self._turns.take(CANCEL_SECONDS + 0.5):
            process, self._process, self._info = self._process, None, None
            if process is not None:
                process.close()

    def _in_spare_time(
        self, request: Callable[[int], protocol.Request]
    ) -> Generator[JobEvent, None, None]:
        """The events of a job that ends within 50 ms when anything else is asked for."""
        with self._turns.take_spare():
            process = self._running()
            job = request(self._jobs.next_number())
            with closing(self._jobs.run(process, job)) as events:
                for event in events:
                    if self._turns.is_wanted:
                        self._jobs.cancel()
                    yield event

    def _keep_tuning(self, info: EngineInfo, tuning: Tuning) -> None:
        self._info, self.tuning = info, tuning
        assert self._choice is not None
        self._choice = replace(self._choice, settings=tuning.best.settings)
        if self._tunings is not None:
            self._tunings.keep(info.fingerprint, tuning)

    def _load(self, choice: protocol.Load) -> Iterator[LoadProgress]:
        with self._turns.take():
            self._counts.clear()
            self._info = None
            self._speed = ReadingSpeed()
            request = replace(choice, job=self._jobs.next_number())
            try:
                with closing(self._jobs.run(self._started(), request)) as events:
                    for event in events:
                        if isinstance(event, protocol.LoadProgress):
                            yield LoadProgress(event.fraction)
                        elif isinstance(event, protocol.Loaded):
                            self._info = event.info
            except EngineProblem as problem:
                if not _aborted(problem):
                    raise
                detail = problem.params["log_tail"]
                raise EngineProblem("model_damaged", path=choice.path, detail=detail) from problem
            if self._info is None:
                raise EngineProblem("load_cancelled", path=choice.path)

    def _started(self) -> WorkerProcess:
        if self._process is None or not self._process.is_running:
            self._drop_process()
            self._process = WorkerProcess()
        return self._process

    def _running(self) -> WorkerProcess:
        if self._process is None or self._info is None:
            raise EngineProblem("no_model")
        return self._process

    def _revive(self) -> None:
        """Start a worker again that was killed because it did not end a cancelled job."""
        if self._process is not None and self._process.was_killed and self._info is not None:
            for _progress in self.restart():
                pass

    def _drop_process(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _count(self, texts: tuple[str, ...]) -> dict[str, int]:
        self._revive()
        with self._turns.take():
            process = self._running()
            request = protocol.Count(self._jobs.next_number(), texts)
            with closing(self._jobs.run(process, request)) as events:
                for event in events:
                    if isinstance(event, protocol.Counted):
                        return dict(zip(texts, event.counts, strict=True))
        raise Bug("a count ended without an answer")


def _known_tuning(tunings: TuningStore | None, path: Path) -> Tuning | None:
    try:
        return tunings.find(fingerprint(path)) if tunings is not None else None
    except OSError:
        return None  # loading the file will tell why


def _aborted(problem: EngineProblem) -> bool:
    """Whether the worker aborted; while it loads a file, the file contradicts itself then."""
    return problem.params.get("signal") in (signal.SIGABRT, signal.SIGSEGV)


class _PartialText:
    """The text of an answer as far as it has come."""

    def __init__(self, seed: int) -> None:
        self._text = ""
        self._seed = seed
        self.is_whole = False

    def follow(self, event: EngineEvent) -> None:
        if isinstance(event, TextDelta):
            self._text += event.text
        elif isinstance(event, TextRewound):
            self._text = self._text[: event.keep]
        elif isinstance(event, Generated):
            self.is_whole = True

    def cancelled(self) -> Generated:
        return replace(Generated("", StopReason.CANCELLED), text=self._text, seed=self._seed)
