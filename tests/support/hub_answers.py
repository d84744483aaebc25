# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the Hub on this machine answers; `hub_server.py` says what it holds and what goes wrong."""

import hashlib
import json
import socket
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, quote, unquote, urlsplit

if TYPE_CHECKING:
    from tests.support.hub_server import HubServer

Kind = Literal["api", "resolve", "file"]
_PIECE = 4096
_TRICKLE_SECONDS = 0.01
_COMMIT = "c" * 40


@dataclass(frozen=True)
class Request:
    """What a client asked for; header names are in lower case."""

    kind: Kind
    method: str
    path: str
    headers: Mapping[str, str]


@dataclass
class Sent:
    """A part of a file that went over the wire: where it began, and how many bytes it had."""

    sha256: str
    start: int
    count: int = 0


@dataclass(frozen=True)
class Failure:
    """An answer in place of the right one."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    hangs: bool = False  # no answer at all, until the server is closed


@dataclass
class Repository:
    """Files by their names; `is_gated`: only whoever has agreed may fetch them."""

    files: dict[str, bytes] = field(default_factory=dict)
    commit: str = _COMMIT
    is_gated: bool = False
    is_private: bool = False
    without_lfs: bool = False


class Listener:
    """One port, with a thread that answers there."""

    def __init__(self, hub: "HubServer", handler: type["_Handler"]) -> None:
        bound = type(handler.__name__, (handler,), {"hub": hub})
        self._server = _Server(("127.0.0.1", 0), bound)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that left in the middle is no error here."""


