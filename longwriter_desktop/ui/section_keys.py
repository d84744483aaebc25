# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys that act on the section that the writer is in."""

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.ui.shell import Shell


class SectionKeys(QObject):
    """Connects the actions with the section that holds the caret, or the plan's current row."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        shell.actions.write.triggered.connect(self._on_write)

    @Slot()
    def _on_write(self) -> None:
        section = self._shell.space.current_section
        if section is not None:
            self._shell.writing.write(section)
