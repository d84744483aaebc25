# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Markdown in the manuscript: how it looks, how keys work in it, and that the text stays."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QInputMethodEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.ui.markdown_desk import MarkdownDesk
from longwriter_desktop.ui.markdown_formats import STEP
from longwriter_desktop.ui.markdown_styler import MarkdownStyler
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = "\n".join((
    "## The *first* fires",
    "Monks **lit** them, with `tow` and [oil](https://a.org).",
    "- one",
    "  - two",
    "> Steer by *me*.",
    "---",
    "```",
    "*no emphasis*",
    "```",
    "😀 *海* ok",
))  # fmt: skip


@pytest.fixture
def styled(program: Program, qtbot: QtBot) -> Program:
    """The first section has one line of each kind; the caret is in another section."""
    set_text(program, TEXT)
    program.put_caret(2)
    # A button that another test left pressed would count as a click that is not over.
    qtbot.mouseRelease(program.text.viewport(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: styler(program).is_settled)
    return program


def styler(program: Program) -> MarkdownStyler:
    return program.window.feature(MarkdownDesk).styler


def set_text(program: Program, text: str, number: int = 1) -> None:
    program.services.session.set_text(program.section(number), SectionText(text))


def block_of(program: Program, line: int, number: int = 1) -> QTextBlock:
    first = program.text.page.map.body(program.section(number))[0]
    return program.text.document().findBlockByNumber(first + line)


def chars_at(program: Program, line: int, words: str, number: int = 1) -> QTextCharFormat:
    """How the beginning of `words` looks in a line."""
    block = block_of(program, line, number)
    before = block.text()[: block.text().index(words)]
    at = len(before.encode("utf-16-le")) // 2
    merged = QTextCharFormat()
    for part in block.layout().formats():
        if part.start <= at < part.start + part.length:
            merged.merge(part.format)
    return merged


def pixels(chars: QTextCharFormat) -> object:
    return chars.property(QTextFormat.Property.FontPixelSize)


def is_hidden(chars: QTextCharFormat) -> bool:
    return pixels(chars) == 1 and chars.foreground().color().alpha() == 0


def test_emphasis_is_italic_strong_is_bold_and_code_has_the_fixed_font(styled: Program) -> None:
    assert chars_at(styled, 0, "first").fontItalic()
    assert chars_at(styled, 1, "lit").fontWeight() == QFont.Weight.Bold
    assert chars_at(styled, 1, "tow").fontFixedPitch()
    assert chars_at(styled, 9, "海").fontItalic()
    assert not chars_at(styled, 9, "ok").fontItalic()


def test_a_heading_is_larger_and_bolder_than_the_text(styled: Program) -> None:
    chars = chars_at(styled, 0, "The")
    assert chars.fontWeight() == QFont.Weight.DemiBold
    assert pixels(chars) > styled.text.document().defaultFont().pixelSize()


def test_a_link_shows_its_words_in_the_accent(styled: Program) -> None:
    accent = styled.window.look.theme.color("accent")
    assert chars_at(styled, 1, "oil").foreground().color() == accent
    assert is_hidden(chars_at(styled, 1, "](https"))


def test_lists_and_quotes_hang_from_their_marks(styled: Program) -> None:
    for line, level in ((2, 1), (3, 2), (4, 1)):
        block = block_of(styled, line).blockFormat()
        assert block.leftMargin() == STEP * level
        assert block.textIndent() < 0
    assert block_of(styled, 1).blockFormat().leftMargin() == 0


def test_a_rule_stands_in_the_middle(styled: Program) -> None:
    assert block_of(styled, 5).blockFormat().alignment() == Qt.AlignmentFlag.AlignHCenter


def test_nothing_is_emphasised_between_fences(styled: Program) -> None:
    chars = chars_at(styled, 7, "no emphasis")
    assert chars.fontFixedPitch()
    assert not chars.fontItalic()


def test_a_fence_typed_above_makes_the_lines_below_code(program: Program, qtbot: QtBot) -> None:
    set_text(program, "\n*a*\n*b*")
    program.put_caret(1)
    qtbot.keyClicks(program.text, "```")
    qtbot.waitUntil(lambda: chars_at(program, 2, "b").fontFixedPitch())
    for _ in range(3):
        qtbot.keyClick(program.text, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: chars_at(program, 2, "b").fontItalic())


def test_the_text_that_is_kept_is_the_source_to_the_byte(styled: Program, qtbot: QtBot) -> None:
    assert styled.words_of(1) == TEXT
    assert TEXT in styled.shown()
    styled.put_caret(1, 4)
    qtbot.keyClicks(styled.text, "x")
    assert styled.words_of(1) == TEXT[:4] + "x" + TEXT[4:]
    styled.text.selectAll()
    styled.text.copy()
    assert "**lit**" in QApplication.clipboard().text()


def test_marks_show_only_in_the_paragraph_with_the_caret(styled: Program) -> None:
    assert is_hidden(chars_at(styled, 1, "**"))
    styled.put_caret(1, TEXT.index("Monks"))
    muted = styled.window.look.theme.color("muted")
    assert chars_at(styled, 1, "**").foreground().color() == muted
    assert is_hidden(chars_at(styled, 0, "##"))
    styled.put_caret(2)
    assert is_hidden(chars_at(styled, 1, "**"))


def test_a_click_shows_the_marks_when_the_button_is_let_go(styled: Program, qtbot: QtBot) -> None:
    cursor = QTextCursor(block_of(styled, 1))
    place = styled.text.cursorRect(cursor).center()
    qtbot.mousePress(styled.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(styled.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not is_hidden(chars_at(styled, 1, "**")))
    assert not styled.text.textCursor().hasSelection()


def test_words_are_styled_while_they_are_typed(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    qtbot.keyClicks(program.text, "He *rose* at dusk")
    assert chars_at(program, 0, "rose", 3).fontItalic()
    assert not chars_at(program, 0, "dusk", 3).fontItalic()


def test_text_that_is_being_composed_keeps_its_own_look(program: Program) -> None:
    set_text(program, "a *light* and *lamp*", 2)
    program.put_caret(2, 3)
    composed = QTextCharFormat()
    composed.setFontUnderline(True)
    kind = QInputMethodEvent.AttributeType.TextFormat
    attribute = QInputMethodEvent.Attribute(kind, 0, 2, composed)
    QApplication.sendEvent(program.text, QInputMethodEvent("ni", [attribute]))
    formats = block_of(program, 0, 2).layout().formats()
    assert [(f.start, f.length) for f in formats if f.format.fontUnderline()] == [(3, 2)]
    assert [(f.start, f.length) for f in formats if f.format.fontItalic()] == [(5, 5), (17, 4)]
    done = QInputMethodEvent()
    done.setCommitString("海")
    QApplication.sendEvent(program.text, done)
    assert program.words_of(2) == "a *海light* and *lamp*"
    assert chars_at(program, 0, "海", 2).fontItalic()
    assert not chars_at(program, 0, "海", 2).fontUnderline()


def test_another_size_of_the_text_makes_its_headings_larger(styled: Program, qtbot: QtBot) -> None:
    before = pixels(chars_at(styled, 0, "The"))
    font = styled.text.document().defaultFont()
    font.setPixelSize(30)
    styled.text.document().setDefaultFont(font)
    styled.services.preferences.set("text.size", 30)
    qtbot.waitUntil(lambda: pixels(chars_at(styled, 0, "The")) > max(before, 30))


def test_text_of_the_model_is_styled_while_it_comes(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("The *keeper* ", "climbed **all** ", "the stairs."), hold_after=2)]
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.waitUntil(lambda: "all" in block_of(program, 0, 3).text())
    assert chars_at(program, 0, "keeper", 3).fontItalic()
    assert chars_at(program, 0, "all", 3).fontWeight() == QFont.Weight.Bold
    assert is_hidden(chars_at(program, 0, "**", 3))
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    assert program.words_of(3).startswith("The *keeper* climbed **all**")


def test_one_key_shows_the_plain_source_and_brings_the_styling_back(
    styled: Program, qtbot: QtBot
) -> None:
    styled.text.setFocus()
    qtbot.keyClick(styled.text, Qt.Key.Key_M, CONTROL | SHIFT)
    assert not styled.services.preferences.flag("text.markdown_styling")
    assert block_of(styled, 1).layout().formats() == []
    assert block_of(styled, 2).blockFormat().leftMargin() == 0
    assert styled.words_of(1) == TEXT
    qtbot.keyClick(styled.text, Qt.Key.Key_M, CONTROL | SHIFT)
    assert chars_at(styled, 0, "first").fontItalic()


def test_another_theme_has_other_colours(styled: Program) -> None:
    styled.window.look.use("dark")
    accent = styled.window.look.theme.color("accent")
    assert chars_at(styled, 1, "oil").foreground().color() == accent


def test_what_is_out_of_sight_is_styled_too(program: Program, qtbot: QtBot) -> None:
    document = keepers()
    lines = ["A *light* burned."] * 400
    section = document.outline.sections[0].id
    program.open(replace(document, id="long", texts={section: SectionText("\n".join(lines))}))
    qtbot.waitUntil(lambda: styler(program).is_settled)
    assert chars_at(program, 399, "light").fontItalic()


def type_list(program: Program, qtbot: QtBot, *keys: str | Qt.Key) -> str:
    program.put_caret(3)
    program.text.setFocus()
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(program.text, key)
        else:
            qtbot.keyClick(program.text, key)
    return program.words_of(3)


RETURN, TAB, BACKTAB = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("- one", RETURN, "two"), "- one\n- two"),
        (("9. one", RETURN, "two"), "9. one\n10. two"),
        (("- [x] one", RETURN, "two"), "- [x] one\n- [ ] two"),
        (("> one", RETURN, "two"), "> one\n> two"),
        (("- one", RETURN, RETURN, "text"), "- one\ntext"),
        (("- one", RETURN, TAB, "two"), "- one\n  - two"),
        (("1. one", RETURN, TAB, "two"), "1. one\n   2. two"),
        (("- one", RETURN, TAB, TAB, "two"), "- one\n  - two"),
        (("- one", RETURN, TAB, BACKTAB, "two"), "- one\n- two"),
        (("- one", RETURN, TAB, "two", RETURN, RETURN, "three"), "- one\n  - two\n- three"),
        (("one", RETURN, "two"), "one\ntwo"),
    ],
)
def test_keys_in_a_list(
    program: Program, qtbot: QtBot, keys: tuple[str | Qt.Key, ...], expected: str
) -> None:
    assert type_list(program, qtbot, *keys) == expected


