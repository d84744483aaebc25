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
SCHEMES = ("light", "dark")
BASE_ROLES = ("paper", "panel", "line", *TEXT_ROLES)
DERIVED_ROLES = (
    "raised", "on_accent", "hover", "pressed", "selection", "row", "streaming", "meter", "focus",
)  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """One theme. `colors` maps a role to a colour that may be translucent."""

    name: str
    scheme: str  # "light" or "dark"
    colors: Mapping[str, QColor]
    derived: Mapping[str, str]  # as the file has them

    def color(self, role: str) -> QColor:
        return QColor(self.colors[role])

    def mixed(self, role: str, ground: str = "panel", opacity: float | None = None) -> QColor:
        """The opaque colour that `role` shows when it is painted over `ground`."""
        over, under = self.colors[role], self.colors[ground]
        share = over.alphaF() if opacity is None else opacity
        return _blend(over, under, share)


class ThemeError(ValueError):
    """A theme file cannot be used; the message says where it goes wrong."""


@dataclass(frozen=True)
class BrokenTheme:
    """A theme file that was left out, and why (in the words of the check that found it)."""

    file: str
    why: str


def load_themes(folder: Path) -> dict[str, Theme]:
    """All themes of a folder by file name without ending. Raises `ThemeError`."""
    return {path.stem: read_theme(path) for path in sorted(folder.glob("*.toml"))}


def load_own_themes(
    folder: Path, base: Mapping[str, Theme]
) -> tuple[dict[str, Theme], tuple[BrokenTheme, ...]]:
    """The writer's own themes by file name without ending, and those that cannot be used.

    What an own theme leaves out of `[derived]` is as in the theme of `base` with its scheme,
    only that its plain colours are made to fit.
    """
    themes, broken = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            themes[path.stem] = read_theme(path, base)
        except ThemeError as problem:
            broken.append(BrokenTheme(path.name, str(problem)))
    return themes, tuple(broken)


def read_theme(path: Path, base: Mapping[str, Theme] = MappingProxyType({})) -> Theme:
    """Read one theme file: `[base]` holds colours, `[derived]` also "role:percent".

    Raises `ThemeError`, also where the file cannot be read.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ThemeError(str(problem)) from problem
    scheme = data.get("scheme")
    if scheme not in SCHEMES:
        raise ThemeError(f"scheme = {scheme!r}")
    own = _table(data, "base")
    roles = {role: _color(role, own) for role in BASE_ROLES}
    derived = dict(_table(data, "derived")) if "derived" in data else {}
    if scheme in base:
        derived = {**base[scheme].derived, **_fitting(scheme, roles), **derived}
    roles |= {role: _derived(role, derived, roles) for role in DERIVED_ROLES}
    name = data.get("name", path.stem)
    return Theme(str(name), scheme, MappingProxyType(roles), MappingProxyType(derived))


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


def _fitting(scheme: str, roles: Mapping[str, QColor]) -> dict[str, str]:
    """Fields that stand out from the panel, and the words on the accent that read best."""
    over, share = (QColor("white"), 0.6) if scheme == "light" else (roles["ink"], 0.07)
    words = max(
        (QColor("white"), QColor("black"), roles["paper"]),
        key=lambda color: contrast(color, roles["accent"]),
    )
    return {"raised": _blend(over, roles["panel"], share).name(), "on_accent": words.name()}


def _blend(over: QColor, under: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1 - share),
        over.greenF() * share + under.greenF() * (1 - share),
        over.blueF() * share + under.blueF() * (1 - share),
    )


def _table(data: Mapping[str, object], name: str) -> Mapping[str, str]:
    table = data.get(name)
    if not isinstance(table, dict):
        raise ThemeError(f"[{name}] ?")
    return table


def _color(role: str, values: Mapping[str, str]) -> QColor:
    value = values.get(role)
    if not isinstance(value, str) or not QColor.isValidColorName(value):
        raise ThemeError(f"{role} = {value!r}")
    return QColor(value)


def _derived(role: str, values: Mapping[str, str], base: Mapping[str, QColor]) -> QColor:
    over, colon, percent = str(values.get(role)).partition(":")
    if not colon:
        return _color(role, values)
    if over not in base or not percent.isdecimal() or int(percent) > 100:
        raise ThemeError(f"{role} = {values[role]!r}")
    color = QColor(base[over])
    color.setAlphaF(int(percent) / 100)
    return color


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
