# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From the body of a request to what the engine is asked for. What cannot be done is refused
by name, never left out in silence."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from longwriter_desktop.domain.ports import GenerateRequest, Message, Sampling
from longwriter_desktop.serving.problems import ApiProblem

MOST_ANSWERS = 8
MOST_STOPS = 16
_ANY_OBJECT = '{"type": "object"}'
_ROLES = {"system": "system", "developer": "system", "user": "user", "assistant": "assistant"}
# What changes the answer in a way that we have not got; null, 0, false and "" ask for nothing.
_NOT_HERE = (
    "tools", "functions", "logprobs", "top_logprobs", "logit_bias", "frequency_penalty",
    "presence_penalty", "audio", "modalities", "echo", "suffix", "web_search_options",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The answers that one request asks for, and how they are to be sent."""

    requests: tuple[GenerateRequest, ...]
    is_chat: bool
    is_stream: bool
    tells_usage: bool


def chat(body: Mapping[str, Any], context_tokens: int) -> Asked:
    """Read `/v1/chat/completions`. Raises `ApiProblem`."""
    fields = Fields(body)
    messages = fields.messages()
    prefill = ""
    if messages[-1].role == "assistant":  # an answer that has begun and is to go on
        prefill = messages[-1].content
        messages = messages[:-1]
    request = replace(
        fields.request(context_tokens),
        messages=messages,
        prefill=prefill,
        schema=fields.schema(),
        thinks=fields.thinks(),
    )
    return fields.asked([request], is_chat=True)


def completion(body: Mapping[str, Any], context_tokens: int) -> Asked:
    """Read `/v1/completions`: the model goes on with a text as it stands. Raises `ApiProblem`."""
    fields = Fields(body)
    prompts = body.get("prompt")
    texts = [prompts] if isinstance(prompts, str) else prompts
    if not isinstance(texts, list) or not texts or not all(_is_text(text) for text in texts):
        raise ApiProblem(400, "'prompt' must be a text or a list of texts.", "prompt")
    if len(texts) > MOST_ANSWERS:
        raise ApiProblem(400, f"At most {MOST_ANSWERS} prompts at once.", "prompt")
    base = replace(fields.request(context_tokens), messages=(), raw=True, schema=fields.schema())
    return fields.asked([replace(base, prefill=text) for text in texts], is_chat=False)


class Fields:
    """Reads the fields of a body, each checked. All methods raise `ApiProblem`."""

    def __init__(self, body: Mapping[str, Any]) -> None:
        self._body = body
        for name in _NOT_HERE:
            if body.get(name):
                raise ApiProblem(400, f"'{name}' is not supported here.", name, "unsupported")

    def asked(self, requests: list[GenerateRequest], is_chat: bool) -> Asked:
        count = self._whole("n", 1, 1, MOST_ANSWERS)
        answers = tuple(
            replace(request, seed=(request.seed + number) % (1 << 31))
            for request in requests
            for number in range(count)
        )
        if len(answers) > MOST_ANSWERS:
            raise ApiProblem(400, f"At most {MOST_ANSWERS} answers at once.", "n")
        options = self._body.get("stream_options") or {}
        if not isinstance(options, Mapping):
            raise ApiProblem(400, "'stream_options' must be an object.", "stream_options")
        is_stream = self._flag("stream")
        return Asked(answers, is_chat, is_stream, bool(options.get("include_usage")))

    def request(self, context_tokens: int) -> GenerateRequest:
        """All but the prompt and the form of the answer."""
        usual = Sampling(repeat_penalty=1.0)  # code and lists may repeat
        sampling = Sampling(
            temperature=self._number("temperature", usual.temperature, 0, 2),
            top_k=self._whole("top_k", usual.top_k, 0, 1_000_000),
            top_p=self._number("top_p", usual.top_p, 0, 1),
            min_p=self._number("min_p", usual.min_p, 0, 1),
            repeat_penalty=self._number("repeat_penalty", usual.repeat_penalty, 0.5, 2),
        )
        return GenerateRequest(
            (),
            self._most(context_tokens),
            sampling=sampling,
            seed=self._whole("seed", secrets.randbelow(1 << 31), -(1 << 63), 1 << 63) % (1 << 31),
            stop=self._stops(),
            loop_guard=False,  # what has been sent cannot be taken back
        )

    def _most(self, context_tokens: int) -> int:
        """Tokens of the answer; clients of LM Studio and llama.cpp ask for all there is by -1."""
        name = "max_completion_tokens" if self._body.get("max_completion_tokens") else "max_tokens"
        if self._body.get(name) == -1:
            return context_tokens
        return min(self._whole(name, context_tokens, 1, 1 << 31), context_tokens)

    def messages(self) -> tuple[Message, ...]:
        found = self._body.get("messages")
        if not isinstance(found, list) or not found:
            raise ApiProblem(400, "'messages' must be a list with a message in it.", "messages")
        return tuple(_message(item, f"messages[{at}]") for at, item in enumerate(found))

    def schema(self) -> str:
        """The JSON schema that the answer is to follow; "" for none."""
        form = self._body.get("response_format")
        kind = form.get("type") if isinstance(form, Mapping) else form
        if form is None or kind == "text":
            return ""
        if kind == "json_object":
            return _ANY_OBJECT
        named = form.get("json_schema") if kind == "json_schema" else None
        schema = named.get("schema") if isinstance(named, Mapping) else None
        if not isinstance(schema, Mapping):
            raise ApiProblem(
                400, "'response_format' must be text, json_object or json_schema with a schema.",
                "response_format",
            )  # fmt: skip
        return json.dumps(schema)

    def thinks(self) -> bool:
        """Whether the model may think first, where its template leaves the choice."""
        named = self._body.get("chat_template_kwargs")
        if isinstance(named, Mapping) and "enable_thinking" in named:
            return bool(named["enable_thinking"])
        return self._body.get("reasoning_effort") not in (None, "none", "minimal")

    def _stops(self) -> tuple[str, ...]:
        found = self._body.get("stop")
        stops = [found] if isinstance(found, str) else found or []
        if not isinstance(stops, list) or not all(_is_text(stop) for stop in stops):
            raise ApiProblem(400, "'stop' must be a text or a list of texts.", "stop")
        if len(stops) > MOST_STOPS:
            raise ApiProblem(400, f"At most {MOST_STOPS} texts to stop at.", "stop")
        return tuple(stops)

    def _flag(self, name: str) -> bool:
        value = self._body.get(name)
        if value is not None and not isinstance(value, bool):
            raise ApiProblem(400, f"'{name}' must be true or false.", name)
        return bool(value)

    def _whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self._body.get(name)
        if value is None:
            return default
        if type(value) is not int or not low <= value <= high:
            raise ApiProblem(400, f"'{name}' must be a whole number from {low} to {high}.", name)
        return value

    def _number(self, name: str, default: float, low: float, high: float) -> float:
        value = self._body.get(name)
        if value is None:
            return default
        if type(value) not in (int, float) or not low <= value <= high:
            raise ApiProblem(400, f"'{name}' must be a number from {low} to {high}.", name)
        return float(value)


def _message(item: Any, where: str) -> Message:
    role = _ROLES.get(str(item.get("role"))) if isinstance(item, Mapping) else None
    if role is None:
        raise ApiProblem(400, "A role must be system, developer, user or assistant.", where)
    return Message(role, _content(item.get("content"), where))  # type: ignore[arg-type]


def _content(content: Any, where: str) -> str:
    parts = [{"type": "text", "text": content}] if isinstance(content, str) else content
    if not isinstance(parts, list):
        raise ApiProblem(400, "A message must have a text.", where)
    for part in parts:
        is_text = isinstance(part, Mapping) and part.get("type") == "text"
        if not is_text or not _is_text(part.get("text")):
            raise ApiProblem(400, "Only text can be read here.", where, "unsupported")
    return "".join(part["text"] for part in parts)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
