# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Short ways to ask an engine for a text and to look at what came."""

from typing import Any

from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    Message,
    TextDelta,
    TextEngine,
    TextRewound,
)

STORY = (
    "Write a document section by section.\n\nInstruction: A story about a lighthouse.\n\n"
    "Write section 1 of 3 - The keeper\nMain Point: he lights the lamp\nWord Count: 200 words"
)


def turns(*contents: str) -> tuple[Message, ...]:
    """A conversation: user and assistant in turn, the user first."""
    return tuple(
        Message("assistant" if at % 2 else "user", content) for at, content in enumerate(contents)
    )


def ask(engine: TextEngine, *contents: str, tokens: int = 40, **fields: Any) -> Generated:
    """The answer to a conversation."""
    return answer(events_of(engine, *contents, tokens=tokens, **fields))


def events_of(
    engine: TextEngine, *contents: str, tokens: int = 40, **fields: Any
) -> list[EngineEvent]:
    """All events of the answer to a conversation."""
    return list(engine.generate(GenerateRequest(turns(*contents), tokens, **fields)))


def answer(events: list[EngineEvent]) -> Generated:
    """The last event, which holds the whole answer."""
    last = events[-1]
    assert isinstance(last, Generated)
    return last


def shown(events: list[EngineEvent]) -> str:
    """What a reader who follows the events ends up with."""
    text = ""
    for event in events:
        if isinstance(event, TextDelta):
            text += event.text
        elif isinstance(event, TextRewound):
            assert event.keep < len(text)
            text = text[: event.keep]
    return text
