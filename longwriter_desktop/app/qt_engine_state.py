# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keeps what the model has read of a document, so that one opened again is gone on with at once."""

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.session import Change, DocumentSession
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import EngineInfo
from longwriter_desktop.domain.told import Told

_IDLE_MS = 60_000
_CLOSE_SECONDS = 20.0  # nobody sees them: a gigabyte on a slow disk
_LEAVE_SECONDS = 2.0  # that the next document's first use of the model may wait for a save
_LIMIT = "model.kept_gigabytes"
_GIGABYTE = 10**9
_CANCELLED = "cancelled"
# Everyday answers; whatever else comes is a line in the log.
_NOTHING_TO_TELL = frozenset({"", _CANCELLED, "missing", "nothing", "not_supported", "no_model"})


class StateEngine(Protocol):
    """The part of the engine that is needed here; its calls block and may raise
    `EngineProblem`. Both answer with an amount and "", or with 0 and a reason."""

    @property
    def info(self) -> EngineInfo: ...

    @property
    def is_loaded(self) -> bool: ...

    def save_state(
        self, path: Path, limit_bytes: int = 0, spared_seconds: float = 0.0
    ) -> tuple[int, str]: ...

    def restore_state(self, path: Path) -> tuple[int, str]: ...

    def cancel(self, answer: int | None = None) -> None: ...


class StateFiles(Protocol):
    """Where states are kept: `storage.sessions.SessionFiles`."""

    def place(self, document_id: str, model: str) -> Path: ...

    def keep_told(self, path: Path, told: Told | None) -> None: ...

    def find_told(self, path: Path) -> Told | None: ...

    def note_use(self, path: Path) -> None: ...

    def tidy(self, limit_bytes: int, documents: Collection[str]) -> None: ...


@dataclass(frozen=True)
class _Found:
    """What a model was told of a document's plan, found beside its state."""

    document: str
    told: Told | None


