# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A server's text that comes out too long: the window says that it is condensed, and keeps it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.draft_desk import DraftDesk
from longwriter_desktop.ui.takes_desk import TakesDesk
from tests.support.openai_server import Body, OpenAiServer, serving
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.endpoint_steps import MemorySecrets, connect, start
from tests.ui.scripted import ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LONG = "The keeper climbed the stairs at dusk. He lit the lamp and watched the sea."
SHORT = "He lit the lamp and watched the grey winter sea."


@pytest.fixture
def go_on() -> Iterator[threading.Event]:
    """Until it is set, a condensed text stands still behind its first word."""
    go_on = threading.Event()
    yield go_on
    go_on.set()


@pytest.fixture
def server(go_on: threading.Event) -> Iterator[OpenAiServer]:
    def tell(body: Body) -> Iterator[str]:
        if "once more" not in body["messages"][-1]["content"]:
            yield LONG
            return
        first, rest = SHORT.split(" ", 1)
        yield first
        go_on.wait(20)
        yield f" {rest}"

    with serving(OpenAiServer(tell, models=("big",))) as server:
        yield server
        go_on.set()


@pytest.fixture
def program(server: OpenAiServer, qtbot: QtBot, library_folder: Path) -> Iterator[Program]:
    program = start(library_folder, ScriptedEngine(loaded=False), MemorySecrets())
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    connect(program, qtbot, server.url)
    yield program
    program.close()


def idle(program: Program) -> bool:
    return not program.services.jobs.is_busy


def test_the_bar_says_that_the_section_is_condensed_and_how_far_that_is(
    program: Program, go_on: threading.Event, qtbot: QtBot
) -> None:
    section = program.section(3)
    program.window.writing.write(section)
    state = program.window.space.bars.writing.state
    qtbot.waitUntil(lambda: state.text() == "Too long, being condensed: 1 of 10 words")
    go_on.set()
    qtbot.waitUntil(lambda: idle(program) and program.words_of(3) == SHORT)
    assert [take.text for take in program.library.takes(section)] == [LONG, SHORT]


def test_undo_takes_the_condensed_text_away_in_one_step(
    program: Program, go_on: threading.Event, qtbot: QtBot
) -> None:
    go_on.set()
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: idle(program) and program.words_of(3) == SHORT)
    program.text.undo_step()
    assert program.words_of(3) == ""


def test_the_row_of_a_take_says_so_too(
    program: Program, go_on: threading.Event, qtbot: QtBot
) -> None:
    desk = program.window.feature(TakesDesk)
    desk.write_several(program.section(3))
    qtbot.waitUntil(lambda: bool(desk.page.live.rows))
    rows = dict(desk.page.live.rows)
    said = "Take {}: too long, being condensed: 1 of 10 words"
    qtbot.waitUntil(lambda: all(row.state.text() == said.format(n) for n, row in rows.items()))
    go_on.set()
    qtbot.waitUntil(lambda: idle(program))
    texts = [take.text for take in program.library.takes(program.section(3))]
    assert sorted(texts) == sorted([LONG, SHORT] * len(rows))


def test_a_fast_draft_says_so_too(program: Program, go_on: threading.Event, qtbot: QtBot) -> None:
    program.window.feature(DraftDesk).write_all()
    state = program.window.space.bars.writing.state
    qtbot.waitUntil(lambda: state.text() == "Too long, being condensed: 1 of 10 words")
    go_on.set()
    qtbot.waitUntil(lambda: idle(program) and program.words_of(3) == SHORT)
