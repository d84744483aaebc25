# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Gathers what can be done now, and shows it in the list of all commands."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import words, words_palette
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.palette import Entry, Palette
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.view_menu import THEME_PREFIX

_DOCUMENTS = 50


class PaletteDesk(QObject):
    """Ctrl+K: every enabled command, every heading, every recent document."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self.palette = Palette(shell.look, shell.window)
        shell.actions.all_commands.triggered.connect(self.open)

    @Slot()
    def open(self) -> None:
        self.palette.open_with([*self._commands(), *self._headings(), *self._documents()])

    def _commands(self) -> Iterator[Entry]:
        actions = self._shell.actions
        for name, action in actions.named.items():
            if action is not actions.all_commands and _can_run(action):
                text = action.text().replace("&", "")
                is_theme = name.startswith(THEME_PREFIX)
                yield _entry(action, words_palette.theme(text) if is_theme else text)

    def _headings(self) -> Iterator[Entry]:
        outline = self._shell.services.session.document.outline
        numbers = {item.id: number for number, item in enumerate(outline.sections, start=1)}
        chapter, section = self._shell.look.icon("open"), self._shell.look.icon("document")
        for item in outline.items:
            number = numbers.get(item.id)
            heading = item.heading if number is None else f"{number} {item.heading}"
            icon = chapter if number is None else section
            yield Entry(words_palette.go_to(heading), "", icon, partial(self._go_to, item.id))

    def _go_to(self, item_id: str) -> None:
        self._shell.pages.setCurrentWidget(self._shell.space)
        self._shell.space.manuscript.go_to(item_id)
        self._shell.space.manuscript.setFocus()

    def _documents(self) -> Iterator[Entry]:
        services = self._shell.services
        try:
            documents = services.documents.documents()
        except EnvironmentProblem as problem:
            text = sentence(problem.code, problem.params)
            self._shell.notices.tell(Message("warning", text, "document"))
            return
        icon = self._shell.look.icon("document")
        present = services.session.document.id
        for summary in [each for each in documents if each.id != present][:_DOCUMENTS]:
            title = words_palette.open_document(summary.title or words.UNTITLED)
            yield Entry(title, "", icon, partial(self._shell.documents.open, summary.id))


def _can_run(action: QAction) -> bool:
    return action.isEnabled() and action.isVisible() and bool(action.text())


def _entry(action: QAction, text: str) -> Entry:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Entry(text, keys, action.icon(), action.trigger)
