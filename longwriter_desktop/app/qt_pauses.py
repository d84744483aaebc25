# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Pauses that a server makes the program wait for, brought to the window."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from longwriter_desktop.domain.endpoint import Pause


class ServerPauses(QObject):
    """Passes on what the requests' threads tell.

    Signals:
        changed(pause): the `Pause` that ends first, or None: nothing waits any more.
    """

    changed = Signal(object)
    _came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    def note(self, pause: Pause | None) -> None:
        """A pause begins or ends; from any thread."""
        self._came.emit(pause)

    @Slot(object)
    def _on_came(self, pause: Pause | None) -> None:
        self.changed.emit(pause)
