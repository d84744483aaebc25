# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From what the engine writes to the bodies that are sent, whole or as a stream."""

import json
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerationStats,
    TextDelta,
    Thinking,
)
from longwriter_desktop.serving.asked import Asked

_REASONS = {StopReason.LENGTH_LIMIT: "length", StopReason.CONTEXT_FULL: "length"}
DONE = b"data: [DONE]\n\n"

Body = dict[str, Any]


class Answering:
    """The bodies that answer one request. `model` is the name that stands in them."""

    def __init__(self, asked: Asked, model: str) -> None:
        self._asked = asked
        kind = "chat.completion" if asked.is_chat else "text_completion"
        self._is_chunk = asked.is_stream and asked.is_chat
        prefix = "chatcmpl" if asked.is_chat else "cmpl"
        self._head: Body = {
            "id": f"{prefix}-{secrets.token_hex(12)}",
            "object": f"{kind}.chunk" if self._is_chunk else kind,
            "created": int(time.time()),
            "model": model,
        }
        self._ended: dict[int, Generated] = {}

    def whole(self, events: Iterable[tuple[int, EngineEvent]]) -> Body:
        """One body with all answers."""
        self._ended = {number: event for number, event in events if isinstance(event, Generated)}
        choices = [self._choice(number, self._ended[number]) for number in sorted(self._ended)]
        return {**self._head, "choices": choices, "usage": self._usage()}

    def pieces(self, events: Iterable[tuple[int, EngineEvent]]) -> Iterator[bytes]:
        """A stream, piece by piece as the text comes; `DONE` is the last."""
        if self._asked.is_chat:
            for number in range(len(self._asked.requests)):
                yield self._piece(number, {"role": "assistant", "content": ""}, None)
        for number, event in events:
            match event:
                case TextDelta():
                    yield self._piece(number, self._delta(event.text), None)
                case Thinking() if self._asked.is_chat:
                    yield self._piece(number, {"reasoning_content": event.text}, None)
                case Generated():
                    self._ended[number] = event
                    yield self._piece(number, {} if self._asked.is_chat else "", _reason(event))
        if self._asked.tells_usage:
            yield piece({**self._head, "choices": [], "usage": self._usage()})
        yield DONE

    def _delta(self, text: str) -> Any:
        return {"content": text} if self._asked.is_chat else text

    def _piece(self, number: int, delta: Any, reason: str | None) -> bytes:
        name = "delta" if self._asked.is_chat else "text"
        choice = {"index": number, name: delta, "logprobs": None, "finish_reason": reason}
        return piece({**self._head, "choices": [choice]})

    def _choice(self, number: int, answer: Generated) -> Body:
        choice: Body = {"index": number, "logprobs": None, "finish_reason": _reason(answer)}
        if not self._asked.is_chat:
            return {**choice, "text": answer.text}
        message: Body = {"role": "assistant", "content": answer.text, "refusal": None}
        if answer.thinking:
            message["reasoning_content"] = answer.thinking
        return {**choice, "message": message}

    def _usage(self) -> Body:
        """Tokens. The prompt of answers that share it counts once, as OpenAI counts it."""
        stats = [self._ended[number].stats for number in sorted(self._ended)]
        prompts: dict[object, GenerationStats] = {}
        for request, each in zip(self._asked.requests, stats, strict=False):
            prompts.setdefault((request.messages, request.prefill), each)
        read = sum(each.prompt_tokens for each in prompts.values())
        thought = sum(each.thought_tokens for each in stats)
        written = sum(each.generated_tokens for each in stats) + thought
        cached = sum(min(each.reused_tokens, each.prompt_tokens) for each in prompts.values())
        return {
            "prompt_tokens": read,
            "completion_tokens": written,
            "total_tokens": read + written,
            "prompt_tokens_details": {"cached_tokens": cached},
            "completion_tokens_details": {"reasoning_tokens": thought},
        }


def _reason(answer: Generated) -> str:
    return _REASONS.get(answer.stop_reason, "stop")


def piece(body: Mapping[str, Any]) -> bytes:
    """One piece of a stream."""
    return b"data: " + json.dumps(body).encode() + b"\n\n"
