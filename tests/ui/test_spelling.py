# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Spell checking in the manuscript, with a real dictionary in its own process."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCharFormat
from pytestqt.qtbot import QtBot

from longwriter_desktop.ui.spelling_desk import SpellingDesk
from longwriter_desktop.ui.takes_desk import TakesDesk
from tests.ui.conftest import SECOND, keepers
from tests.ui.desk import Program, start
from tests.ui.scripted import Script, ScriptedEngine

SAID = ("The keeper ", "climbd the stairs of the ", "tower at first light.")
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline
OWN = ("monks", "lit", "the", "first", "fires", "men", "at", "sea", "steered", "by", "them",
       "tower", "stood", "for", "centuries", "light", "he", "keeper", "climbed",
       "stairs", "of")  # fmt: skip


@pytest.fixture
def program(
    qtbot: QtBot, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The keepers, checked against a small dictionary; "seaa" is the only word it lacks."""
    folder = library_folder / "data"
    (folder / "hunspell").mkdir(parents=True)
    (folder / "hunspell" / "en_US.aff").write_text("SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n")
    (folder / "hunspell" / "en_US.dic").write_text("\n".join([str(len(OWN)), *OWN, ""]))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    engine = ScriptedEngine(Script(SAID, hold_after=2))
    program = start(library_folder, engine, spelling=True)
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    yield program
    program.close()


def marked(program: Program) -> list[str]:
    """The words with a wave under them."""
    found = []
    block = program.text.document().firstBlock()
    while block.isValid():
        data = block.text().encode("utf-16-le")
        for part in block.layout().formats():
            if part.format.underlineStyle() is WAVE:
                cut = data[2 * part.start : 2 * (part.start + part.length)]
                found.append(cut.decode("utf-16-le"))
        block = block.next()
    return found


def misspell(program: Program, qtbot: QtBot) -> None:
    """Put "seaa" into the first section, after it has been checked once."""
    program.put_caret(1, 0)
    program.text.setFocus()
    qtbot.keyClicks(program.text, "seaa ")
    qtbot.waitUntil(lambda: marked(program) == ["seaa"])


def open_menu(program: Program, offset: int) -> None:
    program.put_caret(1, offset)
    place = program.text.cursorRect().center()
    program.text.customContextMenuRequested.emit(place)


def entry(program: Program, words: str) -> QAction | None:
    actions = program.window.space.text_menu.actions()
    return next((action for action in actions if words in action.text()), None)


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_misspelled_word_is_marked_when_the_writer_has_gone_on(
    program: Program, qtbot: QtBot
) -> None:
    misspell(program, qtbot)
    error = program.window.look.theme.color("error")
    part = program.text.document().findBlock(program.text.page.body_range(program.section(1))[0])
    assert part.layout().formats()[0].format.underlineColor() == error


def test_a_word_that_is_being_typed_is_left_alone(program: Program, qtbot: QtBot) -> None:
    misspell(program, qtbot)
    program.put_caret(2, len(SECOND))
    qtbot.keyClicks(program.text, " lihgt")
    spelling = program.services.spelling
    qtbot.waitUntil(lambda: spelling.is_right("lihgt") is False)
    assert marked(program) == ["seaa"]
    qtbot.keyClick(program.text, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: marked(program) == ["seaa", "lihgt"])


def test_a_suggestion_takes_the_place_of_the_word_and_undo_brings_it_back(
    program: Program, qtbot: QtBot
) -> None:
    misspell(program, qtbot)
    open_menu(program, 2)
    qtbot.waitUntil(lambda: entry(program, "sea") is not None and entry(program, "sea").text()
                    == "sea")  # fmt: skip
    entry(program, "sea").trigger()
    program.window.space.text_menu.close()
    assert program.words_of(1).startswith("sea Monks")
    assert marked(program) == []
    program.text.undo_step()
    assert program.words_of(1).startswith("seaa Monks")


def test_a_word_of_the_document_is_marked_no_more_until_it_is_removed(
    program: Program, qtbot: QtBot
) -> None:
    misspell(program, qtbot)
    open_menu(program, 2)
    entry(program, "to this document").trigger()
    program.window.space.text_menu.close()
    assert program.document.spelling_words == {"seaa"}
    assert marked(program) == []
    open_menu(program, 2)
    entry(program, "from this document").trigger()
    program.window.space.text_menu.close()
    assert program.document.spelling_words == frozenset()
    assert marked(program) == ["seaa"]


def test_undo_takes_a_word_out_of_the_document(program: Program, qtbot: QtBot) -> None:
    misspell(program, qtbot)
    open_menu(program, 2)
    entry(program, "to this document").trigger()
    program.window.space.text_menu.close()
    program.text.undo_step()
    assert program.document.spelling_words == frozenset()
    assert marked(program) == ["seaa"]


def test_an_ignored_word_is_marked_no_more(program: Program, qtbot: QtBot) -> None:
    misspell(program, qtbot)
    open_menu(program, 2)
    entry(program, "Ignore").trigger()
    program.window.space.text_menu.close()
    assert marked(program) == []
    assert program.document.spelling_words == frozenset()


def test_the_menu_says_nothing_about_a_word_that_is_right(program: Program, qtbot: QtBot) -> None:
    misspell(program, qtbot)
    open_menu(program, 7)
    program.window.space.text_menu.close()
    assert entry(program, "Ignore") is None


def test_one_key_turns_it_off_and_on(program: Program, qtbot: QtBot) -> None:
    misspell(program, qtbot)
    qtbot.keyClick(program.text, Qt.Key.Key_F7)
    assert not program.services.preferences.flag("text.spell_check")
    assert marked(program) == []
    qtbot.keyClick(program.text, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: marked(program) == ["seaa"])


def write(program: Program) -> None:
    program.window.writing.write(program.section(3))


def take(program: Program) -> None:
    program.window.feature(TakesDesk).write_several(program.section(3))


@pytest.mark.parametrize("begin", [write, take])
def test_nothing_is_looked_up_while_the_model_writes(
    program: Program,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    begin: Callable[[Program], None],
) -> None:
    misspell(program, qtbot)
    asked: set[str] = set()
    begin(program)
    qtbot.waitUntil(program.engine.holding.is_set)
    program.put_caret(2, 0)
    qtbot.keyClicks(program.text, "lihgt ")
    with monkeypatch.context() as patch:
        patch.setattr(program.services.spelling, "check", asked.update)
        program.window.feature(SpellingDesk)._look()
    assert not asked
    program.services.stop()
    qtbot.waitUntil(lambda: {"seaa", "lihgt"} <= set(marked(program)))


def test_code_and_addresses_are_not_marked(program: Program, qtbot: QtBot) -> None:
    program.put_caret(3)
    program.text.setFocus()
    qtbot.keyClicks(program.text, "seaa `codde` https://exmple.org ")
    qtbot.waitUntil(lambda: marked(program) == ["seaa"])


def test_a_language_without_dictionary_is_not_checked_and_the_key_says_why(
    program: Program, qtbot: QtBot
) -> None:
    misspell(program, qtbot)
    program.open(replace(keepers(), id="german", language="tlh"))
    assert program.services.spelling.dictionary is None
    program.window.actions_.named["text.spelling"].trigger()
    assert program.window.notices.message is None
    program.window.actions_.named["text.spelling"].trigger()
    assert "No dictionary" in program.window.notices.message.text


def test_the_process_ends_with_the_window(program: Program, qtbot: QtBot) -> None:
    misspell(program, qtbot)
    program.window.hide()
    assert program.services.spelling._process is None
