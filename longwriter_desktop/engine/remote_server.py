# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Asking a server: requests with patience, answers piece by piece."""

import json
import math
import random
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx2
import openai
from openai.types.chat import ChatCompletionChunk

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.remote_line import Line, Patience, Stopped, open_client
from longwriter_desktop.engine.remote_pauses import Pauses
from longwriter_desktop.engine.remote_problems import (
    asked_to_wait,
    is_context,
    passes,
    problem_of,
    refused_field,
)

Result = TypeVar("Result")
_NEEDED = frozenset({"model", "messages", "stream"})
# Without it the request would mean something else: whoever asks does so in another way.
_NOT_LEFT_OUT = frozenset({"continue_final_message", "add_generation_prompt"})
_BROKEN = (
    httpx2.HTTPError, httpx2.StreamError, OSError, json.JSONDecodeError, UnicodeDecodeError,
    RecursionError,
)  # fmt: skip


class ConnectionCut(Exception):
    """The answer broke off in its middle; `problem` is what the server said of it, if anything."""

    def __init__(self, problem: EngineProblem | None = None) -> None:
        super().__init__()
        self.problem = problem


@dataclass(frozen=True)
class Piece:
    """A piece of an answer. `finish` is why the model ended, with the last one. The counts are 0
    where the server does not say; what was thought is part of what was written."""

    text: str = ""
    thought: str = ""
    finish: str = ""
    prompt_tokens: int = 0
    reused_tokens: int = 0
    written_tokens: int = 0
    thought_tokens: int = 0


_NOTHING = Piece()


