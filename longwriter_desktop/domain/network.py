# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every host that the program can contact. The preferences show this list and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Host:
    """A host name, and the code of what it is contacted for."""

    name: str
    purpose: str


HOSTS: tuple[Host, ...] = ()
