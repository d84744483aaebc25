# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Spell checking in the manuscript: what is in sight, a moment after the last key."""

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer, Slot

from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.app.spelling import (
    choose_dictionary,
    dictionary_folders,
    find_dictionaries,
)
from longwriter_desktop.ui import words_spelling as words
from longwriter_desktop.ui.markdown_styler import MarkdownStyler
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.spelling_marks import SpellingMarks
from longwriter_desktop.ui.spelling_menu import SpellingMenu

PAUSE_MS = 300  # without a key or a scroll, before words are looked up
_ON, _DICTIONARY = "text.spell_check", "text.dictionary"


class SpellingDesk(QObject):
    """Follows text, view and settings; the dictionary's process ends when the window hides."""

    def __init__(self, shell: Shell, styler: MarkdownStyler) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._styler = styler
        self._spelling = shell.services.spelling
        self._preferences = shell.services.preferences
        self._session = shell.services.session
        text = shell.space.manuscript
        self.marks = SpellingMarks(text, styler, self._spelling)
        self.menu = SpellingMenu(
            shell.space.text_menu, text, self.marks, self._spelling, shell.services.undo_stack
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.action = shell.actions.make("text.spelling", words.SPELLING, "spelling", "F7")
        self.action.setCheckable(True)
        self.action.triggered.connect(self._on_action)
        shell.space.text_menu.addAction(self.action)
        shell.actions.menu("text").addAction(self.action)
        shell.space.text_menu_opening.connect(self.menu.prepare)
        self.menu.ignored.connect(self._on_ignored)
        text.document().contentsChange.connect(self._on_change)
        text.cursorPositionChanged.connect(self._wait)
        text.verticalScrollBar().valueChanged.connect(self._wait)
        self._spelling.learned.connect(self._show)
        self._spelling.failed.connect(self._on_failed)
        shell.writing.busy_changed.connect(self._on_busy)
        shell.window.installEventFilter(self)
        self._session.subscribe(self._on_session)
        self._preferences.subscribe(self._on_preference)
        self._choose()

    @property
    def is_on(self) -> bool:
        """Whether spelling is checked: it is wanted, and there is a dictionary for it."""
        return self._preferences.flag(_ON) and self._spelling.dictionary is not None

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Hide:
            self._pause.stop()
            self._spelling.stop()
        elif kind in (QEvent.Type.Show, QEvent.Type.Resize):
            self._pause.start()
        return False

    def _choose(self) -> None:
        """Take the dictionary of the document's language, or the one that was asked for."""
        wanted = self._preferences.flag(_ON)
        self.action.setChecked(wanted)
        self._shell.look.dress(self.action, "check" if wanted else "spelling")
        found = find_dictionaries(dictionary_folders()) if wanted else {}
        language = self._session.document.language
        self._spelling.use(choose_dictionary(found, language, self._preferences.text(_DICTIONARY)))
        self._styler.set_extra(self.marks.ranges if self.is_on else None)
        self._language = language
        self._own_words = self._session.document.spelling_words
        self._pause.start()

    @Slot()
    def _on_change(self) -> None:
        if not self._styler.is_working:
            self._pause.start()

    @Slot()
    def _wait(self) -> None:
        self._pause.start()

    @Slot()
    def _look(self) -> None:
        """Ask about the words in sight; nothing while the model has the machine."""
        window_is_shown = self._shell.window.isVisible()
        if not self.is_on or not window_is_shown or self._shell.services.is_answering:
            return
        self._spelling.check(self.marks.unknown(self._styler.seen()))
        self._show()

    @Slot()
    def _show(self) -> None:
        if self.is_on:
            self._styler.restyle(self._styler.seen())

    def _on_session(self, change: Change) -> None:
        document = self._session.document
        if change.kind is not ChangeKind.META:
            return
        if document.language != self._language:
            self._choose()
        elif document.spelling_words != self._own_words:
            self._own_words = document.spelling_words
            self._show()

    def _on_preference(self, name: str) -> None:
        if name in (_ON, _DICTIONARY):
            self._choose()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if not busy:
            self._pause.start()

    @Slot(str)
    def _on_ignored(self, word: str) -> None:
        self.marks.ignore(word)
        self._show()

    @Slot(bool)
    def _on_action(self, on: bool) -> None:
        self._preferences.set(_ON, on)
        self._shell.notices.clear("spelling")
        if on and not self.is_on:
            locale = QLocale(self._session.document.language)
            name = locale.nativeLanguageName()
            code = QLocale.languageToCode(locale.language())
            text = words.missing_dictionary(name, code)
            self._shell.notices.tell(Message("info", text, "spelling"))

    @Slot(str)
    def _on_failed(self, name: str) -> None:
        self._shell.notices.tell(Message("warning", words.unreadable_dictionary(name), "spelling"))
