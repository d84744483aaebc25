# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where themes, icons and the sample lie: inside an installed package, or beside a checkout's."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """An instruction to start with; `words` is the length of the document."""

    instruction: str
    words: int
    language: str


def resource_folder() -> Path:
    package = Path(__file__).resolve().parents[1]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def read_sample() -> Sample:
    """The bundled sample instruction."""
    data = tomllib.loads((resource_folder() / "sample.toml").read_text(encoding="utf-8"))
    return Sample(data["instruction"], data["words"], data["language"])
