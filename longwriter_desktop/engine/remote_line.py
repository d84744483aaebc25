# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The connection to a server: opened anew for each answer, and cut from any thread."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import openai

from longwriter_desktop import __version__
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem

# Headers that describe this machine, or that the environment holds for another server.
_NOT_SENT = ("x-stainless-", "openai-")


@dataclass(frozen=True)
class Patience:
    """How long a server is waited for, in seconds.

    `silence` is how long nothing may come: a slow machine reads a long prompt for minutes.
    A server that asks for a longer pause than `longest_pause` is not waited for, nor asked again
    before it is over.
    """

    connect: float = 10.0
    silence: float = 600.0
    tries: int = 5
    first_pause: float = 0.5
    longest_pause: float = 60.0


class Stopped(Exception):
    """The answer was cancelled."""


class Line:
    """The connection of one request. `cut` ends whatever waits on it, at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stream: Any = None
        self._is_cut = threading.Event()
        self.is_late = False  # nothing has come for too long
        self.is_waiting = False  # for the time at which the server may be asked again

    @property
    def is_cut(self) -> bool:
        return self._is_cut.is_set()

    def cut(self) -> None:
        """End the connection; a line that was cut connects no more. From any thread."""
        with self._lock:
            self._is_cut.set()
            _shut(self._stream)

    def close(self) -> None:
        """Give the connection back, when nothing waits on it any more: a server that still sends
        would wait on one that is only shut down."""
        with self._lock:
            connection = _socket_of(self._stream)
            if connection is not None:
                connection.close()

    def wait(self, seconds: float) -> None:
        """Pause. Raises `Stopped` when the line is cut."""
        self.is_waiting = True
        try:
            if self._is_cut.wait(seconds):
                raise Stopped
        finally:
            self.is_waiting = False

    @contextmanager
    def watched(self, seconds: float) -> Iterator[Callable[[], None]]:
        """While entered, end the connection, and be late, when nothing has come for so long.

        Yields what is to be called whenever something has come. What only keeps a connection alive
        would otherwise be waited for without an end: each byte sets a socket's time-out back.
        """
        over, last = threading.Event(), time.monotonic()
        self.is_late = False

        def note() -> None:
            nonlocal last
            last = time.monotonic()

        def watch() -> None:
            while (left := last + seconds - time.monotonic()) > 0:
                if over.wait(left):
                    return
            with self._lock:
                self.is_late = True
                _shut(self._stream)

        thread = threading.Thread(target=watch, name="server silence", daemon=True)
        thread.start()
        try:
            yield note
        finally:
            over.set()
            thread.join()

    def follow(self, request: httpx2.Request) -> None:
        """Hear of the connection that a request gets."""
        request.extensions = {**request.extensions, "trace": self._on_trace}

    def _on_trace(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            with self._lock:
                self._stream = info["return_value"]
                if self._is_cut.is_set():
                    _shut(self._stream)


def open_client(
    endpoint: Endpoint, base_url: str, key: Callable[[], str], patience: Patience, line: Line
) -> openai.OpenAI:
    """A client for a server, to be closed. It follows no redirect: the text goes to the host
    that the writer agreed to, and nowhere else; and it tells nothing of this machine.

    Raises `EngineProblem("endpoint_key")` for a key that cannot be sent: one that was copied with
    dots in place of its middle, or with something invisible.
    """
    secret = key()
    if not (secret.isascii() and secret.isprintable()):
        raise EngineProblem("endpoint_key", host=endpoint.host)

    def prepare(request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower().startswith(_NOT_SENT)]:
            del request.headers[name]
        if not secret:
            request.headers.pop("authorization", None)
        request.headers["user-agent"] = f"LongWriter-Desktop/{__version__}"
        line.follow(request)

    http = httpx2.Client(
        timeout=httpx2.Timeout(patience.silence, connect=patience.connect),
        follow_redirects=False,
        trust_env=not endpoint.is_on_this_machine,  # a proxy is of no use on the way to it
        event_hooks={"request": [prepare]},
    )
    return _Client(
        api_key=secret or "none",
        organization="",
        project="",
        base_url=base_url,
        max_retries=0,
        http_client=http,
    )


class _Client(openai.OpenAI):
    """Passes over events without data, as the standard of event streams has it: some servers keep
    a connection alive by them, and the client (3.52) would read them as JSON."""

    def _make_sse_decoder(self) -> Any:
        return _WithData(super()._make_sse_decoder())


class _WithData:
    def __init__(self, decoder: Any) -> None:
        self._decoder = decoder

    def iter_bytes(self, chunks: Iterator[bytes]) -> Iterator[Any]:
        return (event for event in self._decoder.iter_bytes(chunks) if event.data.strip())


def _socket_of(stream: Any) -> Any:
    return stream.get_extra_info("socket") if stream is not None else None


def _shut(stream: Any) -> None:
    connection = _socket_of(stream)
    if connection is None:
        return
    try:
        # Closing alone would leave a thread that reads from it waiting.
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already
