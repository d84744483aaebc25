# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A planted key of a server is in no file that the program writes, whatever happens with it."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.crash import CrashHandler
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import ExportRequest, GenerateRequest
from longwriter_desktop.engine.remote import RemoteEngine
from tests.engine.asking import STORY, turns
from tests.support.openai_server import Fault, OpenAiServer, saying, serving
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.endpoint_steps import MemorySecrets, connect, start
from tests.ui.scripted import ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
KEY = "sk-planted-5f1c9b7e"
TEXT = "The far keeper climbed the stairs and lit the lamp again."


@pytest.fixture
def server() -> Iterator[OpenAiServer]:
    with serving(OpenAiServer(saying(TEXT), models=("big",), key=KEY)) as server:
        yield server


@pytest.fixture
def program(server: OpenAiServer, qtbot: QtBot, library_folder: Path) -> Iterator[Program]:
    """A document, and a server that has its key from the keyring."""
    program = start(library_folder, ScriptedEngine(loaded=False), MemorySecrets())
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    connect(program, qtbot, server.url, KEY)
    yield program
    program.close()


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Everything that any library logs, in a file."""
    root, handler = logging.getLogger(), logging.FileHandler(tmp_path / "all.log")
    level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield tmp_path / "all.log"
    root.removeHandler(handler)
    handler.close()
    root.setLevel(level)


def crash(folder: Path, error: BaseException) -> None:
    CrashHandler(folder, int, lambda report: None).handle(type(error), error, error.__traceback__)


def test_a_planted_key_of_a_server_is_in_no_file(
    log: Path, program: Program, server: OpenAiServer, tmp_path: Path, qtbot: QtBot,
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy and bool(program.words_of(3)))
    for suffix in (".md", ".docx"):
        program.window.documents.export(ExportRequest(tmp_path / f"out{suffix}"))
    program.services.autosave.flush()
    choices = tmp_path / "choices.jsonl"
    program.services.documents.export_choices([program.document.id], choices)
    # The server repeats the key in its refusal; then there is a bug in the middle of an answer.
    server.faults = [Fault(400, f"Bearer {KEY} is odd")]
    endpoint = program.services.endpoints.all()[0]
    engine = RemoteEngine(endpoint, lambda: program.services.endpoints.key_of(endpoint))
    engine.connect()
    with pytest.raises(EngineProblem) as refused:
        list(engine.generate(GenerateRequest(turns(STORY), 40)))
    crash(tmp_path / "reports", refused.value)
    events = engine.generate(GenerateRequest(turns(STORY), 40))
    next(events)
    with pytest.raises(ZeroDivisionError) as bug:
        events.throw(ZeroDivisionError("a bug"))  # type: ignore[attr-defined]
    crash(tmp_path / "reports2", bug.value)
    program.close()

    assert {sent["authorization"] for sent in server.headers} == {f"Bearer {KEY}"}
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    names = {path.name for path in written}
    assert {"all.log", "out.md", "out.docx", "library.db", "window.ini"} <= names
    assert sum(path.name.startswith("crash-") for path in written) == 2
    for file in (tmp_path / "out.md", choices):
        assert TEXT.encode() in file.read_bytes()
    assert "HTTP" in log.read_text()
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []
    shown = capsys.readouterr()
    assert KEY not in shown.out + shown.err + caplog.text
