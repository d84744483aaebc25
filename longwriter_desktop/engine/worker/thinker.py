# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Lets a model think before it answers: what it thinks is no part of the answer."""

import time
from collections.abc import Callable, Sequence

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import EngineEvent, GenerateRequest, Thinking
from longwriter_desktop.engine.worker.lane import Lane
from longwriter_desktop.engine.worker.loops import LoopGuard
from longwriter_desktop.engine.worker.model import LoadedModel, check_numbers
from longwriter_desktop.engine.worker.sampling import SamplerFactory
from longwriter_desktop.engine.worker.stream import FLUSH_SECONDS
from longwriter_desktop.engine.worker.text import GrowingText, StopStrings
from longwriter_desktop.engine.worker.thinking import (
    Thought,
    begun,
    closing,
    opened_by,
    thought,
)
from longwriter_desktop.engine.worker.writer import Writer

MOST_TOKENS = 4_096  # models that think longer write no better for it
_LOOKED_AT = 16  # tokens at the end of a prompt, where a thought may be opened

NewWriter = Callable[[int], Writer]  # made with the number of tokens in front of the answer


class Thinker:
    """Draws what the model thinks, if it thinks first, and has the answer written behind it.

    To whoever runs it this is a `Writer`. A thought that loops, grows too long, comes to a stop
    string or to the end of the text is closed, so that the answer comes in any case.
    """

    def __init__(
        self,
        request: GenerateRequest,
        model: LoadedModel,
        lane: Lane,
        prompt: Sequence[int],
        samplers: SamplerFactory,
        room: int,
        new_writer: NewWriter,
        emit: Callable[[EngineEvent], None],
    ) -> None:
        self._model = model
        self._lane = lane
        self._base = len(prompt)
        free = room - len(prompt)
        self._room = min(MOST_TOKENS, max(free - request.max_tokens, free // 4))
        self._new_writer = new_writer
        self._emit = emit
        self._vocabulary = model.vocabulary
        self._text = GrowingText(model.vocabulary.piece, keep_leading=True)
        self._end = opened_by(model.vocabulary.spelling(prompt[-_LOOKED_AT:]))
        self._stops = StopStrings(request.stop)
        self._guard = LoopGuard() if request.loop_guard else None
        self._chain = samplers.chain(request.sampling, request.seed, None, ())
        self._forced: list[int] = []
        self._reason: StopReason | None = None
        self._writer: Writer | None = None
        self._sent = 0
        self._due = 0.0
        self._drawn = 0
        self.thinking = ""  # what was thought, whole once the answer has begun

    @property
    def reason(self) -> StopReason | None:
        """Why the answer is over."""
        return self._writer.reason if self._writer is not None else self._reason

    @property
    def loops_cut(self) -> int:
        return self._writer.loops_cut if self._writer is not None else 0

    @property
    def tokens_drawn(self) -> int:
        """Of the answer."""
        return self._writer.tokens_drawn if self._writer is not None else 0

    @property
    def thought_tokens(self) -> int:
        return self._drawn if self._end else 0

    def advance(self, alone: bool) -> bool:
        """Draw tokens until one must be evaluated; False when the answer is over."""
        while self._writer is None and not self._lane.pending and self._reason is None:
            self._draw()
        if self._writer is not None:
            return self._writer.advance(alone)
        if time.monotonic() >= self._due:
            self._flush()
        return self._reason is None

    def stop(self, reason: StopReason) -> None:
        """End the answer from outside; a reason that it already has stays."""
        if self._writer is not None:
            self._writer.stop(reason)
        elif self._reason is None:
            self._reason = reason

    def close(self) -> None:
        """Free the sampler chain; nothing can be drawn any more."""
        self._chain.close()
        if self._writer is not None:
            self._writer.close()

    def finish(self) -> str:
        """The answer as it stands, sent to its last character."""
        self._chain.close()
        if self._writer is not None:
            return self._writer.finish()
        self._flush()
        return ""

    def answer_ids(self) -> list[int]:
        """The tokens of the answer as they stand in the cache."""
        return self._writer.answer_ids() if self._writer is not None else []

    def _draw(self) -> None:
        if self._lane.room <= 0:
            self._reason = StopReason.CONTEXT_FULL
            return
        token = self._next_token()
        if self._is_turn(token) and not self._forced:
            if self._end:
                self._close_thought(len(self._text.ids))
            else:
                self._answer()
            return
        part = self._text.push(token)
        if not self._end:
            self._begin(token)
            return
        now = self._thought()
        if now.is_over:
            self._end_thought(now, token)
        elif self._forced or not self._is_to_close(token, part):
            self._lane.append(token)

    def _is_turn(self, token: int) -> bool:
        vocabulary = self._vocabulary
        return token in vocabulary.turn_ids and token not in vocabulary.channel_ids

    def _next_token(self) -> int:
        self._drawn += 1
        context, row = self._model.context, self._lane.row
        if self._forced:
            return self._forced.pop(0)
        check_numbers(context, row, self._model.file)
        return int(llama.llama_sampler_sample(self._chain.handle, context, row))

    def _begin(self, token: int) -> None:
        """The first tokens: whether the answer begins with a thought."""
        found = begun(self._text.text())
        if found is None:
            self._answer()
            return
        if isinstance(found, Thought):
            self._end = found.end
            if found.is_over:
                self._end_thought(found, token)
                return
        self._lane.append(token)

    def _answer(self) -> None:
        """There is no thought: have the same tokens drawn again, as the answer."""
        if self._lane.length > self._base:
            self._lane.rewind(self._base)
        self._chain.close()
        self._writer = self._new_writer(self._base)

    def _is_to_close(self, token: int, part: str) -> bool:
        """Close a thought that comes to no end by itself; whether that was done."""
        tokens = len(self._text.ids)
        loop = self._guard.push(token, part) if self._guard is not None else None
        stop = self._stops.find_behind(self._text, len(part)) if self._stops and part else None
        if stop is not None:
            self._close_thought(self._text.tokens_within(stop))
        elif loop is not None:
            self._close_thought(loop)
        elif tokens >= self._room:
            self._close_thought(tokens - 1)
        else:
            return False
        return True

    def _close_thought(self, keep: int) -> None:
        """Go back to the first `keep` tokens of the thought and end it there."""
        kept = self._text.truncate(keep)
        if self._base + kept < self._lane.length:
            self._lane.rewind(self._base + kept)
        self._forced = self._vocabulary.tokenize(closing(self._end), parse_special=True)

    def _end_thought(self, now: Thought, token: int) -> None:
        """The mark is there that ends the thought: the answer comes behind it."""
        if now.behind.strip():  # the token holds the answer's first letters too
            at = self._text.length - len(now.behind) - len(self._end)
            self._close_thought(self._text.tokens_within(at))
            return
        self._lane.append(token)
        self._lane.pending += self._forced
        self._flush()
        self.thinking = now.text
        self._chain.close()
        self._writer = self._new_writer(self._lane.length)

    def _thought(self) -> Thought:
        text = self._text.text()
        found = begun(text)
        return found if isinstance(found, Thought) else thought(text, self._end)

    def _flush(self) -> None:
        """Send what is new of the thought, but for what may be the mark that ends it."""
        self._due = time.monotonic() + FLUSH_SECONDS
        if not self._end:
            return
        self.thinking = self._thought().text
        new = self.thinking[self._sent :].rstrip()
        if new:
            self._sent += len(new)
            self._emit(Thinking(new, self._drawn))
