# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`WorkerEngine`: a text engine that runs a GGUF model in a process of its own."""

import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import Bug, EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    EngineInfo,
    Generated,
    GenerateRequest,
    LoadProgress,
    TextDelta,
    TextRewound,
)
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.process import ProcessEnd, WorkerProcess

CANCEL_SECONDS = 2.0  # within which a cancelled answer must end, or the worker is killed
_KEPT_COUNTS = 4096


class WorkerEngine:
    """A `TextEngine` over a worker process.

    One job at a time: `load`, `generate` and `count_tokens` wait for each other, and block
    the thread that calls them. `cancel` and `close` may come from any thread.
    """

    def __init__(self) -> None:
        self._process: WorkerProcess | None = None
        self._choice: protocol.Load | None = None
        self._info: EngineInfo | None = None
        self._jobs = count(1)
        self._busy = threading.Lock()
        self._state = threading.Lock()
        self._job = 0  # the job that runs, 0 for none
        self._cancelled_at: float | None = None
        self._stale = False  # the worker was killed by us and is started again on next use
        self._counts: OrderedDict[str, int] = OrderedDict()

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
        alive = self._stale or (process is not None and process.is_running)
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
        with self._busy:
            self._drop_process()
        return self._load(self._choice)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Token counts of texts; known ones are not asked for again. Raises `EngineProblem`."""
        with self._state:
            unknown = tuple({text for text in texts if text not in self._counts})
        fresh = self._count(unknown) if unknown else {}
        with self._state:
            found = [fresh[text] if text in fresh else self._counts[text] for text in texts]
            self._counts.update(fresh)
            while len(self._counts) > _KEPT_COUNTS:
                self._counts.popitem(last=False)
        return found

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """Yield the events of one answer, `Generated` last.

        Closing the iterator early cancels the answer. An answer that does not end within
        two seconds of a cancel ends here, with the text so far, and the worker is killed;
        the next use starts it again. Raises `EngineProblem`.
        """
        self._revive()
        with self._busy:
            process = self._running()
            partial = _PartialText(request.seed)
            job = protocol.Generate(next(self._jobs), request)
            with closing(self._events(process, job)) as events:
                for event in events:
                    match event:
                        case _CancelTimeout():
                            yield partial.cancelled()
                        case (
                            protocol.PromptProgress(event=inner)
                            | protocol.TextDelta(event=inner)
                            | protocol.TextRewound(event=inner)
                            | protocol.Generated(event=inner)
                        ):
                            partial.follow(inner)
                            yield inner

    def cancel(self) -> None:
        """End the running answer or load soon. Without one this does nothing."""
        with self._state:
            if self._job and self._cancelled_at is None and self._process is not None:
                self._cancelled_at = time.monotonic()
                self._process.send(protocol.Cancel(self._job))

    def close(self) -> None:
        """End the worker: cancel, ask, wait two seconds, kill. Safe to call twice.

        A job that is still not over then ends in `EngineProblem("worker_crashed")`.
        """
        self.cancel()
        waited = self._busy.acquire(timeout=CANCEL_SECONDS + 0.5)
        try:
            process, self._process, self._info = self._process, None, None
            if process is not None:
                process.close()
        finally:
            if waited:
                self._busy.release()

    def _load(self, choice: protocol.Load) -> Iterator[LoadProgress]:
        with self._busy:
            self._counts.clear()
            self._info, self._stale = None, False
            request = replace(choice, job=next(self._jobs))
            with closing(self._events(self._started(), request)) as events:
                for event in events:
                    if isinstance(event, protocol.LoadProgress):
                        yield LoadProgress(event.fraction)
                    elif isinstance(event, protocol.Loaded):
                        self._info = event.info
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
        if self._stale:
            for _progress in self.restart():
                pass

    def _drop_process(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None

    def _count(self, texts: tuple[str, ...]) -> dict[str, int]:
        self._revive()
        with self._busy:
            process = self._running()
            request = protocol.Count(next(self._jobs), texts)
            with closing(self._events(process, request)) as events:
                for event in events:
                    if isinstance(event, protocol.Counted):
                        return dict(zip(texts, event.counts, strict=True))
        raise Bug("a count ended without an answer")

    def _events(
        self, process: WorkerProcess, request: "protocol.Load | protocol.Generate | protocol.Count"
    ) -> "Generator[protocol.Event | _CancelTimeout, None, None]":
        """Send a request and yield its events up to the last. Raises `EngineProblem`."""
        with self._state:
            self._job, self._cancelled_at = request.job, None
        process.send(request)
        ended = False
        try:
            while not ended:
                event = self._next_event(process)
                ended = isinstance(
                    event,
                    _CancelTimeout | protocol.Loaded | protocol.Counted | protocol.Generated,
                )
                yield event
        except EngineProblem:
            ended = True
            raise
        finally:
            if not ended:
                self._abandon(process)
            with self._state:
                self._job, self._cancelled_at = 0, None

    def _next_event(self, process: WorkerProcess) -> "protocol.Event | _CancelTimeout":
        while True:
            try:
                event = process.events.get(timeout=0.1)
            except queue.Empty:
                started = self._cancelled_at
                if started is not None and time.monotonic() - started > CANCEL_SECONDS:
                    process.kill()
                    self._stale = True
                    return _CancelTimeout()
                continue
            if isinstance(event, ProcessEnd):
                process.events.put(event)  # whoever uses this worker next learns it too
                raise event.problem()
            if event.job != self._job:
                continue
            if isinstance(event, protocol.Failed):
                raise EngineProblem(event.code, **event.params)
            return event

    def _abandon(self, process: WorkerProcess) -> None:
        """The consumer left in the middle: cancel and read on to the end."""
        self.cancel()
        try:
            while not isinstance(
                self._next_event(process), _CancelTimeout | protocol.Loaded | protocol.Generated
            ):
                pass
        except EngineProblem:
            return  # the job has ended; the next use of the engine meets the same problem


class _CancelTimeout:
    """The worker did not end a cancelled job in time and was killed."""


class _PartialText:
    """The text of an answer as far as it has come."""

    def __init__(self, seed: int) -> None:
        self._text = ""
        self._seed = seed

    def follow(self, event: EngineEvent) -> None:
        if isinstance(event, TextDelta):
            self._text += event.text
        elif isinstance(event, TextRewound):
            self._text = self._text[: event.keep]

    def cancelled(self) -> Generated:
        return replace(Generated("", StopReason.CANCELLED), text=self._text, seed=self._seed)
