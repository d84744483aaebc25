# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is sent to a server for an answer: only fields that servers of its kind know."""

from dataclasses import replace
from typing import Any, Literal

from longwriter_desktop.domain.ports import GenerateRequest, Message
from longwriter_desktop.engine.remote_facts import Facts
from longwriter_desktop.engine.remote_plan import schema_note, schema_of
from longwriter_desktop.engine.remote_server import Server
from longwriter_desktop.engine.remote_text import go_on_prompt
from longwriter_desktop.engine.worker.loops import sterner

Way = Literal["continue_final_message", "last_message", "ask"]
_MOST_STOPS = 4  # that OpenAI's interface takes; all are looked for here too
_STERN = 0.3  # of both of OpenAI's penalties, for each attempt to get out of a loop
_BOUNDING = ("longwriter", "vllm", "llama-server")  # keep texts to a schema's `maxLength`
_FINAL = {"continue_final_message": True, "add_generation_prompt": False}
_LAST_MESSAGE = "prefill"  # how a refusal of a last turn of the model's is remembered


def way_to_go_on(server: Server, facts: Facts) -> Way:
    """How an answer is gone on with: in place where the server can, else by asking for it."""
    if facts.kind == "vllm" and server.takes("continue_final_message"):
        return "continue_final_message"
    if facts.kind in ("llama-server", "longwriter") and server.takes(_LAST_MESSAGE):
        return "last_message"
    return "ask"


def give_up_way(server: Server, way: Way) -> None:
    """The server did not go on with an answer in this way."""
    server.refuse(_LAST_MESSAGE if way == "last_message" else way)


def uses_schema(server: Server, facts: Facts, request: GenerateRequest) -> bool:
    """Whether a plan is asked for as JSON."""
    is_plan = request.plan is not None and server.takes("response_format")
    return is_plan and not _uses_grammar(server, facts, request)


def body_for(
    server: Server,
    facts: Facts,
    request: GenerateRequest,
    *,
    before: str,
    way: Way,
    words: int,
    tokens: int,
    seed: int,
    sternness: int = 0,
) -> dict[str, Any]:
    """The request for what comes behind `before`, `tokens` long at most; `words` are wanted.
    `sternness` counts the attempts to get out of a loop."""
    sampling = sterner(request.sampling, sternness) if sternness else request.sampling
    messages = list(request.messages)
    if uses_schema(server, facts, request) and request.plan is not None:
        last = messages[-1]
        messages[-1] = replace(last, content=last.content + schema_note(request.plan))
    if before:
        messages.append(Message("assistant", before))
        if way == "ask":
            messages.append(Message("user", go_on_prompt(before, words)))
    body: dict[str, Any] = {
        "model": facts.model,
        "messages": [{"role": turn.role, "content": turn.content} for turn in messages],
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": seed,
    }
    if sternness and facts.kind != "longwriter":  # that has a penalty of its own
        body |= {"frequency_penalty": _STERN * sternness, "presence_penalty": _STERN * sternness}
    if request.stop:
        body["stop"] = list(request.stop[:_MOST_STOPS])
    if before and way == "continue_final_message":
        body |= _FINAL
    if uses_schema(server, facts, request) and request.plan is not None:
        body["response_format"] = schema_of(request.plan, facts.kind in _BOUNDING)
    if facts.kind in ("llama-server", "vllm", "longwriter"):
        body |= _of_kind(server, facts, replace(request, sampling=sampling))
    return body


def _of_kind(server: Server, facts: Facts, request: GenerateRequest) -> dict[str, Any]:
    """What goes beyond OpenAI's interface."""
    sampling = request.sampling
    names = {"enable_thinking": request.thinks, "thinking": request.thinks}  # to the template
    body: dict[str, Any] = {
        "top_k": sampling.top_k, "min_p": sampling.min_p, "chat_template_kwargs": names
    }  # fmt: skip
    if facts.kind == "vllm":
        return body | {"repetition_penalty": sampling.repeat_penalty}
    body["repeat_penalty"] = sampling.repeat_penalty
    if facts.kind == "longwriter":
        return body
    body |= {
        "repeat_last_n": sampling.penalty_tokens,
        "dry_multiplier": sampling.dry_multiplier,
        "cache_prompt": True,
    }
    return body | ({"grammar": request.grammar} if _uses_grammar(server, facts, request) else {})


def _uses_grammar(server: Server, facts: Facts, request: GenerateRequest) -> bool:
    is_taken = facts.kind == "llama-server" and server.takes("grammar")
    return request.grammar is not None and is_taken
