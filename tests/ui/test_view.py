# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The columns around the text, focus mode and full screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.stale_desk import StaleDesk
from longwriter_desktop.ui.view_columns import Columns
from longwriter_desktop.ui.view_focus import FocusMode
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

CONTROL = Qt.KeyboardModifier.ControlModifier
NARROW, WIDE = 920, 1280


@pytest.fixture
def page(program: Program, qtbot: QtBot) -> QPlainTextEdit:
    """A page in the right column; the window is wide and has the focus in the text."""
    program.window.resize(WIDE, 800)
    side = program.window.space.side
    page = QPlainTextEdit(side)
    page.setAccessibleName("Notes")
    side.add_page("test", "Test", page)
    side.tabs.setCurrentIndex(side.tabs.count() - 1)
    program.text.setFocus()
    qtbot.waitUntil(program.text.hasFocus)
    return page


def press(program: Program, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """Press a key where the focus is."""
    target = program.window.focusWidget() or program.window
    QTest.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)


def test_ctrl_1_goes_to_the_plan_and_from_inside_it_hides_it(
    program: Program, page: QPlainTextEdit
) -> None:
    press(program, Qt.Key.Key_1, CONTROL)
    assert program.outline.hasFocus()
    press(program, Qt.Key.Key_1, CONTROL)
    assert not program.window.space.plan.isVisible()
    assert program.text.hasFocus()
    press(program, Qt.Key.Key_1, CONTROL)
    assert program.window.space.plan.isVisible()
    assert program.outline.hasFocus()


def test_ctrl_2_goes_to_the_text(program: Program, page: QPlainTextEdit) -> None:
    program.outline.setFocus()
    press(program, Qt.Key.Key_2, CONTROL)
    assert program.text.hasFocus()


def test_ctrl_3_shows_the_right_column_and_from_inside_it_hides_it(
    program: Program, page: QPlainTextEdit
) -> None:
    press(program, Qt.Key.Key_3, CONTROL)
    assert page.isVisible()
    assert page.hasFocus()
    press(program, Qt.Key.Key_3, CONTROL)
    assert not program.window.space.side.isVisible()
    assert program.text.hasFocus()


def test_the_buttons_in_the_header_show_and_hide_the_columns(
    program: Program, page: QPlainTextEdit, qtbot: QtBot
) -> None:
    columns = program.window.feature(Columns)
    columns.show_side(True)
    for button, column in (
        (columns.plan_button, program.window.space.plan),
        (columns.side_button, program.window.space.side),
    ):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not column.isVisible()
        assert not button.isChecked()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert column.isVisible()
        assert button.isChecked()


def test_widths_and_states_are_those_of_the_last_time(
    program: Program,
    page: QPlainTextEdit,
    start_program: Callable[[LocalEngine], Program],
    engine: ScriptedEngine,
) -> None:
    program.window.feature(Columns).show_side(True)
    splitter = program.window.space.splitter
    splitter.moveSplitter(300, 1)
    splitter.moveSplitter(splitter.width() - 330, 2)
    program.window.feature(Columns).show_plan(False)
    program.close()
    again = start_program(engine)
    again.window.resize(WIDE, 800)
    assert not again.window.space.plan.isVisible()
    again.window.feature(Columns).show_plan(True)
    again.window.space.side.add_page("test", "Test", QPlainTextEdit())
    again.window.feature(Columns).show_side(True)
    sizes = again.window.space.splitter.sizes()
    assert sizes[0] == 300
    assert sizes[2] == pytest.approx(330, abs=2)


def test_in_a_narrow_window_the_right_column_lies_over_the_text(
    program: Program, page: QPlainTextEdit
) -> None:
    program.window.feature(Columns).show_side(True)
    side, space = program.window.space.side, program.window.space
    beside = program.text.mapTo(space, QPoint(program.text.width(), 0)).x()
    assert beside <= side.mapTo(space, QPoint(0, 0)).x()
    program.window.resize(NARROW, 700)
    assert not side.isVisible()
    press(program, Qt.Key.Key_3, CONTROL)
    assert page.isVisible()
    assert side.mapTo(space, QPoint(side.width(), 0)).x() == space.width()
    assert (
        side.mapTo(space, QPoint(0, 0)).x()
        < program.text.mapTo(space, QPoint(program.text.width(), 0)).x()
    )
    assert space.childAt(space.width() - 20, space.height() - 40) in (page, page.viewport())


