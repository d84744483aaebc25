# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page "Sees" shows summaries; the writer reads, changes and asks for them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.seeing import BlockKind, BlockState, SeenRow
from longwriter_desktop.app.summarising import written_summary
from longwriter_desktop.domain.document import Document, SectionText, TakeOrigin
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.ui import words_summaries
from longwriter_desktop.ui.sees_desk import SeesDesk
from longwriter_desktop.ui.sees_page import SeesPage
from longwriter_desktop.ui.sees_summary import SummaryDialog
from tests.support.scripted import sentences
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OWN = "The lamp broke in the first year."


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(Script(("The keeper lit ", "the lamp. And")))


@pytest.fixture
def program(start_program: Callable[[LocalEngine], Program], engine: ScriptedEngine) -> Program:
    """Ten sections, of which the first five have no room; the second has a summary."""
    outline = Outline(tuple(new_section(f"Year {n}", "", 60) for n in range(1, 11)))
    texts = {
        section.id: SectionText(sentences(450, f"lamp{n}"))
        for n, section in enumerate(outline.sections[:9], start=1)
    }
    document = Document("long", "Years", "Write.", 600, outline=outline, texts=texts)
    second = outline.sections[1].id
    own = written_summary(document, second, OWN)
    assert own is not None
    program = start_program(engine)
    program.open(replace(document, summaries={second: own}))
    return program


def see(program: Program, qtbot: QtBot) -> SeesPage:
    desk = program.window.feature(SeesDesk)
    program.put_caret(10)
    desk.open()
    last = program.section(10)
    qtbot.waitUntil(lambda: desk.page.view is not None and desk.page.view.section_id == last)
    return desk.page


def row_of(page: SeesPage, number: int) -> SeenRow:
    return next(row for row in page.list.rows if row.title == f"Year {number}")


def choose(page: SeesPage, number: int) -> None:
    page.list.setFocus()
    for at in range(page.list.count()):
        page.list.setCurrentRow(at)
        if page.list.current is not None and page.list.current.title == f"Year {number}":
            return


def write(program: Program, page: SeesPage, text: str, qtbot: QtBot, save: bool = True) -> None:
    """Open the dialog by its key, type, and click."""
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    dialog = dialog_of(program, qtbot)
    dialog.summary.selectAll()
    qtbot.keyClicks(dialog.summary, text)
    button = dialog.save if save else dialog.discard
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog_of(program: Program, qtbot: QtBot) -> SummaryDialog:
    qtbot.waitUntil(lambda: bool(program.window.findChildren(SummaryDialog)))
    (dialog,) = program.window.findChildren(SummaryDialog)
    assert isinstance(dialog, SummaryDialog)
    return dialog


def test_a_summary_stands_in_the_list_with_its_exact_words(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    row = row_of(page, 2)
    assert (row.kind, row.state) == (BlockKind.SUMMARY, BlockState.SUMMARISED)
    choose(page, 2)
    assert page.text.toPlainText() == f"What came before:\n2. Year 2: {OWN}\n\n"
    names = [
        page.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(page.list.count())
    ]
    assert any(name.startswith("2  Year 2, ") and name.endswith("as a summary") for name in names)


def test_the_page_says_which_sections_are_summaries_and_which_are_left_out(
    program: Program, qtbot: QtBot
) -> None:
    page = see(program, qtbot)
    first, second = page.hint.text().split("\n")
    assert first == "As summaries: 2"
    assert second.startswith("Not shown: 1, 3")


def test_the_writer_changes_a_summary_and_undoes_it(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    choose(page, 2)
    write(program, page, "It was dark.", qtbot)
    second = program.section(2)
    assert program.document.summaries[second].text == "It was dark."
    qtbot.waitUntil(lambda: "It was dark." in row_of(page, 2).text)
    assert page.list.current is not None
    assert page.list.current.title == "Year 2"
    program.services.undo_stack.undo()
    assert program.document.summaries[second].text == OWN


def test_a_change_that_is_discarded_changes_nothing(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    choose(page, 2)
    write(program, page, "It was dark.", qtbot, save=False)
    assert program.document.summaries[program.section(2)].text == OWN
    assert not program.services.undo_stack.canUndo()


def test_the_writer_writes_a_summary_where_there_was_none(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    choose(page, 1)
    desk = program.window.feature(SeesDesk)
    assert desk.summaries.edit.text() == words_summaries.WRITE
    write(program, page, "She came by boat.", qtbot)
    qtbot.waitUntil(lambda: row_of(page, 1).kind is BlockKind.SUMMARY)
    assert program.document.summaries[program.section(1)].origin is TakeOrigin.WRITER


def test_an_empty_summary_is_taken_away(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    choose(page, 2)
    write(program, page, " ", qtbot)
    assert program.section(2) not in program.document.summaries
    program.services.undo_stack.undo()
    assert program.document.summaries[program.section(2)].text == OWN


def test_the_model_sums_a_section_up_by_key_and_undo_takes_it_back(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    page = see(program, qtbot)
    choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    first = program.section(1)
    qtbot.waitUntil(lambda: first in program.document.summaries)
    assert program.document.summaries[first].text == "The keeper lit the lamp."
    assert program.document.text_of(first).text in engine.requests[0].messages[0].content
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    program.services.undo_stack.undo()
    assert first not in program.document.summaries


def test_the_model_never_replaces_what_the_writer_wrote(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    choose(page, 2)
    desk = program.window.feature(SeesDesk)
    assert not desk.summaries.summarise.isEnabled()
    assert desk.summaries.edit.isEnabled()
    program.services.summaries.summarise(program.section(2), "label")
    assert not program.services.jobs.is_busy


def test_a_summary_that_is_stopped_leaves_nothing(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.scripts = [Script(("The keeper. ", "He rose."), hold_after=1)]
    page = see(program, qtbot)
    choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    qtbot.waitUntil(engine.holding.is_set)
    stop = program.window.space.header.stop
    assert stop.isVisible()
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert program.section(1) not in program.document.summaries
    assert not stop.isVisible()


def test_an_outdated_summary_says_so_until_the_writer_keeps_it(
    program: Program, qtbot: QtBot
) -> None:
    program.services.session.edit_text(program.section(2), sentences(300, "storm"))
    page = see(program, qtbot)
    assert row_of(page, 2).state is BlockState.OUTDATED
    choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    dialog = dialog_of(program, qtbot)
    assert words_summaries.OUTDATED in dialog.state.text()
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row_of(page, 2).state is BlockState.SUMMARISED)
    assert program.document.summaries[program.section(2)].text == OWN


def test_tools_for_summaries_are_offered_only_where_the_text_has_no_room(
    program: Program, qtbot: QtBot
) -> None:
    page = see(program, qtbot)
    tools = program.window.feature(SeesDesk).summaries.tools
    choose(page, 9)
    assert not tools.isVisible()
    choose(page, 1)
    assert tools.isVisible()


def test_the_status_line_says_what_the_model_sees_as_summaries(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    pieces = ("The keeper. ", "He rose.")
    engine.scripts = [Script(pieces, hold_after=1), Script(pieces)]
    program.window.writing.write(program.section(10))
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.waitUntil(lambda: "as summaries: 2;" in program.window.status.view.whole)
    assert "left out: 1, 3" in program.window.status.view.whole
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
