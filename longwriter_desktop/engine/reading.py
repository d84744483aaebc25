# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How fast a model reads, learnt from the prompts that it has read."""

from longwriter_desktop.domain.ports import EngineEvent, Generated, ReadingCost
from longwriter_desktop.engine.protocol import Measured

_TELLING_TOKENS = 32  # a prompt of fewer new tokens says little about the speed of reading


class ReadingSpeed:
    """Seconds for a token of a prompt, as with the last one that was long enough."""

    def __init__(self) -> None:
        self._seconds: float | None = None

    def forget(self) -> None:
        """Another model is loaded."""
        self._seconds = None

    def learn(self, event: EngineEvent) -> None:
        if isinstance(event, Generated) and event.stats.evaluated_tokens >= _TELLING_TOKENS:
            self._seconds = event.stats.prompt_seconds / event.stats.evaluated_tokens

    def cost(self, measured: Measured) -> ReadingCost:
        """What reading the rest of a prompt takes; no seconds before anything was learnt."""
        read = measured.total - measured.reusable
        seconds = read * self._seconds if self._seconds is not None else None
        return ReadingCost(read, measured.total, seconds)
