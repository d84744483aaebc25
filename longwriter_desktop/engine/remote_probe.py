# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Trying a server out before it is used: what it offers, and what it can do."""

import json
import threading
import time
from dataclasses import replace
from typing import Any

from longwriter_desktop.domain.endpoint import ConnectionReport, Endpoint, ServerModel
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.remote_facts import CAREFUL_CONTEXT, find_facts, list_models
from longwriter_desktop.engine.remote_line import Line, Patience, Stopped
from longwriter_desktop.engine.remote_pauses import Pauses
from longwriter_desktop.engine.remote_reader import Reader
from longwriter_desktop.engine.remote_server import ConnectionCut, Server

_PATIENCE = Patience(connect=10.0, silence=120.0, tries=2, longest_pause=5.0)
_TOKENS = 64
_THINKING_TOKENS = 2_048  # where those went into a thought
_SCHEMA = {
    "type": "json_schema",
    "json_schema": {
        "name": "answer",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {"ready": {"type": "boolean"}},
            "required": ["ready"],
            "additionalProperties": False,
        },
    },
}


class ServerProbe:
    """`Endpoints` over the network. `cancel` may come from any thread.

    The writer asks by it whether a server answers, so that it does not wait for the end of a pause;
    what the server says then of a pause is meant for all who share the `pauses`.
    """

    def __init__(self, patience: Patience = _PATIENCE, pauses: Pauses | None = None) -> None:
        self._patience = patience
        self._pauses = pauses or Pauses()
        self._lock = threading.Lock()
        self._line = Line()

    def models(self, endpoint: Endpoint, key: str) -> tuple[ServerModel, ...]:
        """The models that a server offers. Raises `EngineProblem`."""
        try:
            return list_models(self._server(endpoint, key))
        except Stopped:
            raise EngineProblem("load_cancelled") from None

    def test(self, endpoint: Endpoint, key: str) -> ConnectionReport:
        """Let the model write a few words, once freely and once to a schema."""
        try:
            return self._tested(endpoint, key)
        except Stopped:
            raise EngineProblem("load_cancelled") from None
        except ConnectionCut:
            raise EngineProblem("endpoint_cut", host=endpoint.host) from None

    def cancel(self) -> None:
        """End what runs, at once."""
        with self._lock:
            self._line.cut()

    def _tested(self, endpoint: Endpoint, key: str) -> ConnectionReport:
        facts = find_facts(self._server(endpoint, key))
        server = self._server(replace(endpoint, model=facts.model), key, facts.base_url)
        body: dict[str, Any] = {
            "messages": [{"role": "user", "content": "Say in one sentence that you are ready."}],
            "max_tokens": _TOKENS,
        }
        began, first, pieces = time.monotonic(), 0.0, 0
        reader, text = Reader("", None), ""
        for piece in server.answer(body, self._line):
            if piece.text or piece.thought:
                first = first or time.monotonic() - began
                pieces += 1
            text += reader.feed(piece.text).text
        if not text + reader.rest().text:
            body["max_tokens"] = _THINKING_TOKENS
        return ConnectionReport(
            models=facts.models,
            model=facts.model,
            context_tokens=facts.room(endpoint) or CAREFUL_CONTEXT,
            first_token_seconds=first,
            streams=pieces > 1,
            takes_schema=self._takes_schema(server, body),
            counts_tokens=facts.counts_tokens,
            server=facts.server_name,
        )

    def _takes_schema(self, server: Server, body: dict[str, Any]) -> bool:
        reader = Reader("", None)
        try:
            pieces = server.answer({**body, "response_format": _SCHEMA}, self._line)
            text = "".join(reader.feed(piece.text).text for piece in pieces)
            answer = json.loads(text + reader.rest().text)
        except (EngineProblem, ValueError):
            return False
        return isinstance(answer, dict) and "ready" in answer

    def _server(self, endpoint: Endpoint, key: str, base_url: str = "") -> Server:
        with self._lock:
            if not base_url:
                self._line = Line()
                self._pauses.forget(endpoint.address)
            server = Server(endpoint, lambda: key, self._patience, base_url, self._pauses)
            server.line = self._line
            return server
