# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`EitherEngine`: one engine for the window, over a model file or over a server."""

from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    EngineInfo,
    Generated,
    GenerateRequest,
    LoadProgress,
    LocalEngine,
    PromptProgress,
    ReadingCost,
    TextEngine,
)
from longwriter_desktop.domain.tuning import Tuning, TuningEvent

_NOT_SUPPORTED = "not_supported"


class KeepingEngine(LocalEngine, Protocol):
    """A local engine that can keep what it has read, and tells when its process has died."""

    def watch(self, lost: Callable[[EngineProblem], None]) -> None: ...

    def save_state(
        self, path: Path, limit_bytes: int = 0, spared_seconds: float = 0.0
    ) -> tuple[int, str]: ...

    def restore_state(self, path: Path) -> tuple[int, str]: ...


class ServerEngine(TextEngine, Protocol):
    """An engine over a server: `engine.remote.RemoteEngine`."""

    @property
    def endpoint(self) -> Endpoint: ...

    def connect(self) -> None: ...


class EitherEngine:
    """A `LocalEngine` that runs a model file or asks a server, whichever was chosen last.

    A server is asked for nothing that the writer did not ask for: nothing is read ahead, written
    in idle time, measured or kept of it.
    """

    def __init__(
        self, local: KeepingEngine, server_engine: Callable[[Endpoint], ServerEngine]
    ) -> None:
        self._local = local
        self._server_engine = server_engine
        self._server: ServerEngine | None = None
        self._is_connected = False

    @property
    def info(self) -> EngineInfo:
        """What runs now. Raises `EngineProblem("no_model")`."""
        return self._current.info

    @property
    def is_loaded(self) -> bool:
        return self._local.is_loaded if self._server is None else self._is_connected

    @property
    def tuning(self) -> Tuning | None:
        return self._local.tuning if self._server is None else None

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        """Load a model file; the server is left."""
        self._leave()
        yield from self._local.load(path, context_tokens)

    def connect(self, endpoint: Endpoint) -> Iterator[LoadProgress]:
        """Take a server in place of the model, whose memory is freed. Raises `EngineProblem`."""
        self._leave()
        server = self._server_engine(endpoint)
        self._server = server
        yield LoadProgress(0.0)
        self._local.unload()
        server.connect()
        self._is_connected = True
        yield LoadProgress(1.0)

    def restart(self) -> Iterator[LoadProgress]:
        """Load the model again in a new process, or find the server again."""
        if self._server is None:
            yield from self._local.restart()
        else:
            yield from self.connect(self._server.endpoint)

    def unload(self) -> None:
        self._leave()
        self._local.unload()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._current.count_tokens(texts)

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        return self._current.generate(request)

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        return self._current.generate_together(requests)

    def generate_idly(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """Write an answer for later; on a server nothing is written."""
        if self._server is None:
            return self._local.generate_idly(request)
        return iter((Generated("", StopReason.CANCELLED),))

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        """Read a prompt before it is needed; a server is sent none."""
        return self._local.prepare(request) if self._server is None else iter(())

    def tune(self) -> Iterator[TuningEvent]:
        """Measure the model; a server is not measured."""
        return self._local.tune() if self._server is None else iter(())

    def reading_cost(self, request: GenerateRequest) -> ReadingCost:
        """What reading a prompt would cost now; a server does not say how long it takes."""
        if self._server is None:
            return self._local.reading_cost(request)
        contents = [turn.content for turn in request.messages]
        total = sum(self._server.count_tokens([*contents, request.prefill]))
        return ReadingCost(total, total)

    def save_state(
        self, path: Path, limit_bytes: int = 0, spared_seconds: float = 0.0
    ) -> tuple[int, str]:
        if self._server is None:
            return self._local.save_state(path, limit_bytes, spared_seconds)
        return 0, _NOT_SUPPORTED

    def restore_state(self, path: Path) -> tuple[int, str]:
        return self._local.restore_state(path) if self._server is None else (0, _NOT_SUPPORTED)

    def cancel(self, answer: int | None = None) -> None:
        self._current.cancel(answer)

    def limit_threads(self, count: int) -> None:
        self._local.limit_threads(count)

    def close(self) -> None:
        self._leave()
        self._local.close()

    @property
    def _current(self) -> TextEngine:
        return self._local if self._server is None else self._server

    def _leave(self) -> None:
        if self._server is not None:
            self._server.cancel()
        self._server, self._is_connected = None, False