def test_esc_closes_the_drawer_from_inside_and_from_the_text(
    program: Program, page: QPlainTextEdit
) -> None:
    program.window.resize(NARROW, 700)
    for focused in (page, program.text):
        program.window.feature(Columns).show_side(True)
        focused.setFocus()
        press(program, Qt.Key.Key_Escape)
        assert not program.window.space.side.isVisible()
        assert program.text.hasFocus()


def test_the_drawer_goes_back_beside_the_text_when_there_is_room(
    program: Program, page: QPlainTextEdit
) -> None:
    program.window.feature(Columns).show_side(True)
    program.window.resize(NARROW, 700)
    assert program.window.feature(Columns).is_drawer
    program.window.resize(WIDE, 700)
    side = program.window.space.side
    assert side.isVisible()
    assert program.window.space.splitter.indexOf(side) == 2
    press(program, Qt.Key.Key_Escape)
    assert side.isVisible()


def test_a_drawer_moves_with_the_window(program: Program, page: QPlainTextEdit) -> None:
    program.window.resize(NARROW, 700)
    program.window.feature(Columns).show_side(True)
    program.window.resize(NARROW + 40, 640)
    side, space = program.window.space.side, program.window.space
    assert side.geometry().right() + 1 == space.width()
    assert side.geometry().bottom() == space.splitter.geometry().bottom()


def test_columns_squeezed_by_a_small_window_have_their_width_back_in_a_larger_one(
    program: Program, page: QPlainTextEdit
) -> None:
    program.window.feature(Columns).show_side(True)
    before = program.window.space.splitter.sizes()
    program.window.resize(1_010, 700)
    assert program.window.space.splitter.sizes()[1] >= 420
    program.window.resize(WIDE, 700)
    assert program.window.space.splitter.sizes() == before


def enter_focus(program: Program, qtbot: QtBot) -> FocusMode:
    focus = program.window.feature(FocusMode)
    program.text.setFocus()
    press(program, Qt.Key.Key_F8)
    qtbot.waitUntil(focus.hint.isVisible)
    return focus


def around(program: Program) -> list[bool]:
    space = program.window.space
    seen = (space.header, space.plan, space.side, program.window.status)
    return [widget.isVisible() for widget in seen]


def test_focus_mode_leaves_nothing_but_the_text(
    program: Program, page: QPlainTextEdit, qtbot: QtBot
) -> None:
    program.window.feature(Columns).show_side(True)
    program.put_caret(1, 3)
    assert program.window.space.bars.section.isVisible()
    enter_focus(program, qtbot)
    assert around(program) == [False] * 4
    assert not program.window.space.bars.section.isVisible()
    assert program.text.isVisible()
    qtbot.keyClicks(program.text, "x")
    assert "x" in program.words_of(1)


def test_focus_mode_hides_what_is_said_about_stale_sections(program: Program, qtbot: QtBot) -> None:
    strip = program.window.feature(StaleDesk).strip
    strip.show()
    focus = enter_focus(program, qtbot)
    assert not strip.isVisible()
    focus.leave()
    assert strip.isVisible()


def test_the_line_with_the_caret_stays_in_sight_through_focus_mode(
    program: Program, qtbot: QtBot
) -> None:
    lines = "\n".join(f"Line {number} of the watch." for number in range(60))
    program.services.session.set_text(program.section(3), SectionText(lines))
    program.text.setFocus()
    qtbot.keyClick(program.text, Qt.Key.Key_End, CONTROL)
    focus = enter_focus(program, qtbot)
    focus.leave()
    qtbot.waitUntil(program.window.space.header.isVisible)
    QApplication.processEvents()
    assert program.text.viewport().rect().contains(program.text.cursorRect().center())


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F8])
def test_esc_and_the_key_bring_everything_back(
    program: Program, page: QPlainTextEdit, qtbot: QtBot, key: Qt.Key
) -> None:
    program.window.feature(Columns).show_side(True)
    focus = enter_focus(program, qtbot)
    press(program, key)
    assert around(program) == [True] * 4
    assert not focus.hint.isVisible()
    assert not focus.is_on