def test_an_item_split_between_words_begins_with_a_word(program: Program, qtbot: QtBot) -> None:
    set_text(program, "- one two", 3)
    program.put_caret(3, len("- one"))
    qtbot.keyClick(program.text, RETURN)
    assert program.words_of(3) == "- one\n- two"
    program.text.undo_step()
    assert program.words_of(3) == "- one two"


def test_shift_and_return_is_a_plain_new_line_in_a_list(program: Program, qtbot: QtBot) -> None:
    type_list(program, qtbot, "- one")
    qtbot.keyClick(program.text, RETURN, SHIFT)
    assert program.words_of(3) == "- one\n"


def test_tab_leaves_the_text_outside_of_lists(program: Program, qtbot: QtBot) -> None:
    assert type_list(program, qtbot, "one", TAB) == "one"
    assert not program.text.hasFocus()


def test_shift_and_tab_leaves_the_text_from_the_outermost_level(
    program: Program, qtbot: QtBot
) -> None:
    assert type_list(program, qtbot, "- one", BACKTAB) == "- one"
    assert not program.text.hasFocus()


def test_several_items_nest_together_and_undo_is_one_step(program: Program, qtbot: QtBot) -> None:
    set_text(program, "- a\n- b\n- c")
    program.put_caret(1, 4, 6)
    program.text.setFocus()
    qtbot.keyClick(program.text, TAB)
    assert program.words_of(1) == "- a\n  - b\n  - c"
    assert program.text.textCursor().selectedText().replace("\u2029", "\n").endswith("- b\n  - ")
    program.text.undo_step()
    assert program.words_of(1) == "- a\n- b\n- c"


