# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes requests and answers them one at a time; a second thread listens for a cancel."""

import gc
import os
import queue
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import EngineEvent
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.worker.cache import BranchCache
from longwriter_desktop.engine.worker.generate import Session
from longwriter_desktop.engine.worker.memory import light_cells
from longwriter_desktop.engine.worker.model import LoadedModel, ModelLoader
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog, ThreadLimit
from longwriter_desktop.engine.worker.others import CoreWatch
from longwriter_desktop.engine.worker.pages import huge_pages
from longwriter_desktop.engine.worker.tuning import Tuner

_PROGRESS_STEP = 0.01
_BAD_REQUEST = 2  # exit status


class Inbox:
    """Requests in order. A cancel does not queue: it sets the flag of the running job, or
    is kept for a job that still waits. Nor does a limit of threads: it is for the running job
    too. The end of the input ends the process at once."""

    def __init__(self, source: BinaryIO, cancelled: CancelFlag, threads: ThreadLimit) -> None:
        self._source = source
        self._flag = cancelled
        self._threads = threads
        self._lock = threading.Lock()
        self._running = 0
        self._cancelled: set[int] = set()
        self._stopped: set[tuple[int, int]] = set()
        self._queue: queue.SimpleQueue[protocol.Request] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="requests", daemon=True).start()

    def next(self) -> protocol.Request:
        """Wait for a request and make it the running job."""
        request = self._queue.get()
        with self._lock:
            self._running = request.job
            self._flag.clear()
            if request.job in self._cancelled:
                self._cancelled.discard(request.job)
                self._flag.set()
        return request

    def _listen(self) -> None:
        for line in protocol.lines(self._source):
            try:
                request = protocol.decode_request(line)
            except protocol.ProtocolError as error:
                sys.stderr.write(f"bad request, {error}\n")
                sys.stderr.flush()
                os._exit(_BAD_REQUEST)
            if isinstance(request, protocol.Cancel):
                self._cancel(request.job, request.answer)
            elif isinstance(request, protocol.Threads):
                self._threads.set(request.limit)
            else:
                self._queue.put(request)
        os._exit(0)  # the client is gone; the main thread may be deep in native code

    def is_stopped(self, job: int, answer: int) -> bool:
        """Whether one answer of a job is to end by itself."""
        return (job, answer) in self._stopped

    def _cancel(self, job: int, answer: int) -> None:
        with self._lock:
            if answer >= 0:
                self._stopped = {(job, answer)} | {
                    stopped for stopped in self._stopped if stopped[0] >= self._running
                }
            elif job == self._running:
                self._flag.set()
            elif job > self._running:
                self._cancelled.add(job)


