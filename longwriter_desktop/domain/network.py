# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every host that the program can contact. The preferences show this list and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from longwriter_desktop.domain.endpoint import Endpoint, is_loopback

Purpose = Literal["models", "model_files", "sent_on", "writing", "proxy"]


@dataclass(frozen=True)
class Host:
    """A host name, and the code of what it is contacted for; "sent_on" is about the hosts that
    this one has a download fetched from.
    """

    name: str
    purpose: Purpose
    is_here: bool = False  # it is this computer


HUB = Host("huggingface.co", "models")
# The Hub answers a download with an address of its delivery network below these names.
_HUB_FILES = (Host("*.huggingface.co", "model_files"), Host("*.hf.co", "model_files"))
HOSTS: tuple[Host, ...] = (HUB, *_HUB_FILES)


def hosts(
    endpoints: Sequence[Endpoint], mirror: str = "", proxies: Sequence[str] = ()
) -> tuple[Host, ...]:
    """All hosts, those of the writer's own servers behind those that models come from; `mirror`
    is the address of the Hub that the environment names instead of the usual one, `proxies` are
    the addresses of what may stand between this computer and all others.
    """
    found = list(HOSTS)
    mirror_host = _host_of(mirror)
    if mirror_host:
        # Nobody but the mirror knows where it keeps its files.
        found = [Host(mirror_host, "models"), Host(mirror_host, "sent_on")]
    found += [
        Host(endpoint.host, "writing", endpoint.is_on_this_machine)
        for endpoint in endpoints
        if endpoint.host
    ]
    names = filter(None, map(_host_of, proxies))
    found += [Host(name, "proxy", is_loopback(name)) for name in names]
    return tuple(dict.fromkeys(found))


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
