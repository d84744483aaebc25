# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One answer of a server, over as many requests as it takes to reach its length."""

import re
import threading
import time
from collections.abc import Callable

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    PromptProgress,
    Thinking,
)
from longwriter_desktop.engine.remote_body import (
    Way,
    body_for,
    give_up_way,
    uses_schema,
    way_to_go_on,
)
from longwriter_desktop.engine.remote_facts import Facts
from longwriter_desktop.engine.remote_line import Line, Stopped
from longwriter_desktop.engine.remote_meter import Meter
from longwriter_desktop.engine.remote_plan import PlanFromJson
from longwriter_desktop.engine.remote_server import ConnectionCut, Piece, Server
from longwriter_desktop.engine.remote_text import Seam, Thoughts
from longwriter_desktop.engine.worker.length import LengthControl, Phase
from longwriter_desktop.engine.worker.stream import TextStream
from longwriter_desktop.engine.worker.text import GrowingText, StopStrings

_ROUNDS = 5  # requests for one answer that ends too soon
_CUTS = 3  # lost connections that one answer gets over
_LEAST_TOKENS = 16  # that are worth another request
_THINKING_TOKENS = 4_096  # room for what a model thinks before it answers
_WORDS = re.compile(r"\s*\S+|\s+")
_PARAGRAPH = "\n\n"


