# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model has read is kept when the writer leaves a document, and nobody waits for it."""

import os
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from longwriter_desktop.app import qt_engine_state
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import EngineProblem, EnvironmentProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    GenerationStats,
    LocalEngine,
)
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.storage.opening import open_library
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

LIMIT = "model.kept_gigabytes"


class MeasuredEngine(WorkerEngine):
    """Remembers what each answer cost."""

    def __init__(self) -> None:
        super().__init__()
        self.stats: list[GenerationStats] = []

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        for number, event in super().generate_together(requests):
            if isinstance(event, Generated):
                self.stats.append(event.stats)
            yield number, event


class HangingEngine(ScriptedEngine):
    """Saves until it is cancelled, which `ended` is for."""

    def __init__(self) -> None:
        super().__init__()
        self.saving = threading.Event()
        self.ended = threading.Event()
        self.was_ended = False

    def save_state(
        self, path: Path, limit_bytes: int = 0, spared_seconds: float = 0.0
    ) -> tuple[int, str]:
        super().save_state(path, limit_bytes, spared_seconds)
        self.ended.clear()
        self.saving.set()
        self.was_ended = self.ended.wait(20)
        return 0, "cancelled"

    def cancel(self, answer: int | None = None) -> None:
        super().cancel(answer)
        self.ended.set()


class WaitingEngine(ScriptedEngine):
    """Is done with a save when another program has opened the library, as one that is slow."""

    library: Path

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def save_state(
        self, path: Path, limit_bytes: int = 0, spared_seconds: float = 0.0
    ) -> tuple[int, str]:
        give_up = time.monotonic() + 15
        while not self.found and time.monotonic() < give_up:
            try:
                library = open_library(self.library, app="another")
            except EnvironmentProblem:  # it is locked
                time.sleep(0.01)
            else:
                self.found = [row.id for row in library.documents()]
                library.close()
        return super().save_state(path, limit_bytes, spared_seconds)


class FailingEngine(ScriptedEngine):
    """Its process dies when a state is saved, and its files are bad."""

    def save_state(
        self, path: Path, limit_bytes: int = 0, spared_seconds: float = 0.0
    ) -> tuple[int, str]:
        super().save_state(path, limit_bytes, spared_seconds)
        raise EngineProblem("worker_crashed")

    def restore_state(self, path: Path) -> tuple[int, str]:
        return 0, "damaged"


def other() -> Document:
    return replace(keepers(), id="other", title="The others")


def use(program: Program, qtbot: QtBot, section: int = 3) -> None:
    """Let the model write a section to its end."""
    program.services.writing.write([program.section(section)])
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy, timeout=60_000)


def at_rest(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.services.states.is_busy)


def timer_of(program: Program) -> QTimer:
    """The clock that waits for an idle minute."""
    (timer,) = program.services.states.findChildren(QTimer)
    return timer


def let_the_minute_pass(program: Program) -> None:
    timer = timer_of(program)
    timer.stop()
    timer.timeout.emit()


def saved(engine: ScriptedEngine) -> list[str]:
    """Ids of the documents whose state was saved."""
    return [path.name.split("-")[0] for path in engine.saved_states]


def begin_real(
    start_program: Callable[[LocalEngine], Program], model: Path, qtbot: QtBot
) -> tuple[Program, MeasuredEngine]:
    """A program with the real worker, its model loaded behind the document that was open last."""
    engine = MeasuredEngine()
    program = start_program(engine)
    if program.document.id != "keepers":
        program.open(keepers())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(model)
    at_rest(program, qtbot)
    return program, engine


