# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How long a prompt will take, learnt from those that were read."""

from longwriter_desktop.domain.ports import EngineEvent, Generated, ReadingCost

_TELLING_TOKENS = 32  # a prompt of fewer new tokens says little about the speed of reading


class ReadingSpeed:
    """The speed at which one model reads; unknown before it has read a prompt."""

    def __init__(self) -> None:
        self._seconds: float | None = None  # for a token of a prompt

    def learn(self, event: EngineEvent) -> None:
        """Take note of an answer that is over."""
        if isinstance(event, Generated) and event.stats.evaluated_tokens >= _TELLING_TOKENS:
            self._seconds = event.stats.prompt_seconds / event.stats.evaluated_tokens

    def cost(self, reusable: int, total: int) -> ReadingCost:
        """What reading a prompt costs of which `reusable` tokens are in the cache."""
        read, seconds = total - reusable, self._seconds
        return ReadingCost(read, total, read * seconds if seconds is not None else None)
