# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the page of models works with, and how models are sought, sorted and named there."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from longwriter_desktop.app.downloads import PASSES_BY_ITSELF
from longwriter_desktop.app.path_lines import line_of, path_of
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.domain.catalogue import (
    CatalogueModel,
    DownloadProgress,
    HubFile,
    ModelHub,
    Secrets,
)
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.fit_report import FitReport, Verdict
from longwriter_desktop.domain.load_choice import LoadChoice
from longwriter_desktop.domain.ports import ModelFile, Notice

TOKEN_REFUSED = "hub_token_refused"
_FOLDERS = "model.folders"
_PART = r"[A-Za-z0-9][\w.\-]*"
_ADDRESS = re.compile(r"(?:https?://[^/]+|(?:www\.)?huggingface\.co|hf\.co)/(?:models/)?")
_REPOSITORY = re.compile(rf"{_PART}/{_PART}")
_ORDER = {Verdict.FITS: 0, Verdict.TIGHT: 1, Verdict.NO: 2, Verdict.UNKNOWN: 3}
SIZES = {"small": (1, 2_000_000_000), "medium": (2_000_000_000, 6_000_000_000),
         "large": (6_000_000_000, None)}  # fmt: skip


class DownloadState(Enum):
    """Where a download stands."""

    WAITING = "waiting"  # another one comes first
    RUNNING = "running"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True)
class Download:
    """A file that is fetched or was; `path` is where it lies when it is done."""

    file: HubFile
    state: DownloadState
    progress: DownloadProgress
    problem: Notice | None = None
    path: Path | None = None

    @property
    def code(self) -> str:
        """Why it failed; "" where it did not."""
        problem = self.problem if self.state is DownloadState.FAILED else None
        return problem.code if problem is not None else ""

    @property
    def is_tried_again(self) -> bool:
        """Whether it failed for a cause that passes, so that the program asks again."""
        return self.code in PASSES_BY_ITSELF

    @property
    def needs_token(self) -> bool:
        """Whether it failed for want of a token that is good."""
        return self.code in ("hub_gated", TOKEN_REFUSED)


class Changes(Protocol):
    """A signal without arguments."""

    def connect(self, receiver: Callable[[], object], /) -> object: ...


class Downloads(Protocol):
    """Fetches files in the background. Every method returns at once.

    `changed` is emitted in the window's thread when a download has gone on or another state.
    """

    @property
    def changed(self) -> Changes: ...

    def list(self) -> Sequence[Download]:
        """All downloads since the program began, and those that were paused before."""
        ...

    def start(self, file: HubFile) -> None: ...

    def pause(self, file: HubFile) -> None: ...

    def resume(self, file: HubFile) -> None:
        """Go on with one that was paused or has failed, or that waits for the network."""
        ...

    def cancel(self, file: HubFile) -> None:
        """Give a download up and delete what has come of it; it leaves the list."""
        ...

    def close(self) -> None:
        """Pause what runs, when the program ends."""
        ...


class Fitting(Protocol):
    """Says whether a file runs here; it may take a moment, so it is called in a thread."""

    def __call__(
        self,
        file: HubFile | ModelFile,
        model: CatalogueModel | None,
        words: int,
        language: str,
        choice: LoadChoice | None = None,
    ) -> FitReport:
        """`model` is what the catalogue says of a `HubFile`; `words` are to be written in a
        `language` (BCP 47 tag). `choice` is judged in place of the writer's for the file."""
        ...


@dataclass(frozen=True)
class Offer:
    """The models of the catalogue, and what in it could not be read."""

    models: Sequence[CatalogueModel] = ()
    notices: Sequence[Notice] = ()


@dataclass(frozen=True)
class ModelParts:
    """What the page of models works with.

    All but `secrets` and `downloads` is called in a thread of its own. `place_of` says where a
    local file was found: "program", "own" (the program's own folder), "hub", "lm_studio",
    "ollama", or the path of a folder that the writer added. `address` is that of the Hub, or of
    its mirror; `token_name` is what the Hub's token is kept under.
    """

    catalogue: Callable[[], Offer]
    local_models: Callable[[], Sequence[ModelFile]]
    place_of: Callable[[ModelFile], str]
    fit: Fitting
    hub: ModelHub
    secrets: Secrets
    downloads: Downloads
    delete: Callable[[ModelFile], object]
    what_deleting_frees: Callable[[ModelFile], int]
    address: str = "https://huggingface.co"
    token_name: str = "hub"
    has_gpu: bool = False  # that the engine can put a model's layers on

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def page_of(self, repository: str) -> str:
        """The address of a repository's page, with its licence and what its authors say."""
        return f"{self.address.rstrip('/')}/{repository}"


