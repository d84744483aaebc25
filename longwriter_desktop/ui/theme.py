# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Themes as data: colours by role from TOML files, checked for contrast."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from types import MappingProxyType

from PySide6.QtGui import QColor, QPalette

READABLE_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, for text of normal size
TEXT_ROLES = ("ink", "muted", "accent", "warn", "error")
GROUND_ROLES = ("paper", "panel")


@dataclass(frozen=True)
class Theme:
    """One theme. `colors` maps a role to a colour that may be translucent."""

    name: str
    scheme: str  # "light" or "dark"
    colors: Mapping[str, QColor]

    def color(self, role: str) -> QColor:
        return QColor(self.colors[role])

    def mixed(self, role: str, ground: str = "panel", opacity: float | None = None) -> QColor:
        """The opaque colour that `role` shows when it is painted over `ground`."""
        over, under = self.colors[role], self.colors[ground]
        share = over.alphaF() if opacity is None else opacity
        return QColor.fromRgbF(
            over.redF() * share + under.redF() * (1 - share),
            over.greenF() * share + under.greenF() * (1 - share),
            over.blueF() * share + under.blueF() * (1 - share),
        )


def load_themes(folder: Path) -> dict[str, Theme]:
    """All themes of a folder by scheme. Raises `KeyError` where a role is missing."""
    themes = (read_theme(path) for path in sorted(folder.glob("*.toml")))
    return {theme.scheme: theme for theme in themes}


def read_theme(path: Path) -> Theme:
    """Read one theme file: `[base]` holds colours, `[derived]` also "role:percent"."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    base = {role: QColor(value) for role, value in data["base"].items()}
    derived = {role: _derived(value, base) for role, value in data["derived"].items()}
    return Theme(data["name"], data["scheme"], MappingProxyType({**base, **derived}))


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def palette_of(theme: Theme) -> QPalette:
    """The palette for everything that the style sheet leaves to the style."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "paper",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "paper",
        QPalette.ColorRole.AlternateBase: "panel",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "panel",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.Mid: "line",
    }
    for place, role in roles.items():
        palette.setColor(place, theme.color(role))
    palette.setColor(QPalette.ColorRole.Highlight, theme.mixed("selection", "paper"))
    palette.setColor(QPalette.ColorRole.HighlightedText, theme.color("ink"))
    for place in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, _disabled(theme))
    return palette


def style_sheet(template: str, theme: Theme, icon_folder: Path) -> str:
    """Fill the colours of `theme` into the style sheet template."""
    values = {role: color.name() for role, color in theme.colors.items()}
    for role in ("hover", "pressed", "selection", "row", "meter", "focus"):
        values[f"{role}_solid"] = theme.mixed(role).name()
    values |= {
        "disabled": _disabled(theme).name(),
        "accent_hover": theme.mixed("accent", "ink", 0.86).name(),
        "scroll": theme.mixed("muted", "paper", 0.42).name(),
        "info_solid": theme.mixed("accent", "panel", 0.10).name(),
        "warning_solid": theme.mixed("warn", "panel", 0.10).name(),
        "trouble_solid": theme.mixed("error", "panel", 0.10).name(),
        "folder": icon_folder.as_posix(),
    }
    return Template(template).substitute(values)


def _disabled(theme: Theme) -> QColor:
    return theme.mixed("muted", "panel", 0.62)


def _derived(value: str, base: Mapping[str, QColor]) -> QColor:
    if ":" not in value:
        return QColor(value)
    role, percent = value.split(":")
    color = QColor(base[role])
    color.setAlphaF(int(percent) / 100)
    return color


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
