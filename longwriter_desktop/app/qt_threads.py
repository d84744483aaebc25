# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How many threads the model may use now: fewer on battery, and while somebody types."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_engine import EngineController

SETTING = "model.save_battery"
_TYPING_MS = 2_000
_LOOK_MS = 60_000


def threads_now(most: int, saves: bool, typing: bool) -> int:
    """Of `most` threads, half to save the battery, and one less while somebody types."""
    threads = most // 2 if saves else most
    return max(1, threads - typing)


class ThreadUse(QObject):
    """Limits the engine's threads. An unprivileged process could lower the worker's priority,
    but not raise it again; a limit works everywhere, both ways, from the next token on.

    Signals:
        changed(): `saving` is another one.
    """

    changed = Signal()

    def __init__(
        self,
        engine: EngineController,
        preferences: Preferences,
        on_battery: Callable[[], bool],
        typing_ms: int = _TYPING_MS,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._preferences = preferences
        self._on_battery = on_battery
        self._limit = 0
        self.saving = 0  # threads used to save the battery, 0 where it is not saved
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(typing_ms)
        self._typing.timeout.connect(self._apply)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.look)
        engine.loaded.connect(self.look)
        preferences.subscribe(self._on_setting)
        self.look()

    @Slot()
    def note_key(self) -> None:
        """A key was typed."""
        was_active = self._typing.isActive()
        self._typing.start()
        if not was_active:
            self._apply()

    @Slot()
    def look(self) -> None:
        """See whether the computer runs on its battery."""
        wanted = self._preferences.flag(SETTING)
        if not wanted:
            self._look.stop()
        elif not self._look.isActive():
            self._look.start()
        info = self._engine.info
        saves = wanted and info is not None and info.most_threads > 1 and self._on_battery()
        before = self.saving
        self.saving = (
            threads_now(info.most_threads, True, False) if saves and info is not None else 0
        )
        self._apply()
        if self.saving != before:
            self.changed.emit()

    @Slot()
    def _apply(self) -> None:
        info = self._engine.info
        if info is None or info.server:
            return
        is_typing = self._typing.isActive()
        limit = threads_now(info.most_threads, bool(self.saving), is_typing)
        if limit == info.most_threads:
            limit = 0
        if limit != self._limit:
            self._limit = limit
            self._engine.limit_threads(limit)

    def _on_setting(self, name: str) -> None:
        if name == SETTING:
            self.look()