class _Handler(BaseHTTPRequestHandler):
    hub: "HubServer"
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
        self.hub.opened(self.connection)

    def finish(self) -> None:
        self.hub.closed(self.connection)
        super().finish()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the tests look at `requests`."""

    def asked(self, kind: Kind) -> Failure | None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        return self.hub.note(Request(kind, self.command, self.path, headers))

    def reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        given = {"Content-Length": str(len(body)), "Content-Type": "application/json", **headers}
        for name, value in given.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def reply_error(self, failure: Failure) -> None:
        if failure.hangs:
            self.hub.closing.wait()
            self.close_connection = True
            return
        self.reply(failure.status, failure.body, failure.headers)


class HubHandler(_Handler):
    """The Hub itself: what a repository holds, and where a file lies."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        # A proxy is asked for whole addresses.
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        kind: Kind = "api" if path.startswith("/api/") else "resolve"
        failure = self.asked(kind)
        if failure is not None:
            self.reply_error(failure)
        elif kind == "api":
            self._model(path.removeprefix("/api/models/"), parse_qs(parts.query))
        else:
            self._resolve(path)

    def _model(self, name: str, query: Mapping[str, list[str]]) -> None:
        repository = self._visible(name.partition("/revision/")[0])
        if repository is None:
            return
        with_sizes = query.get("blobs", ["false"])[0].lower() in ("true", "1")
        found = [
            _sibling(name, data, with_sizes, repository) for name, data in repository.files.items()
        ]
        info = {
            "id": name,
            "modelId": name,
            "sha": repository.commit,
            "private": repository.is_private,
            "gated": "manual" if repository.is_gated else False,
            "disabled": False,
            "tags": [],
            "downloads": 0,
            "likes": 0,
            "siblings": found,
        }
        self.reply(200, json.dumps(info).encode(), {})

    def _visible(self, name: str) -> Repository | None:
        """The repository, or None when the client was told that there is none for it."""
        given = self.headers.get("Authorization", "")
        repository = self.hub.repositories.get(name)
        if given and given.removeprefix("Bearer ") not in {self.hub.token, *self.hub.agreed}:
            message = "Invalid credentials in Authorization header"
            self.reply(401, b'{"error": "Invalid username or password."}',
                       {"X-Error-Message": message})  # fmt: skip
        elif repository is None or (repository.is_private and not given):
            missing = {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"}
            self.reply(404 if given else 401, b'{"error": "Repository not found"}', missing)
        else:
            return repository
        return None

    def _resolve(self, path: str) -> None:
        name, _, rest = path.lstrip("/").partition("/resolve/")
        revision, _, file = rest.partition("/")
        if name in self.hub.renamed:
            target = f"/{self.hub.renamed[name]}/resolve/{revision}/{quote(file)}"
            self.reply(307, b"", {"Location": target})
            return
        repository = self._visible(name)
        if repository is None:
            return
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if repository.is_gated and token not in self.hub.agreed:
            self.reply(403 if token else 401, b'{"error": "gated"}',
                       {"X-Error-Code": "GatedRepo"})  # fmt: skip
        elif revision not in ("main", repository.commit):
            self.reply(404, b"{}", {"X-Error-Code": "RevisionNotFound"})
        elif file not in repository.files:
            self.reply(404, b"{}", {"X-Error-Code": "EntryNotFound"})
        else:
            self._found(repository, repository.files[file])

    def _found(self, repository: Repository, data: bytes) -> None:
        sha256 = hashlib.sha256(data).hexdigest()
        commit = {} if self.hub.without_commit else {"X-Repo-Commit": repository.commit}
        if repository.without_lfs:
            plain = {"ETag": f'"{git_sha1(data)}"', **commit}
            self.reply(200, data, plain)
            return
        self.reply(302, b"", {
            "Location": f"{self.hub.files_url}/{sha256}?signature=1",
            "X-Linked-Etag": f'"{sha256}"',
            "X-Linked-Size": str(len(data) + self.hub.size_error),
            "Accept-Ranges": "bytes",
            **commit,
        })  # fmt: skip


class FileHandler(_Handler):
    """Where the files lie: whole ones, and parts of them."""

    def do_GET(self) -> None:
        failure = self.asked("file")
        sha256 = urlsplit(self.path).path.lstrip("/")
        data = self.hub.find(sha256)
        if failure is not None or data is None:
            self.reply_error(failure or Failure(404))
            return
        asked = self.headers.get("Range", "") if not self.hub.ignores_ranges else ""
        start = int(asked.removeprefix("bytes=").partition("-")[0]) if asked else 0
        if start >= len(data):
            self.reply(416, b"", {"Content-Range": f"bytes */{len(data)}"})
            return
        self.send_response(206 if asked else 200)
        self.send_header("ETag", '"of the storage"')
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        if self.hub.is_chunked:
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        self._send(self.hub.begin(sha256, start), data)

    def _send(self, sent: Sent, data: bytes) -> None:
        if self.hub.spoils and sent.start == 0:
            data = bytes([data[0] ^ 255]) + data[1:]
        end = len(data)
        cut = self.hub.cut(sent.start, end - sent.start) if self.hub.cut is not None else None
        stop = end if cut is None else min(end, sent.start + cut)
        position = sent.start
        while position < stop:
            if self.hub.stalls(position - sent.start):
                self.hub.closing.wait()
                return
            if not self._may_send(position):
                return
            piece = data[position : min(position + (self.hub.trickle or _PIECE), stop)]
            self.wfile.write(piece)
            position += len(piece)
            sent.count = position - sent.start
            if self.hub.trickle and self.hub.closing.wait(_TRICKLE_SECONDS):
                return
        if stop < end:
            shut(self.connection)
            self.close_connection = True

    def _may_send(self, position: int) -> bool:
        """Wait until the client has taken what went before; False when it is gone."""
        while self.hub.ahead is not None and position - self.hub.ahead() >= self.hub.window:
            if self.hub.closing.wait(0.0005) or not _is_open(self.connection):
                return False
        return True


def git_sha1(data: bytes) -> str:
    """What git names a file."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _sibling(name: str, data: bytes, with_sizes: bool, repository: Repository) -> dict[str, object]:
    if not with_sizes:
        return {"rfilename": name}
    whole: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": git_sha1(data)}
    if not repository.without_lfs:
        sha256 = hashlib.sha256(data).hexdigest()
        whole["lfs"] = {"sha256": sha256, "size": len(data), "pointerSize": 135}
    return whole


def _is_open(connection: socket.socket) -> bool:
    """Whether the other side of a connection is still there."""
    state = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)
    established = 1
    return struct.unpack("B", state)[0] == established


def shut(connection: socket.socket) -> None:
    """End a connection without losing what is under way to the client."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already
