# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The text with the model's changes in it, by itself."""

from longwriter_desktop.domain.word_diff import word_diff
from longwriter_desktop.ui.revise_text import Part, ReviseText
from tests.ui.desk import Program

LINES = "Nobody had asked them to do it.\n" * 3


def shown_text(program: Program) -> ReviseText:
    text = ReviseText(program.window.look, program.window)
    text.show()
    return text


def test_more_room_shows_what_stands_in_front_of_the_change(program: Program) -> None:
    text = shown_text(program)
    behind = LINES * 20
    text.show_changes([Part("", word_diff(f"{LINES}Dusk. {behind}", f"{LINES}Night. {behind}"))])
    text.resize(400, 40)
    squeezed = text.verticalScrollBar().value()
    text.resize(400, 400)
    assert squeezed > 0
    assert text.verticalScrollBar().value() == 0


def test_the_current_change_stays_in_sight_in_a_long_text(program: Program) -> None:
    text = shown_text(program)
    long = LINES * 20
    text.show_changes([Part("", word_diff(f"{long}The evening.", f"{long}The dusk."))])
    for height in (100, 300, 40):
        text.resize(400, height)
        assert text.viewport().rect().contains(text.cursorRect().center())
