# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Icons by purpose: Phosphor through `qtawesome`, tinted by the theme's roles."""

import qtawesome
from PySide6.QtGui import QIcon

from longwriter_desktop.ui.theme import Theme

_NAMES = {
    "menu": "list",
    "new": "file-plus",
    "open": "folder-open",
    "export": "export",
    "import": "upload-simple",
    "quit": "power",
    "plan": "list-numbers",
    "make_plan": "sparkle",
    "add_section": "plus",
    "add_chapter": "folder-simple-plus",
    "more": "dots-three",
    "remove": "trash",
    "up": "arrow-up",
    "down": "arrow-down",
    "split": "scissors",
    "merge": "git-merge",
    "edit": "pencil-simple",
    "write": "pen-nib",
    "write_all": "pen-nib",
    "rewrite": "arrow-clockwise",
    "continue": "arrow-line-right",
    "stop": "stop",
    "takes": "stack",
    "model": "cpu",
    "light": "sun",
    "dark": "moon",
    "system": "circle-half",
    "close": "x",
    "fold": "caret-up",
    "unfold": "caret-down",
    "folded": "caret-right",
    "fit": "scales",
    "rebalance": "scales",
    "lock": "lock-simple",
    "undo": "arrow-u-up-left",
    "redo": "arrow-u-up-right",
    "info": "info",
    "warning": "warning",
    "error": "warning-circle",
    "planned": "circle",
    "writing": "pen-nib",
    "written": "check-circle",
    "stopped": "pause-circle",
    "edited": "pencil-line",
    "archive": "archive",
    "check": "check",
    "document": "article",
    "cut": "scissors",
    "copy": "copy",
    "paste": "clipboard-text",
    "select_all": "selection-all",
    "find": "magnifying-glass",
    "replace": "swap",
    "menu_document": "article",
    "menu_plan": "list-numbers",
    "menu_text": "text-aa",
    "menu_view": "eye",
    "menu_model": "cpu",
    "menu_help": "question",
    "save": "floppy-disk",
    "commands": "command",
    "preferences": "gear-six",
    "shortcuts": "keyboard",
    "first_steps": "hand-waving",
    "reset": "arrow-counter-clockwise",
}


def icon(purpose: str, theme: Theme, role: str = "ink") -> QIcon:
    """The icon for a purpose, in the colour of a role, paler where its control is disabled."""
    return qtawesome.icon(
        f"ph.{_NAMES[purpose]}",
        color=theme.color(role),
        color_disabled=theme.mixed("muted", "panel", 0.55),
    )


def purposes() -> tuple[str, ...]:
    """All purposes that have an icon."""
    return tuple(_NAMES)
