# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Sections that were written from older text: shown, written again, or kept as they are."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.app.stale import joins_of, kept_as_they_are
from longwriter_desktop.app.undo import StructureCommand
from longwriter_desktop.domain.staleness import Staleness, stale_sections
from longwriter_desktop.ui import words_stale as words
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.stale_strip import StaleStrip

_SETTLE_MS = 500  # after the last key: who types a word should not be told about half of it


class StaleDesk(QObject):
    """Keeps the map of stale sections and carries out what the writer decides."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._services = shell.services
        self.stale: dict[str, Staleness] = {}
        self._hidden: dict[str, Staleness] = {}
        self._joins: list[tuple[str, str]] = []  # still to be smoothed, one after another
        self._join: tuple[str, ...] = ()  # the sections whose join is being smoothed
        self.strip = StaleStrip(shell.look, shell.space)
        shell.space.add_strip(self.strip)
        make = shell.actions.make
        self.refresh_one = make("stale.refresh", words.REFRESH_ONE, "rewrite")
        self.keep_one = make("stale.keep", words.KEEP_ONE, "check")
        for menu in (shell.space.plan_menu, shell.space.text_menu):
            menu.addSeparator()
            menu.addActions([self.refresh_one, self.keep_one])
            menu.aboutToShow.connect(self._show_can)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self.look_again)
        self.strip.refresh_asked.connect(self.refresh_all)
        self.strip.keep_asked.connect(self.keep_all)
        self.strip.smooth_asked.connect(self.smooth_all)
        self._services.revising.settled.connect(self._on_settled)
        self._services.revising.noticed.connect(self._give_up_joins)
        self.strip.hide_asked.connect(self._on_hide)
        self.refresh_one.triggered.connect(self._on_refresh_one)
        self.keep_one.triggered.connect(self._on_keep_one)
        self._services.session.subscribe(self._on_change)
        self._services.jobs.busy_changed.connect(self._on_busy)
        self._show_can()

    @Slot()
    def look_again(self) -> None:
        """Compute the map anew. While a section is being written, what it replaces is in flux."""
        if self._services.jobs.is_busy:
            return
        stale = stale_sections(self._services.session.document)
        if stale != self.stale:
            self.stale = stale
            self._shell.space.outline.rows.set_stale(frozenset(stale))
        self._show()

    @Slot()
    def refresh_all(self) -> None:
        """Write all stale sections again, in order."""
        self.refresh(tuple(self.stale))

    @Slot()
    def keep_all(self) -> None:
        """Count all stale sections as up to date."""
        self.keep(tuple(self.stale))

    @Slot()
    def smooth_all(self) -> None:
        """Offer new sentences at each join of the stale sections, one join after another; the
        sections themselves count as up to date then."""
        stale = tuple(self.stale)
        self._joins = joins_of(self._services.session.document, stale)
        self.keep(stale)
        self._next_join()

    @Slot()
    def _on_settled(self) -> None:
        """A smoothed join is there to keep what follows: it makes nothing behind it stale."""
        stale = stale_sections(self._services.session.document)
        behind = [key for key, why in stale.items() if why.is_only(self._join)]
        self._join = ()
        if behind:
            self.keep(behind)
        self._next_join()

    def _next_join(self) -> None:
        present = {section.id for section in self._services.session.document.outline.sections}
        while self._joins:
            before, after = self._joins.pop(0)
            if {before, after} <= present:
                self._join = (before, after)
                self._services.revising.smooth(before, after)
                return

    @Slot(object)
    def _give_up_joins(self, _notice: object) -> None:
        """The model failed or is busy: joins that nobody asks for now must not come later."""
        self._joins.clear()
        self._join = ()

    def refresh(self, section_ids: Sequence[str]) -> None:
        self._shell.writing.write_these(section_ids)

    def keep(self, section_ids: Sequence[str]) -> None:
        session = self._services.session
        after = kept_as_they_are(session.document, section_ids)
        self._services.undo_stack.push(StructureCommand(session, after, words.UNDO_KEEP))
        self.look_again()

    def _on_change(self, change: Change) -> None:
        if change.kind is not ChangeKind.TEXT:
            sections = {section.id for section in self._services.session.document.outline.sections}
            self.stale = {key: why for key, why in self.stale.items() if key in sections}
        self._timer.start()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if not busy:
            self._timer.start()
        self._show()

    @Slot()
    def _on_hide(self) -> None:
        self._hidden = self.stale
        self._show()

    @Slot()
    def _on_refresh_one(self) -> None:
        section = self._shell.space.current_section
        if section in self.stale:
            self.refresh([section])

    @Slot()
    def _on_keep_one(self) -> None:
        section = self._shell.space.current_section
        if section in self.stale:
            self.keep([section])

    @Slot()
    def _show_can(self) -> None:
        is_stale = self._shell.space.current_section in self.stale
        self.refresh_one.setEnabled(is_stale and not self._services.jobs.is_busy)
        self.keep_one.setEnabled(is_stale)

    def _show(self) -> None:
        document = self._services.session.document
        shown = bool(self.stale) and self.stale != self._hidden
        is_shown = shown and not self._services.jobs.is_busy
        focus = QApplication.focusWidget()
        if not is_shown and focus is not None and self.strip.isAncestorOf(focus):
            self._shell.space.manuscript.setFocus()  # else the next button in line would get it
        self.strip.setVisible(is_shown)
        if shown:
            outline = document.outline
            numbers = [outline.number(key) for key in self.stale]
            tip = "\n".join(
                f"{outline.number(key)}. {outline.get(key).heading}: {words.reasons(document, why)}"
                for key, why in self.stale.items()
            )
            self.strip.say(words.strip(numbers), tip, len(numbers))
