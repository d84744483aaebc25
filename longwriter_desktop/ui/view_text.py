# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The text's type in use: set anew when a preference changes, larger and smaller by key."""

from PySide6.QtCore import QObject, QTimer, Slot

from longwriter_desktop.domain.settings import SETTINGS
from longwriter_desktop.ui import words_view as words
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.typography import TEXT_SETTINGS, Typography, changed_size

_SIZE = "text.size"


class TextType(QObject):
    """Applies the typography of the preferences to the manuscript."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._preferences = shell.services.preferences
        self._text = shell.space.manuscript
        self._shown = Typography()
        make = shell.actions.make
        self.larger = make("view.larger", words.LARGER, "larger", "Ctrl++", "Ctrl+=")
        self.smaller = make("view.smaller", words.SMALLER, "smaller", "Ctrl+-")
        self.usual = make("view.usual_size", words.USUAL_SIZE, "text_size", "Ctrl+0")
        self.larger.triggered.connect(self._on_larger)
        self.smaller.triggered.connect(self._on_smaller)
        self.usual.triggered.connect(self._on_usual)
        self._soon = QTimer(self)  # several settings that change together are one change
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._apply)
        self._preferences.subscribe(self._on_setting)
        self._apply()

    @Slot()
    def _on_larger(self) -> None:
        self._step(1)

    @Slot()
    def _on_smaller(self) -> None:
        self._step(-1)

    @Slot()
    def _on_usual(self) -> None:
        self._preferences.set(_SIZE, SETTINGS[_SIZE].default)

    def _step(self, by: int) -> None:
        self._preferences.set(_SIZE, changed_size(self._preferences.number(_SIZE), by))

    def _on_setting(self, name: str) -> None:
        if name in TEXT_SETTINGS:
            self._soon.start()

    @Slot()
    def _apply(self) -> None:
        wanted = Typography.of(self._preferences)
        if wanted != self._shown:
            self._shown = wanted
            self._text.set_typography(wanted)
