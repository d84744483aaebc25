# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Themes: every role is there, text can be read, icons exist, switching repaints."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui.icons import icon, purposes
from longwriter_desktop.ui.look import take_over_theme
from longwriter_desktop.ui.theme import (
    GROUND_ROLES,
    READABLE_CONTRAST,
    TEXT_ROLES,
    contrast,
    load_themes,
    style_sheet,
)
from longwriter_desktop.ui.view_menu import Themes
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

THEMES = sorted(
    path.stem
    for path in (Path(__file__).resolve().parents[2] / "resources" / "themes").glob("*.toml")
)


@pytest.fixture
def folder(checkout: Path) -> Path:
    return checkout / "resources" / "themes"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", [*GROUND_ROLES, "raised"])
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_text_has_enough_contrast(folder: Path, name: str, role: str, ground: str) -> None:
    theme = load_themes(folder)[name]
    assert contrast(theme.color(role), theme.color(ground)) >= READABLE_CONTRAST


@pytest.mark.parametrize("name", THEMES)
def test_words_on_the_accent_have_enough_contrast(folder: Path, name: str) -> None:
    theme = load_themes(folder)[name]
    assert contrast(theme.color("on_accent"), theme.color("accent")) >= READABLE_CONTRAST


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("over", ["row", "hover", "selection"])
def test_chosen_rows_stay_readable(folder: Path, name: str, over: str) -> None:
    theme = load_themes(folder)[name]
    assert contrast(theme.color("ink"), theme.mixed(over)) >= READABLE_CONTRAST


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("#000"), QColor("#fff")) == pytest.approx(21)
    assert contrast(QColor("#777"), QColor("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_is_filled_for_every_theme(folder: Path, name: str) -> None:
    template = (folder / "window.qss").read_text(encoding="utf-8")
    theme = load_themes(folder)[name]
    filled = style_sheet(template, theme, folder.parent / "icons" / theme.scheme)
    assert "$" not in filled
    pictures = {line.split('"')[1] for line in filled.splitlines() if "url(" in line}
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)


def test_there_is_a_light_a_dark_and_a_sepia_theme() -> None:
    assert {"light", "dark", "sepia"} <= set(THEMES)


@pytest.mark.parametrize("purpose", purposes())
def test_every_purpose_has_an_icon(qtbot: QtBot, folder: Path, purpose: str) -> None:
    picture = icon(purpose, load_themes(folder)["light"]).pixmap(16, 16).toImage()
    seen = {picture.pixelColor(x, y).alpha() for x in range(16) for y in range(16)}
    assert max(seen) > 100


def paper(program: Program) -> QColor:
    return program.window.palette().window().color()


@pytest.mark.parametrize(
    ("mode", "color"), [("light", "#FBFAF7"), ("dark", "#1B1C1E"), ("sepia", "#F4ECD8")]
)
def test_choosing_a_theme_changes_the_window_and_is_a_preference(
    program: Program, mode: str, color: str
) -> None:
    action = program.window.feature(Themes).by_mode[mode]
    action.trigger()
    assert paper(program) == QColor(color)
    assert program.services.preferences.text("interface.theme") == mode
    assert action.isChecked()


def test_the_preference_changes_the_window_and_the_menu(program: Program) -> None:
    program.services.preferences.set("interface.theme", "sepia")
    assert paper(program) == QColor("#F4ECD8")
    assert program.window.feature(Themes).by_mode["sepia"].isChecked()


def test_the_system_decides_between_light_and_dark_only(program: Program) -> None:
    look = program.window.look
    look.use("sepia")
    look.use("system")
    assert look.theme.name in ("Light", "Dark")


def test_light_and_dark_follow_the_system_and_sepia_stays(program: Program) -> None:
    scheme = QGuiApplication.styleHints().colorSchemeChanged.emit
    scheme(Qt.ColorScheme.Dark)
    assert program.window.look.theme.name == "Dark"
    scheme(Qt.ColorScheme.Light)
    assert program.window.look.theme.name == "Light"
    program.window.look.use("sepia")
    scheme(Qt.ColorScheme.Dark)
    assert program.window.look.theme.name == "Sepia"


def test_a_theme_of_an_older_program_is_taken_over_once(library_folder: Path) -> None:
    settings = QSettings(str(library_folder / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("theme", "dark")
    preferences = Preferences({}, lambda _chosen: None)
    take_over_theme(settings, preferences)
    assert preferences.text("interface.theme") == "dark"
    assert settings.value("theme") is None
    preferences.set("interface.theme", "light")
    take_over_theme(settings, preferences)
    assert preferences.text("interface.theme") == "light"


OWN = """
name = "Ocean"
scheme = "dark"
[base]
paper = "#0B1E2D"
panel = "#102A3D"
line = "#23435A"
ink = "#E8F1F5"
muted = "#9DB4C0"
accent = "#5CC8D7"
warn = "#F0B45A"
error = "#F2938A"
"""


def put_theme(library: Path, name: str, text: str) -> None:
    folder = library / "themes"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def with_own_theme(
    library_folder: Path,
    start_program: Callable[[LocalEngine], Program],
    engine: ScriptedEngine,
) -> Program:
    put_theme(library_folder, "ocean.toml", OWN)
    return start_program(engine)


def test_a_theme_of_the_writers_own_can_be_chosen(with_own_theme: Program) -> None:
    action = with_own_theme.window.feature(Themes).by_mode["own:ocean"]
    assert action.text() == "Ocean"
    action.trigger()
    assert paper(with_own_theme) == QColor("#0B1E2D")
    assert with_own_theme.services.preferences.text("interface.theme") == "own:ocean"


def test_an_own_theme_takes_what_it_leaves_out_from_ours(with_own_theme: Program) -> None:
    with_own_theme.window.look.use("own:ocean")
    theme = with_own_theme.window.look.theme
    assert theme.mixed("meter") != theme.color("panel")
    assert contrast(theme.color("ink"), theme.color("raised")) >= READABLE_CONTRAST
    assert contrast(theme.color("on_accent"), theme.color("accent")) >= READABLE_CONTRAST
    assert theme.color("raised").hsvHue() == pytest.approx(theme.color("panel").hsvHue(), abs=12)


def test_a_theme_that_is_gone_is_that_of_the_system(program: Program) -> None:
    program.services.preferences.set("interface.theme", "own:lost")
    assert program.window.look.mode == "system"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = Ocean\nscheme = 1\n", "line 1"),
        (OWN.replace("#E8F1F5", "inkish"), "ink = 'inkish'"),
        (OWN.replace('muted = "#9DB4C0"', ""), "muted = None"),
        (OWN.replace('"dark"', '"dim"'), "scheme = 'dim'"),
        (OWN.replace("[base]", "[colors]"), "[base] ?"),
        (OWN + '[derived]\nrow = "accent:much"\n', "row = 'accent:much'"),
    ],
)
def test_a_broken_theme_is_named_and_left_out(
    library_folder: Path,
    start_program: Callable[[LocalEngine], Program],
    engine: ScriptedEngine,
    text: str,
    why: str,
) -> None:
    put_theme(library_folder, "ocean.toml", OWN)
    put_theme(library_folder, "torn.toml", text)
    program = start_program(engine)
    assert "own:torn" not in program.window.look.modes
    assert "own:ocean" in program.window.look.modes
    said = program.window.notices.text.text()
    assert "torn.toml" in said
    assert why in said


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_list_of_a_choice_has_one_line_around_it(
    program: Program, name: str, qtbot: QtBot
) -> None:
    program.services.preferences.set("interface.theme", name)
    box = QComboBox(program.window)
    box.addItems(["letter", "essay", "report"])
    box.show()
    box.showPopup()
    popup = box.view().window()
    qtbot.waitExposed(popup)
    picture = popup.grab().toImage()
    theme = program.window.look.theme
    middle = QPoint(picture.width() // 2, picture.height() // 2)
    inward = [picture.pixelColor(at, middle.y()) for at in range(4)]
    down = [picture.pixelColor(middle.x(), at) for at in range(4)]
    expected = [theme.color("line"), *[theme.color("raised")] * 3]
    assert (inward, down) == (expected, expected)
    box.hidePopup()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("name", THEMES)
def test_the_line_between_the_rows_of_a_choice_is_that_of_menus(
    program: Program, name: str, qtbot: QtBot
) -> None:
    program.services.preferences.set("interface.theme", name)
    box = QComboBox(program.window)
    box.addItems(["letter", "essay"])
    box.insertSeparator(1)
    box.resize(300, box.sizeHint().height())
    box.show()
    box.showPopup()
    popup = box.view().window()
    qtbot.waitExposed(popup)
    picture = popup.grab().toImage()
    theme = program.window.look.theme
    beside_the_words = [picture.pixelColor(200, at).name() for at in range(picture.height())]
    expected = [theme.color("line"), theme.color("raised"), theme.mixed("row"),
                theme.mixed("meter")]  # fmt: skip
    assert set(beside_the_words) == {color.name() for color in expected}
    assert beside_the_words.count(theme.mixed("meter").name()) == 1
    box.hidePopup()
