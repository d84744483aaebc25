# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Find and replace over the manuscript, by keyboard, in the real window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui import words
from longwriter_desktop.ui.find_bar import FindBar
from longwriter_desktop.ui.find_marks import SOFT, STRONG
from longwriter_desktop.ui.resources import resource_folder
from longwriter_desktop.ui.theme import READABLE_CONTRAST, contrast, load_themes
from tests.bench.window_bench import large_document
from tests.ui.conftest import FIRST, SECOND, keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TOWER = ("The tower ", "was lit at dusk ", "and burned until dawn.")


def bar(program: Program) -> FindBar:
    return program.window.space.find_bar


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """A key goes to whatever has the focus."""
    widget = QApplication.focusWidget()
    assert isinstance(widget, QWidget)
    qtbot.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)


def look_for(program: Program, qtbot: QtBot, text: str, replacing: bool = False) -> None:
    """Open the bar from the text's beginning and type; wait until the search is done."""
    program.text.show_beginning()
    qtbot.waitUntil(program.text.hasFocus)
    press(qtbot, Qt.Key.Key_H if replacing else Qt.Key.Key_F, CONTROL)
    qtbot.waitUntil(bar(program).text.hasFocus)
    if text.isascii():
        qtbot.keyClicks(bar(program).text, text)
    else:
        bar(program).text.setText(text)  # no key of the test's keyboard types it
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(bar(program).count.text() or bar(program).message.text()))


def says(program: Program, count: str) -> Callable[[], bool]:
    return lambda: bar(program).count.text() == count


def marked(program: Program) -> list[str]:
    return [mark.cursor.selectedText() for mark in program.text.extraSelections()]


def strong(program: Program) -> list[int]:
    """Where the marks that are underlined begin."""
    return [
        mark.cursor.selectionStart()
        for mark in program.text.extraSelections()
        if mark.format.fontUnderline()
    ]


def at(program: Program) -> str:
    """The text behind the caret."""
    return program.shown()[program.text.textCursor().selectionStart() :]


def test_typing_in_the_bar_finds_counts_and_goes_to_the_first_match(
    program: Program, qtbot: QtBot
) -> None:
    program.text.show_beginning()
    program.window.actions_.find.trigger()
    qtbot.waitUntil(bar(program).text.hasFocus)
    qtbot.keyClicks(bar(program).text, "fires")
    qtbot.waitUntil(says(program, "1 of 2"))
    assert at(program).startswith("Fires\nMonks")
    assert marked(program) == ["Fires", "fires"]
    assert strong(program) == [program.text.textCursor().position()]
    assert bar(program).text.hasFocus()


def test_the_keys_step_through_the_matches_and_around(program: Program, qtbot: QtBot) -> None:
    look_for(program, qtbot, "the")
    order = ["1 of 4", "2 of 4", "3 of 4", "4 of 4", "1 of 4"]
    qtbot.waitUntil(says(program, order[0]))
    for count in order[1:]:
        press(qtbot, Qt.Key.Key_F3)
        qtbot.waitUntil(says(program, count))
    for count in reversed(order[:-1]):
        press(qtbot, Qt.Key.Key_F3, SHIFT)
        qtbot.waitUntil(says(program, count))


def test_escape_closes_the_bar_and_leaves_the_match_selected_in_the_text(
    program: Program, qtbot: QtBot
) -> None:
    look_for(program, qtbot, "tower")
    qtbot.waitUntil(says(program, "1 of 1"))
    press(qtbot, Qt.Key.Key_Escape)
    assert bar(program).isHidden()
    assert program.text.hasFocus()
    assert program.text.textCursor().selectedText() == "tower"
    assert marked(program) == []


