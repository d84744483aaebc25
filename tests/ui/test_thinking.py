# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a model thinks before it writes is shown folded, and never enters the text."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.revision import Revision, RevisionKind
from longwriter_desktop.ui.draft_desk import DraftDesk
from longwriter_desktop.ui.revise_desk import ReviseDesk
from longwriter_desktop.ui.takes_desk import TakesDesk
from longwriter_desktop.ui.thinking_desk import ThinkingDesk
from tests.ui.conftest import FIRST, keepers
from tests.ui.desk import Program
from tests.ui.revise_steps import CTRL, MEN, NEW, revise, select
from tests.ui.scripted import Script, ScriptedEngine

THOUGHT = "A lighthouse. <b>Who</b> keeps it?"
WRITTEN = "A keeper lived there alone."


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(
        Script(("A keeper lived ", "there alone."), thinking=THOUGHT, hold_after=0),
        Script((WRITTEN,)),
    )


@pytest.fixture
def desk(program: Program, engine: ScriptedEngine, qtbot: QtBot) -> ThinkingDesk:
    """The model has thought and has not yet begun to write section 3."""
    desk = program.window.feature(ThinkingDesk)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(desk.strip.isVisible)
    return desk


def end(program: Program, engine: ScriptedEngine, qtbot: QtBot) -> None:
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)