class EngineStates(QObject):
    """Saves a while after the model was used, before it goes, and when a document is closed;
    restores when one is opened or a model is loaded.

    It works on a thread of its own, but for `put_back`. Saving gives way to whatever else the
    engine is asked: at once, where it is tried again later; after two seconds, where the document
    is left.
    Nobody is told of a failure: it costs the seconds that it would have saved.
    """

    _came_back = Signal(object)

    def __init__(
        self,
        session: DocumentSession,
        engine: StateEngine,
        library: Library,
        runner: JobRunner,
        files: StateFiles,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self._session = session
        self._engine = engine
        self._library = library
        self._runner = runner
        self._files = files
        self._preferences = preferences
        self._own = JobRunner(self)
        self._own.happened.connect(self._on_answer)
        self._own.ended.connect(self._on_ended)
        self._came_back.connect(self._on_back)
        self._document = session.document.id
        self._told: Told | None = None  # of that document, as the model was told last
        self._is_changed = False  # the model was used for the document since it was saved
        self._saving: dict[int, str] = {}  # job to document
        self._is_tidy = False
        self._staying: set[str] | None = None  # `_known`, where the library is about to be closed
        self._is_closing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_IDLE_MS)
        self._timer.timeout.connect(self._save_if_idle)
        session.subscribe(self._on_change)
        runner.busy_changed.connect(self._on_busy)
        preferences.subscribe(self._on_preference)

    @property
    def is_busy(self) -> bool:
        return self._own.is_busy

    @property
    def is_leaving(self) -> bool:
        """Whether the state of a document is being saved that is not open any more: where that
        gives way, nobody saves it later."""
        return any(document != self._document for document in self._saving.values())

    def keep(self) -> bool:
        """Begin to save what has changed, as the model is about to go; whether anything is being
        saved now."""
        self._timer.stop()
        self._learn_told()
        if self._is_changed:
            self._save()
        return bool(self._saving)

    def wait(self, seconds: float) -> bool:
        """Wait for what is being saved or restored, in any thread; whether all of it is over."""
        return self._own.drain(seconds)

    def put_back(self) -> None:
        """A model was loaded: put back what it had read of the open document. In the thread that
        loaded it, so that whatever is to use it then finds it there."""
        if self._limit and self._engine.is_loaded and not self._is_closing:
            try:
                for answer in self._restored(self._document):
                    self._came_back.emit(answer)
            except EnvironmentProblem as problem:
                _log(problem.code)

    @Slot(bool)
    def note_use(self, busy: bool) -> None:
        """The model works or has worked for the writer."""
        self._is_changed = True

    def finish(self) -> None:
        """Begin to save what has changed, the last thing that is done. The window has gone, and
        the library is not needed from here on."""
        self._timer.stop()
        try:
            self._staying = self._known()
        except EnvironmentProblem as problem:
            _log(problem.code)  # nothing is thrown away then
        # Whoever closes the window has stopped whatever the engine did, a save of ours too.
        if self._is_changed or self._document in self._saving.values():
            self._save()
        self._is_closing = True

    def close(self) -> None:
        """Wait for what runs, after `finish`; give it up where it takes too long."""
        if not self._own.drain(_CLOSE_SECONDS):
            self._engine.cancel()
        self._own.close()

    @property
    def _limit(self) -> int:
        """Bytes that all files together may have; 0 for none at all."""
        return self._preferences.number(_LIMIT) * _GIGABYTE

    def _save(self, spared_seconds: float = 0.0) -> None:
        self._is_changed = False
        if self._limit and self._engine.is_loaded and not self._is_closing:
            save = partial(self._saved, self._document, self._told, self._limit, spared_seconds)
            self._saving[self._own.start(save)] = self._document

    @Slot()
    def _save_if_idle(self) -> None:
        if self._own.is_busy:
            self._timer.start()
        elif self._is_changed and not self._runner.is_busy:
            self._save()

    def _on_change(self, change: Change) -> None:
        opened = self._session.document.id
        if opened != self._document:
            if self._is_changed:
                self._save(_LEAVE_SECONDS)
            self._document, self._told = opened, None
            self._restore()

    def _restore(self) -> None:
        self._is_changed = False
        self._timer.stop()
        if self._limit and self._engine.is_loaded and not self._is_closing:
            self._own.start(partial(self._restored, self._document))

    def _learn_told(self) -> None:
        if self._session.document.id == self._document:
            self._told = self._session.document.told

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._learn_told()
        if busy or self._is_closing:
            self._timer.stop()
        elif self._is_changed:
            self._timer.start()

    def _on_preference(self, name: str) -> None:
        if name == _LIMIT and not self._is_closing:
            self._own.start(partial(self._tidied, self._limit))

    def _saved(
        self, document: str, told: Told | None, limit: int, spared_seconds: float
    ) -> Iterator[str]:
        """In a thread, as the two below."""
        path = self._files.place(document, self._engine.info.fingerprint)
        reason = self._engine.save_state(path, limit, spared_seconds)[1]
        if not reason:
            self._files.keep_told(path, told)
        yield reason
        yield from self._tidied(limit)

    def _restored(self, document: str) -> Iterator[str | _Found]:
        path = self._files.place(document, self._engine.info.fingerprint)
        reason = self._engine.restore_state(path)[1]
        if not reason:
            self._files.note_use(path)
            yield _Found(document, self._files.find_told(path))
        yield reason

    def _tidied(self, limit: int) -> Iterator[str]:
        staying = self._staying
        self._files.tidy(limit, self._known() if staying is None else staying)
        yield from ()

    def _known(self) -> set[str]:
        """The documents whose files stay. Raises `EnvironmentProblem`."""
        return {row.id for row in (*self._library.documents(), *self._library.deleted())}

    @Slot(int, object)
    def _on_answer(self, job: int, reason: str | _Found) -> None:
        if isinstance(reason, _Found):
            self._remember(reason)
            return
        if reason == _CANCELLED and self._saving.get(job) == self._document:
            self._is_changed = True
            self._on_busy(self._runner.is_busy)
        _log(reason)

    @Slot(object)
    def _on_back(self, answer: str | _Found) -> None:
        if isinstance(answer, _Found):
            self._remember(answer)
            return
        _log(answer)
        if not (self._is_tidy or self._is_closing):
            self._is_tidy = True
            self._own.start(partial(self._tidied, self._limit))

    def _remember(self, found: _Found) -> None:
        """Go on with the conversation that the state is of, unless another has begun."""
        document = self._session.document
        if found.told is not None and document.id == found.document and document.told is None:
            self._session.remember_told(found.told)
            self._told = found.told

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        self._saving.pop(job, None)
        if isinstance(problem, EnvironmentProblem):
            _log(problem.code)
        elif problem is not None:
            raise problem


def _log(reason: str) -> None:
    if reason not in _NOTHING_TO_TELL:
        print(f"What the model has read was not kept or not found again: {reason}", file=sys.stderr)
