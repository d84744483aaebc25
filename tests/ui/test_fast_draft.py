# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The fast draft in the window: several sections at once, each from the plan alone."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.domain.status import State
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui import words_draft
from longwriter_desktop.ui.draft_desk import DraftDesk
from longwriter_desktop.ui.outline_model import Role
from longwriter_desktop.ui.takes_desk import TakesDesk
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

HEADINGS = ("Lamp", "Stairs", "Sea", "Bell", "Fog", "Dawn")
PIECES = ("He rose ", "at dusk ", "and lit ", "the great ", "lamp.")
TEXT = "".join(PIECES)
MINE = "My own words."


def tower(target: int = 10, first: str = "") -> Document:
    """A plan of six sections; the first may have a text."""
    sections = tuple(new_section(heading, f"about {heading}", target) for heading in HEADINGS)
    texts = {sections[0].id: SectionText(first, None, StopReason.FINISHED)} if first else {}
    return Document(
        "tower", "The tower", "Write about a tower.", 6 * target, "en", Outline(sections), texts
    )


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(PIECES, hold_after=3), Script(PIECES))


@pytest.fixture
def program(start_program: Callable[[LocalEngine], Program], engine: ScriptedEngine) -> Program:
    program = start_program(engine)
    program.open(tower())
    return program


@pytest.fixture
def real(
    start_program: Callable[[LocalEngine], Program], starter_path: Path
) -> Callable[[Document], Program]:
    """Start a program with the real worker and the starter model, and open a document in it."""

    def begin(document: Document) -> Program:
        engine = WorkerEngine()
        engine.load_now(starter_path, 8_192)
        program = start_program(engine)
        program.open(document)
        return program

    return begin


def draft(program: Program) -> None:
    program.window.feature(DraftDesk).action.trigger()


def wait_until_idle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy, timeout=60_000)


def texts(program: Program) -> list[str]:
    return [program.words_of(number) for number in range(1, 7)]


def state(program: Program, number: int) -> tuple[State, int]:
    """What the plan's row of a section shows: its state and its words."""
    rows = program.outline.rows
    index = rows.index_of(program.section(number))
    row = index.data(Role.ROW)
    return row.status.state, row.measure.written


