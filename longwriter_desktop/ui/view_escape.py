# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Esc closes what lies over the text before it means anything else in the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class EscapeKey(QObject):
    """Asks those that Esc may close, in the order in which they were added."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._closable: list[tuple[Callable[[], bool], Callable[[], None]]] = []
        window.installEventFilter(self)

    def add(self, is_open: Callable[[], bool], close: Callable[[], None]) -> None:
        """Let Esc call `close` while `is_open`, where no field wants the key for itself."""
        self._closable.append((is_open, close))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            for is_open, close in self._closable:
                if is_open():
                    return _take(event, close)
        return False


def _take(event: QKeyEvent, close: Callable[[], None]) -> bool:
    if event.type() is QEvent.Type.KeyPress:
        close()
    # An accepted override keeps the key from the action that has it as its shortcut.
    event.accept()
    return True
