# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every host that the program can contact. The preferences show this list and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from longwriter_desktop.domain.endpoint import Endpoint

Purpose = Literal["models", "model_files", "writing"]


@dataclass(frozen=True)
class Host:
    """A host name, and the code of what it is contacted for."""

    name: str
    purpose: Purpose
    is_here: bool = False  # it is this computer


HUB = Host("huggingface.co", "models")
# The Hub answers a download with an address of its delivery network below these names.
_HUB_FILES = (Host("*.huggingface.co", "model_files"), Host("*.hf.co", "model_files"))
HOSTS: tuple[Host, ...] = (HUB, *_HUB_FILES)


def hosts(endpoints: Sequence[Endpoint], mirror: str = "") -> tuple[Host, ...]:
    """All hosts, those of the writer's own servers last; `mirror` is the address of the Hub that
    the environment names instead of the usual one.
    """
    found = list(HOSTS)
    mirror_host = _host_of(mirror)
    if mirror_host:
        found[0] = Host(mirror_host, "models")
    found += [
        Host(endpoint.host, "writing", endpoint.is_on_this_machine)
        for endpoint in endpoints
        if endpoint.host
    ]
    return tuple(dict.fromkeys(found))


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
