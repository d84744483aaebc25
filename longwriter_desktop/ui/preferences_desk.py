# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Opens the preferences, applies the writer's keys, and says what is wrong with the file."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.preferences_dialog import PreferencesDialog
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.shortcuts_table import ShortcutTable


class PreferencesDesk(QObject):
    """Made after all other features: the keys of their actions are in its table.

    Signals:
        changed(name): a setting has another value.
    """

    changed = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._preferences = shell.services.preferences
        self.shortcuts = ShortcutTable(shell.actions.named, self._preferences, self)
        self.dialog: PreferencesDialog | None = None
        shell.actions.preferences.triggered.connect(self.open)
        shell.actions.shortcuts.triggered.connect(self.open_shortcuts)
        self._preferences.subscribe(self._on_setting)
        shell.services.endpoints.subscribe(self._on_endpoints)
        self._preferences.subscribe_notices(self._on_notice)

    @Slot()
    def open(self) -> None:
        """Show the dialog beside the window, which stays in use."""
        if self.dialog is None:
            self.dialog = PreferencesDialog(
                self._preferences,
                self._shell.services.tuning,
                self.shortcuts,
                self._shell.look,
                self._shell.services.hosts,
                self._shell.window,
            )
            self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.changed.connect(self.dialog.refresh)
            self.dialog.finished.connect(self._on_closed)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    @Slot()
    def open_shortcuts(self) -> None:
        """Show the dialog at its table of shortcuts."""
        self.open()
        if self.dialog is not None:
            self.dialog.show_group("keys")

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None

    def _on_setting(self, name: str) -> None:
        self.changed.emit(name)

    def _on_endpoints(self) -> None:
        if self.dialog is not None:
            self.dialog.privacy.refresh()

    def _on_notice(self, notice: Notice) -> None:
        text = sentence(notice.code, notice.params)
        self._shell.notices.tell(Message(notice.severity, text, f"settings {notice.code} {text}"))
