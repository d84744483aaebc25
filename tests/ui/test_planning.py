# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From an instruction to a plan: by the model, from a structure, or from a pasted text."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.plan_files import import_text
from longwriter_desktop.domain.ports import LocalEngine
from tests.ui.conftest import FIRST
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

PLAN = (
    "Title: Keepers\n",
    "Paragraph 1 - Heading: Fires - Main Point: beacons - Word Count: 300 words\n",
    "Paragraph 2 - Heading: Towers - Main Point: stone - Word Count: 200 words\n",
)


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(PLAN, hold_after=2))


@pytest.fixture
def empty(
    start_program: Callable[[LocalEngine], Program], engine: ScriptedEngine, qtbot: QtBot, tmp_path
) -> Program:
    """A window without a document, with a model."""
    program = start_program(engine)
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(tmp_path / "scripted.gguf")
    return program


def message(program: Program) -> str:
    shown = program.window.notices.message
    return shown.text if shown else ""


def test_without_a_document_the_window_asks_what_to_write(empty: Program) -> None:
    assert empty.window.pages.currentWidget() is empty.window.start
    assert empty.window.start.instruction.hasFocus()


def test_an_example_fills_instruction_and_length(empty: Program, qtbot: QtBot) -> None:
    start = empty.window.start
    qtbot.mouseClick(start.examples[0], Qt.MouseButton.LeftButton)
    assert "lighthouses" in start.instruction.toPlainText()
    assert start.length.value() == 800


