# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A file dropped anywhere on the window: a plan can be made from it."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea

from longwriter_desktop.ui.import_source import dropped_file
from longwriter_desktop.ui.shell import Shell

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class FileDrop(QObject):
    """Takes files of the kinds that a plan can be read from; other drops go where they went.

    Signals:
        dropped(path): a `Path` was dropped.
    """

    dropped = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        shell.window.setAcceptDrops(True)
        shell.window.installEventFilter(self)
        # Texts and lists take drops of their own, which for a file would insert its name.
        for view in shell.window.findChildren(QAbstractScrollArea):
            if view.acceptDrops() or view.viewport().acceptDrops():
                view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags and drops of a file with a known ending."""
        kind = event.type()
        if kind not in _DRAGS and kind != QEvent.Type.Drop:
            return False
        assert isinstance(event, QDropEvent)
        path = dropped_file(event.mimeData(), known_only=True)
        if path is None:
            return False
        event.acceptProposedAction()
        if kind == QEvent.Type.Drop:
            self.dropped.emit(path)
        return True
