# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The text of a server's answer as it comes: what ends it, and what is taken back."""

import re
import time
from collections.abc import Callable

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import EngineEvent, GenerateRequest
from longwriter_desktop.domain.sentences import last_sentence_end
from longwriter_desktop.engine.remote_loops import TextLoops
from longwriter_desktop.engine.worker.length import LengthControl, Phase
from longwriter_desktop.engine.worker.milestones import Milestones
from longwriter_desktop.engine.worker.stream import TextStream
from longwriter_desktop.engine.worker.text import GrowingText, StopStrings

_WORDS = re.compile(r"\s*\S+|\s+")
_PARAGRAPH = "\n\n"
_LOOP_TRIES = 3  # at one place
_LOOPS = 8  # in one answer: each costs a request
_NEAR = 300  # characters between two loops at one place
_TAIL = 400  # characters that tell whether a heading is due
_LONGEST_TOKEN = 8  # characters; a longer word holds more than one
OVERRUN = 2  # targets; a model that has come to no end by then is not near to one


class Draft:
    """Counts, cuts and shows a text; `reason` says why it is over, once it is.

    Text that repeats itself is taken back, and a heading is put where the model has not come to
    it in time. Both mean that the rest has to be asked for anew: there are no logits here.
    `may_overrun`: the model may come to its own end behind the target.
    """

    def __init__(
        self,
        request: GenerateRequest,
        emit: Callable[[EngineEvent], None],
        may_overrun: bool = False,
    ) -> None:
        self._most_tokens = request.max_tokens
        self._prefill = request.prefill
        self._chunks: list[bytes] = []
        self._text = GrowingText(self._chunks.__getitem__, keep_leading=bool(request.prefill))
        self._stops = StopStrings(request.stop)
        self._shown = TextStream(self._text, self._stops, emit)
        is_plan = request.plan is not None or request.grammar is not None
        goal = None if is_plan else request.length
        self._length = LengthControl(goal, request.prefill) if goal is not None else None
        self._milestones = Milestones(request.milestones, request.prefill)
        # What a model was asked to go on with is not to come again, either.
        self._loops = TextLoops(request.prefill) if request.loop_guard else None
        self._loop_tries = 0
        self._loop_at = -_NEAR
        self._cut: int | None = None
        self._may_overrun = may_overrun
        self._most_words = OVERRUN * goal.target if goal is not None else 0
        self._closing: tuple[int, StopReason] | None = None  # where the text could have ended
        self.tokens = 0  # near enough; how many they were the server says at the end, if ever
        self.loops_cut = 0
        self.sternness = 0  # attempts to get out of a loop that the next request is behind
        self.is_asked_anew = False  # whether the last piece of text was taken back or led on
        self.reason: StopReason | None = None

    @property
    def length(self) -> int:
        """Characters."""
        return self._text.length

    @property
    def pieces(self) -> int:
        """How many it was made of."""
        return len(self._text.ids)

    @property
    def text(self) -> str:
        """All of it, without the prefill."""
        return self._text.text()

    @property
    def is_short(self) -> bool:
        """Whether it may not end yet."""
        is_held = self._length is not None and self._length.phase is Phase.HOLD
        return is_held or self._milestones.are_pending

    @property
    def closed(self) -> tuple[str, StopReason] | None:
        """The text as it would have been closed near its target, and why, where it has run on far
        behind."""
        if self._closing is None or self._length is None or self._length.phase is not Phase.CUT:
            return None
        at, reason = self._closing
        return self.text[:at].rstrip(), reason

    def take(self, new: str) -> bool:
        """Put new text behind it; whether the request is over. A piece may be long, and the
        target be reached within it: words are taken one by one."""
        return any(self._take_word(word) for word in _WORDS.findall(new))

    def drop_thought(self, start: int, tokens: int) -> None:
        """What came behind `start`, when the text had `tokens` tokens, was no text."""
        self.cut_back(start)
        self.tokens, self.reason = tokens, None

    def cut_back(
        self, length: int, reason: str = "stop_string", ended: StopReason | None = None
    ) -> None:
        """Keep the first `length` characters; see `TextRewound`."""
        kept = self.text[:length]
        self._text.truncate(self._milestones.border(self._text.tokens_within(length)))
        if self._text.length < length:
            self._push(kept[self._text.length :])
        self._shown.rewind(self._text.length, reason, ended)
        self._measure_anew()

    def show(self) -> None:
        """Send what has come."""
        self._shown.flush()

    def end_cleanly(self, with_break: bool) -> None:
        """End it where a new paragraph can begin."""
        self.cut_back(len(self.text.rstrip()))
        is_open = self.text[-1:].isalnum()  # cut off by a limit, in the middle of a sentence
        if with_break and self._text.length and not is_open:
            self._push(_PARAGRAPH)
            self._measure_anew()

    def finish(self) -> str:
        """The text as it stands, sent to its last character."""
        whole = self.text
        final = (whole if self._cut is None else whole[: self._cut]).rstrip()
        self._shown.finish(final)
        return final

    def _take_word(self, new: str) -> bool:
        added = self._push(new)
        if added.strip():
            self.tokens += max(1, len(added) // _LONGEST_TOKEN)
        at = self._stops.find_behind(self._text, len(added)) if self._stops else None
        if at is not None:
            self.cut_back(at)
            self.reason = None if self.is_short else StopReason.FINISHED
            return True
        if self._length is not None:
            self._length.feed(added, self._text.length)
        if self._is_looping(added) or self._put_heading(added):
            return True
        if self._length is not None and self._length.phase is not Phase.HOLD:
            self._end_measured(self._length)
        elif self._length is None and self.tokens >= self._most_tokens:
            self.reason = StopReason.LENGTH_LIMIT
        if time.perf_counter() >= self._shown.due:
            self._shown.flush()
        return self.reason is not None

    def _end_measured(self, length: LengthControl) -> None:
        if self._may_overrun:
            if self._closing is None:
                at, reason = length.ending(self.text)
                self._closing = None if at is None or reason is None else (at, reason)
            if length.words >= self._most_words:
                self.reason = StopReason.LENGTH_LIMIT
        elif length.phase is Phase.CUT or not self._milestones.are_pending:
            self._cut, self.reason = length.ending(self.text)

    def _is_looping(self, added: str) -> bool:
        """Take a repetition back, and let the rest be asked for anew, or give up."""
        start = self._loops.feed(added) if self._loops is not None else None
        if start is None:
            self.sternness = 0 if self._is_past_loop else self.sternness
            return False
        start = max(start - len(self._prefill), 0)
        self.loops_cut += 1
        near = abs(start - self._loop_at) < _NEAR
        self._loop_tries = self._loop_tries + 1 if near else 1
        self._loop_at = start
        end = last_sentence_end(self.text[: start + 1])  # its full stop may be repeated too
        if self._loop_tries > _LOOP_TRIES or self.loops_cut > _LOOPS:
            self.reason = StopReason.LOOP_CUT
            is_new = self.text[: end or start].strip() not in self._prefill
            self._cut = (end or start) if is_new else 0
            return True
        self.cut_back(end if start - end < _NEAR else start, "loop")
        self.sternness, self.is_asked_anew = self._loop_tries, True
        return True

    @property
    def _is_past_loop(self) -> bool:
        return self._text.length > self._loop_at + _NEAR

    def _put_heading(self, added: str) -> bool:
        """Put the next heading where it is due: the model is asked to go on behind it."""
        if not self._milestones.are_pending:
            return False
        self._milestones.feed(added)
        start = max(0, self._text.length - _TAIL)
        tail = self._text.text(start)
        at = self._milestones.due(tail)
        if at is None:
            return False
        if at < len(tail):
            self.cut_back(start + at, "length")
        wording = self._milestones.wording(self.text[-_TAIL:])
        self._milestones.put(self.pieces, 1)
        self._push(wording)
        self._measure_anew()
        self.is_asked_anew = True
        return True

    def _push(self, new: str) -> str:
        self._chunks.append(new.encode("utf-8", "replace"))
        return self._text.push(len(self._chunks) - 1)

    def _measure_anew(self) -> None:
        """Count again what was cut back or put."""
        text = self.text
        if self._closing is not None and self._closing[0] > len(text):
            self._closing = None
        if self._length is not None:
            self._length.restart(text)
        if self._loops is not None:
            self._loops = TextLoops(self._prefill + text)
        self._milestones.restart(text)
