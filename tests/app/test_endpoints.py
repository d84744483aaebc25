# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers that are changed: whom a key and the writer's agreement are for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest

from longwriter_desktop.app.endpoints import EndpointUse, needs_agreement
from longwriter_desktop.domain.endpoint import Endpoint, Endpoints
from longwriter_desktop.engine.probe_later import LazyProbe
from tests.ui.endpoint_steps import MemorySecrets

KEY = "sk-planted-5f1c9b7e"
BEFORE = "https://api.example.org/v1"


class MemoryStore:
    """Keeps endpoints as the file does."""

    def __init__(self) -> None:
        self.kept: tuple[Endpoint, ...] = ()

    def read(self) -> tuple[Endpoint, ...]:
        return self.kept

    def write(self, endpoints: Sequence[Endpoint]) -> None:
        self.kept = tuple(endpoints)


@pytest.fixture
def secrets() -> MemorySecrets:
    return MemorySecrets()


@pytest.fixture
def use(secrets: MemorySecrets) -> EndpointUse:
    """One server, with its key, that the writer has agreed to."""
    use = EndpointUse(MemoryStore(), secrets, cast(Endpoints, LazyProbe()))
    endpoint = use.new("Far", BEFORE)
    use.keep(endpoint, KEY)
    use.agree(use.all()[0])
    return use


def moved(use: EndpointUse, address: str) -> Endpoint:
    use.keep(replace(use.all()[0], base_url=address))
    return use.all()[0]


@pytest.mark.parametrize(
    "address",
    ["http://api.example.org/v1", "https://api.example.org:8443/v1",
     "https://other.example.org/v1", "https://api.example.org:no/v1", "api.example.org/v1"],
)  # fmt: skip
def test_neither_key_nor_agreement_follows_to_another_address(
    use: EndpointUse, secrets: MemorySecrets, address: str
) -> None:
    endpoint = moved(use, address)
    assert (secrets.kept, endpoint.has_key) == ({}, False)
    assert use.key_of(endpoint) == ""
    assert needs_agreement(endpoint)


@pytest.mark.parametrize(
    "address",
    ["https://api.example.org", "https://API.example.org:443/v1/", " https://api.example.org/v2"],
)
def test_both_stay_with_the_same_server(use: EndpointUse, address: str) -> None:
    endpoint = moved(use, address)
    assert use.key_of(endpoint) == KEY
    assert not needs_agreement(endpoint)


def test_a_key_that_is_typed_with_the_new_address_is_kept(use: EndpointUse) -> None:
    use.keep(replace(use.all()[0], base_url="http://api.example.org/v1"), "sk-new")
    assert use.key_of(use.all()[0]) == "sk-new"
    assert needs_agreement(use.all()[0])
