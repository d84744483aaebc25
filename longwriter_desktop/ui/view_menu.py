# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The part of the menu about the view, and the themes in it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from longwriter_desktop.domain.settings import SETTINGS
from longwriter_desktop.ui import words_view as words
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.shell import Shell

_THEME = "interface.theme"


class Themes(QObject):
    """An action for each theme; says which of the writer's own could not be used."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._look = shell.look
        group = QActionGroup(self)
        self.by_mode: dict[str, QAction] = {}
        ours = SETTINGS[_THEME].choices
        for mode, name in sorted(shell.look.modes.items(), key=_in_order):
            icon = mode if mode in ours else "own_theme"
            action = shell.actions.make(f"theme.{mode}", words.theme(mode, name), icon)
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


def _in_order(entry: tuple[str, str]) -> tuple[int, str]:
    """The system first, then ours as the setting has them, then the writer's own by name."""
    mode, name = entry
    ours = SETTINGS[_THEME].choices
    return (ours.index(mode), "") if mode in ours else (len(ours), name.lower())


def add_view_menu(
    shell: Shell, groups: Sequence[Sequence[QAction]], themes: Themes
) -> QMenu | None:
    """Put the view's actions into the main menu, in front of what ends the program."""
    menu = shell.space.header.menu_button.menu()
    if menu is None:
        return None
    before = menu.actions()[-2]  # the line above Quit
    menu.insertSeparator(before)
    view = QMenu(words.VIEW, menu)
    shell.look.dress(view.menuAction(), "view")
    menu.insertMenu(before, view)
    for actions in groups:
        view.addActions(list(actions))
        view.addSeparator()
    choice = view.addMenu(words.THEME)
    shell.look.dress(choice.menuAction(), "theme")
    choice.addActions(list(themes.by_mode.values()))
    return view
