# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Models that can be had: what the catalogue says of them, and the files on the Hub."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

Purpose = Literal["write", "plan"]


@dataclass(frozen=True)
class Prompting:
    """How a model is spoken to, where its file does not say so or says it wrongly.

    `template` is Jinja, or a line with `{prompt}` in it; "" leaves it to the file. `stop` are
    strings at which an answer ends, beside the file's own end of text. `thinks`: the model
    writes down what it thinks before it answers.
    """

    template: str = ""
    stop: tuple[str, ...] = ()
    thinks: bool = False


@dataclass(frozen=True)
class HubFile:
    """A GGUF file in a repository on the Hub. `name` is its path there.

    `size_bytes` is that of all parts of a file that is split; `parts` are their paths, empty
    for a whole file. `sha256` is "" where the Hub does not state it; `about_bytes` is the size
    in round figures, where the exact one is not known.
    """

    repository: str
    name: str
    size_bytes: int = 0
    sha256: str = ""
    quantisation: str = ""
    parts: tuple[str, ...] = ()
    about_bytes: int = 0


@dataclass(frozen=True)
class CatalogueModel:
    """A model of the catalogue, with its files from small to large.

    `context_tokens` is what it was trained for; `languages` are codes ("en"); `is_gated`:
    the Hub gives it only to whoever has agreed to its licence.
    """

    id: str
    name: str
    repository: str
    files: tuple[HubFile, ...]
    licence: str
    languages: tuple[str, ...]
    parameters: int
    context_tokens: int
    purposes: tuple[Purpose, ...] = ("write",)
    prompting: Prompting = Prompting()
    summary: str = ""
    is_gated: bool = False
    is_own: bool = False  # from the writer's own catalogue file


@dataclass(frozen=True)
class DownloadProgress:
    """How far a download is, in bytes; `seconds_left` None until the rate is known."""

    done: int
    total: int
    bytes_per_second: float = 0.0
    seconds_left: float | None = None
    is_checking: bool = False  # all bytes are here; their checksum is computed


class ModelHub(Protocol):
    """Where models come from. Every method speaks to the network, and only when called.

    Raises `EnvironmentProblem` with a code that `app/messages.py` knows.
    """

    def files(self, repository: str) -> list[HubFile]:
        """The GGUF files of a repository, split ones once, from small to large."""
        ...

    def download(self, file: HubFile) -> Generator[DownloadProgress, None, Path]:
        """Fetch a file into the shared cache, going on where an earlier try ended.

        Returns the path. Closing the generator pauses: what came stays for the next try.
        """
        ...

    def discard(self, file: HubFile) -> int:
        """Delete what came of an unfinished download; the bytes that this frees."""
        ...


class Secrets(Protocol):
    """Keys and tokens, kept by the operating system and nowhere else."""

    def get(self, name: str) -> str:
        """A secret; "" where there is none."""
        ...

    def set(self, name: str, value: str) -> None:
        """Keep a secret; "" forgets it. Raises `EnvironmentProblem("no_keyring")`."""
        ...
