# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers in the window: added, tried out, agreed to, written with, and marked all the while."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.ui import words_endpoints as words
from longwriter_desktop.ui.endpoint_desk import EndpointDesk
from longwriter_desktop.ui.endpoint_dialog import EndpointDialog
from tests.support.openai_server import OpenAiServer, saying, serving
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.endpoint_steps import MemorySecrets, start
from tests.ui.scripted import ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FAR = "https://models.example/v1"
KEY = "sk-planted-5f1c9b7e"


@pytest.fixture
def secrets() -> MemorySecrets:
    return MemorySecrets()


@pytest.fixture
def program(qtbot: QtBot, library_folder: Path, secrets: MemorySecrets) -> Iterator[Program]:
    program = start(library_folder, ScriptedEngine(), secrets)
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    yield program
    program.close()


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    with serving(OpenAiServer(saying("The far keeper lit the lamp."), models=("big",))) as server:
        yield server


@pytest.fixture
def dialog(program: Program, qtbot: QtBot) -> Iterator[EndpointDialog]:
    desk = program.window.feature(EndpointDesk)
    desk.servers.trigger()
    assert desk.dialog is not None
    dialog = desk.dialog
    qtbot.waitExposed(dialog)
    yield dialog
    if desk.dialog is not None:
        dialog.close()


def kept(program: Program, address: str, **fields: object) -> Endpoint:
    """A server of the writer's."""
    use = program.services.endpoints
    endpoint = use.new("Big", address)
    use.keep(endpoint)
    found = use.find(endpoint.id)
    assert found is not None
    return found


