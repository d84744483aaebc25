# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding words in all documents, from wherever the writer is."""

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.ui import words
from longwriter_desktop.ui.shell import Shell

_LONGEST = 200  # characters of a selection that are taken over to be found


class SearchDesk(QObject):
    """Opens the library with what is selected in its search field."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._text = shell.space.manuscript
        self._documents = shell.documents
        actions = shell.actions
        self.action = actions.make("text.find_everywhere", words.FIND_EVERYWHERE, "find",
                                   "Ctrl+Shift+F")  # fmt: skip
        self.action.triggered.connect(self.open)
        menu = actions.menu("text")
        menu.insertAction(actions.find_next, self.action)

    @Slot()
    def open(self) -> None:
        """Ask what to find; a short selection inside one paragraph is what is meant."""
        selected = self._text.textCursor().selectedText() if self._text.isVisible() else ""
        takes_over = len(selected) <= _LONGEST and "\u2029" not in selected
        self._documents.search(selected if takes_over else "")
