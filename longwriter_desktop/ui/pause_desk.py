# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Says that a server is waited for, and for how long."""

import math
import time

from PySide6.QtCore import QObject, QTimer, Slot

from longwriter_desktop.domain.endpoint import Pause
from longwriter_desktop.ui import words_endpoints as words
from longwriter_desktop.ui.shell import Shell

_TICK_MS = 200
_SHORTEST = 1.0  # seconds; nobody could read what is said of a shorter pause


class PauseDesk(QObject):
    """Counts the seconds of a pause down, in the line at the bottom and beside the section."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._status, self._bars = shell.status, shell.space.bars
        self._pause: Pause | None = None
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._show)
        shell.services.pauses.changed.connect(self._on_changed)

    @Slot(object)
    def _on_changed(self, pause: Pause | None) -> None:
        is_worth_words = pause is not None and pause.seconds >= _SHORTEST
        self._pause = pause if is_worth_words else None
        if is_worth_words:
            self._ticks.start()
        else:
            self._ticks.stop()
        self._show()

    @Slot()
    def _show(self) -> None:
        pause = self._pause
        if pause is None:
            self._status.say_pause("")
            self._bars.say_pause("")
            return
        left = max(math.ceil(pause.until - time.monotonic()), 1)
        self._status.say_pause(words.pause(left, pause.is_asked))
        self._bars.say_pause(words.pause_short(left))
