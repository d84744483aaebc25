# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing with a server that lost its key, was away, or thinks first; what it says of the time."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.ui import words_endpoints as words
from longwriter_desktop.ui.draft_desk import DraftDesk
from longwriter_desktop.ui.endpoint_desk import EndpointDesk
from longwriter_desktop.ui.revise_desk import ReviseDesk
from longwriter_desktop.ui.thinking_desk import ThinkingDesk
from tests.support.openai_server import Body, Fault, OpenAiServer, saying, serving
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.endpoint_steps import MemorySecrets, connect, start
from tests.ui.revise_steps import revise
from tests.ui.scripted import ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
KEY = "sk-planted-5f1c9b7e"
TEXT = "The far keeper climbed the stairs and lit the lamp again."


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    with serving(OpenAiServer(saying(TEXT), models=("big",), key=KEY)) as server:
        yield server


@pytest.fixture
def programs(qtbot: QtBot, library_folder: Path) -> Iterator[list[Program]]:
    """Those that are open are closed at the end."""
    opened: list[Program] = []
    yield opened
    for program in opened:
        close(program)


@pytest.fixture
def program(
    programs: list[Program], server: OpenAiServer, library_folder: Path, qtbot: QtBot
) -> Program:
    """A computer without a keyring; the server in use was given its key."""
    program = opened(programs, library_folder, qtbot)
    connect(program, qtbot, server.url, KEY)
    return program


def opened(programs: list[Program], folder: Path, qtbot: QtBot) -> Program:
    engine = ScriptedEngine(loaded=False)
    program = start(folder, engine, MemorySecrets(is_there=False))
    programs.append(program)
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    return program


def close(program: Program) -> None:
    program.close()


@pytest.fixture
def again(program: Program, programs: list[Program], library_folder: Path, qtbot: QtBot) -> Program:
    """The program was ended and started anew, and asked to write a section."""
    close(programs.pop())
    again = opened(programs, library_folder, qtbot)
    again.services.engine.choose(remembered(again))
    again.window.writing.write(again.section(3))
    qtbot.waitUntil(lambda: again.window.notices.isVisible() and not again.services.jobs.is_busy)
    return again


def remembered(program: Program) -> Endpoint:
    endpoint = program.window.feature(EndpointDesk).remembered
    assert endpoint is not None
    return endpoint


def write(program: Program, qtbot: QtBot) -> str:
    """What becomes of section 3."""
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy and bool(program.words_of(3)))
    return program.words_of(3)


def test_a_key_that_is_gone_after_a_restart_is_asked_for_by_the_name_of_its_server(
    again: Program, server: OpenAiServer
) -> None:
    notices = again.window.notices
    assert 'The key of "Big machine" (127.0.0.1) is not here any more' in notices.text.text()
    assert notices.action.text() == words.TYPE_KEY
    assert again.window.status.model.text() == "Big machine, not connected"
    assert "The" in again.window.space.manuscript.toPlainText()
    assert again.window.pages.currentWidget() is again.window.space


def test_nothing_is_sent_without_the_key_that_belongs_there(
    again: Program, server: OpenAiServer
) -> None:
    assert [sent for sent in server.headers if "authorization" not in sent] == []
    assert server.asked == []


def test_the_key_is_typed_where_it_is_asked_for_and_the_server_writes(
    again: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    desk = again.window.feature(EndpointDesk)
    qtbot.mouseClick(again.window.notices.action, Qt.MouseButton.LeftButton)
    dialog = desk.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.form.key.hasFocus)
    assert dialog.form.key.placeholderText() == words.KEY_LOST
    qtbot.keyClicks(dialog.form.key, KEY)
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert again.window.status.model.text() == "Big machine, contacted when you need it"
    assert write(again, qtbot).startswith(TEXT)
    assert not again.window.notices.isVisible()


def test_a_key_that_the_server_refuses_can_be_typed_again(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.key = "sk-another"
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(program.window.notices.isVisible)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert "does not take this key" in program.window.notices.text.text()
    assert program.window.notices.action.text() == words.TYPE_KEY


def test_a_server_that_was_away_is_found_when_it_is_needed_again(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.list_faults = [Fault(404)]
    program.services.engine.restart()
    qtbot.waitUntil(program.window.notices.isVisible)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy and bool(server.asked))
    assert program.words_of(3).startswith(TEXT)


def test_a_server_that_stays_away_is_what_the_window_speaks_of(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.list_faults = [Fault(404)] * 9
    program.services.engine.restart()
    qtbot.waitUntil(program.window.notices.isVisible)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert "127.0.0.1 answers, but not as a model server does" in (
        program.window.notices.text.text()
    )


def test_what_a_server_thinks_is_folded_over_the_text(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.tell = saying(f"<think> Who keeps the lamp? </think> {TEXT}")
    assert write(program, qtbot).startswith(TEXT)
    strip = program.window.feature(ThinkingDesk).strip
    assert strip.fold.text() == "Thought 4 words first"
    assert strip.body.toPlainText() == "Who keeps the lamp?"
    assert not strip.body.isVisible()
    assert "Who keeps" not in program.window.space.manuscript.toPlainText()


def test_what_a_server_thinks_before_it_plans_is_folded_over_the_text(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    go_on = threading.Event()

    def tell(body: Body) -> Iterator[str]:
        yield "<think> Oil first. </think>"
        go_on.wait(20)
        yield "Paragraph 1 - Heading: Oil - Main Point: lamps - Word Count: 150 words"

    server.tell = tell
    program.services.plans.make_plan()
    strip = program.window.feature(ThinkingDesk).strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.body.toPlainText() == "Oil first."
    go_on.set()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert strip.fold.text() == "Thought 2 words first"


def test_what_a_server_thinks_before_a_revision_and_a_fast_draft_is_folded_over_the_text(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    def tell(body: Body) -> Iterator[str | dict[str, str]]:
        yield {"reasoning_content": "Who keeps "}
        yield {"reasoning_content": "the lamp?"}
        yield TEXT

    server.tell = tell
    strip = program.window.feature(ThinkingDesk).strip
    revise(program, program.window.feature(ReviseDesk), qtbot)
    assert strip.fold.text() == "Thought 4 words first"
    assert strip.body.toPlainText() == "Who keeps the lamp?"
    answer = program.services.revising.answers[0]
    assert answer.text == TEXT
    qtbot.keyClick(program.window.feature(ReviseDesk).card.text, Qt.Key.Key_Escape)
    program.window.feature(DraftDesk).action.trigger()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy and bool(program.words_of(3)))
    assert strip.body.toPlainText().startswith("3  A life\nWho keeps the lamp?")
    assert program.words_of(3).replace(TEXT, "").strip() == ""
    assert "Who keeps" not in program.shown()


def test_the_forecast_names_the_server_that_takes_the_time(
    program: Program, server: OpenAiServer
) -> None:
    info = program.services.engine.info
    assert info is not None
    program.settings.setValue(f"rate/{info.fingerprint[:16]}", 0.5)
    assert program.window.writing.forecast().endswith("about 20 s with Big machine")
