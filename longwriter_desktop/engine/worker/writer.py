# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes one answer: draws tokens, looks at them, and says what is to be evaluated."""

import time
from collections.abc import Callable, Sequence

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import EngineEvent, GenerateRequest
from longwriter_desktop.domain.sentences import last_sentence_end
from longwriter_desktop.engine.worker.copying import CopyGuesser
from longwriter_desktop.engine.worker.drawing import MOST_AHEAD, Drawing
from longwriter_desktop.engine.worker.lane import Lane
from longwriter_desktop.engine.worker.length import Favoured, LengthControl, Phase
from longwriter_desktop.engine.worker.loops import LoopGuard, sterner
from longwriter_desktop.engine.worker.milestones import Milestones
from longwriter_desktop.engine.worker.model import LoadedModel
from longwriter_desktop.engine.worker.stream import TextStream
from longwriter_desktop.engine.worker.text import GrowingText, StopStrings
from longwriter_desktop.engine.worker.vocabulary import Vocabulary

_LOOP_TRIES = 3  # at one place
_LOOPS = 20  # in each _LOOPS_TOKENS of an answer
_LOOPS_TOKENS = 1500
_BEFORE = 1024  # tokens of the prefill that an answer may not repeat, either
_STERN_TOKENS = 64  # drawn with the sterner sampling behind a loop
_REFUSED_STOPS = 20  # stop strings taken out of a text that is still too short
_TAIL = 120  # characters that tell whether a paragraph just ended
_PARAGRAPH = "\n\n"
_NO_BIAS = Favoured.END, 0.0


