# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the client is shown of a growing text, and when."""

import time
from collections.abc import Callable

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import EngineEvent, TextDelta, TextRewound
from longwriter_desktop.engine.worker.text import GrowingText, StopStrings

FLUSH_SECONDS = 0.1  # each flush wakes the client, which takes a core from the model for a moment


class TextStream:
    """Sends new text at most every 100 ms. White space at the end, and what may become a
    stop string, wait: only what will stand is sent, or taken back by a `TextRewound`."""

    def __init__(
        self, text: GrowingText, stops: StopStrings, emit: Callable[[EngineEvent], None]
    ) -> None:
        self._text = text
        self._stops = stops
        self._emit = emit
        self._sent = 0
        self.due = 0.0  # when to flush, of `time.perf_counter`

    def flush(self) -> None:
        """Send what can be sent."""
        self.due = time.perf_counter() + FLUSH_SECONDS
        new = self._text.text(self._sent)
        if self._stops:
            new = new[: len(new) - self._stops.held_back(new)]
        self._send(new.rstrip())

    def rewind(self, keep: int, reason: str, ended: StopReason | None = None) -> None:
        """The text was cut back to `keep` characters; see `TextRewound`."""
        if self._sent > keep:
            self._sent = keep
            self._emit(TextRewound(keep, reason, ended))

    def finish(self, final: str) -> None:
        """Make what the client has equal to `final`."""
        self.rewind(len(final), "length")
        self._send(final[self._sent :])

    def _send(self, new: str) -> None:
        if new:
            self._sent += len(new)
            self._emit(TextDelta(new, len(self._text.ids)))
