# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document opens where the writer left it, and the window fits the screen."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import SectionText, StopReason
from longwriter_desktop.domain.outline import remove_item
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui.notice_bar import Message
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine

Start = Callable[[LocalEngine], Program]
LONG = "\n\n".join(f"Night {night} was a long one." for night in range(200))


def long_keepers(document_id: str = "keepers"):
    document = keepers()
    last = document.outline.sections[-1].id
    texts = {**document.texts, last: SectionText(LONG, None, StopReason.FINISHED)}
    return replace(document, id=document_id, texts=texts)


def at_place(program: Program, number: int, offset: int) -> bool:
    return program.text.caret_offset(program.section(number)) == offset


def test_the_program_opens_again_where_the_writer_left_it(
    start_program: Start, qtbot: QtBot
) -> None:
    first = start_program(ScriptedEngine())
    first.open(long_keepers())
    first.put_caret(3, 2_000)
    first.close()
    again = start_program(ScriptedEngine())
    qtbot.waitUntil(lambda: at_place(again, 3, 2_000))
    assert again.text.viewport().rect().contains(again.text.cursorRect())
    assert again.outline.currentIndex() == again.outline.rows.index_of(again.section(3))


def test_each_document_has_a_place_of_its_own(program: Program, qtbot: QtBot) -> None:
    program.open(long_keepers("long"))
    qtbot.waitUntil(lambda: program.document.id == "long")
    program.put_caret(3, 900)
    program.open(long_keepers("other"))
    qtbot.waitUntil(lambda: program.document.id == "other")
    assert program.text.textCursor().position() == 0
    program.window.documents.open("long")
    qtbot.waitUntil(lambda: at_place(program, 3, 900))


def test_a_document_that_was_begun_anew_has_its_place(program: Program, qtbot: QtBot) -> None:
    program.window.documents.new()
    begun = program.document.id
    program.window.start.skip.click()
    program.window.outline_desk.add_section()
    qtbot.keyClick(program.text, Qt.Key.Key_Escape)
    program.put_caret(1)
    qtbot.keyClicks(program.text, "Once")
    program.open(long_keepers("other"))
    program.window.documents.open(begun)
    qtbot.waitUntil(lambda: at_place(program, 1, 4))


def test_what_was_searched_for_comes_before_the_place(program: Program, qtbot: QtBot) -> None:
    program.open(long_keepers("long"))
    program.put_caret(3, 900)
    first = program.section(1)
    program.open(long_keepers("other"))
    program.window.documents.open("long", first)
    qtbot.waitUntil(lambda: program.document.id == "long")
    qtbot.waitUntil(lambda: at_place(program, 1, 0))


def test_a_place_whose_section_has_gone_leaves_the_beginning(
    program: Program, qtbot: QtBot
) -> None:
    program.open(long_keepers("long"))
    program.put_caret(3, 900)
    program.open(long_keepers("other"))
    kept = program.library.load("long")
    shorter = remove_item(kept.outline, kept.outline.sections[2].id)
    program.library.save(replace(kept, outline=shorter))
    program.window.documents.open("long")
    qtbot.waitUntil(lambda: program.document.id == "long")
    assert program.text.textCursor().position() == 0


def test_the_window_is_no_larger_than_the_screen_with_its_frame(program: Program) -> None:
    program.window.resize(1_280, 800)
    program.window.fit(QSize(1_280, 800))
    assert program.window.width() < 1_280
    assert program.window.height() < 770
    program.window.resize(900, 600)
    program.window.fit(QSize(1_280, 800))
    assert program.window.size() == QSize(900, 600)


def test_lines_stay_where_they_are_when_a_strip_comes_above_them(
    program: Program, qtbot: QtBot
) -> None:
    program.open(long_keepers("long"))
    program.put_caret(3, 2_000)
    program.text.ensureCursorVisible()
    bar = program.text.verticalScrollBar()
    bar.setValue(bar.value() + program.text.viewport().height() // 2)

    def line() -> int:
        return program.text.mapTo(program.window, program.text.cursorRect().topLeft()).y()

    def top() -> int:
        return program.text.mapTo(program.window, QPoint()).y()

    before, top_before = line(), top()
    program.window.notices.tell(Message("info", "Something to know."))
    qtbot.waitUntil(lambda: top() > top_before)
    assert line() == before
    program.window.notices.dismiss()
    qtbot.waitUntil(lambda: top() == top_before)
    assert line() == before


def test_a_click_on_a_notice_leaves_the_caret_in_the_text(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2)
    program.text.setFocus()
    bar = program.window.notices
    bar.tell(Message("info", "Something to know.", "", "Do it"))
    for button in (bar.action, bar.dismiss_button):
        assert not button.focusPolicy() & Qt.FocusPolicy.ClickFocus
    qtbot.mouseClick(bar.dismiss_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert program.text.hasFocus()
