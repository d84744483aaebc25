# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The fast draft: several sections stream, each in its place."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolTip

from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.events import PromptRead, SectionGrew, SectionRewound, SectionStarted
from longwriter_desktop.domain.ports import TOO_LONG, Notice
from longwriter_desktop.ui import words, words_draft
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.notice_desk import RESTARTABLE
from longwriter_desktop.ui.shell import Shell

_TOPIC = "draft"
_FIGURES_MS = 100


class DraftDesk(QObject):
    """Starts the fast draft and shows what comes of it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._services = shell.services
        self._draft = shell.services.draft
        self._manuscript = shell.space.manuscript
        self._bars = shell.space.bars
        self._rows = shell.space.plan.view.rows
        actions = shell.actions
        self.action = actions.make("text.fast_draft", words_draft.FAST_DRAFT, "write_all")
        self.action.setToolTip(words_draft.HELP)
        self._menu = actions.menu("text")
        self._menu.insertAction(actions.stop, self.action)
        self._condensing: set[str] = set()  # sections that came out too long
        self._figures = QTimer(self)
        self._figures.setSingleShot(True)
        self._figures.setInterval(_FIGURES_MS)
        self._figures.timeout.connect(self._show_figures)
        self.action.triggered.connect(self.write_all)
        self._menu.hovered.connect(self._explain)
        self._draft.writing.connect(self._on_writing)
        self._draft.busy_changed.connect(self._on_busy)
        self._draft.busy_changed.connect(shell.writing.busy_changed)
        self._draft.noticed.connect(self._say)
        self._services.jobs.busy_changed.connect(self._show_can)
        self._services.session.subscribe(self._on_change)
        self._show_can()

    @Slot()
    def write_all(self) -> None:
        """Write all that is not written, side by side, and say what that means."""
        self._shell.notices.clear(_TOPIC)
        if self._services.jobs.is_busy:
            text = sentence("model_busy", {})
            self._shell.notices.tell(Message("info", text, _TOPIC, passing=True))
            return
        try:
            self._services.autosave.flush()
        except EnvironmentProblem as problem:
            self._say(Notice("error", problem.code, problem.params))
            return
        self._draft.write_all(words_draft.UNDO)
        if self._draft.is_busy:
            self._shell.notices.tell(Message("info", words_draft.HELP, _TOPIC, passing=True))

    @Slot(QAction)
    def _explain(self, row_action: QAction) -> None:
        """Say beside the menu's row what a fast draft is, also to those who come by keyboard."""
        if row_action is not self.action:
            QToolTip.hideText()
            return
        row = self._menu.actionGeometry(self.action)
        place = self._menu.mapToGlobal(row.topRight())
        # As rich text it is broken into lines.
        QToolTip.showText(place, f"<p>{words_draft.HELP}</p>", self._menu, row)

    @Slot(object)
    def _on_writing(self, event: object) -> None:
        manuscript = self._manuscript
        match event:
            case SectionStarted(section_id=section_id) if section_id in self._draft.texts:
                manuscript.begin_writing(section_id, self._draft.texts[section_id])
            case PromptRead():
                self._shell.status.say_reading(event.read, event.total)
            case SectionGrew():
                manuscript.previews.grow(event.section_id, event.text)
            case SectionRewound():
                manuscript.previews.rewind(event.section_id, event.keep)
                if event.reason == TOO_LONG:
                    self._condensing.add(event.section_id)
            case SectionKept():
                manuscript.end_section(event.section_id)
                self._condensing.discard(event.section_id)
        if not self._figures.isActive():
            self._figures.start()

    @Slot()
    def _show_figures(self) -> None:
        counts, shown = self._draft.words, self._manuscript.writing_section
        self._rows.set_writing(counts)
        if shown in counts:
            target = self._services.session.document.outline.get(shown).target_words
            is_condensed = shown in self._condensing
            say = words.progress_of_condensing if is_condensed else words.progress_of_section
            self._bars.say(say(counts[shown], target))
        progress = self._draft.progress
        if progress is not None:
            self._shell.status.say_progress(progress)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._bars.set_can_write(not busy)
        if not busy:
            self._figures.stop()
            self._condensing.clear()
            self._rows.set_writing({})
            self._manuscript.end_writing()
            self._bars.place()
            self._shell.status.clear_run()

    @Slot()
    def _show_can(self) -> None:
        has_plan = bool(self._services.session.document.outline.sections)
        self.action.setEnabled(has_plan and not self._services.jobs.is_busy)

    def _on_change(self, change: Change) -> None:
        if change.kind is ChangeKind.OUTLINE:
            self._show_can()

    @Slot(object)
    def _say(self, notice: Notice) -> None:
        if notice.code not in RESTARTABLE:
            self._services.writing.noticed.emit(notice)
            return
        restart = self._services.engine.restart
        self._shell.notices.tell(
            Message("error", words_draft.ENDED, "model", words.RESTART, restart)
        )
