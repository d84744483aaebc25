# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Icons by purpose: Phosphor from the fonts of `qtawesome`, tinted by the theme's roles.

Only its font is taken. `qtawesome` itself stands on a layer over every binding of Qt and loads
twelve fonts: together a fifth of the time until the window is up.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from longwriter_desktop.ui.theme import Theme

_PACKAGE, _FAMILY = "qtawesome", "phosphor"
_GLYPH_SHARE = 0.875  # of the height of an icon: 14 pixels of 16
_NAMES = {
    "menu": "list",
    "new": "file-plus",
    "open": "folder-open",
    "export": "export",
    "import": "upload-simple",
    "choices": "graduation-cap",
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
    "pin": "push-pin",
    "note": "note-pencil",
    "model": "cpu",
    "unload": "eject",
    "download": "download-simple",
    "fits": "check-circle",
    "tight": "warning",
    "no": "x-circle",
    "server": "hard-drives",
    "goes_out": "cloud-arrow-up",
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
    "stale": "clock-counter-clockwise",
    "notes": "note",
    "indent": "arrow-line-right",
    "outdent": "arrow-line-left",
    "duplicate": "copy-simple",
    "archive": "archive",
    "check": "check",
    "document": "article",
    "cut": "scissors",
    "copy": "copy",
    "paste": "clipboard-text",
    "select_all": "selection-all",
    "find": "magnifying-glass",
    "replace": "swap",
    "sees": "eye",
    "drop": "eye-slash",
    "cut_short": "scissors",
    "summary": "list-dashes",
    "character": "user",
    "fact": "lightbulb",
    "source": "book-open",
    "style": "palette",
    "other": "note",
    "view": "eye",
    "plan_column": "list-numbers",
    "side_column": "square-half",
    "focus": "corners-in",
    "full_screen": "corners-out",
    "typewriter": "keyboard",
    "text_size": "text-aa",
    "larger": "magnifying-glass-plus",
    "smaller": "magnifying-glass-minus",
    "theme": "palette",
    "sepia": "coffee",
    "own_theme": "paint-brush",
    "goal": "target",
    "revise": "magic-wand",
    "condense": "arrows-in-line-vertical",
    "length": "ruler",
    "expand": "arrows-out-line-vertical",
    "simplify": "leaf",
    "tone": "smiley",
    "translate": "translate",
    "ask": "chat-circle-text",
    "plain_source": "code",
    "bold": "text-bolder",
    "italic": "text-italic",
    "spelling": "text-aa",
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


class GlyphEngine(QIconEngine):
    """Draws one character of the icon font, paler where its control is disabled."""

    def __init__(self, family: str, glyph: str, ink: QColor, pale: QColor) -> None:
        super().__init__()
        self._font = QFont(family)
        self._glyph, self._ink, self._pale = glyph, ink, pale

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        self._font.setPixelSize(max(round(_GLYPH_SHARE * rect.height()), 1))
        painter.setFont(self._font)
        painter.setPen(self._pale if mode is QIcon.Mode.Disabled else self._ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def icon(purpose: str, theme: Theme, role: str = "ink") -> QIcon:
    """The icon for a purpose, in the colour of a role, paler where its control is disabled."""
    family, glyphs = _phosphor()
    pale = theme.mixed("muted", "panel", 0.55)
    return QIcon(GlyphEngine(family, glyphs[_NAMES[purpose]], theme.color(role), pale))


def purposes() -> tuple[str, ...]:
    """All purposes that have an icon."""
    return tuple(_NAMES)


@cache
def _phosphor() -> tuple[str, dict[str, str]]:
    """The name of the font, which it is loaded by, and its characters by the icons' names."""
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(_PACKAGE)
    folder = Path(found.origin).parent / "fonts"
    (font,) = folder.glob(f"{_FAMILY}-[0-9]*.ttf")
    (charmap,) = folder.glob(f"{_FAMILY}-charmap-*.json")
    number = QFontDatabase.addApplicationFont(str(font))
    codes = json.loads(charmap.read_text(encoding="utf-8"))
    glyphs = {name: chr(int(codes[name], 16)) for name in set(_NAMES.values())}
    return QFontDatabase.applicationFontFamilies(number)[0], glyphs
