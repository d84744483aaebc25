# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A long run and the desktop around it: awake while it lasts, seen in the dock, told when over."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.app.progress import Progress
from longwriter_desktop.app.qt_services import Desktop
from longwriter_desktop.ui import words_run as words
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.words import UNTITLED

_STEP = 0.01  # progress in the dock moves in hundredths


class RunDesk(QObject):
    """Follows whatever writes into the text and tells the desktop."""

    _no_service = Signal(str, str)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._preferences = shell.services.preferences
        self._desktop: Desktop = shell.services.desktop
        self._written: dict[str, int] = {}
        self._shown = -1.0
        self._tray: QSystemTrayIcon | None = None
        for writes in (shell.services.writing, shell.services.draft):
            writes.busy_changed.connect(self._on_busy)
            writes.writing.connect(self._on_writing)
            writes.progressed.connect(self._on_progress)
        self._no_service.connect(self._show_in_tray)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._desktop.keep_awake(busy and self._preferences.flag("writing.keep_awake"))
        if busy:
            self._written, self._shown = {}, -1.0
            return
        self._desktop.show_progress(None)
        if self._written and not self._shell.window.isActiveWindow():
            self._tell()

    @Slot(object)
    def _on_writing(self, event: object) -> None:
        if isinstance(event, SectionKept):
            self._written[event.section_id] = event.text.words

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        share = min(progress.document_words / max(progress.document_target, 1), 1.0)
        if share >= self._shown + _STEP:
            self._shown = share
            self._desktop.show_progress(share)

    def _tell(self) -> None:
        QApplication.alert(self._shell.window)
        if not self._preferences.flag("writing.notify_when_done"):
            return
        title = self._shell.services.session.document.title or UNTITLED
        text = words.run_done(title, len(self._written), sum(self._written.values()))
        self._desktop.notify(words.DONE_TITLE, text, self._no_service.emit)

    @Slot(str, str)
    def _show_in_tray(self, title: str, text: str) -> None:
        """Where there is no notification service (Windows, macOS), Qt's own way."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            if self._tray is None:
                self._tray = QSystemTrayIcon(self._shell.look.icon("document"), self)
            self._tray.show()
            self._tray.showMessage(title, text)
