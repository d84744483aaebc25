# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The right column's keys, and what it remembers: shown or not, page and width."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from longwriter_desktop.ui import words_side
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.side_panel import SIDE_WIDTH

_SHOWN, _PAGE, _WIDTH = "side/shown", "side/page", "side/width"
_MOST_KEYS = 9


class SideDesk(QObject):
    """Ctrl+3 shows and hides the column; Ctrl+Shift+1 and so on show its pages."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._settings = shell.settings
        self._actions = shell.actions
        self._splitter = shell.space.splitter
        self._side = shell.space.side
        self._text = shell.space.manuscript
        self._width = int(shell.settings.value(_WIDTH, SIDE_WIDTH, type=int))
        self.toggle = shell.actions.make("view.side", words_side.SHOW_SIDE, "sees", "Ctrl+3")
        self.toggle.setCheckable(True)
        self.toggle.triggered.connect(self.set_shown)
        self._pages: list[QAction] = []
        self._soon = QTimer(self)  # widths mean nothing before the column is laid out
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._widen)
        self._side.page_added.connect(self._on_page_added)
        self._side.page_shown.connect(self._on_page_shown)
        self._splitter.splitterMoved.connect(self._on_moved)
        self._splitter.installEventFilter(self)
        self._side.choose_first(str(shell.settings.value(_PAGE, "")))
        if shell.settings.value(_SHOWN, False, type=bool):
            self.set_shown(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A column that had to give way in a narrow window gets its width back."""
        if event.type() is QEvent.Type.Resize:
            self._soon.start(0)
        return super().eventFilter(watched, event)

    @Slot(bool)
    def set_shown(self, shown: bool) -> None:
        """Show the column with the page that was in sight last, or hide it."""
        if not shown and self._side.isAncestorOf(QApplication.focusWidget()):
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._side.setVisible(shown)
        if not self._side.isVisible():
            self._settings.setValue(_SHOWN, shown)  # the window is not shown yet

    @Slot(str, str)
    def _on_page_added(self, name: str, title: str) -> None:
        number = len(self._pages) + 1
        keys = (f"Ctrl+Shift+{number}",) if number <= _MOST_KEYS else ()
        action = self._actions.make(f"side.page.{name}", words_side.show_page(title), "sees", *keys)
        action.setData(name)
        action.triggered.connect(self._on_page_asked)
        self._pages.append(action)
        self._side.tabs.setTabToolTip(number - 1, action.toolTip())

    @Slot()
    def _on_page_asked(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._side.show_page(str(action.data()))
            page = self._side.pages.currentWidget()
            if page is not None:
                page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _on_page_shown(self, name: str) -> None:
        is_shown = not self._side.isHidden()
        self.toggle.setChecked(is_shown)
        if name:
            self._settings.setValue(_PAGE, name)
            self._soon.start(0)
        if self._side.window().isVisible():
            self._settings.setValue(_SHOWN, is_shown)

    @Slot(int, int)
    def _on_moved(self, _position: int, _handle: int) -> None:
        if self._side.isVisible() and self._side.width() > 0:
            self._width = self._side.width()
            self._settings.setValue(_WIDTH, self._width)

    @Slot()
    def _widen(self) -> None:
        """Give the column the width that it had; the text gives way."""
        sizes = self._splitter.sizes()
        at, text = self._splitter.indexOf(self._side), 1
        if not self._side.isVisible() or at != len(sizes) - 1 or sizes[at] == self._width:
            return
        sizes[text] = max(sizes[text] - (self._width - sizes[at]), 0)
        sizes[at] = self._width
        self._splitter.setSizes(sizes)
