# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How the text is set: at once when a preference changes, everywhere, undo and place kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QTextFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.settings import Value
from longwriter_desktop.ui.typography import (
    CJK_SANS_FAMILIES,
    CJK_SERIF_FAMILIES,
    Typography,
    changed_size,
)
from tests.ui.desk import Program

CONTROL = Qt.KeyboardModifier.ControlModifier


def choose(program: Program, name: str, value: Value) -> None:
    """Change a preference and let the window take it."""
    program.services.preferences.set(name, value)
    QApplication.processEvents()


def body_block(program: Program):
    page = program.text.page
    return page.document.findBlock(page.body_range(program.section(1))[0])


def sans() -> str:
    return next(name for name in QFontDatabase.families() if "Sans" in name)


def test_the_size_is_that_of_the_preference_headings_in_proportion(program: Program) -> None:
    heading = program.text.page.heading(program.section(1))
    pixels = QTextFormat.Property.FontPixelSize

    def heading_size() -> int:
        return heading.begin().fragment().charFormat().property(pixels)

    before = heading_size()
    choose(program, "text.size", 34)
    assert program.text.document().defaultFont().pixelSize() == 34
    assert heading_size() == 2 * before


def test_the_font_is_that_of_the_preference(program: Program) -> None:
    choose(program, "text.font", sans())
    assert program.text.document().defaultFont().families()[0] == sans()
    choose(program, "text.font", "")
    assert program.text.document().defaultFont().families()[0] != sans()


def test_the_column_is_as_wide_as_its_characters(program: Program) -> None:
    program.window.resize(1_900, 800)
    wide = program.text.viewport().width()
    choose(program, "text.line_width", 40)
    narrow = program.text.viewport().width()
    assert narrow < wide * 0.7
    sample = QFontMetricsF(program.text.font()).horizontalAdvance("the light on the headland")
    assert narrow == pytest.approx(sample / 25 * 40, rel=0.25)


def test_lines_are_as_high_as_asked_for(program: Program) -> None:
    program.put_caret(1)
    program.text.replace_selection("many words " * 40)

    def step() -> float:
        lines = body_block(program).layout()
        return lines.lineAt(1).y() - lines.lineAt(0).y()

    before = step()
    choose(program, "text.line_height", 2.4)
    assert step() == pytest.approx(before * 1.5, rel=0.02)


def margin(program: Program) -> float:
    return body_block(program).blockFormat().bottomMargin()


def test_paragraphs_stand_apart_as_asked_for(program: Program) -> None:
    before = margin(program)
    choose(program, "text.paragraph_spacing", 20)
    assert margin(program) == before + 20
    heading = program.text.page.heading(program.section(1)).blockFormat()
    assert heading.headingLevel() > 0
    assert heading.bottomMargin() != before + 20


def test_paragraphs_of_one_line_are_as_far_apart_as_lines(program: Program) -> None:
    choose(program, "text.line_height", 2.0)
    program.put_caret(1)
    program.text.replace_selection("many words " * 40 + "\nOne\nTwo\n")
    first, layout = body_block(program), program.text.document().documentLayout()
    lines = first.layout()
    one, two = (
        layout.blockBoundingRect(block).top() for block in (first.next(), first.next().next())
    )
    assert two - one == pytest.approx(lines.lineAt(1).y() - lines.lineAt(0).y(), abs=1.5)


def test_text_written_later_is_set_alike(program: Program, qtbot: QtBot) -> None:
    choose(program, "text.paragraph_spacing", 20)
    program.put_caret(3)
    qtbot.keyClicks(program.text, "One")
    qtbot.keyClick(program.text, Qt.Key.Key_Return)
    qtbot.keyClicks(program.text, "Two")
    page = program.text.page
    start, end = page.body_range(program.section(3))
    for position in (start, end):
        later = page.document.findBlock(position).blockFormat()
        assert later.bottomMargin() == margin(program)


def test_setting_anew_is_no_edit_and_keeps_the_caret(program: Program) -> None:
    program.put_caret(2, 5)
    place, shown = program.text.textCursor().position(), program.shown()
    choose(program, "text.size", 22)
    assert program.text.textCursor().position() == place
    assert program.shown() == shown
    assert program.services.undo_stack.count() == 0
    assert not program.services.session.is_dirty


def test_keys_make_the_text_larger_smaller_and_usual(program: Program, qtbot: QtBot) -> None:
    number = program.services.preferences.number
    program.text.setFocus()
    qtbot.keyClick(program.text, Qt.Key.Key_Plus, CONTROL)
    qtbot.keyClick(program.text, Qt.Key.Key_Equal, CONTROL)
    assert number("text.size") == 19
    qtbot.keyClick(program.text, Qt.Key.Key_Minus, CONTROL)
    assert number("text.size") == 18
    qtbot.keyClick(program.text, Qt.Key.Key_0, CONTROL)
    assert number("text.size") == 17
    qtbot.waitUntil(lambda: program.text.document().defaultFont().pixelSize() == 17)


def test_the_size_stays_in_its_bounds() -> None:
    assert changed_size(40, 1) == 40
    assert changed_size(10, -1) == 10
    assert changed_size(17, 1) == 18


@pytest.mark.parametrize("is_sans", [False, True])
def test_chinese_fonts_stand_behind_every_choice_those_of_its_kind_first(
    qtbot: QtBot, is_sans: bool
) -> None:
    families = Typography(family=sans() if is_sans else "").font().families()
    installed = set(QFontDatabase.families())
    wanted = CJK_SANS_FAMILIES + CJK_SERIF_FAMILIES
    if not is_sans:
        wanted = CJK_SERIF_FAMILIES + CJK_SANS_FAMILIES
    expected = [name for name in wanted if name in installed]
    assert [name for name in families if name in wanted] == expected


def test_a_font_that_is_not_installed_leaves_the_usual_one(qtbot: QtBot) -> None:
    usual = Typography().font().families()
    assert Typography(family="No Such Serif").font().families() == usual
