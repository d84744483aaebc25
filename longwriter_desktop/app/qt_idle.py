# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Frees the model's memory when nobody has used it or written for a while."""

from PySide6.QtCore import QObject, QTimer, Slot

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.session import Change, DocumentSession

SETTING = "model.idle_minutes"
_MINUTE_MS = 60_000


class IdleRest(QObject):
    """Lets the model rest after the minutes that the setting says; 0 is never.

    A change of the document counts as a use: who writes may ask the model next, and what it
    has read of the document would have to be read again.
    """

    def __init__(
        self,
        engine: EngineController,
        jobs: JobRunner,
        session: DocumentSession,
        preferences: Preferences,
        minute_ms: int = _MINUTE_MS,
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._preferences = preferences
        self._minute_ms = minute_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(engine.rest)
        jobs.busy_changed.connect(self._begin_again)
        session.subscribe(self._on_change)
        preferences.subscribe(self._on_setting)

    @property
    def is_waiting(self) -> bool:
        """Whether the model will be unloaded if nothing happens."""
        return self._timer.isActive()

    @Slot()
    def _begin_again(self) -> None:
        minutes = self._preferences.number(SETTING)
        if minutes and not self._jobs.is_busy:
            self._timer.start(minutes * self._minute_ms)
        else:
            self._timer.stop()

    def _on_change(self, change: Change) -> None:
        self._begin_again()

    def _on_setting(self, name: str) -> None:
        if name == SETTING:
            self._begin_again()