class Writer:
    """Writes one answer on a lane that holds the prompt.

    `advance` draws until something must be evaluated; whoever calls it evaluates what is
    pending on the lane, perhaps with other writers' tokens in the same batch, and calls
    again. Logits are only good until the next batch, so every writer must be in each.
    """

    def __init__(
        self,
        request: GenerateRequest,
        model: LoadedModel,
        lane: Lane,
        base: int,
        drawing: Drawing,
        prefill_ids: list[int],
        emit: Callable[[EngineEvent], None],
        guesser: CopyGuesser | None = None,
    ) -> None:
        self._request = request
        self._vocabulary = model.vocabulary
        self._lane = lane
        self._prefill_ids = prefill_ids
        self._base = base  # tokens of the prompt
        self._ends = frozenset(model.vocabulary.turn_ids)
        self._text = GrowingText(model.vocabulary.piece, keep_leading=bool(request.prefill))
        self._stops = StopStrings(request.stop)
        self._stream = TextStream(self._text, self._stops, emit)
        self._length = (
            LengthControl(request.length, request.prefill)
            if request.length is not None and request.grammar is None
            else None
        )
        self._milestones = Milestones(request.milestones, request.prefill)
        self._guesser = guesser
        self._guard = _guard(model.vocabulary, prefill_ids) if request.loop_guard else None
        self._drawing = drawing
        self._sampling = request.sampling
        self._cut: int | None = None
        self._final = ""
        self._stops_refused = 0
        self._loop_tries, self._loop_at = 0, -1
        self._stern_until: int | None = None
        self.reason: StopReason | None = None  # why the answer is over
        self.loops_cut = 0
        self.tokens_drawn = 0

    def advance(self, alone: bool) -> bool:
        """Draw tokens until one must be evaluated; False when the answer is over. `alone`:
        no other answer needs the logits that are there now."""
        if alone and self._draws_freely and not self._lane.pending and self.reason is None:
            self.reason = self._run()
        while not self._lane.pending and self.reason is None:
            self.reason = self._draw()
        if self.reason is None and time.perf_counter() >= self._stream.due:
            self._stream.flush()
        return self.reason is None

    def stop(self, reason: StopReason) -> None:
        """End the answer from outside; a reason that it already has stays."""
        if self.reason is None:
            self.reason = reason

    def close(self) -> None:
        """Free the sampler chain; nothing can be drawn any more."""
        self._drawing.close()

    def finish(self) -> str:
        """The answer as it stands, sent to its last character; no white space at its end."""
        self.close()
        text = self._text.text()
        self._final = (text if self._cut is None else text[: self._cut]).rstrip()
        self._stream.finish(self._final)
        return self._final

    def answer_ids(self) -> list[int]:
        """The tokens of prefill and finished answer as they stand in the cache, where a
        token border and the answer's end fall together; the rest is tokenised."""
        whole = self._text.tokens_within(len(self._final))
        covered = self._text.ends[whole - 1] if whole else 0
        rest = self._vocabulary.tokenize(self._final[covered:])
        return self._prefill_ids + self._text.ids[:whole] + rest

    def _run(self) -> StopReason | None:
        """Draw some tokens before looking at them; why to stop, if they end the answer."""
        left = self._request.max_tokens - len(self._text.ids)
        most = min(left, self._lane.room, _unwatched(self._length))
        run = self._drawing.run_ahead(most, self._ends, self._stream.due)
        self.tokens_drawn += len(run)
        before, loop = self._text.length, None
        for token in run:
            part = self._text.push(token)
            if self._guard is not None:
                loop = self._guard.push(token, part)
                if loop is not None:
                    break
        part = self._text.text(before)
        stop = self._stops.find_behind(self._text, len(part)) if self._stops and part else None
        if stop is not None:
            return self._stopped(stop)[0]
        if loop is not None:
            return self._loop(loop)
        return self._measured(self._length, part) if self._length is not None else None

    def _draw(self) -> StopReason | None:
        """Draw one token and take it in; why to stop, if it ends the answer."""
        self.tokens_drawn += 1
        token = self._drawing.next(self._length.bias if self._length is not None else _NO_BIAS)
        if token in self._ends:
            if self._may_end():
                return StopReason.FINISHED
            self._go_on_instead()
            return None
        reason, rewound = self._take(token, self._text.push(token))
        if reason is not None or rewound:
            return reason
        if len(self._text.ids) >= self._request.max_tokens:
            return StopReason.LENGTH_LIMIT
        if self._lane.room <= 0:
            return StopReason.CONTEXT_FULL
        self._lane.append(token, self._guesses(token))
        return None

    def _guesses(self, token: int) -> Sequence[int]:
        """What to evaluate together with the token just drawn, the last of the text."""
        if self._guesser is None or self._lane.expects(token):
            return ()
        self._guesser.learn(*self._lane.latest_guesses)
        return self._guesser.guesses(self._text.ids)

    @property
    def _draws_freely(self) -> bool:
        """Whether looking at the next tokens as they are drawn would change none of them, but
        for those that are taken back anyway."""
        return (
            (self._length is None or self._length.is_far)
            and (self._guesser is None or self._guesser.rests)
            and self._stern_until is None
            and not self._milestones.are_pending
        )

    def _take(self, token: int, part: str) -> tuple[StopReason | None, bool]:
        """Look at a token that was just drawn: why to stop, and whether it was taken back."""
        if self._guard is not None:
            start = self._guard.push(token, part)
            if start is not None and not self._milestones.holds(len(self._text.ids) - 1):
                return self._loop(start), True
            if self._stern_until is not None and len(self._text.ids) >= self._stern_until:
                self._calm_down()
        if self._stops and part:
            at = self._stops.find_behind(self._text, len(part))
            if at is not None:
                return self._stopped(at)
        if self._length is not None and part:
            reason = self._measured(self._length, part)
            if reason is not None:
                return reason, False
        return None, self._put_heading(part)

    def _put_heading(self, part: str) -> bool:
        """Put the next heading where it is due; whether some text was taken back for it."""
        if not part or not self._milestones.are_pending:
            return False
        self._milestones.feed(part)
        tail = self._tail()
        if self._drawing.forced or (at := self._milestones.due(tail)) is None:
            return False
        if at < len(tail):
            self._cut_back(self._text.tokens_within(self._text.length - len(tail) + at))
            self._stream.rewind(self._text.length, "length")
        self._drawing.forced = self._vocabulary.tokenize(self._milestones.wording(self._tail()))
        self._milestones.put(len(self._text.ids), len(self._drawing.forced))
        return at < len(tail)

    def _measured(self, length: LengthControl, part: str) -> StopReason | None:
        length.feed(part, self._text.length)
        if length.phase is not Phase.CUT and not self._may_end():
            return None
        self._cut, reason = length.ending(self._text.text())
        return reason

    def _tail(self) -> str:
        return self._text.text(max(0, self._text.length - _TAIL))

    def _may_end(self) -> bool:
        is_held = self._length is not None and self._length.phase is Phase.HOLD
        return not is_held and not self._milestones.are_pending

    def _go_on_instead(self) -> None:
        """The model wants to end too early: begin a paragraph, or draw again without an end."""
        tail = self._tail()
        if not tail.strip() or tail.endswith("\n"):
            self._drawing.banned += self._vocabulary.turn_ids
            return
        merged = _broken_behind(self._vocabulary, self._text.ids[-1])
        if merged:
            self._cut_back(len(self._text.ids) - 1)
        self._drawing.forced = merged or self._vocabulary.tokenize(_PARAGRAPH)

    def _stopped(self, at: int) -> tuple[StopReason | None, bool]:
        """A stop string stands at character `at`: the end, or taken out of a short text."""
        if self._may_end() or self._stops_refused >= _REFUSED_STOPS:
            self._cut = at
            return StopReason.FINISHED, False
        self._stops_refused += 1
        keep = self._text.tokens_within(at)
        self._rewind(keep, "stop_string", banned=self._text.ids[keep])
        self._go_on_instead()
        return None, True

    def _loop(self, start: int) -> StopReason | None:
        """The tokens from `start` on repeat earlier ones: write them anew, or give up."""
        self.loops_cut += 1
        near = abs(start - self._loop_at) < _STERN_TOKENS
        self._loop_tries = self._loop_tries + 1 if near else 1
        self._loop_at = start
        if self._loop_tries > _LOOP_TRIES or self.loops_cut > _most_loops(start):
            self._cut = _whole_sentences(self._text, start)
            return StopReason.LOOP_CUT
        self._sampling = sterner(self._request.sampling, self._loop_tries)
        self._rewind(start, "loop", banned=self._text.ids[start])
        self._stern_until = len(self._text.ids) + _STERN_TOKENS
        return None

    def _calm_down(self) -> None:
        self._stern_until = None
        self._sampling = self._request.sampling
        self._renew_chain()

    def _rewind(self, keep: int, reason: str, banned: int) -> None:
        """Go back to the first `keep` tokens, where `banned` may not come next."""
        self._cut_back(keep)
        self._stream.rewind(self._text.length, reason)
        self._renew_chain()
        if self._request.grammar is None:  # a grammar may allow no other token
            self._drawing.banned = (banned,)

    def _cut_back(self, keep: int) -> None:
        self._drawing.forced = []
        kept = self._text.truncate(self._milestones.border(keep))
        self._lane.rewind(self._base + kept)
        if self._guard is not None:
            self._guard.restart(self._text.parts())
        if self._length is not None:
            self._length.restart(self._text.text())
        self._milestones.restart(self._text.text())

    def _renew_chain(self) -> None:
        seed = self._request.seed + 7919 * self.loops_cut
        self._drawing.renew(self._sampling, seed, self._text.ids)


def _unwatched(length: LengthControl | None) -> int:
    """How many tokens no length asks to be looked at one by one."""
    return length.free_tokens if length is not None else MOST_AHEAD


def _broken_behind(vocabulary: Vocabulary, last: int) -> list[int]:
    """The token and a break behind it where a model writes both as one token, as "." may be."""
    merged = vocabulary.tokenize(vocabulary.piece(last).decode("utf-8", "replace") + _PARAGRAPH)
    return merged if len(merged) == 1 else []


def _most_loops(tokens: int) -> int:
    """How many may have been cut out of an answer that is so long."""
    return _LOOPS * (1 + tokens // _LOOPS_TOKENS)


def _guard(vocabulary: Vocabulary, prefill_ids: list[int]) -> LoopGuard:
    """A loop guard that knows the last tokens of the prefill."""
    text = GrowingText(vocabulary.piece, keep_leading=True)
    for token in prefill_ids[-_BEFORE:]:
        text.push(token)
    return LoopGuard(text.parts())


def _whole_sentences(text: GrowingText, tokens: int) -> int:
    """Characters of the last whole sentence's end within the first `tokens` tokens."""
    length = text.ends[tokens - 1] if tokens else 0
    return last_sentence_end(text.text()[:length]) or length
