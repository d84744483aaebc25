# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The first document of somebody new: the sample at once, or an own instruction over it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.domain.script import language_of_text
from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from longwriter_desktop.ui.first_run_page import FirstRunPage
from longwriter_desktop.ui.resources import read_sample
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine
from tests.ui.test_first_run import page_of

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def new(start_program: Callable[[LocalEngine], Program]) -> Program:
    """A program over an empty library, with its first steps in view."""
    program = start_program(ScriptedEngine(loaded=False))
    assert program.window.feature(FirstRunDesk).begin_if_new()
    return program


def test_the_instruction_of_the_sample_and_its_length_are_ready(new: Program) -> None:
    first = page_of(new).first
    sample = read_sample("en")
    assert first.instruction.toPlainText() == sample.instruction
    assert first.instruction.accessibleName() == "What the first document is about"
    assert first.length.value() == sample.words
    assert new.window.focusWidget() is page_of(new).start


def test_return_starts_the_sample_at_once(new: Program, qtbot: QtBot) -> None:
    qtbot.keyClick(page_of(new).start, Qt.Key.Key_Return)
    assert new.window.pages.currentWidget() is new.window.space
    assert new.document.instruction == read_sample("en").instruction
    assert new.document.outline.total_words == new.document.target_words == 800


def retype(page: FirstRunPage, qtbot: QtBot, text: str) -> None:
    """Type over the instruction that is offered."""
    qtbot.mouseClick(page.first.instruction.viewport(), Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.first.instruction, Qt.Key.Key_A, CONTROL)
    qtbot.keyClicks(page.first.instruction, text)


def test_an_own_instruction_and_length_make_the_document_and_its_title(
    new: Program, qtbot: QtBot
) -> None:
    page = page_of(new)
    retype(page, qtbot, "Write about the last winter of the ferry.")
    page.first.length.selectAll()
    qtbot.keyClicks(page.first.length, "1200")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    document = new.document
    assert document.instruction == "Write about the last winter of the ferry."
    assert document.title == "The last winter of the ferry"
    assert (document.target_words, document.outline.total_words) == (1_200, 1_200)
    assert document.language == "en"


def test_an_own_instruction_in_chinese_makes_a_chinese_document(new: Program) -> None:
    page_of(new).first.instruction.setPlainText("写一篇关于渡口的短文。")
    page_of(new).start.click()
    assert new.document.language == "zh"
    assert language_of_text(new.document.outline.sections[0].heading, "en") == "zh"


def test_control_return_in_the_instruction_starts(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    retype(page, qtbot, "Tides.")
    qtbot.keyClick(page.first.instruction, Qt.Key.Key_Return, CONTROL)
    assert new.window.pages.currentWidget() is new.window.space
    assert new.document.title == "Tides"


def test_return_in_the_instruction_is_a_new_line(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    retype(page, qtbot, "Tides.")
    qtbot.keyClick(page.first.instruction, Qt.Key.Key_Return)
    qtbot.keyClicks(page.first.instruction, "Moons.")
    assert page.first.instruction.toPlainText() == "Tides.\nMoons."
    assert new.window.pages.currentWidget() is page


def test_return_in_the_length_starts(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    page.first.length.setFocus()
    qtbot.keyClick(page.first.length, Qt.Key.Key_Return)
    assert new.window.pages.currentWidget() is new.window.space


def test_an_emptied_instruction_is_refused_in_place_until_something_is_typed(
    new: Program, qtbot: QtBot
) -> None:
    page = page_of(new)
    retype(page, qtbot, " ")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert new.window.pages.currentWidget() is page
    assert page.first.problem.isVisible()
    assert page.first.problem.text() == sentence("empty_instruction", {})
    assert new.window.focusWidget() is page.first.instruction
    assert not new.services.documents.documents()
    qtbot.keyClicks(page.first.instruction, "Tides.")
    assert page.first.problem.isHidden()


def test_an_impossible_length_is_refused_at_its_field(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    page.first.length.setValue(1)
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert "cannot be written" in page.first.problem.text()
    assert new.window.focusWidget() is page.first.length
    assert not new.services.documents.documents()


def test_an_empty_page_asks_for_no_instruction(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    retype(page, qtbot, " ")
    qtbot.mouseClick(page.first.empty, Qt.MouseButton.LeftButton)
    assert not page.first.instruction.isEnabled()
    assert not page.first.length.isEnabled()
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert new.window.pages.currentWidget() is new.window.start


def test_what_was_typed_is_still_there_after_not_now(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    retype(page, qtbot, "Tides.")
    qtbot.mouseClick(page.later, Qt.MouseButton.LeftButton)
    new.window.actions_.first_steps.trigger()
    assert page.first.instruction.toPlainText() == "Tides."


def test_the_sample_is_offered_again_after_a_document_was_begun(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    retype(page, qtbot, "Tides.")
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    new.window.actions_.first_steps.trigger()
    assert page.first.instruction.toPlainText() == read_sample("en").instruction


def test_choosing_chinese_brings_the_chinese_sample(new: Program, qtbot: QtBot) -> None:
    page, sample = page_of(new), read_sample("zh_CN")
    page.language.setFocus()
    qtbot.keyClick(page.language, Qt.Key.Key_End)
    assert page.first.instruction.toPlainText() == sample.instruction
    assert page.first.length.value() == sample.words
    page.start.click()
    assert (new.document.title, new.document.language) == (sample.title, "zh")
    assert language_of_text(new.document.outline.sections[0].heading, "en") == "zh"


def test_choosing_chinese_leaves_what_was_typed(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    retype(page, qtbot, "Tides.")
    page.language.setFocus()
    qtbot.keyClick(page.language, Qt.Key.Key_End)
    assert page.first.instruction.toPlainText() == "Tides."
    page.start.click()
    assert (new.document.title, new.document.language) == ("Tides", "en")


def test_in_a_small_window_the_wheel_turns_the_page_and_no_value(
    new: Program, qtbot: QtBot
) -> None:
    page = page_of(new)
    new.window.resize(860, 560)
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for field in (page.language, page.first.length):
        bar.setValue(0)
        middle = QPointF(field.rect().center())
        wheel = QWheelEvent(
            middle, QPointF(field.mapToGlobal(middle)), QPoint(0, 0), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, wheel)
        assert not wheel.isAccepted()
    assert page.language.currentData() == "system"
    assert page.first.length.value() == read_sample("en").words


def test_tab_brings_what_lies_below_into_sight(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    new.window.resize(860, 560)
    page.first.sample.setFocus()
    page.verticalScrollBar().setValue(0)
    for _ in range(2):
        qtbot.keyClick(new.window.focusWidget(), Qt.Key.Key_Tab)
    assert new.window.focusWidget() is page.first.length
    assert (
        page.viewport()
        .rect()
        .contains(
            page.first.length.mapTo(page.viewport(), QPoint(0, page.first.length.height() - 1))
        )
    )
