# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The window: puts the widgets together and wires them to the use cases."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import words
from longwriter_desktop.ui.actions import Actions
from longwriter_desktop.ui.document_desk import DocumentDesk
from longwriter_desktop.ui.endpoint_desk import EndpointDesk
from longwriter_desktop.ui.features import build_features
from longwriter_desktop.ui.file_drop import FileDrop
from longwriter_desktop.ui.find_desk import FindDesk
from longwriter_desktop.ui.look import Look, take_over_theme
from longwriter_desktop.ui.notice_bar import NoticeBar
from longwriter_desktop.ui.notice_desk import NoticeDesk
from longwriter_desktop.ui.outline_desk import OutlineDesk
from longwriter_desktop.ui.places import Places
from longwriter_desktop.ui.resources import resource_folder
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.start_page import StartPage
from longwriter_desktop.ui.status import StatusLine
from longwriter_desktop.ui.undo_desk import UndoDesk
from longwriter_desktop.ui.workspace import Workspace
from longwriter_desktop.ui.writing_desk import WritingDesk

Feature = TypeVar("Feature", bound=QObject)
_LEAST_SIZE = (860, 560)
_FIRST_SIZE = (1280, 800)
_TOTALS_MS = 120


class MainWindow(QMainWindow):
    """The one window. `settings` keeps its geometry, theme and last document."""

    def __init__(self, services: Services, settings: QSettings) -> None:
        super().__init__()
        self._services = services
        self._settings = settings
        self._close_anyway = False
        self._words_timer = QTimer(self)  # totals may be late; a key press may not
        self._words_timer.setSingleShot(True)
        self._words_timer.setInterval(_TOTALS_MS)
        self._words_timer.timeout.connect(self._show_words)
        self.setMinimumSize(*_LEAST_SIZE)
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a QApplication must exist before the window")
        take_over_theme(settings, services.preferences)
        ours = resource_folder() / "themes"
        self.look = Look(app, ours, services.own_themes, services.preferences)
        self.look.setParent(self)
        self.actions_ = Actions(self.look, self)
        self._build()
        self._wire_documents()
        self._wire_writing()
        self._wire_actions()
        self._restore()

    def feature(self, kind: type[Feature]) -> Feature:
        """The one feature of a kind. Raises `KeyError` where the window has none."""
        for feature in self.features:
            if isinstance(feature, kind):
                return feature
        raise KeyError(kind.__name__)

    def show_crash(self, report: Path) -> None:
        """A bug was met; the text is saved and the report written."""
        self.notice_desk.show_bug(report)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks nothing and loses nothing; if the text cannot be saved, stays open once."""
        self.space.brief.keep()
        self.space.setFocus()  # ends what is being edited in the plan, and keeps it
        self._services.stop()
        try:
            self._services.autosave.flush()
        except EnvironmentProblem as problem:
            if not self._close_anyway:
                self._close_anyway = True
                self.notice_desk.show_unsaved(sentence(problem.code, problem.params))
                self.space.manuscript.setFocus()
                event.ignore()
                return
        self._services.engine.stop_loading()  # a server may not answer for long
        self._settings.setValue("window/geometry", self.saveGeometry())
        self._settings.sync()
        self._services.writing.close()
        self._words_timer.stop()
        self.undo_desk.let_go()
        super().closeEvent(event)

    def _build(self) -> None:
        self.notices = NoticeBar(self.look, self)
        self.space = Workspace(self._services, self.look, self.actions_, self)
        self.start = StartPage(self.look, self)
        self.start.menu_button.setMenu(self.space.header.menu_button.menu())
        self.status = StatusLine(self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.space)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in ((self.pages, 1), (self.notices, 0), (self.status, 0)):
            column.addWidget(widget, stretch)
        self.setCentralWidget(page)
        space = self.space
        self.documents = DocumentDesk(self._services, self._settings, self.notices, self.look, self)
        self.outline_desk = OutlineDesk(self._services, self.actions_, space, self.notices)
        self.writing = WritingDesk(
            self._services, self._settings, space.manuscript, space.bars, space.plan,
            self.status, self.notices,
        )  # fmt: skip
        self.notice_desk = NoticeDesk(
            self._services, self.notices, space, self.writing, self.status
        )
        self.undo_desk = UndoDesk(self._services.undo_stack, self.actions_, space.manuscript)
        self.finding = FindDesk(self._services, self.actions_, space.manuscript, space.find_bar)
        self.features = build_features(
            Shell(
                self, self._services, self._settings, self.look, self.actions_, space,
                self.writing, self.notices, self.status, self.documents, self.pages,
            )
        )  # fmt: skip

    def _wire_documents(self) -> None:
        self.feature(FileDrop).dropped.connect(self._on_import)
        desk, actions = self.documents, self.actions_
        actions.new.triggered.connect(desk.new)
        actions.open.triggered.connect(desk.ask_open)
        actions.save.triggered.connect(self._services.autosave.save_soon)
        actions.export.triggered.connect(desk.ask_export)
        actions.import_plan.triggered.connect(self._on_import)
        actions.quit.triggered.connect(self.close)
        desk.opened.connect(self._on_opened)
        desk.section_asked.connect(self.space.manuscript.go_to)
        desk.planning_begun.connect(self._on_planning_begun)
        desk.model_wanted.connect(self.notice_desk.ask_for_model)
        self.notice_desk.key_asked.connect(self.feature(EndpointDesk).ask_key)
        self.start.started.connect(self._on_started)
        self.start.skipped.connect(self._on_skipped)
        self.start.document_asked.connect(desk.open)
        self.space.brief.plan_asked.connect(desk.make_plan)
        self.space.header.export_asked.connect(desk.ask_export)
        self.space.header.brief_asked.connect(self.space.brief.setVisible)
        self.space.plan.fit_asked.connect(self.outline_desk.fit)
        self._services.session.subscribe(self._on_change)

    def _wire_writing(self) -> None:
        services, space, desk = self._services, self.space, self.writing
        services.engine.loaded.connect(self._words_timer.start)
        services.engine.rested.connect(self._words_timer.start)
        services.autosave.saved.connect(self._on_saved)
        space.models.chosen.connect(self._on_model_chosen)
        space.models.state_changed.connect(self.status.say_model)
        space.header.write_all_asked.connect(desk.write_all)
        space.header.stop_asked.connect(desk.stop)
        space.bars.section.write_asked.connect(desk.write)
        space.bars.section.continue_asked.connect(desk.go_on)
        space.bars.writing.stop_asked.connect(desk.stop)
        desk.busy_changed.connect(self._on_busy)
        text = space.manuscript
        text.section_entered.connect(self.outline_desk.follow_caret)
        text.section_entered.connect(space.bars.enter)
        text.section_hovered.connect(space.bars.hover)
        text.bars_moved.connect(space.bars.place)
        space.outline.chosen.connect(text.go_to)

    def _wire_actions(self) -> None:
        actions = self.actions_
        actions.write_all.triggered.connect(self.writing.write_all)
        actions.stop.triggered.connect(self.writing.stop)
        actions.open_model.triggered.connect(self.space.models.ask_for_file)
        actions.to_text.triggered.connect(self.space.manuscript.setFocus)

    def _restore(self) -> None:
        geometry = self._settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*_FIRST_SIZE)
        self.status.say_model(words.MODEL_NONE_TITLE)
        self.documents.reopen_last()
        self._on_opened()

    @Slot()
    def _show_words(self) -> None:
        document = self._services.session.document
        if not self._services.is_writing:
            self.status.say_words(document.written_words, document.outline.total_words)
            self.status.say_forecast(self.writing.forecast())

    def _on_change(self, change: Change) -> None:
        self.status.say_saved(False)
        self._words_timer.start()
        if change.kind is not ChangeKind.TEXT:
            self._show_can()
            self._show_title()

    def _show_can(self) -> None:
        """Enable what can be done now."""
        busy = self._services.is_answering
        has_plan = bool(self._services.session.document.outline.sections)
        header, actions = self.space.header, self.actions_
        header.write_all.setVisible(not busy)
        header.stop.setVisible(busy)
        header.write_all.setEnabled(has_plan)
        header.export.setEnabled(has_plan)
        self.space.brief.set_can_plan(not busy)
        for action in (actions.write, actions.write_all):
            action.setEnabled(has_plan and not busy)
        actions.export.setEnabled(has_plan)
        actions.stop.setEnabled(busy)

    @Slot()
    def _on_opened(self) -> None:
        document = self._services.session.document
        is_empty = not document.instruction.strip() and not len(document.outline)
        has_plan = len(document.outline) > 0
        self.pages.setCurrentWidget(self.start if is_empty else self.space)
        self._show_brief(not has_plan)
        self.status.say_saved(True)
        self._show_words()
        self._show_can()
        self._show_title()
        if is_empty:
            self.start.begin(self._services.documents.documents())
        else:
            self.space.outline.choose_none()
            self.feature(Places).go_on()

    def _show_title(self) -> None:
        title = self._services.session.document.title or words.UNTITLED
        self.setWindowTitle(f"{title} \u2013 {words.APP}")

    def _show_brief(self, shown: bool) -> None:
        self.space.brief.setVisible(shown)
        self.space.header.set_brief_shown(shown)

    @Slot(str, int)
    def _on_started(self, instruction: str, length: int) -> None:
        self.documents.begin(instruction, length)
        self.documents.make_plan("")
        if instruction.strip():
            self.pages.setCurrentWidget(self.space)

    @Slot(str, int)
    def _on_skipped(self, instruction: str, length: int) -> None:
        self.documents.begin(instruction, length)
        self.pages.setCurrentWidget(self.space)
        self.space.brief.instruction.setFocus()

    @Slot(object)
    def _on_import(self, path: object) -> None:
        self.space.brief.keep()
        if self.documents.ask_import(path if isinstance(path, Path) else None):
            self.pages.setCurrentWidget(self.space)
            self._show_brief(False)

    @Slot()
    def _on_planning_begun(self) -> None:
        self.pages.setCurrentWidget(self.space)
        self.space.plan.set_planning(True)
        self.space.plan.stream.setFocus()

    @Slot(object)
    def _on_model_chosen(self, path: Path) -> None:
        self.notices.clear("model")
        self._services.stop()
        self._services.engine.load(path)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if not busy and len(self._services.session.document.outline):
            self._show_brief(False)
        self._show_can()
        self._show_words()

    @Slot()
    def _on_saved(self) -> None:
        self._close_anyway = False
