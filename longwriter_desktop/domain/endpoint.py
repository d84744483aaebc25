# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers that speak the OpenAI interface, as the writer has named them."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal, Protocol
from urllib.parse import urlsplit

_USUAL_PORTS = {"http": 80, "https": 443}
TakesAtOnce = Literal[1, 2, 3, 4, 5, 6, 7, 8]


@dataclass(frozen=True)
class Endpoint:
    """A server and the model on it. `base_url` is kept as it was typed.

    The key, if there is one, is in the keyring under `key_name`. `context_tokens` 0: unknown.
    """

    id: str
    name: str
    base_url: str
    model: str = ""
    context_tokens: int = 0
    has_key: bool = False
    is_confirmed: bool = False  # the writer has agreed that text is sent there
    takes_at_once: TakesAtOnce = 4

    @property
    def host(self) -> str:
        """The host name that is contacted; "" where the address has none."""
        try:
            return urlsplit(self.base_url).hostname or ""
        except ValueError:
            return ""

    @property
    def address(self) -> str:
        """The host with its port, as it was typed; "" where there is none."""
        try:
            return urlsplit(self.base_url).netloc
        except ValueError:
            return ""

    @property
    def origin(self) -> tuple[str, str, int | None]:
        """Scheme, host name and port: what a key and an agreement are for. A port that is not
        typed is the scheme's usual one."""
        try:
            parts = urlsplit(self.base_url.strip())
            return parts.scheme, parts.hostname or "", parts.port or _USUAL_PORTS.get(parts.scheme)
        except ValueError:
            return "", "", None

    @property
    def is_on_this_machine(self) -> bool:
        return is_loopback(self.host)

    @property
    def key_name(self) -> str:
        return f"endpoint:{self.id}"


@dataclass(frozen=True)
class ServerModel:
    """A model that a server offers; `context_tokens` 0 where it does not say."""

    name: str
    context_tokens: int = 0


@dataclass(frozen=True)
class Pause:
    """A request is sent again at `until`, a time of the monotonic clock, after `seconds` in all.
    `is_asked`: the server named the time; else it could not answer."""

    until: float
    seconds: float
    is_asked: bool


@dataclass(frozen=True)
class ConnectionReport:
    """What a test of a connection found. Seconds until the first word, 0 where none came; `server`
    is what kind of server it is, "" where that is not known."""

    models: tuple[ServerModel, ...] = ()
    model: str = ""
    context_tokens: int = 0
    first_token_seconds: float = 0.0
    streams: bool = False
    takes_schema: bool = False
    counts_tokens: bool = False
    server: str = ""


class Endpoints(Protocol):
    """Asks servers. Every call speaks to the network. Raises `EngineProblem`."""

    def models(self, endpoint: Endpoint, key: str) -> tuple[ServerModel, ...]:
        """The models that a server offers."""
        ...

    def test(self, endpoint: Endpoint, key: str) -> ConnectionReport:
        """Let the model write a few words, and see what the server can do."""
        ...

    def cancel(self) -> None:
        """End the call that runs; it raises `EngineProblem("load_cancelled")`."""
        ...


class EndpointStore(Protocol):
    """Keeps the endpoints, without their keys."""

    def read(self) -> tuple[Endpoint, ...]:
        """Those that were kept, without what cannot be read."""
        ...

    def write(self, endpoints: Sequence[Endpoint]) -> None:
        """Keep these in place of the ones before. Raises `EnvironmentProblem`."""
        ...


def is_loopback(host: str) -> bool:
    """Whether a host name is this computer's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