def press_soon(name: str) -> Callable[[], None]:
    """Press a button of the question that comes, by its words."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(20, press)
            return
        next(button for button in box.buttons() if button.text() == name).click()

    return press


def type_into(field: QLineEdit, text: str, qtbot: QtBot) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def write_with(program: Program, endpoint: Endpoint, qtbot: QtBot) -> None:
    program.window.feature(EndpointDesk).choose(endpoint)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)


def test_a_server_is_added_by_its_kind(
    program: Program, dialog: EndpointDialog, qtbot: QtBot
) -> None:
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    dialog.form.kind.setCurrentText("Ollama")
    dialog.form.kind.activated.emit(dialog.form.kind.currentIndex())
    endpoint = program.services.endpoints.all()[0]
    assert (endpoint.name, endpoint.base_url) == ("Ollama", "http://localhost:11434/v1")
    assert words.row(endpoint) in [
        program.window.space.models.list.itemText(row)
        for row in range(program.window.space.models.list.count())
    ]


def test_an_address_is_kept_as_it_was_typed(
    program: Program, dialog: EndpointDialog, qtbot: QtBot
) -> None:
    dialog.add.click()
    type_into(dialog.form.address, "HTTPS://Models.Example/api/", qtbot)
    assert program.services.endpoints.all()[0].base_url == "HTTPS://Models.Example/api/"


def test_a_key_is_in_the_keyring_and_in_no_file(
    program: Program, dialog: EndpointDialog, secrets: MemorySecrets, library_folder: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    dialog.add.click()
    type_into(dialog.form.key, KEY, qtbot)
    assert list(secrets.kept.values()) == [KEY]
    assert dialog.form.key.text() == ""
    assert dialog.form.key.placeholderText() == words.KEY_KEPT
    dialog.close()
    program.services.autosave.flush()
    files = [path for path in library_folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if KEY.encode() in path.read_bytes()] == []


def test_without_a_keyring_a_key_holds_until_the_program_ends(
    library_folder: Path, qtbot: QtBot
) -> None:
    program = start(library_folder, ScriptedEngine(), MemorySecrets(is_there=False))
    use = program.services.endpoints
    endpoint = use.new("Big", FAR)
    assert use.keep(endpoint, KEY) is False
    assert use.key_of(use.all()[0]) == KEY
    program.close()


def test_a_key_does_not_follow_to_another_host(program: Program, secrets: MemorySecrets) -> None:
    use = program.services.endpoints
    endpoint = use.new("Big", FAR)
    use.keep(endpoint, KEY)
    use.agree(use.all()[0])
    use.keep(Endpoint(endpoint.id, "Big", "https://evil.example/v1", has_key=True))
    assert (secrets.kept, use.all()[0].has_key, use.all()[0].is_confirmed) == ({}, False, False)


def opened(program: Program) -> EndpointDialog:
    desk = program.window.feature(EndpointDesk)
    desk.servers.trigger()
    assert desk.dialog is not None
    return desk.dialog


def test_the_connection_is_tried_out_and_the_result_is_plain(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    kept(program, server.url)
    dialog = opened(program)
    qtbot.mouseClick(dialog.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "It works: big answered" in dialog.answer.text())
    assert "text comes as it is written, no plans by schema" in dialog.answer.text()
    assert dialog.form.model.itemText(0) == "big"
    dialog.close()


def test_a_server_that_thinks_can_plan_by_schema_too(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    def tell(body: dict[str, object]) -> Iterator[str]:
        yield "<think>Hm."
        if body["max_tokens"] != 64:
            yield '</think>{"ready": true}'

    server.tell = tell
    kept(program, server.url)
    dialog = opened(program)
    qtbot.mouseClick(dialog.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "It works: big answered" in dialog.answer.text())
    assert ", plans by schema," in dialog.answer.text()
    dialog.close()


def test_the_models_of_a_server_can_be_chosen_from(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    server.models = ("big", "bigger")
    kept(program, server.url)
    dialog = opened(program)
    qtbot.mouseClick(dialog.form.ask_models, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.form.model.count() == 2)
    dialog.form.model.hidePopup()
    dialog.form.model.setCurrentIndex(1)
    dialog.form.model.activated.emit(1)
    assert program.services.endpoints.all()[0].model == "bigger"
    dialog.close()


def test_a_test_that_takes_long_ends_when_the_dialog_closes(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def tell(body: object) -> Iterator[str]:
        asked.set()
        go_on.wait(20)
        yield "late"

    server.tell = tell
    kept(program, server.url)
    dialog = opened(program)
    qtbot.mouseClick(dialog.test, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(asked.is_set)
    dialog.close()
    go_on.set()
    assert program.window.feature(EndpointDesk).dialog is None


def test_a_server_that_does_not_run_is_said_to_be_out_of_reach(
    program: Program, qtbot: QtBot
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        kept(program, f"http://127.0.0.1:{free.getsockname()[1]}/v1")
    dialog = opened(program)
    dialog.test.click()
    qtbot.waitUntil(lambda: "cannot be reached" in dialog.answer.text())
    dialog.close()


def test_a_server_writes_a_section(program: Program, server: OpenAiServer, qtbot: QtBot) -> None:
    write_with(program, kept(program, server.url), qtbot)
    program.services.writing.write([program.section(3)])
    qtbot.waitUntil(lambda: not program.services.is_writing and bool(program.words_of(3)))
    assert program.words_of(3).startswith("The far keeper lit the lamp.")
    assert not program.window.feature(EndpointDesk).mark.isVisible()


def test_another_machine_is_asked_about_the_first_time(program: Program, qtbot: QtBot) -> None:
    desk = program.window.feature(EndpointDesk)
    QTimer.singleShot(0, press_soon(words.SEND_NO))
    desk.choose(kept(program, FAR))
    assert program.services.engine.endpoint is None
    assert not desk.mark.isVisible()


def test_the_mark_is_there_as_long_as_another_machine_is_chosen(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = program.window.feature(EndpointDesk)
    asked: list[Endpoint] = []
    monkeypatch.setattr(program.services.engine, "use", asked.append)
    QTimer.singleShot(0, press_soon(words.SEND_YES))
    desk.choose(kept(program, FAR))
    monkeypatch.undo()
    assert asked[0].is_confirmed
    program.services.engine.unload()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    program.services.engine.choose(asked[0])
    assert desk.mark.isVisible()
    assert desk.header_mark.isVisible()
    assert desk.mark.text() == "Text goes to models.example"
    program.services.engine.load(Path("scripted.gguf"))
    qtbot.waitUntil(lambda: not desk.mark.isVisible() and not desk.header_mark.isVisible())


def test_a_model_on_another_machine_is_not_said_to_be_on_this_one() -> None:
    far = Endpoint("far", "Big machine", "https://models.example/v1")
    near = Endpoint("near", "Near", "http://localhost:8080/v1")
    assert words.model_at(far, "harbour") == "harbour, on models.example"
    assert words.model_at(near, "harbour") == "harbour by Near, this computer"
    assert words.model_at(None, "harbour") == "harbour, this computer"


def test_a_server_chosen_last_is_chosen_again_and_contacted_only_when_it_is_needed(
    program: Program, server: OpenAiServer, library_folder: Path, qtbot: QtBot
) -> None:
    write_with(program, kept(program, server.url), qtbot)
    program.close()
    server.paths.clear()
    again = start(library_folder, ScriptedEngine(loaded=False), MemorySecrets())
    again.window.show()
    remembered = again.window.feature(EndpointDesk).remembered
    assert remembered is not None
    again.services.engine.choose(remembered)
    again.open(keepers())
    assert server.paths == []
    again.services.writing.write([again.section(3)])
    qtbot.waitUntil(lambda: not again.services.is_writing and bool(again.words_of(3)))
    assert "/v1/chat/completions" in server.paths
    again.close()


def test_nothing_is_asked_of_a_server_in_idle_time(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    write_with(program, kept(program, server.url), qtbot)
    program.services.read_ahead.note_use(True)
    server.asked.clear()
    program.services.read_ahead._start()
    program.services.tuning.measure()
    assert not program.services.read_ahead.is_reading
    assert not program.services.tuning.is_measuring
    program.services.engine.rest()
    assert program.services.engine.is_ready
    assert server.asked == []


def test_a_server_that_is_removed_writes_no_more(
    program: Program, server: OpenAiServer, qtbot: QtBot
) -> None:
    endpoint = kept(program, server.url)
    write_with(program, endpoint, qtbot)
    program.services.endpoints.remove(endpoint)
    qtbot.waitUntil(lambda: program.services.engine.info is None)
    assert program.services.engine.source is None


def test_the_main_job_tries_no_connection(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: tried.append(address))
    kept(program, FAR)
    program.services.writing.write([program.section(3)])
    qtbot.waitUntil(lambda: not program.services.is_writing and bool(program.words_of(3)))
    assert tried == []