def test_undo_brings_back_the_instruction_that_an_example_replaced(
    empty: Program, qtbot: QtBot
) -> None:
    start = empty.window.start
    qtbot.keyClicks(start.instruction, "Bells of the harbour")
    qtbot.mouseClick(start.examples[1], Qt.MouseButton.LeftButton)
    assert "clock-maker" in start.instruction.toPlainText()
    qtbot.keyClick(start.instruction, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert start.instruction.toPlainText() == "Bells of the harbour"


def test_a_chinese_instruction_makes_a_chinese_document(
    empty: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.go_on()
    empty.window.start.instruction.setPlainText("写一篇关于灯塔看守人的文章。")
    qtbot.mouseClick(empty.window.start.plan, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(empty.document.outline) == 2)
    qtbot.waitUntil(lambda: not empty.services.writing.is_busy)
    assert empty.document.language == "zh"
    assert empty.window.space.brief.language.currentText() == "中文"


def test_in_a_chinese_window_an_empty_plan_is_chinese_and_an_english_instruction_is_not(
    empty: Program, qtbot: QtBot
) -> None:
    empty.services.preferences.set("interface.language", "zh_CN")
    start = empty.window.start
    start.instruction.clear()
    start.skip.click()
    assert empty.document.language == "zh"
    empty.window.actions_.named["new"].trigger()
    start.instruction.setPlainText("Write about keepers.")
    start.skip.click()
    assert empty.document.language == "en"


def test_slider_and_field_show_the_same_length(empty: Program) -> None:
    start = empty.window.start
    start.slider.setValue(100)
    assert start.length.value() == 30_000
    assert start.landmark.text() == "about a novella"
    start.length.setValue(300)
    assert start.slider.value() == 0


def test_the_plan_is_shown_as_it_is_written_and_then_as_an_outline(
    empty: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    start, panel = empty.window.start, empty.window.space.plan
    start.instruction.setPlainText("Write about keepers.")
    start.length.setValue(500)
    qtbot.mouseClick(start.plan, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Fires" in panel.stream.toPlainText())
    assert panel.pages.currentWidget() is panel.stream
    assert panel.caption.text() == "The model is planning…"
    engine.go_on()
    qtbot.waitUntil(lambda: len(empty.document.outline) == 2)
    qtbot.waitUntil(lambda: not empty.services.writing.is_busy)
    assert panel.pages.currentWidget() is empty.outline
    assert empty.document.title == "Keepers"
    assert not empty.window.space.brief.isVisible()


def test_the_growing_plan_says_heading_point_and_target_without_the_labels_of_its_form(
    empty: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    stream = empty.window.space.plan.stream
    stream.begin()
    stream.grow("".join(PLAN[:2]) + "Paragraph 2 - Heading: Towers - Main Point: stone - Word Cou")
    qtbot.waitUntil(lambda: "Towers" in stream.toPlainText())
    assert stream.toPlainText().replace("\u00a0", " ").split("\n") == [
        "Keepers", "Fires  ·  300 words", "beacons", "Towers - stone",
    ]  # fmt: skip


def test_planning_can_be_stopped_and_changes_nothing(
    empty: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    empty.window.start.instruction.setPlainText("Write about keepers.")
    empty.window.start.plan.click()
    qtbot.waitUntil(engine.holding.is_set)
    empty.window.writing.stop()
    qtbot.waitUntil(lambda: not empty.services.writing.is_busy)
    assert len(empty.document.outline) == 0
    assert empty.window.notices.message is None
    assert not empty.window.space.plan.is_planning


def test_in_an_empty_library_the_sample_is_ready_and_typing_replaces_it(
    empty: Program, qtbot: QtBot
) -> None:
    start = empty.window.start
    assert "lighthouses" in start.instruction.toPlainText()
    assert start.length.value() == 800
    qtbot.keyClicks(start.instruction, "Bells")
    assert start.instruction.toPlainText() == "Bells"


def test_an_empty_instruction_is_asked_for(empty: Program) -> None:
    empty.window.start.instruction.clear()
    empty.window.start.plan.click()
    assert message(empty).startswith("There is no instruction yet.")
    assert empty.window.pages.currentWidget() is empty.window.start


@pytest.mark.parametrize("words", [0, 1_000_000])
def test_an_impossible_length_is_refused_with_a_sentence(empty: Program, words: int) -> None:
    start = empty.window.start
    start.instruction.setPlainText("Write about keepers.")
    start.length.setValue(words)
    start.plan.click()
    assert "A document can have 50 to 200,000 words" in message(empty)
    assert len(empty.document.outline) == 0


def test_without_a_model_planning_offers_to_open_one(
    start_program: Callable[[LocalEngine], Program],
) -> None:
    program = start_program(ScriptedEngine(loaded=False))
    program.window.start.instruction.setPlainText("Write about keepers.")
    program.window.start.plan.click()
    shown = program.window.notices.message
    assert shown is not None
    assert shown.action == "Open model file…"


def test_a_structure_gives_a_plan_without_a_model(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    program = start_program(ScriptedEngine(loaded=False))
    program.window.start.instruction.setPlainText("Write about keepers.")
    program.window.start.skip.click()
    brief = program.window.space.brief
    brief.structure.setCurrentIndex(brief.structure.findText("Essay"))
    qtbot.mouseClick(brief.make_plan, Qt.MouseButton.LeftButton)
    assert program.document.outline.total_words == 800
    program.text.undo_step()
    assert len(program.document.outline) == 0


def test_a_new_plan_keeps_the_sections_that_have_a_text(program: Program) -> None:
    read = import_text("1. A new beginning (200 words)")
    program.services.replanning.use_import(read, "new plan", with_texts=False)
    assert [program.words_of(1), program.words_of(3)] == [FIRST, ""]
    assert program.document.outline.sections[-1].heading == "A new beginning"
    program.text.undo_step()
    assert len(program.document.outline.sections) == 3


def test_what_is_typed_in_the_brief_reaches_the_document(program: Program, qtbot: QtBot) -> None:
    brief = program.window.space.brief
    brief.instruction.setPlainText("Write about bells.")
    brief.length.setValue(3_000)
    qtbot.waitUntil(lambda: program.document.instruction == "Write about bells.")
    assert program.document.target_words == 3_000
    assert brief.hint.text() == "about a report"


def test_the_instruction_grows_to_four_lines(program: Program, qtbot: QtBot) -> None:
    program.window.space.header.fold.click()
    field = program.window.space.brief.instruction
    heights = []
    for lines in (1, 2, 4, 9):
        field.setPlainText("\n".join(["line"] * lines))
        heights.append(field.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_an_instruction_being_typed_outlives_a_change_by_others(program: Program) -> None:
    brief = program.window.space.brief
    brief.instruction.setPlainText("Write about bells.")
    program.services.session.update_meta(title="Bells")
    assert brief.instruction.toPlainText() == "Write about bells."
    assert program.document.instruction == "Write about bells."
    assert program.window.space.header.title.text() == "Bells"


def test_the_length_follows_the_one_that_the_instruction_names(
    empty: Program, qtbot: QtBot
) -> None:
    start = empty.window.start
    qtbot.keyClicks(start.instruction, "A 6,000-word report")
    assert start.length.value() == 6_000
    assert start.landmark.text() == "about a report"
    start.instruction.setPlainText("写一篇三千字的报告")
    assert start.length.value() == 3_000


def test_a_length_that_the_writer_has_set_stays(empty: Program, qtbot: QtBot) -> None:
    start = empty.window.start
    qtbot.keyClick(start.length, Qt.Key.Key_Up)
    assert start.length.value() == 900
    qtbot.keyClicks(start.instruction, "A 6,000-word report")
    assert start.length.value() == 900


def test_behind_an_example_the_length_follows_the_instruction_again(
    empty: Program, qtbot: QtBot
) -> None:
    start = empty.window.start
    start.slider.setValue(90)
    qtbot.mouseClick(start.examples[2], Qt.MouseButton.LeftButton)
    assert start.length.value() == 3_000
    start.instruction.setPlainText("A story of 700 words")
    assert start.length.value() == 700


def test_above_an_empty_plan_the_length_follows_the_instruction(
    empty: Program, qtbot: QtBot
) -> None:
    empty.window.start.instruction.setPlainText("A report")
    empty.window.start.length.setValue(2_000)
    empty.window.start.skip.click()
    brief = empty.window.space.brief
    brief.instruction.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(brief.instruction, " of 4,000 words")
    brief.keep()
    assert empty.document.target_words == 4_000
    qtbot.keyClick(brief.length, Qt.Key.Key_Up)
    qtbot.keyClicks(brief.instruction, ", no, 5,000 words")
    brief.instruction.setPlainText("A report of 5,000 words")
    assert brief.length.value() == 4_100


def test_with_a_plan_the_length_stays_whatever_the_instruction_names(program: Program) -> None:
    brief = program.window.space.brief
    brief.instruction.setPlainText("A story of 7,000 words about keepers.")
    brief.keep()
    assert program.document.target_words == 150