def test_closing_the_window_keeps_what_was_read_for_the_next_start(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    program, engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    program.close()
    assert engine.stats[0].evaluated_tokens > 100
    program, engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    assert engine.stats[0].evaluated_tokens < 10
    assert engine.stats[0].reused_tokens > 100


def test_a_state_that_was_damaged_meanwhile_is_read_anew_without_a_word(
    start_program: Callable[[LocalEngine], Program],
    starter_path: Path,
    library_folder: Path,
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program, engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    program.close()
    (file,) = (library_folder / "sessions").glob("*.state")
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    program, engine = begin_real(start_program, starter_path, qtbot)
    use(program, qtbot)
    assert engine.stats[0].reused_tokens == 0
    assert program.window.notices.message is None
    assert "damaged" in capsys.readouterr().err


def test_going_to_another_document_keeps_what_was_read_of_the_first(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    use(program, qtbot)
    program.open(other())
    at_rest(program, qtbot)
    assert saved(engine) == ["keepers"]
    assert engine.spared[0] > 0  # nobody saves that document later


def test_what_the_model_was_not_used_for_is_not_saved(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.put_caret(1)
    qtbot.keyClicks(program.text, "Long ago, ")
    program.open(other())
    program.window.close()
    assert saved(engine) == []


def test_it_is_saved_when_the_model_was_idle_for_a_while_and_then_not_again(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    use(program, qtbot)
    timer = timer_of(program)
    assert timer.isActive()
    let_the_minute_pass(program)
    qtbot.waitUntil(lambda: saved(engine) == ["keepers"])
    at_rest(program, qtbot)
    assert engine.spared == [0.0]
    assert not timer.isActive()
    program.window.close()
    assert saved(engine) == ["keepers"]


def test_nothing_is_saved_while_the_model_works(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = ScriptedEngine(Script(("It stood ", "and fell."), hold_after=1))
    program = start_program(engine)
    program.open(keepers())
    timer = timer_of(program)
    program.services.writing.write([program.section(3)])
    qtbot.waitUntil(engine.holding.is_set)
    assert not timer.isActive()
    let_the_minute_pass(program)
    assert saved(engine) == []


def test_a_save_that_gave_way_is_tried_again_later(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = HangingEngine()
    program = start_program(engine)
    program.open(keepers())
    use(program, qtbot)
    timer = timer_of(program)
    let_the_minute_pass(program)
    qtbot.waitUntil(engine.saving.is_set)
    engine.ended.set()
    at_rest(program, qtbot)
    assert timer.isActive()


def test_a_save_that_takes_too_long_is_given_up_when_the_program_ends(
    start_program: Callable[[LocalEngine], Program],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(qt_engine_state, "_CLOSE_SECONDS", 0.1)
    engine = HangingEngine()
    program = start_program(engine)
    program.open(keepers())
    use(program, qtbot)
    program.window.close()
    assert not program.window.isVisible()
    assert not saved(engine)  # the window goes first
    program.close()
    assert saved(engine) == ["keepers"]
    assert engine.was_ended


def test_while_what_was_read_is_saved_the_library_is_free_for_the_next_start(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = WaitingEngine()
    program = start_program(engine)
    engine.library = Path(program.settings.fileName()).parent
    program.open(keepers())
    use(program, qtbot)
    unknown = engine.library / "sessions" / "gone-0.state"
    unknown.parent.mkdir(exist_ok=True)
    unknown.touch()
    program.close()
    assert saved(engine) == ["keepers"]
    assert engine.found == ["keepers"]
    assert not unknown.exists()


def test_closing_the_window_in_the_middle_of_a_save_saves_again(
    start_program: Callable[[LocalEngine], Program],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(qt_engine_state, "_CLOSE_SECONDS", 0.1)
    engine = HangingEngine()
    program = start_program(engine)
    program.open(keepers())
    use(program, qtbot)
    let_the_minute_pass(program)
    qtbot.waitUntil(engine.saving.is_set)
    program.close()
    assert saved(engine) == ["keepers", "keepers"]


def test_a_failure_is_a_line_in_the_log_and_nothing_in_the_window(
    start_program: Callable[[LocalEngine], Program],
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program = start_program(FailingEngine())
    program.open(keepers())
    use(program, qtbot)
    let_the_minute_pass(program)
    qtbot.waitUntil(lambda: len(program.engine.saved_states) == 1)  # type: ignore[attr-defined]
    at_rest(program, qtbot)
    assert program.window.notices.message is None
    log = capsys.readouterr().err
    assert "worker_crashed" in log
    assert "damaged" in log


def test_with_no_room_for_it_nothing_is_saved_and_what_was_kept_goes(
    program: Program, engine: ScriptedEngine, library_folder: Path, qtbot: QtBot
) -> None:
    folder = library_folder / "sessions"
    folder.mkdir(exist_ok=True)
    (folder / "keepers-0.state").write_bytes(b"kept")
    program.services.preferences.set(LIMIT, 0)
    at_rest(program, qtbot)
    use(program, qtbot)
    program.window.close()
    assert saved(engine) == []
    assert list(folder.iterdir()) == []


def test_the_files_of_documents_in_the_bin_stay_and_those_of_unknown_ones_go(
    program: Program, library_folder: Path, qtbot: QtBot
) -> None:
    folder = library_folder / "sessions"
    folder.mkdir(exist_ok=True)
    for name in ("keepers-0.state", "binned-0.state", "gone-0.state", ".x.state.tmp"):
        (folder / name).touch()
    os.utime(folder / ".x.state.tmp", (0, 0))
    program.library.save(replace(keepers(), id="binned"))
    program.library.delete("binned")
    program.services.preferences.set(LIMIT, 5)
    at_rest(program, qtbot)
    assert sorted(path.name for path in folder.iterdir()) == ["binned-0.state", "keepers-0.state"]