def test_focus_mode_can_be_left_while_it_fades(program: Program, page: QPlainTextEdit) -> None:
    press(program, Qt.Key.Key_F8)
    press(program, Qt.Key.Key_Escape)
    space = program.window.space
    assert space.header.isVisible()
    assert space.header.graphicsEffect() is None


def test_what_was_hidden_before_focus_mode_stays_hidden(
    program: Program, page: QPlainTextEdit, qtbot: QtBot
) -> None:
    program.window.feature(Columns).show_plan(False)
    enter_focus(program, qtbot)
    press(program, Qt.Key.Key_Escape)
    assert around(program) == [True, False, False, True]
    assert not program.window.space.brief.isVisible()


def test_asking_for_the_plan_leaves_focus_mode(
    program: Program, page: QPlainTextEdit, qtbot: QtBot
) -> None:
    focus = enter_focus(program, qtbot)
    press(program, Qt.Key.Key_1, CONTROL)
    assert not focus.is_on
    assert program.outline.hasFocus()


@pytest.mark.parametrize(("severity", "stays"), [("info", False), ("error", True)])
def test_only_an_error_stays_in_focus_mode(
    program: Program, qtbot: QtBot, severity: str, stays: bool
) -> None:
    program.window.notices.tell(Message(severity, "Something was said.", "test"))
    enter_focus(program, qtbot)
    assert program.window.notices.isVisible() is stays
    press(program, Qt.Key.Key_F8)
    assert program.window.notices.isVisible()


def test_a_new_message_is_shown_in_focus_mode(program: Program, qtbot: QtBot) -> None:
    enter_focus(program, qtbot)
    program.window.notices.tell(Message("warning", "The model stopped.", "test"))
    assert program.window.notices.isVisible()
    hint, space = program.window.feature(FocusMode).hint, program.window.space
    qtbot.waitUntil(lambda: space.rect().contains(hint.geometry()))


def test_a_new_document_leaves_focus_mode(program: Program, qtbot: QtBot) -> None:
    focus = enter_focus(program, qtbot)
    program.window.documents.new()
    assert not focus.is_on
    focus.action.trigger()
    assert not focus.is_on


def test_the_hint_says_how_to_leave_and_goes(program: Program, qtbot: QtBot) -> None:
    focus = enter_focus(program, qtbot)
    assert "F8" in focus.hint.text()
    focus._hint_timer.timeout.emit()
    assert not focus.hint.isVisible()
    assert focus.is_on


def test_f11_fills_the_screen_and_gives_it_back(program: Program, qtbot: QtBot) -> None:
    focus = program.window.feature(FocusMode)
    program.text.setFocus()
    press(program, Qt.Key.Key_F11)
    qtbot.waitUntil(program.window.isFullScreen)
    assert focus.full_screen.isChecked()
    press(program, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not program.window.isFullScreen())
    assert not focus.full_screen.isChecked()


def test_the_view_menu_offers_everything_and_marks_what_is_on(program: Program) -> None:
    menu = program.window.space.header.menu_button.menu()
    view = next(action.menu() for action in menu.actions() if action.text() == "View")
    offered = {action.text(): action for action in view.actions() if action.text()}
    assert {
        "Show the plan", "Show the right column", "Focus mode", "Full screen",
        "Typewriter scrolling", "Larger text", "Smaller text", "Usual text size",
        "Goals and words written", "Theme",
    } == set(offered)  # fmt: skip
    action = offered["Typewriter scrolling"]
    off = action.icon().pixmap(16, 16).toImage()
    action.trigger()
    assert action.isChecked()
    assert action.icon().pixmap(16, 16).toImage() != off
