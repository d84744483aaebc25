# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The keys of the right column's pages: Ctrl+Shift+1 for the first, and so on."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction

from longwriter_desktop.ui import words_side
from longwriter_desktop.ui.shell import Shell

_MOST_KEYS = 9


class SideDesk(QObject):
    """Gives each page an action that shows it, with the keyboard in it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._actions = shell.actions
        self._side = shell.space.side
        self._count = 0
        for at, name in enumerate(self._side.names):
            self._on_page_added(name, self._side.tabs.tabText(at))
        self._side.page_added.connect(self._on_page_added)

    @Slot(str, str)
    def _on_page_added(self, name: str, title: str) -> None:
        self._count += 1
        keys = (f"Ctrl+Shift+{self._count}",) if self._count <= _MOST_KEYS else ()
        action = self._actions.make(f"side.{name}", words_side.show_page(title), "document", *keys)
        action.setData(name)
        action.triggered.connect(self._on_page_asked)
        tip = words_side.page_tip(title, keys[0]) if keys else title
        self._side.tabs.setTabToolTip(self._side.names.index(name), tip)

    @Slot()
    def _on_page_asked(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._side.show_page(str(action.data()))
            page = self._side.pages.currentWidget()
            if page is not None:
                page.setFocus(Qt.FocusReason.ShortcutFocusReason)
