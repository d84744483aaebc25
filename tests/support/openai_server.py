# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A server on loopback that speaks OpenAI's interface, over an engine or a script, with faults."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    Message,
    Sampling,
    TextDelta,
    TextEngine,
)

Body = dict[str, Any]
Teller = Callable[[Body], Iterator[str | dict[str, Any]]]
"""Pieces of an answer, or whole deltas; a `{"finish": reason}` ends it, else it is "stop"; None: it
ends without one. A `{"raw": chunk}` is sent as it stands, and so are `{"bytes": data}`."""


@dataclass
class Fault:
    """Instead of an answer: a status with headers and a message, or a cut behind some pieces."""

    status: int = 0
    message: str = "no"
    headers: dict[str, str] = field(default_factory=dict)
    code: str | None = None
    cut_after: int | None = None
    page: str = ""  # instead of JSON
    data: bytes = b""  # in place of JSON that is well formed
    content: dict[str, Any] | None = None  # JSON instead of an error
    meets: threading.Barrier | None = None  # is not said before so many have been asked


@dataclass
class OpenAiServer:
    """What the server has and says, and what it was asked.

    `owner` is what its models are owned by; `lacks` are fields that it refuses.
    """

    tell: Teller
    models: tuple[str, ...] = ("starter",)
    owner: str = ""
    model_fields: dict[str, Any] = field(default_factory=dict)
    context: int = 4096
    key: str = ""
    lacks: tuple[str, ...] = ()
    count: Callable[[str], int] | None = None
    counts_for: str = ""  # the model that must be named then
    faults: list[Fault] = field(default_factory=list)  # one for each request to write
    list_faults: list[Fault] = field(default_factory=list)  # one for each request for the list
    pages: dict[str, Callable[[], Body]] = field(default_factory=dict)  # of its own interface
    asked: list[Body] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    went_away: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def refuses(self, body: Body) -> str | None:
        return next((name for name in self.lacks if name in body), None)


@contextmanager
def serving(server: OpenAiServer) -> Iterator[OpenAiServer]:
    """Run a server until the block ends."""

    class Handler(_Handler):
        script = server

    http = _QuietServer(("127.0.0.1", 0), Handler)
    server.port = http.server_address[1]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def saying(*texts: str) -> Teller:
    """One text for each request, word by word; the last one again and again."""
    left = list(texts)

    def tell(body: Body) -> Iterator[str]:
        text = left.pop(0) if len(left) > 1 else left[0]
        words = text.split(" ")
        yield from (f"{' ' if at else ''}{word}" for at, word in enumerate(words))

    return tell