class Server:
    """One server, as far as it is known. `base_url` is the address that answered."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: Callable[[], str],
        patience: Patience | None = None,
        base_url: str = "",
        pauses: Pauses | None = None,
    ) -> None:
        self.endpoint = endpoint
        self._name = endpoint.address
        self._pauses = pauses or Pauses()
        self.patience = patience or Patience()
        self.base_url = base_url or endpoint.base_url.strip()
        self._key = key
        self.line = Line()  # of `get` and `post`, so that they can be cut
        self.thinks = False  # whether its model has been seen to think before it answers
        self.condenses = True  # whether it is worth while to have a text that is too long condensed
        self._refused: set[str] = set()  # fields that it does not take

    def takes(self, field: str) -> bool:
        """Whether the server has not refused a field of a request yet."""
        return field not in self._refused

    def refuse(self, field: str) -> None:
        """Send a field no more."""
        self._refused.add(field)

    @property
    def wants_pause(self) -> bool:
        """Whether the server has asked to be left alone until later."""
        return self._pauses.end(self._name) > time.monotonic()

    def get(self, path: str) -> Any:
        """What the server says, as JSON; a `path` may be a whole address on the same host."""
        self._wait_for_turn(self.line)
        return self._ask(lambda client: client.get(path, cast_to=object))

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """As `get`, with a body."""
        self._wait_for_turn(self.line)
        return self._ask(lambda client: client.post(path, body=body, cast_to=object))

    def pause(self, line: Line, seconds: float, is_asked: bool = False) -> None:
        """Wait before the next request. Raises `Stopped` when the line is cut."""
        with self._pauses.told(seconds, is_asked):
            line.wait(seconds)

    def answer(self, body: dict[str, Any], line: Line) -> Generator[Piece, None, None]:
        """The pieces of an answer, as they come.

        What the server does not take is left out, and is not sent again. Raises `EngineProblem`,
        `Stopped` when the line is cut by us, `ConnectionCut` when the connection is lost or ends
        before the answer does.
        """
        with closing(line), self._client(line) as client:
            self._wait_for_turn(line)
            stream = self._with_patience(line, lambda: self._open(client, body))
            finish = ""
            try:
                with closing(stream), line.watched(self.patience.silence) as note:
                    self._check_kind(stream)
                    for piece in _pieces(stream):
                        if piece != _NOTHING:
                            note()
                        finish = finish or piece.finish
                        yield piece
            except openai.APITimeoutError as error:
                raise self._problem(error) from None
            except openai.APIConnectionError:
                raise self._lost(line) from None
            except openai.APIError as error:
                raise self._said_within(error) from None
            except _BROKEN:
                raise self._lost(line) from None
            if line.is_cut or line.is_late:
                raise self._lost(line)
            # Some servers never say why they ended; then a whole body is a whole answer.
            if not finish and stream.response.headers.get("transfer-encoding") != "chunked":
                raise ConnectionCut

    def _open(
        self, client: openai.OpenAI, body: dict[str, Any]
    ) -> openai.Stream[ChatCompletionChunk]:
        fields = {name: value for name, value in body.items() if self.takes(name)}
        while True:
            try:
                return client.chat.completions.create(
                    model=self.endpoint.model,
                    messages=fields["messages"],
                    stream=True,
                    extra_body={
                        name: value for name, value in fields.items() if name not in _NEEDED
                    },
                )
            except openai.APIStatusError as error:
                left_out = self._left_out(error, fields)
                if left_out is None:
                    raise
                limit = fields.pop(left_out)
                if left_out == "max_tokens" and not self.takes("max_tokens"):
                    fields["max_completion_tokens"] = limit

    def _left_out(self, error: openai.APIStatusError, fields: dict[str, Any]) -> str | None:
        """The field to try again without."""
        optional = [name for name in fields if name not in _NEEDED]
        if is_context(error):
            # The prompt may fit where room for the whole answer does not.
            limits = ("max_tokens", "max_completion_tokens")
            return next((name for name in limits if name in fields), None)
        refused = refused_field(error, optional)
        if refused is not None:
            self.refuse(refused)
        return None if refused in _NOT_LEFT_OUT else refused

    def _ask(self, ask: Callable[[openai.OpenAI], object]) -> Any:
        line = self.line
        with self._client(line) as client:
            return self._with_patience(line, lambda: ask(client))

    def _with_patience(self, line: Line, ask: Callable[[], Result]) -> Result:
        """Ask again after what passes: a moment later, then later and later, or when the server
        says."""
        pause = self.patience.first_pause
        for left in range(self.patience.tries - 1, -1, -1):
            try:
                with line.watched(self.patience.silence):
                    return ask()
            except openai.APIError as error:
                if line.is_cut or line.is_late:
                    raise self._lost(line) from None
                wanted = asked_to_wait(error)
                if not passes(error):
                    raise self._problem(error) from None
                until = self._pauses.ask(self._name, wanted or 0.0)
                self._check_pause(wanted or 0.0)
                if not left:
                    raise self._problem(error) from None
                seconds = pause * random.uniform(0.75, 1.25) if wanted is None else wanted
                self.pause(line, seconds, is_asked=wanted is not None)
                self._wait_for_turn(line, until)
                pause = min(pause * 2, self.patience.longest_pause)
            except _BROKEN:
                if line.is_cut or line.is_late:
                    raise self._lost(line) from None
                raise EngineProblem("endpoint_address", host=self.endpoint.host) from None
        raise AssertionError("the last try returns or raises")

    def _wait_for_turn(self, line: Line, waited_until: float = 0.0) -> None:
        """Leave the server alone for as long as it asked any request to, also after that one."""
        while (end := self._pauses.end(self._name)) > max(waited_until, time.monotonic()):
            left = end - time.monotonic()
            self._check_pause(left)
            self.pause(line, left, is_asked=True)
            waited_until = end

    def _check_pause(self, seconds: float) -> None:
        """One that is too long is not waited for, but told."""
        if seconds > self.patience.longest_pause:
            host = self.endpoint.host
            raise EngineProblem("endpoint_rate", host=host, seconds=math.ceil(seconds)) from None

    @contextmanager
    def _client(self, line: Line) -> Iterator[openai.OpenAI]:
        if not self.endpoint.host:
            raise EngineProblem("endpoint_no_address", address=self.endpoint.base_url)
        try:
            self.endpoint.host.encode("idna")  # what looks its address up does so too, unasked
            client = open_client(self.endpoint, self.base_url, self._key, self.patience, line)
        except (httpx2.InvalidURL, UnicodeError):
            address = self.endpoint.base_url
            raise EngineProblem("endpoint_no_address", address=address) from None
        with client:
            yield client

    def _problem(self, error: openai.APIError) -> EngineProblem:
        return problem_of(error, self.endpoint.host, self.endpoint.model, self._key())

    def _said_within(self, error: openai.APIError) -> Exception:
        """An error in place of the rest of an answer. What passes is tried again."""
        problem = self._problem(error)
        return problem if problem.code == "endpoint_context" else ConnectionCut(problem)

    def _lost(self, line: Line) -> Exception:
        """Why a connection has ended."""
        if line.is_cut:
            return Stopped()
        silent = EngineProblem("endpoint_silent", host=self.endpoint.host)
        return silent if line.is_late else ConnectionCut()

    def _check_kind(self, stream: openai.Stream[ChatCompletionChunk]) -> None:
        """A page for people is no answer, and some are never at their end."""
        if stream.response.headers.get("content-type", "").startswith("text/html"):
            raise EngineProblem("endpoint_address", host=self.endpoint.host)


def _pieces(stream: openai.Stream[ChatCompletionChunk]) -> Iterator[Piece]:
    """What comes, which from a server that does not stream is the whole answer, or an error."""
    response = stream.response
    if not response.headers.get("content-type", "").startswith("application/json"):
        for chunk in stream:
            yield _piece(_fields(chunk))
        return
    whole = _mapping(json.loads(response.read()))
    error = whole.get("error")
    if error:
        said = _text(_mapping(error).get("message")) or str(error)
        raise openai.APIError(said, response.request, body=error)
    yield _piece(whole)


def _fields(chunk: object) -> dict[str, Any]:
    """The client hands on what is no object as it came."""
    return chunk.to_dict(warnings=False) if isinstance(chunk, ChatCompletionChunk) else {}


def _piece(fields: dict[str, Any]) -> Piece:
    """Servers leave out what OpenAI's never do, so nothing is taken for granted."""
    usage = _mapping(fields.get("usage"))
    read, written = _mapping(usage.get("prompt_tokens_details")), usage.get("completion_tokens")
    details = _mapping(usage.get("completion_tokens_details"))
    choices = fields.get("choices")
    choice = _mapping(choices[0]) if isinstance(choices, list) and choices else {}
    delta = _mapping(choice.get("delta") or choice.get("message"))
    content = delta.get("content")
    thought = _text(delta.get("reasoning_content")) or _text(delta.get("reasoning"))
    return Piece(
        text=_text(content) or _of_kind(content, "text"),
        thought=thought or _of_kind(content, "thinking"),
        finish=_text(choice.get("finish_reason")),
        prompt_tokens=_number(usage.get("prompt_tokens")),
        reused_tokens=_number(read.get("cached_tokens")),
        written_tokens=_number(written),
        thought_tokens=_number(details.get("reasoning_tokens")),
    )


def _of_kind(content: object, kind: str) -> str:
    """What stands in the parts of one kind, where a content comes in parts (Mistral's servers)."""
    parts = [_mapping(part) for part in content] if isinstance(content, list) else []
    found = [part.get(kind) for part in parts if part.get("type") == kind]
    return "".join(_text(said) or _of_kind(said, "text") for said in found)


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
