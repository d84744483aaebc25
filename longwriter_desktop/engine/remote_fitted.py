# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An answer of a server that is not to be too long: a text that is gets condensed by its model."""

import threading
from collections.abc import Callable
from dataclasses import asdict, replace

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    TOO_LONG,
    EngineEvent,
    Generated,
    GenerateRequest,
    GenerationStats,
    LengthGoal,
    Message,
    PromptProgress,
    TextDelta,
)
from longwriter_desktop.domain.scoring import length_score
from longwriter_desktop.engine.remote_answer import Answer
from longwriter_desktop.engine.remote_draft import OVERRUN
from longwriter_desktop.engine.remote_facts import Facts
from longwriter_desktop.engine.remote_server import Server
from longwriter_desktop.engine.remote_text import condense_prompt, estimate_tokens

_ASKING_TOKENS = 256  # room for asking for a shorter text


class FittedAnswer:
    """Runs in a thread of its own and sends its events to `emit`; `stop` may come from any.

    A model that ends by itself not far behind the target has its own end. One that ends later is
    asked for the whole text once more, condensed. A text that has no end in sight, and one whose
    condensed version is no nearer to the target, is closed at a sentence end behind the target.
    """

    def __init__(
        self,
        server: Server,
        facts: Facts,
        request: GenerateRequest,
        prompt_tokens: int,
        emit: Callable[[EngineEvent], None],
    ) -> None:
        self._server = server
        self._facts = facts
        self._request = request
        self._prompt_tokens = prompt_tokens
        self._emit = emit
        self._lock = threading.Lock()
        self._closed = ""  # what stands if the condensing comes to nothing
        self._answer = self._make(request, prompt_tokens, self._may_overrun)

    @property
    def is_stopped(self) -> bool:
        return self._answer.is_stopped

    @property
    def is_waiting(self) -> bool:
        """Whether it waits before it asks the server again."""
        return self._answer.is_waiting

    @property
    def unchanged(self) -> TextDelta:
        """Says that nothing more has come."""
        return self._answer.unchanged

    def stop(self) -> None:
        """End the answer soon: `StopReason.CANCELLED`."""
        with self._lock:
            self._answer.stop()

    def ended(self, reason: StopReason) -> Generated:
        """The last event of an answer that is not waited for any more."""
        last = self._answer.ended(reason)
        return replace(last, text=self._closed) if self._closed else last

    def run(self) -> None:
        """Write the whole answer; `Generated` is its last event. Raises `EngineProblem`."""
        self._emit(PromptProgress(0, self._prompt_tokens, 0))
        last, goal = self._answer.run(), self._request.length
        is_long = goal is not None and count_words(last.text) > goal.high
        closed = self._answer.closed
        if goal is None or closed is None or not is_long or self._answer.is_stopped:
            self._emit(last)
            return
        text, reason = closed
        if last.stop_reason is StopReason.FINISHED:
            self._emit(self._condensed(last, replace(last, text=text, stop_reason=reason), goal))
        else:
            self._server.condenses = False  # the next text would not come to an end either
            self._answer.take_back(len(text), TOO_LONG, last.stop_reason)
            self._emit(replace(last, text=text, stop_reason=reason))

    def _condensed(self, long: Generated, closed: Generated, goal: LengthGoal) -> Generated:
        """The text condensed, or closed where it was to end."""
        self._answer.take_back(0, TOO_LONG, long.stop_reason)
        if not self._ask_for_less(long.text, closed.text, goal):
            return self._put(replace(closed, stop_reason=StopReason.CANCELLED))
        try:
            last = self._answer.run()
        except EngineProblem:
            self._answer.take_back(0, "cut")
            return self._put(closed)
        last = replace(
            last,
            stats=_sum(long.stats, last.stats),
            thinking="\n\n".join(filter(None, (long.thinking, last.thinking))),
        )
        closed = replace(closed, stats=last.stats, thinking=last.thinking)
        if last.stop_reason is StopReason.CANCELLED:
            self._answer.take_back(0, "cut")
            return self._put(replace(closed, stop_reason=StopReason.CANCELLED))
        words = (count_words(last.text), count_words(long.text))
        if length_score(goal.target, words[0]) >= length_score(goal.target, words[1]):
            return last
        self._server.condenses = False
        self._answer.take_back(0, TOO_LONG, last.stop_reason)
        return self._put(closed)

    def _ask_for_less(self, text: str, closed: str, goal: LengthGoal) -> bool:
        """Make the answer that condenses a text; False where the writer has stopped it all."""
        turns = (
            *self._request.messages,
            Message("assistant", text),
            Message("user", condense_prompt(text, goal.target)),
        )
        prompt_tokens = self._prompt_tokens + estimate_tokens(text) + _ASKING_TOKENS
        with self._lock:
            if self._answer.is_stopped:
                return False
            self._closed = closed
            self._answer = self._make(replace(self._request, messages=turns), prompt_tokens)
        return True

    def _put(self, closed: Generated) -> Generated:
        self._emit(TextDelta(closed.text, closed.stats.generated_tokens))
        return closed

    def _make(
        self, request: GenerateRequest, prompt_tokens: int, may_overrun: bool = False
    ) -> Answer:
        return Answer(self._server, self._facts, request, prompt_tokens, self._emit, may_overrun)

    @property
    def _may_overrun(self) -> bool:
        """Whether a text may come to its own end: behind it there must be room to condense it."""
        request, room = self._request, self._facts.room(self._server.endpoint)
        is_asked = request.condenses and request.length is not None
        needed = self._prompt_tokens + (OVERRUN + 1) * request.max_tokens + _ASKING_TOKENS
        return is_asked and self._server.condenses and (not room or needed <= room)


def _sum(first: GenerationStats, second: GenerationStats) -> GenerationStats:
    sums = {name: value + asdict(second)[name] for name, value in asdict(first).items()}
    return GenerationStats(**sums)
