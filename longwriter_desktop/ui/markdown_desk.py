# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Markdown in the manuscript: styled as it is typed, its source one key away."""

from PySide6.QtCore import QObject, QTimer, Slot

from longwriter_desktop.domain.markdown_inline import SpanKind
from longwriter_desktop.ui import words_markdown as words
from longwriter_desktop.ui.markdown_keys import MarkdownKeys
from longwriter_desktop.ui.markdown_styler import MarkdownStyler
from longwriter_desktop.ui.shell import Shell

_SETTING = "text.markdown_styling"
_TYPE = ("text.font", "text.size", "text.line_width", "text.line_height", "text.paragraph_spacing")


class MarkdownDesk(QObject):
    """Puts styling and keys on the manuscript and follows the setting."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._preferences = shell.services.preferences
        self._look = shell.look
        self.styler = MarkdownStyler(shell.space.manuscript)
        self.keys = MarkdownKeys(shell.space.manuscript, self.styler, shell.services.undo_stack)
        make = shell.actions.make
        self.source = make("text.source", words.SOURCE, "plain_source", "Ctrl+Shift+M")
        self.strong = make("text.bold", words.STRONG, "bold", "Ctrl+B")
        self.emphasis = make("text.italic", words.EMPHASIS, "italic", "Ctrl+I")
        self.source.setCheckable(True)
        self.source.triggered.connect(self._on_source)
        self.strong.triggered.connect(self._on_strong)
        self.emphasis.triggered.connect(self._on_emphasis)
        menu = shell.space.text_menu
        menu.insertActions(shell.actions.find, [self.strong, self.emphasis])
        menu.insertSeparator(shell.actions.find)
        menu.addSeparator()
        menu.addAction(self.source)
        main = shell.actions.menu("text")
        main.addSeparator()
        main.addActions([self.strong, self.emphasis, self.source])
        self._preferences.subscribe(self._on_preference)
        self._on_preference(_SETTING)

    def _on_preference(self, name: str) -> None:
        if name == _SETTING:
            on = self._preferences.flag(_SETTING)
            self.source.setChecked(not on)
            self._look.dress(self.source, "plain_source" if on else "check")
            self.styler.set_on(on)
        elif name in _TYPE:
            QTimer.singleShot(0, self.styler.refresh)  # when the text has its new font

    @Slot(bool)
    def _on_source(self, plain: bool) -> None:
        self._preferences.set(_SETTING, not plain)

    @Slot()
    def _on_strong(self) -> None:
        self.keys.toggle(SpanKind.STRONG)

    @Slot()
    def _on_emphasis(self) -> None:
        self.keys.toggle(SpanKind.EMPHASIS)
