# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the view: columns, focus, full screen, themes, text size."""

from longwriter_desktop.ui.translation import tr
from longwriter_desktop.ui.words import said

PLAN_COLUMN = tr("Show the plan")
SIDE_COLUMN = tr("Show the right column")
PLAN_BUTTON = tr("Show or hide the plan")
SIDE_BUTTON = tr("Show or hide the right column")
FOCUS_MODE = tr("Focus mode")
FULL_SCREEN = tr("Full screen")
TYPEWRITER = tr("Typewriter scrolling")
LARGER = tr("Larger text")
SMALLER = tr("Smaller text")
USUAL_SIZE = tr("Usual text size")
THEME = tr("Theme")
THEMES = {
    "system": tr("Like the system"),
    "light": tr("Light"),
    "dark": tr("Dark"),
    "sepia": tr("Sepia"),
}


def theme(mode: str, own_name: str) -> str:
    """What a theme is called: ours in the window's language, the writer's own as its file says."""
    return THEMES.get(mode, own_name)


def focus_hint(keys: str) -> str:
    return tr("Esc or {keys} brings everything back").format(keys=keys)


def broken_themes(broken: list[tuple[str, str]]) -> str:
    """Which theme files were left out, each with what is wrong in it."""
    one = tr('The theme "{file}" cannot be used and was left out ({why}).')
    return said(*(one.format(file=file, why=why.rstrip(".")) for file, why in broken))


def keys_tip(text: str, keys: str) -> str:
    return f"{text} ({keys})"
