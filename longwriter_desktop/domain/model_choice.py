# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which model a document is planned or written with."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ModelChoice:
    """A model file by its place, or a server by its id; its name is for when it is not there."""

    name: str
    path: Path = Path()
    server: str = ""