def test_what_is_thought_is_folded_with_its_words_counted(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    assert desk.strip.fold.text() == "Thinking… 7 words"
    assert not desk.strip.body.isVisible()
    end(program, engine, qtbot)
    assert desk.strip.fold.text() == "Thought 7 words first"


def test_it_is_opened_with_mouse_or_keyboard_and_is_plain_text(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(desk.strip.fold, Qt.MouseButton.LeftButton)
    assert desk.strip.body.isVisible()
    assert desk.strip.body.toPlainText() == THOUGHT
    qtbot.keyClick(desk.strip.fold, Qt.Key.Key_Space)
    assert not desk.strip.body.isVisible()
    end(program, engine, qtbot)


def test_what_is_thought_again_behind_some_text_stands_apart(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [
        Script(("A keeper lived ",), thinking="One."),
        Script((WRITTEN,), thinking="Two."),
    ]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy and bool(program.words_of(3)))
    desk = program.window.feature(ThinkingDesk)
    assert desk.strip.body.toPlainText().startswith("One.\n\nTwo.")


def test_it_never_enters_the_text(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    end(program, engine, qtbot)
    assert program.words_of(3).replace(WRITTEN, "") == ""  # written in several answers
    assert "Who" not in program.shown()
    assert all("Who" not in take.text for take in program.library.takes(program.section(3)))


def test_it_goes_with_its_button_and_with_the_next_section(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    end(program, engine, qtbot)
    assert desk.strip.isVisible()
    qtbot.mouseClick(desk.strip.hide_button, Qt.MouseButton.LeftButton)
    assert not desk.strip.isVisible()
    program.window.writing.write(program.section(2))
    qtbot.waitUntil(lambda: program.words_of(2).startswith(WRITTEN))
    assert not desk.strip.isVisible()
    assert desk.strip.body.toPlainText() == ""


def test_a_model_that_is_stopped_while_it_thinks_leaves_the_text_as_it_was(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    before = program.words_of(3)
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert program.words_of(3) == before
    assert desk.strip.fold.text() == "Thought 7 words first"


PLAN = "Title: Of Lamps\nParagraph 1 - Heading: Oil - Main Point: oil lamps - Word Count: 150 words"


def test_what_is_thought_before_a_plan_is_folded_over_the_text(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    strip = program.window.feature(ThinkingDesk).strip
    engine.scripts = [Script((PLAN,), thinking=THOUGHT, hold_after=0)]
    program.services.plans.make_plan()
    qtbot.waitUntil(strip.isVisible)
    assert strip.fold.text() == "Thinking… 7 words"
    assert program.window.space.plan.is_planning
    end(program, engine, qtbot)
    assert strip.fold.text() == "Thought 7 words first"
    assert strip.body.toPlainText() == THOUGHT
    items = program.services.session.document.outline
    assert [item.heading for item in items if "Oil" in item.heading] == ["Oil"]
    assert not any("Who" in f"{item.heading}{item.main_point}" for item in items)


def test_what_is_thought_before_a_plan_is_changed_is_folded_over_the_text(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    strip = program.window.feature(ThinkingDesk).strip
    engine.scripts = [Script(("Paragraph 1 - Keep\n",), thinking=THOUGHT, hold_after=0)]
    program.services.plans.change_plan("Leave out the rest.")
    qtbot.waitUntil(strip.isVisible)
    assert strip.fold.text() == "Thinking… 7 words"
    end(program, engine, qtbot)
    assert strip.fold.text() == "Thought 7 words first"


def test_each_take_that_is_written_has_its_own_thoughts_folded_in_its_row(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [
        Script((WRITTEN,), thinking="One.", hold_after=0),
        Script((WRITTEN,), thinking="Two and three."),
    ]
    program.window.feature(TakesDesk).write_several(program.section(3))
    rows = program.window.feature(TakesDesk).page.live.rows
    qtbot.waitUntil(lambda: len(rows) == 3 and rows[2].thoughts.isVisible())
    assert rows[2].state.text() == "Take 2: thinking"
    assert rows[2].thoughts.fold.text() == "Thinking… 3 words"
    assert not rows[2].thoughts.body.isVisible()
    qtbot.mouseClick(rows[2].thoughts.fold, Qt.MouseButton.LeftButton)
    assert rows[2].thoughts.body.toPlainText() == "Two and three."
    assert rows[1].thoughts.body.toPlainText() == "One."
    assert not program.window.feature(ThinkingDesk).strip.isVisible()
    end(program, engine, qtbot)
    takes = [take.text for take in program.library.takes(program.section(3))]
    assert len(takes) == 3
    assert "".join(takes).replace(WRITTEN, "") == ""


def test_thoughts_that_were_hidden_stay_so_while_the_model_thinks_on(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(desk.strip.hide_button, Qt.MouseButton.LeftButton)
    desk.strip.grow(" And when?")
    assert not desk.strip.isVisible()
    end(program, engine, qtbot)


def test_what_is_thought_before_a_revision_is_folded_over_the_text(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    strip = program.window.feature(ThinkingDesk).strip
    revising = program.window.feature(ReviseDesk)
    engine.scripts = [Script((NEW,), thinking=THOUGHT, hold_after=0)]
    select(program, 1, MEN)
    revising.asking.start(Revision(RevisionKind.REWRITE))
    qtbot.waitUntil(strip.isVisible)
    assert strip.fold.text() == "Thinking… 7 words"
    assert revising.card.state.text() == "Thinking…"
    assert not strip.body.isVisible()
    with qtbot.waitSignal(program.services.revising.answered):
        engine.go_on()
    assert strip.fold.text() == "Thought 7 words first"
    assert strip.body.toPlainText() == THOUGHT
    assert "Who" not in revising.card.text.toPlainText()
    qtbot.keyClick(revising.card.text, Qt.Key.Key_Return, CTRL)
    assert program.words_of(1) == FIRST.replace(MEN, NEW)


def test_what_is_thought_before_one_revision_goes_with_the_next(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    strip = program.window.feature(ThinkingDesk).strip
    desk = program.window.feature(ReviseDesk)
    engine.scripts = [Script((NEW,), thinking=THOUGHT), Script((NEW,))]
    revise(program, desk, qtbot)
    assert strip.isVisible()
    qtbot.keyClick(desk.card.text, Qt.Key.Key_Escape)
    revise(program, desk, qtbot)
    assert not strip.isVisible()


def test_sections_of_a_fast_draft_are_thought_about_each_under_its_heading(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    strip = program.window.feature(ThinkingDesk).strip
    long = "He rose at dusk and lit the great lamp."
    engine.scripts = [
        Script(("He rose at dusk ", "and lit the great lamp."), thinking="One.", hold_after=1),
        Script((long,), thinking="Two and three."),
    ]
    sections = [new_section(heading, "", 10) for heading in ("Oil", "Fog")]
    program.open(replace(keepers(), id="tower", outline=Outline(tuple(sections)), texts={}))
    program.window.feature(DraftDesk).action.trigger()
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.waitUntil(strip.isVisible)
    assert not strip.body.isVisible()
    qtbot.mouseClick(strip.fold, Qt.MouseButton.LeftButton)
    end(program, engine, qtbot)
    assert strip.body.toPlainText() == "1  Oil\nOne.\n\n2  Fog\nTwo and three."
    assert strip.fold.text() == "Thought 4 words first"
    assert [program.words_of(number) for number in (1, 2)] == [long, long]
    assert "Two and three" not in program.shown()


def test_thoughts_that_grow_side_by_side_stay_apart(
    program: Program, engine: ScriptedEngine, desk: ThinkingDesk, qtbot: QtBot
) -> None:
    strip = desk.strip
    end(program, engine, qtbot)
    strip.begin()
    for text, about in (("Oil", "a"), ("Stairs", "b"), (" or gas?", "a"), (" first.", "b")):
        strip.grow(text, about, about.upper())
    assert strip.body.toPlainText() == "A\nOil or gas?\n\nB\nStairs first."
    assert strip.fold.text() == "Thinking… 5 words"
    strip.over("a")
    assert strip.fold.text() == "Thinking… 5 words"
    strip.over("b")
    assert strip.fold.text() == "Thought 5 words first"
    strip.grow("No.", "a")
    assert strip.body.toPlainText() == "A\nOil or gas?\n\nNo.\n\nB\nStairs first."
