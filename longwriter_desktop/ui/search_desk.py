# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding words in all documents, from wherever the writer is, and again in the one opened."""

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.ui import words
from longwriter_desktop.ui.shell import Shell

_LONGEST = 200  # characters of a selection that are taken over to be found


class SearchDesk(QObject):
    """Opens the library with what is selected in its search field; the place that is opened
    then shows the words that were looked for.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._text = shell.space.manuscript
        self._session = shell.services.session
        self._documents = shell.documents
        self._bar = shell.space.find_bar
        actions = shell.actions
        self.action = actions.make("text.find_everywhere", words.FIND_EVERYWHERE, "find",
                                   "Ctrl+Shift+F")  # fmt: skip
        self.action.triggered.connect(self.open)
        self._documents.section_asked.connect(self._on_section)
        menu = actions.menu("text")
        menu.insertAction(actions.find_next, self.action)

    @Slot()
    def open(self) -> None:
        """Ask what to find; a short selection inside one paragraph is what is meant."""
        selected = self._text.textCursor().selectedText() if self._text.isVisible() else ""
        takes_over = len(selected) <= _LONGEST and "\u2029" not in selected
        self._documents.search(selected if takes_over else "")

    @Slot(str)
    def _on_section(self, section_id: str) -> None:
        """Find in the document what was found in the library, if it stands there as typed."""
        sought = " ".join(self._documents.sought.split())
        document = self._session.document
        texts = (document.outline.get(section_id).heading, document.text_of(section_id).text)
        is_there = any(sought.casefold() in text.casefold() for text in texts)
        if sought and is_there and not self._bar.expression.isChecked():
            self._bar.open(False, sought)
            self._bar.query_changed.emit()
