# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""In idle time the model sums up what its context has no room for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.summarising import written_summary
from longwriter_desktop.domain.document import Document, SectionText, TakeOrigin
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from tests.support.scripted import sentences
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

SHORT_MS = 30


def long_document(words: int = 300) -> Document:
    """Twelve of fourteen sections are written, more than 4,096 tokens hold."""
    outline = Outline(tuple(new_section(f"Year {n}", "", 60) for n in range(1, 15)))
    texts = {
        section.id: SectionText(sentences(words, f"lamp{n}"))
        for n, section in enumerate(outline.sections[:12], start=1)
    }
    return Document("long", "Years", "Write about years.", 840, outline=outline, texts=texts)


@pytest.fixture
def program(start_program: Callable[[LocalEngine], Program], engine: ScriptedEngine) -> Program:
    """A window with a document that outgrows the context; idle time begins at once."""
    program = start_program(engine)
    program.open(long_document())
    hurry(program)
    return program


def hurry(program: Program) -> None:
    (timer,) = program.services.read_ahead.findChildren(QTimer)
    timer.setInterval(SHORT_MS)


def write_one(program: Program, qtbot: QtBot, number: int = 13) -> None:
    program.window.writing.write(program.section(number))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)


def wait_for_reading(program: Program, engine: ScriptedEngine, qtbot: QtBot) -> None:
    """Until the next prompt was read, and the window has taken in what was made before it."""
    qtbot.waitUntil(lambda: bool(engine.prepared) and not program.services.read_ahead.is_reading)


def test_the_oldest_are_summed_up_and_then_the_next_prompt_is_read(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    write_one(program, qtbot)
    wait_for_reading(program, engine, qtbot)
    summaries = program.document.summaries
    ids = [section.id for section in program.document.outline.sections]
    assert list(summaries) == ids[: len(summaries)]
    assert 3 < len(summaries) < 13
    assert {summary.text for summary in summaries.values()} == {engine.idle_answer}
    assert "What came before:\n1. Year 1: The keeper" in engine.prepared[-1].messages[0].content


def test_a_document_that_fits_is_not_summed_up(
    start_program: Callable[[LocalEngine], Program], engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program = start_program(engine)
    program.open(long_document(words=20))
    hurry(program)
    write_one(program, qtbot)
    wait_for_reading(program, engine, qtbot)
    assert not engine.idle_requests


def test_nothing_is_summed_up_for_who_has_not_used_the_model(program: Program) -> None:
    session = program.services.session
    session.edit_text(program.section(1), "Long ago.")
    (timer,) = program.services.read_ahead.findChildren(QTimer)
    assert not timer.isActive()


def test_a_summary_reaches_the_library(program: Program, qtbot: QtBot) -> None:
    write_one(program, qtbot)
    qtbot.waitUntil(lambda: program.section(1) in program.document.summaries)
    program.services.autosave.flush()
    stored = program.library.load("long").summaries
    assert stored[program.section(1)] == program.document.summaries[program.section(1)]


def test_what_the_writer_wrote_meanwhile_is_not_replaced(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.holds_idle = True
    write_one(program, qtbot)
    qtbot.waitUntil(engine.holding.is_set)
    first = program.section(1)
    own = written_summary(program.document, first, "My own words.")
    program.services.session.set_summary(first, own)
    engine.holds_idle = False
    engine.go_on()
    qtbot.waitUntil(lambda: program.section(2) in program.document.summaries)
    assert program.document.summaries[first] == own


def session_summaries(program: Program) -> Callable[[], dict[str, str]]:
    """A look at the summaries that there are now, by section."""
    return lambda: {key: made.text for key, made in program.document.summaries.items()}


def test_a_summary_is_made_again_when_its_text_changed_but_not_the_writers(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    write_one(program, qtbot)
    wait_for_reading(program, engine, qtbot)
    session, first, second = program.services.session, program.section(1), program.section(2)
    session.set_summary(second, written_summary(program.document, second, "My own words."))
    engine.idle_answer = "All is different."
    for section in (second, first):
        session.edit_text(section, sentences(300, "storm"))
    summaries = session_summaries(program)
    qtbot.waitUntil(lambda: summaries().get(first) == "All is different.")
    kept = program.document.summaries[second]
    assert (kept.text, kept.origin) == ("My own words.", TakeOrigin.WRITER)
    assert kept.is_stale(program.document.text_of(second))


def test_writing_takes_the_model_away_from_a_summary_and_is_not_held_up(
    start_program: Callable[[LocalEngine], Program], starter_path: Path, qtbot: QtBot
) -> None:
    engine = WorkerEngine()
    engine.load_now(starter_path, 2_048)
    program = start_program(engine)
    document = long_document(words=100)
    program.open(replace(document, texts=dict(document.texts)))
    hurry(program)
    write_one(program, qtbot)
    qtbot.waitUntil(lambda: program.services.read_ahead.is_reading)
    write_one(program, qtbot, 14)
    assert program.words_of(14)
    qtbot.waitUntil(lambda: len(program.document.summaries) > 2, timeout=60_000)
    qtbot.waitUntil(lambda: not program.services.read_ahead.is_reading, timeout=60_000)
