# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Answers that are written side by side: every step evaluates one batch for all of them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    EngineEvent,
    GenerateRequest,
    GenerationStats,
    PromptProgress,
)
from longwriter_desktop.domain.tuning import BATCH
from longwriter_desktop.engine.worker.cache import BranchCache, Cancelled, ContextFull
from longwriter_desktop.engine.worker.lane import Lane
from longwriter_desktop.engine.worker.native import CancelFlag
from longwriter_desktop.engine.worker.thinker import Thinker
from longwriter_desktop.engine.worker.writer import Writer

_PROGRESS_SECONDS = 0.05

AnyWriter = Writer | Thinker
NewWriter = Callable[[GenerateRequest, list[int], Lane, Callable[[EngineEvent], None]], AnyWriter]


@dataclass
class Answer:
    """One of the answers. `started` and `read` are times of `time.monotonic`."""

    request: GenerateRequest
    prompt: list[int]
    lane: Lane
    writer: AnyWriter
    emit: Callable[[EngineEvent], None]
    is_stopped: Callable[[], bool]
    reused: int
    started: float
    read: float

    def stats(self) -> GenerationStats:
        """Counts and times as they are now."""
        evaluated = min(len(self.lane.branch.tokens), len(self.prompt)) - self.reused
        return GenerationStats(
            prompt_tokens=len(self.prompt),
            reused_tokens=self.reused,
            evaluated_tokens=max(0, evaluated),
            generated_tokens=self.writer.tokens_drawn,
            prompt_seconds=self.read - self.started,
            generate_seconds=time.monotonic() - self.read,
            loops_cut=self.writer.loops_cut,
            guessed_tokens=self.lane.guesses_made,
            guessed_right=self.lane.guesses_right,
            thought_tokens=self.writer.thought_tokens if isinstance(self.writer, Thinker) else 0,
        )


class BatchRun:
    """The answers being written now. `close` parks their branches, whatever happened."""

    def __init__(self, cache: BranchCache, cancelled: CancelFlag, new_writer: NewWriter) -> None:
        self._cache = cache
        self._cancelled = cancelled
        self._new_writer = new_writer
        self.answers: list[Answer] = []

    def has_room(self, request: GenerateRequest, prompt: Sequence[int]) -> bool:
        """Whether the context holds one more answer to its end beside those that run."""
        if not self.answers:
            return True
        if not self._cache.has_sequence:  # a recurrent model's cache has one
            return False
        new = len(prompt) - self._cache.reusable(prompt, active=True) + request.max_tokens
        rest = [answer.request.max_tokens - answer.writer.tokens_drawn for answer in self.answers]
        return self._cache.active_cells + sum(rest) + new <= self._cache.capacity

    def begin(
        self,
        request: GenerateRequest,
        prompt: list[int],
        emit: Callable[[EngineEvent], None],
        is_stopped: Callable[[], bool],
        alone: bool,
    ) -> None:
        """Add an answer: read its prompt. Its last token waits for the others' batch, unless
        the answer is `alone`. Raises `EngineProblem`."""
        started = time.monotonic()
        lane = Lane(self._cache, self._cache.open(prompt))
        reused = len(lane.branch.tokens)
        writer = self._new_writer(request, prompt, lane, emit)
        answer = Answer(request, prompt, lane, writer, emit, is_stopped, reused, started, started)
        self.answers.append(answer)
        if self._cancelled or is_stopped():
            writer.stop(StopReason.CANCELLED)
            return
        end = len(prompt) if alone else len(prompt) - 1
        try:
            self._read(answer, prompt[reused:end])
        except Cancelled:
            writer.stop(StopReason.CANCELLED)
        except ContextFull:
            writer.stop(StopReason.CONTEXT_FULL)
        lane.pending, lane.row = prompt[end:], -1
        answer.read = time.monotonic()

    def step(self) -> list[Answer]:
        """Evaluate what is pending and let every answer go on.

        Returns those that are over; they leave the run, their branches are parked.
        Raises `EngineProblem`.
        """
        try:
            self._evaluate()
        except Cancelled:
            self._stop_all(StopReason.CANCELLED)
        except ContextFull:
            self._stop_all(StopReason.CONTEXT_FULL)
        if self._cancelled:
            self._stop_all(StopReason.CANCELLED)
        ended, alone = [], len(self.answers) == 1
        for answer in self.answers:
            if answer.is_stopped():
                answer.writer.stop(StopReason.CANCELLED)
            if not answer.writer.advance(alone):
                ended.append(answer)
        for answer in ended:
            self.answers.remove(answer)
            answer.lane.close()
        return ended

    def close(self) -> None:
        for answer in self.answers:
            answer.writer.close()
            answer.lane.close()
        self.answers = []

    def _evaluate(self) -> None:
        lanes = [
            answer.lane
            for answer in self.answers
            if answer.lane.pending and answer.writer.reason is None
        ]
        if not lanes:
            return
        room = BATCH // len(lanes)
        for lane in lanes:
            # Only a memory that cannot be cut leaves more than a batch to be read again.
            if len(lane.pending) > room:
                self._cache.read(lane.branch, lane.pending[:-1], _ignore)
                lane.pending = lane.pending[-1:]
        self._cache.evaluate([(lane.branch, lane.pending) for lane in lanes])
        row = 0
        for lane in lanes:
            count = len(lane.pending)
            lane.evaluated(row)
            row += count

    def _stop_all(self, reason: StopReason) -> None:
        for answer in self.answers:
            answer.writer.stop(reason)

    def _read(self, answer: Answer, tokens: list[int]) -> None:
        last, total = 0.0, len(answer.prompt)

        def progress(read: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _PROGRESS_SECONDS or read >= total - 1:
                last = now
                answer.emit(PromptProgress(read, total, answer.reused))

        progress(answer.reused)
        self._cache.read(answer.lane.branch, tokens, progress)


def _ignore(_tokens: int) -> None:
    """What is read again has no progress to show."""
