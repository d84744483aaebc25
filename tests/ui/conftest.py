# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A program with a real window and a real library, and a document in it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.outline import Outline, new_chapter, new_section
from longwriter_desktop.domain.ports import LocalEngine
from tests.ui.desk import Program, start
from tests.ui.scripted import Script, ScriptedEngine

FIRST = "Monks lit the first fires.\n\nMen at sea steered by them."
SECOND = "The tower stood for centuries."


@pytest.fixture
def start_program(qtbot: QtBot, library_folder: Path) -> Iterator[Callable[[LocalEngine], Program]]:
    """Start a program over the test's library; it is closed when the test ends."""
    started: list[Program] = []

    def begin(engine: LocalEngine) -> Program:
        program = start(library_folder, engine)
        started.append(program)
        program.window.show()
        qtbot.waitExposed(program.window)
        return program

    yield begin
    for program in started:
        program.close()


@pytest.fixture
def engine() -> ScriptedEngine:
    """Writes one short text, whatever it is asked."""
    return ScriptedEngine(Script(("The keeper ", "climbed ", "the stairs.")))


@pytest.fixture
def program(start_program: Callable[[LocalEngine], Program], engine: ScriptedEngine) -> Program:
    """A window with `engine` and the document of `keepers` open in it."""
    program = start_program(engine)
    program.open(keepers())
    return program


def keepers() -> Document:
    """Two chapters; the first two of three sections have a text."""
    items = (
        new_chapter("Origins"),
        new_section("Fires", "beacons on headlands", 60, 2),
        new_section("Pharos", "the first tower", 40, 2),
        new_chapter("Keepers"),
        new_section("A life", "the daily round", 10, 2),
    )
    texts = {
        items[1].id: SectionText(FIRST, None, StopReason.FINISHED),
        items[2].id: SectionText(SECOND, None, StopReason.FINISHED),
    }
    return Document(
        "keepers", "The Keepers", "Write about keepers.", 150, "en", Outline(items), texts
    )
