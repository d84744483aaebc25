# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document that is planned by a server and written by a model on this computer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.ui import words_endpoints as words
from longwriter_desktop.ui.endpoint_desk import EndpointDesk
from tests.support.openai_server import Fault, OpenAiServer, saying, serving
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.endpoint_steps import MemorySecrets, start
from tests.ui.scripted import Script, ScriptedEngine
from tests.ui.test_endpoints import press_soon

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LONG = 60_000  # ms; the client's library is loaded with the first server of a run
HERE = "Paragraph 1 - Heading: Bells - Main Point: how they are cast - Word Count: 100 words"
THERE = "Paragraph 1 - Heading: Ropes - Main Point: who pulls them - Word Count: 100 words"


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    with serving(OpenAiServer(saying(THERE), models=("big",))) as server:
        yield server


@pytest.fixture
def program(library_folder: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """A document, and a model on this computer that is loaded."""
    program = start(library_folder, ScriptedEngine(Script((HERE,)), loaded=False), MemorySecrets())
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    path = tmp_path / "writer.gguf"
    path.touch()
    program.services.engine.load(path)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    yield program
    program.close()


def plan_with(program: Program, server: OpenAiServer) -> None:
    """Name the server, and choose it in the planner's menu."""
    use = program.services.endpoints
    use.keep(use.new("Big machine", server.url))
    rows = program.window.space.models.planner.list.actions()
    next(row for row in rows if row.text().startswith("Big machine")).trigger()


def plan(program: Program, qtbot: QtBot) -> list[str]:
    """Have a plan made; its new headings."""
    services = program.services
    program.window.documents.make_plan("")
    qtbot.waitUntil(
        lambda: (
            not services.plans.is_busy
            and not services.jobs.is_busy
            and services.engine.is_ready
            and services.engine.endpoint is None
        ),
        timeout=LONG,
    )
    return [item.heading for item in program.document.outline if item.heading in ("Bells", "Ropes")]


def test_a_server_plans_and_the_model_on_this_computer_comes_back(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    plan_with(program, server)
    assert program.window.space.models.planner.text() == "Plan with: Big machine"
    assert plan(program, qtbot) == ["Ropes"]
    assert len(server.asked) == 1
    assert program.window.feature(EndpointDesk).remembered is None  # it is no server to begin with
    choice = ModelChoice("Big machine", server=program.services.endpoints.all()[0].id)
    qtbot.waitUntil(lambda: program.library.load("keepers").planner == choice)  # saved by itself


def test_another_machine_is_asked_about_before_it_plans(program: Program) -> None:
    use = program.services.endpoints
    use.keep(use.new("Far", "https://models.example/v1"))
    planner = program.window.space.models.planner
    for answer in (words.SEND_NO, words.SEND_YES):
        assert program.document.planner is None
        QTimer.singleShot(0, press_soon(answer))
        row = next(row for row in planner.list.actions() if row.text().startswith("Far"))
        row.trigger()
        assert use.all()[0].is_confirmed == (answer == words.SEND_YES)
    assert planner.text() == "Plan with: Far"
    assert program.document.planner == ModelChoice("Far", server=use.all()[0].id)


def test_the_mark_is_there_while_another_machine_plans(
    program: Program, server: OpenAiServer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Endpoint, "is_on_this_machine", False)  # the loopback stands in for it
    desk = program.window.feature(EndpointDesk)
    seen: list[tuple[bool, bool, str]] = []
    program.services.writing.planning.connect(
        lambda _event: seen.append(
            (desk.mark.isVisible(), desk.header_mark.isVisible(), desk.mark.text())
        )
    )
    QTimer.singleShot(0, press_soon(words.SEND_YES))
    plan_with(program, server)
    assert not desk.mark.isVisible()
    assert plan(program, qtbot) == ["Ropes"]
    assert set(seen) == {(True, True, "Text goes to 127.0.0.1")}
    assert not desk.mark.isVisible()
    assert not desk.header_mark.isVisible()


def test_a_server_that_is_gone_is_named_and_the_model_that_writes_plans(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    plan_with(program, server)
    program.services.endpoints.remove(program.services.endpoints.all()[0])
    assert program.window.space.models.planner.text() == "Plan with: Big machine, missing"
    assert plan(program, qtbot) == ["Bells"]
    message = program.window.notices.message
    assert message is not None
    assert message.text == sentence("planner_server_missing", {"name": "Big machine"})
    assert server.asked == []


def test_a_server_that_cannot_be_reached_leaves_the_plan_to_the_model_that_writes(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.list_faults = [Fault(404)] * 9
    plan_with(program, server)
    assert plan(program, qtbot) == ["Bells"]
