# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Pasting as plain text."""

from PySide6.QtCore import QMimeData, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from longwriter_desktop.ui import words
from longwriter_desktop.ui.own_text import text_in
from longwriter_desktop.ui.shell import Shell


class PlainPaste(QObject):
    """Pastes the words alone, where their looks are not wanted."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._text = shell.space.manuscript
        actions = shell.actions
        action = actions.make("text.paste_plain", words.PASTE_PLAIN, "paste", "Ctrl+Shift+V")
        # Other fields take plain text only: their words are not for the manuscript.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._text.addAction(action)
        actions.menu("text").insertAction(actions.find, action)
        shell.space.text_menu.insertAction(actions.select_all, action)
        action.triggered.connect(self._on_paste)

    @Slot()
    def _on_paste(self) -> None:
        data = QApplication.clipboard().mimeData()
        if data and data.hasText():
            plain = QMimeData()
            plain.setText(text_in(data))
            self._text.insertFromMimeData(plain)
