# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan goes with the model from section to section, and not against the writer."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import Outline, new_chapter, new_section
from longwriter_desktop.ui.outline_follow import OutlineFollow
from tests.ui.desk import Program

CHAPTERS, SECTIONS = 10, 4
FAR = 30  # a section of the eighth chapter


def long_plan() -> Document:
    items = []
    for chapter in range(CHAPTERS):
        items.append(new_chapter(f"Chapter {chapter}"))
        items += [new_section(f"Section {number}", "", 50, 2) for number in range(SECTIONS)]
    return Document("long", "Long", "Write at length.", 2_000, "en", Outline(tuple(items)), {})


@pytest.fixture
def long(program: Program, qtbot: QtBot) -> Program:
    """A plan that is longer than its list, with the caret in the text."""
    program.open(long_plan())
    program.text.setFocus()
    qtbot.waitUntil(program.text.hasFocus)
    assert program.outline.verticalScrollBar().maximum() > 0
    return program


def write(program: Program, qtbot: QtBot, *numbers: int) -> None:
    program.window.writing.write_these([program.section(number) for number in numbers])
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    assert all(program.words_of(number) for number in numbers)


def is_seen(program: Program, item_id: str) -> bool:
    """Whether the whole row of an item is in sight."""
    view = program.outline
    row = view.visualRect(view.rows.index_of(item_id))
    return not row.isEmpty() and view.viewport().rect().contains(row)


def turn_wheel(program: Program) -> None:
    view = program.outline.viewport()
    place = QPointF(view.rect().center())
    QApplication.sendEvent(
        view,
        QWheelEvent(
            place, QPointF(view.mapToGlobal(place)), QPoint(), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


def test_each_section_that_is_begun_comes_into_view(long: Program, qtbot: QtBot) -> None:
    assert not is_seen(long, long.section(FAR))
    write(long, qtbot, 1, FAR)
    assert is_seen(long, long.section(FAR))
    write(long, qtbot, 2)
    assert is_seen(long, long.section(2))
    assert long.text.hasFocus()


def scroll(program: Program, qtbot: QtBot) -> None:
    turn_wheel(program)


def click(program: Program, qtbot: QtBot) -> None:
    view = program.outline
    place = view.visualRect(view.rows.index_of(program.section(2))).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    program.text.setFocus()


def type_(program: Program, qtbot: QtBot) -> None:
    program.outline.setFocus()
    qtbot.keyClick(program.outline, Qt.Key.Key_Down)
    program.text.setFocus()


@pytest.mark.parametrize("use", [scroll, click, type_])
def test_who_has_just_used_the_plan_keeps_it_where_it_is(
    long: Program, qtbot: QtBot, use: Callable[[Program, QtBot], None]
) -> None:
    use(long, qtbot)
    place = long.outline.verticalScrollBar().value()
    write(long, qtbot, FAR)
    assert long.outline.verticalScrollBar().value() == place


def test_the_plan_goes_on_a_while_after_it_was_used(long: Program, qtbot: QtBot) -> None:
    in_use = long.window.feature(OutlineFollow).in_use
    in_use.setInterval(1)
    turn_wheel(long)
    assert in_use.isActive()
    qtbot.waitUntil(lambda: not in_use.isActive())
    write(long, qtbot, FAR)
    assert is_seen(long, long.section(FAR))


def test_the_plan_stays_where_it_is_while_it_has_the_focus(long: Program, qtbot: QtBot) -> None:
    long.outline.setFocus()
    in_use = long.window.feature(OutlineFollow).in_use
    in_use.stop()
    write(long, qtbot, FAR)
    assert long.outline.verticalScrollBar().value() == 0
    assert not in_use.isActive()


def test_a_folded_chapter_stays_folded_and_is_shown_itself(long: Program, qtbot: QtBot) -> None:
    chapter = [item for item in long.document.outline.items if not item.is_section][7]
    index = long.outline.rows.index_of(chapter.id)
    long.outline.collapse(index)
    assert not is_seen(long, chapter.id)
    write(long, qtbot, FAR)
    assert is_seen(long, chapter.id)
    assert not long.outline.isExpanded(long.outline.rows.index_of(chapter.id))