@dataclass(frozen=True)
class Wanted:
    """What is sought: words, a language code, a key of `SIZES`, a purpose; "" for any."""

    text: str = ""
    language: str = ""
    size: str = ""
    purpose: str = ""


def is_wanted(model: CatalogueModel, wanted: Wanted) -> bool:
    """Whether a model is one of those that are sought."""
    said = " ".join((model.name, model.repository, model.summary, model.licence)).casefold()
    if not all(word in said for word in wanted.text.casefold().split()):
        return False
    if wanted.language and wanted.language not in model.languages:
        return False
    if wanted.purpose and wanted.purpose not in model.purposes:
        return False
    return not wanted.size or any(_has_size(file, wanted.size) for file in model.files)


def _has_size(file: HubFile, size: str) -> bool:
    low, high = SIZES[size]
    return low <= size_of(file) and (high is None or size_of(file) < high)


def size_of(file: HubFile) -> int:
    """Bytes of a file, in round figures where no more is known; 0 where nothing is."""
    return file.size_bytes or file.about_bytes


def best_file(
    model: CatalogueModel, reports: Mapping[HubFile, FitReport]
) -> tuple[HubFile, FitReport] | None:
    """The largest of a model's files that fit best and are not slow, or else the smallest of
    them; None where nothing is known yet."""
    known = [(file, reports[file]) for file in model.files if file in reports]
    if not known:
        return None
    best = min(_ORDER[report.verdict] for _, report in known)
    fitting = [pair for pair in known if _ORDER[pair[1].verdict] == best]
    quick = [pair for pair in fitting if not pair[1].is_slow]
    return quick[-1] if quick else fitting[0]


def recommended_file(model: CatalogueModel, reports: Mapping[HubFile, FitReport]) -> HubFile | None:
    """The file of a model to take on this machine; None where none fits and is not slow."""
    found = best_file(model, reports)
    if found is None or found[1].verdict is not Verdict.FITS or found[1].is_slow:
        return None
    return found[0]


def suggestions_first(
    models: Sequence[CatalogueModel], reports: Mapping[HubFile, FitReport], language: str = ""
) -> tuple[list[CatalogueModel], list[CatalogueModel]]:
    """The models that fit this machine and are not slow on it, the most able of those that know
    `language` first, and the others as they come."""
    fitting = [model for model in models if recommended_file(model, reports)]
    fitting.sort(key=lambda model: (language not in model.languages, -model.parameters))
    return fitting, [model for model in models if model not in fitting]


def plain_model(repository: str, files: Sequence[HubFile]) -> CatalogueModel:
    """A repository of which no more is known than its files."""
    return CatalogueModel(repository, repository, repository, tuple(files), "", (), 0, 0, ())


def unlisted(
    models: Sequence[CatalogueModel], downloads: Sequence[Download]
) -> list[CatalogueModel]:
    """The repositories of downloads that are not done, where no model has the file."""
    known = {file for model in models for file in model.files}
    found: dict[str, list[HubFile]] = {}
    for one in downloads:
        if one.state is not DownloadState.DONE and one.file not in known:
            found.setdefault(one.file.repository, []).append(one.file)
    return [plain_model(repository, files) for repository, files in found.items()]


def repository_of(typed: str) -> str:
    """The repository that a name or an address of the Hub means: "owner/name".

    Raises:
        InputProblem: `repository_name` (typed).
    """
    text = typed.strip()
    address = _ADDRESS.match(text)
    parts = [part for part in text[address.end() if address else 0 :].split("/") if part]
    is_whole = address is not None or len(parts) == 2  # behind a pasted address more may follow
    name = "/".join(parts[:2])
    if not is_whole or not _REPOSITORY.fullmatch(name) or ".." in name:
        raise InputProblem("repository_name", typed=typed.strip())
    return name


def own_folders(preferences: Preferences) -> list[Path]:
    """The folders that the writer added, in which models are sought."""
    return [Path(path_of(line)) for line in preferences.text(_FOLDERS).splitlines() if line]


def add_folder(preferences: Preferences, folder: Path) -> None:
    """Seek models in one more folder."""
    folders = own_folders(preferences)
    if folder not in folders:
        _keep_folders(preferences, [*folders, folder])


def forget_folder(preferences: Preferences, folder: Path) -> None:
    """Seek models no longer in a folder. Its files stay."""
    _keep_folders(preferences, [path for path in own_folders(preferences) if path != folder])


def _keep_folders(preferences: Preferences, folders: Sequence[Path]) -> None:
    preferences.set(_FOLDERS, "\n".join(line_of(str(path)) for path in folders))