def test_escape_in_the_bar_does_not_stop_the_model(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = ScriptedEngine(Script(TOWER, hold_after=1), Script(TOWER))
    program = start_program(engine)
    program.open(keepers())
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    look_for(program, qtbot, "tower")
    press(qtbot, Qt.Key.Key_Escape)
    assert bar(program).isHidden()
    assert program.services.writing.is_busy
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_the_selection_is_what_is_looked_for(program: Program, qtbot: QtBot) -> None:
    program.text.setFocus()
    program.put_caret(2, 4, select=5)
    press(qtbot, Qt.Key.Key_F, CONTROL)
    assert bar(program).text.text() == "tower"
    qtbot.waitUntil(says(program, "1 of 1"))


def test_options_narrow_the_search_as_they_are_switched(program: Program, qtbot: QtBot) -> None:
    look_for(program, qtbot, "the")
    qtbot.waitUntil(says(program, "1 of 4"))
    bar(program).word.click()
    qtbot.waitUntil(says(program, "1 of 3"))
    bar(program).case.click()
    qtbot.waitUntil(says(program, "1 of 1"))
    assert at(program).startswith("the first fires")


def test_an_edit_is_counted_while_the_bar_is_open(program: Program, qtbot: QtBot) -> None:
    look_for(program, qtbot, "tower")
    qtbot.waitUntil(says(program, "1 of 1"))
    program.put_caret(3)
    program.text.replace_selection("A tower.")
    qtbot.waitUntil(says(program, "2 matches"))
    program.text.undo_step()
    qtbot.waitUntil(lambda: bar(program).count.text().endswith(("1 match", "1 of 1")))


def test_nothing_found_is_said_and_the_buttons_are_off(program: Program, qtbot: QtBot) -> None:
    look_for(program, qtbot, "zebra", replacing=True)
    qtbot.waitUntil(says(program, words.NOT_FOUND))
    off = (bar(program).next, bar(program).previous, bar(program).replace_one,
           bar(program).replace_all)  # fmt: skip
    assert not any(button.isEnabled() for button in off)


def test_replacing_goes_on_to_the_next_match_and_each_is_an_undo_step(
    program: Program, qtbot: QtBot
) -> None:
    look_for(program, qtbot, "st", replacing=True)
    qtbot.waitUntil(says(program, "1 of 3"))
    bar(program).replacement.setFocus()
    qtbot.keyClicks(bar(program).replacement, "ST")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(says(program, "2 of 3"))
    assert program.words_of(1) == FIRST.replace("first", "firST")
    press(qtbot, Qt.Key.Key_Return)
    assert program.words_of(1) == FIRST.replace("st", "ST")
    assert program.services.undo_stack.count() == 2
    program.text.undo_step()
    assert program.words_of(1) == FIRST.replace("first", "firST")
    assert program.shown().count("ST") == 1


def test_replacing_all_is_one_undo_step_over_all_sections(program: Program, qtbot: QtBot) -> None:
    look_for(program, qtbot, "the ", replacing=True)
    bar(program).replacement.setText("守塔 ")
    bar(program).replace_all.click()
    assert program.words_of(1) == FIRST.replace("the ", "守塔 ")
    assert program.words_of(2) == SECOND.replace("The ", "守塔 ")
    assert program.document.text_of(program.section(2)).is_edited
    assert "守塔 tower" in program.shown()
    assert program.services.undo_stack.count() == 1
    assert program.services.undo_stack.undoText() == words.UNDO_REPLACE
    program.text.undo_step()
    assert (program.words_of(1), program.words_of(2)) == (FIRST, SECOND)
    assert "守塔" not in program.shown()
    program.text.undo_step(redo=True)
    assert program.words_of(1) == FIRST.replace("the ", "守塔 ")


def test_headings_are_found_but_never_replaced(program: Program, qtbot: QtBot) -> None:
    look_for(program, qtbot, "fires", replacing=True)
    bar(program).replacement.setText("flames")
    qtbot.waitUntil(says(program, "1 of 2"))
    bar(program).replace_one.click()
    assert bar(program).message.text() == words.HEADING_PROTECTED
    assert at(program).startswith("fires.")
    program.text.show_beginning()
    bar(program).replace_all.click()
    assert bar(program).message.text() == words.replaced(1, 1)
    assert program.document.outline.sections[0].heading == "Fires"
    assert program.words_of(1) == FIRST.replace("fires", "flames")


def test_the_section_being_written_is_left_out_and_that_is_said(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = ScriptedEngine(Script(TOWER, hold_after=1), Script(TOWER))
    program = start_program(engine)
    program.open(keepers())
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: "A life\nThe tower" in program.shown())
    look_for(program, qtbot, "tower", replacing=True)
    qtbot.waitUntil(says(program, "1 of 1"))
    assert bar(program).message.text() == words.not_searched([3])
    bar(program).replacement.setText("light")
    bar(program).replace_all.click()
    assert program.words_of(2) == SECOND.replace("tower", "light")
    assert "A life\nThe tower" in program.shown()
    assert words.not_searched([3]) in bar(program).message.text()
    assert bar(program).count.text() == words.found(0, None)
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    assert program.words_of(3) == "".join(TOWER)
    qtbot.waitUntil(lambda: bar(program).count.text() in ("1 of 1", "1 match"))
    assert bar(program).message.text() == ""


def test_groups_of_an_expression_are_put_in(program: Program, qtbot: QtBot) -> None:
    bar(program).expression.setChecked(True)
    look_for(program, qtbot, r"(\w+) (fires|centuries)\.", replacing=True)
    bar(program).replacement.setText(r"\2 \1!")
    bar(program).replace_all.click()
    assert program.words_of(1).startswith("Monks lit the fires first!")
    assert program.words_of(2) == "The tower stood centuries for!"


@pytest.mark.parametrize("source", ["(open", "*", "(a+)+[", "[b-a]"])
def test_a_bad_expression_is_said_in_the_bar(program: Program, qtbot: QtBot, source: str) -> None:
    bar(program).expression.setChecked(True)
    look_for(program, qtbot, source)
    qtbot.waitUntil(bar(program).message.isVisible)
    assert "expression" in bar(program).message.text()
    assert bar(program).message.property("role") == "error"
    assert bar(program).count.text() == ""
    bar(program).text.setText("t.wer")
    qtbot.waitUntil(says(program, "1 of 1"))
    assert bar(program).message.isHidden()


def test_a_bad_replacement_is_said_and_changes_nothing(program: Program, qtbot: QtBot) -> None:
    bar(program).expression.setChecked(True)
    look_for(program, qtbot, "tower", replacing=True)
    bar(program).replacement.setText(r"\1")
    for button in (bar(program).replace_one, bar(program).replace_all):
        button.click()
        assert "group" in bar(program).message.text()
    assert program.words_of(2) == SECOND
    assert not program.services.undo_stack.canUndo()


def test_an_expression_that_never_ends_is_given_up_and_said(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    program.text.replace_selection("a" * 60)
    bar(program).expression.setChecked(True)
    look_for(program, qtbot, "(a+)+b")
    qtbot.waitUntil(lambda: "too long" in bar(program).message.text())
    assert program.words_of(3) == "a" * 60


def test_marks_stand_right_behind_letters_beyond_the_basic_plane(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(3)
    program.text.replace_selection("🗼🗼 守塔人。\n🗼cafe\u0301 守塔")
    look_for(program, qtbot, "守塔")
    qtbot.waitUntil(lambda: marked(program) == ["守塔", "守塔"])
    bar(program).text.setText("café")
    qtbot.waitUntil(lambda: marked(program) == ["cafe\u0301"])
    press(qtbot, Qt.Key.Key_Escape)
    assert program.text.textCursor().selectedText() == "cafe\u0301"


def test_in_a_long_document_only_what_is_in_view_is_marked(program: Program, qtbot: QtBot) -> None:
    program.open(large_document())
    look_for(program, qtbot, "e")
    qtbot.waitUntil(lambda: len(marked(program)) > 5)
    assert program.window.finding.results.total > 10_000
    assert len(marked(program)) < 2_000
    top = min(mark.cursor.position() for mark in program.text.extraSelections())
    press(qtbot, Qt.Key.Key_F3, SHIFT)
    qtbot.waitUntil(lambda: strong(program) == [program.text.textCursor().position()])
    assert min(mark.cursor.position() for mark in program.text.extraSelections()) > top
    place = program.text.cursorRect().center()
    assert program.text.viewport().rect().contains(place)


def test_another_document_is_searched_when_it_is_opened(program: Program, qtbot: QtBot) -> None:
    look_for(program, qtbot, "tower")
    qtbot.waitUntil(says(program, "1 of 1"))
    other = keepers()
    section = other.outline.sections[0].id
    texts = {section: SectionText("Tower after tower.")}
    other = type(other)("other", "Towers", "Write.", 150, "en", other.outline, texts)
    program.open(other)
    qtbot.waitUntil(lambda: program.window.finding.results.total == 3)


def test_next_without_anything_to_find_asks_for_it(program: Program, qtbot: QtBot) -> None:
    program.text.setFocus()
    press(qtbot, Qt.Key.Key_F3)
    assert bar(program).isVisible()
    assert bar(program).text.hasFocus()


def test_next_goes_on_from_the_caret_when_the_bar_was_closed(
    program: Program, qtbot: QtBot
) -> None:
    look_for(program, qtbot, "the")
    press(qtbot, Qt.Key.Key_Escape)
    program.put_caret(1)
    press(qtbot, Qt.Key.Key_F3)
    assert program.text.textCursor().selectedText() == "the"
    assert program.text.hasFocus()


def test_a_match_can_be_read_in_every_theme() -> None:
    for theme in load_themes(resource_folder() / "themes").values():
        for share in (SOFT, STRONG):
            ground = theme.mixed("warn", "paper", share)
            assert contrast(theme.color("ink"), ground) >= READABLE_CONTRAST


def test_every_control_of_the_bar_has_a_name_and_a_place_in_the_tab_order(
    program: Program, qtbot: QtBot
) -> None:
    look_for(program, qtbot, "tower", replacing=True)
    reached = []
    for _ in range(11):
        widget = QApplication.focusWidget()
        assert isinstance(widget, QWidget)
        reached.append(widget.accessibleName() or getattr(widget, "text", str)())
        press(qtbot, Qt.Key.Key_Tab)
    assert reached[:10] == [
        words.FIND_NAME, words.REPLACEMENT_NAME, words.REPLACE_ONE, words.REPLACE_ALL,
        words.FIND_CASE_NAME, words.FIND_WORD_NAME, words.FIND_EXPRESSION_NAME,
        f"{words.FIND_PREVIOUS} (Shift+F3)", f"{words.FIND_NEXT} (F3)",
        f"{words.FIND_CLOSE} (Esc)",
    ]  # fmt: skip
