# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The features of the view, wired to each other."""

from PySide6.QtCore import QObject

from longwriter_desktop.ui.goals_desk import GoalsDesk
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.smart_typing import SmartTyping
from longwriter_desktop.ui.view_columns import Columns
from longwriter_desktop.ui.view_escape import EscapeKey
from longwriter_desktop.ui.view_focus import FocusMode
from longwriter_desktop.ui.view_menu import Themes, add_view_menu
from longwriter_desktop.ui.view_text import TextType
from longwriter_desktop.ui.view_typewriter import Typewriter


def view_features(shell: Shell) -> tuple[QObject, ...]:
    """Make what shows the text and what lies around it."""
    escape = EscapeKey(shell.window)
    columns = Columns(shell, escape)
    focus = FocusMode(shell, columns, escape)
    text, typewriter, themes = TextType(shell), Typewriter(shell), Themes(shell)
    goals = GoalsDesk(shell, escape)
    add_view_menu(
        shell,
        (
            ((columns.plan_action, "plan"), (columns.side_action, "side_column")),
            (
                (focus.action, "focus"),
                (focus.full_screen, "full_screen"),
                (typewriter.action, "typewriter"),
            ),
            ((text.larger, "larger"), (text.smaller, "smaller"), (text.usual, "text_size")),
            ((goals.action, "goal"),),
        ),
        themes,
    )
    return (escape, columns, focus, text, typewriter, themes, SmartTyping(shell), goals)