class Answer:
    """Runs in a thread of its own and sends its events to `emit`; `stop` may come from any.

    The text is counted as it comes: from the target on the stream is closed at the next end of a
    sentence, and a text that ends too short is asked to go on.
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
        self._emit = emit
        self._chunks: list[bytes] = []
        self._text = GrowingText(self._chunks.__getitem__, keep_leading=bool(request.prefill))
        self._stops = StopStrings(request.stop)
        self._shown = TextStream(self._text, self._stops, emit)
        is_plan = request.plan is not None or request.grammar is not None
        goal = None if is_plan else request.length
        self._length = LengthControl(goal, request.prefill) if goal is not None else None
        self._lock = threading.Lock()
        self._line = Line()
        self._is_stopped = False
        self._thinks = False
        self._cut: int | None = None
        self._reason: StopReason | None = None  # why we ended the answer
        self._meter = Meter(prompt_tokens)

    @property
    def is_stopped(self) -> bool:
        return self._is_stopped

    @property
    def text(self) -> str:
        """The answer so far."""
        return self._text.text().rstrip()

    def stop(self) -> None:
        """End the answer soon: `StopReason.CANCELLED`."""
        with self._lock:
            self._is_stopped = True
            self._line.cut()

    def run(self) -> None:
        """Write the whole answer; `Generated` is its last event. Raises `EngineProblem`."""
        self._meter.begin()
        self._emit(PromptProgress(0, self._meter.prompt_tokens, 0))
        try:
            reason = self._rounds()
        except Stopped:
            reason = StopReason.CANCELLED
        whole = self._text.text()
        final = (whole if self._cut is None else whole[: self._cut]).rstrip()
        self._shown.finish(final)
        self._emit(Generated(final, reason, self._meter.stats(), self._request.seed))

    def ended(self, reason: StopReason) -> Generated:
        """The last event of an answer that is not waited for any more."""
        return Generated(self.text, reason, self._meter.stats(), self._request.seed)

    def _rounds(self) -> StopReason:
        rounds = cuts = 0
        while True:
            way = way_to_go_on(self._server, self._facts)
            before = self._text.length
            try:
                finish = self._round(way, rounds + cuts)
            except ConnectionCut:
                cuts += 1
                if cuts > _CUTS or self._is_one_piece:
                    raise self._cut_problem() from None
                self._line.wait(self._server.patience.first_pause * 2**cuts)
                continue
            except EngineProblem as problem:
                if problem.code == "endpoint_context" and self._text.length:
                    return StopReason.CONTEXT_FULL
                if self._goes_on_otherwise(problem, way):
                    continue
                raise
            rounds += 1
            if self._reason is not None:
                return self._reason
            if not self._is_short or rounds >= _ROUNDS or self._left < _LEAST_TOKENS:
                return _reason_of(finish)
            if self._text.length == before and not self._can_try_again(way, rounds):
                return _reason_of(finish)
            self._end_cleanly(way)

    def _round(self, way: Way, number: int) -> str:
        """One request; returns why the model ended, "" where the text was ended here."""
        before = self._request.prefill + self._text.text()
        seam = Seam(before) if before and way == "ask" else None
        thoughts = Thoughts()
        as_json = uses_schema(self._server, self._facts, self._request)
        form = self._request.plan if as_json else None
        plan = PlanFromJson(form) if form is not None else None
        finish = ""
        start = self._text.length
        pieces = self._server.answer(self._body(before, way, number), self._new_line())
        try:
            for piece in pieces:
                self._note(piece)
                finish = finish or piece.finish
                was_thought, new = thoughts.feed(piece.text)
                self._thinks = self._thinks or thoughts.have_come
                if was_thought:
                    self._drop_behind(start)
                new = plan.feed(new) if plan is not None else new
                if self._take(seam.feed(new) if seam is not None else new):
                    return ""
        finally:
            pieces.close()
        if finish == "content_filter":
            raise EngineProblem("endpoint_filtered", host=self._server.endpoint.host)
        new = thoughts.rest()
        new = plan.feed(new) + plan.rest() if plan is not None else new
        new = seam.feed(new) + seam.rest() if seam is not None else new
        return "" if self._take(new) else finish

    def _body(self, before: str, way: Way, number: int) -> dict[str, object]:
        goal = self._request.length
        words = max(goal.target - count_words(before), 0) if goal is not None else 0
        return body_for(
            self._server,
            self._facts,
            self._request,
            before=before,
            way=way,
            words=words,
            tokens=self._left + (_THINKING_TOKENS if self._thinks else 0),
            seed=self._request.seed + 7919 * number,
        )

    def _new_line(self) -> Line:
        with self._lock:
            if self._is_stopped:
                raise Stopped
            self._line = Line()
            return self._line

    def _note(self, piece: Piece) -> None:
        self._thinks = self._thinks or bool(piece.thought)
        if self._meter.note(piece):
            self._emit(PromptProgress(self._meter.prompt_tokens, self._meter.prompt_tokens, 0))
        if piece.thought:
            self._emit(Thinking(piece.thought))

    def _take(self, new: str) -> bool:
        """Put new text behind the answer; whether it is over now. A piece may be long, and the
        target be reached within it: words are taken one by one."""
        return any(self._take_word(word) for word in _WORDS.findall(new))

    def _take_word(self, new: str) -> bool:
        added = self._push(new)
        at = self._stops.find_behind(self._text, len(added)) if self._stops else None
        if at is not None:
            self._drop_behind(at)
            if not self._is_short:
                self._reason = StopReason.FINISHED
            return True
        if self._length is not None:
            self._length.feed(added, self._text.length)
            if self._length.phase is not Phase.HOLD:
                self._cut, self._reason = self._length.ending(self._text.text())
        if self._reason is None and self._meter.tokens >= self._request.max_tokens:
            self._reason = StopReason.LENGTH_LIMIT
        if time.monotonic() >= self._shown.due:
            self._shown.flush()
        return self._reason is not None

    def _push(self, new: str) -> str:
        self._chunks.append(new.encode("utf-8", "replace"))
        return self._text.push(len(self._chunks) - 1)

    def _drop_behind(self, length: int) -> None:
        """Keep the first `length` characters of the text."""
        kept = self._text.text()[:length]
        self._text.truncate(self._text.tokens_within(length))
        if self._text.length < length:
            self._push(kept[self._text.length :])
        self._shown.rewind(self._text.length, "stop_string")
        if self._length is not None:
            self._length.restart(self._text.text())

    @property
    def _left(self) -> int:
        return max(self._request.max_tokens - self._meter.tokens, 1)

    @property
    def _is_short(self) -> bool:
        """Whether the text may not end yet."""
        if self._length is None:
            return not self._text.length and self._thinks and self._request.plan is None
        return self._length.phase is Phase.HOLD

    @property
    def _is_one_piece(self) -> bool:
        """Whether nothing can be put behind what has come."""
        return self._request.plan is not None or self._request.grammar is not None

    def _goes_on_otherwise(self, problem: EngineProblem, way: Way) -> bool:
        """Whether the answer can still be gone on with after a request was refused."""
        is_behind_text = bool(self._request.prefill or self._text.length)
        is_refusal = problem.code in ("endpoint_refused", "endpoint_failed")
        if not is_behind_text or not is_refusal or way == "ask":
            return False
        give_up_way(self._server, way)
        return True

    def _can_try_again(self, way: Way, rounds: int) -> bool:
        """Whether a request that brought no text is followed by another."""
        if way != "ask":
            give_up_way(self._server, way)
            return True
        return rounds == 1 and self._thinks

    def _end_cleanly(self, way: Way) -> None:
        """Let the text that is gone on with end where a new paragraph can begin."""
        self._drop_behind(len(self._text.text().rstrip()))
        if way != "ask" and self._text.length and not self._is_open:
            self._push(_PARAGRAPH)
            if self._length is not None:
                self._length.restart(self._text.text())

    @property
    def _is_open(self) -> bool:
        """Whether the model was cut off by a limit, in the middle of a sentence."""
        return self._text.text()[-1:].isalnum()

    def _cut_problem(self) -> EngineProblem:
        return EngineProblem("endpoint_cut", host=self._server.endpoint.host)


def _reason_of(finish: str) -> StopReason:
    return StopReason.LENGTH_LIMIT if finish == "length" else StopReason.FINISHED
