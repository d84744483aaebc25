# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers that speak the OpenAI interface, as the writer has named them."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


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
    takes_at_once: Literal[1, 2, 3, 4, 5, 6, 7, 8] = 4

    @property
    def host(self) -> str:
        """The host name that is contacted; "" where the address has none."""
        try:
            return urlsplit(self.base_url).hostname or ""
        except ValueError:
            return ""

    @property
    def is_on_this_machine(self) -> bool:
        return self.host in _LOOPBACK

    @property
    def key_name(self) -> str:
        return f"endpoint:{self.id}"
