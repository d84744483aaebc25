# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the page of models works with, without a network, a keyring or other programs' folders."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from longwriter_desktop.app.models_page import Download, DownloadState, ModelParts, Offer
from longwriter_desktop.domain.catalogue import CatalogueModel, DownloadProgress, HubFile
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.fit_report import FitReport, Verdict
from longwriter_desktop.domain.load_choice import AUTOMATIC, LoadChoice
from longwriter_desktop.domain.ports import ModelFile, Notice

GIGABYTE = 1_000_000_000


def files(repository: str, stem: str, *sizes: tuple[str, float]) -> tuple[HubFile, ...]:
    """Files of a repository, a quantisation and gigabytes each."""
    return tuple(
        HubFile(repository, f"{stem}-{name}.gguf", round(size * GIGABYTE), quantisation=name)
        for name, size in sizes
    )


SMALL = CatalogueModel(
    "small", "Harbour Instruct 1.5B", "lighthouse/harbour-1.5b-gguf",
    files("lighthouse/harbour-1.5b-gguf", "harbour-1.5b", ("Q4_K_M", 1.0), ("Q8_0", 1.7)),
    "Apache 2.0", ("en", "zh", "de", "fr", "es"), 1_540_000_000, 32_768, ("write", "plan"),
    summary="A small model that follows instructions well. A good first one for a laptop.",
)  # fmt: skip
WRITER = CatalogueModel(
    "writer", "LongWriter Llama 3.1 8B", "lighthouse/longwriter-llama3.1-8b-gguf",
    files("lighthouse/longwriter-llama3.1-8b-gguf", "longwriter-llama3.1-8b",
          ("Q3_K_M", 4.0), ("Q4_K_M", 4.9), ("Q5_K_M", 5.7), ("Q8_0", 8.5)),
    "Llama 3.1 Community License", ("en", "zh"), 8_030_000_000, 131_072, ("write",),
    summary="Trained to write ten thousand words and more in one go.",
)  # fmt: skip
PLANNER = CatalogueModel(
    "planner", "Watchtower 27B", "lighthouse/watchtower-27b-gguf",
    files("lighthouse/watchtower-27b-gguf", "watchtower-27b", ("Q4_K_M", 16.5)),
    "Gemma Terms of Use", ("en",), 27_200_000_000, 131_072, ("plan",),
    summary="Large: for planning on a machine with much memory.", is_gated=True,
)  # fmt: skip
CATALOGUE = (SMALL, WRITER, PLANNER)


