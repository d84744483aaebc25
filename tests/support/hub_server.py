# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A Hub on this machine: the part of its API that the real `huggingface_hub` client uses.

Files lie on a second port, as they lie on another host than the Hub itself; a request there
must not carry the token. What goes wrong is told beforehand: answers in place of the right
ones (`fail`), connections that are cut, stall or say something else than the Hub does.
"""

import hashlib
import socket
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.hub_answers import (
    Failure,
    FileHandler,
    HubHandler,
    Kind,
    Listener,
    Repository,
    Request,
    Sent,
    shut,
)


class HubServer:
    """Serves `repositories` until it is closed.

    cut(start, length): after how many bytes of this answer the connection is cut; None: never.
    stall_after: send so many bytes of a file and then nothing, until the server is closed;
    stall_times: in so many answers; None: in all.
    trickle: send a file in pieces of so many bytes, with a short pause behind each.
    ahead: bytes that a client has; no more than `window` bytes beyond them are ever sent.
    size_error: added to the size that is stated. spoils: the first byte of files is wrong.
    ignores_ranges: a part of a file is answered with the whole file.
    """

    window = 65536

    def __init__(self) -> None:
        self.repositories: dict[str, Repository] = {}
        self.renamed: dict[str, str] = {}
        self.token = "hf_right"
        self.agreed: set[str] = set()  # tokens of people who may fetch gated files
        self.requests: list[Request] = []
        self.sent: list[Sent] = []
        self.cut: Callable[[int, int], int | None] | None = None
        self.stall_after: int | None = None
        self.stall_times: int | None = None
        self.trickle = 0
        self.ahead: Callable[[], int] | None = None
        self.size_error = 0
        self.spoils = False
        self.ignores_ranges = False
        self.is_chunked = False
        self.without_commit = False
        self.closing = threading.Event()
        self._failures: defaultdict[Kind, list[Failure]] = defaultdict(list)
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._hub = Listener(self, HubHandler)
        self._files = Listener(self, FileHandler)

    @property
    def url(self) -> str:
        """What `HF_ENDPOINT` is set to."""
        return self._hub.url

    @property
    def files_url(self) -> str:
        return self._files.url

    def add(self, repository: str, name: str, data: bytes) -> str:
        """Put a file into a repository; its SHA-256."""
        self.repositories.setdefault(repository, Repository()).files[name] = data
        return hashlib.sha256(data).hexdigest()

    def fail(self, kind: Kind, status: int, times: int = 1, **headers: str) -> None:
        """Answer the next requests of a kind with an error."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._failures[kind] += [Failure(status, named)] * times

    def answer(self, kind: Kind, failure: Failure) -> None:
        """Answer the next request of a kind with this."""
        self._failures[kind].append(failure)

    def asked(self, kind: Kind, method: str = "GET") -> list[Request]:
        """The requests of a kind, in their order."""
        return [item for item in self.requests if item.kind == kind and item.method == method]

    def close(self) -> None:
        """Cut every connection, and serve no longer."""
        self.closing.set()
        self.cut_all()
        self._hub.close()
        self._files.close()

    def cut_all(self) -> None:
        """Cut every connection that is open now."""
        with self._lock:
            for connection in self._connections:
                shut(connection)

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections.discard(connection)

    def note(self, request: Request) -> Failure | None:
        """Remember a request; what it is answered with instead of the truth."""
        with self._lock:
            self.requests.append(request)
            failures = self._failures[request.kind]
            return failures.pop(0) if failures else None

    def begin(self, sha256: str, start: int) -> Sent:
        with self._lock:
            self.sent.append(Sent(sha256, start))
            return self.sent[-1]

    def stalls(self, count: int) -> bool:
        """Whether an answer of which `count` bytes were sent goes no further."""
        with self._lock:
            if self.stall_after is None or count < self.stall_after or self.stall_times == 0:
                return False
            self.stall_times = None if self.stall_times is None else self.stall_times - 1
            return True

    def find(self, sha256: str) -> bytes | None:
        """The file with this checksum."""
        for repository in self.repositories.values():
            for data in repository.files.values():
                if hashlib.sha256(data).hexdigest() == sha256:
                    return data
        return None


@contextmanager
def serving() -> Iterator[HubServer]:
    """A Hub that is closed at the end, with the connections that the client keeps to it."""
    from huggingface_hub.utils import close_session

    close_session()  # the client reads the proxies of the environment when it is made
    server = HubServer()
    try:
        yield server
    finally:
        server.close()
        close_session()
