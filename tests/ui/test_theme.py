# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Themes: every role is there, text can be read, icons exist, switching repaints."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.icons import icon, purposes
from longwriter_desktop.ui.theme import (
    GROUND_ROLES,
    READABLE_CONTRAST,
    TEXT_ROLES,
    contrast,
    load_themes,
    style_sheet,
)
from tests.ui.desk import Program

SCHEMES = ("light", "dark")


@pytest.fixture
def folder(checkout: Path) -> Path:
    return checkout / "resources" / "themes"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", [*GROUND_ROLES, "raised"])
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_text_has_enough_contrast(folder: Path, scheme: str, role: str, ground: str) -> None:
    theme = load_themes(folder)[scheme]
    assert contrast(theme.color(role), theme.color(ground)) >= READABLE_CONTRAST


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_the_accent_have_enough_contrast(folder: Path, scheme: str) -> None:
    theme = load_themes(folder)[scheme]
    assert contrast(theme.color("on_accent"), theme.color("accent")) >= READABLE_CONTRAST


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("over", ["row", "hover", "selection"])
def test_chosen_rows_stay_readable(folder: Path, scheme: str, over: str) -> None:
    theme = load_themes(folder)[scheme]
    assert contrast(theme.color("ink"), theme.mixed(over)) >= READABLE_CONTRAST


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777"), QColor("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_is_filled_for_every_theme(folder: Path, scheme: str) -> None:
    template = (folder / "window.qss").read_text(encoding="utf-8")
    filled = style_sheet(template, load_themes(folder)[scheme], folder.parent / "icons" / scheme)
    assert "$" not in filled
    pictures = {line.split('"')[1] for line in filled.splitlines() if "url(" in line}
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


@pytest.mark.parametrize("purpose", purposes())
def test_every_purpose_has_an_icon(qtbot: QtBot, folder: Path, purpose: str) -> None:
    picture = icon(purpose, load_themes(folder)["light"]).pixmap(16, 16).toImage()
    seen = {picture.pixelColor(x, y).alpha() for x in range(16) for y in range(16)}
    assert max(seen) > 100


def test_choosing_a_theme_changes_the_window_and_is_remembered(program: Program) -> None:
    dark = next(a for a in program.window.actions_.themes if a.data() == "dark")
    dark.trigger()
    assert program.window.look.theme.scheme == "dark"
    assert program.window.palette().window().color() == QColor("#1B1C1E")
    assert program.settings.value("theme") == "dark"
    program.window.look.use("light")
    assert program.window.palette().window().color() == QColor("#FBFAF7")
