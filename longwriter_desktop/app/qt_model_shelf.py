# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The models that can be had and those that are here, as the page of models shows them."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from longwriter_desktop.app.load_choices import choice_of, keep_choice
from longwriter_desktop.app.models_page import (
    Download,
    DownloadState,
    ModelParts,
    Offer,
    add_folder,
    forget_folder,
    own_folders,
    plain_model,
    repository_of,
    unlisted,
)
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_background import Background
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.fit_report import FitReport
from longwriter_desktop.domain.load_choice import LoadChoice
from longwriter_desktop.domain.ports import ModelFile, Notice

_AGREED = "models.network_agreed"
Fitted = HubFile | ModelFile


@dataclass(frozen=True)
class _Found:
    models: Sequence[ModelFile]
    missing: frozenset[Path]


class ModelShelf(QObject):
    """Reads in the background. Nothing contacts the network before `agree` was called once.

    Signals:
        changed(): the catalogue, its fits or the listing of a repository are others.
        here_changed(): the models on this computer or their fits are others.
        failed(problem): an `EnvironmentProblem`; None takes what was said back.
        consent_wanted(): something needs the network, and nobody has agreed to that yet.
    """

    changed = Signal()
    here_changed = Signal()
    failed = Signal(object)
    consent_wanted = Signal()

    def __init__(
        self, parts: ModelParts, session: DocumentSession, preferences: Preferences
    ) -> None:
        super().__init__()
        self.parts = parts
        self._session = session
        self._preferences = preferences
        self._work = Background()
        self._fitting = threading.Lock()  # the machine may be measured for it, but not twice
        self._waiting: Callable[[], None] | None = None  # for consent
        self.models: Sequence[CatalogueModel] = ()
        self.notices: Sequence[Notice] = ()  # what of the catalogue could not be read
        self._other: CatalogueModel | None = None  # a repository whose files were listed
        self.here: Sequence[ModelFile] = ()
        self.missing: frozenset[Path] = frozenset()  # folders of the writer's, on another disk
        self.fits: dict[Fitted, FitReport] = {}
        self.has_token = False

    @property
    def is_reading(self) -> bool:
        """Whether the catalogue is still being read for the first time."""
        return not self.models and self._work.is_busy("catalogue")

    @property
    def is_listing(self) -> bool:
        return self._work.is_busy("listing")

    @property
    def listed(self) -> str:
        """The repository whose files were listed last; "" for none."""
        return self._other.repository if self._other is not None else ""

    @property
    def others(self) -> list[CatalogueModel]:
        """Repositories outside the catalogue: one that was listed, and those of downloads."""
        listed = [self._other] if self._other is not None else []
        return listed + unlisted([*self.models, *listed], self.parts.downloads.list())

    def refresh(self) -> None:
        """Read the catalogue, the models on this computer, and whether they fit."""
        self._work.start("catalogue", self.parts.catalogue, self._on_catalogue, self._on_problem)
        self.refresh_here()
        secret = partial(self.parts.secrets.get, self.parts.token_name)
        self._work.start("token", secret, self._on_token, self._on_no_token)

    def refresh_here(self) -> None:
        """Look for the models on this computer again."""
        look = partial(_look, self.parts.local_models, self.folders())
        self._work.start("here", look, self._on_here, self._on_problem)

    def list_repository(self, typed: str) -> None:
        """List the files of a repository on the Hub, by name or address."""
        try:
            repository = repository_of(typed)
        except EnvironmentProblem as problem:
            self.failed.emit(problem)
            return
        self._with_consent(partial(self._list, repository))

    def download(self, file: HubFile) -> None:
        """Fetch a file."""
        self._with_consent(partial(self.parts.downloads.start, file))

    def resume(self, file: HubFile) -> None:
        """Go on with a download that was paused or has failed."""
        self._with_consent(partial(self.parts.downloads.resume, file))

    def agree(self) -> None:
        """The writer agrees that the Hub is contacted; whatever waits for that goes on."""
        self._preferences.set(_AGREED, True)
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def refuse(self) -> None:
        """The writer does not agree now."""
        self._waiting = None

    def keep_token(self, token: str) -> None:
        """Put the Hub's token into the keyring; "" takes it out."""
        keep = partial(self.parts.secrets.set, self.parts.token_name, token)
        self._work.start("token", keep, partial(self._on_token_kept, token), self._on_problem)

    def download_of(self, file: HubFile) -> Download | None:
        """The download of a file, where there is one."""
        return next((one for one in self.parts.downloads.list() if one.file == file), None)

    def here_of(self, file: HubFile) -> Path | None:
        """Where a file of the Hub lies on this computer, if it does.

        The Hub's cache names the files themselves after their checksums.
        """
        done = self.download_of(file)
        if done is not None and done.state is DownloadState.DONE:
            return done.path
        names = {Path(file.name).name, file.sha256} - {""}
        found = (model for model in self.here if model.path.name in names)
        return next((m.path for m in found if file.size_bytes in (0, m.size_bytes)), None)

    def what_deleting_frees(self, model: ModelFile, answer: Callable[[object], None]) -> None:
        """Tell `answer` how many bytes deleting a model frees."""
        frees = partial(self.parts.what_deleting_frees, model)
        self._work.start("frees", frees, answer, self._on_problem)

    def delete(self, model: ModelFile) -> None:
        """Delete a model from this computer."""
        self.failed.emit(None)
        delete = partial(self.parts.delete, model)
        deleted = partial(self._on_deleted, model.path)
        self._work.start("delete", delete, deleted, self._on_delete_failed)

    def judge(self, model: ModelFile, choice: LoadChoice, answer: Callable[[object], None]) -> None:
        """Tell `answer` the `FitReport` of a model that is loaded as in a choice."""
        language = self._session.document.language
        report = partial(self.parts.fit, model, None, self._words(), language, choice)
        self._work.start("judge", partial(_alone, self._fitting, report), answer, self._on_problem)

    def choice_of(self, model: ModelFile) -> LoadChoice:
        """How the writer wants a model to be loaded."""
        return choice_of(self._preferences, model.path)

    def keep_choice(self, model: ModelFile, choice: LoadChoice) -> None:
        """Let a model be loaded so from now on."""
        keep_choice(self._preferences, model.path, choice)
        self._fit_here()

    def folders(self) -> list[Path]:
        """The folders that the writer added."""
        return own_folders(self._preferences)

    def add_folder(self, folder: Path) -> None:
        add_folder(self._preferences, folder)
        self.refresh_here()

    def forget_folder(self, folder: Path) -> None:
        forget_folder(self._preferences, folder)
        self.refresh_here()

    @Slot()
    def close(self) -> None:
        """Hear of nothing any more; downloads are not this one's."""
        self._work.close()

    def _with_consent(self, work: Callable[[], None]) -> None:
        self.failed.emit(None)
        if self._preferences.flag(_AGREED):
            work()
        else:
            self._waiting = work
            self.consent_wanted.emit()

    def _list(self, repository: str) -> None:
        files = partial(self.parts.hub.files, repository)
        self._work.start("listing", files, partial(self._on_files, repository), self._on_problem)
        self.changed.emit()

    def _words(self) -> int:
        """How many words the open document still needs."""
        document = self._session.document
        planned = document.outline.total_words or document.target_words
        left = planned - document.written_words
        return left if left > 0 else document.target_words

    def _fit(self, kind: str, asked: Sequence[tuple[Fitted, CatalogueModel | None]]) -> None:
        words, fit = self._words(), self.parts.fit
        language = self._session.document.language

        def reports() -> dict[Fitted, FitReport]:
            with self._fitting:
                return {file: fit(file, model, words, language) for file, model in asked}

        self._work.start(kind, reports, partial(self._on_fits, kind), self._on_problem)

    def _fit_here(self) -> None:
        self._fit("fits here", [(model, None) for model in self.here if model.problem is None])

    def _on_catalogue(self, offer: object) -> None:
        if isinstance(offer, Offer):
            self.models, self.notices = offer.models, offer.notices
        models = [(file, model) for model in self.models for file in model.files]
        self._fit("fits", models + [(file, None) for one in self.others for file in one.files])
        self.changed.emit()

    def _on_here(self, found: object) -> None:
        if isinstance(found, _Found):
            self.here, self.missing = found.models, found.missing
        self._fit_here()
        self.here_changed.emit()
        self.changed.emit()  # a file of the catalogue may be here now

    def _on_files(self, repository: str, files: object) -> None:
        found = tuple(files) if isinstance(files, Sequence) else ()
        known = next((model for model in self.models if model.repository == repository), None)
        self._other = replace(known or plain_model(repository, ()), files=found)
        self._fit("fits other", [(file, known) for file in found])
        self.changed.emit()

    def _on_fits(self, kind: str, reports: object) -> None:
        if isinstance(reports, dict):
            self.fits |= reports
        if kind == "fits here":
            self.here_changed.emit()
        else:
            self.changed.emit()

    def _on_token(self, token: object) -> None:
        self.has_token = bool(token)
        self.changed.emit()

    def _on_token_kept(self, token: str, _: object) -> None:
        self._on_token(token)
        waiting = [one.file for one in self.parts.downloads.list() if one.needs_token]
        for file in waiting if token else ():
            self.parts.downloads.resume(file)

    def _on_no_token(self, _: EnvironmentProblem) -> None:
        """Without a keyring there is none; only keeping one has to say so."""
        self._on_token("")

    def _on_deleted(self, path: Path, _: object) -> None:
        downloads = self.parts.downloads
        for done in [one for one in downloads.list() if one.path == path]:
            downloads.cancel(done.file)  # else it would be said to be here still
        self.refresh_here()

    def _on_delete_failed(self, problem: EnvironmentProblem) -> None:
        self._on_problem(problem)
        self.refresh_here()

    def _on_problem(self, problem: EnvironmentProblem) -> None:
        self.failed.emit(problem)
        self.changed.emit()


def _look(models: Callable[[], Sequence[ModelFile]], folders: Sequence[Path]) -> _Found:
    """Look for models; a folder on a network may let wait for its answer, so in a thread."""
    return _Found(tuple(models()), frozenset(one for one in folders if not one.is_dir()))


def _alone(lock: threading.Lock, work: Callable[[], FitReport]) -> FitReport:
    with lock:
        return work()
