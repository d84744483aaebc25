# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Several rows of the plan at once: chosen, moved in and out, dragged, copied, undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.outline import Outline, new_chapter, new_section
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui.outline_paint import Field
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine
from tests.ui.test_typing import whole

NO = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BOOK = "Coast, >North, >>Skagen, >>Lindesnes, >South, >>Cadiz, Sea, >Storms, Afterword"


def book() -> Document:
    """A part with two chapters, a chapter with a section, and a section on its own."""
    items, texts = [], {}
    for entry in BOOK.split(", "):
        name = entry.strip(">")
        level = entry.count(">") + 1
        if name in ("Coast", "North", "South", "Sea"):
            items.append(new_chapter(name, "", level))
            continue
        items.append(new_section(name, f"about {name}", 200, level))
        texts[items[-1].id] = SectionText(f"{name} stands here.", f"t-{name}", StopReason.FINISHED)
    return Document("book", "Lights", "Write.", 1_000, "en", Outline(tuple(items)), texts)


@pytest.fixture
def program(start_program: Callable[[LocalEngine], Program], engine: ScriptedEngine) -> Program:
    program = start_program(engine)
    program.open(book())
    program.outline.setFocus()
    return program


def drawn(program: Program) -> str:
    return ", ".join(">" * (item.level - 1) + item.heading for item in program.document.outline)


def id_of(program: Program, heading: str) -> str:
    return next(item.id for item in program.document.outline if item.heading == heading)


def choose(program: Program, *headings: str) -> None:
    program.outline.choose([id_of(program, heading) for heading in headings])


def chosen(program: Program) -> list[str]:
    outline = program.document.outline
    return [outline.get(item_id).heading for item_id in program.outline.chosen_items]


def click(program: Program, heading: str, modifier: Qt.KeyboardModifier, qtbot: QtBot) -> None:
    rect = program.outline.visualRect(program.outline.rows.index_of(id_of(program, heading)))
    qtbot.mouseClick(program.outline.viewport(), Qt.MouseButton.LeftButton, modifier, rect.center())


def press(program: Program, key: Qt.Key, modifier: Qt.KeyboardModifier, qtbot: QtBot) -> None:
    qtbot.keyClick(program.outline, key, modifier)


def is_undone_to_the_book(program: Program) -> bool:
    program.text.undo_step()
    return drawn(program) == BOOK and program.shown() == whole(program)


def test_shift_and_control_choose_several_rows(program: Program, qtbot: QtBot) -> None:
    click(program, "Skagen", NO, qtbot)
    click(program, "Lindesnes", SHIFT, qtbot)
    click(program, "Storms", CONTROL, qtbot)
    assert chosen(program) == ["Skagen", "Lindesnes", "Storms"]


def test_shift_and_the_arrow_keys_choose_several_rows(program: Program, qtbot: QtBot) -> None:
    click(program, "Skagen", NO, qtbot)
    press(program, Qt.Key.Key_Down, SHIFT, qtbot)
    assert chosen(program) == ["Skagen", "Lindesnes"]


def test_control_a_chooses_the_whole_plan(program: Program, qtbot: QtBot) -> None:
    click(program, "Skagen", NO, qtbot)
    press(program, Qt.Key.Key_A, CONTROL, qtbot)
    assert chosen(program) == ["Coast", "Sea", "Afterword"]


def test_alt_right_and_left_move_a_section_in_and_out(program: Program, qtbot: QtBot) -> None:
    choose(program, "Afterword")
    press(program, Qt.Key.Key_Right, ALT, qtbot)
    assert drawn(program).endswith("Sea, >Storms, >Afterword")
    assert program.services.undo_stack.undoText() == "moving in"
    press(program, Qt.Key.Key_Left, ALT, qtbot)
    assert drawn(program) == BOOK
    program.text.undo_step()
    assert is_undone_to_the_book(program)


def test_several_sections_come_out_together_in_one_step(program: Program, qtbot: QtBot) -> None:
    choose(program, "Skagen", "Lindesnes")
    press(program, Qt.Key.Key_Left, ALT, qtbot)
    assert drawn(program).startswith("Coast, >North, >Skagen, >Lindesnes, >South")
    assert chosen(program) == ["Skagen", "Lindesnes"]
    assert program.shown() == whole(program)
    assert is_undone_to_the_book(program)


def test_a_chapter_goes_into_the_part_above_with_its_sections(
    program: Program, qtbot: QtBot
) -> None:
    choose(program, "Sea")
    press(program, Qt.Key.Key_Right, ALT, qtbot)
    assert drawn(program).endswith(">South, >>Cadiz, >Sea, >>Storms, Afterword")
    assert is_undone_to_the_book(program)


@pytest.mark.parametrize(
    ("heading", "key", "said"),
    [
        ("Skagen", Qt.Key.Key_Right, "There is no chapter right above"),
        ("Sea", Qt.Key.Key_Left, "This stands on the first level already."),
        ("South", Qt.Key.Key_Right, "A plan has three levels"),
    ],
)
def test_what_cannot_move_in_or_out_is_told(
    program: Program, qtbot: QtBot, heading: str, key: Qt.Key, said: str
) -> None:
    choose(program, heading)
    press(program, key, ALT, qtbot)
    assert drawn(program) == BOOK
    message = program.window.notices.message
    assert message is not None
    assert message.text.startswith(said)


def test_what_is_being_typed_is_kept_when_its_row_moves(program: Program, qtbot: QtBot) -> None:
    program.outline.edit_field(id_of(program, "Afterword"), Field.HEADING)
    line = program.outline.viewport().findChild(QLineEdit)
    qtbot.keyClicks(line, "Envoi")
    qtbot.keyClick(line, Qt.Key.Key_Right, ALT)
    assert drawn(program).endswith("Sea, >Storms, >Envoi")


def test_alt_down_moves_several_sections_past_their_neighbour(
    program: Program, qtbot: QtBot
) -> None:
    choose(program, "Skagen", "Lindesnes")
    press(program, Qt.Key.Key_Down, ALT, qtbot)
    assert drawn(program).startswith("Coast, >North, >South, >>Skagen, >>Lindesnes, >>Cadiz")
    assert program.shown() == whole(program)
    assert is_undone_to_the_book(program)


@pytest.mark.parametrize("first", ["Skagen", "Lindesnes"])
@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left], ids=["down", "up", "out"]
)
def test_what_moves_stays_chosen_and_keeps_the_caret(
    program: Program, qtbot: QtBot, key: Qt.Key, first: str
) -> None:
    second = "Lindesnes" if first == "Skagen" else "Skagen"
    click(program, first, NO, qtbot)
    click(program, second, SHIFT, qtbot)
    press(program, key, ALT, qtbot)
    assert drawn(program) != BOOK
    assert chosen(program) == ["Skagen", "Lindesnes"]
    assert program.text.caret_section == id_of(program, second)
    assert program.outline.current_item == id_of(program, second)
    program.text.undo_step()
    assert chosen(program) == ["Skagen", "Lindesnes"]


def test_several_items_are_removed_in_one_step(program: Program, qtbot: QtBot) -> None:
    choose(program, "North", "Storms")
    press(program, Qt.Key.Key_Delete, NO, qtbot)
    assert drawn(program) == "Coast, >South, >>Cadiz, Sea, Afterword"
    assert program.outline.current_item == id_of(program, "Afterword")
    assert is_undone_to_the_book(program)


def test_several_targets_are_locked_in_one_step(program: Program) -> None:
    choose(program, "Skagen", "Cadiz")
    program.window.actions_.lock.trigger()
    assert [item.locked for item in program.document.outline.sections] == [
        True, False, True, False, False,
    ]  # fmt: skip
    program.text.undo_step()
    assert not any(item.locked for item in program.document.outline.sections)


def test_a_copy_has_an_id_of_its_own_and_the_text_as_the_writers(
    program: Program, qtbot: QtBot
) -> None:
    program.services.preferences.set("plan.rebalance", False)
    choose(program, "Skagen")
    press(program, Qt.Key.Key_D, CONTROL, qtbot)
    assert drawn(program).startswith("Coast, >North, >>Skagen, >>Skagen, >>Lindesnes")
    first, second = program.document.outline.sections[:2]
    assert first.id != second.id
    assert (second.main_point, second.target_words) == (first.main_point, 200)
    copied = program.document.text_of(second.id)
    assert (copied.text, copied.take_id) == ("Skagen stands here.", None)
    assert program.library.takes(second.id) == []
    assert program.outline.chosen_items == (second.id,)
    assert program.shown() == whole(program)
    assert is_undone_to_the_book(program)


def test_when_a_copy_is_undone_the_original_is_the_current_row_again(
    program: Program, qtbot: QtBot
) -> None:
    choose(program, "Skagen")
    press(program, Qt.Key.Key_D, CONTROL, qtbot)
    program.text.undo_step()
    assert chosen(program) == ["Skagen"]


def test_neighbours_are_copied_together_behind_the_last(program: Program, qtbot: QtBot) -> None:
    choose(program, "Skagen", "Lindesnes", "Sea")
    press(program, Qt.Key.Key_D, CONTROL, qtbot)
    assert drawn(program) == (
        "Coast, >North, >>Skagen, >>Lindesnes, >>Skagen, >>Lindesnes, >South, >>Cadiz,"
        " Sea, >Storms, Sea, >Storms, Afterword"
    )
    assert is_undone_to_the_book(program)


