# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The look in use: theme, style sheet, fonts and icons, kept up when the theme changes."""

import weakref
from pathlib import Path
from typing import Protocol

import shiboken6
from PySide6.QtCore import QObject, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.domain.settings import OWN_THEME, SETTINGS
from longwriter_desktop.ui.icons import icon
from longwriter_desktop.ui.theme import (
    Theme,
    load_own_themes,
    load_themes,
    palette_of,
    style_sheet,
)
from longwriter_desktop.ui.translation import language_of
from longwriter_desktop.ui.typography import CJK_SANS_FAMILIES, Typography

INTERFACE_PIXELS = 13
_SETTING = "interface.theme"
_OLD_KEY = "theme"  # of the window's settings, before there were preferences
_SYSTEM = "system"


class Dressable(Protocol):
    """A button or an action."""

    def setIcon(self, icon: QIcon) -> None: ...


class Look(QObject):
    """The theme in use and what depends on it. One for the application.

    Signals:
        changed(): another theme is in use; whoever paints by hand repaints.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, folder: Path, own_folder: Path, preferences: Preferences
    ) -> None:
        """`folder` holds the program's themes and style sheet, `own_folder` the writer's."""
        super().__init__()
        self._app = app
        self._folder = folder
        ours = load_themes(folder)
        own, self.broken = load_own_themes(own_folder, ours)
        self._themes = {**ours, **{f"{OWN_THEME}{name}": theme for name, theme in own.items()}}
        self._template = (folder / "window.qss").read_text(encoding="utf-8")
        self._dressed: list[tuple[weakref.ref[Dressable], str, str]] = []
        self._preferences = preferences
        self._system = QGuiApplication.styleHints().colorScheme()
        self.theme = self._wanted()
        app.setStyle("Fusion")
        app.setFont(interface_font(language_of(preferences.text("interface.language"))))
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        preferences.subscribe(self._on_setting)

    @property
    def mode(self) -> str:
        """`system`, or the name of the theme that is kept to."""
        mode = self._preferences.text(_SETTING)
        return mode if mode in self._themes else _SYSTEM

    @property
    def modes(self) -> dict[str, str]:
        """What the theme can be, with the themes' own names; `system` has none."""
        return {_SYSTEM: "", **{mode: theme.name for mode, theme in self._themes.items()}}

    def use(self, mode: str) -> None:
        """Follow the system's colour scheme, or keep to one theme; a preference from now on."""
        self._preferences.set(_SETTING, mode)

    @property
    def typography(self) -> Typography:
        """How the writer wants text to be set."""
        return Typography.of(self._preferences)

    def icon(self, purpose: str, role: str = "ink") -> QIcon:
        return icon(purpose, self.theme, role)

    def dress(self, target: Dressable, purpose: str, role: str = "ink") -> None:
        """Give a button or an action its icon, also after the theme has changed."""
        self._dressed = [entry for entry in self._dressed if entry[0]() not in (None, target)]
        self._dressed.append((weakref.ref(target), purpose, role))
        target.setIcon(self.icon(purpose, role))

    @Slot(Qt.ColorScheme)
    def _on_system_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        if self.mode == _SYSTEM:
            self._apply()

    def _on_setting(self, name: str) -> None:
        if name == _SETTING and shiboken6.isValid(self):
            self._apply()

    def _wanted(self) -> Theme:
        if self.mode != _SYSTEM:
            return self._themes[self.mode]
        return self._themes["dark" if self._system is Qt.ColorScheme.Dark else "light"]

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


def interface_font(language: str) -> QFont:
    """The system's sans in the size of the interface, with the Chinese characters behind it.

    In a Chinese window they stand in front: their quotes and dots are as wide as they are.
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    installed = QFontDatabase.families()
    chinese = [name for name in CJK_SANS_FAMILIES if name in installed]
    latin = [QFontInfo(font).family()]
    font.setFamilies([*chinese, *latin] if language == "zh_CN" else [*latin, *chinese])
    font.setPixelSize(INTERFACE_PIXELS)
    return font


def take_over_theme(settings: QSettings, preferences: Preferences) -> None:
    """Make the theme that an older program kept in the window's settings a preference, once."""
    old = settings.value(_OLD_KEY)
    if old is None:
        return
    settings.remove(_OLD_KEY)
    if str(old) in SETTINGS[_SETTING].choices and _SETTING not in preferences.chosen:
        preferences.set(_SETTING, str(old))


def tabular(font: QFont) -> QFont:
    """The font with figures that are all equally wide (OpenType `tnum`)."""
    copy = QFont(font)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy
