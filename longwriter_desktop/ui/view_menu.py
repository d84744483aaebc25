# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The part of the menu about the view, and the themes in it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from longwriter_desktop.domain.settings import SETTINGS
from longwriter_desktop.ui import words_view as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.shell import Shell

_THEME = "interface.theme"
THEME_PREFIX = "theme."  # of the names of the themes' actions


class Themes(QObject):
    """An action for each theme; says which of the writer's own could not be used."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._look = shell.look
        group = QActionGroup(self)
        self.by_mode: dict[str, QAction] = {}
        for mode, name in sorted(shell.look.modes.items(), key=_in_order):
            text = words.theme(mode, name)
            action = shell.actions.make(f"{THEME_PREFIX}{mode}", text, theme_icon(mode))
            action.setCheckable(True)
            action.setData(mode)
            action.triggered.connect(self._on_chosen)
            group.addAction(action)
            self.by_mode[mode] = action
        shell.look.changed.connect(self._show)
        self._show()
        if shell.look.broken:
            text = words.broken_themes([(theme.file, theme.why) for theme in shell.look.broken])
            shell.notices.tell(Message("warning", text, "themes"))

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._look.use(action.data())

    @Slot()
    def _show(self) -> None:
        self.by_mode[self._look.mode].setChecked(True)


def theme_icon(mode: str) -> str:
    """The icon of a theme; the writer's own have one together."""
    return mode if mode in SETTINGS[_THEME].choices else "own_theme"


def _in_order(entry: tuple[str, str]) -> tuple[int, str]:
    """The system first, then ours as the setting has them, then the writer's own by name."""
    mode, name = entry
    ours = SETTINGS[_THEME].choices
    return (ours.index(mode), "") if mode in ours else (len(ours), name.lower())


class CheckMarks(QObject):
    """What is on has a check mark in the menu instead of its icon."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._icons: dict[QAction, str] = {}

    def add(self, action: QAction, icon: str) -> None:
        """Mark a checkable action that has `icon` while it is off."""
        self._icons[action] = icon
        action.toggled.connect(self._on_toggled)
        self._show(action)

    @Slot()
    def _on_toggled(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._show(action)

    def _show(self, action: QAction) -> None:
        is_on = action.isChecked()
        self._look.dress(
            action, "check" if is_on else self._icons[action], "accent" if is_on else "ink"
        )


def add_view_menu(
    shell: Shell, groups: Sequence[Sequence[tuple[QAction, str]]], themes: Themes
) -> None:
    """Put the view's actions, each with its icon, into the main menu."""
    view = shell.actions.menu("view")
    marks = CheckMarks(shell.look, view)
    choice = QMenu(words.THEME, view)
    shell.look.dress(choice.menuAction(), "theme")
    for entries in groups:
        for action, icon in entries:
            view.addAction(action)
            if action.isCheckable():
                marks.add(action, icon)
        view.addSeparator()
    view.addMenu(choice)
    for mode, action in themes.by_mode.items():
        choice.addAction(action)
        marks.add(action, theme_icon(mode))
