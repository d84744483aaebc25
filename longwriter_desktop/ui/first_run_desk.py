# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Shows the first steps, by itself only to somebody new, and carries out what they choose."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from longwriter_desktop.ui import words_first_run
from longwriter_desktop.ui.first_run_page import FirstChoices, FirstRunPage
from longwriter_desktop.ui.resources import read_sample
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.translation import language_of

_DONE = "interface.first_run_done"
_SAMPLE_STRUCTURE = "essay"


class FirstRunDesk(QObject):
    """The page and its consequences.

    Signals:
        restart_asked(): the window has to open again, in the language that was chosen.
    """

    restart_asked = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._preferences = shell.services.preferences
        self._before: QWidget | None = None
        self.page = FirstRunPage(shell.window)
        shell.pages.addWidget(self.page)
        self.page.finished.connect(self._on_finished)
        self.page.left.connect(self._on_left)
        shell.actions.first_steps.triggered.connect(self.open)

    def begin_if_new(self) -> bool:
        """Show the page to somebody without documents who has not seen it; whether it shows."""
        documents = self._shell.services.documents
        if self._preferences.flag(_DONE) or documents.documents() or documents.deleted():
            return False
        self.open()
        return True

    @Slot()
    def open(self) -> None:
        """Show the page; what was there before comes back when it is left."""
        services = self._shell.services
        if self._shell.pages.currentWidget() is not self.page:
            self._before = self._shell.pages.currentWidget()
        language = self._preferences.text("interface.language")
        self.page.begin(language, services.local_models(), services.memory())
        self._shell.pages.setCurrentWidget(self.page)

    @Slot(object)
    def _on_finished(self, choices: FirstChoices) -> None:
        self._leave()
        before = language_of(self._preferences.text("interface.language"))
        self._preferences.set("interface.language", choices.language)
        self._preferences.set("model.load_at_start", choices.model is not None)
        if choices.with_sample:
            self._open_sample()
        if language_of(choices.language) != before:
            if choices.model is not None:
                self._shell.services.remember_model(choices.model)
            self.restart_asked.emit()
        elif choices.model is None:
            self._shell.services.engine.unload()
        elif choices.model != self._shell.services.engine.model_path:
            self._shell.space.models.choose(choices.model)

    @Slot()
    def _on_left(self) -> None:
        self._leave()

    def _leave(self) -> None:
        self._preferences.set(_DONE, True)
        if self._before is not None:
            self._shell.pages.setCurrentWidget(self._before)

    def _open_sample(self) -> None:
        """A new document with a plan from a ready structure, so that it needs no model."""
        sample = read_sample()
        desk = self._shell.documents
        document = self._shell.services.documents.start(
            sample.instruction, sample.words, words_first_run.SAMPLE_TITLE, sample.language
        )
        desk.open(document.id)
        desk.make_plan(_SAMPLE_STRUCTURE)
