# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page "Sees": the bar, the parts of the prompt, their texts, and what can be left out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.seeing import BlockKind, BlockState, SeenRow
from longwriter_desktop.domain.document import Note, NoteKind, SectionText
from longwriter_desktop.domain.outline import ContextChoice, Outline
from longwriter_desktop.domain.ports import LoadProgress, LocalEngine, ReadingCost
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui import words_sees
from longwriter_desktop.ui.sees_desk import SeesDesk
from longwriter_desktop.ui.sees_page import SeesPage
from tests.ui.conftest import FIRST, SECOND, keepers
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

NOTE = Note("n", NoteKind.FACT, "Oil", "It is dear.", pinned=True)


@pytest.fixture
def engine() -> ScriptedEngine:
    """Holds in the middle of its first answer."""
    pieces = ("He rose at dusk ", "and lit the great lamp again.")
    return ScriptedEngine(Script(pieces, hold_after=1), Script(pieces))


def desk_of(program: Program) -> SeesDesk:
    return program.window.feature(SeesDesk)


def page_of(program: Program) -> SeesPage:
    return desk_of(program).page


def see(program: Program, qtbot: QtBot, number: int = 3) -> SeesPage:
    """Open the page with the caret in a section and wait for its figures."""
    program.put_caret(number)
    desk_of(program).open()
    wait_for(program, qtbot, number)
    return page_of(program)


def wait_for(program: Program, qtbot: QtBot, number: int) -> None:
    page = page_of(program)
    qtbot.waitUntil(
        lambda: page.view is not None and page.view.section_id == program.section(number)
    )


def row_of(page: SeesPage, kind: BlockKind, title: str = "") -> SeenRow:
    return next(row for row in page.list.rows if row.kind is kind and row.title == title)


def choose(page: SeesPage, kind: BlockKind, title: str = "") -> None:
    page.list.choose_block(row_of(page, kind, title).blocks[0])


