# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One answer of a server, over as many requests as it takes to reach its length."""

import threading
from collections.abc import Callable

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    PromptProgress,
    TextDelta,
    Thinking,
)
from longwriter_desktop.engine.remote_body import (
    Way,
    body_for,
    give_up_way,
    uses_schema,
    way_to_go_on,
)
from longwriter_desktop.engine.remote_draft import OVERRUN, Draft
from longwriter_desktop.engine.remote_facts import Facts
from longwriter_desktop.engine.remote_line import Line, Stopped
from longwriter_desktop.engine.remote_meter import Meter
from longwriter_desktop.engine.remote_reader import Reader
from longwriter_desktop.engine.remote_server import ConnectionCut, Piece, Server
from longwriter_desktop.engine.remote_text import Told

_ROUNDS = 5  # requests for one answer that ends too soon
_CUTS = 3  # lost connections that one answer gets over
_LEAST_TOKENS = 16  # that are worth another request
_THINKING_TOKENS = 4_096  # room for what a model thinks before it answers
_GO_ON_TOKENS = 128  # room for asking to go on behind a text, or for the form of a plan
_LEAST_ROOM = 256  # tokens; a prompt may be shorter than it was taken for
_FILTERED = "content_filter"
_BREAK = "\n\n"  # between the thoughts of two requests