def press(program: Program, qtbot: QtBot, key: Qt.Key) -> str:
    program.text.setFocus()
    qtbot.keyClick(program.text, key, CONTROL)
    return program.words_of(2)


def test_control_b_wraps_the_selection_and_takes_it_back(program: Program, qtbot: QtBot) -> None:
    before = program.words_of(2)
    program.put_caret(2, 4, 5)
    assert press(program, qtbot, Qt.Key.Key_B) == "The **tower** stood for centuries."
    assert program.text.textCursor().selectedText() == "tower"
    assert press(program, qtbot, Qt.Key.Key_I) == "The ***tower*** stood for centuries."
    assert press(program, qtbot, Qt.Key.Key_B) == "The *tower* stood for centuries."
    assert press(program, qtbot, Qt.Key.Key_I) == before


def test_bold_is_one_undo_step_of_its_own(program: Program, qtbot: QtBot) -> None:
    before = program.words_of(2)
    program.put_caret(2, 4)
    qtbot.keyClicks(program.text, "x")
    press(program, qtbot, Qt.Key.Key_B)
    program.text.undo_step()
    assert program.words_of(2) == before.replace("tower", "xtower")


def test_without_a_selection_the_word_at_the_caret_is_meant(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2, 6)
    assert press(program, qtbot, Qt.Key.Key_I) == "The *tower* stood for centuries."
    qtbot.keyClicks(program.text, "x")
    assert program.words_of(2) == "The *toxwer* stood for centuries."
    assert press(program, qtbot, Qt.Key.Key_I) == "The toxwer stood for centuries."


def test_beside_words_both_marks_are_typed_with_the_caret_between(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(2, 4)
    qtbot.keyClicks(program.text, " ")
    program.put_caret(2, 4)
    press(program, qtbot, Qt.Key.Key_B)
    qtbot.keyClicks(program.text, "old")
    assert program.words_of(2) == "The **old** tower stood for centuries."
    program.text.undo_step()
    assert press(program, qtbot, Qt.Key.Key_B) == "The  tower stood for centuries."


def test_a_selection_over_lines_is_wrapped_line_by_line(program: Program, qtbot: QtBot) -> None:
    set_text(program, "- 😀 one\n\nThe two ", 2)
    program.put_caret(2, 0, 19)
    assert press(program, qtbot, Qt.Key.Key_B) == "- **😀 one**\n\n**The two** "
    assert press(program, qtbot, Qt.Key.Key_B) == "- 😀 one\n\nThe two "


def test_headings_of_the_plan_stay_as_they_are(program: Program, qtbot: QtBot) -> None:
    program.text.setTextCursor(QTextCursor(program.text.page.heading(program.section(2))))
    before = program.shown()
    press(program, qtbot, Qt.Key.Key_B)
    assert program.shown() == before
    assert "Headings belong to the plan" in program.window.notices.message.text
