# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Takes and streaming with the real worker and the starter model."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui.takes_desk import TakesDesk
from longwriter_desktop.ui.takes_live import LiveRow
from tests.ui.desk import Program

MINE = "Two keepers shared the watch."
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def watch() -> Document:
    """The first section has the writer's text, the second none."""
    sections = (
        new_section("The watch", "who kept it", 40),
        new_section("The lamp", "how it was lit", 900),
    )
    texts = {sections[0].id: SectionText(MINE)}
    return Document(
        "watch", "The watch", "Write about a lamp.", 100, "en", Outline(sections), texts
    )


@pytest.fixture
def program(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, starter_path: Path
) -> Program:
    program = start_program(WorkerEngine())
    program.open(watch())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path)
    return program


def wait_until_idle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy, timeout=60_000)


def begin(program: Program, qtbot: QtBot, words: int) -> None:
    """Write the second section until some words are shown."""
    section = program.section(2)
    program.window.writing.write(section)
    qtbot.waitUntil(lambda: count_words(program.text.page.text(section)) > words)


def test_two_takes_at_once_are_read_compared_and_one_is_chosen(
    program: Program, qtbot: QtBot
) -> None:
    program.services.preferences.set("writing.takes_at_once", 2)
    program.put_caret(1)
    qtbot.keyClick(program.text, Qt.Key.Key_T, CONTROL | SHIFT)
    wait_until_idle(program, qtbot)
    page = program.window.feature(TakesDesk).page
    first, second = program.services.takes.of(program.section(1))
    assert first.text != second.text
    assert second.provenance is not None
    # The second take finds the prompt that both share in the engine's cache.
    assert second.provenance.evaluated_tokens < second.provenance.prompt_tokens / 2
    assert program.words_of(1) == MINE
    qtbot.mouseClick(page.reader.as_changes, Qt.MouseButton.LeftButton)
    assert "added" in page.reader.caption.text()
    page.list.setCurrentRow(0)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert program.words_of(1) == second.text
    program.text.undo_step()
    assert program.words_of(1) == MINE


def test_what_was_typed_while_a_section_was_written_is_undone_behind_it(
    program: Program, qtbot: QtBot
) -> None:
    begin(program, qtbot, 5)
    program.put_caret(1, len(MINE))
    qtbot.keyClicks(program.text, " It was cold.")
    wait_until_idle(program, qtbot)
    written = program.words_of(2)
    assert count_words(written) > 5
    assert program.services.undo_stack.count() == 2
    program.text.undo_step()
    assert (program.words_of(1), program.words_of(2)) == (f"{MINE} It was cold.", "")
    program.text.undo_step()
    assert (program.words_of(1), program.words_of(2)) == (MINE, "")
    program.text.undo_step(redo=True)
    program.text.undo_step(redo=True)
    assert (program.words_of(1), program.words_of(2)) == (f"{MINE} It was cold.", written)


def test_undo_while_a_section_is_written_leaves_what_streams_alone(
    program: Program, qtbot: QtBot
) -> None:
    program.put_caret(1, len(MINE))
    qtbot.keyClicks(program.text, " It was cold.")
    begin(program, qtbot, 5)
    program.text.undo_step()
    assert program.words_of(1) == MINE
    wait_until_idle(program, qtbot)
    assert program.words_of(2)
    program.text.undo_step()
    assert (program.words_of(1), program.words_of(2)) == (MINE, "")


def test_a_stopped_section_is_continued_in_the_middle_of_its_sentence(
    program: Program, qtbot: QtBot
) -> None:
    begin(program, qtbot, 8)
    qtbot.keyClick(program.text, Qt.Key.Key_Escape)
    wait_until_idle(program, qtbot)
    stopped = program.document.text_of(program.section(2))
    assert stopped.stop_reason is StopReason.CANCELLED
    qtbot.mouseClick(program.window.notices.action, Qt.MouseButton.LeftButton)
    wait_until_idle(program, qtbot)
    text = program.words_of(2)
    assert text.startswith(stopped.text.rstrip())
    assert count_words(text) > stopped.words
    assert program.services.undo_stack.count() == 2
    program.text.undo_step()
    assert program.words_of(2) == stopped.text
    assert [take.text for take in program.services.takes.of(program.section(2))] == [
        stopped.text, text,
    ]  # fmt: skip


@pytest.fixture
def roomy(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot, starter_path: Path
) -> Program:
    """A program whose model has room for four long takes at once."""
    engine = WorkerEngine()
    engine.load_now(starter_path, 16_384)
    program = start_program(engine)
    program.open(watch())
    program.services.preferences.set("writing.takes_at_once", 4)
    return program


def write_four(program: Program, qtbot: QtBot) -> dict[int, LiveRow]:
    """Ask for four takes of the second section; their rows, when all of them show words."""
    program.put_caret(2)
    qtbot.keyClick(program.text, Qt.Key.Key_T, CONTROL | SHIFT)
    rows = program.window.feature(TakesDesk).page.live.rows
    qtbot.waitUntil(lambda: all(row.tail.text() for row in rows.values()))
    assert list(rows) == [1, 2, 3, 4]
    return rows


def test_four_takes_grow_in_their_rows_and_one_is_stopped_alone(
    roomy: Program, qtbot: QtBot
) -> None:
    rows = write_four(roomy, qtbot)
    qtbot.mouseClick(rows[3].stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: 3 not in rows)
    (stopped,) = roomy.services.takes.of(roomy.section(2))
    assert stopped.stop_reason is StopReason.CANCELLED
    assert sorted(rows) == [1, 2, 4]
    wait_until_idle(roomy, qtbot)
    others = [take for take in roomy.services.takes.of(roomy.section(2)) if take.id != stopped.id]
    assert len(others) == 3
    assert min(take.words for take in others) > 2 * stopped.words
    assert StopReason.CANCELLED not in {take.stop_reason for take in others}


def test_esc_stops_all_takes_of_the_real_worker(roomy: Program, qtbot: QtBot) -> None:
    write_four(roomy, qtbot)
    qtbot.keyClick(roomy.text, Qt.Key.Key_Escape)
    wait_until_idle(roomy, qtbot)
    takes = roomy.services.takes.of(roomy.section(2))
    assert [take.stop_reason for take in takes] == [StopReason.CANCELLED] * 4
    assert roomy.words_of(2) in {take.text for take in takes}


def test_a_worker_killed_in_the_middle_of_four_takes_leaves_all_four(
    roomy: Program, qtbot: QtBot
) -> None:
    write_four(roomy, qtbot)
    os.kill(roomy.engine.worker_pid, signal.SIGKILL)  # type: ignore[attr-defined] # a WorkerEngine
    wait_until_idle(roomy, qtbot)
    takes = roomy.services.takes.of(roomy.section(2))
    assert [take.stop_reason for take in takes] == [StopReason.INTERRUPTED] * 4
    assert min(take.words for take in takes) > 0
    message = roomy.window.notices.message
    assert message is not None
    assert "What had come is kept as takes." in message.text


def test_the_window_closed_in_the_middle_of_four_takes_keeps_them_beside_the_empty_section(
    roomy: Program, qtbot: QtBot
) -> None:
    write_four(roomy, qtbot)
    assert roomy.window.close()
    QApplication.processEvents()
    takes = roomy.services.takes.of(roomy.section(2))
    assert [take.stop_reason for take in takes] == [StopReason.CANCELLED] * 4
    assert roomy.services.undo_stack.count() == 0