def test_a_draft_writes_all_sections_four_at_once_each_as_one_step(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    qtbot.waitUntil(engine.holding.is_set)
    assert len(engine.requests) == 4
    engine.go_on()
    wait_until_idle(program, qtbot)
    assert texts(program) == [TEXT] * 6
    assert len(engine.requests) == 6
    assert program.services.undo_stack.count() == 6
    program.text.undo_step()
    assert texts(program) == [*[TEXT] * 5, ""]


def test_what_a_draft_is_is_said_when_it_begins(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    message = program.window.notices.message
    assert message is not None
    assert "the sections do not know each other" in message.text
    assert program.window.feature(DraftDesk).action.toolTip() == words_draft.HELP
    qtbot.waitUntil(engine.holding.is_set)
    engine.go_on()
    wait_until_idle(program, qtbot)


def test_all_four_sections_stream_in_their_places_at_once(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    shown = program.text.page.text
    group = [program.section(number) for number in (1, 2, 3, 4)]
    come = "He rose at dusk and lit "
    qtbot.waitUntil(lambda: [shown(section) for section in group] == [come] * 4)
    qtbot.waitUntil(lambda: state(program, 4) == (State.WRITING, 6))
    assert [state(program, number) for number in (1, 2, 3, 4)] == [(State.WRITING, 6)] * 4
    assert state(program, 5) == (State.PLANNED, 0)
    assert list(program.text.writing_sections) == group
    assert texts(program) == [""] * 6
    engine.go_on()
    wait_until_idle(program, qtbot)
    assert program.text.writing_sections == ()
    assert [shown(program.section(number)) for number in range(1, 7)] == [TEXT] * 6


def test_a_section_that_has_ended_can_be_edited_while_the_others_stream_on(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script((TEXT[:20], TEXT[20:])), Script(PIECES, hold_after=4), Script(PIECES)]
    draft(program)
    qtbot.waitUntil(lambda: program.words_of(1) == TEXT)
    qtbot.waitUntil(engine.holding.is_set)
    program.put_caret(1)
    qtbot.keyClicks(program.text, "Once ")
    assert program.words_of(1) == f"Once {TEXT}"
    shown = program.text.page.text
    qtbot.waitUntil(lambda: shown(program.section(2)) == "He rose at dusk and lit the great ")
    engine.go_on()
    wait_until_idle(program, qtbot)
    assert texts(program) == [f"Once {TEXT}", *[TEXT] * 5]


def test_sections_that_stream_cannot_be_typed_into_and_later_ones_can(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    qtbot.waitUntil(lambda: len(program.text.writing_sections) == 4)
    qtbot.waitUntil(engine.holding.is_set)
    program.put_caret(3)
    qtbot.keyClicks(program.text, "x")
    message = program.window.notices.message
    assert message is not None
    assert "writing" in message.text
    program.put_caret(6)
    qtbot.keyClicks(program.text, MINE)
    engine.go_on()
    wait_until_idle(program, qtbot)
    assert texts(program) == [*[TEXT] * 5, MINE]
    assert program.library.takes(program.section(6)) == []


def test_a_text_that_came_into_a_section_meanwhile_stays_and_the_draft_is_a_take(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    qtbot.waitUntil(engine.holding.is_set)
    program.services.session.set_text(program.section(2), SectionText(MINE))
    engine.go_on()
    wait_until_idle(program, qtbot)
    assert texts(program) == [TEXT, MINE, TEXT, TEXT, TEXT, TEXT]
    assert program.text.page.text(program.section(2)) == MINE
    assert [take.text for take in program.library.takes(program.section(2))] == [TEXT]


def test_a_section_removed_meanwhile_comes_back_with_its_draft_among_its_takes(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    third = program.section(3)
    draft(program)
    qtbot.waitUntil(engine.holding.is_set)
    program.outline.setCurrentIndex(program.outline.rows.index_of(third))
    program.window.actions_.remove.trigger()
    assert third not in {section.id for section in program.document.outline.sections}
    engine.go_on()
    wait_until_idle(program, qtbot)
    assert [take.text for take in program.library.takes(third)] == [TEXT]


def test_esc_stops_the_draft_and_what_came_is_in_its_place(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.keyClick(program.text, Qt.Key.Key_Escape)
    wait_until_idle(program, qtbot)
    assert texts(program) == [*["He rose at dusk and lit"] * 4, "", ""]
    assert state(program, 1)[0] is State.STOPPED
    assert len(engine.requests) == 4


def test_a_stopped_draft_goes_on_where_it_was(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.keyClick(program.text, Qt.Key.Key_Escape)
    wait_until_idle(program, qtbot)
    engine.scripts = [Script((" the great ", "lamp."))]
    draft(program)
    wait_until_idle(program, qtbot)
    assert texts(program)[:4] == [TEXT] * 4
    assert program.services.undo_stack.count() == 4 + 6


def test_a_draft_leaves_written_sections_alone(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(PIECES)]
    program.services.session.set_text(program.section(1), SectionText(MINE))
    draft(program)
    wait_until_idle(program, qtbot)
    assert texts(program) == [MINE, *[TEXT] * 5]


def test_nothing_else_is_written_during_a_draft(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    qtbot.waitUntil(engine.holding.is_set)
    assert not program.window.feature(DraftDesk).action.isEnabled()
    assert not program.window.actions_.write_all.isEnabled()
    assert program.window.space.header.stop.isVisible()
    program.window.writing.write(program.section(5))
    assert not program.services.writing.is_busy
    engine.go_on()
    wait_until_idle(program, qtbot)
    assert program.window.actions_.write_all.isEnabled() is True
    assert program.window.feature(DraftDesk).action.isEnabled()


def test_a_draft_that_loses_its_model_keeps_what_came_and_offers_a_restart(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(PIECES, dies_after=3), Script(PIECES)]
    draft(program)
    wait_until_idle(program, qtbot)
    message = program.window.notices.message
    assert message is not None
    assert message.text == words_draft.ENDED
    assert message.action == "Restart model"
    assert {text.rstrip() for text in texts(program)[:4]} == {"He rose at dusk and lit"}
    assert texts(program)[4:] == ["", ""]


def test_closing_the_window_during_a_draft_loses_nothing(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    draft(program)
    qtbot.waitUntil(engine.holding.is_set)
    assert program.window.close()
    for number in (1, 2, 3, 4):
        (take,) = program.library.takes(program.section(number))
        assert take.text == "He rose at dusk and lit"


def test_a_drafted_take_is_labelled(program: Program, engine: ScriptedEngine, qtbot: QtBot) -> None:
    engine.scripts = [Script(PIECES)]
    draft(program)
    wait_until_idle(program, qtbot)
    program.put_caret(2)
    qtbot.keyClick(program.text, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    row = program.window.feature(TakesDesk).page.list.item(0)
    assert "fast draft by Scripted" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "without knowing the other sections" in row.toolTip()


def test_the_real_worker_drafts_sections_side_by_side_and_none_depends_on_another(
    real: Callable[[Document], Program], qtbot: QtBot
) -> None:
    program = real(tower(60, "The tower stood on a rock."))
    grown: list[str] = []
    ended: list[int] = []

    def follow(event: object) -> None:
        kind = type(event).__name__
        if kind == "SectionGrew":
            grown.append(event.section_id)  # type: ignore[attr-defined]
        elif kind == "SectionKept":
            ended.append(len(grown))

    program.services.draft.writing.connect(follow)
    draft(program)
    wait_until_idle(program, qtbot)
    assert set(grown[: ended[0]]) == {program.section(number) for number in (2, 3, 4, 5)}
    assert all(texts(program))
    made = [take.provenance for number in range(2, 7)
            for take in program.library.takes(program.section(number))]  # fmt: skip
    assert all(provenance is not None and provenance.alone for provenance in made)
    # All of them share the prompt's beginning, which is read once.
    read = sum(provenance.evaluated_tokens for provenance in made if provenance)
    assert read < sum(provenance.prompt_tokens for provenance in made if provenance) / 2
    program.put_caret(1, 0)
    qtbot.keyClicks(program.text, "Once ")
    assert state(program, 3)[0] is State.WRITTEN
    assert program.services.undo_stack.count() == 6


def test_a_worker_killed_during_a_draft_leaves_every_section_with_what_it_had(
    real: Callable[[Document], Program], qtbot: QtBot
) -> None:
    program = real(tower(600))
    draft(program)
    counts = program.services.draft
    qtbot.waitUntil(lambda: sum(words > 3 for words in counts.words.values()) == 4)
    os.kill(program.engine.worker_pid, signal.SIGKILL)  # type: ignore[attr-defined] # WorkerEngine
    wait_until_idle(program, qtbot)
    for number in (1, 2, 3, 4):
        kept = program.document.text_of(program.section(number))
        assert kept.words > 3
        assert kept.stop_reason is StopReason.INTERRUPTED
    assert texts(program)[4:] == ["", ""]
