# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The server: on the loopback address and nowhere else, for whoever has the token."""

import hmac
import json
import selectors
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from longwriter_desktop.domain.errors import EngineProblem, EnvironmentProblem
from longwriter_desktop.domain.ports import GenerateRequest, LocalEngine
from longwriter_desktop.serving.answering import Answering, Body, piece
from longwriter_desktop.serving.asked import Asked, Fields, chat, completion
from longwriter_desktop.serving.desk import ClientGone, EngineDesk
from longwriter_desktop.serving.problems import ApiProblem, of_engine

ADDRESS = "127.0.0.1"
OWNER = "longwriter"  # of the models in the list, by which clients know the server
LARGEST_BODY = 32 << 20  # bytes; many times what a context holds
_MOST_DIGITS = 18  # of a length; Python makes no number of thousands of them
_HOSTS = (ADDRESS, "localhost")
_IDLE_SECONDS = 60.0  # that a connection may wait for the next request, or for the rest of one

Explain = Callable[[EnvironmentProblem], str]


class ApiServer(ThreadingHTTPServer):
    """Offers a loaded engine as an OpenAI-compatible endpoint under `address`.

    `run` serves until `stop`, which may come from any other thread; then `close`. Raises
    `EnvironmentProblem("port_taken")`.
    """

    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(self, engine: LocalEngine, port: int, token: str, explain: Explain) -> None:
        self.desk = EngineDesk(engine)
        self.model = engine.info.name
        self.context_tokens = engine.info.context_tokens
        self.token = token
        self.explain = explain
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as error:
            raise EnvironmentProblem("port_taken", port=port, detail=str(error)) from error

    @property
    def address(self) -> str:
        """What clients call the base URL."""
        return f"http://{ADDRESS}:{self.server_port}/v1"

    def run(self) -> None:
        """Serve until `stop`."""
        self.serve_forever(poll_interval=0.1)

    def stop(self) -> None:
        """Let `run` return. From another thread."""
        self.shutdown()

    def close(self) -> None:
        """End what is being written, close all connections, wait until that is done."""
        self.desk.close()
        with self._lock:
            for connection in self._connections:
                _hang_up(connection)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that breaks the connection is no error; a bug is told as any other is, and
        the other clients are served on."""
        kind, error, trace = sys.exc_info()
        if kind is not None and error is not None and not isinstance(error, OSError):
            sys.excepthook(kind, error, trace)

    def is_for_us(self, host: str) -> bool:
        """Whether a `Host` header names this server: a web page that has its own name point at
        the loopback address would send that name."""
        name, _colon, port = host.partition(":")
        return name.lower() in _HOSTS and port in ("", str(self.server_port))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "longwriter"
    sys_version = ""
    timeout = _IDLE_SECONDS
    server: ApiServer

    def do_GET(self) -> None:
        self._answer({"/health": self._health, "/v1/models": self._models})

    def do_POST(self) -> None:
        self._answer({
            "/v1/chat/completions": lambda: self._write(chat),
            "/v1/completions": lambda: self._write(completion),
            "/tokenize": self._tokenize,
            "/v1/tokenize": self._tokenize,
        })  # fmt: skip

    def do_OPTIONS(self) -> None:
        self._answer({})  # no page of another origin may use this server

    do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what is asked for is nobody's business, and Ctrl-C stays readable."""

    def _answer(self, routes: Mapping[str, Callable[[], None]]) -> None:
        try:
            path = self._path()
            self._check(path)
            if path not in routes:
                status = 405 if self.command not in ("GET", "POST") else 404
                raise ApiProblem(status, f"There is no {self.command} {path} here.")
            routes[path]()
        except ClientGone:
            self.close_connection = True
        except ApiProblem as problem:
            self._refuse(problem)
        except EngineProblem as problem:
            self._refuse(of_engine(problem, self.server.explain(problem)))

    def _path(self) -> str:
        try:
            return urlsplit(self.path).path.rstrip("/")
        except ValueError as error:
            raise ApiProblem(400, "The address cannot be read.") from error

    def _check(self, path: str) -> None:
        if not self.server.is_for_us(self.headers.get("Host", "")):
            raise ApiProblem(403, "This host name is not served here.")
        if path == "/health":
            return
        kind, _space, given = self.headers.get("Authorization", "").partition(" ")
        token = self.server.token.encode()
        if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token):
            raise ApiProblem(401, "The token is missing or wrong.", code="invalid_api_key")

    def _body(self) -> Mapping[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            raise ApiProblem(411, "A Content-Length is needed.")
        if len(length) > _MOST_DIGITS or int(length) > LARGEST_BODY:
            raise ApiProblem(413, f"A request may have {LARGEST_BODY} bytes.")
        try:
            body = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError) as error:
            raise ApiProblem(400, f"The body is no JSON: {error}") from error
        if not isinstance(body, Mapping):
            raise ApiProblem(400, "The body must be an object.")
        return body

    def _health(self) -> None:
        self._send({"status": "ok"})

    def _models(self) -> None:
        server = self.server
        model = {
            "id": server.model, "object": "model", "created": 0, "owned_by": OWNER,
            "max_model_len": server.context_tokens,
        }  # fmt: skip
        self._send({"object": "list", "data": [model]})

    def _tokenize(self) -> None:
        """How many tokens a text has, or a conversation with its template."""
        body = self._body()
        if "messages" in body:
            request = GenerateRequest(Fields(body).messages(), 1)
            with self.server.desk.engine(self._is_gone) as engine:
                count = engine.reading_cost(request).total
        else:
            text = body.get("content", body.get("prompt"))
            if not isinstance(text, str):
                raise ApiProblem(400, "'content' must be a text.", "content")
            with self.server.desk.engine(self._is_gone) as engine:
                count = engine.count_tokens([text])[0]
        self._send({"count": count, "max_model_len": self.server.context_tokens})

    def _write(self, read: Callable[[Mapping[str, Any], int], Asked]) -> None:
        asked = read(self._body(), self.server.context_tokens)
        answering = Answering(asked, self.server.model)
        events = self.server.desk.answers(asked.requests, self._is_gone)
        if not asked.is_stream:
            self._send(answering.whole(events))
            return
        self._stream(answering, events)

    def _stream(self, answering: Answering, events: Any) -> None:
        """Send the pieces as they come. What goes wrong before the first text is an answer with
        its own status; later it is the last piece."""
        first = next(events)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for part in answering.pieces(_chained(first, events)):
                self.wfile.write(part)
        except EngineProblem as problem:
            self.wfile.write(piece(of_engine(problem, self.server.explain(problem)).body()))
        finally:
            events.close()
            self.close_connection = True

    def _refuse(self, problem: ApiProblem) -> None:
        self.close_connection = True  # the body may not have been read
        self._send(problem.body(), problem.status)

    def _send(self, body: Body, status: int = 200) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        if status == HTTPStatus.UNAUTHORIZED:
            self.send_header("WWW-Authenticate", "Bearer")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _is_gone(self) -> bool:
        """Whether the client has closed its side."""
        with selectors.DefaultSelector() as look:
            look.register(self.connection, selectors.EVENT_READ)
            try:
                return bool(look.select(0)) and self.connection.recv(1, socket.MSG_PEEK) == b""
            except OSError:
                return True


def _chained(first: Any, rest: Any) -> Any:
    yield first
    yield from rest


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # closed already
