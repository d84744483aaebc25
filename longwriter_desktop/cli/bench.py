# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`longwriter bench`: how fast the loaded model reads and writes on this computer."""

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    LengthGoal,
    Message,
    TextEngine,
)

_PASSAGE = "The lamp was lit at dusk, and the keeper climbed the stairs as he had always done. "
_ANSWER_TOKENS = 200


def measure(engine: TextEngine) -> None:
    """Read a prompt of about half the context (600 tokens at most), write 200 tokens, print."""
    info = engine.info
    per_passage = engine.count_tokens([_PASSAGE])[0]
    passages = max(1, min(600, info.context_tokens // 2) // per_passage)
    request = GenerateRequest(
        (Message("user", "Go on with this text.\n\n" + _PASSAGE * passages),),
        max_tokens=_ANSWER_TOKENS,
        length=LengthGoal(1_000, 950, 1_100),
        loop_guard=False,
    )
    for event in engine.generate(request):
        if isinstance(event, Generated):
            stats = event.stats
            words = count_words(event.text)
            reading = stats.evaluated_tokens / stats.prompt_seconds if stats.prompt_seconds else 0.0
            words_rate = words / stats.generate_seconds if stats.generate_seconds else 0.0
            use = f"{info.backend}, {info.gpu_layers} of {info.layers} layers on the GPU"
            print(f"model    {info.name}, {use}, {info.threads} threads")
            print(f"reading  {reading:,.0f} tokens/s ({stats.evaluated_tokens} tokens)")
            print(
                f"writing  {stats.tokens_per_second:,.1f} tokens/s, "
                f"{words_rate * 60:,.0f} words/min"
            )
