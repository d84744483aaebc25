# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`WorkerEngine`: a text engine that runs a GGUF model in a process of its own."""

import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
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
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.counts import KnownCounts
from longwriter_desktop.engine.jobs import CANCEL_SECONDS, CancelTimeout, Jobs
from longwriter_desktop.engine.process import WorkerProcess

_POLLED = 0.15  # seconds that a cancelled job may take beyond its time
_TELLING_TOKENS = 32  # a prompt of fewer new tokens says little about the speed of reading


class WorkerEngine:
    """A `TextEngine` over a worker process.

    One job at a time: `load`, `generate` and `count_tokens` wait for each other, and block
    the thread that calls them. `cancel` and `close` may come from any thread.
    """

    def __init__(self) -> None:
        self._process: WorkerProcess | None = None
        self._choice: protocol.Load | None = None
        self._info: EngineInfo | None = None
        self._jobs = Jobs()
        self._busy = threading.Lock()
        self._gate = threading.Lock()
        self._counts = KnownCounts()
        self._waiting = 0  # uses of the worker that run or wait, reading ahead left out
        self._read_seconds: float | None = None  # for a token of a prompt

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
        threads: int = 0,
        gpu_layers: int = -1,
        template: str | None = None,
    ) -> Iterator[LoadProgress]:
        """Load a GGUF file in place of the present model; yields how much of it is read.

        None and 0 let the worker choose context and threads; `gpu_layers` -1 means all
        that a GPU takes; `template` replaces the chat template of the file (Jinja, or a
        line with "{prompt}" in it). Starts the worker if none runs. Raises `EngineProblem`;
        no model is loaded then.
        """
        self._choice = protocol.Load(
            0, str(path.resolve()), context_tokens or 0, threads, gpu_layers, template
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
        with self._turn():
            self._drop_process()
        return self._load(self._choice)

    def unload(self) -> None:
        """Free the model's memory and keep the worker. Without a model this does nothing."""
        with self._turn():
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
        with self._turn():
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
                            self._learn_speed(inner)
                            yield number, inner

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        """Read a prompt before it is needed; yields how far. What was read stays.

        Any other use of the engine ends it within 50 ms. Raises `EngineProblem`.
        """
        self._revive()
        with self._busy:
            job = protocol.Prepare(self._jobs.next_number(), request)
            with closing(self._jobs.run(self._running(), job)) as events:
                for event in events:
                    if self._waiting:
                        self._jobs.cancel()
                    if isinstance(event, protocol.PromptProgress):
                        yield event.event

    def reading_cost(self, request: GenerateRequest) -> ReadingCost:
        """What reading a prompt would cost now. Waits for the running job.

        Raises `EngineProblem`.
        """
        self._revive()
        with self._turn():
            job = protocol.Measure(self._jobs.next_number(), request)
            return self._cost(self._jobs.answer(self._running(), job, protocol.Measured))

    def cancel(self, answer: int | None = None) -> None:
        """End the running answers or load soon, or one answer. Without any: nothing."""
        self._jobs.cancel(answer)

    def close(self) -> None:
        """End the worker: cancel, ask, wait less than two seconds, kill. Safe to call twice.

        A job that is still not over then ends in `EngineProblem("worker_crashed")`.
        """
        with self._gate:
            self._waiting += 1
        self.cancel()
        waited = self._busy.acquire(timeout=CANCEL_SECONDS + _POLLED)
        try:
            process, self._process, self._info = self._process, None, None
            if process is not None and waited:
                process.close()
            elif process is not None:
                process.kill()
        finally:
            with self._gate:
                self._waiting -= 1
            if waited:
                self._busy.release()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Have the worker to oneself; a prompt that is being read ahead gives way at once."""
        with self._gate:
            self._waiting += 1
        try:
            self._jobs.cancel_reading_ahead()
            with self._busy:
                yield
        finally:
            with self._gate:
                self._waiting -= 1

    def _learn_speed(self, event: EngineEvent) -> None:
        if isinstance(event, Generated) and event.stats.evaluated_tokens >= _TELLING_TOKENS:
            stats = event.stats
            self._read_seconds = stats.prompt_seconds / stats.evaluated_tokens

    def _cost(self, measured: protocol.Measured) -> ReadingCost:
        read, seconds = measured.total - measured.reusable, self._read_seconds
        return ReadingCost(read, measured.total, read * seconds if seconds is not None else None)

    def _load(self, choice: protocol.Load) -> Iterator[LoadProgress]:
        with self._turn():
            self._counts.clear()
            self._info = self._read_seconds = None
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
        with self._turn():
            request = protocol.Count(self._jobs.next_number(), texts)
            counted = self._jobs.answer(self._running(), request, protocol.Counted)
            return dict(zip(texts, counted.counts, strict=True))


def _aborted(problem: EngineProblem) -> bool:
    """Whether the worker aborted; while it loads a file, the file contradicts itself then."""
    return problem.params.get("signal") in (signal.SIGABRT, signal.SIGSEGV, signal.SIGFPE)


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
