# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An instruction that was typed on the first page and not used yet outlives the program."""

from PySide6.QtCore import QEvent, QObject

from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.start_page import StartPage

_KEY = "start/instruction"


class StartDraft(QObject):
    """Keeps it with the window's settings from one closing to the next start."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._settings = shell.settings
        (self._page,) = shell.pages.findChildren(StartPage)
        self._page.instruction.setPlainText(str(self._settings.value(_KEY, "")))
        shell.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close:
            self._settings.setValue(_KEY, self._page.typed)
        return False
