# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Shows the first steps, by itself only to somebody new, and carries out what they choose."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.document import check_request
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui import words, words_first_run
from longwriter_desktop.ui.first_run_begin import FirstDocument
from longwriter_desktop.ui.first_run_page import FirstChoices, FirstRunPage
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
        engine = shell.services.engine
        engine.loading.connect(self._on_loading)
        engine.loaded.connect(self._say_model)
        engine.unloaded.connect(self._say_model)
        engine.failed.connect(self._on_failed)

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
        self._say_model()
        self._shell.pages.setCurrentWidget(self.page)

    @Slot(object)
    def _on_finished(self, choices: FirstChoices) -> None:
        if not self._can_begin(choices.document):
            return
        self._leave()
        before = language_of(self._preferences.text("interface.language"))
        self._preferences.set("interface.language", choices.language)
        self._preferences.set("model.load_at_start", choices.model is not None)
        if choices.document is not None:
            self._begin_with(choices.document)
            self.page.first.forget()
        if language_of(choices.language) != before:
            if choices.model is not None:
                self._shell.services.remember_model(choices.model)
            self.restart_asked.emit()
        elif choices.model is None:
            self._shell.services.engine.unload()
        elif choices.model != self._shell.services.engine.model_path:
            self._shell.space.models.choose(choices.model)

    @Slot()
    def _say_model(self) -> None:
        engine = self._shell.services.engine
        if engine.is_ready and engine.info is not None:
            self.page.say_state(words_first_run.ready(engine.info.name))
        elif engine.source is None:
            self.page.say_state(words.MODEL_NONE_TITLE)

    @Slot(float)
    def _on_loading(self, fraction: float) -> None:
        path = self._shell.services.engine.model_path
        name = path.stem if path is not None else ""
        self.page.say_state(words.MODEL_LOADING.format(name=name, percent=round(fraction * 100)))

    @Slot(object)
    def _on_failed(self, notice: Notice) -> None:
        self.page.say_state(sentence(notice.code, notice.params))

    @Slot()
    def _on_left(self) -> None:
        self._leave()

    def _leave(self) -> None:
        self._preferences.set(_DONE, True)
        if self._before is not None:
            self._shell.pages.setCurrentWidget(self._before)

    def _can_begin(self, first: FirstDocument | None) -> bool:
        """Whether the document can be planned; the page says why not."""
        if first is None:
            return True
        try:
            check_request(first.instruction, first.words)
        except InputProblem as problem:
            text = sentence(problem.code, problem.params)
            self.page.first.refuse(text, problem.code == "document_length")
            return False
        return True

    def _begin_with(self, first: FirstDocument) -> None:
        """A new document with a plan from a ready structure, so that it needs no model."""
        desk = self._shell.documents
        document = self._shell.services.documents.start(
            first.instruction, first.words, first.title, first.language
        )
        desk.open(document.id)
        desk.make_plan(_SAMPLE_STRUCTURE)
