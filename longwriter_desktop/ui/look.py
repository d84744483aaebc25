# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The look in use: theme, style sheet, fonts and icons, kept up when the theme changes."""

import weakref
from pathlib import Path
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from longwriter_desktop.ui.icons import icon
from longwriter_desktop.ui.theme import Theme, load_themes, palette_of, style_sheet

SERIF_FAMILIES = (
    "Source Serif 4", "Source Serif Pro", "Charter", "Bitstream Charter", "Georgia",
    "Noto Serif", "Liberation Serif", "DejaVu Serif",
)  # fmt: skip
CJK_SERIF_FAMILIES = ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun")
INTERFACE_PIXELS = 13
MANUSCRIPT_PIXELS = 17
COLUMN_CHARACTERS = 69  # 66 to 72 characters to the line read best
_MODE_KEY = "theme"
MODES = ("system", "light", "dark")
_SAMPLE = "The light on the headland burned through the night while the keepers slept."


class Dressable(Protocol):
    """A button or an action."""

    def setIcon(self, icon: QIcon) -> None: ...  # noqa: N802 - Qt's name


class Look(QObject):
    """The theme in use and what depends on it. One for the application.

    Signals:
        changed(): another theme is in use; whoever paints by hand repaints.
    """

    changed = Signal()

    def __init__(self, app: QApplication, folder: Path, settings: QSettings) -> None:
        super().__init__()
        self._app = app
        self._folder = folder
        self._themes = load_themes(folder)
        self._template = (folder / "window.qss").read_text(encoding="utf-8")
        self._dressed: list[tuple[weakref.ref[Dressable], str, str]] = []
        self._settings = settings
        mode = str(settings.value(_MODE_KEY, "system"))
        self._mode = mode if mode in MODES else "system"
        self.theme = self._wanted()
        app.setStyle("Fusion")
        app.setFont(interface_font())
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)

    @property
    def mode(self) -> str:
        """`system`, `light` or `dark`."""
        return self._mode

    def use(self, mode: str) -> None:
        """Follow the system's colour scheme, or keep to one; remembered in the settings."""
        self._mode = mode
        self._settings.setValue(_MODE_KEY, mode)
        self._apply()

    def icon(self, purpose: str, role: str = "ink") -> QIcon:
        return icon(purpose, self.theme, role)

    def dress(self, target: Dressable, purpose: str, role: str = "ink") -> None:
        """Give a button or an action its icon, also after the theme has changed."""
        self._dressed = [entry for entry in self._dressed if entry[0]() not in (None, target)]
        self._dressed.append((weakref.ref(target), purpose, role))
        target.setIcon(self.icon(purpose, role))

    @Slot(Qt.ColorScheme)
    def _on_system_scheme(self, scheme: Qt.ColorScheme) -> None:
        if self._mode == "system":
            self._apply()

    def _wanted(self) -> Theme:
        if self._mode != "system":
            return self._themes[self._mode]
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._themes["dark" if dark else "light"]

    def _apply(self) -> None:
        self.theme = self._wanted()
        icons = self._folder.parent / "icons" / self.theme.scheme
        self._app.setPalette(palette_of(self.theme))
        self._app.setStyleSheet(style_sheet(self._template, self.theme, icons))
        for reference, purpose, role in self._dressed:
            target = reference()
            if target is not None and shiboken6.isValid(target):
                target.setIcon(self.icon(purpose, role))
        self.changed.emit()


def interface_font() -> QFont:
    """The system's sans in the size of the interface."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(INTERFACE_PIXELS)
    return font


def manuscript_font() -> QFont:
    """The serif font for the text: the first of ours that is installed, with CJK behind it."""
    installed = set(QFontDatabase.families())
    families = [name for name in SERIF_FAMILIES + CJK_SERIF_FAMILIES if name in installed]
    font = QFont(families or ["serif"])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(MANUSCRIPT_PIXELS)
    return font


def column_width(font: QFont) -> int:
    """Width in pixels of a line of about 69 characters."""
    return round(QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE) * COLUMN_CHARACTERS)


def tabular(font: QFont) -> QFont:
    """The font with figures that are all equally wide (OpenType `tnum`)."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy
