# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Remembers which model a document was written with, and offers it when the document is opened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.app.model_choice import found
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_model_use import Parts
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import ModelFile

_FOLLOW = "model.follow_document"


class Writes(Protocol):
    """Whatever writes into the text."""

    @property
    def writing(self) -> SignalInstance: ...


@dataclass(frozen=True)
class Offer:
    """The model that the open document was written with; `path` None where it is gone."""

    name: str
    path: Path | None


class WrittenWith(QObject):
    """Loads a document's own model by itself only where the preferences say so.

    Signals:
        changed(): `offer` is another one.
    """

    changed = Signal()

    def __init__(
        self,
        parts: Parts,
        engine: EngineController,
        writes: Sequence[Writes],
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._session = parts.session
        self._engine = engine
        self._models: Callable[[], Sequence[ModelFile]] = tuple
        self._preferences = preferences
        self._dismissed = ""  # a document's id
        self._offer: Offer | None = None
        for use in writes:
            use.writing.connect(self._on_writing)
        for signal in (engine.loaded, engine.unloaded, engine.failed):
            signal.connect(self._look)
        engine.loading.connect(self._on_loading)

    def know(self, models: Callable[[], Sequence[ModelFile]]) -> None:
        """Where a model is no longer in its place, it is sought by its name among these."""
        self._models = models

    @property
    def offer(self) -> Offer | None:
        """What to offer for the open document; None while its model is in use."""
        return self._offer

    @Slot()
    def note_opened(self) -> None:
        """A document was opened."""
        self._dismissed = ""
        self._look()
        offer = self._offer
        follows = self._preferences.flag(_FOLLOW) and not self._engine.is_loading
        if follows and offer is not None and offer.path is not None:
            self.switch()

    @Slot()
    def switch(self) -> None:
        """Load the model that is offered."""
        if self._offer is not None and self._offer.path is not None:
            self._engine.load(self._offer.path)

    @Slot()
    def dismiss(self) -> None:
        """Keep the model in use, and ask no more while this document is open."""
        self._dismissed = self._session.document.id
        self._look()

    @Slot()
    def _look(self) -> None:
        document = self._session.document
        choice = document.writer
        offer = None
        if choice is not None and document.id != self._dismissed and not self._is_used(choice.path):
            path = found(choice, self._models())
            if path is None or not self._is_used(path):
                offer = Offer(choice.name, path)
        self._set(offer)

    def _is_used(self, path: Path) -> bool:
        return self._engine.model_path == path

    def _set(self, offer: Offer | None) -> None:
        if offer != self._offer:
            self._offer = offer
            self.changed.emit()

    @Slot()
    def _on_loading(self) -> None:
        """Nothing is offered while a model is on its way."""
        self._set(None)

    @Slot(object)
    def _on_writing(self, event: object) -> None:
        info, path = self._engine.info, self._engine.model_path
        if not isinstance(event, SectionKept) or info is None or path is None:
            return
        choice = ModelChoice(info.name, path)
        if self._session.document.writer != choice:
            self._session.update_meta(writer=choice)
            self._look()
