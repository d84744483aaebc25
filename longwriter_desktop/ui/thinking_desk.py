# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model thinks before it writes a section: shown folded, never in the text."""

from PySide6.QtCore import QObject, Slot

from longwriter_desktop.domain.counting import RunningCount
from longwriter_desktop.domain.events import SectionGrew, SectionStarted, SectionThought
from longwriter_desktop.ui import words_thinking as words
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.thinking_strip import ThinkingStrip

_BREAK = "\n\n"  # between two thoughts


class ThinkingDesk(QObject):
    """Fills the strip while a section is written; it stays until the next one or until it is
    closed."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self.strip = ThinkingStrip(shell.look, shell.space)
        shell.space.add_strip(self.strip)
        self._count = RunningCount()
        self._words = 0
        self._thinks = False
        self.strip.hide_asked.connect(self.strip.hide)
        shell.services.writing.writing.connect(self._on_writing)
        shell.services.jobs.busy_changed.connect(self._on_busy)

    @Slot(object)
    def _on_writing(self, event: object) -> None:
        match event:
            case SectionStarted():
                self._count, self._words = RunningCount(), 0
                self.strip.begin()
            case SectionThought():
                is_another = bool(self._words) and not self._thinks  # behind some text
                breaks = _BREAK if is_another and not event.text.startswith(_BREAK) else ""
                self._thinks = True
                self._words = self._count.feed(breaks + event.text)
                self.strip.grow(breaks + event.text)
                self.strip.say(words.thinking(self._words))
            case SectionGrew():
                self._over()

    @Slot(bool)
    def _on_busy(self, is_busy: bool) -> None:
        if not is_busy:
            self._over()

    def _over(self) -> None:
        """The model no longer thinks: it writes, or has been stopped."""
        if self._thinks:
            self._thinks = False
            self.strip.say(words.thought(self._words))
