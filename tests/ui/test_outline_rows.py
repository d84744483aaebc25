# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the rows of the plan and its head say: state, length, score, totals."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import SectionText
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.domain.status import Measure
from longwriter_desktop.ui import words_outline
from longwriter_desktop.ui.outline_model import Role
from longwriter_desktop.ui.outline_paint import METER, paint_meter
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine
from tests.ui.test_outline import choose

_WIDTH, _HEIGHT = 100, 9


def answer(program: Program, number: int, role: int) -> object:
    return program.outline.rows.index_of(program.section(number)).data(role)


def tip(program: Program, number: int) -> str:
    return str(answer(program, number, Qt.ItemDataRole.ToolTipRole))


def write(program: Program, number: int, words: int) -> None:
    """Let the writer's text of a section have this many words."""
    text = SectionText(" ".join(["light"] * words))
    program.services.session.set_text(program.section(number), text)


def test_a_section_that_is_stale_is_marked_by_word_and_picture(program: Program) -> None:
    choose(program, 2)
    row = program.outline.visualRect(program.outline.rows.index_of(program.section(2)))
    before = program.outline.viewport().grab(row).toImage()
    program.outline.rows.set_stale(frozenset({program.section(2)}))
    assert answer(program, 2, Role.STATE) == "stale"
    assert program.outline.viewport().grab(row).toImage() != before
    assert ", stale" in str(answer(program, 2, Qt.ItemDataRole.AccessibleTextRole))
    assert "Written from a text or plan that has changed since." in tip(program, 2)
    program.outline.rows.set_stale(frozenset())
    assert answer(program, 2, Role.STATE) == "edited"


def test_a_chapter_is_as_stale_as_its_sections(program: Program) -> None:
    program.outline.rows.set_stale(frozenset({program.section(2)}))
    chapter = program.outline.rows.index_of(program.document.outline.items[0].id)
    assert chapter.data(Role.STATE) == "stale"


def test_a_section_is_writing_while_the_model_writes_it(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = ScriptedEngine(Script(("One ", "two ", "three."), hold_after=2))
    program = start_program(engine)
    program.open(keepers())
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.waitUntil(lambda: answer(program, 3, Role.STATE) == "writing")
    qtbot.waitUntil(lambda: program.window.space.plan.head.total.text() == "18 of 110 words")
    program.window.writing.stop()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)
    assert answer(program, 3, Role.STATE) == "stopped"


def test_the_tip_tells_words_and_length_score(program: Program) -> None:
    write(program, 2, 48)
    shown = tip(program, 2)
    assert "the first tower" in shown
    assert "48 of 40 words: edited" in shown
    assert "8 words over (20 %). Length score 93 of 100" in shown
    write(program, 2, 41)
    assert "On target. Length score 99 of 100" in tip(program, 2)


def test_the_tip_of_an_unwritten_section_has_no_score(program: Program) -> None:
    assert "0 of 10 words: planned" in tip(program, 3)
    assert "score" not in tip(program, 3)


def test_a_length_out_of_tolerance_is_told_aloud(program: Program) -> None:
    write(program, 2, 30)
    spoken = str(answer(program, 2, Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.endswith("30 of 40 words, edited, 10 words short (25 %)")
    write(program, 2, 39)
    assert str(answer(program, 2, Qt.ItemDataRole.AccessibleTextRole)).endswith("edited")


def meter(program: Program, measure: Measure, is_complete: bool = True) -> QImage:
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    image.fill(program.window.look.theme.color("panel"))
    painter = QPainter(image)
    track = QRectF(0, (_HEIGHT - METER) / 2, _WIDTH, METER)
    paint_meter(painter, track, measure, is_complete, program.window.look)
    painter.end()
    return image


def colour(program: Program, role: str) -> QColor:
    return program.window.look.theme.color(role)


@pytest.mark.parametrize(
    ("written", "is_complete", "role"),
    [(380, True, "accent"), (440, True, "accent"), (300, True, "warn"), (300, False, "accent"),
     (600, True, "warn"), (600, False, "warn")],
)  # fmt: skip
def test_the_meter_warns_where_the_length_is_out_of_tolerance(
    program: Program, written: int, is_complete: bool, role: str
) -> None:
    image = meter(program, Measure(written, 400), is_complete)
    assert image.pixelColor(20, _HEIGHT // 2) == colour(program, role)


def test_a_meter_over_its_target_differs_in_shape_from_one_that_is_short(
    program: Program,
) -> None:
    over, short = meter(program, Measure(600, 400)), meter(program, Measure(200, 400))
    ink, middle = colour(program, "ink"), _HEIGHT // 2
    assert ink in [over.pixelColor(x, 1) for x in range(_WIDTH)]
    assert ink not in [short.pixelColor(x, 1) for x in range(_WIDTH)]
    assert over.pixelColor(90, middle) != short.pixelColor(90, middle)


def test_the_head_shows_the_totals_of_the_document(program: Program, qtbot: QtBot) -> None:
    head = program.window.space.plan.head
    assert head.total.text() == "16 of 110 words"
    write(program, 3, 10)
    assert head.total.text() == "26 of 110 words"
    choose(program, 1)
    program.window.outline_desk.remove()
    qtbot.waitUntil(lambda: head.total.text() == "15 of 150 words")


def test_the_head_follows_the_typing(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    program.text.replace_selection("Every evening")
    head = program.window.space.plan.head
    qtbot.waitUntil(lambda: head.total.text() == "18 of 110 words")


def test_the_head_tells_the_score_once_everything_is_written(program: Program) -> None:
    head = program.window.space.plan.head
    assert "score" not in head.toolTip()
    write(program, 3, 10)
    write(program, 1, 60)
    write(program, 2, 40)
    assert head.toolTip() == "On target. Length score 100 of 100"


def test_every_state_of_a_section_has_its_own_word() -> None:
    said = list(words_outline.STATES.values())
    assert len(set(said)) == len(said)