class Answer:
    """Runs in a thread of its own and sends its events to `emit`; `stop` may come from any.

    The text is counted as it comes: from the target on the stream is closed at the next end of a
    sentence, unless it `may_overrun`, and a text that ends too short is asked to go on.
    """

    def __init__(
        self,
        server: Server,
        facts: Facts,
        request: GenerateRequest,
        prompt_tokens: int,
        emit: Callable[[EngineEvent], None],
        may_overrun: bool = False,
    ) -> None:
        self._server = server
        self._facts = facts
        self._request = request
        self._emit = emit
        self._draft = Draft(request, emit, may_overrun)
        self._most_tokens = request.max_tokens * (OVERRUN if may_overrun else 1)
        self._lock = threading.Lock()
        self._line = Line()
        self._is_stopped = False
        self._thinking: list[str] = []
        self._prompt_tokens = prompt_tokens
        self._meter = Meter(prompt_tokens)

    @property
    def is_stopped(self) -> bool:
        return self._is_stopped

    @property
    def is_waiting(self) -> bool:
        """Whether it waits before it asks the server again."""
        return self._line.is_waiting

    @property
    def unchanged(self) -> TextDelta:
        """Says that nothing more has come."""
        return TextDelta("", self._draft.pieces)

    def stop(self) -> None:
        """End the answer soon: `StopReason.CANCELLED`."""
        with self._lock:
            self._is_stopped = True
            self._line.cut()

    @property
    def closed(self) -> tuple[str, StopReason] | None:
        """The text as it would have been closed near its target, and why, where it has run on far
        behind."""
        return self._draft.closed

    def take_back(self, keep: int, reason: str, ended: StopReason | None = None) -> None:
        """Show no more than the first `keep` characters of what was written; see `TextRewound`."""
        self._draft.cut_back(keep, reason, ended)

    def run(self) -> Generated:
        """Write the whole answer; its last event is returned. Raises `EngineProblem`."""
        try:
            reason = self._rounds()
        except Stopped:
            reason = StopReason.CANCELLED
        else:
            if not self._draft.length and not self._request.prefill:
                raise EngineProblem("endpoint_empty", host=self._server.endpoint.host)
        return self._generated(self._draft.finish(), reason)

    def ended(self, reason: StopReason) -> Generated:
        """The last event of an answer that is not waited for any more."""
        return self._generated(self._draft.text.rstrip(), reason)

    def _generated(self, text: str, reason: StopReason) -> Generated:
        stats = self._meter.stats(self._draft.tokens, self._draft.loops_cut)
        return Generated(text, reason, stats, self._request.seed, "".join(self._thinking).strip())

    def _rounds(self) -> StopReason:
        rounds = asked = cuts = 0
        while True:
            way = way_to_go_on(self._server, self._facts)
            before = self._draft.length
            asked += 1
            try:
                finish = self._round(way, asked - 1)
            except ConnectionCut as cut:
                cuts += 1
                if cuts > _CUTS:
                    raise cut.problem or self._cut_problem() from None
                if self._is_one_piece:
                    self._draft.cut_back(0, "cut")
                self._server.pause(self._line, self._server.patience.first_pause * 2**cuts)
                continue
            except EngineProblem as problem:
                if problem.code == "endpoint_context" and self._draft.length:
                    return StopReason.CONTEXT_FULL
                if not self._goes_on_otherwise(problem, way):
                    raise
                continue
            if self._draft.is_asked_anew:
                continue
            rounds += 1
            if self._is_over(way, rounds, grew=self._draft.length != before):
                return self._draft.reason or _reason_of(finish)
            self._draft.end_cleanly(with_break=way != "ask")

    def _is_over(self, way: Way, rounds: int, grew: bool) -> bool:
        """Whether no request follows the last one; `rounds` of them ended by themselves."""
        if self._draft.reason is not None or not self._is_short:
            return True
        if rounds >= _ROUNDS or self._left < _LEAST_TOKENS:
            return True
        return not grew and not self._can_try_again(way, rounds)

    def _round(self, way: Way, number: int) -> str:
        """One request; returns why the model ended, "" where the text was ended here."""
        before = self._request.prefill + self._draft.text
        as_json = uses_schema(self._server, self._facts, self._request)
        reader = Reader(before if way == "ask" else "", self._request.plan if as_json else None)
        start = (self._draft.length, self._draft.tokens)
        self._draft.is_asked_anew = False
        self._meter.begin_request()
        if self._thinking and self._thinking[-1] != _BREAK:
            self._thinking.append(_BREAK)
        finish = ""
        pieces = self._server.answer(self._body(before, way, number), self._new_line())
        try:
            for piece in pieces:
                self._note(piece)
                finish = finish or piece.finish
                self._think(piece.thought)
                if self._take(reader.feed(piece.text), start):
                    return ""
        except (ConnectionCut, EngineProblem):
            self._draft.show()  # the rest is long in coming, or never comes
            raise
        finally:
            pieces.close()
        if self._take(reader.rest(), start):
            return ""
        if finish == _FILTERED:
            raise EngineProblem("endpoint_filtered", host=self._server.endpoint.host)
        if finish == "length" and not self._draft.length:
            self._server.thinks = True  # and does not show it
        return finish

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
            tokens=self._tokens(),
            seed=self._request.seed + 7919 * number,
            sternness=self._draft.sternness,
        )

    def _tokens(self) -> int:
        """How long the next request's answer may be: what is left, and room for thinking, as far
        as the context has room for them. Servers refuse what asks for more."""
        wanted = self._left + (_THINKING_TOKENS if self._server.thinks else 0)
        context = self._facts.room(self._server.endpoint)
        if not context:
            return wanted
        free = context - self._prompt_tokens - self._draft.tokens - _GO_ON_TOKENS
        return min(wanted, max(free, _LEAST_ROOM))

    def _new_line(self) -> Line:
        with self._lock:
            if self._is_stopped:
                raise Stopped
            self._line = Line()
            return self._line

    def _note(self, piece: Piece) -> None:
        if self._meter.note(piece):
            self._emit(PromptProgress(self._meter.prompt_tokens, self._meter.prompt_tokens, 0))

    def _take(self, told: Told, start: tuple[int, int]) -> bool:
        """Take in what a piece holds; whether the request is over. `start` is where it began:
        length and tokens."""
        if told.was_thought:
            self._draft.drop_thought(*start)
        self._think(told.thought)
        return self._draft.take(told.text)

    def _think(self, thought: str) -> None:
        is_first = not self._thinking or self._thinking[-1] == _BREAK
        thought = thought.lstrip() if is_first else thought
        if not thought:
            return
        self._server.thinks = True
        self._meter.note_thought(thought)
        self._emit(Thinking(_BREAK + thought if is_first and self._thinking else thought))
        self._thinking.append(thought)

    @property
    def _left(self) -> int:
        return max(self._most_tokens - self._draft.tokens, 1)

    @property
    def _is_short(self) -> bool:
        """Whether the text may not end yet."""
        return self._draft.is_short or (self._server.thinks and not self._draft.length)

    @property
    def _is_one_piece(self) -> bool:
        """Whether nothing can be put behind what has come."""
        return self._request.plan is not None or self._request.grammar is not None

    def _goes_on_otherwise(self, problem: EngineProblem, way: Way) -> bool:
        """Whether the answer can still be gone on with after a request was refused."""
        is_behind_text = bool(self._request.prefill or self._draft.length)
        is_refusal = problem.code in ("endpoint_refused", "endpoint_failed")
        if not is_behind_text or not is_refusal or way == "ask":
            return False
        give_up_way(self._server, way)
        return True

    def _can_try_again(self, way: Way, rounds: int) -> bool:
        """Whether a request that brought no text is followed by another."""
        if way != "ask" and (self._request.prefill or self._draft.length):
            give_up_way(self._server, way)
            return True
        return rounds == 1 and self._server.thinks

    def _cut_problem(self) -> EngineProblem:
        return EngineProblem("endpoint_cut", host=self._server.endpoint.host)


def _reason_of(finish: str) -> StopReason:
    return StopReason.LENGTH_LIMIT if finish == "length" else StopReason.FINISHED
