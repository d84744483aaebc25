# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An engine that says what a test tells it to, to force faults and to hold a moment still."""

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    EngineInfo,
    Generated,
    GenerateRequest,
    GenerationStats,
    LoadProgress,
    PromptProgress,
    ReadingCost,
    TextDelta,
    Thinking,
)
from longwriter_desktop.domain.tuning import Tuning, TuningEvent, TuningProgress


@dataclass
class Script:
    """One answer: pieces of text, and what happens after them.

    `hold_after` stops before that piece until `ScriptedEngine.go_on` (or a cancel).
    """

    pieces: Sequence[str]
    stop_reason: StopReason = StopReason.FINISHED
    hold_after: int | None = None
    dies_after: int | None = None
    prompt_tokens: int = 120
    thinking: str = ""  # before the first piece
    pause: float = 0.0  # seconds before each piece
    problem: EngineProblem = field(default_factory=lambda: EngineProblem("worker_crashed"))


class ScriptedEngine:
    """A `LocalEngine` that plays scripts in order; the last one is played again."""

    def __init__(self, *scripts: Script, loaded: bool = True) -> None:
        self.scripts = list(scripts) or [Script(("Nothing to say.",))]
        self.requests: list[GenerateRequest] = []
        self.load_problem: EngineProblem | None = None
        self.holding = threading.Event()
        self.known = EngineInfo("Scripted", "0" * 64, 4_096)
        self.room = 8  # answers at once; the others wait
        self._loaded = loaded
        self._released = threading.Event()
        self._cancelled = threading.Event()
        self._stopped: set[int] = set()
        self.prepared: list[GenerateRequest] = []
        self.saved_states: list[Path] = []
        self.spared: list[float] = []  # seconds that each of them need not give way
        self.idle_requests: list[GenerateRequest] = []
        self.idle_answer = "The keeper lit the lamp."
        self.holds_idle = False
        self.thread_limits: list[int] = []
        self.tuning: Tuning | None = None
        self.measured: Tuning | EngineProblem | None = None  # what measuring will say
        self.holds_measuring = False  # until `go_on` or a cancel
        self.cost = ReadingCost(200, 1_000, 0.5)

    @property
    def info(self) -> EngineInfo:
        if not self._loaded:
            raise EngineProblem("no_model")
        return self.known

    @property
    def is_loaded(self) -> bool:
        return self._loaded

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) // 4 + 1 for text in texts]

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        for _number, event in self.generate_together([request]):
            yield event

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        """The answers' events in turn, as of one batch."""
        self._cancelled.clear()
        self._stopped.clear()
        if not self._loaded:
            raise EngineProblem("no_model")
        self.requests += requests
        answers = [(number, self._answer(number)) for number in range(len(requests))]
        while answers:
            for number, events in answers[: self.room]:
                event = next(events, None)
                if event is None:
                    answers.remove((number, events))
                else:
                    yield number, event

    def _answer(self, number: int) -> Iterator[EngineEvent]:
        script = self.scripts.pop(0) if len(self.scripts) > 1 else self.scripts[0]
        yield PromptProgress(script.prompt_tokens, script.prompt_tokens, 0)
        if script.thinking:
            yield Thinking(script.thinking, 5)
        said = ""
        for place, piece in enumerate(script.pieces):
            if place == script.hold_after and not self._cancelled.is_set():
                self._hold()
            if place == script.dies_after:
                self._loaded = False
                raise script.problem
            if self._cancelled.is_set() or number in self._stopped:
                yield Generated(said, StopReason.CANCELLED, self._stats(place))
                return
            time.sleep(script.pause)
            said += piece
            yield TextDelta(piece, place + 1)
        yield Generated(said, script.stop_reason, self._stats(len(script.pieces)))

    def generate_idly(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """What was summed up is asked for once; a text of its own is the answer."""
        self.idle_requests.append(request)
        if self.holds_idle:
            self._hold()
        cancelled = self._cancelled.is_set() and self.holds_idle
        reason = StopReason.CANCELLED if cancelled else StopReason.FINISHED
        yield Generated(self.idle_answer, reason, self._stats(8))

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        self.prepared.append(request)
        yield PromptProgress(99, 100, 0)

    def tune(self) -> Iterator[TuningEvent]:
        self._cancelled.clear()
        yield TuningProgress(0.5)
        if self.holds_measuring:
            self._hold()
        if isinstance(self.measured, EngineProblem):
            raise self.measured
        if self.measured is not None and not self._cancelled.is_set():
            self.tuning = self.measured
            yield TuningProgress(1.0)
            yield self.measured

    def reading_cost(self, request: GenerateRequest) -> ReadingCost:
        return self.cost

    def cancel(self, answer: int | None = None) -> None:
        if answer is None:
            self._cancelled.set()
        else:
            self._stopped.add(answer)
        self._released.set()

    def save_state(
        self, path: Path, limit_bytes: int = 0, spared_seconds: float = 0.0
    ) -> tuple[int, str]:
        self.saved_states.append(path)
        self.spared.append(spared_seconds)
        return 1, ""

    def restore_state(self, path: Path) -> tuple[int, str]:
        return 0, "missing"

    def watch(self, lost: Callable[[EngineProblem], None]) -> None:
        self.lost = lost

    def go_on(self) -> None:
        """Let a held answer go on."""
        self._released.set()

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        self._loaded = False
        yield LoadProgress(0.5)
        if self.load_problem is not None:
            raise self.load_problem
        self._loaded = True
        yield LoadProgress(1.0)

    def restart(self) -> Iterator[LoadProgress]:
        return self.load(Path("scripted.gguf"))

    def unload(self) -> None:
        self._loaded = False

    def limit_threads(self, count: int) -> None:
        self.thread_limits.append(count)

    def close(self) -> None:
        self.cancel()
        self._loaded = False

    def _hold(self) -> None:
        self.holding.set()
        self._released.wait(20)
        self._released.clear()
        self.holding.clear()

    @staticmethod
    def _stats(tokens: int) -> GenerationStats:
        return GenerationStats(120, 0, 120, tokens, 0.01, 0.1 * max(tokens, 1))
