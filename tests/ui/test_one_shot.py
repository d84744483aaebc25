# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing all sections in one answer, with the real worker and the starter model."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.events import SectionGrew, SectionRewound, SectionStarted
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import EngineInfo, LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui import words_run
from longwriter_desktop.ui.one_shot_desk import OneShotDesk
from tests.ui.desk import Program


def lighthouse(words: int = 60, first: int = 60) -> Document:
    sections = (
        new_section("The light", "how the light was built", first),
        new_section("The keeper", "who kept it", words),
        new_section("The storm", "what the storm did", words),
    )
    return Document(
        "one", "The light", "Write about a lighthouse.", first + 2 * words, "en", Outline(sections)
    )  # fmt: skip


@pytest.fixture
def program(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, starter_path: Path
) -> Program:
    program = start_program(WorkerEngine())
    program.open(lighthouse())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path)
    program.services.writing._seed = 2  # the same text each time
    return program


def action(program: Program):
    return program.window.feature(OneShotDesk).action


def wait_until_idle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy, timeout=60_000)


def write(program: Program, qtbot: QtBot) -> list:
    events: list = []
    program.services.writing.writing.connect(events.append)
    action(program).trigger()
    wait_until_idle(program, qtbot)
    return events


def texts(program: Program) -> list[str]:
    return [program.words_of(number) for number in (1, 2, 3)]


def test_all_sections_get_their_text_from_one_answer(program: Program, qtbot: QtBot) -> None:
    events = write(program, qtbot)
    streamed: dict[str, str] = {}
    for event in events:
        match event:
            case SectionStarted():
                streamed[event.section_id] = ""
            case SectionGrew():
                streamed[event.section_id] += event.text
            case SectionRewound():
                streamed[event.section_id] = streamed[event.section_id][: event.keep]
    assert all(text.strip() for text in texts(program))
    assert list(streamed.values()) == texts(program)
    assert all(text in program.shown() for text in texts(program))
    assert len([event for event in events if isinstance(event, SectionKept)]) == 3


def test_each_section_is_a_step_to_undo(program: Program, qtbot: QtBot) -> None:
    write(program, qtbot)
    written = texts(program)
    stack = program.services.undo_stack
    stack.undo()
    assert texts(program) == [*written[:2], ""]
    stack.undo()
    stack.undo()
    assert texts(program) == ["", "", ""]
    for _ in range(3):
        stack.redo()
    assert texts(program) == written


def test_a_stopped_answer_is_finished_by_write_all(program: Program, qtbot: QtBot) -> None:
    # It comes in portions; the first of a section of 250 words was nearly all of it.
    program.open(replace(lighthouse(first=600), id="long"))
    action(program).trigger()
    qtbot.waitUntil(lambda: program.text.page.text(program.section(1)).strip() != "")
    program.window.actions_.stop.trigger()
    wait_until_idle(program, qtbot)
    begun = program.words_of(1)
    assert begun
    assert program.document.text_of(program.section(1)).stop_reason is StopReason.CANCELLED
    program.window.actions_.write_all.trigger()
    wait_until_idle(program, qtbot)
    assert texts(program)[0].startswith(begun)
    assert all(text.strip() for text in texts(program))


def test_a_section_of_the_writers_own_is_left_alone(program: Program, qtbot: QtBot) -> None:
    document = program.document
    mine = {program.section(3): SectionText("My own storm.")}
    program.open(replace(document, id="two", texts=mine))
    write(program, qtbot)
    assert texts(program)[2] == "My own storm."
    assert all(texts(program)[:2])


def test_it_is_recommended_for_models_that_were_trained_to_do_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert action(program).toolTip() == words_run.WRITE_IN_ONE_HELP
    info = EngineInfo("LongWriter-llama3.1-8b", "f" * 8, 4096)
    monkeypatch.setattr(WorkerEngine, "info", info)
    program.services.engine.loaded.emit(info)
    assert action(program).toolTip().startswith("Recommended for LongWriter-llama3.1-8b.")


def test_it_can_be_asked_for_when_all_can_be_written(program: Program, qtbot: QtBot) -> None:
    assert action(program).isEnabled()
    action(program).trigger()
    assert not action(program).isEnabled()
    program.window.actions_.stop.trigger()
    wait_until_idle(program, qtbot)
    qtbot.waitUntil(action(program).isEnabled)
