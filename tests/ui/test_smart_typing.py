# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Signs made typographic in the manuscript while they are typed, and given back on request."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import SectionText
from tests.ui.desk import Program

SAID = "He said “no”"


@pytest.fixture
def empty(program: Program) -> Program:
    """The caret stands in a section without text."""
    program.put_caret(3)
    program.text.setFocus()
    return program


def written(program: Program) -> str:
    return program.words_of(3)


def test_typed_quotes_are_typographic_in_the_text_and_the_session(
    empty: Program, qtbot: QtBot
) -> None:
    qtbot.keyClicks(empty.text, 'He said "no" -- don\'t.')
    assert written(empty) == "He said “no” – don’t."
    assert written(empty) in empty.shown()


def test_the_documents_language_decides(empty: Program, qtbot: QtBot) -> None:
    empty.services.session.update_meta(language="de")
    qtbot.keyClicks(empty.text, 'Er sagte "nein"')
    assert written(empty) == "Er sagte „nein“"


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("text.smart_quotes", 'it\'s "a" – b'),
        ("text.smart_dashes", "it’s “a” -- b"),
    ],
)
def test_each_half_can_be_switched_off(
    empty: Program, qtbot: QtBot, setting: str, shown: str
) -> None:
    empty.services.preferences.set(setting, False)
    qtbot.keyClicks(empty.text, 'it\'s "a" -- b')
    assert written(empty) == shown


def test_backspace_right_behind_gives_back_what_was_typed(empty: Program, qtbot: QtBot) -> None:
    qtbot.keyClicks(empty.text, 'say "')
    qtbot.keyClick(empty.text, Qt.Key.Key_Backspace)
    assert written(empty) == 'say "'
    qtbot.keyClick(empty.text, Qt.Key.Key_Backspace)
    assert written(empty) == "say "


def test_backspace_gives_a_dash_back_as_its_hyphens(empty: Program, qtbot: QtBot) -> None:
    qtbot.keyClicks(empty.text, "one--")
    assert written(empty) == "one–"
    qtbot.keyClick(empty.text, Qt.Key.Key_Backspace)
    assert written(empty) == "one--"


def test_three_typed_dots_are_an_ellipsis_and_backspace_gives_them_back(
    empty: Program, qtbot: QtBot
) -> None:
    qtbot.keyClicks(empty.text, "Well...")
    assert written(empty) == "Well…"
    qtbot.keyClick(empty.text, Qt.Key.Key_Backspace)
    assert written(empty) == "Well..."


def test_backspace_later_only_deletes(empty: Program, qtbot: QtBot) -> None:
    qtbot.keyClicks(empty.text, 'say "a')
    qtbot.keyClick(empty.text, Qt.Key.Key_Backspace)
    qtbot.keyClick(empty.text, Qt.Key.Key_Backspace)
    assert written(empty) == "say "


def test_undo_right_behind_gives_back_what_was_typed(empty: Program, qtbot: QtBot) -> None:
    qtbot.keyClicks(empty.text, 'say "')
    qtbot.keyClick(empty.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert written(empty) == 'say "'
    qtbot.keyClicks(empty.text, "a")
    assert written(empty) == 'say "a'


def test_typing_behind_a_change_is_an_undo_step_of_its_own(empty: Program, qtbot: QtBot) -> None:
    qtbot.keyClicks(empty.text, 'say "now')
    qtbot.keyClick(empty.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert written(empty) == "say “"


def test_pasted_text_stays_as_it_is(empty: Program, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setText(' "it\'s" -- so')
    empty.text.insertFromMimeData(data)
    assert written(empty) == ' "it\'s" -- so'
    QApplication.clipboard().setText('"b"')
    qtbot.keyClick(empty.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert written(empty).endswith('"b"')


def test_the_models_text_stays_as_it_is(empty: Program) -> None:
    empty.services.session.set_text(empty.section(3), SectionText('"It\'s" -- so', "take"))
    assert '"It\'s" -- so' in empty.shown()


def test_code_stays_as_typed(empty: Program, qtbot: QtBot) -> None:
    qtbot.keyClicks(empty.text, "Run:")
    qtbot.keyClick(empty.text, Qt.Key.Key_Return)
    qtbot.keyClicks(empty.text, "```")
    qtbot.keyClick(empty.text, Qt.Key.Key_Return)
    qtbot.keyClicks(empty.text, 'say "x" -- y')
    assert written(empty) == 'Run:\n```\nsay "x" -- y'


def test_a_line_of_hyphens_stays_a_rule(empty: Program, qtbot: QtBot) -> None:
    qtbot.keyClicks(empty.text, "---")
    assert written(empty) == "---"


def test_a_quote_typed_over_a_selection_is_one_too(empty: Program, qtbot: QtBot) -> None:
    qtbot.keyClicks(empty.text, "say so")
    empty.put_caret(3, 4, select=2)
    qtbot.keyClicks(empty.text, '"')
    assert written(empty) == "say “"


def test_a_composed_quote_is_put_right(empty: Program) -> None:
    event = QInputMethodEvent()
    event.setCommitString('"')
    QApplication.sendEvent(empty.text, event)
    assert written(empty) == "“"


def test_signs_beyond_the_basic_plane_in_front_do_no_harm(empty: Program, qtbot: QtBot) -> None:
    empty.text.replace_selection("🗼 ")
    qtbot.keyClicks(empty.text, '"it\'s"')
    assert written(empty) == "🗼 “it’s”"


def test_headings_stay_protected(empty: Program, qtbot: QtBot) -> None:
    cursor = empty.text.textCursor()
    cursor.setPosition(empty.text.page.heading(empty.section(3)).position())
    empty.text.setTextCursor(cursor)
    before = empty.shown()
    qtbot.keyClicks(empty.text, '"')
    assert empty.shown() == before