class Service:
    """Answers requests with events."""

    def __init__(
        self,
        send: Callable[[protocol.Event], None],
        cancelled: CancelFlag,
        is_stopped: Callable[[int, int], bool],
        threads: ThreadLimit,
    ) -> None:
        self._send = send
        self._cancelled = cancelled
        self._threads = threads
        self._is_stopped = is_stopped  # asked with a job and the number of an answer
        self._log = NativeLog()
        self._log.install()
        self._loader = ModelLoader(self._log, cancelled)
        self._session: Session | None = None

    def answer(self, request: protocol.Request) -> None:
        """Answer one request; a problem becomes a `Failed` event, a bug propagates."""
        try:
            match request:
                case protocol.Load():
                    self._load(request)
                case protocol.Unload():
                    self._unload()
                    self._send(protocol.Unloaded(request.job))
                case protocol.Count():
                    self._count(request)
                case protocol.Generate():
                    self._generate(request)
                case protocol.Prepare():
                    self._prepare(request)
                case protocol.Measure():
                    found, total = self._loaded().reusable(request.request)
                    self._send(protocol.Measured(request.job, found, total))
                case protocol.SaveState() | protocol.RestoreState():
                    self._move_state(request)
                case protocol.Tune():
                    self._tune(request)
        except EngineProblem as problem:
            self._send(protocol.Failed(request.job, problem.code, problem.params))

    def _load(self, request: protocol.Load) -> None:
        self._unload()
        shown = 0.0

        def progress(fraction: float) -> None:
            nonlocal shown
            if fraction - shown >= _PROGRESS_STEP or fraction == 1.0:
                shown = fraction
                self._send(protocol.LoadProgress(request.job, fraction))

        with huge_pages():
            model = self._loader.load(request, progress)
        self._session = Session(model, self._cache_of(model), self._cancelled)
        self._send(protocol.Loaded(request.job, model.info))

    def _cache_of(self, model: LoadedModel) -> BranchCache:
        return BranchCache(
            model.context, model.sequences, self._cancelled, self._log, self._threads,
            light_cells(model.model, model.info.settings),
        )  # fmt: skip

    def _unload(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _count(self, request: protocol.Count) -> None:
        session = self._loaded()
        counts = tuple(session.count_tokens(text) for text in request.texts)
        self._send(protocol.Counted(request.job, counts))

    def _generate(self, request: protocol.Generate) -> None:
        self._log.clear()

        def emit(answer: int, event: EngineEvent) -> None:
            self._send(protocol.STREAM_EVENTS[type(event)](request.job, event, answer))

        is_stopped = partial(self._is_stopped, request.job)
        self._loaded().generate(request.requests, emit, is_stopped)

    def _prepare(self, request: protocol.Prepare) -> None:
        self._log.clear()

        def emit(event: EngineEvent) -> None:
            self._send(protocol.STREAM_EVENTS[type(event)](request.job, event))

        self._loaded().prepare(request.request, emit)
        self._send(protocol.Prepared(request.job))

    def _move_state(self, request: protocol.SaveState | protocol.RestoreState) -> None:
        if isinstance(request, protocol.SaveState):
            self._save_state(request)
        else:
            self._restore_state(request)

    def _save_state(self, request: protocol.SaveState) -> None:
        size, reason = self._loaded().states.save(
            Path(request.path), request.limit_bytes, self._state_progress(request.job)
        )
        self._send(protocol.StateSaved(request.job, size, reason))

    def _restore_state(self, request: protocol.RestoreState) -> None:
        tokens, reason = self._loaded().states.restore(
            Path(request.path), self._state_progress(request.job)
        )
        self._send(protocol.StateRestored(request.job, tokens, reason))

    def _tune(self, request: protocol.Tune) -> None:
        session = self._loaded()
        self._log.clear()

        def progress(fraction: float) -> None:
            self._send(protocol.TuneProgress(request.job, fraction))

        with huge_pages():
            tuning = Tuner(session.model.model, self._cancelled, self._log, progress).run()
            if tuning is not None and session.is_unused and not self._cancelled:
                self._use(session, tuning.best.settings)
        self._send(protocol.Tuned(request.job, session.model.info, tuning))

    def _use(self, session: Session, settings: EngineSettings) -> None:
        """Run with other settings from now on, where nothing was read yet that would be lost."""
        if session.model.settled(settings) == session.model.info.settings:
            return
        try:
            session.model.use(settings, self._cancelled, self._log)
        except EngineProblem:
            self._unload()
            raise
        session.begin_anew(self._cache_of(session.model))

    def _state_progress(self, job: int) -> Callable[[int], None]:
        def tell(done: int) -> None:
            self._send(protocol.StateProgress(job, done))

        return tell

    def _loaded(self) -> Session:
        if self._session is None:
            raise EngineProblem("no_model")
        self._session.model.file.check()
        return self._session


def serve(source: BinaryIO, output: BinaryIO) -> None:
    """Answer requests until a shutdown."""

    def send(event: protocol.Event) -> None:
        output.write(protocol.encode(event))
        output.flush()

    cancelled, threads = CancelFlag(), ThreadLimit(CoreWatch())
    inbox = Inbox(source, cancelled, threads)
    service = Service(send, cancelled, inbox.is_stopped, threads)
    while True:
        request = inbox.next()
        if isinstance(request, protocol.Shutdown):
            return
        service.answer(request)
        # Python keeps up to 2,000 tuples of each length once they are free, more with every answer,
        # until it looks for garbage in everything: by itself only after many minutes of writing.
        gc.collect()