def written_by(engine: TextEngine) -> Teller:
    """What a real engine writes."""

    def tell(body: Body) -> Iterator[str | dict[str, Any]]:
        turns = [Message(turn["role"], turn["content"]) for turn in body["messages"]]
        prefill = turns.pop().content if turns[-1].role == "assistant" else ""
        request = GenerateRequest(
            tuple(turns),
            body.get("max_tokens", 400),
            prefill,
            Sampling(temperature=body.get("temperature", 0.7)),
            body.get("seed", 0),
            tuple(body.get("stop", ())),
            body.get("grammar"),
        )
        with closing(engine.generate(request)) as events:  # type: ignore[type-var]
            for event in events:
                if isinstance(event, TextDelta):
                    yield event.text
                elif isinstance(event, Generated):
                    is_cut = event.stop_reason is StopReason.LENGTH_LIMIT
                    yield {"finish": "length" if is_cut else "stop"}

    return tell


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone is no error here; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    timeout = 15  # seconds that a client may leave what it was sent unread
    protocol_version = "HTTP/1.1"
    script: OpenAiServer

    def log_message(self, format: str, *args: object) -> None:
        """Tests are silent."""

    def do_GET(self) -> None:
        script = self.script
        script.paths.append(self.path)
        script.headers.append({name.lower(): value for name, value in self.headers.items()})
        if script.key and self.headers.get("authorization") != f"Bearer {script.key}":
            self._say(401, {"error": {"message": f"Incorrect API key: {script.key[:6]}***"}})
        elif self.path == "/v1/models" and script.list_faults:
            self._fail(script.list_faults.pop(0))
        elif self.path == "/v1/models":
            rows = [
                {"id": name, "object": "model", "owned_by": script.owner, **script.model_fields}
                for name in script.models
            ]
            self._say(200, {"object": "list", "data": rows})
        elif self.path in script.pages:
            self._say(200, script.pages[self.path]())
        elif self.path.startswith("/props?model=") and script.owner == "llamacpp":
            self._say(200, {"default_generation_settings": {"n_ctx": script.context}})
        else:
            self._say(404, {"detail": "Not Found"})

    def do_POST(self) -> None:
        script = self.script
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        script.paths.append(self.path)
        script.headers.append({name.lower(): value for name, value in self.headers.items()})
        if self.path == "/tokenize" and script.counts_for not in ("", body.get("model")):
            self._say(404, {"error": {"message": "model not found"}})
        elif self.path == "/tokenize" and script.count is not None:
            text = body.get("content", body.get("prompt"))
            self._say(200, {"count": script.count(text), "tokens": [0] * script.count(text)})
        elif self.path == "/v1/chat/completions":
            with script.lock:
                script.asked.append(body)
                fault = script.faults.pop(0) if script.faults else None
            self._answer(body, fault)
        elif self.path in script.pages:
            self._say(200, script.pages[self.path]())
        else:
            self._say(404, {"detail": "Not Found"})

    def _answer(self, body: Body, fault: Fault | None) -> None:
        script = self.script
        refused = script.refuses(body)
        if script.key and self.headers.get("authorization") != f"Bearer {script.key}":
            self._say(401, {"error": {"message": f"Incorrect API key: {script.key[:6]}***"}})
        elif refused is not None:
            message = f"Unsupported parameter: '{refused}' is not supported with this model."
            self._say(400, {"error": {"message": message, "param": refused}})
        elif fault is not None and fault.cut_after is None:
            self._fail(fault)
        else:
            with script.lock:
                script.running += 1
                script.most_running = max(script.most_running, script.running)
            try:
                self._stream(body, None if fault is None else fault.cut_after)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
                script.went_away.set()
            finally:
                with script.lock:
                    script.running -= 1

    def _stream(self, body: Body, cut_after: int | None) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        finish: str | None = "stop"
        told = self.script.tell(body)
        try:
            for number, piece in enumerate(told):
                if number == cut_after:
                    self.close_connection = True
                    return
                if isinstance(piece, dict) and "finish" in piece:
                    finish = piece["finish"]
                elif isinstance(piece, dict) and "bytes" in piece:
                    self._write(piece["bytes"])
                elif isinstance(piece, dict) and "raw" in piece:
                    self._write(f"data: {json.dumps(piece['raw'])}\n\n".encode())
                else:
                    delta = piece if isinstance(piece, dict) else {"content": piece}
                    self._chunk({"choices": [_choice(delta, None)]})
        finally:
            close = getattr(told, "close", None)
            if close is not None:
                close()
        if finish is not None:
            self._chunk({"choices": [_choice({}, finish)]})
        usage = {"prompt_tokens": 77, "completion_tokens": 5, "total_tokens": 82}
        if "stream_options" in body:
            self._chunk({"choices": [], "usage": usage})
        self._write(b"data: [DONE]\n\n")
        self._write(b"")

    def _chunk(self, content: Body) -> None:
        fields = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "starter"}
        self._write(f"data: {json.dumps({**fields, **content})}\n\n".encode())

    def _write(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _fail(self, fault: Fault) -> None:
        if fault.meets is not None:
            fault.meets.wait(20)
        if fault.page:
            self._send(fault.status, "text/html", fault.page.encode(), fault.headers)
            return
        if fault.data:
            self._send(fault.status, "application/json", fault.data, fault.headers)
            return
        error = {"error": {"message": fault.message, "code": fault.code}}
        self._say(fault.status, fault.content or error, fault.headers)

    def _say(self, status: int, content: Body, headers: dict[str, str] | None = None) -> None:
        self._send(status, "application/json", json.dumps(content).encode(), headers or {})

    def _send(self, status: int, kind: str, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


def _choice(delta: Body, finish: str | None) -> Body:
    return {"index": 0, "delta": delta, "finish_reason": finish}
