# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A disk that is full while the model writes into the window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app import keeping, qt_autosave
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.opening import open_library
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

PIECES = ("He rose ", "at dusk ", "and lit ", "the great ", "lamp.")
FILLING = ("append_stream", "finish_stream", "save_text")


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(PIECES, hold_after=3))


def test_what_was_shown_stays_and_is_saved_as_soon_as_there_is_room(
    program: Program, engine: ScriptedEngine, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    library_folder: Path,
) -> None:  # fmt: skip
    def full(*_: object) -> None:
        raise EnvironmentProblem("disk_full", path="library.db")

    monkeypatch.setattr(keeping, "COMMIT_SECONDS", 0.0)
    monkeypatch.setattr(qt_autosave, "RETRY_MS", 50)
    section = program.section(3)
    program.window.writing.write(section)
    qtbot.waitUntil(lambda: "and lit" in program.shown())
    with monkeypatch.context() as disk:
        for name in FILLING:
            disk.setattr(program.library, name, full)
        engine.go_on()
        qtbot.waitUntil(lambda: not program.services.writing.is_busy)
        message = program.window.notices.message
        assert message is not None
        assert "The disk is full" in message.text
        assert program.words_of(3).startswith("He rose at dusk and lit the great")
        assert program.document.text_of(section).is_unfinished
        shown = program.words_of(3)
    with qtbot.waitSignal(program.services.autosave.saved):
        pass  # nobody does anything
    program.close()
    library = open_library(library_folder, app="tests")
    library.recover_streams()
    assert library.load("keepers").text_of(section).text == shown
    library.close()
