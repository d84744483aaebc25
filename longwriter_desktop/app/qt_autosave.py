# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Autosave: what changed reaches the library within a second, also while the writer types on,
off the window's thread; and at once when a document is left.
"""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.session import Change, DocumentSession, Unsaved
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import Notice

SAVE_MS = 1_000  # from the first change that is not saved: what a crash may cost
RETRY_MS = 10_000


class Autosave(QObject):
    """Saves the session's changes. `being_written` names the section that a job is writing.

    Signals:
        saved(): everything that had changed is in the library.
        failed(notice): it could not be saved; it is kept in memory and tried again.
    """

    saved = Signal()
    failed = Signal(object)

    def __init__(
        self, session: DocumentSession, library: Library, being_written: Callable[[], str | None]
    ) -> None:
        super().__init__()
        self._session = session
        self._library = library
        self._being_written = being_written
        self._runner = JobRunner(self)
        self._running: dict[int, Unsaved] = {}
        self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save_soon)
        self._runner.ended.connect(self._on_ended)
        session.subscribe(self._on_change)

    @Slot()
    def save_soon(self) -> None:
        """Save in the background, now."""
        unsaved = self._session.take_unsaved(self._being_written())
        if unsaved is not None:
            self._running[self._runner.start(partial(_write, unsaved, self._library))] = unsaved

    def flush(self) -> None:
        """Save everything before returning. Raises `EnvironmentProblem` if that fails; it is tried
        again later.
        """
        self._timer.stop()
        self._runner.drain()
        for running in self._running.values():
            self._session.put_back(running)
        self._running.clear()
        unsaved = self._session.take_unsaved(self._being_written())
        if unsaved is None:
            return
        try:
            unsaved.write(self._library)
        except EnvironmentProblem:
            self._session.put_back(unsaved)
            self._timer.start(RETRY_MS)
            raise
        self.saved.emit()

    def close(self) -> None:
        """Wait for a save that is under way."""
        self._timer.stop()
        self._runner.close()
        self._is_closed = True

    def _on_change(self, change: Change) -> None:
        if not self._is_closed and not self._timer.isActive():
            self._timer.start(SAVE_MS)

    @Slot(int, object)
    def _on_ended(self, job: int, problem: BaseException | None) -> None:
        unsaved = self._running.pop(job, None)
        if problem is None:
            self.saved.emit()
            return
        if unsaved is not None:
            self._session.put_back(unsaved)
        if not isinstance(problem, EnvironmentProblem):
            raise problem
        self._timer.start(RETRY_MS)
        self.failed.emit(Notice("error", problem.code, problem.params))


def _write(unsaved: Unsaved, library: Library) -> Iterator[object]:
    unsaved.write(library)
    return iter(())
