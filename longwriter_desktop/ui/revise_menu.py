# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The menu of what a passage can be made into, for the bar, the section and the keyboard."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from longwriter_desktop.domain.revision import Revision, RevisionKind
from longwriter_desktop.ui import words_revising as words
from longwriter_desktop.ui.look import Look

ICONS = {
    RevisionKind.REWRITE: "rewrite",
    RevisionKind.CONDENSE: "condense",
    RevisionKind.EXPAND: "expand",
    RevisionKind.SIMPLIFY: "simplify",
    RevisionKind.TONE: "tone",
    RevisionKind.CONTINUE: "continue",
    RevisionKind.TRANSLATE: "translate",
    RevisionKind.CUSTOM: "ask",
    RevisionKind.JOIN: "merge",
}


class ReviseMenu(QObject):
    """Menus that all say what was chosen in the same way.

    Signals:
        chosen(revision): a `Revision` that needs nothing more.
        ask_wanted(kind): the writer is to say a length (condense) or a wish (custom) first.
    """

    chosen = Signal(object)
    ask_wanted = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._widget = parent
        self.tones = self._choices(RevisionKind.TONE, words.TONES)
        self.languages = self._choices(RevisionKind.TRANSLATE, words.LANGUAGES)
        self.menu = QMenu(parent)
        self._add(RevisionKind.REWRITE)
        self._add(RevisionKind.CONDENSE)
        self._add(RevisionKind.CONDENSE, words.CONDENSE_TO, asks=True)
        self._add(RevisionKind.EXPAND)
        self._add(RevisionKind.SIMPLIFY)
        self.menu.addSeparator()
        self.menu.addMenu(self.tones)
        self.menu.addMenu(self.languages)
        self.menu.addSeparator()
        self._add(RevisionKind.CONTINUE)
        self._add(RevisionKind.CUSTOM, asks=True)

    def _add(self, kind: RevisionKind, text: str = "", asks: bool = False) -> None:
        action = QAction(text or words.KINDS[kind], self.menu)
        action.setData((asks, Revision(kind)))
        action.triggered.connect(self._on_chosen)
        self._look.dress(action, "length" if text else ICONS[kind])
        self.menu.addAction(action)

    def _choices(self, kind: RevisionKind, named: tuple[tuple[str, str], ...]) -> QMenu:
        menu = QMenu(words.KINDS[kind], self._widget)
        self._look.dress(menu.menuAction(), ICONS[kind])
        for wish, text in named:
            action = QAction(text, menu)
            action.setData((False, Revision(kind, wish=wish)))
            action.triggered.connect(self._on_chosen)
            menu.addAction(action)
        return menu

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            asks, revision = action.data()
            if asks:
                self.ask_wanted.emit(revision.kind)
            else:
                self.chosen.emit(revision)
