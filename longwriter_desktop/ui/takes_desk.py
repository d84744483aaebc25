# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes of the section that the writer is in: the page beside the text, and ways to get more."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.session import Change
from longwriter_desktop.app.takes import TakeEvent
from longwriter_desktop.domain.document import Take
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui import words, words_takes
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.notice_desk import RESTARTABLE
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.takes_note import NoteField
from longwriter_desktop.ui.takes_page import TakesPage

PAGE = "takes"
_AT_ONCE = "writing.takes_at_once"
_TOPIC = "takes"
_QUIET_MS = 400  # after the last key; comparing two long texts takes a moment


class TakesDesk(QObject):
    """Fills the page of takes, and carries out what the writer wants with them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._services = shell.services
        self._takes = shell.services.takes
        self._section = ""
        actions = shell.actions
        self.several = actions.make("takes.several", "", "takes", "Ctrl+Shift+T")
        self.rewrite_with_note = actions.make(
            "takes.note", words_takes.NOTE, "note", "Ctrl+Alt+Return", "Ctrl+Alt+Enter"
        )
        self.rewrite_with_note.setToolTip(words.with_keys(words_takes.NOTE, "Ctrl+Alt+Return"))
        actions.menu("text").addActions([self.several, self.rewrite_with_note])
        self.page = TakesPage(shell.look, self.several, self.rewrite_with_note, shell.space.side)
        shell.space.side.add_page(PAGE, words_takes.PAGE, self.page)
        self.note_field = NoteField(shell.look, shell.space.manuscript)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_QUIET_MS)
        self._soon.timeout.connect(self.refresh)
        self._wire_asking()
        self._wire_page()
        self._wire_changes()
        self._name_several()
        self._show_can()

    @Slot()
    def open_here(self) -> None:
        """Show the takes of the section that the writer is in."""
        self.open(self._shell.space.current_section or "")

    @Slot(str)
    def open(self, section_id: str) -> None:
        """Show the takes of a section, with the keys on their list."""
        self._section = section_id
        self._shell.space.side.show_page(PAGE)
        self.refresh()
        self.page.list.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Show what the library and the text have now, where the page is in sight."""
        self._soon.stop()
        if self._shell.space.side.page != PAGE:
            return
        document = self._services.session.document
        if self._section not in {section.id for section in document.outline.sections}:
            self._section = self._shell.space.current_section or ""
        if not self._section:
            self.page.show_nothing()
            return
        section = document.outline.get(self._section)
        try:
            takes = self._takes.of(self._section)
        except EnvironmentProblem as problem:
            self._say(Notice("error", problem.code, problem.params))
            return
        self.page.show_takes(
            document.outline.number(section.id),
            section.heading,
            takes,
            document.text_of(section.id),
            self._takes.section == section.id,
        )

    @Slot(object)
    def choose(self, take: Take) -> None:
        """Put a take into the text, undoably; one that was deleted, back into the list."""
        if take.deleted is not None:
            self._takes.delete(take, False)
        elif take.section_id in (self._services.writing.section, *self._services.draft.texts):
            text = words_takes.BEING_WRITTEN
            self._shell.notices.tell(Message("info", text, _TOPIC, passing=True))
        else:
            self._takes.choose(take, words_takes.UNDO_CHOSEN)

    @Slot(str)
    def write_several(self, section_id: str, note: str = "") -> None:
        """Write several takes of a section beside its text, and show them as they come."""
        if not self._save():
            return
        if self._services.jobs.is_busy:
            text = sentence("model_busy", {})
            self._shell.notices.tell(Message("info", text, _TOPIC, passing=True))
            return
        self.open(section_id)
        count = self._services.preferences.number(_AT_ONCE)
        target = self._services.session.document.outline.get(section_id).target_words
        self.page.live.begin(count, target)
        self._takes.write(section_id, count, words_takes.UNDO_WRITTEN, note)

    @Slot(str)
    def ask_note(self, section_id: str) -> None:
        """Ask what should be different, under the section's heading."""
        self._shell.space.manuscript.reveal(section_id)
        self.note_field.open_for(section_id)

    def _wire_asking(self) -> None:
        bar = self._shell.space.bars.section
        self._shell.actions.takes.triggered.connect(self.open_here)
        self.several.triggered.connect(self._on_several)
        self.rewrite_with_note.triggered.connect(self._on_note)
        bar.takes_asked.connect(self.open)
        bar.note_asked.connect(self.ask_note)
        bar.several_asked.connect(self.write_several)
        self.note_field.rewrite_asked.connect(self._shell.writing.write)
        self.note_field.several_asked.connect(self.write_several)

    def _wire_page(self) -> None:
        page, takes = self.page, self._takes
        page.keep_asked.connect(self._on_keep)
        page.delete_asked.connect(self._on_delete)
        page.live.stop_asked.connect(takes.stop_one)
        page.list.left.connect(self._shell.space.manuscript.setFocus)
        page.list.chosen.connect(self.choose)
        page.reader.use_asked.connect(self.choose)
        for part in (page.list, page.reader):
            part.pin_asked.connect(self._on_pin)
            part.copy_asked.connect(self._on_copy)

    def _wire_changes(self) -> None:
        shell, takes = self._shell, self._takes
        shell.space.manuscript.section_entered.connect(self._on_entered)
        shell.space.outline.chosen.connect(self._on_entered)
        shell.space.side.page_shown.connect(self._on_page)
        takes.changed.connect(self._on_takes_changed)
        takes.writing.connect(self._on_writing)
        takes.busy_changed.connect(self._on_busy)
        takes.busy_changed.connect(shell.writing.busy_changed)
        takes.noticed.connect(self._say)
        self._services.jobs.busy_changed.connect(self._show_can)
        self._services.session.subscribe(self._on_change)
        self._services.preferences.subscribe(self._on_preference)

    def _name_several(self) -> None:
        text = words_takes.several(self._services.preferences.number(_AT_ONCE))
        self.several.setText(text)
        self.several.setToolTip(words.with_keys(text, "Ctrl+Shift+T"))
        self.note_field.name_several(text)
        self._shell.space.bars.section.name_several(text)

    @Slot()
    def _show_can(self) -> None:
        can = not self._services.jobs.is_busy
        self.several.setEnabled(can)
        self.rewrite_with_note.setEnabled(can)

    @Slot()
    def _on_several(self) -> None:
        section = self._shell.space.current_section
        if section is not None:
            self.write_several(section)

    @Slot()
    def _on_note(self) -> None:
        section = self._shell.space.current_section
        if section is not None:
            self.ask_note(section)

    @Slot()
    def _on_keep(self) -> None:
        if self._save():
            self._takes.keep_present(self._section)

    def _save(self) -> bool:
        """Save the document: a take needs its document in the library."""
        self._shell.notices.clear(_TOPIC)
        try:
            self._services.autosave.flush()
        except EnvironmentProblem as problem:
            self._say(Notice("error", problem.code, problem.params))
            return False
        return True

    @Slot(object)
    def _on_pin(self, take: Take) -> None:
        self._takes.pin(take, not take.pinned)

    @Slot(object)
    def _on_delete(self, take: Take) -> None:
        self._takes.delete(take, take.deleted is None)

    @Slot(object)
    def _on_copy(self, take: Take) -> None:
        QGuiApplication.clipboard().setText(take.text)

    @Slot(str)
    def _on_entered(self, item_id: str) -> None:
        """The writer is in another section; a chapter has no takes of its own."""
        sections = {section.id for section in self._services.session.document.outline.sections}
        if item_id in sections and item_id != self._section:
            self._section = item_id
            self.refresh()

    @Slot(str)
    def _on_page(self, name: str) -> None:
        if name == PAGE:
            self.refresh()

    @Slot(str)
    def _on_takes_changed(self, section_id: str) -> None:
        if section_id == self._section:
            self.refresh()

    def _on_change(self, change: Change) -> None:
        if change.section_id in (None, self._section):
            self._soon.start()

    def _on_preference(self, name: str) -> None:
        if name == _AT_ONCE:
            self._name_several()

    @Slot(object)
    def _on_writing(self, event: TakeEvent) -> None:
        self.page.live.follow(event)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._shell.space.bars.set_can_write(not busy)
        if not busy:
            self.page.live.end()
        self.refresh()

    @Slot(object)
    def _say(self, notice: Notice) -> None:
        if notice.code not in RESTARTABLE:
            self._services.writing.noticed.emit(notice)
            return
        restart = self._services.engine.restart
        message = Message("error", words_takes.ENDED, "model", words.RESTART, restart)
        self._shell.notices.tell(message)