class FakeDownloads(QObject):
    """Downloads that go on when a test says so."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[HubFile, Download] = {}
        self.resumed: list[HubFile] = []

    def list(self) -> Sequence[Download]:
        return tuple(self.known.values())

    def close(self) -> None:
        """Nothing runs."""

    def start(self, file: HubFile) -> None:
        self.put(file, DownloadState.RUNNING, DownloadProgress(0, file.size_bytes))

    def pause(self, file: HubFile) -> None:
        self.put(file, DownloadState.PAUSED, self.known[file].progress)

    def resume(self, file: HubFile) -> None:
        self.resumed.append(file)
        self.put(file, DownloadState.RUNNING, self.known[file].progress)

    def cancel(self, file: HubFile) -> None:
        del self.known[file]
        self.changed.emit()

    def put(
        self,
        file: HubFile,
        state: DownloadState,
        progress: DownloadProgress,
        problem: Notice | None = None,
        path: Path | None = None,
    ) -> None:
        """Let a download stand like this."""
        self.known[file] = Download(file, state, progress, problem, path)
        self.changed.emit()


@dataclass
class FakeHub:
    """Lists files, or refuses with `problem`."""

    listed: Sequence[HubFile] = ()
    problem: EnvironmentProblem | None = None
    asked: list[str] = field(default_factory=list)

    def files(self, repository: str) -> list[HubFile]:
        self.asked.append(repository)
        if self.problem is not None:
            raise self.problem
        return [replace(file, repository=repository) for file in self.listed]

    def download(self, file: HubFile) -> Generator[DownloadProgress, None, Path]:
        raise NotImplementedError

    def discard(self, file: HubFile) -> int:
        raise NotImplementedError


@dataclass
class FakeSecrets:
    """A keyring, or none."""

    kept: dict[str, str] = field(default_factory=dict)
    problem: EnvironmentProblem | None = None

    def get(self, name: str) -> str:
        return self.kept.get(name, "")

    def set(self, name: str, value: str) -> None:
        if self.problem is not None:
            raise self.problem
        self.kept[name] = value


@dataclass
class FakeShop:
    """The parts and what a test looks at of them. `free` bytes of memory decide what fits."""

    catalogue: Sequence[CatalogueModel] = CATALOGUE
    mistakes: Sequence[Notice] = ()
    here: list[ModelFile] = field(default_factory=list)
    places: dict[Path, str] = field(default_factory=dict)
    free: int = 8 * GIGABYTE
    hub: FakeHub = field(default_factory=FakeHub)
    secrets: FakeSecrets = field(default_factory=FakeSecrets)
    downloads: FakeDownloads = field(default_factory=FakeDownloads)
    deleted: list[Path] = field(default_factory=list)
    asked_words: set[int] = field(default_factory=set)
    choice_of: Callable[[Path], LoadChoice] = lambda path: AUTOMATIC
    has_gpu: bool = False

    @property
    def parts(self) -> ModelParts:
        return ModelParts(
            catalogue=lambda: Offer(self.catalogue, self.mistakes),
            local_models=lambda: list(self.here),
            place_of=lambda model: self.places.get(model.path, "hub"),
            fit=self.fit,
            hub=self.hub,
            secrets=self.secrets,
            downloads=self.downloads,
            delete=self.delete,
            what_deleting_frees=lambda model: model.size_bytes,
            has_gpu=self.has_gpu,
        )

    def fit(
        self,
        file: HubFile | ModelFile,
        model: CatalogueModel | None,
        words: int,
        language: str,
        choice: LoadChoice | None = None,
    ) -> FitReport:
        self.asked_words.add(words)
        if isinstance(file, ModelFile):
            return self._fit_here(file, words, choice or self.choice_of(file.path))
        need = file.size_bytes + file.size_bytes // 5 + 300_000_000
        rate = 36 * GIGABYTE / max(file.size_bytes, 1)
        minutes = words * 1.4 / rate / 60
        if need <= self.free:
            return FitReport(Verdict.FITS, need, self.free, rate, minutes)
        if need <= 1.3 * self.free:
            return FitReport(Verdict.TIGHT, need, self.free, rate, minutes, "shorter_context", 8192)
        smaller = "Q3_K_M" if len(model.files if model else ()) > 1 else ""
        advice = "smaller_file" if smaller else "close_programs"
        return FitReport(Verdict.NO, need, self.free, rate, minutes, advice, smaller)

    def _fit_here(self, file: ModelFile, words: int, choice: LoadChoice) -> FitReport:
        """Each token of context takes as much as in a model of 8 billion weights."""
        context = choice.context_tokens or 16_384
        cache = context * (70_000 if choice.cache else 131_072)
        need = file.size_bytes + cache + 300_000_000
        rate = 36 * GIGABYTE / max(file.size_bytes, 1)
        report = FitReport(
            Verdict.FITS, need, self.free, rate, words * 1.4 / rate / 60, choice=choice,
            context_tokens=context, context_words=round(context / 1.35),
        )  # fmt: skip
        if need <= self.free:
            return report
        advised = replace(choice, context_tokens=8_192)
        verdict = Verdict.TIGHT if need <= 1.3 * self.free else Verdict.NO
        return replace(
            report, verdict=verdict, advice="shorter_context", value=8_192, advised=advised
        )

    def delete(self, model: ModelFile) -> None:
        self.deleted.append(model.path)
        self.here.remove(model)


def sample_parts(models: Sequence[ModelFile]) -> ModelParts:
    """Parts over the sample catalogue, with these models on the computer."""
    return FakeShop(here=list(models), has_gpu=True).parts
