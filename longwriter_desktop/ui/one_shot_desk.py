# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing the whole document in one answer, as models trained on it do best."""

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.ui import words_run as words
from longwriter_desktop.ui.plain_text import plain_tip
from longwriter_desktop.ui.shell import Shell

_TRAINED = "longwriter"  # in the names of models that were trained to write long answers,
_NOT_TRAINED = "starter"  # but this one writes sections


class OneShotDesk(QObject):
    """The action beside Write all, and what it says of itself."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._services = shell.services
        self.action = shell.actions.make("text.one_shot", words.WRITE_IN_ONE, "write_all")
        menu = shell.actions.menu("text")
        menu.insertAction(shell.actions.stop, self.action)
        menu.setToolTipsVisible(True)
        self.action.triggered.connect(shell.writing.write_in_one)
        shell.services.engine.loaded.connect(self._say)
        shell.services.engine.unloaded.connect(self._say)
        self.action.setEnabled(shell.actions.write_all.isEnabled())
        shell.actions.write_all.enabledChanged.connect(self.action.setEnabled)
        self._say()

    @Slot()
    def _say(self) -> None:
        info = self._services.engine.info
        name = info.name if info is not None else ""
        is_trained = _TRAINED in name.lower() and _NOT_TRAINED not in name.lower()
        self.action.setToolTip(plain_tip(words.write_in_one_help(name if is_trained else "")))
