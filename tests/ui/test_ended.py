# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The program as `main` starts it, ended from outside right behind a key press."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from longwriter_desktop.storage.opening import open_library
from tests.ui.test_killed import light

_TYPED = "The lamp was cold."
_WINDOW = """
import sys
from functools import partial
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from longwriter_desktop import window_app
from longwriter_desktop.main import main

fit = window_app.fit

def shown(window, room):
    fit(window, room)
    QTimer.singleShot(0, partial(begin, window))

def begin(window):
    window.documents.open("light")
    text = window.space.manuscript
    section = window._services.session.document.outline.sections[0].id
    caret = text.textCursor()
    caret.setPosition(text.page.body_range(section)[0])
    text.setTextCursor(caret)
    QTest.keyClicks(text, sys.argv[2])
    print("typed", flush=True)

window_app.fit = shown
sys.exit(main(["--no-model", "--data-dir", sys.argv[1]]))
"""


def _hears_signals() -> None:
    # A test runner started in the background hands "ignore" down to its children.
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_who_ends_the_program_from_outside_loses_no_key_press(
    library_folder: Path, checkout: Path, which: signal.Signals
) -> None:
    library = open_library(library_folder, app="tests")
    library.save(light())
    library.close()
    with subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(library_folder), _TYPED], cwd=checkout, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_hears_signals,
    ) as window:  # fmt: skip
        try:
            assert window.stdout is not None
            assert window.stdout.readline() == "typed\n"
            window.send_signal(which)
            _, errors = window.communicate(timeout=30)
        finally:
            window.kill()
    assert (window.returncode, errors) == (0, "")
    library = open_library(library_folder, app="tests")
    kept = library.load("light")
    library.close()
    assert kept.text_of(kept.outline.sections[0].id).text == _TYPED
