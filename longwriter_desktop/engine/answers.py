# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The events of answers, out of those of a job; also where the job had to be ended by force."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    TextDelta,
    TextRewound,
)
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.jobs import CancelTimeout, JobEvent


def answers_of(
    events: Iterator[JobEvent], requests: Sequence[GenerateRequest]
) -> Iterator[tuple[int, EngineEvent]]:
    """(number of the answer from 0, event). Where the worker was killed because it did not end
    a cancelled job, what had come of each answer is its text.
    """
    partial = [_PartialText(request.seed) for request in requests]
    for event in events:
        match event:
            case CancelTimeout():
                for number, text in enumerate(partial):
                    if not text.is_whole:
                        yield number, text.cancelled()
            case (
                protocol.PromptProgress(event=inner, answer=number)
                | protocol.Thinking(event=inner, answer=number)
                | protocol.TextDelta(event=inner, answer=number)
                | protocol.TextRewound(event=inner, answer=number)
                | protocol.Generated(event=inner, answer=number)
            ):
                partial[number].follow(inner)
                yield number, inner


class _PartialText:
    """The text of an answer as far as it has come."""

    def __init__(self, seed: int) -> None:
        self._text = ""
        self._seed = seed
        self.is_whole = False

    def follow(self, event: EngineEvent) -> None:
        if isinstance(event, TextDelta):
            self._text += event.text
        elif isinstance(event, TextRewound):
            self._text = self._text[: event.keep]
        elif isinstance(event, Generated):
            self.is_whole = True

    def cancelled(self) -> Generated:
        return replace(Generated("", StopReason.CANCELLED), text=self._text, seed=self._seed)
