# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where themes, icons and the samples lie: inside an installed package, or beside a checkout's."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """A document to start with; `words` is its length, `language` its tag."""

    title: str
    instruction: str
    words: int
    language: str


def resource_folder() -> Path:
    package = Path(__file__).resolve().parents[1]
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def read_sample(language: str) -> Sample:
    """The bundled sample in a language ("en", "zh_CN"); the English one where there is no other."""
    path = resource_folder() / f"sample.{language.partition('_')[0]}.toml"
    if not path.is_file():
        path = path.with_name("sample.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Sample(data["title"], data["instruction"], data["words"], data["language"])
