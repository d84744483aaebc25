# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Revising from the window: the answer over its passage, and what the writer says to it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Slot

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_revising import Asked
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.domain.revision import (
    Passage,
    Revision,
    RevisionGrew,
    RevisionRead,
    RevisionRewound,
    RevisionStarted,
    RevisionThought,
)
from longwriter_desktop.ui import words as common
from longwriter_desktop.ui import words_revising as words
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.notice_desk import RESTARTABLE
from longwriter_desktop.ui.revise_asking import TOPIC, ReviseAsking
from longwriter_desktop.ui.revise_card import ReviseCard
from longwriter_desktop.ui.revise_place import CardPlace
from longwriter_desktop.ui.revise_text import Part
from longwriter_desktop.ui.shell import Shell


class ReviseDesk(QObject):
    """Shows the answers to what the writer asks for and carries out what is decided."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._services = shell.services
        self._revising = shell.services.revising
        self._text = shell.space.manuscript
        self._grow_to = 0
        self.asking = ReviseAsking(shell, self)
        self.card = ReviseCard(shell.look, self._text.viewport())
        self._place = CardPlace(self._text, self.card)
        self.action = shell.actions.make("text.revise", words.REVISE, "revise", "Ctrl+J")
        for menu in (shell.space.text_menu, shell.actions.menu("text")):
            menu.addAction(self.action)
        self._connect()

    def _connect(self) -> None:
        self.action.triggered.connect(self.open)
        self.asking.wanted.connect(self._on_wanted)
        self._text.bars_moved.connect(self._place.move)
        card = self.card
        card.grown.connect(self._place.fit)
        card.accept_asked.connect(self.accept)
        card.refuse_asked.connect(self.refuse)
        card.again_asked.connect(self._on_again)
        card.keep_asked.connect(self.keep)
        card.stop_asked.connect(self._revising.stop)
        self._revising.busy_changed.connect(self._on_busy)
        self._revising.busy_changed.connect(self._shell.writing.busy_changed)
        self._revising.came.connect(self._on_came)
        self._revising.answered.connect(self._on_answered)
        self._revising.changes_moved.connect(self._on_moved)
        self._revising.noticed.connect(self._on_notice)
        self._shell.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An answer that is being written must not keep the window from closing."""
        if event.type() is QEvent.Type.Close:
            self._revising.forget()
        return False

    @Slot()
    def open(self) -> None:
        """Open the menu for the selection, or else for the section of the caret."""
        if self.card.isVisible():
            self._place.reveal()
            self.card.setFocus()
        else:
            self.asking.open()

    @Slot(object, object)
    def _on_wanted(self, passage: Passage, revision: Revision) -> None:
        self._revising.revise(passage, revision)

    @Slot()
    def accept(self) -> None:
        """Put every change that was not refused into the text."""
        writing = self._services.writing.section
        if any(change.passage.section_id == writing for change in self._revising.changes or ()):
            self._tell(words.WRITING_IT)
        elif self._revising.is_busy or not self._try(self._accept):
            return
        elif not self._revising.is_busy:  # else the next answer has been asked for already
            self._close()

    @Slot()
    def refuse(self) -> None:
        """Leave the text as it is."""
        self._close()
        self._revising.discard()
        self._tell(words.REFUSED)

    @Slot()
    def keep(self) -> None:
        """Keep the answer as a take, whatever becomes of it in the text."""
        self._try(self._keep)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._shell.space.bars.set_can_write(not busy and not self._services.is_writing)
        asked = self._revising.asked
        if not busy or asked is None:
            return
        self._shell.notices.clear(TOPIC)
        self._shell.notices.clear("model")
        self.asking.bar.set_off(True)
        self.card.begin(self._title(asked))
        self._place.anchor(asked.passage)
        self.card.setFocus()

    def _title(self, asked: Asked) -> str:
        numbers = [self._number(section_id) for section_id in asked.section_ids]
        if len(numbers) > 1:
            return words.join_title(numbers[0], numbers[1])
        text = self._services.session.document.text_of(asked.passage.section_id).text
        is_whole = asked.passage.of(text) == text.strip()
        return words.title(asked.revision.kind, asked.revision.wish, numbers[0], is_whole)

    def _number(self, section_id: str) -> int:
        return self._services.session.document.outline.number(section_id)

    @Slot(object)
    def _on_came(self, event: object) -> None:
        match event:
            case RevisionStarted():
                self._grow_to = event.target_words
                self.card.next_part()
                self.card.say(words.READING)
            case RevisionRead():
                self.card.say(words.reading(event.read, event.total))
            case RevisionThought():
                self.card.say(words.THINKING)
            case RevisionGrew():
                self.card.preview.grow(event.text)
                self.card.say(words.growing(event.words, self._grow_to))
            case RevisionRewound():
                self.card.rewind(event.keep)

    @Slot()
    def _on_answered(self) -> None:
        answers = self._revising.answers
        if not any(answer.has_come for answer in answers):
            self._close()
            return
        self._show_answer()
        self._place.reveal()

    @Slot()
    def _on_moved(self) -> None:
        if self._revising.answers:
            self._show_answer()
        else:
            self._close()

    def _show_answer(self) -> None:
        answers, changes = self._revising.answers, self._revising.changes
        if changes is None:
            stray = "\n\n".join(answer.text for answer in answers)
            self.card.show_stray(stray, words.GONE)
            return
        outline = self._services.session.document.outline
        many = len(changes) > 1
        parts = [
            Part(outline.get(change.passage.section_id).heading if many else "", change.hunks)
            for change in changes
        ]
        self.card.show_answer(parts, self._note())
        self._place.anchor(changes[0].passage)

    def _note(self) -> str:
        changes = self._revising.changes or ()
        if any(change.is_newer for change in changes):
            return words.CHANGED_TOO
        stopped = [words.stopped(answer.stop_reason) for answer in self._revising.answers]
        count = sum(hunk.is_change for change in changes for hunk in change.hunks)
        if not count:
            return words.NOTHING
        return next((text for text in stopped if text), words.HOW_TO if count > 1 else "")

    @Slot()
    def _on_again(self) -> None:
        self._revising.again()

    @Slot(object)
    def _on_notice(self, notice: Notice) -> None:
        """A model that died can be started again from here; the rest is said as always."""
        if notice.code in RESTARTABLE:
            text = sentence("worker_crashed", {})
            engine = self._services.engine
            self._shell.notices.tell(
                Message("error", text, "model", common.RESTART, engine.restart)
            )
        elif notice.code in ("model_busy", "passage_too_long", "context_too_small"):
            text = sentence(notice.code, notice.params)
            self._shell.notices.tell(Message(notice.severity, text, TOPIC))
        else:
            self._services.writing.noticed.emit(notice)

    def _accept(self) -> None:
        self._revising.accept(self.card.text.accepted, words.UNDO)

    def _keep(self) -> None:
        self._tell(words.kept(self._revising.keep_as_take()))

    def _try(self, work: Callable[[], None]) -> bool:
        """Save the document, for a take needs its section in the library; then do something
        there. If that fails, say so.
        """
        try:
            self._services.autosave.flush()
            work()
        except EnvironmentProblem as problem:
            text = sentence(problem.code, problem.params)
            self._shell.notices.tell(Message("error", text, TOPIC))
            return False
        return True

    def _close(self) -> None:
        had_focus = self.card.isAncestorOf(self._shell.window.focusWidget() or self._text)
        self.card.preview.end()
        self.card.hide()
        self.asking.bar.set_off(False)
        if had_focus:
            self._text.setFocus()

    def _tell(self, text: str) -> None:
        self._shell.notices.tell(Message("info", text, TOPIC, passing=True))
