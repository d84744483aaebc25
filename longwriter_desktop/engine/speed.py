# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How fast a model reads, learned from its answers."""

from longwriter_desktop.domain.ports import EngineEvent, Generated, ReadingCost
from longwriter_desktop.engine import protocol

_TELLING_TOKENS = 32  # a prompt of fewer new tokens says little about the speed of reading


class ReadingSpeed:
    """Seconds for a token of a prompt, once an answer has told."""

    def __init__(self) -> None:
        self._seconds: float | None = None

    def forget(self) -> None:
        """Another model is loaded."""
        self._seconds = None

    def learn(self, event: EngineEvent) -> None:
        if isinstance(event, Generated) and event.stats.evaluated_tokens >= _TELLING_TOKENS:
            self._seconds = event.stats.prompt_seconds / event.stats.evaluated_tokens

    def cost(self, measured: protocol.Measured) -> ReadingCost:
        read, seconds = measured.total - measured.reusable, self._seconds
        return ReadingCost(read, measured.total, read * seconds if seconds is not None else None)
