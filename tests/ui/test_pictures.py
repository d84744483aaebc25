# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The pictures of the window: small files in true colours, and what their views have shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui.library_dialog import LibraryDialog
from tests.ui import animation, sample_text
from tests.ui.desk import Program
from tests.ui.scenes import SCENES
from tests.ui.scripted import ScriptedEngine
from tests.ui.small_png import save_small
from tests.ui.test_clipping import RUNS

GREYS = 150
WARN = QColor("#9a5b00")


def test_a_small_picture_has_a_palette_and_keeps_a_rare_tint(qtbot: QtBot, tmp_path: Path) -> None:
    pixmap = QPixmap(GREYS * 2, 20)
    painter = QPainter(pixmap)
    for at in range(GREYS * 2):
        painter.fillRect(QRect(at, 0, 1, 20), QColor(at // 2 + 50, at // 2 + 50, at % 7 + 90))
    painter.fillRect(QRect(10, 10, 2, 1), WARN)
    painter.end()
    save_small(pixmap, tmp_path / "small.png")
    image = QImage(str(tmp_path / "small.png"))
    assert image.format() == QImage.Format.Format_Indexed8
    assert image.pixelColor(10, 10) == WARN


def test_every_scene_has_a_name_of_its_own() -> None:
    names = [scene.__name__.removeprefix("scene_") for scene in SCENES.values()]
    assert names == list(SCENES)
    assert len(RUNS) == 3


def test_where_the_tool_for_moving_pictures_is_missing_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert animation.main([str(tmp_path / "a.gif")]) == 0
    assert "convert is not installed" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_fits_its_window_shows_no_handle_to_scroll_it(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    program = start_program(ScriptedEngine())
    program.services.documents.start("Write about bells.", 300, "Bells")
    program.window.documents.open(program.services.documents.documents()[0].id)
    bar = program.text.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert not bar.isEnabled()
    program.open(sample_text.keepers())
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.isEnabled()


def test_while_the_model_plans_no_switch_takes_room_from_the_caption(program: Program) -> None:
    panel = program.window.space.plan
    (switch,) = [
        button for button in panel.findChildren(QToolButton) if button.property("kind") == "switch"
    ]
    panel.set_planning(True)
    assert not switch.isVisible()
    panel.set_planning(False)
    assert switch.isVisible()


def test_the_search_of_the_library_offers_to_clear_only_what_is_there(program: Program) -> None:
    dialog = LibraryDialog(program.services.documents, program.window.look, "", program.window)
    (clear,) = dialog.search.findChildren(QToolButton)
    assert not clear.isVisibleTo(dialog.search)
    dialog.search.setText("tower")
    assert clear.isVisibleTo(dialog.search)
