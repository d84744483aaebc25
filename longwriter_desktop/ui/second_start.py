# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the open window does when the program is started again over the same library."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot

from longwriter_desktop.ui.shell import Shell


class SecondStart(QObject):
    """Brings the window to the front."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell

    @Slot(object)
    def come_forward(self, model: Path | None) -> None:
        """Let the window be seen, and load the model that was asked for."""
        window = self._shell.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if model is not None and model != self._shell.services.engine.model_path:
            self._shell.space.models.choose(model)
