# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer does with whole documents: start, open, plan, export."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.planning import plan_from_structure
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.session import new_document
from longwriter_desktop.domain.document import Document, check_request
from longwriter_desktop.domain.errors import EnvironmentProblem, InputProblem
from longwriter_desktop.domain.library_port import SearchHit
from longwriter_desktop.domain.ports import ExportRequest
from longwriter_desktop.domain.script import language_of_text
from longwriter_desktop.ui import words
from longwriter_desktop.ui.export_dialog import ExportDialog, remember_written
from longwriter_desktop.ui.fields import USUAL_WORDS
from longwriter_desktop.ui.import_dialog import ImportDialog
from longwriter_desktop.ui.library_dialog import LibraryDialog
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.notice_bar import Message, NoticeBar
from longwriter_desktop.ui.translation import language_of

LAST_DOCUMENT = "document/last"
_TOPIC = "document"
_NOTES = ("note", "sample", "must")  # parts of a document that its text does not hold


class DocumentDesk(QObject):
    """Opens, plans and exports documents.

    Signals:
        leaving(): everything is saved, and the open document is about to be replaced.
        opened(): another document stands in the session.
        section_asked(section_id): the document was opened to be read at this section.
        note_asked(hit): the document was opened to be read at this `SearchHit` among its notes.
        planning_begun(): the model was asked for a plan.
        model_wanted(): something needs a model and there is none.
    """

    leaving = Signal()
    opened = Signal()
    section_asked = Signal(str)
    note_asked = Signal(object)
    planning_begun = Signal()
    model_wanted = Signal()

    def __init__(
        self,
        services: Services,
        settings: QSettings,
        notices: NoticeBar,
        look: Look,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.sought = ""  # what stood in the library's search field when it was closed last
        self._look = look
        self._services = services
        self._settings = settings
        self._notices = notices
        self._window = window
        self._waiting: Callable[[], None] | None = None
        services.writing.busy_changed.connect(self._on_busy)
        services.autosave.saved.connect(self._remember)

    @Slot()
    def new(self) -> None:
        """An empty document, stored with its first change."""
        self._leave(lambda: self._show(new_document("", USUAL_WORDS)))

    def begin(self, instruction: str, length: int) -> None:
        """The present document is to have `length` words.

        It is in the language of its instruction, or else in that of the window.
        """
        window = language_of(self._services.preferences.text("interface.language"))
        language = language_of_text(instruction, window.partition("_")[0])
        session = self._services.session
        session.update_meta(instruction=instruction, target_words=length, language=language)

    @Slot()
    def ask_open(self) -> None:
        """Let the writer choose a document of the library."""
        self.search("")

    def search(self, query: str) -> None:
        """Let the writer choose a document, or a place where the words of `query` stand."""
        session = self._services.session
        try:
            self._services.autosave.flush()  # so that the list and the search know the last words
            dialog = LibraryDialog(
                self._services.documents, self._look, session.document.id, self._window
            )
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        dialog.renamed.connect(self._on_renamed)
        dialog.search.setText(query)
        dialog.search.selectAll()
        dialog.exec()
        self.sought = dialog.search.text()
        dialog.deleteLater()
        if dialog.chosen is not None:
            self.open(dialog.chosen, dialog.place)

    @Slot(str)
    def open(self, document_id: str, place: SearchHit | None = None) -> None:
        """Open a document of the library, at a place in it; the present one is saved first."""
        if document_id != self._services.session.document.id:
            self._leave(lambda: self._load(document_id, place))
        else:
            self._tell_opened(place)

    def reopen_last(self) -> None:
        """Open the document that was open last, if the library still has it."""
        last = str(self._settings.value(LAST_DOCUMENT, ""))
        known = {summary.id for summary in self._services.documents.documents()}
        if last in known:
            self._load(last)

    @Slot(str)
    def make_plan(self, preset: str) -> None:
        """Plan the document: by the model, or from the preset with this key."""
        document = self._services.session.document
        try:
            check_request(document.instruction, document.target_words)
            self._check_idle()
            if preset:
                plan = plan_from_structure(
                    preset, document.instruction, document.target_words, document.language
                )
                self._services.writing.use_plan(plan, words.UNDO_LABELS["plan"])
                return
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        self._notices.clear(_TOPIC)
        if not self._services.plans.can_plan:
            self.model_wanted.emit()
        else:
            self._services.plans.make_plan()
            self.planning_begun.emit()

    def ask_import(self, path: Path | None = None) -> bool:
        """Let the writer choose where a new plan comes from; from a file, if one is given.

        Returns whether there is a new plan now.
        """
        try:
            self._check_idle()
        except InputProblem as problem:
            self._say(problem)
            return False
        dialog = ImportDialog(self._services.session.document, self._look, self._window)
        if path is not None:
            dialog.read(path)
        dialog.exec()
        dialog.deleteLater()
        new = dialog.chosen
        if new is None:
            return False
        if new.read is None:
            self.make_plan(new.structure)
            return bool(new.structure)
        label = words.UNDO_LABELS["import"]
        self._services.replanning.use_import(new.read, label, new.with_texts)
        return True

    def _check_idle(self) -> None:
        """A new plan takes away the sections without a text, and one may be getting its own."""
        if self._services.is_answering:
            raise InputProblem("model_busy")

    @Slot()
    def ask_export(self) -> None:
        """Ask how and where, and export."""
        dialog = ExportDialog(self._services.session.document, self._settings, self._window)
        accepted = dialog.exec()
        dialog.deleteLater()
        if accepted:
            self.export(dialog.request())

    def export(self, request: ExportRequest) -> None:
        try:
            summary = self._services.documents.export(self._services.session.document, request)
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        remember_written(self._settings, self._services.session.document.id, summary.path)
        text = words.exported(summary.path.name, summary.words, summary.sections_left_out)
        folder = QUrl.fromLocalFile(str(summary.path.parent.resolve()))
        self._notices.tell(
            Message("info", text, _TOPIC, words.SHOW_FILE,
                    lambda: QDesktopServices.openUrl(folder))
        )  # fmt: skip

    def _leave(self, then: Callable[[], None]) -> None:
        """Save the present document and go on; a section being written is stopped first."""
        if self._services.writing.is_busy:
            self._waiting = then
            self._services.writing.stop()
            return
        try:
            self._services.autosave.flush()
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        self.leaving.emit()
        then()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        then, self._waiting = self._waiting, None if not busy else self._waiting
        if not busy and then is not None:
            self._leave(then)

    def _load(self, document_id: str, place: SearchHit | None = None) -> None:
        try:
            document = self._services.documents.open(document_id)
        except EnvironmentProblem as problem:
            self._say(problem)
            return
        self._show(document, place)
        self._remember()

    def _show(self, document: Document, place: SearchHit | None = None) -> None:
        self._services.undo_stack.clear()
        self._services.session.open(document)
        self._notices.clear("run")
        self._notices.clear("plan")
        self._tell_opened(place)

    def _tell_opened(self, place: SearchHit | None) -> None:
        self.opened.emit()
        if place is not None and place.section_id is not None:
            self.section_asked.emit(place.section_id)
        if place is not None and place.part in _NOTES:
            self.note_asked.emit(place)

    @Slot(str, str)
    def _on_renamed(self, document_id: str, title: str) -> None:
        """The library has the new title already; the open document must not bring the old back."""
        if document_id == self._services.session.document.id:
            self._services.session.update_meta(title=title)

    @Slot()
    def _remember(self) -> None:
        """The document is in the library: it can be opened again at the next start."""
        self._settings.setValue(LAST_DOCUMENT, self._services.session.document.id)

    def _say(self, problem: EnvironmentProblem) -> None:
        text = sentence(problem.code, problem.params)
        self._notices.tell(Message("warning", text, _TOPIC))
