# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One answer through worker and client, and how fast its tokens came."""

import time
from dataclasses import dataclass

from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    GenerationStats,
    LengthGoal,
    Message,
    PromptProgress,
    Sampling,
)
from longwriter_desktop.engine.client import WorkerEngine

PROMPT = "Write section 1 of 3 - The sea and the wind over it."
ENDLESS = LengthGoal(target=10**6, low=10**6 - 1, high=10**6 + 1)


@dataclass(frozen=True)
class Decoded:
    """`tokens` drawn in `seconds`, behind `prompt_tokens` in the cache."""

    tokens: int
    seconds: float
    prompt_tokens: int

    @property
    def drawn(self) -> float:
        """Tokens a second as a reader sees them."""
        return self.tokens / self.seconds

    @property
    def evaluated(self) -> float:
        """Tokens a second that went through the model: the first was drawn from the prompt."""
        return (self.tokens - 1) / self.seconds


def decode(engine: WorkerEngine, tokens: int, seed: int = 1, prompt: str = PROMPT) -> Decoded:
    """Write `tokens` tokens: the client's time from the read prompt to the last event."""
    request = GenerateRequest(
        (Message("user", prompt),), tokens, sampling=Sampling(temperature=1.0), seed=seed,
        length=ENDLESS,
    )  # fmt: skip
    started = 0.0
    stats = GenerationStats()
    for event in engine.generate(request):
        if isinstance(event, PromptProgress):
            started = time.perf_counter()
        elif isinstance(event, Generated):
            stats = event.stats
    seconds = time.perf_counter() - started
    return Decoded(stats.generated_tokens, seconds, stats.prompt_tokens)