def test_the_page_says_how_the_context_is_shared_out(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    view = page.view
    assert view is not None
    assert page.step.text() == "For section 3: A life"
    assert page.summary.text() == (
        f"Context 4,096:\n{view.used_tokens:,} used, {view.answer_tokens:,} for the answer,"
        f" {view.free_tokens:,} free"
    )
    assert sum(row.tokens for row in page.list.rows) == 4_096


def test_the_list_names_every_part_in_words(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    names = [
        page.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(page.list.count())
    ]
    assert [name.rsplit(", ", 1)[0] for name in names] == [
        "Instruction", "Plan", "1  Fires", "2  Pharos", "Earlier steps", "This step",
        "Turn marks", "Room for the answer", "Free",
    ]  # fmt: skip
    assert all(name.endswith("tokens") for name in names)


def test_the_bar_is_shared_out_by_tokens(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    view, places = page.view, page.bar.places()
    assert view is not None
    assert len(places) == len(view.blocks)
    assert all(a.right() <= b.left() for a, b in pairwise(places))
    assert max(places, key=lambda place: place.width()) == places[-1]
    assert places[-1].right() <= page.bar.width() + 1


def test_a_click_on_a_block_shows_its_exact_text(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    at = row_of(page, BlockKind.SECTION, "Pharos").blocks[0]
    place = page.bar.places()[at].center().toPoint()
    qtbot.mouseClick(page.bar, Qt.MouseButton.LeftButton, pos=place)
    assert page.text.toPlainText() == SECOND
    current = page.list.current
    assert current is not None
    assert current.title == "Pharos"


def test_the_arrow_keys_walk_through_the_parts(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    assert page.list.hasFocus()
    page.list.setCurrentRow(0)
    assert page.text.toPlainText().startswith("Write a document section by section.")
    for _ in range(2):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.text.toPlainText() == FIRST


def test_the_whole_prompt_is_what_the_engine_is_sent(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    page = see(program, qtbot)
    qtbot.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    shown = page.text.toPlainText()
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    sent = "\n\n".join(f"[{turn.role}]\n{turn.content}" for turn in engine.requests[0].messages)
    assert shown == sent
    engine.go_on()
    qtbot.waitUntil(lambda: not program.services.writing.is_busy)


def test_the_whole_prompt_stays_in_view_when_the_figures_are_counted_again(
    program: Program, qtbot: QtBot
) -> None:
    page = see(program, qtbot)
    page.list.setCurrentRow(0)
    page.whole.setChecked(True)
    program.services.session.edit_text(program.section(1), "Quite another text.")
    qtbot.waitUntil(lambda: "Quite another text." in page.text.toPlainText())
    assert page.whole.isChecked()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert not page.whole.isChecked()
    assert page.text.toPlainText().startswith("Plan:")


def test_dropping_a_section_by_key_takes_it_out_and_undo_brings_it_back(
    program: Program, qtbot: QtBot
) -> None:
    page = see(program, qtbot)
    choose(page, BlockKind.SECTION, "Fires")
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: not row_of(page, BlockKind.SECTION, "Fires").is_sent)
    assert program.document.outline.get(program.section(1)).context is ContextChoice.DROPPED
    row = row_of(page, BlockKind.SECTION, "Fires")
    assert row.state is BlockState.DROPPED
    assert page.hint.text() == "Not shown: 1 (left out by you)"
    program.text.undo_step()
    qtbot.waitUntil(lambda: row_of(page, BlockKind.SECTION, "Fires").is_sent)


def test_a_section_left_out_can_be_shown_again(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    choose(page, BlockKind.SECTION, "Fires")
    page.drop.trigger()
    qtbot.waitUntil(lambda: not row_of(page, BlockKind.SECTION, "Fires").is_sent)
    assert page.drop.text() == words_sees.LET_IN
    page.drop.trigger()
    qtbot.waitUntil(lambda: row_of(page, BlockKind.SECTION, "Fires").is_sent)


def test_pinning_says_so_in_the_row(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    choose(page, BlockKind.SECTION, "Fires")
    qtbot.keyClick(page.list, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: row_of(page, BlockKind.SECTION, "Fires").state is BlockState.PINNED)
    assert page.pin.text() == words_sees.UNPIN
    item = page.list.currentItem()
    assert item.data(Qt.ItemDataRole.AccessibleTextRole).endswith("pinned")
    assert program.services.undo_stack.undoText() == words_sees.UNDO_PIN


def test_typing_between_a_choice_and_its_undoing_is_kept(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    desk_of(program).pin(row_of(page, BlockKind.SECTION, "Fires"), True)
    program.services.session.set_text(program.section(2), SectionText("New words."))
    program.services.undo_stack.undo()
    assert program.words_of(2) == "New words."


def test_only_what_can_be_chosen_can_be_pinned_or_left_out(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    choose(page, BlockKind.PLAN)
    assert not page.pin.isEnabled()
    assert not page.drop.isEnabled()
    choose(page, BlockKind.SECTION, "Fires")
    assert page.pin.isEnabled()
    assert page.drop.isEnabled()
    assert page.list.actions()[:2] == [page.pin, page.drop]
    assert page.list.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu


def test_leaving_notes_out_unpins_them(program: Program, qtbot: QtBot) -> None:
    program.services.session.update_meta(notes=(NOTE,))
    page = see(program, qtbot)
    choose(page, BlockKind.NOTES)
    assert page.text.toPlainText() == "Notes:\nOil: It is dear.\n\n"
    page.drop.trigger()
    assert program.document.notes == (replace(NOTE, pinned=False),)
    program.text.undo_step()
    assert program.document.notes == (NOTE,)


def test_a_style_sample_left_out_becomes_a_note(program: Program, qtbot: QtBot) -> None:
    program.services.session.update_meta(style_sample="Short. Dry.")
    page = see(program, qtbot)
    choose(page, BlockKind.STYLE)
    page.drop.trigger()
    assert program.document.style_sample == ""
    assert program.document.notes[0].text == "Short. Dry."
    assert not program.document.notes[0].pinned
    program.text.undo_step()
    assert program.document.style_sample == "Short. Dry."
    assert program.document.notes == ()


def test_the_page_follows_the_caret(program: Program, qtbot: QtBot) -> None:
    see(program, qtbot, 3)
    program.put_caret(2)
    wait_for(program, qtbot, 2)
    assert page_of(program).step.text() == "For section 2: Pharos"


def test_the_page_follows_an_edit(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot)
    program.services.session.edit_text(program.section(1), "Quite another text.")
    qtbot.waitUntil(lambda: row_of(page, BlockKind.SECTION, "Fires").text == "Quite another text.")


def test_without_a_caret_the_next_unwritten_section_is_shown(
    program: Program, qtbot: QtBot
) -> None:
    program.text.show_beginning()
    program.outline.choose_none()
    desk_of(program).open()
    wait_for(program, qtbot, 3)


def test_nothing_is_counted_while_the_page_is_out_of_sight(program: Program, qtbot: QtBot) -> None:
    page = see(program, qtbot, 3)
    program.window.space.side.hide()
    with qtbot.assertNotEmitted(desk_of(program).seeing.seen, wait=400):
        program.put_caret(2)
    assert page.view is not None
    assert page.view.section_id == program.section(3)


def test_while_the_model_writes_the_page_waits(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    page = see(program, qtbot, 3)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.waitUntil(lambda: page.hint.text() == words_sees.WAITING)
    program.put_caret(2)
    with qtbot.waitSignal(desk_of(program).seeing.seen):
        engine.go_on()
    wait_for(program, qtbot, 2)
    assert page.hint.isHidden()


def test_counting_does_not_make_the_program_busy(program: Program, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(program.services.jobs.busy_changed):
        see(program, qtbot)


def test_without_a_plan_the_page_says_so(program: Program, qtbot: QtBot) -> None:
    see(program, qtbot)
    program.services.session.set_outline(Outline())
    page = page_of(program)
    qtbot.waitUntil(lambda: page.empty.isVisible())
    assert page.empty.text() == words_sees.EMPTY_NO_PLAN


def test_without_a_model_the_page_says_so(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    program = start_program(ScriptedEngine(loaded=False))
    program.open(keepers())
    desk_of(program).open()
    page = page_of(program)
    qtbot.waitUntil(lambda: page.empty.isVisible() and bool(page.empty.text()))
    assert page.empty.text() == words_sees.EMPTY_NO_MODEL


class SlowEngine(ScriptedEngine):
    """Takes its time to load, until it is told to go on."""

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        self._hold()
        yield from super().load(path, context_tokens)


def test_while_a_model_is_loaded_the_page_says_so(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = SlowEngine(loaded=False)
    program = start_program(engine)
    program.open(keepers())
    program.put_caret(3)
    program.services.engine.load(Path("slow.gguf"))
    desk_of(program).open()
    page = page_of(program)
    qtbot.waitUntil(lambda: page.empty.text() == words_sees.LOADING)
    qtbot.waitUntil(engine.holding.is_set)
    engine.go_on()
    wait_for(program, qtbot, 3)


def test_a_page_opened_while_the_model_writes_says_when_it_will_know(
    program: Program, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    program.put_caret(3)
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(engine.holding.is_set)
    desk_of(program).open()
    page = page_of(program)
    qtbot.waitUntil(lambda: page.empty.text() == words_sees.WAITING_FIRST)
    engine.go_on()
    wait_for(program, qtbot, 3)


def test_when_all_is_written_and_nothing_chosen_the_page_says_so(
    program: Program, qtbot: QtBot
) -> None:
    program.services.session.edit_text(program.section(3), "Written.")
    program.text.show_beginning()
    program.outline.choose_none()
    desk_of(program).open()
    page = page_of(program)
    qtbot.waitUntil(lambda: page.empty.text() == words_sees.EMPTY_NOTHING)


def test_an_instruction_without_room_says_what_to_do(program: Program, qtbot: QtBot) -> None:
    program.services.session.update_meta(instruction="A very long story. " * 1_200)
    program.put_caret(3)
    desk_of(program).open()
    page = page_of(program)
    qtbot.waitUntil(lambda: "context" in page.empty.text() or "room" in page.empty.text())


def test_the_starter_model_counts_what_it_will_read(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, starter_path: Path
) -> None:
    program = start_program(WorkerEngine())
    program.open(keepers())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path)
    page = see(program, qtbot, 3)
    view = page.view
    assert view is not None
    assert view.context_tokens == program.engine.info.context_tokens
    counted = program.engine.count_tokens([turn.content for turn in view.messages])
    assert sum(counted) == sum(block.tokens for block in view.blocks if block.text)


def test_the_page_tells_what_will_be_read_before_the_first_word(
    program: Program, qtbot: QtBot
) -> None:
    page = see(program, qtbot)
    qtbot.waitUntil(lambda: "Reads 200 of 1,000 tokens" in page.cost.text())


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (ReadingCost(1, 4_000, 0.01), "Ready: next to nothing is read before the first word."),
        (ReadingCost(1_840, 4_000), "Reads 1,840 of 4,000 tokens before the first word."),
        (
            ReadingCost(1_840, 4_000, 9.2),
            "Reads 1,840 of 4,000 tokens before the first word, about 10 s.",
        ),
    ],
)
def test_the_cost_of_reading_is_said_in_tokens_and_time(cost: ReadingCost, said: str) -> None:
    assert words_sees.cost(cost) == said