def test_a_copy_leaves_the_length_of_the_document(program: Program, qtbot: QtBot) -> None:
    choose(program, "Sea")
    press(program, Qt.Key.Key_D, CONTROL, qtbot)
    assert program.document.outline.total_words == 1_000


def gap(program: Program, heading: str, below: bool = False) -> QPoint:
    """A point of the upper or lower part of a row."""
    rect = program.outline.visualRect(program.outline.rows.index_of(id_of(program, heading)))
    return QPoint(200, rect.bottom() - 4 if below else rect.top() + 4)


def drag(program: Program, to: QPoint, sideways: int, qtbot: QtBot) -> bool:
    """Drag what is chosen to a point of the view; whether it may be dropped there."""
    view, rows = program.outline, program.outline.rows
    data = rows.mimeData([rows.index_of(item_id) for item_id in view.chosen_items])
    action, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    first = view.visualRect(rows.index_of(view.chosen_items[0])).center()
    qtbot.mousePress(view.viewport(), button, NO, QPoint(200 - sideways, first.y()))
    qtbot.mouseRelease(view.viewport(), button, CONTROL, QPoint(200 - sideways, first.y()))
    enter = QDragEnterEvent(to, action, data, button, NO)
    QApplication.sendEvent(view.viewport(), enter)
    view.viewport().repaint()
    drop = QDropEvent(QPointF(to), action, data, button, NO)
    QApplication.sendEvent(view.viewport(), drop)
    return enter.isAccepted()


def test_dragged_sections_go_together_where_they_are_dropped(
    program: Program, qtbot: QtBot
) -> None:
    choose(program, "Lindesnes")
    assert drag(program, gap(program, "Storms"), 0, qtbot)
    assert drawn(program) == (
        "Coast, >North, >>Skagen, >South, >>Cadiz, Sea, >Lindesnes, >Storms, Afterword"
    )
    assert program.shown() == whole(program)
    assert is_undone_to_the_book(program)


def test_several_dragged_items_keep_their_order(program: Program) -> None:
    ids = [id_of(program, heading) for heading in ("Skagen", "Cadiz", "Afterword")]
    rows = program.outline.rows
    assert rows.dragged(rows.mimeData([rows.index_of(item_id) for item_id in ids])) == ids
    rows.move_asked.emit(ids, program.document.outline.index(id_of(program, "Storms")), 2)
    assert drawn(program) == (
        "Coast, >North, >>Lindesnes, >South, Sea, >Skagen, >Cadiz, >Afterword, >Storms"
    )
    assert is_undone_to_the_book(program)


@pytest.mark.parametrize(("sideways", "level"), [(0, 1), (24, 2), (48, 3), (90, 3)])
def test_the_further_to_the_right_the_deeper_it_goes(
    program: Program, qtbot: QtBot, sideways: int, level: int
) -> None:
    choose(program, "Afterword")
    drag(program, gap(program, "Cadiz", below=True), sideways, qtbot)
    assert drawn(program) == (
        f"Coast, >North, >>Skagen, >>Lindesnes, >South, >>Cadiz, {'>' * (level - 1)}Afterword,"
        " Sea, >Storms"
    )


def test_a_part_cannot_be_dropped_among_the_sections_of_a_chapter(
    program: Program, qtbot: QtBot
) -> None:
    choose(program, "Coast")
    assert not drag(program, gap(program, "Storms"), 0, qtbot)
    assert drawn(program) == BOOK


def test_what_is_dropped_below_all_rows_comes_last(program: Program, qtbot: QtBot) -> None:
    choose(program, "Sea")
    height = program.outline.viewport().height()
    assert drag(program, QPoint(200, height - 4), 0, qtbot)
    assert drawn(program).endswith(">>Cadiz, Afterword, Sea, >Storms")


def test_a_line_shows_where_a_drag_goes(program: Program, qtbot: QtBot) -> None:
    view, rows = program.outline, program.outline.rows
    choose(program, "Storms")
    before = view.viewport().grab().toImage()
    data = rows.mimeData([rows.index_of(item_id) for item_id in view.chosen_items])
    place = gap(program, "Skagen")
    event = QDragEnterEvent(place, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NO)
    QApplication.sendEvent(view.viewport(), event)
    assert view.viewport().grab().toImage() != before


def test_a_new_chapter_stands_beside_the_chapter_of_the_row(program: Program) -> None:
    choose(program, "Skagen")
    program.window.outline_desk.add_chapter()
    assert drawn(program).startswith("Coast, >North, >>Skagen, >>Lindesnes, >New chapter, >South")


def test_the_menu_of_the_plan_offers_the_moves(program: Program) -> None:
    names = [action.text() for action in program.window.space.plan_menu.actions()]
    assert {"Move in", "Move out", "Duplicate"} <= set(names)
