# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""No word is cut off anywhere: in every scene of the pictures, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.clipping import clipped

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_label_without_room_is_found(qtbot: QtBot) -> None:
    label = QLabel("A long text in a short place")
    qtbot.addWidget(label)
    label.setFixedWidth(40)
    label.show()
    assert clipped(label) == ["QLabel: A long text in a short place"]


def test_a_button_without_room_is_found(qtbot: QtBot) -> None:
    button = QPushButton("Write everything again")
    qtbot.addWidget(button)
    button.setFixedWidth(50)
    button.show()
    assert clipped(button) == ["QPushButton: Write everything again"]


def test_a_wrapped_text_without_height_is_found(qtbot: QtBot) -> None:
    label = QLabel("One line and then another line and a third one")
    qtbot.addWidget(label)
    label.setWordWrap(True)
    label.setFixedSize(80, 20)
    label.show()
    assert len(clipped(label)) == 1


def test_texts_with_room_are_no_fault(qtbot: QtBot) -> None:
    button = QPushButton("Write")
    qtbot.addWidget(button)
    button.show()
    assert clipped(button) == []


RUNS = (("--language", "en"), ("--language", "zh_CN"), ("--scale", "2"))


@pytest.mark.parametrize("options", RUNS, ids="=".join)
def test_no_view_cuts_a_word_off(checkout: Path, tmp_path: Path, options: tuple[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.screenshots", str(tmp_path), "--check", *options],
        cwd=checkout, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    *findings, count = done.stdout.splitlines()
    assert findings == []
    assert int(count.split()[0]) > 50
