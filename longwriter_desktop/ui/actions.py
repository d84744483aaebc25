# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every action of the window with its words, icon and keys, and the menus made of them."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from longwriter_desktop.ui import words, words_menu
from longwriter_desktop.ui.look import Look


class Actions(QObject):
    """The actions; whoever does the work connects to `triggered`.

    The main menu has a menu for each area of work. A feature finds its own by name and adds
    its actions when it is made, behind a separator where they are a group:

        shell.actions.menu("view").addAction(self.focus_mode)

    Areas: `document` (whole documents: new, open, export, goals), `plan` (its rows), `text` (the
    words in the manuscript), `view` (how things look, what is shown), `model`, `help`.
    """

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._named: dict[str, QAction] = {}
        self._menus = {name: QMenu(text, window) for name, text in words_menu.AREAS.items()}
        keys = QKeySequence.StandardKey
        self.new = self._make(words.NEW, "new", keys.New)
        self.open = self._make(words.OPEN, "open", keys.Open)
        self.save = self._make(words_menu.SAVE, "save", keys.Save)
        self.export = self._make(words.EXPORT, "export", "Ctrl+E")
        self.import_plan = self._make(words.IMPORT_PLAN, "import", "Ctrl+Shift+I")
        self.open_model = self._make(words.OPEN_MODEL, "model", "Ctrl+M")
        self.quit = self._make(words.QUIT, "quit", "Ctrl+Q")
        self.undo = self._make(words.UNDO, "undo", keys.Undo)
        self.redo = self._make(words.REDO, "redo", "Ctrl+Shift+Z", "Ctrl+Y")
        self.write = self._make(words.WRITE_SECTION, "write", "Ctrl+Return", "Ctrl+Enter")
        self.write_all = self._make(words.WRITE_ALL, "write_all", "Ctrl+Shift+Return",
                                    "Ctrl+Shift+Enter")  # fmt: skip
        self.stop = self._make(words.STOP, "stop", "Esc")
        self.takes = self._make(words.TAKES, "takes", "Ctrl+T")
        self.add_section = self._make(words.ADD_SECTION, "add_section", "Ctrl+Shift+N")
        self.add_chapter = self._make(words.ADD_CHAPTER, "add_chapter", "Ctrl+Shift+H")
        self.move_up = self._make(words.MOVE_UP, "up", "Alt+Up")
        self.move_down = self._make(words.MOVE_DOWN, "down", "Alt+Down")
        self.split = self._make(words.SPLIT, "split", "Ctrl+Shift+D")
        self.merge = self._make(words.MERGE, "merge", "Ctrl+Shift+J")
        self.remove = self._make(words.REMOVE, "remove", keys.Delete)
        self.edit_heading = self._make(words.EDIT_HEADING, "edit", "F2")
        self.edit_point = self._make(words.EDIT_POINT, "edit", "Shift+F2")
        self.edit_target = self._make(words.EDIT_TARGET, "edit", "Ctrl+F2")
        self.lock = self._make(words.LOCK, "lock", "Ctrl+Shift+L")
        self.rebalance = self._make(words.REBALANCE, "rebalance", "Ctrl+Shift+B")
        self.rebalance.setCheckable(True)
        self.rebalance.setToolTip(words.REBALANCE_TIP)
        self.rebalance.toggled.connect(self._on_rebalance)
        # The text handles these keys itself; the actions are for its menu.
        self.cut = self._make(words.CUT, "cut")
        self.copy = self._make(words.COPY, "copy")
        self.paste = self._make(words.PASTE, "paste")
        self.select_all = self._make(words.SELECT_ALL, "select_all")
        self.find = self._make(words.FIND, "find", "Ctrl+F")
        self.replace = self._make(words.REPLACE, "replace", "Ctrl+H")
        self.find_next = self._make(words.FIND_NEXT, "down", "F3")
        self.find_previous = self._make(words.FIND_PREVIOUS, "up", "Shift+F3")
        self.to_plan = self._make(words.TO_PLAN, "plan", "Ctrl+1")
        self.to_text = self._make(words.TO_TEXT, "document", "Ctrl+2")
        self.all_commands = self._make(words_menu.ALL_COMMANDS, "commands", "Ctrl+K")
        self.preferences = self._make(words_menu.PREFERENCES, "preferences", "Ctrl+,")
        self.shortcuts = self._make(words_menu.SHORTCUTS, "shortcuts")
        self.first_steps = self._make(words_menu.FIRST_STEPS, "first_steps")
        self.about = self._make(words_menu.ABOUT, "info")
        self._fill_menus()
        for action in self._window_wide():
            window.addAction(action)

    def bind_to_plan(self, view: QWidget) -> None:
        """Keys that mean something else in the text are the plan's only."""
        for action in (self.remove, self.edit_heading, self.edit_point, self.edit_target):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            view.addAction(action)

    def menu(self, area: str) -> QMenu:
        """The main menu's part for an area. Raises `KeyError` for a name that it does not have."""
        return self._menus[area]

    def main_menu(self) -> QMenu:
        menu = QMenu(self._window)
        for area, inner in self._menus.items():
            if area != "help":
                menu.addMenu(inner)
        menu.addSeparator()
        menu.addActions([self.all_commands, self.preferences])
        menu.addMenu(self._menus["help"])
        menu.addSeparator()
        menu.addAction(self.quit)
        return menu

    def _fill_menus(self) -> None:
        """What every window has; features add theirs behind it."""
        groups = {
            "document": ((self.new, self.open, self.save), (self.import_plan, self.export)),
            "plan": (
                (self.add_section, self.add_chapter),
                (self.move_up, self.move_down, self.split, self.merge),
                (self.lock, self.rebalance),
            ),
            "text": (
                (self.to_text,),
                (self.undo, self.redo),
                (self.find, self.replace, self.find_next, self.find_previous),
                (self.write, self.write_all, self.stop, self.takes),
            ),
            "view": (),
            "model": ((self.open_model,),),
            "help": ((self.first_steps, self.shortcuts), (self.about,)),
        }
        for area, menu in self._menus.items():
            self._look.dress(menu.menuAction(), f"menu_{area}")
            for number, group in enumerate(groups[area]):
                if number:
                    menu.addSeparator()
                menu.addActions(group)

    def text_menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.addActions([self.undo, self.redo])
        menu.addSeparator()
        menu.addActions([self.cut, self.copy, self.paste, self.select_all])
        menu.addActions([self.find, self.replace])
        menu.addSeparator()
        menu.addActions([self.write, self.takes, self.split])
        return menu

    def plan_menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.addActions([self.write, self.takes])
        menu.addSeparator()
        menu.addActions([self.edit_heading, self.edit_point, self.edit_target, self.lock])
        menu.addSeparator()
        menu.addActions([self.add_section, self.add_chapter])
        menu.addActions([self.move_up, self.move_down, self.split, self.merge])
        menu.addSeparator()
        menu.addAction(self.remove)
        return menu

    def _window_wide(self) -> list[QAction]:
        own = {self.remove, self.edit_heading, self.edit_point, self.edit_target}
        found = [value for value in vars(self).values() if isinstance(value, QAction)]
        return [action for action in found if action not in own]

    def make(
        self, name: str, text: str, icon: str, *keys: QKeySequence.StandardKey | str
    ) -> QAction:
        """An action of the whole window. `name` is what the shortcut table knows it by."""
        action = self._make(text, icon, *keys)
        action.setObjectName(name)
        self._named[name] = action
        self._window.addAction(action)
        return action

    @property
    def named(self) -> Mapping[str, QAction]:
        """All actions by name, in the order in which they were made."""
        own = {name: value for name, value in vars(self).items() if isinstance(value, QAction)}
        return {**own, **self._named}

    def _make(self, text: str, icon: str, *keys: QKeySequence.StandardKey | str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        self._look.dress(action, icon)
        return action

    @Slot(bool)
    def _on_rebalance(self, on: bool) -> None:
        self._look.dress(self.rebalance, "rebalance", "accent" if on else "ink")
