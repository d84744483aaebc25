# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The servers that the writer has named: kept, changed, tried out, and agreed to."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from longwriter_desktop.domain.catalogue import Secrets
from longwriter_desktop.domain.endpoint import (
    ConnectionReport,
    Endpoint,
    Endpoints,
    EndpointStore,
    ServerModel,
)
from longwriter_desktop.domain.errors import EngineProblem, EnvironmentProblem

PRESETS: tuple[tuple[str, str], ...] = (
    ("llama-server", "http://localhost:8080/v1"),
    ("Ollama", "http://localhost:11434/v1"),
    ("LM Studio", "http://localhost:1234/v1"),
    ("vLLM", "http://localhost:8000/v1"),
    ("LongWriter Desktop", "http://127.0.0.1:8737/v1"),
    ("OpenAI", "https://api.openai.com/v1"),
)


class EndpointUse:
    """All endpoints, in the order in which they were added. Keys are in the keyring, or, where
    there is none, in memory until the program ends."""

    def __init__(self, store: EndpointStore, secrets: Secrets, servers: Endpoints) -> None:
        self._store = store
        self._secrets = secrets
        self._servers = servers
        self._endpoints = {endpoint.id: endpoint for endpoint in store.read()}
        self._held_keys: dict[str, str] = {}
        self._lost_keys: set[str] = set()  # asked for, and nowhere
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever there are others, or one was changed."""
        self._listeners.append(listener)

    def all(self) -> tuple[Endpoint, ...]:
        return tuple(self._endpoints.values())

    def find(self, endpoint_id: str) -> Endpoint | None:
        """The endpoint as it is now; None where it was removed."""
        return self._endpoints.get(endpoint_id)

    def new(self, name: str, base_url: str) -> Endpoint:
        """An endpoint that is not kept yet."""
        return Endpoint(uuid.uuid4().hex, name, base_url)

    def agreed(self) -> tuple[Endpoint, ...]:
        """Those that text may be sent to without asking the writer first."""
        return tuple(each for each in self.all() if not needs_agreement(each))

    def keep(self, endpoint: Endpoint, key: str | None = None) -> bool:
        """Keep an endpoint as it is now, and its key; None leaves the key as it was.

        One that points to another host or port, or is reached in another way (https or http), must
        be agreed to again, and loses its key: a key is for the address that it was typed for.
        Returns whether the key outlives the program. Raises `EnvironmentProblem` where the endpoint
        cannot be written.
        """
        before = self._endpoints.get(endpoint.id)
        if before is not None and before.origin != endpoint.origin:
            endpoint = replace(endpoint, is_confirmed=False)
            key = "" if key is None else key
        is_kept = True
        if key is not None:
            endpoint = replace(endpoint, has_key=bool(key))
            is_kept = self._keep_key(endpoint, key)
        self._write({**self._endpoints, endpoint.id: endpoint})
        return is_kept

    def remove(self, endpoint: Endpoint) -> None:
        """Forget an endpoint and its key. Raises `EnvironmentProblem`."""
        self._write({id_: one for id_, one in self._endpoints.items() if id_ != endpoint.id})
        if endpoint.has_key:
            self._keep_key(endpoint, "")

    def agree(self, endpoint: Endpoint) -> Endpoint:
        """The writer agrees that text is sent there. Raises `EnvironmentProblem`."""
        agreed = replace(endpoint, is_confirmed=True)
        self._write({**self._endpoints, endpoint.id: agreed})
        return agreed

    def key_of(self, endpoint: Endpoint) -> str:
        """The key; "" where the server wants none. It may ask the keyring, which may ask the
        writer. Raises `EngineProblem("endpoint_key_again")` where it is no longer there."""
        if not endpoint.has_key:
            return ""
        key = self._held_keys.get(endpoint.id) or self._secrets.get(endpoint.key_name)
        if not key:
            self._lost_keys.add(endpoint.id)
            raise EngineProblem("endpoint_key_again", name=endpoint.name, host=endpoint.host)
        return key

    def has_lost_key(self, endpoint: Endpoint) -> bool:
        """Whether the key was asked for and is no longer there."""
        return endpoint.id in self._lost_keys

    def models(self, endpoint: Endpoint, key: str | None) -> tuple[ServerModel, ...]:
        """The models of a server; `key` None takes the one that is kept. Raises `EngineProblem`."""
        return self._servers.models(endpoint, self.key_of(endpoint) if key is None else key)

    def test(self, endpoint: Endpoint, key: str | None) -> ConnectionReport:
        """Try a server out; `key` as in `models`. Raises `EngineProblem`."""
        return self._servers.test(endpoint, self.key_of(endpoint) if key is None else key)

    def cancel(self) -> None:
        """End what `models` or `test` wait for, from any thread."""
        self._servers.cancel()

    def _keep_key(self, endpoint: Endpoint, key: str) -> bool:
        self._held_keys.pop(endpoint.id, None)
        self._lost_keys.discard(endpoint.id)
        try:
            self._secrets.set(endpoint.key_name, key)
        except EnvironmentProblem:
            if key:
                self._held_keys[endpoint.id] = key
            return not key
        return True

    def _write(self, endpoints: dict[str, Endpoint]) -> None:
        self._store.write(tuple(endpoints.values()))
        self._endpoints = endpoints
        for listener in self._listeners:
            listener()


def needs_agreement(endpoint: Endpoint) -> bool:
    """Whether the writer must be asked before text is sent to a server."""
    return not endpoint.is_on_this_machine and not endpoint.is_confirmed


def free_name(name: str, endpoints: Sequence[Endpoint]) -> str:
    """`name`, or "name 2" where another endpoint has it."""
    taken = {endpoint.name for endpoint in endpoints}
    number = 1
    while (free := name if number == 1 else f"{name} {number}") in taken:
        number += 1
    return free
