# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A server that wants a pause: the window says so while it waits, and Stop ends the wait."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.ui.model_desk import ModelDesk
from longwriter_desktop.ui.takes_desk import TakesDesk
from tests.support.openai_server import Body, Fault, OpenAiServer, saying, serving
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.endpoint_steps import MemorySecrets, connect, start
from tests.ui.scripted import ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TEXT = "The far keeper climbed the stairs and lit the lamp again."
ASKS = re.compile(r"The server asks for a pause: goes on in (\d+) s")
LONG = Fault(429, headers={"retry-after": "40"})


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    with serving(OpenAiServer(saying(TEXT), models=("big",))) as server:
        yield server


@pytest.fixture
def program(server: OpenAiServer, qtbot: QtBot, library_folder: Path) -> Iterator[Program]:
    """A document, and a server that is connected."""
    program = start(library_folder, ScriptedEngine(loaded=False), MemorySecrets())
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    connect(program, qtbot, server.url)
    yield program
    program.close()


def seconds_said(program: Program) -> int:
    """The seconds that the line at the bottom counts down from, 0 where it says nothing of it."""
    found = ASKS.fullmatch(program.window.status.time.whole)
    return int(found[1]) if found else 0


def begin(program: Program, qtbot: QtBot) -> None:
    """Write section 3, and wait until the window says that it waits."""
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: seconds_said(program) > 0)


def idle(program: Program) -> bool:
    return not program.services.jobs.is_busy


def test_the_wait_is_counted_down_in_the_line_at_the_bottom(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.faults = [LONG]
    begin(program, qtbot)
    first = seconds_said(program)
    assert 30 < first <= 40
    label = program.window.status.time
    assert label.isVisible()
    assert label.text() == label.whole
    assert label.accessibleName() == label.whole
    qtbot.waitUntil(lambda: 0 < seconds_said(program) < first)
    state = program.window.space.bars.writing.state
    assert state.text() == f"Pause: {seconds_said(program)} s"
    program.window.writing.stop()
    qtbot.waitUntil(lambda: idle(program))


def test_behind_the_wait_the_server_writes_and_the_line_speaks_of_it_no_more(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.faults = [Fault(429, headers={"retry-after": "1"})]
    begin(program, qtbot)
    qtbot.waitUntil(lambda: idle(program) and bool(program.words_of(3)))
    assert program.words_of(3).startswith(TEXT)
    assert "Pause" not in program.window.space.bars.writing.state.text()
    assert seconds_said(program) == 0


def test_the_button_in_the_header_ends_the_wait_at_once(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.faults = [LONG]
    begin(program, qtbot)
    qtbot.mouseClick(program.window.space.header.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: idle(program))  # 5 seconds at most, of 40
    assert program.words_of(3) == ""
    assert seconds_said(program) == 0


def test_a_wait_that_is_too_long_is_not_begun_and_the_window_says_how_long_it_is(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.faults = [Fault(429, headers={"retry-after": "3600"})]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: bool(server.asked) and idle(program))
    message = program.window.notices.message
    assert message is not None
    assert "it asks to wait 3,600 seconds. Try again then" in message.text
    assert (program.words_of(3), seconds_said(program)) == ("", 0)


@pytest.mark.parametrize("before", [[], ["The far keeper", " climbed", " the stairs"]])
def test_a_server_that_says_nothing_more_is_left_at_once_with_what_came(
    program: Program, server: OpenAiServer, qtbot: QtBot, before: list[str]
) -> None:
    """Behind its headers, and in the middle of its text."""
    silent, go_on = threading.Event(), threading.Event()

    def tell(body: Body) -> Iterator[str]:
        yield from before
        silent.set()
        go_on.wait(20)

    server.tell = tell
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(silent.is_set)
    qtbot.mouseClick(program.window.space.header.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: idle(program))  # 5 seconds at most, of ten minutes
    go_on.set()
    assert program.words_of(3) == "".join(before)


def test_a_server_that_cannot_answer_is_said_to_be_asked_again(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.faults = [Fault(503)] * 9
    said = "The server cannot answer now: asked again in"
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: program.window.status.time.whole.startswith(said))
    program.window.writing.stop()
    qtbot.waitUntil(lambda: idle(program))


def test_planning_says_that_it_waits(program: Program, server: OpenAiServer, qtbot: QtBot) -> None:
    server.faults = [LONG]
    program.services.plans.make_plan()
    qtbot.waitUntil(lambda: seconds_said(program) > 0)
    program.window.writing.stop()
    qtbot.waitUntil(lambda: idle(program))
    assert seconds_said(program) == 0


def test_a_server_that_is_looked_for_may_want_a_pause_too_and_can_be_given_up(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.list_faults = [LONG]
    program.services.engine.restart()
    qtbot.waitUntil(lambda: seconds_said(program) > 0)
    qtbot.mouseClick(program.window.feature(ModelDesk).stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: idle(program))
    assert seconds_said(program) == 0


def test_one_take_is_stopped_while_all_of_them_wait(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.faults = [replace(LONG, meets=threading.Barrier(3))] * 3
    program.window.feature(TakesDesk).write_several(program.section(3))
    qtbot.waitUntil(lambda: seconds_said(program) > 0 and len(server.asked) == 3)
    rows = program.window.feature(TakesDesk).page.live.rows
    assert [row.state.text() for row in rows.values()] == [
        f"Take {number}: waiting" for number in (1, 2, 3)
    ]
    qtbot.mouseClick(rows[2].stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sorted(rows) == [1, 3])
    assert seconds_said(program) > 0
    qtbot.mouseClick(program.window.space.header.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: idle(program))
    takes = program.library.takes(program.section(3))
    assert {take.stop_reason for take in takes} <= {StopReason.CANCELLED}


def test_what_is_written_after_a_stop_waits_for_the_rest_of_the_pause(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.faults = [LONG]
    begin(program, qtbot)
    program.window.writing.stop()
    qtbot.waitUntil(lambda: idle(program) and seconds_said(program) == 0)
    begin(program, qtbot)
    assert seconds_said(program) <= 40
    assert len(server.asked) == 1
    program.window.writing.stop()
    qtbot.waitUntil(lambda: idle(program))


def test_a_server_that_is_looked_for_anew_is_left_alone_until_its_pause_is_over(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.faults = [LONG]
    begin(program, qtbot)
    program.window.writing.stop()
    qtbot.waitUntil(lambda: idle(program) and seconds_said(program) == 0)
    looked = len(server.paths)
    program.services.engine.restart()
    qtbot.waitUntil(lambda: seconds_said(program) > 0)
    assert len(server.paths) == looked
    qtbot.mouseClick(program.window.feature(ModelDesk).stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: idle(program))
